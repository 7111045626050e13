EXTRA_PROGRAMS = tests/bench/bench
tests_bench_bench_SOURCES = \
	tests/bench/bench.c \
	tests/bench/generate.c \
	tests/bench/generate.h \
	tests/bench/measure.c \
	tests/bench/measure.h
tests_bench_bench_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)
tests_bench_bench_LDADD = $(LIBS_BASE) -lutil
CLEANFILES += tests/bench/bench

.PHONY: bench
bench: nephoscope tests/bench/bench
	@tests/bench/bench ./nephoscope $(srcdir)/content
