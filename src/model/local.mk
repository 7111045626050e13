noinst_LIBRARIES += src/model/libmodel.a
src_model_libmodel_a_SOURCES = \
	src/model/arch.c \
	src/model/arch.h \
	src/model/arch_kinds.c \
	src/model/attempt.h \
	src/model/catalog.c \
	src/model/catalog.h \
	src/model/diagram.c \
	src/model/diagram.h \
	src/model/doc.c \
	src/model/doc.h \
	src/model/domain.c \
	src/model/domain.h \
	src/model/facts.c \
	src/model/facts.h \
	src/model/history.h \
	src/model/hit.c \
	src/model/hit.h \
	src/model/item.c \
	src/model/item.h \
	src/model/lesson.c \
	src/model/lesson.h \
	src/model/metrics.c \
	src/model/metrics.h \
	src/model/progress.c \
	src/model/progress.h \
	src/model/resume.c \
	src/model/resume.h \
	src/model/run.h \
	src/model/trace.c \
	src/model/trace.h \
	src/model/value.c \
	src/model/value.h
