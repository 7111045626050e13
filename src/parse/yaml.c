/* SPDX-License-Identifier: MIT */
#include "parse/yaml.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/prng.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "base/vec.h"

enum {
	DEPTH_MAX = 1000,
	REPEATS_MAX = 20,	/* repeated keys that are told one by one */
	FEW_KEYS = 8,		/* of a map: looked through one by one */
};

/* A list or map that is being read. */
struct frame {
	struct yaml_node *node;
	struct yaml_node *last;		/* its last element or key */
	struct yaml_node *key;		/* a map's key that waits for its value */
	size_t expanded;		/* it and the nodes below it, aliases counted in full */
	size_t anchor;			/* index of its anchor + 1; 0 = none */
	bool is_indexed;		/* its keys are in reader.keys */
};

struct anchor {
	const struct yaml_node *node;	/* NULL while it is being read */
	size_t expanded;
};

/* A key of a map; or, with no map, an anchor's name, whose n is the anchor's index + 1. */
struct key_slot {
	const struct yaml_node *map;
	struct yaml_node *key;		/* NULL = free */
};

/* A place in the text, moved along with libyaml's marks, which count characters. */
struct cursor {
	size_t index;			/* characters before it */
	const char *at;
	const char *line_start;
	int line;			/* from 0 */
};

struct reader {
	struct arena *arena;
	const struct yaml_bounds *bounds;
	struct diag_list *diags;
	const char *text;
	size_t len;
	int first_line;
	struct cursor cursor;
	struct frame frames[DEPTH_MAX];
	size_t n_frames;
	struct anchor *anchors;
	size_t n_anchors, cap_anchors;
	struct key_slot *keys;		/* of all maps, open addressing */
	size_t n_keys, cap_keys;
	size_t n_repeats;
	struct yaml_node *root;
	size_t n_nodes;
	bool is_failed;
};

static void cursor_move(struct reader *r, size_t index)
{
	struct cursor *c = &r->cursor;
	const char *end;

	if (!r->text)
		return;
	end = r->text + r->len;
	if (index < c->index || !c->at)
		*c = (struct cursor){ .at = r->text, .line_start = r->text };
	for (; c->index < index && c->at < end; c->index++) {
		char32_t cp = (unsigned char)*c->at;

		c->at += cp < 0x80 ? 1 : utf8_decode(c->at, (size_t)(end - c->at), &cp);
		if (cp == '\n') {
			c->line++;
			c->line_start = c->at;
		}
	}
}

/* Line in the file and byte column, from 1, of a mark. */
static void place(struct reader *r, const yaml_mark_t *mark, int *ret_line, int *ret_column)
{
	cursor_move(r, mark->index);
	*ret_line = r->first_line + r->cursor.line;
	*ret_column = (int)(r->cursor.at - r->cursor.line_start) + 1;
}

static void fail(struct reader *r, const yaml_mark_t *mark, const char *text, const char *hint)
{
	struct diag *g;
	int line, column;

	place(r, mark, &line, &column);
	g = diag_add(r->diags, DIAG_ERROR, line, column, "yaml-syntax", "%s", text);
	if (hint)
		diag_hint(r->diags, g, "%s", hint);
	r->is_failed = true;
}

static void fail_many(struct reader *r, const yaml_mark_t *mark)
{
	char hint[80];

	snprintf(hint, sizeof(hint), "at most %zu, with aliases counted in full", r->bounds->nodes);
	fail(r, mark, "too many values", hint);
}

