/* SPDX-License-Identifier: MIT */
/*
 * Texts put together from parts, with the references that went into them; lists
 * and maps that grow at their end; all references of a value.
 */
#ifndef CLOUD_TEXT_H
#define CLOUD_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/value.h"

/* Texts may hold others many times over: a few lines could ask for all memory there is. */
enum { TEXTS_BYTES_MAX = 64 * 1024 * 1024 };

/* A list, map or text whose last child is known. */
struct chain {
	struct value *of, *last;
};

void chain_add(struct chain *c, struct value *v);
void chain_put(struct chain *c, struct arena *a, const char *key, const struct value *v);

/* Adds copies of all references in v, at any depth. */
void chain_refs(struct chain *c, struct arena *a, const struct value *v);

struct text {
	struct arena *arena;
	size_t *used;			/* bytes of all texts so far */
	struct buf buf;
	struct value refs;		/* holds the references */
	struct chain chain;
	const struct value *only;	/* the one part, while nothing else was added */
	size_t n_parts;
	bool is_partial;
};

/* Adds to *used what it takes; once that is over TEXTS_BYTES_MAX, nothing is added any more. */
void text_init(struct text *t, struct arena *a, size_t *used);
void text_add(struct text *t, const char *s, size_t n);
void text_add_value(struct text *t, const struct value *v);

/* The whole; of the place of like. A single reference stays what it is. */
struct value *text_end(struct text *t, const struct value *like);

/* Appends v as JSON, references spelled "${Id.Attribute}". */
void text_add_json(struct text *t, const struct value *v);

/*
 * Appends JSON in which names that stand for values ("Seconds": ${Wait}) are put
 * in quotes, so that it can be parsed before they are known. Other texts stay as they are.
 */
void text_quote_names(struct buf *out, const char *text);

/* References of a value, in their order. */
struct refs {
	const struct value **list;
	size_t n, cap;
};

void refs_collect(struct refs *r, const struct value *v);
void refs_done(struct refs *r);

#endif
