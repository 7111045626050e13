/* SPDX-License-Identifier: MIT */
/*
 * What holds for any document at any width. Documents are random trees of
 * blocks whose whole text lies in one pool, so that each byte of a run can be
 * traced to where it comes from: the text it is of, and how it was styled.
 */
#include "tests/support/prop.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "layout/flow.h"
#include "model/item.h"

enum { POOL_BYTES = 1 << 16, TEXTS_MAX = 4096, DEPTH_MAX = 6 };

/* One text: a paragraph, a cell, a code block. */
struct source {
	const struct block *block;
	uint32_t start;		/* in the pool */
	uint32_t offset;	/* of its start in the block's plain text */
	bool is_header;		/* may be shown many times */
	bool is_code;
	uint32_t next;		/* while checking: the first byte not yet seen */
};

static struct {
	struct arena arena;
	struct prng *r;
	char pool[POOL_BYTES];
	uint8_t role[POOL_BYTES], attr[POOL_BYTES];
	uint16_t source[POOL_BYTES];	/* index + 1; 0 = none */
	uint32_t n;
	struct source sources[TEXTS_MAX];
	size_t n_sources;
	bool has_odd_signs;	/* a cell of a canvas may not hold them whole */
} d;

static uint64_t below(uint64_t n)
{
	return prng_below(d.r, n);
}

static const char *const words[] = {
	"a", "the", "bucket", "S3", "notification", "configuration,", "(which", "invokes)", "each.",
	"well-known", "us-east-1", "--no-animation", "read/write", "don’t", "“quoted”", "—",
	"https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html?a=b&c=d",
	"当您将对象放入存储桶时，它会查看「通知」配置。", "e\u0301te\u0301", "naïve",
	"Привет-мир", "ไทย",
	"👩\u200D🚀", "🇩🇪", "☑️", "한국어", "ＡＢ", "x\u200By", "\u00A0", "ﬁn", "12.5", "\u0301",
	"Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungsentwurf",
};

static uint32_t pool_add(const char *s, size_t n, unsigned role, unsigned attr)
{
	uint32_t start = d.n;

	if (d.n + n > POOL_BYTES)
		n = 0;
	if (n)
		memcpy(d.pool + d.n, s, n);
	memset(d.role + d.n, (int)role, n);
	memset(d.attr + d.n, (int)attr, n);
	for (size_t i = 0; i < n; i++)
		d.source[d.n + i] = (uint16_t)d.n_sources;
	d.n += (uint32_t)n;
	return start;
}

static void source_begin(const struct block *b, uint32_t offset)
{
	if (d.n_sources == TEXTS_MAX - 1)
		d.n_sources--;
	d.sources[d.n_sources++] =
		(struct source){ .block = b, .start = d.n, .offset = offset, .next = d.n };
}

/* Random words of one style; the span's expected look follows what wrap.c promises. */
static struct span random_span(unsigned base_role, unsigned base_attr)
{
	static const uint32_t flags[] = {
		0, 0, 0, SPAN_EMPH, SPAN_STRONG, SPAN_EMPH | SPAN_STRONG, SPAN_CODE, SPAN_LINK,
		SPAN_LINK | SPAN_CODE, SPAN_RAW, SPAN_KEY, SPAN_STRIKE, SPAN_IMAGE,
	};
	static const char *const gaps[] = { " ", " ", " ", " ", "  ", "\t", "" };
	struct span s = { .flags = flags[below(sizeof(flags) / sizeof(*flags))] };
	uint32_t f = s.flags;
	unsigned role = f & SPAN_LINK ? ROLE_LINK : f & SPAN_KEY ? ROLE_KEY
			: f & SPAN_CODE ? ROLE_CODE : base_role;
	unsigned attr = base_attr;

	attr |= f & SPAN_EMPH ? ATTR_ITALIC : 0;
	attr |= f & SPAN_STRONG ? ATTR_BOLD : 0;
	attr |= f & SPAN_LINK ? ATTR_UNDERLINE : 0;
	attr |= f & (SPAN_STRIKE | SPAN_RAW) ? ATTR_DIM : 0;
	if (f & (SPAN_LINK | SPAN_IMAGE))
		s.url = below(2) ? "https://example.org/a-b/c" : "x.md";
	s.text = d.pool + d.n;
	for (uint64_t n = below(8); n > 0; n--) {
		const char *word = words[below(sizeof(words) / sizeof(*words))];
		const char *gap = gaps[below(sizeof(gaps) / sizeof(*gaps))];

		if (below(5) == 0)
			pool_add(gap, strlen(gap), role, attr);
		pool_add(word, strlen(word), role, attr);
		pool_add(gap, strlen(gap), role, attr);
		if (strstr(word, "\u200D") || strstr(word, "\uFE0F") || strstr(word, "🇩🇪"))
			d.has_odd_signs = true;
	}
	s.len = (uint32_t)(d.pool + d.n - s.text);
	return s;
}

