# Tests. Each program prints TAP; those that need cmocka or libvterm are left out without it.
TEST_LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
TEST_EXTENSIONS = .test
TMP_SOURCES = tests/support/tmp.c tests/support/tmp.h
BLOCK_DUMP_SOURCES = tests/support/block_dump.c tests/support/block_dump.h
GRAPH_KIT_SOURCES = tests/support/graph_kit.c tests/support/graph_kit.h
SKETCH_SOURCES = tests/support/sketch.c tests/support/sketch.h
STORE_KIT_SOURCES = tests/support/fault_vfs.c tests/support/fault_vfs.h tests/support/store_kit.c \
	tests/support/store_kit.h
FLOWS_SOURCES = tests/support/blocks.h tests/support/flows.h
VIEWS_SOURCES = tests/support/course.h tests/support/lesson.h tests/support/views.h
# Views on documents that were parsed, which views themselves never do.
LIBS_VIEWS = $(LIBS_UI) $(LIBS_PARSE)
T_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir) $(CMOCKA_CFLAGS)
LOG_DRIVER = $(TEST_LOG_DRIVER)
LOG_COMPILER = $(SHELL) $(top_srcdir)/tests/support/tap.sh
AM_TESTS_ENVIRONMENT = \
	top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' LC_ALL=C.UTF-8; \
	export top_srcdir top_builddir LC_ALL;

EXTRA_DIST += tests/support/calls.h tests/support/t.h tests/support/prop.h tests/support/tap.sh

include tests/cli/local.mk
include tests/fuzz/local.mk
include tests/content/local.mk

if HAVE_CMOCKA
include tests/unit/local.mk
include tests/sim/local.mk
include tests/golden/local.mk
include tests/prop/local.mk
include tests/store/local.mk
if HAVE_VTERM
include tests/screen/local.mk
endif
endif

# Rewrites the frames in tests/golden; what changed is reviewed with the code that changed it.
.PHONY: update-golden
update-golden: $(GOLDEN_TESTS)
	for t in $(GOLDEN_TESTS); do \
		top_srcdir='$(abs_top_srcdir)' NEPHOSCOPE_UPDATE_GOLDEN=1 LC_ALL=C.UTF-8 ./$$t || exit 1; \
	done
