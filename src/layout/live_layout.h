/* SPDX-License-Identifier: MIT */
/* Blocks that do something when their key is pressed: as they stand in a lesson. */
#ifndef LAYOUT_LIVE_LAYOUT_H
#define LAYOUT_LIVE_LAYOUT_H

#include "layout/rows.h"

/* A title line, then the picture; the messages as a list where it is too wide. */
void diagram_layout(struct rows *r, const struct block *b);

/* Live: the beginning of the question. Else all of it, without the answers. */
void question_layout(struct rows *r, const struct block *b);

#endif
