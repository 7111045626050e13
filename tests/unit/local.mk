UNIT_TESTS = \
	tests/unit/test_arch \
	tests/unit/test_base \
	tests/unit/test_canvas \
	tests/unit/test_cloud \
	tests/unit/test_cloud_nested \
	tests/unit/test_cloud_published \
	tests/unit/test_cloud_rules \
	tests/unit/test_config \
	tests/unit/test_course \
	tests/unit/test_facts \
	tests/unit/test_flow \
	tests/unit/test_grade \
	tests/unit/test_graph_layout \
	tests/unit/test_highlight \
	tests/unit/test_key_input \
	tests/unit/test_lesson_view \
	tests/unit/test_lines \
	tests/unit/test_lint \
	tests/unit/test_list_views \
	tests/unit/test_live_layout \
	tests/unit/test_markdown \
	tests/unit/test_menu_view \
	tests/unit/test_mermaid \
	tests/unit/test_pick \
	tests/unit/test_player \
	tests/unit/test_question \
	tests/unit/test_quiz_view \
	tests/unit/test_resume \
	tests/unit/test_search \
	tests/unit/test_search_view \
	tests/unit/test_sequence \
	tests/unit/test_session \
	tests/unit/test_store \
	tests/unit/test_table_layout \
	tests/unit/test_tell \
	tests/unit/test_trace \
	tests/unit/test_value \
	tests/unit/test_widgets \
	tests/unit/test_wrap \
	tests/unit/test_yaml
check_PROGRAMS += $(UNIT_TESTS)
TESTS += $(UNIT_TESTS)

tests_unit_test_arch_SOURCES = tests/unit/test_arch.c
tests_unit_test_arch_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_arch_LDADD = $(LIBS_MODEL) $(CMOCKA_LIBS)

tests_unit_test_tell_SOURCES = tests/unit/test_tell.c
tests_unit_test_tell_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_tell_LDADD = $(LIBS_TELL) $(CMOCKA_LIBS)

tests_unit_test_value_SOURCES = tests/unit/test_value.c
tests_unit_test_value_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_value_LDADD = $(LIBS_MODEL) $(CMOCKA_LIBS)

tests_unit_test_base_SOURCES = tests/unit/test_base.c
tests_unit_test_base_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_base_LDADD = $(LIBS_BASE) $(CMOCKA_LIBS)

tests_unit_test_canvas_SOURCES = tests/unit/test_canvas.c
tests_unit_test_canvas_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_canvas_LDADD = $(LIBS_CANVAS) $(CMOCKA_LIBS) -lm

tests_unit_test_cloud_SOURCES = tests/unit/test_cloud.c tests/support/graph.h $(TMP_SOURCES)
tests_unit_test_cloud_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_cloud_LDADD = $(LIBS_CLOUD) $(CMOCKA_LIBS)

tests_unit_test_cloud_nested_SOURCES = tests/unit/test_cloud_nested.c tests/support/graph.h \
	$(TMP_SOURCES)
tests_unit_test_cloud_nested_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_cloud_nested_LDADD = $(LIBS_CLOUD) $(CMOCKA_LIBS)
tests_unit_test_cloud_published_SOURCES = tests/unit/test_cloud_published.c tests/support/graph.h \
	$(TMP_SOURCES)
tests_unit_test_cloud_published_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_cloud_published_LDADD = $(LIBS_CLOUD) $(CMOCKA_LIBS)

tests_unit_test_cloud_rules_SOURCES = tests/unit/test_cloud_rules.c tests/support/graph.h
tests_unit_test_cloud_rules_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_cloud_rules_LDADD = $(LIBS_CLOUD) $(CMOCKA_LIBS)

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

tests_unit_test_pick_SOURCES = tests/unit/test_pick.c
tests_unit_test_pick_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_pick_LDADD = $(LIBS_QUIZ) $(CMOCKA_LIBS)

tests_unit_test_resume_SOURCES = tests/unit/test_resume.c tests/support/course.h
tests_unit_test_resume_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_resume_LDADD = $(LIBS_MODEL) $(CMOCKA_LIBS)

tests_unit_test_search_SOURCES = tests/unit/test_search.c $(TMP_SOURCES)
tests_unit_test_search_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_search_LDADD = $(LIBS_STORE) $(CMOCKA_LIBS)

tests_unit_test_session_SOURCES = tests/unit/test_session.c $(TMP_SOURCES)
tests_unit_test_session_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_session_LDADD = $(LIBS_APP) $(CMOCKA_LIBS)

tests_unit_test_store_SOURCES = tests/unit/test_store.c $(STORE_KIT_SOURCES) $(TMP_SOURCES)
tests_unit_test_store_CPPFLAGS = $(T_CPPFLAGS) $(SQLITE_CFLAGS)
tests_unit_test_store_LDADD = $(LIBS_STORE) $(CMOCKA_LIBS)

