/* SPDX-License-Identifier: MIT */
/*
 * A Markdown document as data: a row of sections, each a list of blocks. Made
 * by parse/markdown.c, drawn by layout/, searched by store/.
 *
 * Sections are parsed when first asked for, so that a lesson of a megabyte
 * shows its first screen after parsing a few kilobytes. A section starts at the
 * document's start or at a heading in the first column; what it holds does not
 * depend on which sections were parsed before.
 *
 * All text in blocks is clean (utf8.h). Everything lives in the document's
 * arena; blocks are const once made.
 */
#ifndef MODEL_DOC_H
#define MODEL_DOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

struct diagram;
struct item;

enum span_flag {
	SPAN_EMPH = 1 << 0,
	SPAN_STRONG = 1 << 1,
	SPAN_CODE = 1 << 2,
	SPAN_LINK = 1 << 3,	/* url is where it leads */
	SPAN_IMAGE = 1 << 4,	/* text is the alternative text, url the picture's path */
	SPAN_BREAK = 1 << 5,	/* a hard line break; no text */
	SPAN_STRIKE = 1 << 6,
	SPAN_KEY = 1 << 7,	/* <kbd> */
	SPAN_RAW = 1 << 8,	/* markup that is not understood, shown as it stands */
};

/* A run of text in one style. Line ends of the source are blanks. */
struct span {
	const char *text;
	const char *url;
	uint32_t len;
	uint32_t flags;
};

struct text {
	const struct span *spans;
	uint32_t n;
};

enum block_kind {
	BLOCK_PARAGRAPH,	/* text */
	BLOCK_HEADING,		/* text, level 1..6, id */
	BLOCK_CODE,		/* code */
	BLOCK_HTML,		/* text: what remains when tags are understood */
	BLOCK_RULE,
	BLOCK_QUOTE,		/* child */
	BLOCK_LIST,		/* child: items only; list */
	BLOCK_ITEM,		/* child; task */
	BLOCK_TABLE,		/* table */
	BLOCK_DIAGRAM,		/* diagram; code is its source */
	BLOCK_QUESTION,		/* item; code is its source */
};

enum align { ALIGN_DEFAULT, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

struct table {
	uint32_t n_columns, n_rows;	/* rows include the header */
	const enum align *align;	/* of each column */
	const struct text *cells;	/* row after row; row 0 is the header */
};

struct code {
	const char *info;	/* the fence's info string, "" without one */
	const char *text;	/* not NUL-terminated; ends with a newline unless empty */
	size_t len;
	const char *why;	/* a live block that cannot be drawn: the reason; else NULL */
};

struct block {
	enum block_kind kind;
	uint8_t level;		/* heading */
	bool is_tight;		/* list: no blank lines between items */
	bool is_ordered;	/* list */
	int8_t task;		/* item: -1 plain, 0 open, 1 done */
	uint32_t start;		/* ordered list: first number */
	int line;		/* in the document's text, from 1 */
	const struct block *parent, *child, *next;
	struct text text;
	const char *id;		/* heading: its mdBook id, unique in the document */
	struct code code;
	const struct table *table;
	const struct diagram *diagram;
	const struct item *item;
};

struct section {
	size_t offset, len;	/* in the document's text */
	int line;		/* of its first line, from 1 */
	bool is_parsed;
	const struct block *first;	/* NULL until parsed, or when empty */
};

struct doc {
	struct arena arena;
	const char *text;	/* clean, without front matter; owned by who opened it */
	size_t len;
	int first_line;		/* line number of the first byte: front matter comes before it */
	struct section *sections;
	size_t n_sections;	/* at least 1 */
	void (*parse)(struct doc *d, size_t i);	/* fills sections[i] */
	void (*release)(struct doc *d);		/* frees what parse keeps; may be NULL */
	void *parser;		/* of parse and release */
};

/* The blocks of section i, parsed now if need be. */
const struct block *doc_section(struct doc *d, size_t i);

/* The section that holds source line `line` (clamped to the document). */
size_t doc_section_of_line(const struct doc *d, int line);

/*
 * Walks a block list depth first: the block after b, NULL at the end. Start
 * with the list's first block; the walk ends with the list b began in.
 */
const struct block *block_walk(const struct block *b);

/* Finds a heading by id in the whole document; NULL if none. ret_section may be NULL. */
const struct block *doc_find_heading(struct doc *d, const char *id, size_t *ret_section);

/* Appends the words of a block and its children, without markup. */
void block_plain_text(const struct block *b, struct buf *out);
void text_plain(const struct text *t, struct buf *out);

/* A number that stays while the block's words stay: finds a place again after an edit. */
uint64_t block_fingerprint(const struct block *b);

/* Frees the document and what its parser keeps; not the text. */
void doc_free(struct doc *d);

/*
 * A place in a document that outlives resizing and most edits: bytes of plain
 * text into the block that starts at line.
 */
struct place {
	int line;
	uint32_t offset;
	uint64_t fingerprint;	/* of the block; 0 = unknown */
};

/* The block a place means, by fingerprint nearest to its line, else by line. NULL if empty. */
const struct block *doc_find_place(struct doc *d, const struct place *p, size_t *ret_section);

#endif
