/* SPDX-License-Identifier: MIT */
#include "sim/duration.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "tests/support/prop.h"

struct good {
	const char *text;
	double value;
};

static void durations(const struct good *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		double ns = -1;

		if (duration_parse(list[i].text, NULL, &ns) != ERR_OK || fabs(ns - list[i].value) > 1e-9 * ns)
			fail_msg("\"%s\" is %.17g, not %.17g", list[i].text, ns, list[i].value);
	}
}

TEST(every_unit_of_time_has_its_spellings)
{
	static const struct good list[] = {
		{ "7ns", 7 },		{ "7us", 7e3 },		  { "7\xc2\xb5s", 7e3 },
		{ "7ms", 7e6 },		{ "7s", 7e9 },		  { "7sec", 7e9 },
		{ "1second", 1e9 },	{ "7 seconds", 7e9 },	  { "7m", 420e9 },
		{ "7min", 420e9 },	{ "1minute", 60e9 },	  { "7 minutes", 420e9 },
		{ "7h", 25200e9 },	{ "1hour", 3600e9 },	  { "7 hours", 25200e9 },
		{ "7d", 604800e9 },	{ "1 day", 86400e9 },	  { "7 days", 604800e9 },
		{ "7", 7e9 },		{ "0", 0 },		  { "0.5", 0.5e9 },
		{ ".5s", 0.5e9 },	{ "1.", 1e9 },		  { " 120 ms ", 120e6 },
		{ "1e3ms", 1e9 },	{ "1.5e-3s", 1.5e6 },	  { "3650d", 3650 * 86400e9 },
		{ "00012ms", 12e6 },	{ "0.123456789s", 123456789 },
	};

	durations(list, sizeof(list) / sizeof(*list));
}

TEST(what_is_no_duration_is_refused)
{
	static const char *const bad[] = {
		"", " ", "ms", "-1s", "- 1s", "+1s", "nan", "NaN", "inf", "-inf", "infinity", "nans",
		"0x10", "1,5s", "1_000", "1 s s", "1sx", "1xs", "1ss", "1 min 30 s", "1..2", "1.2.3", ".",
		".s", "e3", "1e", "1e+", "1MS", "1Ms", "1 ns2", "1\xc2\xb5", "\xff", "1\xff", "s1",
		"1 weeks", "1w", "1/s", "1%",
	};
	double ns = 42;

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (duration_parse(bad[i], NULL, &ns) != ERR_SYNTAX)
			fail_msg("\"%s\" was taken for %g ns", bad[i], ns);
	t_true(ns == 42);	/* nothing was set */
}

TEST(what_is_longer_than_ten_years_is_too_big)
{
	static const char *const big[] = {
		"3651d", "1e9d", "1e300s", "1e400", "1e99999999999", "99999999999999999999999999999",
		"1e308d",
	};
	double ns = 42;

	for (size_t i = 0; i < sizeof(big) / sizeof(*big); i++)
		if (duration_parse(big[i], NULL, &ns) != ERR_TOO_BIG)
			fail_msg("\"%s\" was not too big", big[i]);
	t_true(ns == 42);
	t_int(duration_parse("1e-400s", NULL, &ns), ERR_OK);
	t_true(ns == 0);
}

