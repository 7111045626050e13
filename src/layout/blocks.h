/* SPDX-License-Identifier: MIT */
/* Lists of blocks to rows: what each kind looks like, and what stands between them. */
#ifndef LAYOUT_BLOCKS_H
#define LAYOUT_BLOCKS_H

#include "layout/rows.h"

/* Lays out b and those after it, in the container that is open in r. */
void blocks_layout(struct rows *r, const struct block *b);

#endif
