/* SPDX-License-Identifier: MIT */
/* API Gateway: routes, the order of the lifecycle, what the client sees of each answer. */
#include <math.h>
#include <string.h>

#include "tests/support/fake_function.h"
#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

static const char REST[] = "AWS::Serverless::Api";
static const char HTTP[] = "AWS::Serverless::HttpApi";

/* An API with one route to a function. */
static void api(struct kit *k, const char *type, const char *details)
{
	kit_init(k);
	kit_node(k, "Api", ARCH_API, type, "EndpointConfiguration=REGIONAL");
	kit_node(k, "Fn", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_edge(k, "Api", VERB_ROUTES, "Fn", details);
}

/* How one request to the API ends. */
static void sees(struct kit *k, const char *request, const char *outcome)
{
	k->options.n_workloads = 0;
	kit_request(k, request, NULL, 1);
	kit_run(k);
	if (kit_outcome(k, outcome) != 1)
		fail_msg("%s: expected %s, not %s", request, outcome, k->run->outcomes[0].name);
}

/* A route's answer when its function ends so. */
static void answers(const char *type, const char *details, const char *function,
		    const char *outcome)
{
	struct kit k;

	api(&k, type, details);
	kit_meta(&k, "Fn", "Answer", function);
	sees(&k, "GET /x", outcome);
	kit_done(&k);
}

TEST(an_unknown_route_is_403_at_a_rest_api_and_404_at_an_http_api)
{
	struct kit k;

	api(&k, REST, "Method=get Path=/orders");
	k.options.has_trace = true;
	sees(&k, "GET /orders", "200");
	sees(&k, "GET /other", "403");
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_APIGW_NO_ROUTE), 1);
	sees(&k, "POST /orders", "403");
	sees(&k, "GET /orders/7", "403");
	kit_done(&k);
	api(&k, HTTP, "Method=GET Path=/orders");
	sees(&k, "GET /orders?page=2", "200");
	sees(&k, "GET /orders/", "200");
	sees(&k, "GET /other", "404");
	kit_done(&k);
}

