/* SPDX-License-Identifier: MIT */
#include "parse/facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "tests/support/t.h"

/* Facts from texts, with what was said about them. */
struct loaded {
	struct diag_list diags;
	struct facts *facts;
	enum err err;
};

static void load(struct loaded *l, const struct embedded *files, int n)
{
	*l = (struct loaded){ 0 };
	diag_list_init(&l->diags);
	l->err = facts_parse(files, n, &l->facts, &l->diags);
}

static void done(struct loaded *l)
{
	diag_list_done(&l->diags);
	facts_free(l->facts);
}

#define SOURCES "sources:\n  page:\n    title: A page\n    url: https://example.org/page\nfacts:\n"
enum { FIRST_LINE = 6 };	/* of what follows SOURCES */

#define FACT(name, fields) "  " name ":\n    about: It is so.\n    source: page\n" fields
#define VALUE(text) "    value: " text "\n"

/* Expects one diagnostic about the facts in text (below SOURCES), and its severity to count. */
static void complains(const char *text, enum diag_severity severity, int line, const char *rule,
		      const char *words)
{
	char *whole = malloc(sizeof(SOURCES) + strlen(text));
	struct embedded file = { "x.yaml", whole };
	const struct diag *g;
	struct loaded l;

	strcat(strcpy(whole, SOURCES), text);
	load(&l, &file, 1);
	t_int(l.diags.n, 1);
	g = &l.diags.items[0];
	t_int(g->severity, severity);
	t_str(g->file, "x.yaml");
	t_int(g->line, line);
	t_str(g->rule, rule);
	if (!strstr(g->text, words))
		t_str(g->text, words);
	t_int(l.err, severity == DIAG_ERROR ? ERR_SYNTAX : ERR_OK);
	done(&l);
	free(whole);
}

static void refuses(const char *text, int line, const char *rule, const char *words)
{
	complains(text, DIAG_ERROR, line, rule, words);
}

/* Facts in text (below SOURCES) that have nothing wrong. */
static void accepts(struct loaded *l, const char *text)
{
	char *whole = malloc(sizeof(SOURCES) + strlen(text));
	struct embedded file = { "x.yaml", whole };

	strcat(strcpy(whole, SOURCES), text);
	load(l, &file, 1);
	t_int(l->diags.n, 0);
	t_int(l->err, ERR_OK);
	free(whole);
}

TEST(a_fact_is_all_that_its_file_says)
{
	struct loaded l;
	const struct fact *f;

	accepts(&l, FACT("lambda.timeout.default", VALUE("3 s") "    since: 2014-11\n"
						   "    lesson: lambda-overview\n"));
	f = facts_find(l.facts, "lambda.timeout.default");
	t_not_null(f);
	t_str(f->about, "It is so.");
	t_str(f->unit, "s");
	t_str(f->since, "2014-11");
	t_str(f->source, "A page");
	t_str(f->url, "https://example.org/page");
	t_str(f->lesson, "lambda-overview");
	t_str(f->file, "x.yaml");
	t_int(f->line, FIRST_LINE);
	t_int(f->confidence, FACT_DOCUMENTED);
	t_int(f->shape, FACT_FIXED);
	t_true(f->value[PROFILE_AWS_2026] == 3);
	done(&l);
}

TEST(facts_are_found_by_name_in_any_order_of_files)
{
	static const struct embedded files[] = {
		{ "b.yaml", SOURCES FACT("b.y", VALUE("2 s")) FACT("b.x", VALUE("3 s")) },
		{ "a.yaml", SOURCES FACT("a.z", VALUE("1 s")) FACT("b-c.x", VALUE("4 s")) },
	};
	struct loaded l;

	load(&l, files, 2);
	t_int(l.err, ERR_OK);
	t_int(l.facts->n, 4);
	t_str(l.facts->list[0].name, "a.z");
	t_true(facts_value(l.facts, PROFILE_AWS_2026, "b.y") == 2);
	t_true(facts_value(l.facts, PROFILE_AWS_2026, "b.x") == 3);
	t_true(facts_value(l.facts, PROFILE_AWS_2026, "b-c.x") == 4);
	t_null(facts_find(l.facts, "b"));
	t_null(facts_find(l.facts, "b.xx"));
	t_null(facts_find(l.facts, ""));
	done(&l);
}

