noinst_LIBRARIES += src/course/libcourse.a
src_course_libcourse_a_SOURCES = \
	src/course/course.h \
	src/course/include.c \
	src/course/include.h \
	src/course/items.c \
	src/course/lesson_load.c \
	src/course/link.c \
	src/course/link.h \
	src/course/open.c \
	src/course/read.c \
	src/course/read.h \
	src/course/scan.c \
	src/course/summary.c \
	src/course/summary.h
