/* SPDX-License-Identifier: MIT */
/*
 * However a template is written, its graph is the same: as YAML or JSON, with
 * short or long functions, with CR LF, in another order, with other names, as a nested
 * stack. Once for random templates, once for published ones.
 */
#include "tests/support/prop.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "parse/yaml.h"
#include "tests/support/graph.h"

enum { RESOURCES_MAX = 12 };

/* How a template is written. */
struct style {
	bool is_json, is_long, is_crlf, is_sub, is_list;
	const char *prefix;			/* of all names */
	size_t order[RESOURCES_MAX];
};

struct writer {
	const struct style *style;
	struct buf out;
	size_t n;				/* resources */
	const size_t *links;			/* of resource i, three others: links[3 * i ...] */
};

/* The name of resource i; names of one kind begin with one another. */
static void put_name(struct writer *w, size_t i)
{
	buf_printf(&w->out, "%sNode%zu", w->style->prefix, i);
}

/* A reference to resource i, or to its ARN, spelled as the style wants it. */
static void put_reference(struct writer *w, size_t i, bool is_arn)
{
	struct buf *b = &w->out;
	bool is_long = w->style->is_json || w->style->is_long;

	if (w->style->is_sub) {
		buf_adds(b, is_long ? "{\"Fn::Sub\": \"${" : "!Sub \"${");
		put_name(w, i);
		buf_adds(b, is_arn ? ".Arn}\"" : "}\"");
	} else if (is_arn && w->style->is_list) {
		buf_adds(b, is_long ? "{\"Fn::GetAtt\": [\"" : "!GetAtt [\"");
		put_name(w, i);
		buf_adds(b, "\", \"Arn\"]");
	} else {
		buf_adds(b, is_arn ? is_long ? "{\"Fn::GetAtt\": \"" : "!GetAtt \""
				   : is_long ? "{\"Ref\": \"" : "!Ref \"");
		put_name(w, i);
		buf_adds(b, is_arn ? ".Arn\"" : "\"");
	}
	if (is_long)
		buf_addc(b, '}');
}

/* What kind resource i is of, so that links make sense: 0 queue, 1 function, 2 table, 3 topic. */
static size_t kind_of(size_t i)
{
	return i % 4;
}

/* The resource of this kind that link says, or the first one. */
static size_t linked(const struct writer *w, size_t i, size_t link, size_t kind)
{
	size_t other = w->links[3 * i + link] / 4 * 4 + kind;

	return other < w->n ? other : kind;
}

static void put_resource(struct writer *w, size_t i)
{
	static const char *const types[] = { "AWS::SQS::Queue", "AWS::Serverless::Function",
					     "AWS::DynamoDB::Table", "AWS::SNS::Topic" };
	struct buf *b = &w->out;

	buf_adds(b, "\"");
	put_name(w, i);
	buf_printf(b, "\": {\"Type\": \"%s\", \"Properties\": {", types[kind_of(i)]);
	switch (kind_of(i)) {
	case 0:
		buf_adds(b, "\"RedrivePolicy\": {\"maxReceiveCount\": 3, \"deadLetterTargetArn\": ");
		put_reference(w, linked(w, i, 0, 0), true);
		buf_adds(b, "}");
		break;
	case 1:
		buf_adds(b, "\"Events\": {\"E\": {\"Type\": \"SQS\", \"Properties\": {\"Queue\": ");
		put_reference(w, linked(w, i, 0, 0), true);
		buf_adds(b, "}}}, \"Policies\": [{\"DynamoDBReadPolicy\": {\"TableName\": ");
		put_reference(w, linked(w, i, 1, 2), false);
		buf_adds(b, "}}], \"Environment\": {\"Variables\": {\"N\": ");
		put_reference(w, linked(w, i, 2, 3), false);
		buf_adds(b, "}}");
		break;
	case 2:
		buf_adds(b, "\"TableName\": \"t\"");
		break;
	default:
		buf_adds(b, "\"Subscription\": [{\"Protocol\": \"sqs\", \"Endpoint\": ");
		put_reference(w, linked(w, i, 0, 0), true);
		buf_adds(b, "}]");
	}
	buf_adds(b, "}}");
}