static void choice(struct kit *k, const char *type)
{
	kit_init(k);
	kit_node(k, "Api", ARCH_API, type, "");
	kit_node(k, "Exact", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_node(k, "Parameter", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_node(k, "Greedy", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_node(k, "Any", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_edge(k, "Api", VERB_ROUTES, "Greedy", "Method=ANY Path=/{proxy+}");
	kit_edge(k, "Api", VERB_ROUTES, "Parameter", "Method=GET Path=/orders/{id}");
	kit_edge(k, "Api", VERB_ROUTES, "Any", "Method=ANY Path=/orders/latest");
	kit_edge(k, "Api", VERB_ROUTES, "Exact", "Method=GET Path=/orders/latest");
}

static void goes_to(struct kit *k, const char *request, const char *function)
{
	sees(k, request, "200");
	t_int(kit_count(k, function, "Invocations"), 1);
}

TEST(the_most_specific_route_wins)
{
	struct kit k;

	choice(&k, HTTP);
	goes_to(&k, "GET /orders/latest", "Exact");
	goes_to(&k, "PUT /orders/latest", "Any");
	goes_to(&k, "GET /orders/7", "Parameter");
	goes_to(&k, "GET /orders/7/items", "Greedy");
	goes_to(&k, "POST /orders/7", "Greedy");
	kit_done(&k);
}

TEST(a_rest_api_chooses_the_path_before_the_method)
{
	struct kit k;

	choice(&k, REST);
	goes_to(&k, "GET /orders/7", "Parameter");
	sees(&k, "POST /orders/7", "403");
	kit_done(&k);
}

TEST(the_default_route_takes_what_no_other_does)
{
	struct kit k;

	api(&k, HTTP, "Method=GET Path=/x");
	kit_node(&k, "Rest", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_edge(&k, "Api", VERB_ROUTES, "Rest", "RouteKey=$default");
	goes_to(&k, "POST /y", "Rest");
	goes_to(&k, "GET /x", "Fn");
	kit_done(&k);
}

TEST(a_second_path_to_the_same_function_is_a_route_too)
{
	struct kit k;

	api(&k, REST, "Method=get Path=/a");
	kit_edge(&k, "Api", VERB_ROUTES, "Fn", "Method=post Path=/b");
	goes_to(&k, "POST /b", "Fn");
	goes_to(&k, "GET /a", "Fn");
	kit_done(&k);
}

TEST(a_rest_api_hides_how_its_function_fails)
{
	static const char route[] = "Method=get Path=/x";

	answers(REST, route, "error:FunctionError", "502");
	answers(REST, route, "timeout", "502");
	answers(REST, route, "error:RequestTooLargeException", "502");
	answers(REST, route, "error:TooManyRequestsException", "500");
	answers(REST, route, "error:AccessDeniedException", "500");
	answers(REST, route, "error:InternalServerError", "500");
	answers(REST, route, "404", "404");
	answers(REST, route, "201", "201");
}

TEST(an_http_api_says_500_or_503)
{
	static const char route[] = "Method=get Path=/x";

	answers(HTTP, route, "error:FunctionError", "500");
	answers(HTTP, route, "timeout", "500");
	answers(HTTP, route, "error:AccessDeniedException", "500");
	answers(HTTP, route, "error:TooManyRequestsException", "503");
	answers(HTTP, route, "418", "418");
}

TEST(a_mapped_integration_turns_a_functions_error_into_200)
{
	answers(REST, "Method=get Path=/x Type=AWS", "error:FunctionError", "200");
	answers(REST, "Method=get Path=/x Type=AWS", "error:TooManyRequestsException", "500");
}

#define RESPONSE(name, status) " IntegrationResponses." name ".StatusCode=" status
#define PATTERN(name, pattern) " IntegrationResponses." name ".SelectionPattern=" pattern

TEST(a_selection_pattern_maps_a_functions_error_to_a_status)
{
	static const char any[] = "Method=get Path=/x Type=AWS" RESPONSE("d", "202")
		RESPONSE("e", "500") PATTERN("e", "*rror.*");
	static const char digits[] = "Method=get Path=/x Type=AWS" RESPONSE("d", "202")
		RESPONSE("e", "500") PATTERN("e", "4\\d{2}");
	static const char none[] = "Method=get Path=/x Type=AWS" RESPONSE("e", "400")
		PATTERN("e", "Bad.*");

	answers(REST, any, "ok", "202");
	answers(REST, any, "error:FunctionError", "500");
	answers(REST, any, "timeout", "500");
	answers(REST, digits, "error:FunctionError", "202");
	answers(REST, none, "error:FunctionError", "400");
	answers(REST, none, "ok", "500");
}

/* How a table's answer comes back by an integration that is not a proxy. */
static void table_answers(const char *responses, const char *fault, const char *outcome)
{
	struct kit k;

	kit_init(&k);
	kit_node(&k, "Api", ARCH_API, REST, "EndpointConfiguration=REGIONAL");
	kit_node(&k, "T", ARCH_TABLE, "AWS::DynamoDB::Table", "BillingMode=PAY_PER_REQUEST");
	kit_edge(&k, "Api", VERB_ROUTES, "T",
		 arena_printf(&k.arch->arena, "Method=post Path=/x Type=AWS Action=dynamodb:PutItem%s",
			      responses));
	kit_fault(&k, fault);
	sees(&k, "POST /x", outcome);
	kit_done(&k);
}

TEST(a_service_integration_maps_the_backends_status)
{
	static const char default_only[] = RESPONSE("d", "201");
	static const char ranges[] = RESPONSE("ok", "204") PATTERN("ok", "2..")
		RESPONSE("e", "429") PATTERN("e", "4\\d{2}");

	table_answers("", "T throttle 100%", "400");
	table_answers(default_only, "T throttle 100%", "201");
	table_answers(default_only, "T errors 0%", "201");
	table_answers(ranges, "T throttle 100%", "429");
	table_answers(ranges, "T errors 0%", "204");
	table_answers(ranges, "T errors 100%", "500");
}

TEST(a_mock_has_the_status_of_its_response)
{
	struct kit k;

	kit_init(&k);
	kit_node(&k, "Api", ARCH_API, REST, "");
	kit_outside(&k, "Api", "Method=GET Path=/x Type=MOCK" RESPONSE("d", "204"));
	sees(&k, "GET /x", "204");
	kit_done(&k);
}

TEST(an_event_invocation_does_not_wait)
{
	struct kit k;

	api(&k, REST, "Method=post Path=/x Type=AWS InvocationType=Event");
	kit_meta(&k, "Fn", "Time", "20s");
	sees(&k, "POST /x", "200");
	t_int(kit_count(&k, "Fn", "AsyncInvocations"), 1);
	t_true(k.run->latency.most < 1000);
	kit_done(&k);
}

TEST(a_malformed_answer_is_502_but_payload_2_infers_200)
{
	struct kit k;

	api(&k, REST, "Method=get Path=/x");
	kit_meta(&k, "Api", "Callers.Malformed", "100%");
	sees(&k, "GET /x", "502");
	kit_done(&k);
	api(&k, HTTP, "Method=get Path=/x");
	kit_meta(&k, "Api", "Callers.Malformed", "100%");
	sees(&k, "GET /x", "200");
	kit_done(&k);
	api(&k, HTTP, "Method=get Path=/x PayloadFormatVersion=1.0");
	kit_meta(&k, "Api", "Callers.Malformed", "100%");
	sees(&k, "GET /x", "500");
	kit_done(&k);
}

TEST(a_backend_by_http_has_its_status_handed_on)
{
	struct kit k;

	kit_init(&k);
	kit_node(&k, "Api", ARCH_API, REST, "");
	kit_node(&k, "Server", ARCH_OTHER, "Test::Server", "");
	kit_meta(&k, "Server", "Work", "10ms");
	kit_edge(&k, "Api", VERB_ROUTES, "Server", "Method=get Path=/x Type=HTTP_PROXY");
	sees(&k, "GET /x", "200");
	kit_fault(&k, "Server down");
	sees(&k, "GET /x", "503");
	kit_done(&k);
}

TEST(a_mock_answers_by_itself)
{
	struct kit k;

	kit_init(&k);
	kit_node(&k, "Api", ARCH_API, "AWS::ApiGateway::RestApi", "");
	kit_outside(&k, "Api", "Method=GET Path=/health Type=MOCK");
	sees(&k, "GET /health", "200");
	sees(&k, "GET /", "403");
	t_int(kit_metric(&k, "Api", "IntegrationLatency")->count, 0);
	kit_done(&k);
}

TEST(a_backend_outside_the_template_answers_at_once)
{
	struct kit k;

	api(&k, REST, "Method=get Path=/x");
	k.options.has_trace = true;
	kit_outside(&k, "Api", "Method=get Path=/y Type=HTTP_PROXY");
	kit_outside(&k, "Api", "Method=get Path=/x Type=AWS");
	sees(&k, "GET /y", "200");
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_APIGW_OUTSIDE), 1);
	goes_to(&k, "GET /x", "Fn");
	kit_done(&k);
}

TEST(sam_adds_a_mock_for_preflights_to_each_path)
{
	struct kit k;

	api(&k, REST, "Method=get Path=/x");
	sees(&k, "OPTIONS /x", "403");
	kit_set(&k, "Api", "Cors", "'*'");
	k.options.has_trace = true;
	sees(&k, "OPTIONS /x", "200");
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_APIGW_MOCK), 1);
	sees(&k, "OPTIONS /y", "403");
	kit_done(&k);
}

TEST(an_http_api_answers_preflights_that_no_route_takes)
{
	struct kit k;

	api(&k, HTTP, "Method=get Path=/x");
	kit_set(&k, "Api", "CorsConfiguration", "false");
	sees(&k, "OPTIONS /x", "404");
	kit_set(&k, "Api", "CorsConfiguration", "true");
	sees(&k, "OPTIONS /x", "204");
	sees(&k, "GET /y", "404");
	sees(&k, "ANY /y", "404");	/* what a proxy asks for */
	kit_edge(&k, "Api", VERB_ROUTES, "Fn", "Method=ANY Path=/any");
	goes_to(&k, "OPTIONS /any", "Fn");
	kit_done(&k);
}

TEST(after_29_s_the_client_hears_504_and_the_function_runs_on)
{
	struct kit k;

	api(&k, REST, "Method=get Path=/x");
	k.options.has_trace = true;
	kit_meta(&k, "Fn", "Time", "40s");
	sees(&k, "GET /x", "504");
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_APIGW_TIMEOUT), 1);
	kit_near(kit_metric(&k, "Api", "IntegrationLatency")->mean, 29000, 1e-6);
	t_true(k.run->latency.most > 29000 && k.run->latency.most < 29500);
	t_true(k.run->simulated_s > 40);
	kit_done(&k);
	api(&k, HTTP, "Method=get Path=/x");
	kit_meta(&k, "Fn", "Time", "40s");
	sees(&k, "GET /x", "503");
	kit_near(kit_metric(&k, "Api", "IntegrationLatency")->mean, 30000, 1e-6);
	kit_done(&k);
}

