/* SPDX-License-Identifier: MIT */
#include "sim/selection.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/*
 * A pattern is read and matched at once: each part takes the set of positions in
 * the text where it may begin, one bit each, and gives those where it may end.
 */
enum { TEXT_MAX = 30, DEPTH_MAX = 20, ATOMS_MAX = 2000, ASCII = 128 };

struct matcher {
	const char *p;			/* in the pattern */
	const char *text;
	unsigned n;			/* its length */
	unsigned n_atoms, depth;
	bool is_broken;			/* cannot be read */
};

static uint32_t alternatives(struct matcher *m, uint32_t from);

static bool is_in(const char *s, char c)
{
	return c && strchr(s, c);
}

static bool is_word(int c)
{
	return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z');
}

/* What the letter behind a backslash stands for. */
static bool escape_has(char letter, int c)
{
	switch (letter) {
	case 'd':
	case 'D':
		return (c >= '0' && c <= '9') == (letter == 'd');
	case 'w':
	case 'W':
		return is_word(c) == (letter == 'w');
	case 's':
	case 'S':
		return is_in(" \t\n\v\f\r", (char)c) == (letter == 's');
	case 'n':
		return c == '\n';
	case 't':
		return c == '\t';
	default:
		return c == letter;
	}
}

static void add_escape(struct matcher *m, bool *set)
{
	m->is_broken |= !*m->p;
	for (int c = 0; c < ASCII; c++)
		set[c] |= escape_has(*m->p, c);
	m->p += *m->p != '\0';
}

/* A character of a class, or a range of them. */
static void add_range(struct matcher *m, bool *set)
{
	unsigned char first = (unsigned char)*m->p++, last = first;

	if (*m->p == '-' && m->p[1] && m->p[1] != ']') {
		last = (unsigned char)m->p[1];
		m->p += 2;
	}
	for (unsigned c = first; c <= last && c < ASCII; c++)
		set[c] = true;
}

/* Behind the "[". */
static void read_class(struct matcher *m, bool *set)
{
	bool is_negated = *m->p == '^';
	const char *first = m->p += is_negated;

	while (*m->p && (*m->p != ']' || m->p == first) && ++m->n_atoms <= ATOMS_MAX) {
		if (*m->p != '\\') {
			add_range(m, set);
			continue;
		}
		m->p++;
		add_escape(m, set);
	}
	m->is_broken |= *m->p != ']';
	m->p += *m->p != '\0';
	for (int c = 0; is_negated && c < ASCII; c++)
		set[c] = !set[c];
}

static uint32_t one_of(const struct matcher *m, const bool *set, uint32_t from)
{
	uint32_t to = 0;

	for (unsigned i = 0; i < m->n; i++)
		if (from >> i & 1 && set[(unsigned char)m->text[i] % ASCII])
			to |= (uint32_t)1 << (i + 1);
	return to;
}

/* Behind the "(": a group, or flags like "(?i)". */
static uint32_t group(struct matcher *m, uint32_t from)
{
	if (*m->p == '?') {
		m->p++;
		while (is_in("ismux", *m->p))
			m->p++;
		if (*m->p == ')') {
			m->p++;
			return from;
		}
		m->is_broken |= *m->p != ':';
		m->p += *m->p == ':';
	}
	if (++m->depth > DEPTH_MAX)
		m->is_broken = true;
	else
		from = alternatives(m, from);
	m->depth--;
	m->is_broken |= *m->p != ')';
	m->p += *m->p == ')';
	return from;
}

static uint32_t atom(struct matcher *m, uint32_t from)
{
	bool set[ASCII] = { false };
	char c = *m->p++;

	if (++m->n_atoms > ATOMS_MAX)
		m->is_broken = true;
	if (m->is_broken)
		return 0;
	switch (c) {
	case '(':
		return group(m, from);
	case '^':
		return from & 1;
	case '$':
		return from & (uint32_t)1 << m->n;
	case '.':
		memset(set, true, sizeof(set));
		break;
	case '[':
		read_class(m, set);
		break;
	case '\\':
		add_escape(m, set);
		break;
	default:
		set[(unsigned char)c % ASCII] = (unsigned char)c < ASCII;
		break;
	}
	return one_of(m, set, from);
}

/* "{2}", "{2,}", "{2,3}" behind the "{". More than the text is long changes nothing. */
static void read_bounds(struct matcher *m, unsigned *least, unsigned *most)
{
	char *end;
	unsigned long n = strtoul(m->p, &end, 10), high = n;

	if (*end == ',') {
		high = end[1] == '}' ? TEXT_MAX : strtoul(end + 1, NULL, 10);
		end += strcspn(end, "}");
	}
	m->is_broken |= *end != '}' || high < n;
	m->p = *end ? end + 1 : end;
	*least = n > m->n + 2 ? m->n + 2 : (unsigned)n;
	*most = high > m->n + 2 ? m->n + 2 : (unsigned)high;
}

static void read_quantifier(struct matcher *m, unsigned *least, unsigned *most)
{
	char c = *m->p;

	*least = *most = 1;
	if (!is_in("*+?{", c))
		return;
	m->p++;
	if (c == '{') {
		read_bounds(m, least, most);
	} else {
		*least = c == '+';
		*most = c == '?' ? 1 : m->n + 2;
	}
	m->p += is_in("?+", *m->p);
}

static uint32_t repeated(struct matcher *m, uint32_t from)
{
	const char *start = m->p, *end;
	uint32_t at = atom(m, from), to;
	unsigned least, most;

	read_quantifier(m, &least, &most);
	end = m->p;
	to = least ? 0 : from;
	for (unsigned i = 1; i <= most && !m->is_broken; i++) {
		if (i >= least)
			to |= at;
		if (!at || i == most)
			break;
		m->p = start;
		at = atom(m, at);
	}
	m->p = end;
	return to;
}

static uint32_t alternatives(struct matcher *m, uint32_t from)
{
	uint32_t to = 0, at = from;

	while (!m->is_broken && *m->p && *m->p != ')') {
		if (*m->p != '|') {
			at = repeated(m, at);
			continue;
		}
		m->p++;
		to |= at;
		at = from;
	}
	return to | at;
}

bool selection_matches(const char *pattern, const char *text)
{
	struct matcher m = { .p = pattern, .text = text, .n = (unsigned)strlen(text) };
	uint32_t to;

	assert(m.n <= TEXT_MAX);
	to = alternatives(&m, 1);
	return !m.is_broken && !*m.p && to >> m.n & 1;
}

bool selection_is_of_digits(const char *pattern)
{
	for (const char *p = pattern; *p; p++) {
		bool is_class = p[0] == '\\' && p[1] == 'd';

		if ((*p == '[' && p[1] == '^') ||
		    (!is_class && !is_in("0123456789[]-{}(),|?:+*^$", *p)))
			return false;
		p += is_class;
	}
	return true;
}
