/* SPDX-License-Identifier: MIT */
#include "parse/heading.h"

#include <stdlib.h>
#include <string.h>

#include "base/prng.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "parse/line.h"
#include "parse/markdown.h"

struct heading_slot {
	const char *id;		/* NULL = free */
	unsigned next;		/* number to try when it comes again */
};

void heading_ids_init(struct heading_ids *ids)
{
	*ids = (struct heading_ids){ 0 };
}

void heading_ids_done(struct heading_ids *ids)
{
	free(ids->slots);
	heading_ids_init(ids);
}

/* The slot of id, or the free one where it belongs. */
static struct heading_slot *find_slot(const struct heading_ids *ids, const char *id)
{
	size_t i = hash_bytes(HASH_START, id, strlen(id)) & (ids->n_slots - 1);

	while (ids->slots[i].id && strcmp(ids->slots[i].id, id) != 0)
		i = (i + 1) & (ids->n_slots - 1);
	return &ids->slots[i];
}

static void grow(struct heading_ids *ids)
{
	struct heading_ids old = *ids;

	if (2 * (old.n_used + 1) <= old.n_slots)
		return;
	ids->n_slots = old.n_slots ? 2 * old.n_slots : 64;
	ids->slots = xcalloc(ids->n_slots, sizeof(*ids->slots));
	for (size_t i = 0; i < old.n_slots; i++)
		if (old.slots[i].id)
			*find_slot(ids, old.slots[i].id) = old.slots[i];
	free(old.slots);
}

/* Gives id out if it is still free. */
static bool claim(struct heading_ids *ids, const char *id)
{
	struct heading_slot *slot;

	grow(ids);
	slot = find_slot(ids, id);
	if (slot->id)
		return false;
	*slot = (struct heading_slot){ .id = id, .next = 1 };
	ids->n_used++;
	return true;
}

const char *heading_ids_take(struct heading_ids *ids, const char *base, struct arena *a)
{
	const char *id = arena_strdup(a, base);
	unsigned n;

	if (claim(ids, id))
		return id;
	n = find_slot(ids, base)->next;
	do
		id = arena_printf(a, "%s-%u", base, n++);
	while (!claim(ids, id));
	find_slot(ids, base)->next = n;
	return id;
}

/*
 * Letters and digits beyond ASCII: everything but the blocks of punctuation,
 * symbols, marks and pictures. Unicode's own tables would be ten times as long
 * and differ only in rare signs.
 */