TEST(timeout_in_millis_counts_for_its_own_route)
{
	struct kit k;

	api(&k, REST, "Method=get Path=/x TimeoutInMillis=100");
	kit_edge(&k, "Api", VERB_ROUTES, "Fn", "Method=get Path=/y");
	kit_meta(&k, "Fn", "Time", "1s");
	sees(&k, "GET /x", "504");
	sees(&k, "GET /y", "200");
	kit_done(&k);
	api(&k, REST, "Method=get Path=/x TimeoutInMillis=60000");
	kit_meta(&k, "Fn", "Time", "40s");
	sees(&k, "GET /x", "200");
	kit_done(&k);
}

TEST(a_timeout_that_aws_does_not_take_is_a_mistake)
{
	struct kit k;

	api(&k, HTTP, "Method=get Path=/x TimeoutInMillis=31000");
	kit_request(&k, "GET /x", NULL, 1);
	t_not_null(strstr(kit_refused(&k),
			  "TimeoutInMillis of GET /x is 31000, but this API takes 50 to 30000"));
	kit_done(&k);
	kit_init(&k);
	kit_node(&k, "Api", ARCH_API, REST, "");
	kit_node(&k, "Fn", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_edge(&k, "Api", VERB_ROUTES, "Fn", "Method=get Path=/x TimeoutInMillis=60000");
	kit_request(&k, "GET /x", NULL, 1);
	t_not_null(strstr(kit_refused(&k), "takes 50 to 29000"));
	kit_done(&k);
}

/* A request with so large a body. */
static void sends(struct kit *k, uint32_t bytes, const char *outcome)
{
	k->options.n_workloads = 0;
	kit_request(k, "POST /x", NULL, 1);
	k->workloads[0].bytes = bytes;
	kit_run(k);
	t_int(kit_outcome(k, outcome), 1);
}

TEST(lambda_takes_less_than_api_gateway)
{
	struct kit k;

	api(&k, REST, "Method=post Path=/x");
	sends(&k, 6291456, "200");
	k.options.has_trace = true;
	sends(&k, 6291457, "413");
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_APIGW_FUNCTION_PAYLOAD), 1);
	sends(&k, 10485761, "413");
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_APIGW_PAYLOAD), 1);
	t_int(kit_count(&k, "Fn", "Invocations"), 0);
	kit_done(&k);
	kit_init(&k);
	kit_node(&k, "Api", ARCH_API, REST, "");
	kit_node(&k, "Server", ARCH_OTHER, "Test::Server", "");
	kit_meta(&k, "Server", "Work", "10ms");
	kit_edge(&k, "Api", VERB_ROUTES, "Server", "Method=post Path=/x");
	sends(&k, 10485760, "200");
	kit_done(&k);
}

