# The simulator: each service against what AWS documents, the engine against closed forms.
SIM_TESTS = \
	tests/sim/test_station \
	tests/sim/test_stepfunctions
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

tests_sim_test_stepfunctions_SOURCES = tests/sim/test_stepfunctions.c
tests_sim_test_stepfunctions_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_stepfunctions_LDADD = $(LIBS_SIMKIT)
