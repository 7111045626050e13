EXTRA_PROGRAMS = tests/bench/bench tests/bench/simulate $(YARDSTICKS)
tests_bench_bench_SOURCES = \
	tests/bench/bench.c \
	tests/bench/generate.c \
	tests/bench/generate.h \
	tests/bench/measure.c \
	tests/bench/measure.h
tests_bench_bench_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)
tests_bench_bench_LDADD = $(LIBS_BASE) -lutil

tests_bench_simulate_SOURCES = tests/bench/measure.c tests/bench/measure.h tests/bench/simulate.c
tests_bench_simulate_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)
tests_bench_simulate_LDADD = $(LIBS_BASE) -lutil

# Yardsticks are always built with -O2: they stand for a fast program, not for this build.
YARDSTICKS = tests/bench/yardstick_faas tests/bench/yardstick_flow tests/bench/yardstick_mm1
tests_bench_yardstick_faas_SOURCES = tests/bench/yardstick.h tests/bench/yardstick_faas.c
tests_bench_yardstick_faas_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)
tests_bench_yardstick_faas_CFLAGS = $(AM_CFLAGS) -O2
tests_bench_yardstick_faas_LDADD = -lm
tests_bench_yardstick_flow_SOURCES = tests/bench/yardstick.h tests/bench/yardstick_flow.c
tests_bench_yardstick_flow_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)
tests_bench_yardstick_flow_CFLAGS = $(AM_CFLAGS) -O2
tests_bench_yardstick_flow_LDADD = -lm
tests_bench_yardstick_mm1_SOURCES = tests/bench/yardstick.h tests/bench/yardstick_mm1.c
tests_bench_yardstick_mm1_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)
tests_bench_yardstick_mm1_CFLAGS = $(AM_CFLAGS) -O2
tests_bench_yardstick_mm1_LDADD = -lm
EXTRA_DIST += tests/bench/peer_faas.py tests/bench/peer_flow.py tests/bench/peer_mm1.py
CLEANFILES += tests/bench/bench tests/bench/simulate $(YARDSTICKS)

if HAVE_CMOCKA
BENCH_ACCURACY = tests/sim/test_lambda_measured
endif

.PHONY: bench bench-sim
bench: nephoscope tests/bench/bench
	@tests/bench/bench ./nephoscope $(srcdir)/content
	@$(MAKE) --no-print-directory bench-sim

# The simulator alone.
bench-sim: nephoscope tests/bench/simulate $(YARDSTICKS) $(BENCH_ACCURACY)
	@tests/bench/simulate ./nephoscope tests/bench $(srcdir) tests/sim/test_lambda_measured
