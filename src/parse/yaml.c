/* SPDX-License-Identifier: MIT */
#include "parse/yaml.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/prng.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "base/vec.h"

enum { DEPTH_MAX = 200, NODES_MAX = 100000, BYTES_MAX = 4 * 1024 * 1024 };

/* A list or map that is being read. */
struct frame {
	struct yaml_node *node;
	struct yaml_node *last;		/* its last element or key */
	struct yaml_node *key;		/* a map's key that waits for its value */
	size_t expanded;		/* it and the nodes below it, aliases counted in full */
	size_t anchor;			/* index of its anchor + 1; 0 = none */
};

struct anchor {
	const char *name;
	const struct yaml_node *node;	/* NULL while it is being read */
	size_t expanded;
};

struct key_slot {
	const struct yaml_node *map;
	struct yaml_node *key;
};

struct reader {
	struct arena *arena;
	struct diag_list *diags;
	const char *text;
	size_t len;
	int first_line;
	struct frame *frames;
	size_t n_frames, cap_frames;
	struct anchor *anchors;
	size_t n_anchors, cap_anchors;
	struct key_slot *keys;		/* of all maps, open addressing */
	size_t n_keys, cap_keys;
	struct yaml_node *root;
	size_t n_nodes;
	bool is_failed;
};

/* The byte column (from 1) of a mark, which counts characters. */
static int column_of(const struct reader *r, const yaml_mark_t *mark)
{
	const char *p = r->text, *end = p + r->len, *line;

	for (size_t i = 0; i < mark->line && p; i++) {
		p = memchr(p, '\n', (size_t)(end - p));
		p = p ? p + 1 : NULL;
	}
	if (!p)
		return 0;
	line = p;
	for (size_t i = 0; i < mark->column && p < end && *p != '\n'; i++) {
		char32_t cp;

		p += utf8_decode(p, (size_t)(end - p), &cp);
	}
	return (int)(p - line) + 1;
}

static void fail(struct reader *r, const yaml_mark_t *mark, const char *text, const char *hint)
{
	struct diag *g = diag_add(r->diags, DIAG_ERROR, r->first_line + (int)mark->line,
				  column_of(r, mark), "yaml-syntax", "%s", text);

	if (hint)
		diag_hint(r->diags, g, "%s", hint);
	r->is_failed = true;
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
	  "indent with blanks, not tabs; quote values that begin with @, ` or %" },
	{ "found unexpected end of stream", "a quote that is not closed", NULL },
	{ "found unknown escape character", "an unknown escape in double quotes",
	  "write \\\\ for a backslash, or use single quotes" },
	{ "found undefined alias", "an alias (*name) without its anchor (&name)", NULL },
	{ "found undefined tag handle", "a tag with an unknown prefix", NULL },
	{ "found duplicate anchor", "an anchor (&name) that is defined twice", NULL },
};

static void fail_syntax(struct reader *r, const yaml_parser_t *p)
{
	for (size_t i = 0; p->problem && i < sizeof(problems) / sizeof(*problems); i++) {
		if (!strncmp(p->problem, problems[i].problem, strlen(problems[i].problem))) {
			fail(r, &p->problem_mark, problems[i].text, problems[i].hint);
			return;
		}
	}
	fail(r, &p->problem_mark, p->problem ? p->problem : "not readable as YAML", NULL);
}

static struct yaml_node *node_new(struct reader *r, enum yaml_kind kind, const yaml_event_t *e,
				  const yaml_char_t *tag)
{
	struct yaml_node *n = arena_zalloc(r->arena, sizeof(*n));

	n->kind = kind;
	n->line = r->first_line + (int)e->start_mark.line;
	n->column = (int)e->start_mark.column + 1;
	if (tag)
		n->tag = arena_strdup(r->arena, (const char *)tag);
	return n;
}

/* Counts n more nodes to the document and to the container they stand in. */
static bool count(struct reader *r, const yaml_event_t *e, size_t n)
{
	if (r->n_frames)
		r->frames[r->n_frames - 1].expanded += n;
	r->n_nodes += n;
	if (r->n_nodes <= NODES_MAX)
		return true;
	fail(r, &e->start_mark, "too many values", "at most 100,000, with aliases counted in full");
	return false;
}

static size_t key_hash(const struct yaml_node *map, const struct yaml_node *key)
{
	return (size_t)hash_bytes(hash_bytes(HASH_START, &map, sizeof(map)), key->text, key->len);
}

static bool is_same_key(const struct key_slot *s, const struct yaml_node *map,
			const struct yaml_node *key)
{
	return s->map == map && s->key->len == key->len &&
	       !memcmp(s->key->text, key->text, key->len);
}

static void keys_grow(struct reader *r)
{
	struct key_slot *old = r->keys;
	size_t n = r->cap_keys;

	r->cap_keys = n ? 2 * n : 64;
	r->keys = xcalloc(r->cap_keys, sizeof(*r->keys));
	for (size_t i = 0; i < n; i++) {
		size_t at;

		if (!old[i].map)
			continue;
		at = key_hash(old[i].map, old[i].key) & (r->cap_keys - 1);
		while (r->keys[at].map)
			at = (at + 1) & (r->cap_keys - 1);
		r->keys[at] = old[i];
	}
	free(old);
}