TEST(the_firewall_comes_before_everything)
{
	struct kit k;

	api(&k, REST, "Method=get Path=/x");
	kit_node(&k, "Acl", ARCH_FIREWALL, "AWS::WAFv2::WebACL", "");
	kit_edge(&k, "Acl", VERB_USES, "Api", "");
	kit_meta(&k, "Acl", "Blocked", "100%");
	k.options.has_trace = true;
	sees(&k, "GET /nowhere", "403");
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_APIGW_WAF), 1);
	t_int(kit_count(&k, "Acl", "BlockedRequests"), 1);
	kit_done(&k);
}

TEST(an_http_api_validates_nothing_and_says_so)
{
	struct kit k;

	api(&k, HTTP, "Method=get Path=/x");
	kit_meta(&k, "Api", "Callers.Invalid", "100%");
	sees(&k, "GET /x", "200");
	t_int(k.diags.n, 1);
	t_str(k.diags.items[0].text,
	      "Api: Callers.Invalid changes nothing: only REST APIs validate requests");
	kit_done(&k);
}

TEST(validation_comes_before_the_backend)
{
	struct kit k;

	api(&k, REST, "Method=get Path=/x");
	kit_meta(&k, "Api", "Callers.Invalid", "100%");
	sees(&k, "GET /x", "400");
	t_int(kit_count(&k, "Fn", "Invocations"), 0);
	kit_done(&k);
}

