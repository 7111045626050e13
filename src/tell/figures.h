/* SPDX-License-Identifier: MIT */
/* Figures of a simulation as people read them: three digits and a unit, thousands apart. */
#ifndef TELL_FIGURES_H
#define TELL_FIGURES_H

#include "base/buf.h"

/* "41 ms", "1.2 s", "182 s", "38.5 min", "24 h": a larger unit only once it needs few digits. */
void figure_time(struct buf *out, double ms);
/* "33.2 ± 3.5 ms": with half of an interval in the same unit; without one when that is 0. */
void figure_time_within(struct buf *out, double ms, double half_ms);
/* "12,345"; "0.333" below ten if it is no whole number. */
void figure_count(struct buf *out, double n);
/* "99.7 %"; what is not all of it is never "100.0 %", what is something never "0.0 %". */
void figure_percent(struct buf *out, double percent);
/* "0.401 USD", "1,732 USD" */
void figure_money(struct buf *out, double usd);

#endif
