/* SPDX-License-Identifier: MIT */
/*
 * What a cell means. Views and layouts name roles; a theme (theme.h) gives each
 * its colours. Roles never carry information alone: a frame in mono says the same.
 */
#ifndef CANVAS_ROLE_H
#define CANVAS_ROLE_H

enum role {
	ROLE_TEXT,
	ROLE_DIM,		/* secondary: hints, numbers, frames of reference */
	ROLE_TITLE,		/* the bar at the top */
	ROLE_FOOTER,		/* the bar at the bottom */
	ROLE_KEY,		/* a key's name in it */
	ROLE_SELECTED,		/* the row or control the next key acts on */
	ROLE_ACCENT,		/* the one thing to look at */
	ROLE_GOOD,
	ROLE_BAD,
	ROLE_WARN,
	ROLE_HEADING,		/* level 1 and 2 */
	ROLE_SUBHEADING,	/* the others */
	ROLE_LINK,
	ROLE_LINK_FOCUS,	/* the link that Enter follows */
	ROLE_CODE,		/* inline code and code without a better role */
	ROLE_CODE_KEY,		/* names: YAML keys, JSON keys, variables */
	ROLE_CODE_STRING,
	ROLE_CODE_NUMBER,
	ROLE_CODE_WORD,		/* keywords, commands, tags */
	ROLE_CODE_COMMENT,
	ROLE_QUOTE,
	ROLE_FRAME,		/* rules, table lines, boxes */
	ROLE_TABLE_HEAD,
	ROLE_MARK,		/* a search hit */
	ROLE_MARK_FOCUS,	/* the current one */
	ROLE_LIFELINE,
	ROLE_MESSAGE,		/* an arrow that is there */
	ROLE_MESSAGE_NOW,	/* the arrow being played */
	ROLE_NOTE,
	ROLE_GAUGE,		/* the filled part of a bar */
	ROLE_COMPUTE,		/* boxes of a picture by family: what runs code */
	ROLE_STORAGE,		/* what keeps data */
	ROLE_MESSAGING,		/* what passes messages on */
	ROLE_API,		/* where requests come in */
	ROLE_SUPPORT,		/* the rest */
	ROLE_EDGE,		/* the arrows between boxes */
	ROLE_EDGE_LABEL,	/* the verbs on them */
	ROLE_COUNT
};

enum attr {
	ATTR_BOLD = 1 << 0,
	ATTR_ITALIC = 1 << 1,
	ATTR_UNDERLINE = 1 << 2,
	ATTR_REVERSE = 1 << 3,
	ATTR_DIM = 1 << 4,
};

/* One letter a role, for style maps of golden frames: unique, '.' for ROLE_TEXT. */
char role_letter(enum role r);

#endif
