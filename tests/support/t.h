/* SPDX-License-Identifier: MIT */
/*
 * The one way tests are written. A test program is
 *
 *	#include "tests/support/t.h"
 *
 *	TEST(a_name_that_says_what_holds)
 *	{
 *		t_str(buf_str(&b), "expected");
 *	}
 *
 *	TESTS(t(a_name_that_says_what_holds), ...)
 *
 * cmocka runs them and prints TAP.
 */
#ifndef TESTS_SUPPORT_T_H
#define TESTS_SUPPORT_T_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define TEST(name) static void test_##name(void **state __attribute__((unused)))
#define t(name) { #name, test_##name, NULL, NULL, NULL }
#define TESTS(...)                                                             \
	int main(void)                                                         \
	{                                                                      \
		const struct CMUnitTest tests[] = { __VA_ARGS__ };             \
		cmocka_set_message_output(CM_OUTPUT_TAP);                      \
		return cmocka_run_group_tests(tests, NULL, NULL);              \
	}

#define t_true(x) assert_true(x)
#define t_false(x) assert_false(x)
#define t_int(got, expected) assert_int_equal(got, expected)
#define t_str(got, expected) assert_string_equal(got, expected)
#define t_null(x) assert_null(x)
#define t_not_null(x) assert_non_null(x)
#define t_mem(got, expected, n) assert_memory_equal(got, expected, n)

#endif
