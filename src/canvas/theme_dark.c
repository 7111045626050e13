/* SPDX-License-Identifier: MIT */
#include "canvas/theme_entry.h"

#define PAPER COLOUR(1b1f27, 234, 0)
#define BAR COLOUR(262c37, 236, 0)
#define INK COLOUR(d5dae2, 253, 15)
#define GREY COLOUR(98a2b1, 248, 7)
#define LINE COLOUR(6b7688, 243, 7)
#define BLUE COLOUR(7fb2f0, 111, 12)
#define TEAL COLOUR(6fc3cc, 80, 14)
#define GREEN COLOUR(93c47d, 114, 10)
#define RED COLOUR(f08a80, 210, 9)
#define AMBER COLOUR(e3b567, 179, 11)
#define PINK COLOUR(e09ad6, 176, 13)
#define VIOLET COLOUR(b9a2f5, 147, 13)
#define CHOSEN COLOUR(34435c, 238, 4)
#define YELLOW COLOUR(e3b567, 179, 3)
#define ORANGE COLOUR(f3a06b, 215, 6)

const struct theme theme_dark = {
	.name = "dark",
	.about = "soft light on dark slate",
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
		[ROLE_MARK] = { PAPER, YELLOW, 0 },
		[ROLE_MARK_FOCUS] = { PAPER, ORANGE, ATTR_BOLD },
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