tests_unit_test_markdown_SOURCES = tests/unit/test_markdown.c $(BLOCK_DUMP_SOURCES)
tests_unit_test_markdown_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_markdown_LDADD = $(LIBS_PARSE) $(CMOCKA_LIBS)

tests_unit_test_mermaid_SOURCES = tests/unit/test_mermaid.c
tests_unit_test_mermaid_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_mermaid_LDADD = $(LIBS_PARSE) $(CMOCKA_LIBS)

tests_unit_test_question_SOURCES = tests/unit/test_question.c $(BLOCK_DUMP_SOURCES)
tests_unit_test_question_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_question_LDADD = $(LIBS_PARSE) $(CMOCKA_LIBS)

tests_unit_test_yaml_SOURCES = tests/unit/test_yaml.c
tests_unit_test_yaml_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_yaml_LDADD = $(LIBS_PARSE) $(CMOCKA_LIBS)

tests_unit_test_lines_SOURCES = tests/unit/test_lines.c
tests_unit_test_lines_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_lines_LDADD = $(LIBS_LAYOUT) $(CMOCKA_LIBS)

tests_unit_test_player_SOURCES = tests/unit/test_player.c $(SKETCH_SOURCES)
tests_unit_test_player_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_player_LDADD = $(LIBS_UI) $(CMOCKA_LIBS)

tests_unit_test_sequence_SOURCES = tests/unit/test_sequence.c $(SKETCH_SOURCES)
tests_unit_test_sequence_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_sequence_LDADD = $(LIBS_LAYOUT) $(CMOCKA_LIBS)

tests_unit_test_graph_layout_SOURCES = tests/unit/test_graph_layout.c $(GRAPH_KIT_SOURCES)
tests_unit_test_graph_layout_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_graph_layout_LDADD = $(LIBS_LAYOUT) $(CMOCKA_LIBS)

tests_unit_test_trace_SOURCES = tests/unit/test_trace.c $(SKETCH_SOURCES)
tests_unit_test_trace_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_trace_LDADD = $(LIBS_MODEL) $(CMOCKA_LIBS)

tests_unit_test_facts_SOURCES = tests/unit/test_facts.c
tests_unit_test_facts_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_facts_LDADD = $(LIBS_PARSE) $(CMOCKA_LIBS)

tests_unit_test_flow_SOURCES = tests/unit/test_flow.c $(FLOWS_SOURCES)
tests_unit_test_flow_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_flow_LDADD = $(LIBS_LAYOUT) $(CMOCKA_LIBS)

tests_unit_test_highlight_SOURCES = tests/unit/test_highlight.c
tests_unit_test_highlight_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_highlight_LDADD = $(LIBS_LAYOUT) $(CMOCKA_LIBS)

tests_unit_test_live_layout_SOURCES = tests/unit/test_live_layout.c $(FLOWS_SOURCES)
tests_unit_test_live_layout_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_live_layout_LDADD = $(LIBS_LAYOUT) $(CMOCKA_LIBS)

tests_unit_test_table_layout_SOURCES = tests/unit/test_table_layout.c $(FLOWS_SOURCES)
tests_unit_test_table_layout_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_table_layout_LDADD = $(LIBS_LAYOUT) $(CMOCKA_LIBS)

tests_unit_test_wrap_SOURCES = tests/unit/test_wrap.c $(FLOWS_SOURCES)
tests_unit_test_wrap_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_wrap_LDADD = $(LIBS_LAYOUT) $(CMOCKA_LIBS)

tests_unit_test_lesson_view_SOURCES = tests/unit/test_lesson_view.c $(VIEWS_SOURCES)
tests_unit_test_lesson_view_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_lesson_view_LDADD = $(LIBS_VIEWS) $(CMOCKA_LIBS)

tests_unit_test_list_views_SOURCES = tests/unit/test_list_views.c $(VIEWS_SOURCES)
tests_unit_test_list_views_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_list_views_LDADD = $(LIBS_UI) $(CMOCKA_LIBS)

tests_unit_test_menu_view_SOURCES = tests/unit/test_menu_view.c $(VIEWS_SOURCES)
tests_unit_test_menu_view_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_menu_view_LDADD = $(LIBS_UI) $(CMOCKA_LIBS)

tests_unit_test_quiz_view_SOURCES = tests/unit/test_quiz_view.c $(VIEWS_SOURCES)
tests_unit_test_quiz_view_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_quiz_view_LDADD = $(LIBS_VIEWS) $(CMOCKA_LIBS)

tests_unit_test_search_view_SOURCES = tests/unit/test_search_view.c $(VIEWS_SOURCES)
tests_unit_test_search_view_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_search_view_LDADD = $(LIBS_UI) $(CMOCKA_LIBS)

tests_unit_test_widgets_SOURCES = tests/unit/test_widgets.c
tests_unit_test_widgets_CPPFLAGS = $(T_CPPFLAGS)
tests_unit_test_widgets_LDADD = $(LIBS_UI) $(CMOCKA_LIBS)
