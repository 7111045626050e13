/* SPDX-License-Identifier: MIT */
/*
 * When schedules fire: rate(5 minutes), cron(0 10 ? * MON-FRI *) with its six
 * fields, at(2026-01-31T10:00:00). Times are UTC, in seconds since 1970. Cron
 * knows * , - / ? L W # and the names of months and days, as EventBridge does.
 */
#ifndef SIM_SCHEDULE_TIME_H
#define SIM_SCHEDULE_TIME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum schedule_kind { SCHEDULE_RATE, SCHEDULE_CRON, SCHEDULE_AT };

enum { SCHEDULE_FIRST_YEAR = 1970, SCHEDULE_LAST_YEAR = 2199 };

struct schedule_time {
	enum schedule_kind kind;
	int64_t period_s;		/* of a rate */
	int64_t at_s;			/* of at() */
	uint64_t minutes;		/* sets of bits */
	uint32_t hours, months, days, weekdays;	/* days from bit 1; Sunday is weekday bit 1 */
	uint64_t years[4];		/* from 1970 */
	int last_day;			/* days before the month's last ("L-3": 3); -1 = none */
	bool is_last_weekday;		/* "LW" */
	int near_day;			/* "15W"; 0 = none */
	int last_of_weekday;		/* "6L": the last Friday; 0 = none */
	int nth_weekday, nth;		/* "3#2": the second Tuesday; 0 = none */
};

/* ERR_SYNTAX: ret_why (static) says what was expected. */
enum err schedule_time_parse(const char *text, struct schedule_time *ret, const char **ret_why);

/* The first time after after_s; a rate began to count at start_s. False when there is none. */
bool schedule_time_next(const struct schedule_time *t, int64_t start_s, int64_t after_s,
			int64_t *ret_s);

/* Days from 1970-01-01 to a date of the Gregorian calendar. */
int64_t schedule_days(int year, int month, int day);

#endif
