/* SPDX-License-Identifier: MIT */
/* Each foreground contrasts about equally (4.5 : 1) with black and with white. */
#include "canvas/theme_entry.h"

#define BLACK COLOUR(000000, 16, 0)
#define GREY COLOUR(757575, 243, 8)
#define BLUE COLOUR(2473e0, 27, 4)
#define TEAL COLOUR(0c8098, 30, 6)
#define GREEN COLOUR(278737, 28, 2)
#define RED COLOUR(dc362a, 160, 1)
#define AMBER COLOUR(a96609, 130, 3)
#define PINK COLOUR(c041ab, 133, 5)
#define VIOLET COLOUR(895cd9, 98, 5)
#define YELLOW COLOUR(e5c453, 221, 3)
#define ORANGE COLOUR(f0914a, 209, 6)

const struct theme theme_default = {
	.name = "default",
	.about = "the terminal's own colours, quiet accents on any background",
	.paints_background = false,
	.base = { COLOUR_NONE, COLOUR_NONE, 0 },
	.styles = {
		[ROLE_TEXT] = { COLOUR_NONE, COLOUR_NONE, 0 },
		[ROLE_DIM] = { GREY, COLOUR_NONE, 0 },
		[ROLE_TITLE] = { COLOUR_NONE, COLOUR_NONE, ATTR_BOLD },
		[ROLE_FOOTER] = { GREY, COLOUR_NONE, 0 },
		[ROLE_KEY] = { COLOUR_NONE, COLOUR_NONE, ATTR_BOLD },
		[ROLE_SELECTED] = { COLOUR_NONE, COLOUR_NONE, ATTR_REVERSE },
		[ROLE_ACCENT] = { BLUE, COLOUR_NONE, ATTR_BOLD },
		[ROLE_GOOD] = { GREEN, COLOUR_NONE, 0 },
		[ROLE_BAD] = { RED, COLOUR_NONE, 0 },
		[ROLE_WARN] = { AMBER, COLOUR_NONE, 0 },
		[ROLE_HEADING] = { BLUE, COLOUR_NONE, 0 },
		[ROLE_SUBHEADING] = { TEAL, COLOUR_NONE, 0 },
		[ROLE_LINK] = { BLUE, COLOUR_NONE, 0 },
		[ROLE_LINK_FOCUS] = { BLUE, COLOUR_NONE, ATTR_REVERSE },
		[ROLE_CODE] = { TEAL, COLOUR_NONE, 0 },
		[ROLE_CODE_KEY] = { BLUE, COLOUR_NONE, 0 },
		[ROLE_CODE_STRING] = { GREEN, COLOUR_NONE, 0 },
		[ROLE_CODE_NUMBER] = { PINK, COLOUR_NONE, 0 },
		[ROLE_CODE_WORD] = { VIOLET, COLOUR_NONE, 0 },
		[ROLE_CODE_COMMENT] = { GREY, COLOUR_NONE, ATTR_ITALIC },
		[ROLE_QUOTE] = { GREY, COLOUR_NONE, 0 },
		[ROLE_FRAME] = { GREY, COLOUR_NONE, 0 },
		[ROLE_TABLE_HEAD] = { COLOUR_NONE, COLOUR_NONE, ATTR_BOLD },
		[ROLE_MARK] = { BLACK, YELLOW, 0 },
		[ROLE_MARK_FOCUS] = { BLACK, ORANGE, ATTR_BOLD },
		[ROLE_LIFELINE] = { GREY, COLOUR_NONE, 0 },
		[ROLE_MESSAGE] = { COLOUR_NONE, COLOUR_NONE, 0 },
		[ROLE_MESSAGE_NOW] = { BLUE, COLOUR_NONE, ATTR_BOLD },
		[ROLE_NOTE] = { AMBER, COLOUR_NONE, 0 },
		[ROLE_GAUGE] = { BLUE, COLOUR_NONE, 0 },
	},
};
