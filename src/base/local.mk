noinst_LIBRARIES += src/base/libbase.a
src_base_libbase_a_SOURCES = \
	src/base/arena.c \
	src/base/arena.h \
	src/base/buf.c \
	src/base/buf.h \
	src/base/clock.c \
	src/base/clock.h \
	src/base/decimal.c \
	src/base/decimal.h \
	src/base/diag.c \
	src/base/diag.h \
	src/base/embedded.h \
	src/base/err.c \
	src/base/err.h \
	src/base/file.c \
	src/base/file.h \
	src/base/glob.c \
	src/base/glob.h \
	src/base/path.c \
	src/base/path.h \
	src/base/prng.c \
	src/base/prng.h \
	src/base/suggest.c \
	src/base/suggest.h \
	src/base/utf8.c \
	src/base/utf8.h \
	src/base/uuid.c \
	src/base/uuid.h \
	src/base/vec.h \
	src/base/xalloc.c \
	src/base/xalloc.h
src_base_libbase_a_CPPFLAGS = $(AM_CPPFLAGS) $(UTF8PROC_CFLAGS)
