/* SPDX-License-Identifier: MIT */
/* Any bytes as YAML, and as a text with front matter: a tree in bounds, clean, with places. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "parse/front_matter.h"
#include "parse/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NODES_MAX = 250000 };

/* Counts the nodes below n: the depth of what is checked is bounded by the parser. */
static size_t check(const struct yaml_node *n)
{
	size_t count = 0, nodes = 1;

	if (!n)
		return 0;
	if (n->line < 1 || n->column < 1)
		abort();
	if (n->kind == YAML_SCALAR && (!utf8_is_clean(n->text, n->len) || n->text[n->len]))
		abort();
	if (n->tag && !utf8_is_clean(n->tag, strlen(n->tag)))
		abort();
	for (const struct yaml_node *c = n->child; c; c = c->next) {
		if (n->kind == YAML_MAP && !c->value)
			abort();
		nodes += check(c) + check(c->value);
		count++;
	}
	if (count != n->n || nodes > NODES_MAX)
		abort();
	return nodes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct yaml_node *root = NULL;
	struct front_matter front;
	struct diag_list diags;
	struct arena a;
	struct buf text;

	arena_init(&a);
	diag_list_init(&diags);
	buf_init(&text);
	utf8_clean(&text, (const char *)data, size);
	diag_in(&diags, "x", buf_str(&text), text.len);
	if (yaml_parse(&a, buf_str(&text), text.len, 1, &diags, &root) == ERR_OK)
		check(root);
	else if (!diags.n_errors)
		abort();
	/* As it came: whoever forgets to clean must be safe too. */
	if (yaml_parse(&a, (const char *)data, size, 1, NULL, &root) == ERR_OK)
		check(root);
	front_matter_parse(&a, buf_str(&text), text.len, 1, &diags, &front);
	check(front.root);
	if (front.body > text.len || front.body_line < 1)
		abort();
	buf_done(&text);
	diag_list_done(&diags);
	arena_done(&a);
	return 0;
}
