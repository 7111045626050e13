noinst_LIBRARIES += src/canvas/libcanvas.a
src_canvas_libcanvas_a_SOURCES = \
	src/canvas/ascii.c \
	src/canvas/ascii.h \
	src/canvas/box.c \
	src/canvas/box.h \
	src/canvas/canvas.c \
	src/canvas/canvas.h \
	src/canvas/key.c \
	src/canvas/key.h \
	src/canvas/role.c \
	src/canvas/role.h \
	src/canvas/theme.c \
	src/canvas/theme.h \
	src/canvas/theme_dark.c \
	src/canvas/theme_default.c \
	src/canvas/theme_entry.h \
	src/canvas/theme_high_contrast.c \
	src/canvas/theme_light.c \
	src/canvas/theme_mono.c
