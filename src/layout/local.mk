noinst_LIBRARIES += src/layout/liblayout.a
src_layout_liblayout_a_SOURCES = \
	src/layout/flow.h \
	src/layout/lines.c \
	src/layout/lines.h \
	src/layout/sequence.c \
	src/layout/sequence.h \
	src/layout/sequence_blocks.c \
	src/layout/sequence_body.c \
	src/layout/sequence_columns.c \
	src/layout/sequence_heads.c \
	src/layout/sequence_message.c \
	src/layout/sequence_parts.h \
	src/layout/sequence_pen.c \
	src/layout/sequence_pen.h \
	src/layout/sequence_rows.c \
	src/layout/sequence_spans.c
