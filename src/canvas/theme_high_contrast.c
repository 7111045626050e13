/* SPDX-License-Identifier: MIT */
#include "canvas/theme_entry.h"

#define PAPER COLOUR(000000, 16, 0)
#define INK COLOUR(ffffff, 231, 15)
#define GREY COLOUR(c8c8c8, 251, 7)
#define LINE COLOUR(b0b0b0, 145, 7)
#define BLUE COLOUR(8fc7ff, 117, 12)
#define TEAL COLOUR(6fe8f2, 87, 14)
#define GREEN COLOUR(86f086, 120, 10)
#define RED COLOUR(ff9a90, 210, 9)
#define AMBER COLOUR(ffd75f, 221, 11)
#define PINK COLOUR(ffa6f2, 219, 13)
#define VIOLET COLOUR(cfb8ff, 183, 13)
#define ORANGE COLOUR(ffaf5f, 215, 6)

const struct theme theme_high_contrast = {
	.name = "high-contrast",
	.about = "bright on black, every text at 7 : 1 or more",
	.paints_background = true,
	.base = { INK, PAPER, 0 },
	.styles = {
		[ROLE_TEXT] = { INK, PAPER, 0 },
		[ROLE_DIM] = { GREY, PAPER, 0 },
		[ROLE_TITLE] = { INK, PAPER, ATTR_BOLD },
		[ROLE_FOOTER] = { GREY, PAPER, 0 },
		[ROLE_KEY] = { INK, PAPER, ATTR_BOLD },
		[ROLE_SELECTED] = { PAPER, INK, ATTR_BOLD },
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
		[ROLE_MARK] = { PAPER, AMBER, 0 },
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
