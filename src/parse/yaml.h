/* SPDX-License-Identifier: MIT */
/*
 * YAML to a tree of nodes with their places, by libyaml's events. Scalars stay
 * text. Bounded: nesting, aliases expanded, bytes.
 */
#ifndef PARSE_YAML_H
#define PARSE_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/err.h"

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml_node {
	enum yaml_kind kind;
	int line, column;		/* from 1, in the file */
	const char *text;		/* scalar: clean, NUL-terminated */
	size_t len;
	const char *tag;		/* "!Ref", NULL if plain */
	const struct yaml_node *child;	/* first element, or first key of a map */
	const struct yaml_node *value;	/* of a map's key */
	const struct yaml_node *next;	/* next element or key */
	size_t n;			/* elements or pairs */
};

/* How much may be read. */
struct yaml_bounds {
	size_t bytes, nodes;	/* nodes with aliases counted in full */
	bool is_whole;		/* what follows the first document is a mistake */
};

/* As yaml_parse below, with bounds of one's own. */
enum err yaml_parse_bounded(struct arena *a, const char *text, size_t len, int first_line,
			    const struct yaml_bounds *bounds, struct diag_list *diags,
			    const struct yaml_node **ret_root);

/*
 * Parses the first document of text. first_line is the line number of its
 * first line. Mistakes go to diags ("yaml-syntax"; a repeated key is a warning,
 * the last one wins). ret_root is NULL for an empty document.
 */
enum err yaml_parse(struct arena *a, const char *text, size_t len, int first_line,
		    struct diag_list *diags, const struct yaml_node **ret_root);

/* The value of key in a map; NULL if n is no map or has no such key. */
const struct yaml_node *yaml_get(const struct yaml_node *n, const char *key);

/* Text of a scalar child, fallback otherwise. */
const char *yaml_string(const struct yaml_node *map, const char *key, const char *fallback);

/*
 * Warns of keys not in known (NULL-terminated) with the nearest known one:
 * rule "unknown-field".
 */
void yaml_check_keys(const struct yaml_node *map, const char *const *known,
		     struct diag_list *diags);

#endif
