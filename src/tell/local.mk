noinst_LIBRARIES += src/tell/libtell.a
src_tell_libtell_a_SOURCES = \
	src/tell/figures.c \
	src/tell/figures.h \
	src/tell/follow.c \
	src/tell/follow.h \
	src/tell/matters.c \
	src/tell/matters.h \
	src/tell/sentence.c \
	src/tell/sentence.h