/* Bytes of its plain text are returned through ret_bytes. */
static struct text random_text(const struct block *b, uint32_t offset, unsigned role,
			       unsigned attr, uint32_t *ret_bytes)
{
	uint32_t n = (uint32_t)below(6);
	struct span *spans = arena_zalloc(&d.arena, (n + 1) * sizeof(*spans));

	*ret_bytes = 0;
	source_begin(b, offset);
	for (uint32_t i = 0; i < n; i++) {
		if (below(8) == 0) {
			spans[i] = (struct span){ .flags = SPAN_BREAK };
			pool_add("\n", 1, role, attr);
			*ret_bytes += 1;
			continue;
		}
		spans[i] = random_span(role, attr);
		*ret_bytes += spans[i].len;
	}
	return (struct text){ .spans = spans, .n = n };
}

static struct block *block_new(enum block_kind kind)
{
	struct block *b = arena_zalloc(&d.arena, sizeof(*b));

	b->kind = kind;
	b->task = -1;
	b->id = b->code.info = b->code.text = "";
	return b;
}

static void random_code(struct block *b)
{
	static const char *const infos[] = { "", "yaml", "json", "bash", "console", "python", "c" };
	static const char *const bits[] = {
		"key: value", "\"string\"", "'a", "\"", "# comment", "\n", "\n", "\t", "  ", "- ",
		"| ", "$VAR", "\u4E91",
		"def f(x):", "<<EOF", "EOF", "{", "}", "[", "]", "\"\"\"", "12.5", "\\",
		"e\u0301", "!Sub ", "$ ",
		"a_very_long_word_that_goes_on_and_on_and_is_wider_than_most_of_the_windows",
	};
	uint32_t start;

	source_begin(b, 0);
	d.sources[d.n_sources - 1].is_code = true;
	start = d.n;
	for (uint64_t n = below(40); n > 0; n--) {
		const char *bit = bits[below(sizeof(bits) / sizeof(*bits))];

		pool_add(bit, strlen(bit), ROLE_CODE, 0);
	}
	if (d.n > start)
		pool_add("\n", 1, ROLE_CODE, 0);
	b->code = (struct code){
		.info = infos[below(sizeof(infos) / sizeof(*infos))], .text = d.pool + start,
		.len = d.n - start, .why = below(8) ? NULL : "not understood",
	};
}

static void random_table(struct block *b)
{
	struct table *t = arena_zalloc(&d.arena, sizeof(*t));
	uint32_t offset = 0, n;
	enum align *align;
	struct text *cells;

	t->n_columns = 1 + (uint32_t)below(below(4) ? 4 : 30);
	t->n_rows = 1 + (uint32_t)below(5);
	n = t->n_columns * t->n_rows;
	align = arena_zalloc(&d.arena, t->n_columns * sizeof(*align));
	cells = arena_zalloc(&d.arena, n * sizeof(*cells));
	for (uint32_t i = 0; i < t->n_columns; i++)
		align[i] = (enum align)below(4);
	for (uint32_t i = 0; i < n; i++) {
		bool is_header = i < t->n_columns;
		uint32_t bytes;

		cells[i] = random_text(b, offset, is_header ? ROLE_TABLE_HEAD : ROLE_TEXT,
				       is_header ? ATTR_BOLD : 0, &bytes);
		d.sources[d.n_sources - 1].is_header = is_header;
		offset += bytes + 1;
	}
	t->align = align;
	t->cells = cells;
	b->table = t;
}

static struct block *random_list_of_blocks(const struct block *parent, int depth);

static void random_question(struct block *b)
{
	struct item *it = arena_zalloc(&d.arena, sizeof(*it));
	struct option *options = arena_zalloc(&d.arena, 3 * sizeof(*options));

	it->title = "A title";
	it->stem = random_list_of_blocks(NULL, DEPTH_MAX);
	for (int i = 0; i < 3; i++)
		options[i].text = random_list_of_blocks(NULL, DEPTH_MAX);
	it->options = options;
	it->n_options = 3;
	b->item = it;
}

static void random_container(struct block *b, int depth)
{
	struct block *last = NULL;

	if (b->kind != BLOCK_LIST) {
		b->child = random_list_of_blocks(b, depth + 1);
		return;
	}
	b->is_tight = below(2);
	b->is_ordered = below(2);
	b->start = below(2) ? (uint32_t)below(12) : 999999998;
	for (uint64_t n = 1 + below(4); n > 0; n--) {
		struct block *item = block_new(BLOCK_ITEM);

		item->parent = b;
		item->task = (int8_t)(below(6) ? -1 : (int)below(2));
		item->child = random_list_of_blocks(item, depth + 1);
		if (last)
			last->next = item;
		else
			b->child = item;
		last = item;
	}
}

