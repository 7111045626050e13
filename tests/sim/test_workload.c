/* SPDX-License-Identifier: MIT */
#include "sim/workload.h"

#include <math.h>
#include <string.h>

#include "sim/duration.h"
#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

static struct workload parsed(struct arena *a, const char *text)
{
	struct workload w = { 0 };
	const char *why = "";

	if (workload_parse(a, text, &w, &why) != ERR_OK)
		fail_msg("\"%s\": %s", text, why);
	return w;
}

TEST(requests_name_what_is_asked_of_whom)
{
	static const struct {
		const char *text;
		enum op op;
		const char *target, *path;
	} good[] = {
		{ "GET /orders", OP_REQUEST, NULL, "/orders" },
		{ "Api GET /orders/7", OP_REQUEST, "Api", "/orders/7" },
		{ "  Api   POST   /", OP_REQUEST, "Api", "/" },
		{ "put s3://Uploads/a/cat.jpg", OP_PUT, "Uploads", "a/cat.jpg" },
		{ "get s3://Uploads", OP_GET, "Uploads", "" },
		{ "delete s3://Uploads/x", OP_DELETE, "Uploads", "x" },
		{ "list s3://Uploads", OP_LIST, "Uploads", "" },
		{ "send sqs://Queue", OP_SEND, "Queue", "" },
		{ "publish sns://Topic", OP_PUBLISH, "Topic", "" },
		{ "invoke lambda://F/live", OP_INVOKE, "F", "live" },
		{ "invoke-async lambda://F", OP_INVOKE_ASYNC, "F", "" },
		{ "tick schedule://S", OP_TICK, "S", "" },
		{ "connect ws://Api", OP_CONNECT, "Api", "" },
		{ "put kinesis://Clicks/user-7", OP_PUT_RECORD, "Clicks", "user-7" },
		{ "put dynamodb://Orders", OP_WRITE, "Orders", "" },
		{ "get dynamodb://Orders/1", OP_READ, "Orders", "1" },
		{ "query dynamodb://Orders", OP_QUERY, "Orders", "" },
		{ "update dynamodb://Orders", OP_UPDATE, "Orders", "" },
		{ "delete dynamodb://Orders", OP_REMOVE, "Orders", "" },
		{ "put events://Bus", OP_PUT_EVENTS, "Bus", "" },
		{ "start states://Machine", OP_START_EXECUTION, "Machine", "" },
		{ "get secretsmanager://Login", OP_GET_SECRET, "Login", "" },
		{ "rotate secretsmanager://Login", OP_TICK, "Login", "" },
		{ "get ssm://Url", OP_GET_PARAMETER, "Url", "" },
		{ "call resource://Server", OP_WORK, "Server", "" },
	};
	struct arena a;

	arena_init(&a);
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		struct workload w = parsed(&a, good[i].text);

		t_int(w.op, good[i].op);
		t_str(w.path, good[i].path);
		if (good[i].target)
			t_str(w.target, good[i].target);
		else
			t_null(w.target);
	}
	t_str(parsed(&a, "Api DELETE /x").method, "DELETE");
	t_str(parsed(&a, "GET /go?to=http://x").path, "/go?to=http://x");
	arena_done(&a);
}

TEST(what_is_no_request_is_refused_with_the_forms)
{
	static const char *const bad[] = {
		"", " ", "GET", "GET orders", "Api", "Api GET", "get /orders", "GET /a b", "Api Api GET /",
		"put s3://", "put s3:///key", "put", "s3://Uploads", "put sqs://Queue", "fly s3://Uploads",
		"put  ftp://x", "put s3:Uploads", "://", "put ://x",
	};
	struct arena a;

	arena_init(&a);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct workload w = { .op = OP_TICK };
		const char *why = "";

		if (workload_parse(&a, bad[i], &w, &why) == ERR_OK)
			fail_msg("\"%s\" was taken for a request", bad[i]);
		t_true(strstr(why, "put s3://Bucket/key") != NULL);
		t_int(w.op, OP_TICK);
	}
	arena_done(&a);
}