TEST(no_facts_at_all_are_fine)
{
	struct loaded l;

	load(&l, NULL, 0);
	t_int(l.err, ERR_OK);
	t_int(l.facts->n, 0);
	t_null(facts_find(l.facts, "a.b"));
	done(&l);
	facts_free(NULL);
}

TEST(profiles_differ_only_where_the_file_says_so)
{
	struct loaded l;
	const struct fact *f;

	accepts(&l, FACT("a.same", VALUE("5 s") "    p99: 9\n")
		FACT("a.number", VALUE("1000 environments") "    aws-2023: 500\n")
		FACT("a.map", VALUE("5 ms") "    p90: 7\n    p99: 9\n"
			      "    aws-2023: { value: 50, p99: 90 }\n"));
	f = facts_find(l.facts, "a.same");
	t_true(f->value[PROFILE_AWS_2023] == 5 && f->p99[PROFILE_AWS_2023] == 9);
	t_true(facts_value(l.facts, PROFILE_AWS_2026, "a.number") == 1000);
	t_true(facts_value(l.facts, PROFILE_AWS_2023, "a.number") == 500);
	f = facts_find(l.facts, "a.map");
	t_true(f->p90[PROFILE_AWS_2026] == 7 && f->p99[PROFILE_AWS_2026] == 9);
	t_true(f->value[PROFILE_AWS_2023] == 50);
	t_true(f->p90[PROFILE_AWS_2023] == 0 && f->p99[PROFILE_AWS_2023] == 90);
	done(&l);
}

TEST(profiles_have_names)
{
	enum facts_profile p = PROFILE_AWS_2026;

	t_true(facts_profile_find("aws-2023", &p));
	t_int(p, PROFILE_AWS_2023);
	t_true(facts_profile_find("aws-2026", &p));
	t_int(p, PROFILE_AWS_2026);
	t_false(facts_profile_find("aws-2020", &p));
	t_str(facts_profile_name(PROFILE_AWS_2023), "aws-2023");
}

TEST(times_are_nanoseconds_whatever_their_unit)
{
	struct loaded l;

	accepts(&l, FACT("a.ns", VALUE("7 ns")) FACT("a.us", VALUE("0.3 us"))
		FACT("a.ms", VALUE("3.5 ms")) FACT("a.s", VALUE("29 s"))
		FACT("a.min", VALUE("15 min")) FACT("a.h", VALUE("24 h"))
		FACT("a.d", VALUE("365 d") "    aws-2023: 1\n"));
	t_int(facts_ns(l.facts, PROFILE_AWS_2026, "a.ns"), 7);
	t_int(facts_ns(l.facts, PROFILE_AWS_2026, "a.us"), 300);
	t_int(facts_ns(l.facts, PROFILE_AWS_2026, "a.ms"), 3500000);
	t_int(facts_ns(l.facts, PROFILE_AWS_2026, "a.s"), INT64_C(29000000000));
	t_int(facts_ns(l.facts, PROFILE_AWS_2026, "a.min"), INT64_C(900000000000));
	t_int(facts_ns(l.facts, PROFILE_AWS_2026, "a.h"), INT64_C(86400000000000));
	t_int(facts_ns(l.facts, PROFILE_AWS_2026, "a.d"), INT64_C(31536000000000000));
	t_int(facts_ns(l.facts, PROFILE_AWS_2023, "a.d"), INT64_C(86400000000000));
	t_true(fact_unit_ns("bytes") == 0);
	t_true(fact_unit_ns("m") == 0);
	done(&l);
}

TEST(percentiles_make_a_lognormal_time)
{
	struct loaded l;

	accepts(&l, FACT("a.p90", VALUE("5 ms") "    p90: 7\n")
		FACT("a.p99", VALUE("5 ms") "    p99: 5\n")
		FACT("a.exp", VALUE("5 ms") "    shape: exp\n")
		FACT("a.said", VALUE("5 ms") "    p99: 7\n    shape: lognormal\n"));
	t_int(facts_find(l.facts, "a.p90")->shape, FACT_LOGNORMAL);
	t_int(facts_find(l.facts, "a.p99")->shape, FACT_LOGNORMAL);
	t_int(facts_find(l.facts, "a.exp")->shape, FACT_EXP);
	t_int(facts_find(l.facts, "a.said")->shape, FACT_LOGNORMAL);
	done(&l);
}