/* libyaml's words, and what they mean for who wrote the file. */
static const struct {
	const char *problem, *text, *hint;
} problems[] = {
	{ "mapping values are not allowed", "a second \": \" in one line",
	  "put quotes around a value that holds \": \"" },
	{ "could not find expected ':'", "a key without its \":\"",
	  "write \"key: value\"; a text of several lines needs \"|\" or quotes" },
	{ "did not find expected key", "this line does not fit the ones above it",
	  "check the indentation, and that quotes above are closed" },
	{ "did not find expected '-' indicator", "this line does not fit the list above it",
	  "elements of one list begin in the same column" },
	{ "did not find expected ',' or ']'", "a list in [ ] that is not closed or lacks a comma",
	  NULL },
	{ "did not find expected ',' or '}'", "a map in { } that is not closed or lacks a comma",
	  NULL },
	{ "found character that cannot start any token", "this character cannot begin a value",
	  "put quotes around the value" },
	{ "found unexpected end of stream", "a quote that is not closed",
	  "close it; an apostrophe inside single quotes is written twice" },
	{ "found unknown escape character", "an unknown escape in double quotes",
	  "write \\\\ for a backslash, or use single quotes" },
	{ "found undefined tag handle", "a tag with an unknown prefix", NULL },
	{ "did not find expected <document start>", "text after the end of the document",
	  "check that braces and brackets match" },
	{ "found incompatible YAML document", "a YAML version that is not known here",
	  "leave the %YAML line out" },
};

/* libyaml reads in advance of its marks, and tells bytes where it cannot read on. */
static void fail_reading(struct reader *r, const yaml_parser_t *p)
{
	const char *at = r->text + (p->problem_offset < r->len ? p->problem_offset : r->len);
	const char *line_start = at;
	int line = r->first_line;
	struct diag *g;

	while (line_start > r->text && line_start[-1] != '\n')
		line_start--;
	for (const char *c = r->text; c < line_start; c++)
		line += *c == '\n';
	g = diag_add(r->diags, DIAG_ERROR, line, (int)(at - line_start) + 1, "yaml-syntax",
		     "the character U+%04X is not allowed in YAML",
		     p->problem_value < 0 ? 0 : (unsigned)p->problem_value);
	diag_hint(r->diags, g, "delete it, or write it as an escape in double quotes");
	r->is_failed = true;
}

static void fail_syntax(struct reader *r, const yaml_parser_t *p)
{
	const yaml_mark_t *mark = &p->problem_mark;

	/* Of a quote that is not closed, its beginning tells more than the text's end. */
	if (p->context && !strcmp(p->context, "while scanning a quoted scalar"))
		mark = &p->context_mark;
	if (p->error == YAML_READER_ERROR) {
		fail_reading(r, p);
		return;
	}
	cursor_move(r, mark->index);
	if (r->cursor.at < r->text + r->len && *r->cursor.at == '\t') {
		fail(r, mark, "a tab where YAML wants blanks", "indent with blanks");
		return;
	}
	for (size_t i = 0; p->problem && i < sizeof(problems) / sizeof(*problems); i++) {
		if (!strncmp(p->problem, problems[i].problem, strlen(problems[i].problem))) {
			fail(r, mark, problems[i].text, problems[i].hint);
			return;
		}
	}
	fail(r, mark, p->problem ? p->problem : "not readable as YAML", NULL);
}

/* A clean copy: escapes and tags with %1B can make any character. */
static const char *copy_clean(struct reader *r, const yaml_char_t *text, size_t n, size_t *ret_len)
{
	struct buf clean;
	const char *copy;

	*ret_len = n;
	if (utf8_is_clean((const char *)text, n))
		return arena_strndup(r->arena, (const char *)text, n);
	buf_init(&clean);
	utf8_clean(&clean, (const char *)text, n);
	copy = arena_strndup(r->arena, buf_str(&clean), clean.len);
	*ret_len = clean.len;
	buf_done(&clean);
	return copy;
}

static struct yaml_node *node_new(struct reader *r, enum yaml_kind kind, const yaml_event_t *e,
				  const yaml_char_t *tag)
{
	struct yaml_node *n = arena_zalloc(r->arena, sizeof(*n));
	size_t tag_len;

	n->kind = kind;
	place(r, &e->start_mark, &n->line, &n->column);
	if (tag)
		n->tag = copy_clean(r, tag, strlen((const char *)tag), &tag_len);
	return n;
}

