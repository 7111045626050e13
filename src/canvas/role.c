/* SPDX-License-Identifier: MIT */
#include "canvas/role.h"

char role_letter(enum role r)
{
	static const char letters[] = {
		[ROLE_TEXT] = '.', [ROLE_DIM] = 'd', [ROLE_TITLE] = 't', [ROLE_FOOTER] = 'f',
		[ROLE_KEY] = 'k', [ROLE_SELECTED] = 's', [ROLE_ACCENT] = 'a', [ROLE_GOOD] = 'g',
		[ROLE_BAD] = 'b', [ROLE_WARN] = 'w', [ROLE_HEADING] = 'h', [ROLE_SUBHEADING] = 'e',
		[ROLE_LINK] = 'l', [ROLE_LINK_FOCUS] = 'j', [ROLE_CODE] = 'c',
		[ROLE_CODE_KEY] = 'y', [ROLE_CODE_STRING] = 'r', [ROLE_CODE_NUMBER] = 'u',
		[ROLE_CODE_WORD] = 'x', [ROLE_CODE_COMMENT] = 'o', [ROLE_QUOTE] = 'q',
		[ROLE_FRAME] = '-', [ROLE_TABLE_HEAD] = 'i', [ROLE_MARK] = 'm',
		[ROLE_MARK_FOCUS] = 'z', [ROLE_LIFELINE] = '|', [ROLE_MESSAGE] = 'v',
		[ROLE_MESSAGE_NOW] = 'p', [ROLE_NOTE] = 'n', [ROLE_GAUGE] = '=',
		[ROLE_COMPUTE] = '1', [ROLE_STORAGE] = '2', [ROLE_MESSAGING] = '3',
		[ROLE_API] = '4', [ROLE_SUPPORT] = '5', [ROLE_EDGE] = '>', [ROLE_EDGE_LABEL] = '~',
	};

	_Static_assert(sizeof(letters) == ROLE_COUNT, "each role has a letter");
	return letters[r];
}
