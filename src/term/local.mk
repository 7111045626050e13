noinst_LIBRARIES += src/term/libterm.a
src_term_libterm_a_SOURCES = \
	src/term/term.h \
	src/term/term_colour.c \
	src/term/term_colour.h \
	src/term/term_curses.c \
	src/term/term_keys.c \
	src/term/term_keys.h \
	src/term/term_restore.c \
	src/term/term_restore.h \
	src/term/term_version.c \
	src/term/term_version.h
src_term_libterm_a_CPPFLAGS = $(AM_CPPFLAGS) $(CURSES_CFLAGS)
