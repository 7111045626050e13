/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"
TEST(x){}
TESTS(t(x))