TEST(a_private_api_needs_five_things)
{
	static const struct { const char *key, *outcome; enum rule rule; } needs[] = {
		{ "Access.Endpoint", "error:ConnectionError", RULE_APIGW_PRIVATE_ENDPOINT },
		{ "Access.Dns", "error:ConnectionError", RULE_APIGW_PRIVATE_DNS },
		{ "Access.SecurityGroup", "error:ConnectionError", RULE_APIGW_PRIVATE_GROUP },
		{ "Access.Tls", "error:ConnectionError", RULE_APIGW_PRIVATE_TLS },
		{ "Access.Policy", "403", RULE_APIGW_PRIVATE_POLICY },
	};
	struct kit k;

	api(&k, REST, "Method=get Path=/x");
	k.options.has_trace = true;
	kit_set(&k, "Api", "EndpointConfiguration", "PRIVATE");
	sees(&k, "GET /x", "403");
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_APIGW_PRIVATE_POLICY), 1);
	kit_meta(&k, "Api", "Access.Policy", "true");
	sees(&k, "GET /x", "200");
	for (size_t i = 0; i < sizeof(needs) / sizeof(*needs); i++) {
		kit_meta(&k, "Api", needs[i].key, "false");
		sees(&k, "GET /x", needs[i].outcome);
		t_int(kit_moments(&k, MOMENT_REPLIED, needs[i].rule), 1);
		kit_meta(&k, "Api", needs[i].key, "true");
	}
	kit_done(&k);
}

TEST(a_policy_that_allows_nobody_is_403)
{
	struct kit k;

	api(&k, REST, "Method=get Path=/x");
	kit_meta(&k, "Api", "Access.Policy", "false");
	k.options.has_trace = true;
	sees(&k, "GET /x", "403");
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_APIGW_POLICY), 1);
	kit_done(&k);
}

TEST(unknown_metadata_is_a_mistake)
{
	struct kit k;

	api(&k, REST, "Method=get Path=/x");
	kit_meta(&k, "Api", "Callers.Identitys", "7");
	kit_request(&k, "GET /x", NULL, 1);
	t_not_null(strstr(kit_refused(&k), "Callers has no Identitys"));
	kit_done(&k);
}

/* The fact: median 10 ms, p99 40 ms; split in two draws whose sum has its mean and its variance. */
TEST(latency_is_integration_latency_and_the_gateways_own_time)
{
	struct kit k;
	double sigma = log(4) / 2.3263478740408408, mean = 10 * exp(sigma * sigma / 2);
	double variance = (exp(sigma * sigma) - 1) * mean * mean;

	api(&k, REST, "Method=get Path=/x");
	kit_meta(&k, "Fn", "Time", "50ms");
	kit_request(&k, "GET /x", "1000/s", 40000);
	k.options.duration_ns = 0;
	kit_run(&k);
	kit_near(kit_metric(&k, "Api", "IntegrationLatency")->mean, 50, 1e-9);
	kit_near(kit_metric(&k, "Api", "Latency")->mean, 50 + mean, sqrt(variance / 40000));
	kit_near(k.run->latency.mean, kit_metric(&k, "Api", "Latency")->mean, 1e-9);
	kit_done(&k);
}

TEST(requests_that_go_to_the_backend_are_billed_and_refused_ones_are_not)
{
	struct kit k;

	api(&k, REST, "Method=get Path=/x");
	kit_request(&k, "GET /x", NULL, 1000);
	kit_request(&k, "GET /nowhere", NULL, 1000);
	kit_run(&k);
	kit_near(k.run->cost_usd, 0.0035, 1e-12);
	t_int(kit_count(&k, "Api", "Count"), 2000);
	t_int(kit_count(&k, "Api", "4XXError"), 1000);
	kit_done(&k);
	api(&k, HTTP, "Method=post Path=/x");
	kit_request(&k, "POST /x", NULL, 1000);
	k.workloads[0].bytes = 524289;
	kit_run(&k);
	kit_near(k.run->cost_usd, 0.002, 1e-12);
	kit_done(&k);
}

