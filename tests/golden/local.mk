GOLDEN_TESTS = \
	tests/golden/golden_graph \
	tests/golden/golden_player \
	tests/golden/golden_sequence \
	tests/golden/golden_views
GOLDEN_SOURCES = tests/golden/golden.c tests/golden/golden.h
check_PROGRAMS += $(GOLDEN_TESTS)
TESTS += $(GOLDEN_TESTS)

tests_golden_golden_graph_SOURCES = tests/golden/golden_graph.c $(GOLDEN_SOURCES) $(GRAPH_KIT_SOURCES)
tests_golden_golden_graph_CPPFLAGS = $(T_CPPFLAGS)
tests_golden_golden_graph_LDADD = $(LIBS_LAYOUT) $(CMOCKA_LIBS)

tests_golden_golden_player_SOURCES = tests/golden/golden_player.c $(GOLDEN_SOURCES) $(SKETCH_SOURCES)
tests_golden_golden_player_CPPFLAGS = $(T_CPPFLAGS)
tests_golden_golden_player_LDADD = $(LIBS_UI) $(CMOCKA_LIBS)

tests_golden_golden_sequence_SOURCES = tests/golden/golden_sequence.c $(GOLDEN_SOURCES) $(SKETCH_SOURCES)
tests_golden_golden_sequence_CPPFLAGS = $(T_CPPFLAGS)
tests_golden_golden_sequence_LDADD = $(LIBS_LAYOUT) $(CMOCKA_LIBS)

tests_golden_golden_views_SOURCES = tests/golden/golden_views.c $(GOLDEN_SOURCES) $(VIEWS_SOURCES)
tests_golden_golden_views_CPPFLAGS = $(T_CPPFLAGS)
tests_golden_golden_views_LDADD = $(LIBS_VIEWS) $(CMOCKA_LIBS)
