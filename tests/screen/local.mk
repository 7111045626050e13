SCREEN_TESTS = \
	tests/screen/test_app \
	tests/screen/test_term
check_PROGRAMS += $(SCREEN_TESTS) tests/screen/show
TESTS += $(SCREEN_TESTS)

check_LIBRARIES += tests/support/libpty.a
tests_support_libpty_a_SOURCES = tests/support/pty.c tests/support/pty.h
tests_support_libpty_a_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir) $(VTERM_CFLAGS)

tests_screen_show_SOURCES = tests/screen/show.c
tests_screen_show_LDADD = $(LIBS_TERM)

tests_screen_test_term_SOURCES = tests/screen/test_term.c $(TMP_SOURCES)
tests_screen_test_term_CPPFLAGS = $(T_CPPFLAGS)
tests_screen_test_term_LDADD = tests/support/libpty.a $(LIBS_CANVAS) $(CMOCKA_LIBS) $(VTERM_LIBS) -lutil

tests_screen_test_app_SOURCES = tests/screen/test_app.c $(TMP_SOURCES)
tests_screen_test_app_CPPFLAGS = $(T_CPPFLAGS)
tests_screen_test_app_LDADD = tests/support/libpty.a $(LIBS_BASE) $(CMOCKA_LIBS) $(VTERM_LIBS) -lutil