/* Counts n more nodes to the document and to the container they stand in. */
static bool count(struct reader *r, const yaml_event_t *e, size_t n)
{
	if (r->n_frames)
		r->frames[r->n_frames - 1].expanded += n;
	r->n_nodes += n;
	if (r->n_nodes <= r->bounds->nodes)
		return true;
	fail_many(r, &e->start_mark);
	return false;
}

static size_t key_hash(const struct yaml_node *map, const struct yaml_node *key)
{
	uintptr_t place = (uintptr_t)map;

	return (size_t)hash_bytes(hash_bytes(HASH_START, &place, sizeof(place)), key->text,
				  key->len);
}

static bool is_same_key(const struct key_slot *s, const struct yaml_node *map,
			const struct yaml_node *key)
{
	return s->map == map && s->key->len == key->len &&
	       !memcmp(s->key->text, key->text, key->len);
}

/* The slot of a key, or the free one where it belongs. */
static struct key_slot *key_find(const struct reader *r, const struct yaml_node *map,
				 const struct yaml_node *key)
{
	size_t at = key_hash(map, key) & (r->cap_keys - 1);

	while (r->keys[at].key && !is_same_key(&r->keys[at], map, key))
		at = (at + 1) & (r->cap_keys - 1);
	return &r->keys[at];
}

static void keys_grow(struct reader *r)
{
	struct key_slot *old = r->keys;
	size_t n = r->cap_keys;

	r->cap_keys = n ? 2 * n : 64;
	r->keys = xcalloc(r->cap_keys, sizeof(*r->keys));
	for (size_t i = 0; i < n; i++)
		if (old[i].key)
			*key_find(r, old[i].map, old[i].key) = old[i];
	free(old);
}

/* The key of the same text that is known already; key itself, remembered, if it is new. */
static struct yaml_node *key_index(struct reader *r, const struct yaml_node *map,
				   struct yaml_node *key)
{
	struct key_slot *slot;

	if (2 * r->n_keys >= r->cap_keys)
		keys_grow(r);
	slot = key_find(r, map, key);
	if (slot->key)
		return slot->key;
	*slot = (struct key_slot){ map, key };
	r->n_keys++;
	return key;
}

static bool is_same_text(const struct yaml_node *a, const struct yaml_node *b)
{
	return a->kind == YAML_SCALAR && a->len == b->len && !memcmp(a->text, b->text, b->len);
}

/* The key of the same text that the map has; key itself if it is new. Only large maps are indexed. */
static struct yaml_node *key_take(struct reader *r, struct frame *f, struct yaml_node *key)
{
	struct yaml_node *k = (struct yaml_node *)f->node->child;

	if (f->is_indexed)
		return key_index(r, f->node, key);
	f->is_indexed = f->node->n >= FEW_KEYS;
	for (; k; k = (struct yaml_node *)k->next) {
		if (f->is_indexed && k->kind == YAML_SCALAR)
			key_index(r, f->node, k);
		else if (is_same_text(k, key))
			return k;
	}
	return f->is_indexed ? key_index(r, f->node, key) : key;
}

static void append(struct frame *f, struct yaml_node *n)
{
	if (f->last)
		f->last->next = n;
	else
		f->node->child = n;
	f->last = n;
	f->node->n++;
}

static void warn_repeat(struct reader *r, const struct yaml_node *key, int line)
{
	if (r->n_repeats++ < REPEATS_MAX)
		diag_add(r->diags, DIAG_WARNING, key->line, key->column, "duplicate-key",
			 "the key \"%s\" is already in line %d; this one counts", key->text, line);
}

static void add_key(struct reader *r, struct frame *f, struct yaml_node *key)
{
	struct yaml_node *seen = key->kind == YAML_SCALAR ? key_take(r, f, key) : key;

	f->key = seen;
	if (seen == key) {
		append(f, key);
		return;
	}
	warn_repeat(r, key, seen->line);
	seen->line = key->line;
	seen->column = key->column;
}

/* Puts a finished or just begun node where it belongs. */
static void add(struct reader *r, struct yaml_node *n)
{
	struct frame *f = r->n_frames ? &r->frames[r->n_frames - 1] : NULL;

	if (!f) {
		r->root = n;
	} else if (f->node->kind == YAML_LIST) {
		append(f, n);
	} else if (!f->key) {
		add_key(r, f, n);
	} else {
		f->key->value = n;
		f->key = NULL;
	}
}

