# The program from outside: what it prints where, and how it ends. No library is needed for these.
CLI_TESTS = \
	tests/cli/bench.sh \
	tests/cli/doctor.sh \
	tests/cli/environment.sh \
	tests/cli/facts.sh \
	tests/cli/graph.sh \
	tests/cli/hostile.sh \
	tests/cli/kill.sh \
	tests/cli/lint.sh \
	tests/cli/manual.sh \
	tests/cli/menu.sh \
	tests/cli/paths.sh \
	tests/cli/plain.sh \
	tests/cli/play.sh \
	tests/cli/quiz.sh \
	tests/cli/read.sh \
	tests/cli/search.sh \
	tests/cli/sim.sh \
	tests/cli/sim_golden.sh \
	tests/cli/streams.sh \
	tests/cli/usage.sh
dist_check_SCRIPTS += $(CLI_TESTS)
TESTS += $(CLI_TESTS)
EXTRA_DIST += tests/cli/.shellcheckrc tests/cli/lib.sh

check_PROGRAMS += tests/cli/inpty tests/cli/jsoncheck
tests_cli_inpty_SOURCES = tests/cli/inpty.c
tests_cli_inpty_LDADD = -lutil
tests_cli_jsoncheck_SOURCES = tests/cli/jsoncheck.c
tests_cli_jsoncheck_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
tests_cli_jsoncheck_LDADD = $(JANSSON_LIBS)
