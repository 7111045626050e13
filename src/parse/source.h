/* SPDX-License-Identifier: MIT */
/* Lines of a text by number, cheap for one who asks for them in rising order. */
#ifndef PARSE_SOURCE_H
#define PARSE_SOURCE_H

#include "parse/line.h"

struct source {
	const char *text, *end;
	const char *at;		/* where line number `line` begins */
	int line;		/* from 0 */
};

static inline struct source source_of(const char *text, size_t len)
{
	return (struct source){ text, text + len, text, 0 };
}

/* Line number `line`, from 0; an empty one behind the end. */
static inline struct line source_line(struct source *s, int line)
{
	const char *p;
	struct line l = { 0 };

	if (line < s->line) {
		s->at = s->text;
		s->line = 0;
	}
	while (s->line < line && line_take(&s->at, s->end, &l))
		s->line++;
	p = s->at;
	if (s->line < line || !line_take(&p, s->end, &l))
		return (struct line){ s->end, 0 };
	return l;
}

#endif
