/* SPDX-License-Identifier: MIT */
/* The YAML between two "---" lines at the start of a Markdown text. */
#ifndef PARSE_FRONT_MATTER_H
#define PARSE_FRONT_MATTER_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "parse/yaml.h"

struct front_matter {
	const struct yaml_node *root;	/* a map; NULL if there is none, or none that parses */
	size_t body;			/* offset of what follows it; 0 without front matter */
	int body_line;			/* that text's line number */
};

/*
 * Looks at the start of text, whose first line is first_line. Front matter
 * that does not parse is reported and shown as text: body stays 0.
 */
void front_matter_parse(struct arena *a, const char *text, size_t len, int first_line,
			struct diag_list *diags, struct front_matter *ret);

#endif
