# The simulator: each service against what AWS documents, the engine against closed forms.
SIM_TESTS = \
	tests/sim/test_lambda \
	tests/sim/test_lambda_async \
	tests/sim/test_lambda_measured \
	tests/sim/test_lambda_theory \
	tests/sim/test_station
check_PROGRAMS += $(SIM_TESTS)
TESTS += $(SIM_TESTS)
EXTRA_DIST += \
	tests/fixtures/measured/LICENSE.simfaas \
	tests/fixtures/measured/README.md \
	tests/fixtures/measured/simfaas-aws-lambda-experiments.csv

# Facts are parsed, which sim/ itself never does.
check_LIBRARIES += tests/support/libsimkit.a
tests_support_libsimkit_a_SOURCES = tests/support/sim_kit.c tests/support/sim_kit.h
tests_support_libsimkit_a_CPPFLAGS = $(T_CPPFLAGS)
LIBS_SIMKIT = tests/support/libsimkit.a $(LIBS_SIM) $(LIBS_PARSE) $(CMOCKA_LIBS) -lm

tests_sim_test_lambda_SOURCES = tests/sim/test_lambda.c
tests_sim_test_lambda_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_lambda_LDADD = $(LIBS_SIMKIT)
tests_sim_test_lambda_async_SOURCES = tests/sim/test_lambda_async.c
tests_sim_test_lambda_async_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_lambda_async_LDADD = $(LIBS_SIMKIT)
tests_sim_test_lambda_measured_SOURCES = tests/sim/test_lambda_measured.c
tests_sim_test_lambda_measured_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_lambda_measured_LDADD = $(LIBS_SIMKIT)
tests_sim_test_lambda_theory_SOURCES = tests/sim/test_lambda_theory.c
tests_sim_test_lambda_theory_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_lambda_theory_LDADD = $(LIBS_SIMKIT)
tests_sim_test_station_SOURCES = tests/sim/test_station.c
tests_sim_test_station_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_station_LDADD = $(LIBS_SIMKIT)