TEST(a_fact_is_as_sure_as_its_source_unless_it_says_otherwise)
{
	static const struct embedded file = {
		"x.yaml", "sources:\n  blog: { title: A blog, confidence: secondary }\nfacts:\n"
			  "  a.b: { about: A., value: 1 s, source: blog }\n"
			  "  a.c: { about: A., value: 1 s, source: blog, confidence: measured }\n"
			  "  a.d: { about: A., value: 1 s, source: blog, confidence: assumption }\n"
			  "  a.e: { about: A., value: 1 s, confidence: assumption }\n",
	};
	struct loaded l;

	load(&l, &file, 1);
	t_int(l.diags.n, 0);
	t_int(facts_find(l.facts, "a.b")->confidence, FACT_SECONDARY);
	t_int(facts_find(l.facts, "a.c")->confidence, FACT_MEASURED);
	t_int(facts_find(l.facts, "a.d")->confidence, FACT_ASSUMPTION);
	t_str(facts_find(l.facts, "a.d")->source, "A blog");
	t_str(facts_find(l.facts, "a.d")->url, "");
	t_int(facts_find(l.facts, "a.e")->confidence, FACT_ASSUMPTION);
	t_str(facts_find(l.facts, "a.e")->source, "");
	done(&l);
}

#define GOOD FACT("good.fact", VALUE("1 s"))
enum { SECOND = FIRST_LINE + 4 };	/* the line behind GOOD */

TEST(what_is_missing_is_told_with_its_place)
{
	refuses(GOOD "  a.b:\n    value: 1 s\n    source: page\n", SECOND, "missing-field",
		"no about");
	refuses(GOOD FACT("a.b", ""), SECOND, "missing-field", "no value");
	refuses(GOOD FACT("a.b", VALUE("1")), SECOND + 3, "missing-field", "no unit");
	refuses(GOOD FACT("a.b", "    value: \"1 \"\n"), SECOND + 3, "missing-field", "no unit");
	refuses(GOOD "  a.b:\n    about: It is so.\n    value: 1 s\n", SECOND, "missing-field",
		"no source");
	refuses(GOOD "  a.b:\n    about: It is so.\n    value: 1 s\n    confidence: measured\n",
		SECOND, "missing-field", "no source");
	refuses(GOOD FACT("a.b", VALUE("1 s") "    aws-2023: { p99: 3 }\n"), SECOND,
		"missing-field", "no value");
	refuses(GOOD FACT("a.b", VALUE("1 s") "    lesson: [x]\n"), SECOND + 4, "bad-value",
		"the lesson of a.b is no text");
}

TEST(numbers_are_digits)
{
	static const char *const bad[] = {
		"x s", "1,000 s", "1e3 s", "-1 s", "+1 s", ".5 s", "5. s", "0x10 s", "nan s",
		"inf s", "1.2.3 s", "1_000 s", "one s", "1s each",
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		char text[200];

		snprintf(text, sizeof(text), FACT("a.b", VALUE("%s")), bad[i]);
		refuses(text, FIRST_LINE + 3, "bad-number", "no number");
	}
	refuses(FACT("a.b", VALUE("12345678901234567 s")), FIRST_LINE + 3, "bad-number",
		"too many digits");
	refuses(FACT("a.b", VALUE("1 s") "    aws-2023: 2 s\n"), FIRST_LINE + 4, "bad-number",
		"the value of a.b is no number");
	refuses(FACT("a.b", VALUE("1 s") "    p99: x\n"), FIRST_LINE + 4, "bad-number", "the p99");
}

TEST(percentiles_have_an_order)
{
	refuses(FACT("a.b", VALUE("5 ms") "    p90: 4\n"), FIRST_LINE, "bad-number", "order");
	refuses(FACT("a.b", VALUE("5 ms") "    p90: 9\n    p99: 8\n"), FIRST_LINE, "bad-number",
		"order");
	refuses(FACT("a.b", VALUE("5 ms") "    p99: 8\n    aws-2023: { value: 9, p99: 8 }\n"),
		FIRST_LINE, "bad-number", "order");
}

