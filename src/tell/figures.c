/* SPDX-License-Identifier: MIT */
#include "tell/figures.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Three digits, never as a power of ten. */
static void three_digits(struct buf *out, double x)
{
	int decimals = x >= 99.95 ? 0 : x >= 9.995 ? 1 : x >= 0.9995 ? 2 : 3;
	char text[48];
	size_t n;

	snprintf(text, sizeof(text), "%.*f", decimals, x);
	n = strlen(text);
	while (strchr(text, '.') && (text[n - 1] == '0' || text[n - 1] == '.')) {
		bool is_point = text[n - 1] == '.';

		text[--n] = '\0';
		if (is_point)
			break;
	}
	buf_adds(out, text);
}

void figure_time(struct buf *out, double ms)
{
	figure_time_within(out, ms, 0);
}

static void add_time(struct buf *out, double ms, double half_ms, double unit_ms, const char *unit)
{
	three_digits(out, ms / unit_ms);
	if (half_ms > 0) {
		buf_adds(out, " ± ");
		three_digits(out, half_ms / unit_ms);
	}
	buf_printf(out, " %s", unit);
}

void figure_time_within(struct buf *out, double ms, double half_ms)
{
	static const struct {
		double from_ms, ms;
		const char *unit;
	} units[] = {
		{ 2 * 86400000., 86400000, "days" },
		{ 2 * 3600000., 3600000, "h" },
		{ 10 * 60000., 60000, "min" },
		{ 1000, 1000, "s" },
	};

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		if (ms < units[i].from_ms)
			continue;
		add_time(out, ms, half_ms, units[i].ms, units[i].unit);
		return;
	}
	add_time(out, ms, half_ms, 1, "ms");
}

void figure_count(struct buf *out, double n)
{
	char digits[48];
	size_t len;

	if (n < 10 && n != floor(n)) {
		three_digits(out, n);
		return;
	}
	snprintf(digits, sizeof(digits), "%.0f", n);
	len = strlen(digits);
	for (size_t i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0 && digits[i - 1] != '-')
			buf_addc(out, ',');
		buf_addc(out, digits[i]);
	}
}

void figure_percent(struct buf *out, double percent)
{
	if (percent > 99.9 && percent < 100)
		buf_adds(out, ">99.9 %");
	else if (percent > 0 && percent < 0.1)
		buf_adds(out, "<0.1 %");
	else
		buf_printf(out, "%.1f %%", percent);
}

void figure_money(struct buf *out, double usd)
{
	if (usd >= 100)
		figure_count(out, usd);
	else if (usd >= 0.001 || usd == 0)
		three_digits(out, usd);
	else if (usd >= 1e-6)
		buf_printf(out, "%.6f", usd);
	else
		buf_adds(out, "under 0.000001");
	buf_adds(out, " USD");
}