static struct block *random_block(int depth)
{
	static const enum block_kind leaves[] = { BLOCK_PARAGRAPH, BLOCK_PARAGRAPH, BLOCK_PARAGRAPH,
						  BLOCK_HEADING, BLOCK_CODE, BLOCK_HTML, BLOCK_RULE,
						  BLOCK_TABLE, BLOCK_QUESTION };
	static const enum block_kind containers[] = { BLOCK_QUOTE, BLOCK_LIST };
	bool is_leaf = depth >= DEPTH_MAX || below(3);
	struct block *b = block_new(is_leaf ? leaves[below(depth >= DEPTH_MAX ? 8 : 9)]
					    : containers[below(2)]);
	uint32_t bytes;

	b->level = (uint8_t)(1 + below(6));
	if (!is_leaf)
		random_container(b, depth);
	else if (b->kind == BLOCK_CODE)
		random_code(b);
	else if (b->kind == BLOCK_TABLE)
		random_table(b);
	else if (b->kind == BLOCK_QUESTION)
		random_question(b);
	else if (b->kind == BLOCK_HEADING)
		b->text = random_text(b, 0, b->level <= 2 ? ROLE_HEADING : ROLE_SUBHEADING,
				      b->level <= 3 ? ATTR_BOLD : 0, &bytes);
	else if (b->kind != BLOCK_RULE)
		b->text = random_text(b, 0, ROLE_TEXT, 0, &bytes);
	return b;
}

/* May be empty below the top. */
static struct block *random_list_of_blocks(const struct block *parent, int depth)
{
	struct block *first = NULL, *last = NULL;

	for (uint64_t n = below(4); n > 0; n--) {
		struct block *b = random_block(depth);

		b->parent = parent;
		if (last)
			last->next = b;
		else
			first = b;
		last = b;
	}
	return first;
}

static const struct block *random_document(struct prng *r)
{
	arena_done(&d.arena);
	memset(&d, 0, sizeof(d));
	d.r = r;
	return random_list_of_blocks(NULL, 0);
}