static void put_template(struct writer *w)
{
	bool is_json = w->style->is_json;

	buf_adds(&w->out, is_json ? "{\"Resources\": {\n" : "# flow maps are YAML too\nResources:\n");
	for (size_t i = 0; i < w->n; i++) {
		buf_adds(&w->out, "  ");
		put_resource(w, w->style->order[i]);
		buf_adds(&w->out, is_json && i + 1 < w->n ? ",\n" : "\n");
	}
	if (is_json)
		buf_adds(&w->out, "}}\n");
}

/* Copies text with each newline as CR LF, or as it is. */
static void add_lines(struct buf *out, const char *text, bool is_crlf)
{
	for (; *text; text++) {
		if (*text == '\n' && is_crlf)
			buf_addc(out, '\r');
		buf_addc(out, *text);
	}
}

/* The graph as text, names without their prefix. */
static char *graph_of(const char *text, const char *root, const char *prefix)
{
	struct graph_case g;
	struct buf all, plain;
	size_t n = strlen(prefix);

	buf_init(&all);
	buf_init(&plain);
	graph_load_with(&g, root, text, NULL);
	t_int(g.err, ERR_OK);
	buf_adds(&all, graph_nodes(&g));
	buf_adds(&all, graph_edges(&g));
	for (const char *p = buf_str(&all); *p; p++) {
		if (n && !strncmp(p, prefix, n))
			p += n;
		buf_addc(&plain, *p);
	}
	graph_done(&g);
	buf_done(&all);
	return buf_take(&plain);
}

static void shuffle(struct prng *r, size_t *order, size_t n)
{
	for (size_t i = 0; i < n; i++)
		order[i] = i;
	for (size_t i = n; i > 1; i--) {
		size_t k = prng_below(r, i), kept = order[i - 1];

		order[i - 1] = order[k];
		order[k] = kept;
	}
}

static char *written_graph(const struct style *style, size_t n, const size_t *links)
{
	struct writer w = { .style = style, .n = n, .links = links };
	struct buf text;
	char *graph;

	buf_init(&w.out);
	buf_init(&text);
	put_template(&w);
	add_lines(&text, buf_str(&w.out), style->is_crlf);
	graph = graph_of(buf_str(&text), NULL, style->prefix);
	buf_done(&w.out);
	buf_done(&text);
	return graph;
}

PROP(the_way_of_writing_does_not_matter, 300)
{
	static const char *const prefixes[] = { "", "Zz", "A9" };
	size_t n = 4 + prng_below(r, RESOURCES_MAX - 3), links[3 * RESOURCES_MAX];
	struct style plain = { .prefix = "" };
	char *expected, *got;

	for (size_t i = 0; i < 3 * n; i++)
		links[i] = prng_below(r, n);
	for (size_t i = 0; i < n; i++)
		plain.order[i] = i;
	expected = written_graph(&plain, n, links);
	t_true(strlen(expected) > 20);
	for (int k = 0; k < 8; k++) {
		struct style s = {
			.is_json = prng_below(r, 2), .is_long = prng_below(r, 2),
			.is_crlf = prng_below(r, 2), .is_sub = prng_below(r, 2),
			.is_list = prng_below(r, 2), .prefix = prefixes[prng_below(r, 3)],
		};

		shuffle(r, s.order, n);
		got = written_graph(&s, n, links);
		/* Sorting goes by name: with one prefix for all, the order stays. */
		t_str(got, expected);
		free(got);
	}
	free(expected);
}

static void json_string(struct buf *b, const char *s)
{
	buf_addc(b, '"');
	for (; *s; s++) {
		if (*s == '\n') {
			buf_adds(b, "\\n");
			continue;
		}
		if (*s == '\t') {
			buf_adds(b, "\\t");
			continue;
		}
		if (*s == '"' || *s == '\\')
			buf_addc(b, '\\');
		buf_addc(b, *s);
	}
	buf_addc(b, '"');
}

/* Pairs in their order, or the other way round. */
static void json_node(struct buf *b, const struct yaml_node *n, bool is_reversed);

static void json_map(struct buf *b, const struct yaml_node *n, bool is_reversed)
{
	const struct yaml_node **keys = xcalloc(n->n + 1, sizeof(const struct yaml_node *));
	size_t count = 0;

	for (const struct yaml_node *k = n->child; k; k = k->next)
		keys[count++] = k;
	buf_addc(b, '{');
	for (size_t i = 0; i < count; i++) {
		const struct yaml_node *k = keys[is_reversed ? count - 1 - i : i];

		json_string(b, k->text);
		buf_addc(b, ':');
		json_node(b, k->value, is_reversed);
		buf_adds(b, i + 1 < count ? "," : "");
	}
	buf_addc(b, '}');
	free(keys);
}

