/* SPDX-License-Identifier: MIT */
#include "cli/today.h"

#include <time.h>

#include "base/clock.h"

const char *today_month(char out[TODAY_BYTES])
{
	time_t now = (time_t)(clock_unix_ms() / 1000);
	struct tm day;

	gmtime_r(&now, &day);
	strftime(out, TODAY_BYTES, "%Y-%m", &day);
	return out;
}
