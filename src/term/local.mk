noinst_LIBRARIES += src/term/libterm.a
src_term_libterm_a_SOURCES =
src_term_libterm_a_CPPFLAGS = $(AM_CPPFLAGS) $(CURSES_CFLAGS)
