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

static void add(struct buf *out, const char *parameter)
{
	if (out->len && out->p[out->len - 1] != '[')
		buf_addc(out, ';');
	buf_adds(out, parameter);
}

static void add_colour(struct buf *out, struct colour c, int colours, bool is_background)
{
	int base = is_background ? 40 : 30;
	int c16 = colours < 16 ? c.c16 & 7 : c.c16;

	if (c.rgb == COLOUR_DEFAULT || colours < 8)
		return;
	add(out, "");
	if (colours > 256)
		buf_printf(out, "%d;2;%d;%d;%d", base + 8, c.rgb >> 16 & 0xFF, c.rgb >> 8 & 0xFF,
			   c.rgb & 0xFF);
	else if (colours == 256)
		buf_printf(out, "%d;5;%d", base + 8, c.c256);
	else
		buf_printf(out, "%d", c16 < 8 ? base + c16 : base + 60 + c16 - 8);
}

void theme_sgr(struct buf *out, const struct theme *t, enum role role, unsigned attr, int colours)
{
	static const struct {
		unsigned attr;
		const char *parameter;
	} attrs[] = {
		{ ATTR_BOLD, "1" }, { ATTR_DIM, "2" }, { ATTR_ITALIC, "3" },
		{ ATTR_UNDERLINE, "4" }, { ATTR_REVERSE, "7" },
	};
	struct style s = theme_style(t, role, colours);
	size_t start = out->len;

	attr |= s.attr;
	buf_adds(out, "\033[");
	for (size_t i = 0; i < sizeof(attrs) / sizeof(*attrs); i++)
		if (attr & attrs[i].attr)
			add(out, attrs[i].parameter);
	add_colour(out, s.fg, colours, false);
	add_colour(out, s.bg, colours, true);
	if (out->len == start + strlen("\033[")) {
		out->len = start;
		out->p[start] = '\0';
		return;
	}
	buf_addc(out, 'm');
}
