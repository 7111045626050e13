STORE_TESTS = \
	tests/store/test_damage \
	tests/store/test_fault \
	tests/store/test_kill \
	tests/store/test_share
check_PROGRAMS += $(STORE_TESTS)
TESTS += $(STORE_TESTS)

STORE_TEST_CPPFLAGS = $(T_CPPFLAGS) $(SQLITE_CFLAGS)
STORE_TEST_LDADD = $(LIBS_STORE) $(CMOCKA_LIBS)

tests_store_test_damage_SOURCES = tests/store/test_damage.c $(STORE_KIT_SOURCES) $(TMP_SOURCES)
tests_store_test_damage_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
tests_store_test_damage_LDADD = $(STORE_TEST_LDADD)

tests_store_test_fault_SOURCES = tests/store/test_fault.c $(STORE_KIT_SOURCES) $(TMP_SOURCES)
tests_store_test_fault_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
tests_store_test_fault_LDADD = $(STORE_TEST_LDADD)

tests_store_test_kill_SOURCES = tests/store/test_kill.c $(STORE_KIT_SOURCES) $(TMP_SOURCES)
tests_store_test_kill_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
tests_store_test_kill_LDADD = $(STORE_TEST_LDADD)

tests_store_test_share_SOURCES = tests/store/test_share.c $(STORE_KIT_SOURCES) $(TMP_SOURCES)
tests_store_test_share_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
tests_store_test_share_LDADD = $(STORE_TEST_LDADD)