TEST(a_long_row_of_digits_ends)
{
	char text[5000];
	double ns = 42;

	memset(text, '9', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	t_int(duration_parse(text, NULL, &ns), ERR_TOO_BIG);
	memset(text, '0', sizeof(text) - 1);
	text[1] = '.';
	t_int(duration_parse(text, NULL, &ns), ERR_OK);
	t_true(ns == 0);
	memset(text + 2, '3', sizeof(text) - 3);
	t_int(duration_parse(text, NULL, &ns), ERR_OK);
	t_true(fabs(ns - 1e9 / 3) < 1);
}

TEST(parsing_stops_behind_the_unit_when_asked_to)
{
	const char *end;
	double ns;

	t_int(duration_parse("120ms exp", &end, &ns), ERR_OK);
	t_str(end, " exp");
	t_true(ns == 120e6);
	t_int(duration_parse("5min..7min", &end, &ns), ERR_OK);
	t_str(end, "..7min");
	t_int(duration_parse("5 then 10/s", &end, &ns), ERR_OK);	/* no unit: "then" is none */
	t_str(end, " then 10/s");
	t_true(ns == 5e9);
}

/* Whatever is printed is read as it was. */
PROP(durations_survive_printing, 2000)
{
	static const struct good units[] = {
		{ "ns", 1 }, { "us", 1e3 }, { "ms", 1e6 }, { "s", 1e9 }, { "min", 60e9 }, { "h", 3600e9 },
	};
	const struct good *u = &units[prng_below(r, 6)];
	double x = (double)prng_below(r, 1000000) / (double)(1 + prng_below(r, 1000)), ns;
	char text[64];

	if (x * u->value > (double)DURATION_MAX_NS)
		return;
	snprintf(text, sizeof(text), "%.17g%s%s", x, prng_below(r, 2) ? " " : "", u->text);
	t_int(duration_parse(text, NULL, &ns), ERR_OK);
	t_true(fabs(ns - x * u->value) <= 1e-14 * ns);
}

/* No text at all may lead anywhere but to a value in range or an error. */
PROP(any_text_gives_an_error_or_a_duration_in_range, 5000)
{
	static const char signs[] = "0123456789.eE+-xnumshd %/\xc2\xb5";
	char text[16];
	size_t n = prng_below(r, sizeof(text));
	double ns = 0, share = 0, rate = 1;

	for (size_t i = 0; i < n; i++)
		text[i] = signs[prng_below(r, sizeof(signs) - 1)];
	text[n] = '\0';
	if (duration_parse(text, NULL, &ns) == ERR_OK)
		t_true(ns >= 0 && ns <= (double)DURATION_MAX_NS);
	if (share_parse(text, &share) == ERR_OK)
		t_true(share >= 0 && share <= 1);
	if (rate_parse(text, NULL, &rate) == ERR_OK)
		t_true(rate > 0 && isfinite(rate));
}

TEST(rates_are_by_any_unit)
{
	static const struct good list[] = {
		{ "50/s", 50 },	  { "50", 50 },		{ "3/min", 0.05 },	{ "1/h", 1.0 / 3600 },
		{ "0.5/ms", 500 }, { "2 / second", 2 },	{ "1/d", 1.0 / 86400 }, { "1/us", 1e6 },
	};
	static const char *const bad[] = { "", "0/s", "0", "-1/s", "50/", "50/x", "x/s", "50//s", "nan/s",
					   "inf/s", "50/s/s", "50s" };
	double rate;

	for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++) {
		t_int(rate_parse(list[i].text, NULL, &rate), ERR_OK);
		t_true(fabs(rate / list[i].value - 1) < 1e-12);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (rate_parse(bad[i], NULL, &rate) == ERR_OK)
			fail_msg("\"%s\" was taken for a rate of %g", bad[i], rate);
}

TEST(shares_are_per_cent_or_parts_of_one)
{
	static const struct good list[] = {
		{ "1%", 0.01 }, { "1 %", 0.01 }, { "0.01", 0.01 }, { "100%", 1 }, { "0", 0 }, { "1", 1 },
		{ "0%", 0 },	{ "33.3 % ", 0.333 },
	};
	static const char *const bad[] = { "", "%", "101%", "1.1", "-1%", "1%%", "1 % x", "nan", "inf%", "1p" };
	double share;

	for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++) {
		if (share_parse(list[i].text, &share) != ERR_OK || fabs(share - list[i].value) > 1e-15)
			fail_msg("\"%s\" is %g", list[i].text, share);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (share_parse(bad[i], &share) == ERR_OK)
			fail_msg("\"%s\" was taken for a share of %g", bad[i], share);
}

TEST(sizes_are_in_powers_of_1024)
{
	static const struct good list[] = {
		{ "512", 512 }, { "512 B", 512 }, { "64 KB", 65536 }, { "6MB", 6291456 },
		{ "1 GB", 1073741824 }, { "2KiB", 2048 }, { "1.5 MiB", 1572864 }, { "0", 0 },
	};
	static const char *const bad[] = { "", "KB", "-1 KB", "1 TBx", "1 X", "1 K", "1 KBB", "nan" };
	double bytes;

	for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++)
		if (size_parse(list[i].text, &bytes) != ERR_OK || bytes != list[i].value)
			fail_msg("\"%s\" is %g", list[i].text, bytes);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (size_parse(bad[i], &bytes) == ERR_OK)
			fail_msg("\"%s\" was taken for %g bytes", bad[i], bytes);
}

PROPS(t(every_unit_of_time_has_its_spellings), t(what_is_no_duration_is_refused),
      t(what_is_longer_than_ten_years_is_too_big), t(a_long_row_of_digits_ends),
      t(parsing_stops_behind_the_unit_when_asked_to), t(durations_survive_printing),
      t(any_text_gives_an_error_or_a_duration_in_range), t(rates_are_by_any_unit),
      t(shares_are_per_cent_or_parts_of_one), t(sizes_are_in_powers_of_1024))
