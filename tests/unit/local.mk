UNIT_TESTS = \
	tests/unit/test_base
check_PROGRAMS += $(UNIT_TESTS)
TESTS += $(UNIT_TESTS)

tests_unit_test_base_SOURCES = tests/unit/test_base.c
tests_unit_test_base_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_base_LDADD = $(LIBS_BASE) $(CMOCKA_LIBS)
