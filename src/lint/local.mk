noinst_LIBRARIES += src/lint/liblint.a
src_lint_liblint_a_SOURCES = \
	src/lint/lint.c \
	src/lint/lint.h \
	src/lint/rule.h \
	src/lint/rule_course.c \
	src/lint/rule_craft.c \
	src/lint/rule_diagrams.c \
	src/lint/rule_items.c \
	src/lint/rule_lessons.c \
	src/lint/rule_links.c \
	src/lint/rule_table.c \
	src/lint/template.c
