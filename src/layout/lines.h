/* SPDX-License-Identifier: MIT */
/*
 * Plain text broken into lines: the labels and notes of a diagram, narration,
 * a transcript. Lines point into the text. A line is broken at blanks; a word
 * that is longer than a line after a hyphen, a slash or a part of aCompoundName,
 * or else between any two characters. Newlines end lines.
 */
#ifndef LAYOUT_LINES_H
#define LAYOUT_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct line {
	const char *text;
	uint32_t len, cells;
};

/*
 * Takes the next line of at most width cells (one character at least) from the
 * text between *text and end, without the blanks around it. False at the end.
 */
bool lines_next(const char **text, const char *end, int width, struct line *ret_line);

size_t lines_count(const char *text, size_t n, int width);

/* All lines of a string; they live in a. */
size_t lines_break(struct arena *a, const char *text, int width, const struct line **ret_lines);

/* Cells of the longest line as the author broke it, and of the longest word. */
void lines_measure(const char *text, size_t n, int *ret_widest, int *ret_word);

/*
 * The smallest width, up to `width`, that needs no more than n_lines lines and
 * breaks no more words; `width` if there is none.
 */
int lines_narrowest(const char *text, size_t n, size_t n_lines, int width);

#endif
