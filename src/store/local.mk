noinst_LIBRARIES += src/store/libstore.a
src_store_libstore_a_SOURCES = \
	src/store/database.c \
	src/store/database.h \
	src/store/db.c \
	src/store/db.h \
	src/store/derive.c \
	src/store/derive.h \
	src/store/journal.c \
	src/store/journal.h \
	src/store/migrate.c \
	src/store/migrate.h \
	src/store/pages.c \
	src/store/pages.h \
	src/store/report.c \
	src/store/report.h \
	src/store/salvage.c \
	src/store/search.c \
	src/store/search.h \
	src/store/store.c \
	src/store/store.h \
	src/store/words.c \
	src/store/words.h
nodist_src_store_libstore_a_SOURCES = src/store/schema.c
src_store_libstore_a_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)

# The steps of the schema, in order: each is compiled in.
SCHEMA_SQL = data/schema/001_events.sql
EXTRA_DIST += $(SCHEMA_SQL) tools/embed
CLEANFILES += src/store/schema.c
src/store/schema.c: $(SCHEMA_SQL) tools/embed
	$(AM_V_GEN)$(MKDIR_P) src/store && \
	$(SHELL) $(srcdir)/tools/embed schema_steps $(srcdir) $(SCHEMA_SQL) > $@.tmp && mv $@.tmp $@
