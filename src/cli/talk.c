/* SPDX-License-Identifier: MIT */
#include "cli/talk.h"

#include <string.h>

#include "base/suggest.h"

enum { NUMBER_MOST = 1000000 };

static const struct {
	const char *name, *shorter;	/* shorter: NULL = none */
	const char *about;
} words[N_WORDS] = {
	[WORD_AGAIN] = { "again", "r", "read the lesson again from its start" },
	[WORD_BACK] = { "back", NULL, "return to the lesson read before" },
	[WORD_BOOKMARK] = { "bookmark", "b", "set a bookmark at this place of the lesson" },
	[WORD_BOOKMARKS] = { "bookmarks", NULL, "list the bookmarks" },
	[WORD_CONTENTS] = { "contents", "o", "list the headings of the lesson" },
	[WORD_CONTINUE] = { "continue", "c", "read on where you stopped last" },
	[WORD_HELP] = { "help", "?", "say this" },
	[WORD_HINT] = { "hint", NULL, "show a hint for the question" },
	[WORD_LINKS] = { "links", "l", "list the links of the lesson" },
	[WORD_MENU] = { "menu", "m", "show the topics" },
	[WORD_NEXT] = { "next", "n", "go to the next lesson" },
	[WORD_PROGRESS] = { "progress", "p", "show what was read, played and answered" },
	[WORD_QUIT] = { "quit", "q", "leave; everything is saved already" },
	[WORD_QUIZ] = { "quiz", NULL, "answer questions, of one topic: quiz TOPIC" },
	[WORD_REMOVE] = { "remove", NULL, "remove a bookmark of the list: remove 2" },
	[WORD_SEARCH] = { "search", "/", "search the course: /words" },
	[WORD_SKIP] = { "skip", "s", "leave the question unanswered" },
	[WORD_UNDO] = { "undo", "u", "take the last answer back" },
};

static bool is_number(const char *line, size_t *ret)
{
	size_t n = 0;

	for (const char *p = line; *p; p++) {
		if (*p < '0' || *p > '9')
			return false;
		if (n < NUMBER_MOST)
			n = n * 10 + (size_t)(*p - '0');
	}
	*ret = n;
	return *line;
}

static const char *after_blanks(const char *p)
{
	return p + strspn(p, " \t");
}

static enum word word_find(const char *name, size_t len)
{
	for (int i = 0; i < N_WORDS; i++) {
		const char *full = words[i].name, *shorter = words[i].shorter;

		if (strlen(full) == len && !strncmp(full, name, len))
			return (enum word)i;
		if (shorter && strlen(shorter) == len && !strncmp(shorter, name, len))
			return (enum word)i;
	}
	return WORD_OTHER;
}

static struct said understand(const char *line)
{
	struct said said = { .word = WORD_OTHER, .line = line, .text = "" };
	size_t len = strcspn(line, " \t");

	if (!*line) {
		said.word = WORD_ENTER;
	} else if (is_number(line, &said.number)) {
		said.word = WORD_NUMBER;
	} else if (*line == '/') {
		said.word = WORD_SEARCH;
		said.text = after_blanks(line + 1);
	} else {
		said.word = word_find(line, len);
		said.text = after_blanks(line + len);
	}
	return said;
}

struct said talk_ask(struct output *o, struct input *in, const char *offer)
{
	const char *line;

	output_wrapped(o, offer, strlen(offer), 0, output_width(o));
	output_puts(o, "> ");
	output_flush(o);
	line = o->error ? NULL : input_line(in);
	/* Nobody typed the line end that a terminal would show. */
	if (!in->is_terminal || !line)
		output_raw(o, "\n", 1);
	return line ? understand(line) : (struct said){ .word = WORD_END, .line = "", .text = "" };
}

void talk_refuse(struct output *o, const struct said *said)
{
	const char *names[N_WORDS + 1] = { NULL };
	const char *nearest;

	if (said->word < N_WORDS) {
		output_printf(o, "\"%s\" means nothing here.\n", said->line);
		return;
	}
	for (int i = 0; i < N_WORDS; i++)
		names[i] = words[i].name;
	nearest = said->word == WORD_OTHER ? suggest_nearest(said->line, names) : NULL;
	output_printf(o, "\"%s\" is not understood here.", said->line);
	if (nearest)
		output_printf(o, " Did you mean \"%s\"?", nearest);
	output_puts(o, "\n");
}

static bool is_answer(const char *name, int n_letters)
{
	return !name[1] && name[0] >= 'a' && name[0] < 'a' + n_letters;
}

void talk_help(struct output *o, uint32_t set, int n_letters)
{
	output_puts(o, "What can be typed, each ended with Enter:\n\n");
	output_printf(o, "  %-16s %s\n", "a, or a c", "at a question: the answer");
	if (set & WORD_BIT(WORD_MENU))
		output_printf(o, "  %-16s %s\n", "a number", "open what has that number in the list");
	for (int i = 0; i < N_WORDS; i++) {
		const char *shorter = words[i].shorter;
		struct buf term;

		if (!(set & WORD_BIT(i)))
			continue;
		buf_init(&term);
		buf_adds(&term, words[i].name);
		if (shorter && !is_answer(shorter, n_letters))
			buf_printf(&term, " or %s", shorter);
		output_printf(o, "  %-16s %s\n", buf_str(&term), words[i].about);
		buf_done(&term);
	}
	output_puts(o, "\n");
}
