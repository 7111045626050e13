/* SPDX-License-Identifier: MIT */
/* WebSocket APIs: connections, messages by route, @connections. */
#include <math.h>
#include <string.h>

#include "tests/support/fake_function.h"
#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

/* A chat: a function for each of $connect, $disconnect, $default and "say". */
static void chat(struct kit *k)
{
	static const char *const routes[][2] = {
		{ "Open", "RouteKey=$connect" },
		{ "Close", "RouteKey=$disconnect" },
		{ "Rest", "RouteKey=$default" },
		{ "Say", "RouteKey=say" },
	};

	kit_init(k);
	k->options.duration_ns = 0;
	kit_node(k, "Chat", ARCH_API, "AWS::ApiGatewayV2::Api", "ProtocolType=WEBSOCKET");
	kit_meta(k, "Chat", "LostDisconnects", "0");
	for (size_t i = 0; i < sizeof(routes) / sizeof(*routes); i++) {
		kit_node(k, routes[i][0], ARCH_FUNCTION, "AWS::Lambda::Function", "");
		kit_edge(k, "Chat", VERB_ROUTES, routes[i][0], routes[i][1]);
	}
}

static void request_at(struct kit *k, const char *request, uint64_t n, double at_s)
{
	kit_request(k, request, NULL, n);
	k->workloads[k->options.n_workloads - 1].at_ns = (int64_t)(at_s * 1e9);
}

TEST(a_connection_opens_when_connect_succeeds_and_idles_ten_minutes)
{
	struct kit k;

	chat(&k);
	k.options.has_trace = true;
	request_at(&k, "connect ws://Chat", 3, 0);
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 3);
	t_int(kit_count(&k, "Chat", "ConnectCount"), 3);
	t_int(kit_count(&k, "Open", "Invocations"), 3);
	t_int(kit_moments(&k, MOMENT_DROPPED, RULE_WS_IDLE), 3);
	t_int(kit_count(&k, "Close", "Invocations"), 3);
	t_int(kit_count(&k, "Chat", "StaleConnections"), 0);
	t_true(k.run->simulated_s > 600 && k.run->simulated_s < 601);
	kit_done(&k);
}

TEST(no_connection_lives_longer_than_two_hours)
{
	struct kit k;

	chat(&k);
	k.options.has_trace = true;
	request_at(&k, "connect ws://Chat", 1, 0);
	kit_request(&k, "message ws://Chat/say", "1/min,constant", 119);
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 120);
	t_int(kit_moments(&k, MOMENT_DROPPED, RULE_WS_IDLE), 0);
	t_int(kit_moments(&k, MOMENT_DROPPED, RULE_WS_OLD), 1);
	t_true(k.run->simulated_s > 7200 && k.run->simulated_s < 7201);
	kit_done(&k);
}

TEST(a_message_too_late_hears_which_limit_closed_the_connection)
{
	struct kit k;

	chat(&k);
	k.options.has_trace = true;
	request_at(&k, "message ws://Chat/say", 1, 0);
	request_at(&k, "connect ws://Chat", 1, 1);
	request_at(&k, "message ws://Chat/say", 1, 660);
	kit_run(&k);
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_WS_NONE_OPEN), 1);
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_WS_WAS_IDLE), 1);
	kit_done(&k);

	chat(&k);
	k.options.has_trace = true;
	request_at(&k, "connect ws://Chat", 1, 0);
	kit_request(&k, "message ws://Chat/say", "1/min,constant", 121);
	kit_run(&k);
	t_true(kit_moments(&k, MOMENT_REPLIED, RULE_WS_WAS_OLD) >= 1);
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_WS_NONE_OPEN), 0);
	kit_done(&k);
}

