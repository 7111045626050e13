/* SPDX-License-Identifier: MIT */
/*
 * Tables to rows of any width: at their natural size where that fits, else in
 * narrower columns whose cells wrap, else each row as a record of
 * "header: value" lines.
 */
#ifndef LAYOUT_TABLE_LAYOUT_H
#define LAYOUT_TABLE_LAYOUT_H

#include "layout/rows.h"

void table_layout(struct rows *r, const struct table *t);

#endif
