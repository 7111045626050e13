/* SPDX-License-Identifier: MIT */
/*
 * What the files of themes share: each defines one entry of themes[] (theme.c)
 * out of a palette of its own. Included by theme*.c only.
 */
#ifndef CANVAS_THEME_ENTRY_H
#define CANVAS_THEME_ENTRY_H

#include "canvas/theme.h"

#define COLOUR(rgb, c256, c16) { 0x##rgb, c256, c16 }
#define COLOUR_NONE { COLOUR_DEFAULT, COLOUR_DEFAULT, COLOUR_DEFAULT }

extern const struct theme theme_default, theme_light, theme_dark, theme_high_contrast, theme_mono;

#endif
