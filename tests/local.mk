# Tests. Each program prints TAP; those that need cmocka or libvterm are left out without it.
TEST_LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
TEST_EXTENSIONS = .test
TMP_SOURCES = tests/support/tmp.c tests/support/tmp.h
STORE_KIT_SOURCES = tests/support/store_kit.c tests/support/store_kit.h
T_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir) $(CMOCKA_CFLAGS)
LOG_DRIVER = $(TEST_LOG_DRIVER)
AM_TESTS_ENVIRONMENT = \
	top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' LC_ALL=C.UTF-8; \
	export top_srcdir top_builddir LC_ALL;

EXTRA_DIST += tests/support/t.h tests/support/prop.h

if HAVE_CMOCKA
include tests/unit/local.mk
include tests/store/local.mk
if HAVE_VTERM
include tests/screen/local.mk
endif
endif
