# The simulator: each service against what AWS documents, the engine against closed forms.
EXTRA_DIST += \
	tests/fixtures/measured/LICENSE.simfaas \
	tests/fixtures/measured/README.md \
	tests/fixtures/measured/simfaas-aws-lambda-experiments.csv

# Facts are parsed, which sim/ itself never does.
check_LIBRARIES += tests/support/libsimkit.a
tests_support_libsimkit_a_SOURCES = tests/support/sim_kit.c tests/support/sim_kit.h
tests_support_libsimkit_a_CPPFLAGS = $(T_CPPFLAGS)
LIBS_SIMKIT = tests/support/libsimkit.a $(LIBS_SIM) $(LIBS_PARSE) $(CMOCKA_LIBS) -lm

# Service tables of their own, with a fake function: one that answers as it is told, one that works and fails.
FAKE_FUNCTION_SOURCES = tests/support/fake_function.c tests/support/fake_function.h
FAKE_WORKER_SOURCES = tests/support/fake_worker.c tests/support/fake_worker.h

SIM_TESTS =

SIM_TESTS += tests/sim/test_alb
tests_sim_test_alb_SOURCES = tests/sim/test_alb.c $(FAKE_FUNCTION_SOURCES)
tests_sim_test_alb_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_alb_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_apigw
tests_sim_test_apigw_SOURCES = tests/sim/test_apigw.c $(FAKE_FUNCTION_SOURCES)
tests_sim_test_apigw_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_apigw_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_apigw_lambda
tests_sim_test_apigw_lambda_SOURCES = tests/sim/test_apigw_lambda.c
tests_sim_test_apigw_lambda_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_apigw_lambda_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_apigw_limits
tests_sim_test_apigw_limits_SOURCES = tests/sim/test_apigw_limits.c $(FAKE_FUNCTION_SOURCES)
tests_sim_test_apigw_limits_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_apigw_limits_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_apigw_ws
tests_sim_test_apigw_ws_SOURCES = tests/sim/test_apigw_ws.c $(FAKE_FUNCTION_SOURCES)
tests_sim_test_apigw_ws_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_apigw_ws_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_bounds
tests_sim_test_bounds_SOURCES = tests/sim/test_bounds.c
tests_sim_test_bounds_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_bounds_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_bucket
tests_sim_test_bucket_SOURCES = tests/sim/test_bucket.c
tests_sim_test_bucket_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_bucket_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_cloudfront
tests_sim_test_cloudfront_SOURCES = tests/sim/test_cloudfront.c $(FAKE_FUNCTION_SOURCES)
tests_sim_test_cloudfront_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_cloudfront_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_dist
tests_sim_test_dist_SOURCES = tests/sim/test_dist.c
tests_sim_test_dist_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_dist_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_duration
tests_sim_test_duration_SOURCES = tests/sim/test_duration.c
tests_sim_test_duration_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_duration_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_dynamodb
tests_sim_test_dynamodb_SOURCES = tests/sim/test_dynamodb.c
tests_sim_test_dynamodb_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_dynamodb_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_eventbridge
tests_sim_test_eventbridge_SOURCES = tests/sim/test_eventbridge.c $(FAKE_WORKER_SOURCES)
tests_sim_test_eventbridge_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_eventbridge_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_eventq
tests_sim_test_eventq_SOURCES = tests/sim/test_eventq.c
tests_sim_test_eventq_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_eventq_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_fault
tests_sim_test_fault_SOURCES = tests/sim/test_fault.c
tests_sim_test_fault_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_fault_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_lambda
tests_sim_test_lambda_SOURCES = tests/sim/test_lambda.c
tests_sim_test_lambda_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_lambda_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_lambda_async
tests_sim_test_lambda_async_SOURCES = tests/sim/test_lambda_async.c
tests_sim_test_lambda_async_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_lambda_async_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_lambda_measured
tests_sim_test_lambda_measured_SOURCES = tests/sim/test_lambda_measured.c
tests_sim_test_lambda_measured_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_lambda_measured_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_lambda_theory
tests_sim_test_lambda_theory_SOURCES = tests/sim/test_lambda_theory.c
tests_sim_test_lambda_theory_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_lambda_theory_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_mapping
tests_sim_test_mapping_SOURCES = tests/sim/test_mapping.c $(FAKE_WORKER_SOURCES)
tests_sim_test_mapping_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_mapping_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_maths
tests_sim_test_maths_SOURCES = tests/sim/test_maths.c
tests_sim_test_maths_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_maths_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_random
tests_sim_test_random_SOURCES = tests/sim/test_random.c
tests_sim_test_random_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_random_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_retry
tests_sim_test_retry_SOURCES = tests/sim/test_retry.c
tests_sim_test_retry_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_retry_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_runs
tests_sim_test_runs_SOURCES = tests/sim/test_runs.c
tests_sim_test_runs_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_runs_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_s3
tests_sim_test_s3_SOURCES = tests/sim/test_s3.c
tests_sim_test_s3_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_s3_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_secrets
tests_sim_test_secrets_SOURCES = tests/sim/test_secrets.c
tests_sim_test_secrets_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_secrets_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_selection
tests_sim_test_selection_SOURCES = tests/sim/test_selection.c
tests_sim_test_selection_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_selection_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_sns
tests_sim_test_sns_SOURCES = tests/sim/test_sns.c $(FAKE_WORKER_SOURCES)
tests_sim_test_sns_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_sns_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_sqs
tests_sim_test_sqs_SOURCES = tests/sim/test_sqs.c
tests_sim_test_sqs_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_sqs_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_station
tests_sim_test_station_SOURCES = tests/sim/test_station.c
tests_sim_test_station_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_station_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_stats
tests_sim_test_stats_SOURCES = tests/sim/test_stats.c
tests_sim_test_stats_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_stats_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_stepfunctions
tests_sim_test_stepfunctions_SOURCES = tests/sim/test_stepfunctions.c
tests_sim_test_stepfunctions_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_stepfunctions_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_streams
tests_sim_test_streams_SOURCES = tests/sim/test_streams.c $(FAKE_WORKER_SOURCES)
tests_sim_test_streams_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_streams_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_trace
tests_sim_test_trace_SOURCES = tests/sim/test_trace.c
tests_sim_test_trace_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_trace_LDADD = $(LIBS_SIMKIT)

SIM_TESTS += tests/sim/test_workload
tests_sim_test_workload_SOURCES = tests/sim/test_workload.c
tests_sim_test_workload_CPPFLAGS = $(T_CPPFLAGS)
tests_sim_test_workload_LDADD = $(LIBS_SIMKIT)

check_PROGRAMS += $(SIM_TESTS)
TESTS += $(SIM_TESTS)