TEST(shapes_fit_what_is_given)
{
	refuses(FACT("a.b", VALUE("5 ms") "    shape: lognormal\n"), FIRST_LINE, "bad-value",
		"without percentiles");
	refuses(FACT("a.b", VALUE("5 ms") "    p99: 8\n    shape: fixed\n"), FIRST_LINE,
		"bad-value", "has percentiles");
	refuses(FACT("a.b", VALUE("5 bytes") "    p99: 8\n"), FIRST_LINE, "bad-value",
		"no unit of time");
	refuses(FACT("a.b", VALUE("5 ms") "    shape: normal\n"), FIRST_LINE + 4, "bad-value",
		"no shape \"normal\"");
}

TEST(words_and_dates_that_mean_nothing_are_refused)
{
	static const char *const bad_dates[] = { "23", "2023-1", "2023/11", "Nov", "20231125" };

	refuses(FACT("a.b", VALUE("1 s") "    confidence: sure\n"), FIRST_LINE + 4, "bad-value",
		"no confidence \"sure\"");
	for (size_t i = 0; i < sizeof(bad_dates) / sizeof(*bad_dates); i++) {
		char text[200];

		snprintf(text, sizeof(text), FACT("a.b", VALUE("1 s") "    since: %s\n"),
			 bad_dates[i]);
		refuses(text, FIRST_LINE + 4, "bad-value", "no date");
	}
}

TEST(an_unknown_field_is_told_with_the_nearest)
{
	complains(FACT("a.b", VALUE("1 s") "    lessons: x\n"), DIAG_WARNING, FIRST_LINE + 4,
		  "unknown-field", "lessons");
	complains(FACT("a.b", VALUE("1 s") "    aws-2023: { value: 1, p50: 2 }\n"), DIAG_WARNING,
		  FIRST_LINE + 4, "unknown-field", "p50");
}

TEST(sources_are_checked)
{
	static const struct embedded bad[] = {
		{ "no-title", "sources:\n  p: { url: https://x.org }\nfacts:\n"
			      "  a.b: { about: A., value: 1 s, source: p }\n" },
		{ "no-address", "sources:\n  p: { title: A, url: x.org }\nfacts:\n"
				"  a.b: { about: A., value: 1 s, source: p }\n" },
		{ "typo", "sources:\n  page: { title: A }\nfacts:\n"
			  "  a.a: { about: A., value: 1 s, source: page }\n"
			  "  a.b: { about: A., value: 1 s, source: pege }\n" },
		{ "unused", "sources:\n  p: { title: A }\nfacts:\n"
			    "  a.b: { about: A., value: 1 s, confidence: assumption }\n" },
		{ "no-sources", "facts:\n"
				"  a.b: { about: A., value: 1 s, confidence: assumption }\n" },
		{ "no-facts", "sources: {}\nfacts: [a.b]\n" },
		{ "no-map", "sources: {}\nfacts:\n  a.b: 3\n" },
		{ "no-yaml", "sources: {}\nfacts: {\n" },
	};
	static const char *const rules[] = {
		"missing-field", "bad-value", "unknown-source", "unused-source", "missing-field",
		"missing-field", "bad-value", "yaml-syntax",
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct loaded l;

		load(&l, &bad[i], 1);
		t_int(l.diags.n, 1);
		t_str(l.diags.items[0].file, bad[i].name);
		t_str(l.diags.items[0].rule, rules[i]);
		t_int(l.err, l.diags.n_errors ? ERR_SYNTAX : ERR_OK);
		if (!strcmp(bad[i].name, "typo"))
			t_str(l.diags.items[0].hint, "did you mean \"page\"?");
		done(&l);
	}
}

TEST(names_have_a_service_and_a_topic)
{
	static const char *const bad[] = {
		"lambda", "Lambda.x", "lambda..x", "lambda.", "a b.c", "a_b.c",
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		char text[200];

		snprintf(text, sizeof(text), FACT("%s", VALUE("1 s")), bad[i]);
		refuses(text, FIRST_LINE, "bad-name", bad[i]);
	}
	refuses(FACT("\".a\"", VALUE("1 s")), FIRST_LINE, "bad-name", ".a");
}

