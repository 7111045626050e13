PROP_TESTS = \
	tests/prop/prop_cloud \
	tests/prop/prop_flow \
	tests/prop/prop_graph \
	tests/prop/prop_sequence \
	tests/prop/prop_sim \
	tests/prop/prop_store
check_PROGRAMS += $(PROP_TESTS)
TESTS += $(PROP_TESTS)

tests_prop_prop_cloud_SOURCES = tests/prop/prop_cloud.c tests/support/graph.h
tests_prop_prop_cloud_CPPFLAGS = $(T_CPPFLAGS)
tests_prop_prop_cloud_LDADD = $(LIBS_CLOUD) $(CMOCKA_LIBS)

tests_prop_prop_flow_SOURCES = tests/prop/prop_flow.c
tests_prop_prop_flow_CPPFLAGS = $(T_CPPFLAGS)
tests_prop_prop_flow_LDADD = $(LIBS_LAYOUT) $(CMOCKA_LIBS)

tests_prop_prop_graph_SOURCES = tests/prop/prop_graph.c $(GRAPH_KIT_SOURCES)
tests_prop_prop_graph_CPPFLAGS = $(T_CPPFLAGS)
tests_prop_prop_graph_LDADD = $(LIBS_LAYOUT) $(CMOCKA_LIBS)

tests_prop_prop_sequence_SOURCES = tests/prop/prop_sequence.c $(SKETCH_SOURCES)
tests_prop_prop_sequence_CPPFLAGS = $(T_CPPFLAGS)
tests_prop_prop_sequence_LDADD = $(LIBS_LAYOUT) $(CMOCKA_LIBS)

tests_prop_prop_sim_SOURCES = tests/prop/prop_sim.c
tests_prop_prop_sim_CPPFLAGS = $(T_CPPFLAGS)
tests_prop_prop_sim_LDADD = $(LIBS_SIM) $(LIBS_PARSE) $(CMOCKA_LIBS) -lm

tests_prop_prop_store_SOURCES = tests/prop/prop_store.c $(STORE_KIT_SOURCES) $(TMP_SOURCES)
tests_prop_prop_store_CPPFLAGS = $(T_CPPFLAGS) $(SQLITE_CFLAGS)
tests_prop_prop_store_LDADD = $(LIBS_STORE) $(CMOCKA_LIBS)
