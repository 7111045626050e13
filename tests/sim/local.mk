# The simulator: each service against what AWS documents, the engine against closed forms.
SIM_TESTS = \
	tests/sim/test_eventbridge \
	tests/sim/test_mapping \
	tests/sim/test_sns \
	tests/sim/test_sqs \
	tests/sim/test_station \
	tests/sim/test_streams
check_PROGRAMS += $(SIM_TESTS)
TESTS += $(SIM_TESTS)

# Facts are parsed, which sim/ itself never does.
check_LIBRARIES += tests/support/libsimkit.a
tests_support_libsimkit_a_SOURCES = tests/support/sim_kit.c tests/support/sim_kit.h
tests_support_libsimkit_a_CPPFLAGS = $(T_CPPFLAGS)
LIBS_SIMKIT = tests/support/libsimkit.a $(LIBS_SIM) $(LIBS_PARSE) $(CMOCKA_LIBS) -lm

tests_sim_test_station_SOURCES = tests/sim/test_station.c
tests_sim_test_station_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_station_LDADD = $(LIBS_SIMKIT)

# Tests of what invokes functions bring a service table of their own, with a fake function.
FAKE_FUNCTION_SOURCES = tests/support/fake_function.c tests/support/fake_function.h

tests_sim_test_eventbridge_SOURCES = tests/sim/test_eventbridge.c $(FAKE_FUNCTION_SOURCES)
tests_sim_test_eventbridge_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_eventbridge_LDADD = $(LIBS_SIMKIT)

tests_sim_test_mapping_SOURCES = tests/sim/test_mapping.c $(FAKE_FUNCTION_SOURCES)
tests_sim_test_mapping_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_mapping_LDADD = $(LIBS_SIMKIT)

tests_sim_test_sns_SOURCES = tests/sim/test_sns.c $(FAKE_FUNCTION_SOURCES)
tests_sim_test_sns_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_sns_LDADD = $(LIBS_SIMKIT)

tests_sim_test_sqs_SOURCES = tests/sim/test_sqs.c
tests_sim_test_sqs_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_sqs_LDADD = $(LIBS_SIMKIT)

tests_sim_test_streams_SOURCES = tests/sim/test_streams.c $(FAKE_FUNCTION_SOURCES)
tests_sim_test_streams_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_streams_LDADD = $(LIBS_SIMKIT)
