/* SPDX-License-Identifier: MIT */
/* Code blocks to rows: indented, gently coloured, long lines continued after a "↳". */
#ifndef LAYOUT_CODE_LAYOUT_H
#define LAYOUT_CODE_LAYOUT_H

#include "layout/rows.h"

void code_layout(struct rows *r, const struct code *code);

#endif