/* Gives an anchor to a node; the same name may have meant another one before. */
static void remember(struct reader *r, const yaml_char_t *text, const struct yaml_node *n,
		     size_t expanded)
{
	struct yaml_node *name;

	if (!text)
		return;
	*vec_push(r->anchors, r->n_anchors, r->cap_anchors) = (struct anchor){ n, expanded };
	name = arena_zalloc(r->arena, sizeof(*name));
	name->text = copy_clean(r, text, strlen((const char *)text), &name->len);
	key_index(r, NULL, name)->n = r->n_anchors;
}

static void read_scalar(struct reader *r, const yaml_event_t *e)
{
	struct yaml_node *n = node_new(r, YAML_SCALAR, e, e->data.scalar.tag);

	if (!count(r, e, 1))
		return;
	n->text = copy_clean(r, e->data.scalar.value, e->data.scalar.length, &n->len);
	remember(r, e->data.scalar.anchor, n, 1);
	add(r, n);
}

static void begin(struct reader *r, const yaml_event_t *e, enum yaml_kind kind,
		  const yaml_char_t *tag, const yaml_char_t *anchor)
{
	struct yaml_node *n = node_new(r, kind, e, tag);

	if (r->n_frames >= DEPTH_MAX) {
		fail(r, &e->start_mark, "nested too deep", "at most 1,000 lists and maps in each other");
		return;
	}
	if (!count(r, e, 1))
		return;
	remember(r, anchor, NULL, 0);
	add(r, n);
	r->frames[r->n_frames++] = (struct frame){
		.node = n, .expanded = 1, .anchor = anchor ? r->n_anchors : 0,
	};
}

static void end(struct reader *r)
{
	struct frame f;

	assert(r->n_frames);
	f = r->frames[--r->n_frames];
	if (f.anchor) {
		r->anchors[f.anchor - 1].node = f.node;
		r->anchors[f.anchor - 1].expanded = f.expanded;
	}
	if (r->n_frames)
		r->frames[r->n_frames - 1].expanded += f.expanded - 1;
}

/* The anchor that an alias means; NULL if there is none. */
static const struct anchor *anchor_find(const struct reader *r, const yaml_char_t *text)
{
	struct yaml_node name = { .text = (const char *)text, .len = strlen((const char *)text) };
	const struct yaml_node *known = r->n_keys ? key_find(r, NULL, &name)->key : NULL;

	return known ? &r->anchors[known->n - 1] : NULL;
}

static void read_alias(struct reader *r, const yaml_event_t *e)
{
	const struct anchor *anchor = anchor_find(r, e->data.alias.anchor);
	struct yaml_node *copy;

	if (!anchor || !anchor->node) {
		fail(r, &e->start_mark,
		     anchor ? "an alias inside the value it stands for"
			    : "an alias (*name) without its anchor (&name) above it", NULL);
		return;
	}
	if (!count(r, e, anchor->expanded))
		return;
	copy = arena_dup(r->arena, anchor->node, 1, sizeof(*copy));
	copy->next = copy->value = NULL;
	place(r, &e->start_mark, &copy->line, &copy->column);
	add(r, copy);
}

/* Takes one event; false at the end of the first document. */
static bool read_event(struct reader *r, const yaml_event_t *e)
{
	switch (e->type) {
	case YAML_SCALAR_EVENT:
		read_scalar(r, e);
		break;
	case YAML_SEQUENCE_START_EVENT:
		begin(r, e, YAML_LIST, e->data.sequence_start.tag, e->data.sequence_start.anchor);
		break;
	case YAML_MAPPING_START_EVENT:
		begin(r, e, YAML_MAP, e->data.mapping_start.tag, e->data.mapping_start.anchor);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		end(r);
		break;
	case YAML_ALIAS_EVENT:
		read_alias(r, e);
		break;
	case YAML_DOCUMENT_END_EVENT:
	case YAML_STREAM_END_EVENT:
		return false;
	default:
		break;
	}
	return !r->is_failed;
}