TEST(connect_is_refused_when_its_function_fails)
{
	static const struct { const char *function, *client; } cases[] = {
		{ "error:FunctionError", "502" },
		{ "error:TooManyRequestsException", "500" },
		{ "401", "401" },
		{ "403", "403" },
	};
	struct kit k;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		chat(&k);
		kit_meta(&k, "Open", "Answer", cases[i].function);
		request_at(&k, "connect ws://Chat", 2, 0);
		request_at(&k, "message ws://Chat/say", 1, 1);
		kit_run(&k);
		t_int(kit_outcome(&k, cases[i].client), 2);
		t_int(kit_outcome(&k, "ConnectionClosed"), 1);
		t_int(kit_count(&k, "Say", "Invocations"), 0);
		kit_done(&k);
	}
}

TEST(only_connect_is_authorized)
{
	struct kit k;

	chat(&k);
	kit_node(&k, "Guard", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_edge(&k, "Chat", VERB_INVOKES, "Guard", "");
	kit_meta(&k, "Chat", "Callers.Denied", "50%");
	kit_request(&k, "connect ws://Chat", "10/s", 400);
	kit_request(&k, "message ws://Chat/say", "10/s", 300);
	k.workloads[1].at_ns = 10 * NS_PER_S;
	kit_run(&k);
	kit_near(kit_outcome(&k, "403"), 200, 10);
	t_int(kit_count(&k, "Guard", "Invocations"), 400);
	t_int(kit_count(&k, "Open", "Invocations"), 400 - kit_outcome(&k, "403"));
	kit_done(&k);
}

TEST(aws_iam_denies_connections)
{
	struct kit k;

	chat(&k);
	k.arch->edges[0].details =
		value_set(&k.arch->arena, k.arch->edges[0].details, "AuthorizationType", "AWS_IAM");
	kit_meta(&k, "Chat", "Callers.Denied", "100%");
	kit_request(&k, "connect ws://Chat", NULL, 5);
	kit_run(&k);
	t_int(kit_outcome(&k, "403"), 5);
	t_int(kit_count(&k, "Open", "Invocations"), 0);
	kit_done(&k);
}

TEST(five_hundred_connections_open_at_once)
{
	struct kit k;

	chat(&k);
	k.options.has_trace = true;
	request_at(&k, "connect ws://Chat", 600, 0);
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 500);
	t_int(kit_outcome(&k, "429"), 100);
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_APIGW_WS_CONNECT_RATE), 100);
	kit_done(&k);
}

TEST(messages_take_their_route_or_the_default_one)
{
	struct kit k;

	chat(&k);
	request_at(&k, "connect ws://Chat", 1, 0);
	request_at(&k, "message ws://Chat/say", 5, 1);
	request_at(&k, "message ws://Chat/sing", 3, 1);
	kit_run(&k);
	t_int(kit_count(&k, "Say", "Invocations"), 5);
	t_int(kit_count(&k, "Rest", "Invocations"), 3);
	t_int(kit_count(&k, "Chat", "MessageCount"), 8);
	kit_done(&k);
}

TEST(without_a_default_route_an_unknown_one_is_a_client_error)
{
	struct kit k;

	kit_init(&k);
	kit_node(&k, "Chat", ARCH_API, "AWS::ApiGatewayV2::Api", "ProtocolType=WEBSOCKET");
	kit_node(&k, "Say", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_edge(&k, "Chat", VERB_ROUTES, "Say", "RouteKey=say");
	request_at(&k, "connect ws://Chat", 1, 0);
	request_at(&k, "message ws://Chat/sing", 2, 1);
	request_at(&k, "message ws://Chat", 1, 1);
	kit_run(&k);
	t_int(kit_outcome(&k, "403"), 2);
	t_int(kit_count(&k, "Chat", "ClientError"), 2);
	t_int(kit_count(&k, "Say", "Invocations"), 1);
	kit_done(&k);
}

TEST(a_message_of_more_than_128_kb_closes_its_connection)
{
	struct kit k;

	chat(&k);
	k.options.has_trace = true;
	request_at(&k, "connect ws://Chat", 1, 0);
	request_at(&k, "message ws://Chat/say", 1, 1);
	k.workloads[1].bytes = 131072;
	request_at(&k, "message ws://Chat/say", 1, 2);
	k.workloads[2].bytes = 131073;
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 2);
	t_int(kit_outcome(&k, "ConnectionClosed"), 1);
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_WS_TOO_BIG), 1);
	t_int(kit_count(&k, "Close", "Invocations"), 1);
	t_true(k.run->simulated_s < 3);
	kit_done(&k);
}

