/* SPDX-License-Identifier: MIT */
#include "parse/front_matter.h"

#include "parse/line.h"

void front_matter_parse(struct arena *a, const char *text, size_t len, int first_line,
			struct diag_list *diags, struct front_matter *ret)
{
	const char *p = text, *end = text + len, *start, *next;
	const struct yaml_node *root = NULL;
	struct line l;
	int line = first_line;

	*ret = (struct front_matter){ .body_line = first_line };
	if (!line_take(&p, end, &l) || !line_is(line_trim_end(l), "---"))
		return;
	start = next = p;
	/* A rule with a blank line below it is Markdown. */
	if (!line_take(&next, end, &l) || !line_trim(l).len)
		return;
	do {
		if (!line_take(&p, end, &l))
			return;	/* never closed: a rule, not front matter */
		line++;
	} while (!line_is(line_trim_end(l), "---") && !line_is(line_trim_end(l), "..."));
	if (yaml_parse(a, start, (size_t)(l.p - start), first_line + 1, diags, &root) != ERR_OK)
		return;
	if (!root || root->kind != YAML_MAP)
		return;
	ret->root = root;
	ret->body = (size_t)(p - text);
	ret->body_line = line + 1;
}