TEST(a_name_is_there_once)
{
	static const struct embedded files[] = {
		{ "a.yaml", SOURCES FACT("x.y", VALUE("1 s")) },
		{ "b.yaml", SOURCES FACT("x.z", VALUE("1 s")) FACT("x.y", VALUE("2 s")) },
	};
	struct loaded l;

	load(&l, files, 2);
	t_int(l.err, ERR_SYNTAX);
	t_int(l.diags.n, 1);
	t_str(l.diags.items[0].file, "b.yaml");
	t_int(l.diags.items[0].line, SECOND);
	t_str(l.diags.items[0].rule, "duplicate-fact");
	t_not_null(strstr(l.diags.items[0].text, "a.yaml:6"));
	done(&l);
	complains(FACT("x.y", VALUE("1 s")) FACT("x.y", VALUE("2 s")), DIAG_WARNING, SECOND,
		  "duplicate-key", "x.y");
}

TEST(mistakes_need_no_listener)
{
	static const struct embedded file = { "x.yaml", SOURCES FACT("lambda", "    valu: 1 s\n") };
	struct facts *facts = NULL;

	t_int(facts_parse(&file, 1, &facts, NULL), ERR_SYNTAX);
	t_null(facts);
}

TEST(a_name_is_below_what_it_begins_with)
{
	t_true(fact_is_below("lambda.async.retries", "lambda"));
	t_true(fact_is_below("lambda.async.retries", "lambda.async"));
	t_true(fact_is_below("lambda.async", "lambda.async"));
	t_false(fact_is_below("lambda.asynchronous", "lambda.async"));
	t_false(fact_is_below("lambda", "lambda.async"));
	t_false(fact_is_below("lambda.async", ""));
}

static void prints(double x, const char *expected)
{
	struct buf out;

	buf_init(&out);
	decimal_print(&out, x);
	t_str(buf_str(&out), expected);
	buf_done(&out);
}

TEST(numbers_are_printed_as_they_were_written)
{
	static const char *const texts[] = {
		"0", "7", "0.5", "0.7", "3.5", "999", "0.0000166667", "0.000000014", "0.0225",
		"120.25",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		double x = -1;

		t_int(decimal_parse(texts[i], &x), ERR_OK);
		prints(x, texts[i]);
	}
	prints(1000, "1,000");
	prints(10485760, "10,485,760");
	prints(53687091200000, "53,687,091,200,000");
	prints(1234567.25, "1,234,567.25");
	prints(0.9999999999999, "1");
	prints(999.9999999999999, "1,000");
}

TEST(numbers_are_read_as_the_compiler_reads_them)
{
	double x = -1;

	t_int(decimal_parse("0.0000166667", &x), ERR_OK);
	t_true(x == 0.0000166667);
	t_int(decimal_parse("0.1", &x), ERR_OK);
	t_true(x == 0.1);
	t_int(decimal_parse("123456789012345", &x), ERR_OK);
	t_true(x == 123456789012345.0);
	t_int(decimal_parse("000.000000000000000000001", &x), ERR_OK);
	t_true(x == 0.000000000000000000001);
	x = 5;
	t_int(decimal_parse("1234567890123456", &x), ERR_TOO_BIG);
	t_int(decimal_parse("0.00000000000000000000001", &x), ERR_TOO_BIG);
	t_int(decimal_parse("", &x), ERR_SYNTAX);
	t_int(decimal_parse(" 1", &x), ERR_SYNTAX);
	t_true(x == 5);
}