TEST(a_canary_gets_its_share_and_its_own_stage_variables)
{
	struct kit k;

	api(&k, REST, "Method=get Path=/x Alias=${stageVariables.alias}");
	kit_set(&k, "Api", "Variables.alias", "prod");
	kit_set(&k, "Api", "CanarySetting.PercentTraffic", "20");
	kit_set(&k, "Api", "CanarySetting.StageVariableOverrides.alias", "next");
	kit_request(&k, "GET /x", "500/s", 10000);
	k.options.duration_ns = 0;
	kit_run(&k);
	t_int(kit_count(&k, "Fn", "AliasInvocations"), kit_count(&k, "Api", "CanaryCount"));
	kit_near((double)kit_count(&k, "Api", "CanaryCount"), 2000, 40);
	kit_done(&k);
}

/* Turning the canary on leaves every other draw as it was. */
TEST(a_canary_changes_nothing_but_where_requests_go)
{
	struct kit k;
	double before;

	api(&k, REST, "Method=get Path=/x");
	kit_request(&k, "GET /x", "500/s", 1000);
	kit_run(&k);
	before = k.run->latency.mean;
	kit_set(&k, "Api", "CanarySetting.PercentTraffic", "50");
	kit_run(&k);
	assert_true(k.run->latency.mean == before);
	kit_done(&k);
}

TEST(under_faults_every_request_still_ends)
{
	struct kit k;

	api(&k, REST, "Method=get Path=/x TimeoutInMillis=200");
	kit_meta(&k, "Fn", "Time", "150ms exp");
	kit_request(&k, "GET /x", "200/s", 0);
	k.options.is_sdk_client = true;
	kit_fault(&k, "Fn errors 30% from 1s to 30s");
	kit_fault(&k, "Fn slow x3 from 10s to 20s");
	kit_fault(&k, "Fn throttle 20% from 15s to 40s");
	kit_fault(&k, "Api errors 10% from 5s to 50s");
	kit_fault(&k, "Api down from 50s to 52s");
	kit_run(&k);
	t_int(k.run->in_flight, 0);
	t_true(kit_outcome(&k, "200") > 5000);
	kit_done(&k);
}

TEST(the_same_seed_gives_the_same_run)
{
	struct kit k;
	double first;

	api(&k, REST, "Method=get Path=/x");
	kit_meta(&k, "Fn", "Time", "10ms exp");
	kit_request(&k, "GET /x", "100/s", 0);
	kit_run(&k);
	first = k.run->latency.mean;
	kit_run(&k);
	assert_true(k.run->latency.mean == first);
	kit_done(&k);
}

TESTS(t(an_unknown_route_is_403_at_a_rest_api_and_404_at_an_http_api),
      t(the_most_specific_route_wins), t(a_rest_api_chooses_the_path_before_the_method),
      t(the_default_route_takes_what_no_other_does),
      t(a_second_path_to_the_same_function_is_a_route_too),
      t(a_rest_api_hides_how_its_function_fails), t(an_http_api_says_500_or_503),
      t(a_mapped_integration_turns_a_functions_error_into_200),
      t(a_selection_pattern_maps_a_functions_error_to_a_status),
      t(a_service_integration_maps_the_backends_status),
      t(a_mock_has_the_status_of_its_response), t(an_event_invocation_does_not_wait),
      t(a_malformed_answer_is_502_but_payload_2_infers_200),
      t(a_backend_by_http_has_its_status_handed_on), t(a_mock_answers_by_itself),
      t(a_backend_outside_the_template_answers_at_once),
      t(sam_adds_a_mock_for_preflights_to_each_path),
      t(an_http_api_answers_preflights_that_no_route_takes),
      t(after_29_s_the_client_hears_504_and_the_function_runs_on),
      t(timeout_in_millis_counts_for_its_own_route),
      t(a_timeout_that_aws_does_not_take_is_a_mistake), t(lambda_takes_less_than_api_gateway),
      t(the_firewall_comes_before_everything), t(validation_comes_before_the_backend),
      t(an_http_api_validates_nothing_and_says_so),
      t(a_private_api_needs_five_things), t(a_policy_that_allows_nobody_is_403),
      t(unknown_metadata_is_a_mistake), t(latency_is_integration_latency_and_the_gateways_own_time),
      t(requests_that_go_to_the_backend_are_billed_and_refused_ones_are_not),
      t(a_canary_gets_its_share_and_its_own_stage_variables),
      t(a_canary_changes_nothing_but_where_requests_go), t(under_faults_every_request_still_ends),
      t(the_same_seed_gives_the_same_run))
