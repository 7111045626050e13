noinst_LIBRARIES += src/parse/libparse.a
src_parse_libparse_a_SOURCES = \
	src/parse/front_matter.h \
	src/parse/markdown.h \
	src/parse/mermaid.h \
	src/parse/question.h \
	src/parse/yaml.h
src_parse_libparse_a_CPPFLAGS = $(AM_CPPFLAGS) $(CMARK_CFLAGS) $(YAML_CFLAGS)