TEST(values_are_told_with_their_unit)
{
	struct loaded l;
	struct buf out;

	accepts(&l, FACT("a.b", VALUE("10485760 bytes") "    aws-2023: 0.5\n")
		FACT("a.c", VALUE("1 yes/no") "    aws-2023: 0\n")
		FACT("a.d", VALUE("10000 1/s")) FACT("a.e", VALUE("40 units/s"))
		FACT("a.f", VALUE("0.0001 share")));
	buf_init(&out);
	fact_print_value(&out, &l.facts->list[2], PROFILE_AWS_2026);
	buf_adds(&out, ", ");
	fact_print_value(&out, &l.facts->list[3], PROFILE_AWS_2026);
	buf_adds(&out, ", ");
	fact_print_value(&out, &l.facts->list[4], PROFILE_AWS_2026);
	buf_adds(&out, ", ");
	fact_print_value(&out, &l.facts->list[0], PROFILE_AWS_2026);
	buf_adds(&out, ", ");
	fact_print_value(&out, &l.facts->list[0], PROFILE_AWS_2023);
	buf_adds(&out, ", ");
	fact_print_value(&out, &l.facts->list[1], PROFILE_AWS_2026);
	buf_adds(&out, ", ");
	fact_print_value(&out, &l.facts->list[1], PROFILE_AWS_2023);
	t_str(buf_str(&out), "10,000 a second, 40 units a second, 0.01 %, 10,485,760 bytes, 0.5 bytes, yes, no");
	buf_done(&out);
	done(&l);
}

/* An address, or a title that names who published it: at least two words. */
static void has_origin(const struct fact *f)
{
	if (f->confidence == FACT_ASSUMPTION && !*f->source)
		return;
	if (!*f->url && !strchr(f->source, ' '))
		t_str(f->name, "has a source that nobody can find");
}

TEST(what_ships_has_nothing_wrong)
{
	struct loaded l = { 0 };

	diag_list_init(&l.diags);
	l.err = facts_load(&l.facts, &l.diags);
	if (l.diags.n)
		t_str(l.diags.items[0].text, l.diags.items[0].file);
	t_int(l.err, ERR_OK);
	t_true(l.facts->n > 400);
	for (size_t i = 0; i < l.facts->n; i++) {
		const struct fact *f = &l.facts->list[i];

		has_origin(f);
		if (f->about[strlen(f->about) - 1] != '.')
			t_str(f->name, "is about no sentence");
	}
	done(&l);
}

TEST(what_ships_knows_the_numbers_of_both_profiles)
{
	struct loaded l = { 0 };
	struct facts *f;

	t_int(facts_load(&l.facts, NULL), ERR_OK);
	f = l.facts;
	t_true(facts_value(f, PROFILE_AWS_2026, "lambda.concurrency.account") == 1000);
	t_int(facts_ns(f, PROFILE_AWS_2026, "lambda.keepalive"), INT64_C(600000000000));
	t_int(facts_ns(f, PROFILE_AWS_2026, "sdk.base.transient"), 50000000);
	t_int(facts_ns(f, PROFILE_AWS_2023, "sdk.base.transient"), 1000000000);
	t_true(facts_value(f, PROFILE_AWS_2026, "sdk.cost.transient") == 14);
	t_true(facts_value(f, PROFILE_AWS_2023, "sdk.cost.transient") == 5);
	t_true(facts_value(f, PROFILE_AWS_2026, "lambda.payload.async") == 1048576);
	t_true(facts_value(f, PROFILE_AWS_2023, "lambda.payload.async") == 262144);
	t_true(facts_value(f, PROFILE_AWS_2026, "lambda.price.duration.x86") == 0.0000166667);
	t_int(facts_find(f, "lambda.init.nodejs22.zip")->shape, FACT_LOGNORMAL);
	facts_free(f);
}

TESTS(t(a_fact_is_all_that_its_file_says), t(facts_are_found_by_name_in_any_order_of_files),
      t(no_facts_at_all_are_fine), t(profiles_differ_only_where_the_file_says_so),
      t(profiles_have_names), t(times_are_nanoseconds_whatever_their_unit),
      t(percentiles_make_a_lognormal_time),
      t(a_fact_is_as_sure_as_its_source_unless_it_says_otherwise),
      t(what_is_missing_is_told_with_its_place), t(numbers_are_digits),
      t(percentiles_have_an_order), t(shapes_fit_what_is_given),
      t(words_and_dates_that_mean_nothing_are_refused),
      t(an_unknown_field_is_told_with_the_nearest), t(sources_are_checked),
      t(names_have_a_service_and_a_topic), t(a_name_is_there_once), t(mistakes_need_no_listener),
      t(a_name_is_below_what_it_begins_with), t(numbers_are_printed_as_they_were_written),
      t(numbers_are_read_as_the_compiler_reads_them), t(values_are_told_with_their_unit),
      t(what_ships_has_nothing_wrong), t(what_ships_knows_the_numbers_of_both_profiles))
