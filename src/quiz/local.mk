noinst_LIBRARIES += src/quiz/libquiz.a
src_quiz_libquiz_a_SOURCES = \
	src/quiz/grade.c \
	src/quiz/grade.h \
	src/quiz/pick.c \
	src/quiz/pick.h