TEST(a_slow_route_times_out_and_the_socket_stays_open)
{
	struct kit k;

	chat(&k);
	kit_meta(&k, "Say", "Time", "60s");
	request_at(&k, "connect ws://Chat", 1, 0);
	request_at(&k, "message ws://Chat/say", 1, 1);
	request_at(&k, "message ws://Chat/other", 1, 40);
	kit_run(&k);
	t_int(kit_outcome(&k, "timeout"), 1);
	t_int(kit_outcome(&k, "ok"), 2);
	t_int(kit_count(&k, "Chat", "ExecutionError"), 1);
	kit_done(&k);
}

TEST(errors_of_the_backend_and_of_calling_it_are_told_apart)
{
	struct kit k;

	chat(&k);
	kit_meta(&k, "Say", "Answer", "error:FunctionError");
	kit_meta(&k, "Rest", "Answer", "error:TooManyRequestsException");
	request_at(&k, "connect ws://Chat", 1, 0);
	request_at(&k, "message ws://Chat/say", 2, 1);
	request_at(&k, "message ws://Chat/other", 3, 1);
	kit_run(&k);
	t_int(kit_outcome(&k, "error:InternalServerError"), 5);
	t_int(kit_count(&k, "Chat", "IntegrationError"), 2);
	t_int(kit_count(&k, "Chat", "ExecutionError"), 3);
	kit_done(&k);
}

TEST(a_post_to_a_connection_that_is_gone_is_410_once)
{
	struct kit k;

	chat(&k);
	kit_meta(&k, "Chat", "LostDisconnects", "100%");
	kit_meta(&k, "Say", "Posts", "Chat");
	kit_edge(&k, "Say", VERB_INVOKES, "Chat", "");
	request_at(&k, "connect ws://Chat", 20, 0);
	request_at(&k, "disconnect ws://Chat", 10, 1);
	kit_request(&k, "message ws://Chat/say", "10/s", 1000);
	k.workloads[2].at_ns = 2 * NS_PER_S;
	k.options.until_ns = 200 * NS_PER_S;
	kit_begin(&k);
	sim_run_until(k.sim, 200 * NS_PER_S, 0);
	k.run = sim_result(k.sim);
	/* Each of ten ids that nobody deleted is found out by one post; then all are open. */
	t_int(kit_count(&k, "Close", "Invocations"), 0);
	t_int(kit_count(&k, "Say", "Gone"), 10);
	t_int(kit_count(&k, "Chat", "StaleConnections"), 0);
	kit_done(&k);
}

TEST(disconnect_makes_functions_forget)
{
	struct kit k;

	chat(&k);
	kit_meta(&k, "Say", "Posts", "Chat");
	request_at(&k, "connect ws://Chat", 20, 0);
	request_at(&k, "disconnect ws://Chat", 10, 1);
	request_at(&k, "message ws://Chat/say", 100, 2);
	kit_run(&k);
	t_int(kit_count(&k, "Say", "Gone"), 0);
	t_int(kit_outcome(&k, "ok"), 130);
	t_int(kit_count(&k, "Chat", "MessageCount"), 200);
	kit_done(&k);
}

/* The function leads back to the API it is called by: the API is an entry all the same. */
TEST(who_remembers_no_connection_posts_to_nobody)
{
	struct kit k;

	chat(&k);
	k.options.has_trace = true;
	kit_meta(&k, "Say", "Posts", "Chat");
	request_at(&k, "invoke lambda://Say", 3, 0);
	kit_run(&k);
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_WS_NOBODY), 3);
	t_int(kit_count(&k, "Chat", "MessageCount"), 0);
	kit_done(&k);
}