static bool is_alphanumeric(char32_t cp)
{
	static const char32_t others[][2] = {
		{ 0x80, 0xA9 },	    { 0xAB, 0xB1 },	{ 0xB4, 0xB4 },	    { 0xB6, 0xB8 },
		{ 0xBB, 0xBB },	    { 0xBF, 0xBF },	{ 0xD7, 0xD7 },	    { 0xF7, 0xF7 },
		{ 0x2C2, 0x2C5 },   { 0x2D2, 0x2DF },	{ 0x300, 0x344 },   { 0x346, 0x36F },
		{ 0x37E, 0x37E },   { 0x387, 0x387 },	{ 0x55A, 0x55F },   { 0x589, 0x58A },
		{ 0x5BE, 0x5BE },   { 0x60C, 0x60D },	{ 0x61B, 0x61F },   { 0x66A, 0x66D },
		{ 0x6D4, 0x6D4 },   { 0x964, 0x965 },	{ 0x2000, 0x2070 }, { 0x207A, 0x207E },
		{ 0x208A, 0x208F }, { 0x20A0, 0x2101 }, { 0x2116, 0x2118 }, { 0x2120, 0x2123 },
		{ 0x2190, 0x245F }, { 0x2500, 0x2775 }, { 0x2794, 0x2BFF }, { 0x2E00, 0x2E2E },
		{ 0x2E30, 0x3004 }, { 0x3008, 0x3020 }, { 0x3030, 0x3030 }, { 0x303D, 0x3040 },
		{ 0x3099, 0x309C }, { 0x30A0, 0x30A0 }, { 0x30FB, 0x30FB }, { 0xE000, 0xF8FF },
		{ 0xFD3E, 0xFD3F }, { 0xFE00, 0xFE6F }, { 0xFEFF, 0xFF0F }, { 0xFF1A, 0xFF20 },
		{ 0xFF3B, 0xFF40 }, { 0xFF5B, 0xFF65 }, { 0xFFE0, 0xFFFF }, { 0x1D100, 0x1D1FF },
		{ 0x1F000, 0x1F0FF }, { 0x1F10D, 0x1F12F }, { 0x1F14A, 0x1F14F },
		{ 0x1F18A, 0x1FBEF }, { 0xE0000, 0x10FFFF },
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (cp >= others[i][0] && cp <= others[i][1])
			return false;
	return true;
}

static bool is_space(char32_t cp)
{
	return cp == ' ' || cp == '\t' || cp == '\n' || cp == 0xA0 || cp == 0x1680 ||
	       (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F || cp == 0x205F || cp == 0x3000;
}

static void add_id_char(struct buf *out, const char *s, size_t n, char32_t cp)
{
	if (is_space(cp))
		buf_addc(out, '-');
	else if (cp >= 0x80 ? is_alphanumeric(cp)
			    : char_is_letter(*s) || char_is_digit(*s) || *s == '_' || *s == '-')
		buf_add(out, s, n);
}

void markdown_heading_id(const char *text, size_t len, struct buf *out)
{
	struct line l = line_trim((struct line){ text, len });
	size_t start = out->len;

	for (size_t i = 0; i < l.len;) {
		char32_t cp;
		size_t n = utf8_decode(l.p + i, l.len - i, &cp);

		add_id_char(out, l.p + i, n, cp);
		i += n;
	}
	for (size_t i = start; i < out->len; i++)
		if (out->p[i] >= 'A' && out->p[i] <= 'Z')
			out->p[i] = (char)(out->p[i] | 32);
}

const char *heading_text_id(const struct text *t, struct arena *a)
{
	struct buf plain, id;
	const char *copy;

	buf_init(&plain);
	buf_init(&id);
	for (uint32_t i = 0; i < t->n; i++)
		if (!(t->spans[i].flags & (SPAN_IMAGE | SPAN_RAW | SPAN_BREAK)))
			buf_add(&plain, t->spans[i].text, t->spans[i].len);
	markdown_heading_id(buf_str(&plain), plain.len, &id);
	copy = arena_strndup(a, buf_str(&id), id.len);
	buf_done(&plain);
	buf_done(&id);
	return copy;
}

/*
 * Reads "#id .class key=value"; false if it is something else, which then
 * stays text. *ret_id is left alone if there is none.
 */
static bool read_attributes(struct line l, struct line *ret_id)
{
	bool is_any = false;

	for (l = line_trim(l); l.len; l = line_trim_start(l)) {
		size_t n = 0;

		while (n < l.len && !char_is_blank(l.p[n]))
			n++;
		if (l.p[0] == '#' && n > 1)
			*ret_id = (struct line){ l.p + 1, n - 1 };
		else if (!(l.p[0] == '.' && n > 1) && !memchr(l.p, '=', n))
			return false;
		is_any = true;
		l = line_from(l, n);
	}
	return is_any;
}

const char *heading_attributes(struct span *spans, uint32_t *n, struct arena *a)
{
	struct span *last = *n ? &spans[*n - 1] : NULL;
	struct line id = { 0 }, all, before;
	const char *brace;

	if (!last || last->flags)
		return NULL;
	all = line_trim_end((struct line){ last->text, last->len });
	if (!all.len || all.p[all.len - 1] != '}')
		return NULL;
	brace = memrchr(all.p, '{', all.len);
	if (!brace || !read_attributes((struct line){ brace + 1, (size_t)(all.p + all.len - brace) - 2 },
				       &id))
		return NULL;
	before = line_trim_end((struct line){ all.p, (size_t)(brace - all.p) });
	last->len = (uint32_t)before.len;
	*n -= !before.len;
	return id.len ? arena_strndup(a, id.p, id.len) : NULL;
}
