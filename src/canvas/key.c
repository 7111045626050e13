/* SPDX-License-Identifier: MIT */
#include "canvas/key.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"

/* Several names of one key: as people write them, as the help shows them. */
static const struct {
	const char *name;
	enum key_code code;
} names[] = {
	{ "Enter", K_ENTER }, { "Return", K_ENTER }, { "⏎", K_ENTER },
	{ "Tab", K_TAB }, { "⇥", K_TAB },
	{ "Shift-Tab", K_BACKTAB }, { "BackTab", K_BACKTAB }, { "⇤", K_BACKTAB },
	{ "Backspace", K_BACKSPACE }, { "⌫", K_BACKSPACE },
	{ "Esc", K_ESCAPE }, { "Escape", K_ESCAPE },
	{ "Del", K_DELETE }, { "Delete", K_DELETE },
	{ "Up", K_UP }, { "↑", K_UP },
	{ "Down", K_DOWN }, { "↓", K_DOWN },
	{ "Left", K_LEFT }, { "←", K_LEFT },
	{ "Right", K_RIGHT }, { "→", K_RIGHT },
	{ "Home", K_HOME }, { "End", K_END },
	{ "PgUp", K_PAGE_UP }, { "PageUp", K_PAGE_UP },
	{ "PgDn", K_PAGE_DOWN }, { "PageDown", K_PAGE_DOWN },
	{ "F1", K_F1 },
};

/* The letter of "Ctrl-P" or "^P" in lower case; 0 when it is no such name. */
static char control_letter(const char *name)
{
	size_t prefix = !strncasecmp(name, "Ctrl-", 5) ? 5 : name[0] == '^' ? 1 : 0;
	char letter = prefix ? name[prefix] : '\0';

	if (letter >= 'A' && letter <= 'Z')
		letter = (char)(letter - 'A' + 'a');
	return letter >= 'a' && letter <= 'z' && !name[prefix + 1] ? letter : '\0';
}

enum err key_parse(const char *name, struct key *ret_key)
{
	size_t n = strlen(name);
	char32_t cp;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (strcasecmp(name, names[i].name) != 0)
			continue;
		*ret_key = (struct key){ .code = names[i].code };
		return ERR_OK;
	}
	if (control_letter(name)) {
		*ret_key = (struct key){ .code = K_CTRL, .ch = (char32_t)control_letter(name) };
		return ERR_OK;
	}
	if (!strcasecmp(name, "Space") || !strcmp(name, "␣")) {
		*ret_key = (struct key){ .code = K_CHAR, .ch = ' ' };
		return ERR_OK;
	}
	if (!n || utf8_decode(name, n, &cp) != n || cp < ' ' || utf8_is_unsafe(cp))
		return ERR_SYNTAX;
	if (cp == 0xFFFD && n == 1)
		return ERR_SYNTAX;
	*ret_key = (struct key){ .code = K_CHAR, .ch = cp };
	return ERR_OK;
}