TEST(rates_may_be_constant_ramps_or_pieces_in_a_row)
{
	struct arena a;
	struct workload w = { .at_ns = NS_PER_S };
	const char *why;

	arena_init(&a);
	t_int(workload_rate(&a, "50/s", &w, &why), ERR_OK);
	t_int(w.n_pieces, 1);
	t_false(w.is_constant);
	t_true(w.pieces[0].from_per_s == 50 && w.pieces[0].to_per_s == 50);
	t_int(w.pieces[0].from_ns, NS_PER_S);
	t_true(w.pieces[0].to_ns == INT64_MAX);
	t_int(workload_rate(&a, "50/s,constant", &w, &why), ERR_OK);
	t_true(w.is_constant);
	t_int(workload_rate(&a, "50/s, poisson", &w, &why), ERR_OK);
	t_false(w.is_constant);
	t_int(workload_rate(&a, "10/s..200/s over 5min", &w, &why), ERR_OK);
	t_true(w.pieces[0].from_per_s == 10 && w.pieces[0].to_per_s == 200);
	t_int(w.pieces[0].to_ns, NS_PER_S + 5 * NS_PER_MIN);
	t_int(workload_rate(&a, "10/s for 1min then 500/s for 10s then 10/s", &w, &why), ERR_OK);
	t_int(w.n_pieces, 3);
	t_int(w.pieces[1].from_ns, NS_PER_S + NS_PER_MIN);
	t_int(w.pieces[2].from_ns, w.pieces[1].to_ns);
	t_true(w.pieces[2].to_ns == INT64_MAX);
	arena_done(&a);
}

TEST(what_is_no_rate_is_refused)
{
	static const char *const bad[] = {
		"", "x", "0/s", "-5/s", "nan/s", "10/s..20/s", "10/s over", "10/s for x", "10/s then",
		"10/s for 1min then", "10/s 20/s", "10/s,const", "10/s..", "10/s..0/s over 1min",
		"10/s for 1min 20/s", "inf/s", "10/s for -1s",
	};
	struct arena a;

	arena_init(&a);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct workload w = { 0 };
		const char *why = "";

		if (workload_rate(&a, bad[i], &w, &why) == ERR_OK)
			fail_msg("\"%s\" was taken for a rate", bad[i]);
		t_true(*why);
		t_int(w.n_pieces, 0);
	}
	arena_done(&a);
}

static void server(struct kit *k)
{
	kit_init(k);
	kit_node(k, "Server", ARCH_OTHER, "Test::Server", "");
	kit_meta(k, "Server", "Work", "0ms");
	kit_meta(k, "Server", "Servers", "1000");
}

/* Poisson: as many as the integral of the rate, with its root as standard error. */
TEST(as_much_arrives_as_the_rate_says)
{
	static const struct {
		const char *rate;
		double expected;
	} rates[] = {
		{ "100/s", 60000 },
		{ "1/s..201/s over 600s", 101 * 600 },
		{ "200/s..20/s over 10min", 110 * 600 },
		{ "10/s for 1min then 500/s for 10s then 10/s", 600 + 5000 + 5300 },
	};

	for (size_t i = 0; i < sizeof(rates) / sizeof(*rates); i++) {
		struct kit k;

		server(&k);
		k.options.duration_ns = 600 * NS_PER_S;
		kit_request(&k, "call resource://Server", rates[i].rate, 0);
		kit_run(&k);
		kit_near(k.run->arrived, rates[i].expected, sqrt(rates[i].expected));
		kit_done(&k);
	}
}

TEST(constant_arrivals_are_evenly_spaced)
{
	struct kit k;
	size_t n, seen = 0;
	const struct history_event *e;

	server(&k);
	k.options.duration_ns = 10 * NS_PER_S;
	k.options.has_trace = true;
	kit_request(&k, "call resource://Server", "4/s,constant", 0);
	kit_run(&k);
	e = sim_history(k.sim, &n);
	for (size_t i = 0; i < n; i++)
		if (e[i].moment == MOMENT_SENT)
			t_int(e[i].at_ns, (int64_t)++seen * NS_PER_S / 4);
	t_int(seen, 40);	/* that of 10 s is the last one */
	kit_done(&k);
}

/* Gaps of a Poisson process: mean and standard deviation are both 1 / rate. */
TEST(poisson_gaps_are_exponential)
{
	struct kit k;
	size_t n, seen = 0;
	const struct history_event *e;
	double sum = 0, squares = 0;
	int64_t last_ns = 0;

	server(&k);
	k.options.duration_ns = 0;
	k.options.has_trace = true;
	kit_request(&k, "call resource://Server", "1000/s", 100000);
	kit_run(&k);
	e = sim_history(k.sim, &n);
	for (size_t i = 0; i < n; i++) {
		double gap_ms;

		if (e[i].moment != MOMENT_SENT)
			continue;
		gap_ms = (double)(e[i].at_ns - last_ns) / 1e6;
		last_ns = e[i].at_ns;
		sum += gap_ms;
		squares += gap_ms * gap_ms;
		seen++;
	}
	t_int(seen, 100000);
	kit_near(sum / 1e5, 1, 1 / sqrt(1e5));
	kit_near(squares / 1e5, 2, sqrt(20 / 1e5));	/* E x^4 - 4 = 20 */
	kit_done(&k);
}

