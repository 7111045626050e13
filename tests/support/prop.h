/* SPDX-License-Identifier: MIT */
/*
 * Property tests: the body runs for many seeds; the seed of a failing run is
 * printed, and NEPHOSCOPE_PROP_SEED=N runs just that one.
 *
 *	PROP(wrapping_loses_no_text, 500)
 *	{
 *		size_t n = prng_below(r, 80);
 *		...
 *	}
 */
#ifndef TESTS_SUPPORT_PROP_H
#define TESTS_SUPPORT_PROP_H

#include <stdio.h>
#include <stdlib.h>

#include "base/prng.h"
#include "tests/support/t.h"

static uint64_t prop_seed;

static inline void prop_report(void)
{
	if (prop_seed)
		fprintf(stderr, "# last property seed: NEPHOSCOPE_PROP_SEED=%llu\n",
			(unsigned long long)prop_seed);
}

#define PROP(name, runs)                                                       \
	static void prop_##name(struct prng *r);                               \
	TEST(name)                                                             \
	{                                                                      \
		const char *only = getenv("NEPHOSCOPE_PROP_SEED");             \
		prop_report(); /* of the one before, if it failed */           \
		for (uint64_t i = 1; i <= (only ? 1 : (runs)); i++) {          \
			struct prng r;                                         \
			prop_seed = only ? strtoull(only, NULL, 10) : i;       \
			prng_init(&r, prop_seed);                              \
			prop_##name(&r);                                       \
		}                                                              \
		prop_seed = 0;                                                 \
	}                                                                      \
	static void prop_##name(struct prng *r)

/* Instead of TESTS: tells the seed at exit when a property failed. */
#define PROPS(...)                                                             \
	int main(void)                                                         \
	{                                                                      \
		const struct CMUnitTest tests[] = { __VA_ARGS__ };             \
		atexit(prop_report);                                           \
		cmocka_set_message_output(CM_OUTPUT_TAP);                      \
		return cmocka_run_group_tests(tests, NULL, NULL);              \
	}

#endif
