/* SPDX-License-Identifier: MIT */
/*
 * Frames as files: tests/golden/NAME.txt holds the text of a frame and, below a
 * line of "=", its style map (canvas_style_map). A frame that differs fails; with
 * NEPHOSCOPE_UPDATE_GOLDEN=1 (make update-golden) the file is rewritten instead,
 * and the diff is reviewed.
 */
#ifndef TESTS_GOLDEN_GOLDEN_H
#define TESTS_GOLDEN_GOLDEN_H

#include "canvas/canvas.h"

/* As an assertion of the running test. */
void golden_canvas(const char *name, const struct canvas *c);

/* Text without styles: a transcript, a report. */
void golden_text(const char *name, const char *text);

#endif
