# The simulator: each service against what AWS documents, the engine against closed forms.
SIM_TESTS = \
	tests/sim/test_alb \
	tests/sim/test_apigw \
	tests/sim/test_apigw_lambda \
	tests/sim/test_apigw_limits \
	tests/sim/test_apigw_ws \
	tests/sim/test_bucket \
	tests/sim/test_cloudfront \
	tests/sim/test_maths \
	tests/sim/test_station
check_PROGRAMS += $(SIM_TESTS)
TESTS += $(SIM_TESTS)

# Facts are parsed, which sim/ itself never does.
check_LIBRARIES += tests/support/libsimkit.a
tests_support_libsimkit_a_SOURCES = tests/support/sim_kit.c tests/support/sim_kit.h
tests_support_libsimkit_a_CPPFLAGS = $(T_CPPFLAGS)
LIBS_SIMKIT = tests/support/libsimkit.a $(LIBS_SIM) $(LIBS_PARSE) $(CMOCKA_LIBS) -lm

# Services in front of a function, without Lambda.
SIM_FAKE = tests/support/fake_function.c tests/support/fake_function.h
tests_sim_test_alb_SOURCES = tests/sim/test_alb.c $(SIM_FAKE)
tests_sim_test_alb_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_alb_LDADD = $(LIBS_SIMKIT)
tests_sim_test_apigw_SOURCES = tests/sim/test_apigw.c $(SIM_FAKE)
tests_sim_test_apigw_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_apigw_LDADD = $(LIBS_SIMKIT)
tests_sim_test_apigw_lambda_SOURCES = tests/sim/test_apigw_lambda.c
tests_sim_test_apigw_lambda_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_apigw_lambda_LDADD = $(LIBS_SIMKIT)
tests_sim_test_apigw_limits_SOURCES = tests/sim/test_apigw_limits.c $(SIM_FAKE)
tests_sim_test_apigw_limits_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_apigw_limits_LDADD = $(LIBS_SIMKIT)
tests_sim_test_apigw_ws_SOURCES = tests/sim/test_apigw_ws.c $(SIM_FAKE)
tests_sim_test_apigw_ws_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_apigw_ws_LDADD = $(LIBS_SIMKIT)
tests_sim_test_bucket_SOURCES = tests/sim/test_bucket.c
tests_sim_test_bucket_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_bucket_LDADD = $(LIBS_SIMKIT)
tests_sim_test_cloudfront_SOURCES = tests/sim/test_cloudfront.c $(SIM_FAKE)
tests_sim_test_cloudfront_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_cloudfront_LDADD = $(LIBS_SIMKIT)
tests_sim_test_maths_SOURCES = tests/sim/test_maths.c
tests_sim_test_maths_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_maths_LDADD = $(LIBS_SIMKIT)
tests_sim_test_station_SOURCES = tests/sim/test_station.c
tests_sim_test_station_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_station_LDADD = $(LIBS_SIMKIT)
