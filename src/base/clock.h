/* SPDX-License-Identifier: MIT */
/* The only place that asks what time it is: app and cli pass time on as an argument. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

int64_t clock_monotonic_ns(void);
int64_t clock_unix_ms(void);
int clock_utc_offset_min(void);	/* of local time, east positive */

#endif
