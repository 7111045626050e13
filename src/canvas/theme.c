/* SPDX-License-Identifier: MIT */
#include "canvas/theme.h"

#include <string.h>

#include "canvas/theme_entry.h"

enum { BRIGHT_BLACK = 8 };

const struct theme *const themes[] = {
	&theme_default, &theme_light, &theme_dark, &theme_high_contrast, &theme_mono, NULL,
};

const struct theme *theme_find(const char *name)
{
	for (size_t i = 0; themes[i]; i++)
		if (!strcmp(themes[i]->name, name))
			return themes[i];
	return NULL;
}

struct style theme_style(const struct theme *t, enum role role, int colours)
{
	struct style s = colours >= 8 ? t->styles[role] : theme_mono.styles[role];

	/* Eight colours have no grey, and black may be the background. */
	if (colours == 8 && s.fg.c16 == BRIGHT_BLACK) {
		s.fg = t->base.fg;
		s.attr |= ATTR_DIM;
	}
	return s;
}

/* A sequence in the making: "\033[" and its parameters. */
struct sgr {
	char text[64];
	size_t len;
};

static void add(struct sgr *s, unsigned parameter)
{
	char digits[3];
	size_t n = 0;

	if (s->len > 2)
		s->text[s->len++] = ';';
	do {
		digits[n++] = (char)('0' + parameter % 10);
		parameter /= 10;
	} while (parameter && n < sizeof(digits));
	while (n)
		s->text[s->len++] = digits[--n];
}

static void add_colour(struct sgr *s, struct colour c, int colours, unsigned base)
{
	unsigned c16 = (unsigned)c.c16 & (colours < 16 ? 7 : 15);

	if (c.rgb == COLOUR_DEFAULT || colours < 8)
		return;
	if (colours > 256) {
		add(s, base + 8);
		add(s, 2);
		add(s, (unsigned)c.rgb >> 16 & 0xFF);
		add(s, (unsigned)c.rgb >> 8 & 0xFF);
		add(s, (unsigned)c.rgb & 0xFF);
	} else if (colours == 256) {
		add(s, base + 8);
		add(s, 5);
		add(s, (unsigned)c.c256);
	} else {
		add(s, c16 < 8 ? base + c16 : base + 60 + c16 - 8);
	}
}

void theme_sgr(struct buf *out, const struct theme *t, enum role role, unsigned attr, int colours)
{
	static const struct {
		unsigned attr, parameter;
	} attrs[] = {
		{ ATTR_BOLD, 1 }, { ATTR_DIM, 2 }, { ATTR_ITALIC, 3 }, { ATTR_UNDERLINE, 4 },
		{ ATTR_REVERSE, 7 },
	};
	struct style style = theme_style(t, role, colours);
	struct sgr s = { .text = "\033[", .len = 2 };

	attr |= style.attr;
	for (size_t i = 0; i < sizeof(attrs) / sizeof(*attrs); i++)
		if (attr & attrs[i].attr)
			add(&s, attrs[i].parameter);
	add_colour(&s, style.fg, colours, 30);
	add_colour(&s, style.bg, colours, 40);
	if (s.len == 2)
		return;
	s.text[s.len++] = 'm';
	buf_add(out, s.text, s.len);
}
