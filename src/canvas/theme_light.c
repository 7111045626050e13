/* SPDX-License-Identifier: MIT */
#include "canvas/theme_entry.h"

#define PAPER COLOUR(fcfbf8, 231, 15)
#define BAR COLOUR(eeece6, 255, 15)
#define INK COLOUR(23272e, 235, 0)
#define GREY COLOUR(626973, 241, 8)
#define LINE COLOUR(868e99, 245, 8)
#define BLUE COLOUR(1d5fb4, 25, 4)
#define TEAL COLOUR(0f6a76, 23, 6)
#define GREEN COLOUR(2c6e2f, 22, 2)
#define RED COLOUR(b3261e, 124, 1)
#define AMBER COLOUR(865300, 94, 3)
#define PINK COLOUR(95308b, 90, 5)
#define VIOLET COLOUR(6240b5, 61, 5)
#define CHOSEN COLOUR(d5e3f7, 189, 6)
#define YELLOW COLOUR(ffe08a, 222, 3)
#define ORANGE COLOUR(ffb870, 215, 5)

const struct theme theme_light = {
	.name = "light",
	.about = "dark ink on warm paper",
	.paints_background = true,
	.base = { INK, PAPER, 0 },
	.styles = {
		[ROLE_TEXT] = { INK, PAPER, 0 },
		[ROLE_DIM] = { GREY, PAPER, 0 },
		[ROLE_TITLE] = { INK, BAR, ATTR_BOLD },
		[ROLE_FOOTER] = { GREY, BAR, 0 },
		[ROLE_KEY] = { INK, BAR, ATTR_BOLD },
		[ROLE_SELECTED] = { INK, CHOSEN, ATTR_BOLD },
		[ROLE_ACCENT] = { BLUE, PAPER, ATTR_BOLD },
		[ROLE_GOOD] = { GREEN, PAPER, 0 },
		[ROLE_BAD] = { RED, PAPER, 0 },
		[ROLE_WARN] = { AMBER, PAPER, 0 },
		[ROLE_HEADING] = { BLUE, PAPER, 0 },
		[ROLE_SUBHEADING] = { TEAL, PAPER, 0 },
		[ROLE_LINK] = { BLUE, PAPER, 0 },
		[ROLE_LINK_FOCUS] = { BLUE, PAPER, ATTR_REVERSE },
		[ROLE_CODE] = { TEAL, PAPER, 0 },
		[ROLE_CODE_KEY] = { BLUE, PAPER, 0 },
		[ROLE_CODE_STRING] = { GREEN, PAPER, 0 },
		[ROLE_CODE_NUMBER] = { PINK, PAPER, 0 },
		[ROLE_CODE_WORD] = { VIOLET, PAPER, 0 },
		[ROLE_CODE_COMMENT] = { GREY, PAPER, ATTR_ITALIC },
		[ROLE_QUOTE] = { GREY, PAPER, 0 },
		[ROLE_FRAME] = { LINE, PAPER, 0 },
		[ROLE_TABLE_HEAD] = { INK, PAPER, ATTR_BOLD },
		[ROLE_MARK] = { INK, YELLOW, 0 },
		[ROLE_MARK_FOCUS] = { INK, ORANGE, ATTR_BOLD },
		[ROLE_LIFELINE] = { LINE, PAPER, 0 },
		[ROLE_MESSAGE] = { INK, PAPER, 0 },
		[ROLE_MESSAGE_NOW] = { BLUE, PAPER, ATTR_BOLD },
		[ROLE_NOTE] = { AMBER, PAPER, 0 },
		[ROLE_GAUGE] = { BLUE, PAPER, 0 },
		[ROLE_COMPUTE] = { AMBER, PAPER, 0 },
		[ROLE_STORAGE] = { GREEN, PAPER, 0 },
		[ROLE_MESSAGING] = { PINK, PAPER, 0 },
		[ROLE_API] = { VIOLET, PAPER, 0 },
		[ROLE_SUPPORT] = { TEAL, PAPER, 0 },
		[ROLE_EDGE] = { INK, PAPER, 0 },
		[ROLE_EDGE_LABEL] = { GREY, PAPER, 0 },
	},
};
