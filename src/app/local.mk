noinst_LIBRARIES += src/app/libapp.a
src_app_libapp_a_SOURCES = \
	src/app/app.c \
	src/app/app.h \
	src/app/config.c \
	src/app/config.h \
	src/app/finder.c \
	src/app/finder.h \
	src/app/indexer.c \
	src/app/indexer.h \
	src/app/loop.c \
	src/app/loop.h \
	src/app/palette.c \
	src/app/palette.h \
	src/app/paths.c \
	src/app/paths.h \
	src/app/perform.c \
	src/app/perform.h \
	src/app/quizzer.c \
	src/app/quizzer.h \
	src/app/reader.c \
	src/app/reader.h \
	src/app/script.c \
	src/app/script.h \
	src/app/session.c \
	src/app/session.h \
	src/app/stack.c \
	src/app/stack.h \
	src/app/watch.c \
	src/app/watch.h
