UNIT_TESTS = \
	tests/unit/test_base \
	tests/unit/test_canvas \
	tests/unit/test_config \
	tests/unit/test_course \
	tests/unit/test_grade \
	tests/unit/test_key_input \
	tests/unit/test_lint \
	tests/unit/test_search \
	tests/unit/test_store
check_PROGRAMS += $(UNIT_TESTS)
TESTS += $(UNIT_TESTS)

tests_unit_test_base_SOURCES = tests/unit/test_base.c
tests_unit_test_base_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_base_LDADD = $(LIBS_BASE) $(CMOCKA_LIBS)

tests_unit_test_canvas_SOURCES = tests/unit/test_canvas.c
tests_unit_test_canvas_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_canvas_LDADD = $(LIBS_CANVAS) $(CMOCKA_LIBS) -lm

tests_unit_test_config_SOURCES = tests/unit/test_config.c $(TMP_SOURCES)
tests_unit_test_config_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_config_LDADD = src/app/libapp.a src/canvas/libcanvas.a $(LIBS_PARSE) $(CMOCKA_LIBS)

tests_unit_test_course_SOURCES = tests/unit/test_course.c $(TMP_SOURCES)
tests_unit_test_course_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_course_LDADD = $(LIBS_COURSE) $(CMOCKA_LIBS)

tests_unit_test_key_input_SOURCES = tests/unit/test_key_input.c
tests_unit_test_key_input_CPPFLAGS = $(T_CPPFLAGS) $(CURSES_CFLAGS)
tests_unit_test_key_input_LDADD = $(LIBS_TERM) $(CMOCKA_LIBS)

tests_unit_test_lint_SOURCES = tests/unit/test_lint.c $(TMP_SOURCES)
tests_unit_test_lint_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_lint_LDADD = $(LIBS_LINT) $(CMOCKA_LIBS)

tests_unit_test_grade_SOURCES = tests/unit/test_grade.c
tests_unit_test_grade_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_grade_LDADD = $(LIBS_QUIZ) $(CMOCKA_LIBS)

tests_unit_test_search_SOURCES = tests/unit/test_search.c $(TMP_SOURCES)
tests_unit_test_search_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_search_LDADD = $(LIBS_STORE) $(CMOCKA_LIBS)

tests_unit_test_store_SOURCES = tests/unit/test_store.c $(STORE_KIT_SOURCES) $(TMP_SOURCES)
tests_unit_test_store_CPPFLAGS = $(T_CPPFLAGS) $(SQLITE_CFLAGS)
tests_unit_test_store_LDADD = $(LIBS_STORE) $(CMOCKA_LIBS)
