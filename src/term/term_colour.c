/* SPDX-License-Identifier: MIT */
#include "term/term_colour.h"

#include <string.h>

enum { DIRECT_COLOURS = 1 << 24, PAIRS_MAX = 2 * ROLE_COUNT };

struct pair {
	int fg, bg;
};

struct look {
	bool is_known;
	attr_t attr;
	short pair;
};

static struct {
	int n_colours;
	const struct theme *theme;
	struct pair pairs[PAIRS_MAX];	/* pair i + 1 of curses */
	short n_pairs;
	struct look looks[ROLE_COUNT];
} colour;

static int count_colours(void)
{
	if (!has_colors() || start_color() == ERR || use_default_colors() == ERR)
		return 0;
	if (COLORS >= DIRECT_COLOURS && tigetflag("RGB") > 0)
		return DIRECT_COLOURS;
	if (COLORS >= 256)
		return 256;
	return COLORS >= 16 ? 16 : COLORS >= 8 ? 8 : 0;
}

void term_colour_start(bool is_colourless)
{
	colour.n_colours = is_colourless ? 0 : count_colours();
}

int term_colour_count(void)
{
	return colour.n_colours;
}

void term_colour_set(const struct theme *t)
{
	colour.theme = t;
	colour.n_pairs = 0;
	memset(colour.looks, 0, sizeof(colour.looks));
}

/* The number by which this terminal knows c. */
static int number_of(const struct colour *c)
{
	switch (colour.n_colours) {
	case DIRECT_COLOURS:
		/* The very lowest numbers are a palette's indices there. */
		return c->rgb >= 0 && c->rgb < 0x100 ? c->rgb | 0x100 : c->rgb;
	case 256:
		return c->c256;
	case 16:
		return c->c16;
	default:
		return c->c16 < 0 ? COLOUR_DEFAULT : c->c16 & 7;
	}
}

static bool is_same(const struct pair *p, int fg, int bg)
{
	return p->fg == fg && p->bg == bg;
}

static short pair_of(int fg, int bg)
{
	short i = 0;

	if (fg == COLOUR_DEFAULT && bg == COLOUR_DEFAULT)
		return 0;
	while (i < colour.n_pairs && !is_same(&colour.pairs[i], fg, bg))
		i++;
	if (i < colour.n_pairs)
		return (short)(i + 1);
	if (i == PAIRS_MAX || i + 1 >= COLOR_PAIRS || init_extended_pair(i + 1, fg, bg) == ERR)
		return 0;
	colour.pairs[colour.n_pairs++] = (struct pair){ fg, bg };
	return (short)(i + 1);
}

static attr_t attributes(unsigned attr)
{
	static const attr_t curses[] = { A_BOLD, A_ITALIC, A_UNDERLINE, A_REVERSE, A_DIM };
	attr_t out = A_NORMAL;

	for (unsigned i = 0; i < sizeof(curses) / sizeof(*curses); i++)
		if (attr & 1U << i)
			out |= curses[i];
	return out;
}

static struct look look_of(const struct style *s)
{
	struct look l = { .is_known = true, .attr = attributes(s->attr) };

	if (!colour.n_colours)
		return l;
	l.pair = pair_of(number_of(&s->fg), number_of(&s->bg));
	if (colour.n_colours == 8 && s->fg.c16 >= 8)
		l.attr |= A_BOLD;
	return l;
}

attr_t term_colour_role(enum role role, unsigned attr, short *ret_pair)
{
	struct look *l = &colour.looks[role];

	if (!l->is_known) {
		struct style s = theme_style(colour.theme, role, colour.n_colours);

		*l = look_of(&s);
	}
	*ret_pair = l->pair;
	return l->attr | attributes(attr);
}