static void json_plain(struct buf *b, const struct yaml_node *n, bool is_reversed)
{
	switch (n->kind) {
	case YAML_SCALAR:
		json_string(b, n->text);
		return;
	case YAML_MAP:
		json_map(b, n, is_reversed);
		return;
	case YAML_LIST:
		break;
	}
	buf_addc(b, '[');
	for (const struct yaml_node *i = n->child; i; i = i->next) {
		json_node(b, i, is_reversed);
		buf_adds(b, i->next ? "," : "");
	}
	buf_addc(b, ']');
}

static void json_node(struct buf *b, const struct yaml_node *n, bool is_reversed)
{
	bool is_call = n->tag && n->tag[0] == '!' && n->tag[1] && n->tag[1] != '!';

	if (is_call) {
		bool is_plain = !strcmp(n->tag, "!Ref") || !strcmp(n->tag, "!Condition");

		buf_printf(b, "{\"%s%s\":", is_plain ? "" : "Fn::", n->tag + 1);
	}
	json_plain(b, n, is_reversed);
	buf_adds(b, is_call ? "}\n" : "");
}

static char *json_of(const char *text, bool is_reversed)
{
	const struct yaml_node *root = NULL;
	struct arena a;
	struct buf b;

	arena_init(&a);
	buf_init(&b);
	t_int(yaml_parse(&a, text, strlen(text), 1, NULL, &root), ERR_OK);
	json_node(&b, root, is_reversed);
	arena_done(&a);
	return buf_take(&b);
}

/* As the nested stack of a template that has nothing else. */
static char *nested_graph(const char *path, const char *root)
{
	struct buf text;
	char *graph;

	buf_init(&text);
	buf_printf(&text, "Resources: {Inner: {Type: AWS::CloudFormation::Stack, "
			  "Properties: {TemplateURL: '%s'}}}\n", path_base(path));
	graph = graph_of(buf_str(&text), root, "Inner/");
	buf_done(&text);
	return graph;
}

static void expect_twins(const char *path, const char *root)
{
	struct buf text, crlf;
	char *expected, *json, *got;

	buf_init(&text);
	buf_init(&crlf);
	t_int(file_read(path, &text, NULL), ERR_OK);
	expected = graph_of(buf_str(&text), root, "");
	for (int i = 0; i < 2; i++) {
		json = json_of(buf_str(&text), i);
		got = graph_of(json, root, "");
		t_str(got, expected);
		free(json);
		free(got);
	}
	got = nested_graph(path, root);
	t_str(got, expected);
	free(got);
	add_lines(&crlf, buf_str(&text), !strchr(buf_str(&text), '\r'));
	got = graph_of(buf_str(&crlf), root, "");
	t_str(got, expected);
	free(got);
	free(expected);
	buf_done(&text);
	buf_done(&crlf);
}

static bool is_template(const char *name)
{
	return path_has_suffix(name, ".yaml") || path_has_suffix(name, ".yml") ||
	       path_has_suffix(name, ".json");
}

/* All templates of the folders in dir; what they name lies deeper, or is no template. */
static int each_template(const char *dir)
{
	struct dirent *entry, *file;
	struct arena a;
	DIR *all = opendir(dir);
	int n = 0;

	arena_init(&a);
	t_not_null(all);
	while ((entry = readdir(all))) {
		const char *folder = path_join(&a, dir, entry->d_name);
		DIR *inner = entry->d_name[0] == '.' ? NULL : opendir(folder);

		while (inner && (file = readdir(inner))) {
			if (!is_template(file->d_name) || !strcmp(file->d_name, "api.yaml"))
				continue;
			expect_twins(path_join(&a, folder, file->d_name), folder);
			n++;
		}
		if (inner)
			closedir(inner);
	}
	closedir(all);
	arena_done(&a);
	return n;
}

TEST(published_templates_have_twins)
{
	const char *top = getenv("top_srcdir");
	struct arena a;

	arena_init(&a);
	t_true(each_template(path_join(&a, top ? top : ".", "tests/fixtures/graphs")) >= 9);
	t_true(each_template(path_join(&a, top ? top : ".", "tests/fixtures/templates")) >= 25);
	arena_done(&a);
}

PROPS(t(the_way_of_writing_does_not_matter), t(published_templates_have_twins))
