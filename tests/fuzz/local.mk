# Fuzz targets. --enable-fuzz (CC=clang) builds them for libFuzzer; otherwise each replays its
# corpus as a test: tests/fuzz/corpus/NAME for tests/fuzz/fuzz_NAME.
FUZZ_TARGETS = \
	tests/fuzz/fuzz_cloud \
	tests/fuzz/fuzz_layout \
	tests/fuzz/fuzz_markdown \
	tests/fuzz/fuzz_mermaid \
	tests/fuzz/fuzz_question \
	tests/fuzz/fuzz_sim \
	tests/fuzz/fuzz_summary \
	tests/fuzz/fuzz_yaml
FUZZ_INCLUDES = $(AM_CPPFLAGS) -I$(srcdir)
if FUZZ
noinst_PROGRAMS += $(FUZZ_TARGETS)
FUZZ_MAIN =
FUZZ_LINK = $(AM_LDFLAGS) -fsanitize=fuzzer
else
check_PROGRAMS += $(FUZZ_TARGETS)
TESTS += $(FUZZ_TARGETS)
FUZZ_MAIN = tests/fuzz/replay.c
FUZZ_LINK = $(AM_LDFLAGS)
endif
EXTRA_DIST += tests/fuzz/replay.c

tests_fuzz_fuzz_cloud_SOURCES = tests/fuzz/fuzz_cloud.c $(FUZZ_MAIN)
tests_fuzz_fuzz_cloud_CPPFLAGS = $(FUZZ_INCLUDES)
tests_fuzz_fuzz_cloud_LDFLAGS = $(FUZZ_LINK)
tests_fuzz_fuzz_cloud_LDADD = $(LIBS_CLOUD)

tests_fuzz_fuzz_layout_SOURCES = tests/fuzz/fuzz_layout.c $(FUZZ_MAIN)
tests_fuzz_fuzz_layout_CPPFLAGS = $(FUZZ_INCLUDES)
tests_fuzz_fuzz_layout_LDFLAGS = $(FUZZ_LINK)
tests_fuzz_fuzz_layout_LDADD = src/layout/liblayout.a src/canvas/libcanvas.a $(LIBS_PARSE)

tests_fuzz_fuzz_markdown_SOURCES = tests/fuzz/fuzz_markdown.c $(BLOCK_DUMP_SOURCES) $(FUZZ_MAIN)
tests_fuzz_fuzz_markdown_CPPFLAGS = $(FUZZ_INCLUDES)
tests_fuzz_fuzz_markdown_LDFLAGS = $(FUZZ_LINK)
tests_fuzz_fuzz_markdown_LDADD = $(LIBS_PARSE)

tests_fuzz_fuzz_mermaid_SOURCES = tests/fuzz/fuzz_mermaid.c $(FUZZ_MAIN)
tests_fuzz_fuzz_mermaid_CPPFLAGS = $(FUZZ_INCLUDES)
tests_fuzz_fuzz_mermaid_LDFLAGS = $(FUZZ_LINK)
tests_fuzz_fuzz_mermaid_LDADD = $(LIBS_PARSE)

tests_fuzz_fuzz_question_SOURCES = tests/fuzz/fuzz_question.c $(BLOCK_DUMP_SOURCES) $(FUZZ_MAIN)
tests_fuzz_fuzz_question_CPPFLAGS = $(FUZZ_INCLUDES)
tests_fuzz_fuzz_question_LDFLAGS = $(FUZZ_LINK)
tests_fuzz_fuzz_question_LDADD = $(LIBS_PARSE)

tests_fuzz_fuzz_summary_SOURCES = tests/fuzz/fuzz_summary.c $(FUZZ_MAIN)
tests_fuzz_fuzz_summary_CPPFLAGS = $(FUZZ_INCLUDES)
tests_fuzz_fuzz_summary_LDFLAGS = $(FUZZ_LINK)
tests_fuzz_fuzz_summary_LDADD = $(LIBS_COURSE)

tests_fuzz_fuzz_yaml_SOURCES = tests/fuzz/fuzz_yaml.c $(FUZZ_MAIN)
tests_fuzz_fuzz_yaml_CPPFLAGS = $(FUZZ_INCLUDES)
tests_fuzz_fuzz_yaml_LDFLAGS = $(FUZZ_LINK)
tests_fuzz_fuzz_yaml_LDADD = $(LIBS_PARSE)

tests_fuzz_fuzz_sim_SOURCES = tests/fuzz/fuzz_sim.c $(FUZZ_MAIN)
tests_fuzz_fuzz_sim_CPPFLAGS = $(FUZZ_INCLUDES)
tests_fuzz_fuzz_sim_LDFLAGS = $(FUZZ_LINK)
tests_fuzz_fuzz_sim_LDADD = $(LIBS_SIM) $(LIBS_PARSE) -lm