static struct flow_options random_options(void)
{
	return (struct flow_options){
		.width = (int)below(200) + 1, .measure = below(2) ? FLOW_MEASURE : (int)below(120),
		.is_live = below(2),
	};
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

PROP(no_row_is_wider_than_the_window, 400)
{
	const struct block *doc = random_document(r);
	struct flow_options o = random_options();
	struct flow f;

	flow_init(&f, doc, &o);
	t_int(f.width, o.width < FLOW_MIN_WIDTH ? FLOW_MIN_WIDTH : o.width);
	for (size_t i = 0; i < f.n_rows; i++) {
		size_t cells = 0;

		for (uint32_t k = 0; k < f.rows[i].n_runs; k++) {
			const struct run *run = &f.rows[i].runs[k];

			t_int(run->cells, utf8_cells(run->text, run->len));
			t_true(run->len > 0);
			cells += run->cells;
		}
		t_int(f.rows[i].cells, cells);
		t_true(cells <= (size_t)f.width);
	}
	flow_done(&f);
}

/* A byte of a run that comes from the pool: in its place, in its style, and not shown before. */
static void byte_is_due(const struct row *row, const struct run *run, uint32_t at)
{
	struct source *s = &d.sources[d.source[at] - 1];

	if (s->is_header && at < s->next)
		s->next = s->start;
	for (; s->next < at; s->next++)
		t_true(is_blank(d.pool[s->next]));
	t_int(s->next, at);
	s->next++;
	if (is_blank(d.pool[at]))
		return;
	t_int(run->attr, d.attr[at]);
	if (s->is_code)
		t_true(run->role >= ROLE_DIM && run->role <= ROLE_CODE_COMMENT);
	else
		t_int(run->role, d.role[at]);
	if (row->block->kind != BLOCK_QUESTION)
		t_true(row->block == s->block);
}

static void row_is_due(const struct row *row)
{
	for (uint32_t k = 0; k < row->n_runs; k++) {
		const struct run *run = &row->runs[k];

		if (run->text < d.pool || run->text >= d.pool + POOL_BYTES)
			continue;
		for (uint32_t i = 0; i < run->len; i++)
			byte_is_due(row, run, (uint32_t)(run->text - d.pool) + i);
	}
}

PROP(every_word_is_shown_in_order_and_style, 600)
{
	const struct block *doc = random_document(r);
	struct flow_options o = random_options();
	struct flow f;

	o.is_live = false;
	flow_init(&f, doc, &o);
	for (size_t i = 0; i < f.n_rows; i++)
		row_is_due(&f.rows[i]);
	for (size_t i = 0; i < d.n_sources; i++) {
		const struct source *s = &d.sources[i];
		uint32_t end = i + 1 < d.n_sources ? d.sources[i + 1].start : d.n;

		for (uint32_t at = s->next; at < end && !s->is_header; at++)
			t_true(is_blank(d.pool[at]));
	}
	flow_done(&f);
}

static void print(struct flow *f, struct buf *out, const struct theme *theme)
{
	buf_clear(out);
	for (size_t i = 0; i < f->n_rows; i++)
		flow_print(f, i, out, theme, 256);
}

PROP(laying_out_twice_gives_the_same, 200)
{
	const struct block *doc = random_document(r);
	struct flow_options o = random_options();
	struct flow f, g;
	struct buf a, b;

	buf_init(&a);
	buf_init(&b);
	flow_init(&f, doc, &o);
	flow_init(&g, doc, &o);
	print(&f, &a, themes[0]);
	print(&g, &b, themes[0]);
	t_str(buf_str(&a), buf_str(&b));
	t_int(f.n_rows, g.n_rows);
	buf_done(&a);
	buf_done(&b);
	flow_done(&f);
	flow_done(&g);
}

PROP(a_canvas_shows_what_is_printed, 300)
{
	const struct block *doc = random_document(r);
	struct flow_options o = random_options();
	struct canvas c;
	struct flow f;
	struct buf a, b;

	buf_init(&a);
	buf_init(&b);
	flow_init(&f, doc, &o);
	canvas_init(&c, (int)f.n_rows, f.width);
	for (size_t i = 0; i < f.n_rows; i++)
		flow_draw(&f, i, &c, (int)i, 0, f.width);
	print(&f, &a, NULL);
	canvas_text(&c, &b);
	if (!d.has_odd_signs && !strchr(buf_str(&a), '\t'))
		t_int(utf8_cells(a.p, a.len), utf8_cells(b.p, b.len));
	canvas_done(&c);
	buf_done(&a);
	buf_done(&b);
	flow_done(&f);
}

/* Rows of one block follow each other, and their offsets never decrease. */
static void rows_are_ordered(const struct flow *f)
{
	const struct row *before = NULL;

	for (size_t i = 0; i < f->n_rows; i++) {
		const struct row *row = &f->rows[i];

		if (!row->block)
			continue;
		if (before && before->block == row->block)
			t_true(row->offset >= before->offset && !row->is_first);
		else
			t_true(row->is_first);
		before = row;
	}
}

PROP(a_place_is_found_again, 300)
{
	const struct block *doc = random_document(r);
	struct flow_options o = random_options();
	struct flow f;

	flow_init(&f, doc, &o);
	rows_are_ordered(&f);
	for (size_t i = 0; i < f.n_rows; i++) {
		const struct row *row = &f.rows[i];
		size_t found;

		if (!row->block)
			continue;
		found = flow_find(&f, row->block, row->offset);
		t_true(found <= i);
		t_true(f.rows[found].block == row->block);
		t_int(f.rows[found].offset, row->offset);
		if (row->is_first)
			t_int(found, i);
	}
	flow_done(&f);
}

PROP(the_row_of_an_offset_shows_that_byte, 300)
{
	const struct block *doc = random_document(r);
	struct flow_options o = random_options();
	struct flow f;

	flow_init(&f, doc, &o);
	for (size_t i = 0; i < f.n_rows; i++) {
		const struct row *row = &f.rows[i];

		for (uint32_t k = 0; k < row->n_runs; k++) {
			uint32_t at = (uint32_t)(row->runs[k].text - d.pool);
			const struct source *s;
			size_t found;

			if (row->runs[k].text < d.pool ||
			    row->runs[k].text >= d.pool + POOL_BYTES)
				continue;
			s = &d.sources[d.source[at] - 1];
			if (s->block != row->block || s->block->kind == BLOCK_TABLE ||
			    is_blank(d.pool[at]))
				continue;
			found = flow_find(&f, s->block, s->offset + at - s->start);
			t_true(found == i || (f.rows[found].is_first &&
					      f.rows[found].offset == row->offset));
		}
	}
	flow_done(&f);
}

static int tidy(void **state __attribute__((unused)))
{
	arena_done(&d.arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		t(no_row_is_wider_than_the_window),
		t(every_word_is_shown_in_order_and_style),
		t(laying_out_twice_gives_the_same),
		t(a_canvas_shows_what_is_printed),
		t(a_place_is_found_again),
		t(the_row_of_an_offset_shows_that_byte),
	};

	atexit(prop_report);
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, tidy);
}
