noinst_LIBRARIES += src/parse/libparse.a
src_parse_libparse_a_SOURCES = \
	src/parse/blocks.c \
	src/parse/blocks.h \
	src/parse/entity.c \
	src/parse/entity.h \
	src/parse/facts.c \
	src/parse/facts.h \
	src/parse/front_matter.c \
	src/parse/front_matter.h \
	src/parse/guard.c \
	src/parse/guard.h \
	src/parse/heading.c \
	src/parse/heading.h \
	src/parse/html.c \
	src/parse/html.h \
	src/parse/inlines.c \
	src/parse/inlines.h \
	src/parse/line.h \
	src/parse/live.c \
	src/parse/live.h \
	src/parse/markdown.c \
	src/parse/markdown.h \
	src/parse/mermaid.c \
	src/parse/mermaid.h \
	src/parse/mermaid_build.c \
	src/parse/mermaid_build.h \
	src/parse/mermaid_text.c \
	src/parse/mermaid_text.h \
	src/parse/question.c \
	src/parse/question.h \
	src/parse/scan.c \
	src/parse/scan.h \
	src/parse/source.h \
	src/parse/spans.c \
	src/parse/spans.h \
	src/parse/table.c \
	src/parse/table.h \
	src/parse/versions.c \
	src/parse/versions.h \
	src/parse/yaml.c \
	src/parse/yaml.h
src_parse_libparse_a_CPPFLAGS = $(AM_CPPFLAGS) $(CMARK_CFLAGS) $(YAML_CFLAGS)

# The facts about AWS: each file is compiled in, and installed to be read.
FACTS_YAML = \
	data/aws/alb.yaml \
	data/aws/apigateway.yaml \
	data/aws/cloudfront.yaml \
	data/aws/cognito.yaml \
	data/aws/dynamodb.yaml \
	data/aws/eventbridge.yaml \
	data/aws/kinesis.yaml \
	data/aws/lambda.yaml \
	data/aws/latency.yaml \
	data/aws/messaging.yaml \
	data/aws/prices.yaml \
	data/aws/s3.yaml \
	data/aws/sdk.yaml \
	data/aws/secretsmanager.yaml \
	data/aws/sns.yaml \
	data/aws/sqs.yaml \
	data/aws/stepfunctions.yaml
factsdir = $(pkgdatadir)/data/aws
dist_facts_DATA = $(FACTS_YAML)
nodist_src_parse_libparse_a_SOURCES = src/parse/facts_data.c
CLEANFILES += src/parse/facts_data.c
src/parse/facts_data.c: $(FACTS_YAML) tools/embed
	$(AM_V_GEN)$(MKDIR_P) src/parse && \
	$(SHELL) $(srcdir)/tools/embed facts_files $(srcdir) $(FACTS_YAML) > $@.tmp && mv $@.tmp $@