/* The key of the same text that map already has; NULL, and key remembered, if it is new. */
static struct yaml_node *key_seen(struct reader *r, const struct yaml_node *map,
				  struct yaml_node *key)
{
	size_t at;

	if (2 * r->n_keys >= r->cap_keys)
		keys_grow(r);
	at = key_hash(map, key) & (r->cap_keys - 1);
	for (; r->keys[at].map; at = (at + 1) & (r->cap_keys - 1))
		if (is_same_key(&r->keys[at], map, key))
			return r->keys[at].key;
	r->keys[at] = (struct key_slot){ map, key };
	r->n_keys++;
	return NULL;
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

static void add_key(struct reader *r, struct frame *f, struct yaml_node *key)
{
	struct yaml_node *seen = key->kind == YAML_SCALAR ? key_seen(r, f->node, key) : NULL;

	if (seen) {
		diag_add(r->diags, DIAG_WARNING, key->line, key->column, "duplicate-key",
			 "the key \"%s\" is already in line %d; this one counts", key->text,
			 seen->line);
		seen->line = key->line;
		seen->column = key->column;
		f->key = seen;
		return;
	}
	append(f, key);
	f->key = key;
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

static void remember(struct reader *r, const yaml_char_t *name, const struct yaml_node *n,
		     size_t expanded)
{
	if (name)
		*vec_push(r->anchors, r->n_anchors, r->cap_anchors) = (struct anchor){
			arena_strdup(r->arena, (const char *)name), n, expanded,
		};
}

static void read_scalar(struct reader *r, const yaml_event_t *e)
{
	struct yaml_node *n = node_new(r, YAML_SCALAR, e, e->data.scalar.tag);
	struct buf clean;

	if (!count(r, e, 1))
		return;
	/* Escapes in double quotes can make any character. */
	buf_init(&clean);
	utf8_clean(&clean, (const char *)e->data.scalar.value, e->data.scalar.length);
	n->len = clean.len;
	n->text = arena_strndup(r->arena, buf_str(&clean), clean.len);
	buf_done(&clean);
	remember(r, e->data.scalar.anchor, n, 1);
	add(r, n);
}

static void begin(struct reader *r, const yaml_event_t *e, enum yaml_kind kind,
		  const yaml_char_t *tag, const yaml_char_t *anchor)
{
	struct yaml_node *n = node_new(r, kind, e, tag);

	if (r->n_frames >= DEPTH_MAX) {
		fail(r, &e->start_mark, "nested too deep", "at most 200 lists and maps in each other");
		return;
	}
	if (!count(r, e, 1))
		return;
	remember(r, anchor, NULL, 0);
	add(r, n);
	*vec_push(r->frames, r->n_frames, r->cap_frames) = (struct frame){
		.node = n, .expanded = 1, .anchor = anchor ? r->n_anchors : 0,
	};
}

static void end(struct reader *r)
{
	struct frame f = r->frames[--r->n_frames];

	if (f.anchor) {
		r->anchors[f.anchor - 1].node = f.node;
		r->anchors[f.anchor - 1].expanded = f.expanded;
	}
	if (r->n_frames)
		r->frames[r->n_frames - 1].expanded += f.expanded - 1;
}

static void read_alias(struct reader *r, const yaml_event_t *e)
{
	const char *name = (const char *)e->data.alias.anchor;
	size_t i = r->n_anchors;
	struct yaml_node *copy;

	while (i && strcmp(r->anchors[i - 1].name, name) != 0)
		i--;
	if (!i || !r->anchors[i - 1].node) {
		fail(r, &e->start_mark,
		     i ? "an alias inside the value it stands for"
		       : "an alias (*name) without its anchor (&name) above it", NULL);
		return;
	}
	if (!count(r, e, r->anchors[i - 1].expanded))
		return;
	copy = arena_dup(r->arena, r->anchors[i - 1].node, 1, sizeof(*copy));
	copy->next = copy->value = NULL;
	copy->line = r->first_line + (int)e->start_mark.line;
	copy->column = (int)e->start_mark.column + 1;
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

static void read_document(struct reader *r)
{
	yaml_parser_t parser;
	yaml_event_t event;
	bool is_more = true;

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
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
}

enum err yaml_parse(struct arena *a, const char *text, size_t len, int first_line,
		    struct diag_list *diags, const struct yaml_node **ret_root)
{
	struct reader r = {
		.arena = a, .diags = diags, .text = text, .len = len, .first_line = first_line,
	};

	if (len > BYTES_MAX) {
		diag_add(diags, DIAG_ERROR, first_line, 0, "yaml-syntax",
			 "%zu bytes of YAML are too many: at most 4 MB", len);
		return ERR_TOO_BIG;
	}
	read_document(&r);
	free(r.frames);
	free(r.anchors);
	free(r.keys);
	if (r.is_failed)
		return ERR_SYNTAX;
	*ret_root = r.root;
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