TEST(a_count_without_a_rate_arrives_at_once_at_its_time)
{
	struct kit k;

	server(&k);
	kit_request(&k, "call resource://Server", NULL, 500);
	k.workloads[0].at_ns = 3 * NS_PER_S;
	kit_run(&k);
	t_int(k.run->arrived, 500);
	kit_near(k.run->simulated_s, 3, 1e-9);
	kit_done(&k);
}

TEST(a_count_with_a_rate_ends_it_and_so_does_a_duration)
{
	struct kit k;

	server(&k);
	k.options.duration_ns = 0;
	kit_request(&k, "call resource://Server", "10/s", 5000);	/* longer than the default of 60 s */
	kit_run(&k);
	t_int(k.run->arrived, 5000);
	k.options.duration_ns = 10 * NS_PER_S;
	kit_run(&k);
	t_true(k.run->arrived < 200);
	kit_done(&k);
}

TEST(a_request_that_fits_nothing_names_what_is_near)
{
	struct kit k;

	server(&k);
	kit_request(&k, "call resource://Servr", NULL, 1);
	t_true(strstr(kit_refused(&k), "no Servr") != NULL);
	t_str(k.diags.items[0].hint, "did you mean Server?");
	kit_done(&k);

	server(&k);
	kit_node(&k, "Uploads", ARCH_BUCKET, "AWS::S3::Bucket", "");
	kit_request(&k, "send sqs://Uploads", NULL, 1);
	t_true(strstr(kit_refused(&k), "Uploads is a bucket, which takes no such request") != NULL);
	kit_done(&k);
}

/* So that people can work out what arrives: rate times duration, the last one at the end. */
TEST(constant_arrivals_are_rate_times_duration)
{
	struct kit k;

	server(&k);
	k.options.duration_ns = 10 * NS_PER_S;
	kit_request(&k, "call resource://Server", "20/s,constant", 0);
	kit_run(&k);
	t_int(k.run->arrived, 200);
	kit_done(&k);

	server(&k);
	k.options.duration_ns = 30 * NS_PER_S;
	kit_request(&k, "call resource://Server", "12000/s,constant", 0);
	kit_run(&k);
	t_int(k.run->arrived, 360000);
	kit_done(&k);

	server(&k);
	k.options.duration_ns = 30 * NS_PER_S;
	kit_request(&k, "call resource://Server", "3/s for 10s then 70/s for 10s then 1/s,constant", 0);
	kit_run(&k);
	t_int(k.run->arrived, 30 + 700 + 10);
	kit_done(&k);
}

/* So that limits on payloads can be met from outside. */
TEST(a_workload_may_say_how_large_its_requests_are)
{
	static const char *const bad[] = { "", "large", "-1", "16 MB", "1e30" };
	struct workload_words words = { .request = "POST /x", .payload = "7 MB" };
	const char *field, *why;
	struct workload w;
	struct arena a;

	arena_init(&a);
	t_int(workload_of_words(&a, &words, &w, &field, &why), ERR_OK);
	t_int(w.bytes, 7 << 20);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		words.payload = bad[i];
		t_int(workload_of_words(&a, &words, &w, &field, &why), ERR_SYNTAX);
		t_str(field, "payload");
	}
	words.payload = NULL;
	t_int(workload_of_words(&a, &words, &w, &field, &why), ERR_OK);
	t_int(w.bytes, 0);
	arena_done(&a);
}

TESTS(t(requests_name_what_is_asked_of_whom), t(what_is_no_request_is_refused_with_the_forms),
      t(rates_may_be_constant_ramps_or_pieces_in_a_row), t(what_is_no_rate_is_refused),
      t(as_much_arrives_as_the_rate_says), t(constant_arrivals_are_evenly_spaced),
      t(poisson_gaps_are_exponential), t(a_count_without_a_rate_arrives_at_once_at_its_time),
      t(a_count_with_a_rate_ends_it_and_so_does_a_duration),
      t(a_request_that_fits_nothing_names_what_is_near),
      t(constant_arrivals_are_rate_times_duration),
      t(a_workload_may_say_how_large_its_requests_are))
