noinst_LIBRARIES += src/layout/liblayout.a
src_layout_liblayout_a_SOURCES = \
	src/layout/flow.h \
	src/layout/sequence.h