TEST(without_workloads_a_connection_is_opened)
{
	struct kit k;

	chat(&k);
	kit_edge(&k, "Say", VERB_INVOKES, "Chat", NULL);
	kit_node(&k, "Acl", ARCH_FIREWALL, "AWS::WAFv2::WebACL", "");
	kit_edge(&k, "Acl", VERB_USES, "Chat", NULL);
	kit_run(&k);
	t_int(kit_count(&k, "Chat", "ConnectCount"), 1);
	kit_done(&k);
}

TEST(messages_and_minutes_are_billed)
{
	struct kit k;

	chat(&k);
	request_at(&k, "connect ws://Chat", 100, 0);
	request_at(&k, "message ws://Chat/say", 1000, 1);
	k.workloads[1].bytes = 32769;
	request_at(&k, "disconnect ws://Chat", 100, 120);
	kit_run(&k);
	/* 2,000 parts of messages; 100 connections for two minutes. */
	kit_near(k.run->cost_usd, 2000 * 1e-6 + 200 * 0.25e-6, 2e-8);
	kit_done(&k);
}

TEST(web_sockets_and_requests_share_the_accounts_bucket)
{
	struct kit k;

	chat(&k);
	k.options.has_trace = true;
	k.arch->metadata = value_set(&k.arch->arena, NULL, "Account.ApiRequestsPerSecond", "1");
	k.arch->metadata = value_set(&k.arch->arena, k.arch->metadata, "Account.ApiBurst", "4");
	kit_node(&k, "Api", ARCH_API, "AWS::Serverless::HttpApi", "");
	kit_edge(&k, "Api", VERB_ROUTES, "Say", "Method=get Path=/x");
	request_at(&k, "connect ws://Chat", 2, 0);
	request_at(&k, "Api GET /x", 2, 0.1);
	request_at(&k, "message ws://Chat/say", 1, 0.2);
	kit_run(&k);
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_WS_THROTTLED), 1);
	t_int(kit_outcome(&k, "ConnectionClosed"), 1);
	kit_done(&k);
}

TEST(under_faults_every_message_still_ends)
{
	struct kit k;

	chat(&k);
	kit_meta(&k, "Chat", "LostDisconnects", "10%");
	kit_meta(&k, "Say", "Posts", "Chat");
	kit_meta(&k, "Say", "Time", "50ms exp");
	kit_request(&k, "connect ws://Chat", "20/s", 2000);
	kit_request(&k, "message ws://Chat/say", "200/s", 20000);
	kit_request(&k, "disconnect ws://Chat", "15/s", 1500);
	kit_fault(&k, "Say errors 30% from 1s to 60s");
	kit_fault(&k, "Chat errors 20% from 10s to 20s");
	kit_fault(&k, "Close down from 5s to 50s");
	kit_fault(&k, "Chat down from 70s to 71s");
	kit_run(&k);
	t_int(k.run->in_flight, 0);
	t_int(kit_metric(&k, "Chat", "Connections")->most > 100, 1);
	kit_done(&k);
}

TESTS(t(a_connection_opens_when_connect_succeeds_and_idles_ten_minutes),
      t(no_connection_lives_longer_than_two_hours),
      t(a_message_too_late_hears_which_limit_closed_the_connection), t(connect_is_refused_when_its_function_fails),
      t(only_connect_is_authorized), t(aws_iam_denies_connections),
      t(five_hundred_connections_open_at_once),
      t(messages_take_their_route_or_the_default_one),
      t(without_a_default_route_an_unknown_one_is_a_client_error),
      t(a_message_of_more_than_128_kb_closes_its_connection),
      t(a_slow_route_times_out_and_the_socket_stays_open),
      t(errors_of_the_backend_and_of_calling_it_are_told_apart),
      t(a_post_to_a_connection_that_is_gone_is_410_once), t(disconnect_makes_functions_forget),
      t(who_remembers_no_connection_posts_to_nobody),
      t(without_workloads_a_connection_is_opened),
      t(messages_and_minutes_are_billed), t(web_sockets_and_requests_share_the_accounts_bucket),
      t(under_faults_every_message_still_ends))