/* What follows the first document: nothing, or a mistake. */
static void read_tail(struct reader *r, yaml_parser_t *parser)
{
	yaml_event_t event;

	if (!yaml_parser_parse(parser, &event)) {
		fail_syntax(r, parser);
		return;
	}
	if (event.type == YAML_DOCUMENT_START_EVENT)
		fail(r, &event.start_mark, "a second document begins here",
		     "put it into a file of its own; only \"...\" may follow the first one");
	yaml_event_delete(&event);
}

static void read_document(struct reader *r)
{
	yaml_parser_t parser;
	yaml_event_t event;
	bool is_more = true, is_ended = false;

	if (!yaml_parser_initialize(&parser))
		abort();	/* only without memory */
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)r->text, r->len);
	while (is_more) {
		if (!yaml_parser_parse(&parser, &event)) {
			fail_syntax(r, &parser);
			break;
		}
		is_more = read_event(r, &event);
		is_ended = event.type == YAML_DOCUMENT_END_EVENT;
		yaml_event_delete(&event);
	}
	if (r->bounds->is_whole && is_ended)
		read_tail(r, &parser);
	yaml_parser_delete(&parser);
}

enum err yaml_parse(struct arena *a, const char *text, size_t len, int first_line,
		    struct diag_list *diags, const struct yaml_node **ret_root)
{
	static const struct yaml_bounds bounds = { .bytes = 4 * 1024 * 1024, .nodes = 250000 };

	return yaml_parse_bounded(a, text, len, first_line, &bounds, diags, ret_root);
}

enum err yaml_parse_bounded(struct arena *a, const char *text, size_t len, int first_line,
			    const struct yaml_bounds *bounds, struct diag_list *diags,
			    const struct yaml_node **ret_root)
{
	struct reader r = {
		.arena = a, .bounds = bounds, .diags = diags, .text = text, .len = len,
		.first_line = first_line,
	};

	if (len > bounds->bytes) {
		diag_add(diags, DIAG_ERROR, first_line, 0, "yaml-syntax",
			 "%zu bytes of YAML are too many: at most %zu MB", len,
			 bounds->bytes / 1024 / 1024);
		return ERR_TOO_BIG;
	}
	read_document(&r);
	free(r.anchors);
	free(r.keys);
	if (r.is_failed)
		return ERR_SYNTAX;
	/* "---" alone is a document too, of nothing. */
	*ret_root = r.root && r.root->kind == YAML_SCALAR && !r.root->len ? NULL : r.root;
	return ERR_OK;
}

const struct yaml_node *yaml_get(const struct yaml_node *n, const char *key)
{
	if (!n || n->kind != YAML_MAP)
		return NULL;
	for (const struct yaml_node *k = n->child; k; k = k->next)
		if (k->kind == YAML_SCALAR && !strcmp(k->text, key))
			return k->value;
	return NULL;
}

const char *yaml_string(const struct yaml_node *map, const char *key, const char *fallback)
{
	const struct yaml_node *n = yaml_get(map, key);

	return n && n->kind == YAML_SCALAR ? n->text : fallback;
}

static bool is_known(const char *key, const char *const *known)
{
	for (; *known; known++)
		if (!strcmp(key, *known))
			return true;
	return false;
}

void yaml_check_keys(const struct yaml_node *map, const char *const *known,
		     struct diag_list *diags)
{
	if (!map || map->kind != YAML_MAP)
		return;
	for (const struct yaml_node *k = map->child; k; k = k->next) {
		const char *text = k->kind == YAML_SCALAR ? k->text : "";
		const char *near;
		struct diag *g;

		if (is_known(text, known))
			continue;
		g = diag_add(diags, DIAG_WARNING, k->line, k->column, "unknown-field",
			     "the field \"%s\" means nothing here", text);
		near = suggest_nearest(text, known);
		if (near)
			diag_hint(diags, g, "did you mean \"%s\"?", near);
	}
}
