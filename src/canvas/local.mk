noinst_LIBRARIES += src/canvas/libcanvas.a
src_canvas_libcanvas_a_SOURCES = \
	src/canvas/ascii.h \
	src/canvas/canvas.h \
	src/canvas/key.h \
	src/canvas/role.h \
	src/canvas/theme.h
