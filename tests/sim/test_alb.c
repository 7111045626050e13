/* SPDX-License-Identifier: MIT */
/* Application Load Balancers: groups, turns, what the client sees. */
#include <math.h>
#include <string.h>

#include "tests/support/fake_function.h"
#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

static void balancer(struct kit *k)
{
	kit_init(k);
	k->options.duration_ns = 0;
	kit_node(k, "Lb", ARCH_LOADBALANCER, "AWS::ElasticLoadBalancingV2::LoadBalancer", "");
}

static void server(struct kit *k, const char *id, const char *work)
{
	kit_node(k, id, ARCH_INSTANCE, "AWS::EC2::Instance", "");
	kit_meta(k, id, "Work", work);
}

static void runs(struct kit *k, const char *request, uint64_t n)
{
	k->options.n_workloads = 0;
	kit_request(k, request, n > 1 ? "100/s,constant" : NULL, n);
	kit_run(k);
}

TEST(targets_take_turns)
{
	struct kit k;

	balancer(&k);
	server(&k, "A", "10ms");
	server(&k, "B", "10ms");
	server(&k, "C", "10ms");
	kit_edge(&k, "Lb", VERB_ROUTES, "A", "");
	kit_edge(&k, "Lb", VERB_ROUTES, "B", "");
	kit_edge(&k, "Lb", VERB_ROUTES, "C", "");
	runs(&k, "GET /", 300);
	t_int(kit_count(&k, "A", "Completed"), 100);
	t_int(kit_count(&k, "B", "Completed"), 100);
	t_int(kit_count(&k, "C", "Completed"), 100);
	t_int(kit_outcome(&k, "200"), 300);
	t_int(kit_count(&k, "Lb", "HTTPCode_Target_2XX_Count"), 300);
	kit_done(&k);
}

TEST(no_target_is_503)
{
	struct kit k;

	balancer(&k);
	runs(&k, "GET /", 1);
	t_int(kit_outcome(&k, "503"), 1);
	t_int(kit_count(&k, "Lb", "HTTPCode_ELB_503_Count"), 1);
	kit_done(&k);
}

static void function(struct kit *k, const char *answer, const char *client)
{
	balancer(k);
	kit_node(k, "Fn", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_meta(k, "Fn", "Answer", answer);
	kit_edge(k, "Lb", VERB_ROUTES, "Fn", "");
	runs(k, "GET /", 1);
	t_int(kit_outcome(k, client), 1);
	kit_done(k);
}

TEST(whatever_ails_a_function_is_502)
{
	struct kit k;

	function(&k, "error:FunctionError", "502");
	function(&k, "timeout", "502");
	function(&k, "error:TooManyRequestsException", "502");
	function(&k, "error:RequestTooLargeException", "502");
	function(&k, "404", "404");
	function(&k, "ok", "200");
}

TEST(a_function_is_sent_one_megabyte_at_most)
{
	struct kit k;

	balancer(&k);
	kit_node(&k, "Fn", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_edge(&k, "Lb", VERB_ROUTES, "Fn", "");
	kit_request(&k, "POST /", NULL, 1);
	k.workloads[0].bytes = 1048576;
	kit_run(&k);
	t_int(kit_outcome(&k, "200"), 1);
	k.workloads[0].bytes = 1048577;
	kit_run(&k);
	t_int(kit_outcome(&k, "413"), 1);
	t_int(kit_count(&k, "Fn", "Invocations"), 0);
	kit_done(&k);
}

TEST(the_idle_timeout_ends_a_wait_with_504)
{
	struct kit k;

	balancer(&k);
	server(&k, "A", "100s");
	kit_edge(&k, "Lb", VERB_ROUTES, "A", "");
	runs(&k, "GET /", 1);
	t_int(kit_outcome(&k, "504"), 1);
	t_true(k.run->latency.most > 60000 && k.run->latency.most < 60200);
	kit_append(&k, "Lb", "LoadBalancerAttributes",
		   "Key=idle_timeout.timeout_seconds Value=120");
	runs(&k, "GET /", 1);
	t_int(kit_outcome(&k, "200"), 1);
	kit_done(&k);
	balancer(&k);
	kit_append(&k, "Lb", "LoadBalancerAttributes",
		   "Key=idle_timeout.timeout_seconds Value=5000");
	kit_request(&k, "GET /", NULL, 1);
	t_not_null(strstr(kit_refused(&k), "AWS takes 1 to 4000"));
	kit_done(&k);
}

TEST(a_client_that_gave_up_is_460)
{
	struct kit k;

	balancer(&k);
	k.options.has_trace = true;
	server(&k, "A", "50s");
	kit_edge(&k, "Lb", VERB_ROUTES, "A", "");
	kit_node(&k, "Api", ARCH_API, "AWS::Serverless::HttpApi", "");
	kit_edge(&k, "Api", VERB_ROUTES, "Lb", "Method=ANY Path=/{proxy+} Type=HTTP_PROXY");
	runs(&k, "GET /x", 1);
	t_int(kit_outcome(&k, "503"), 1);
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_ALB_CLIENT_GONE), 1);
	t_int(kit_count(&k, "Lb", "HTTPCode_ELB_4XX_Count"), 1);
	kit_done(&k);
}

TEST(rules_choose_by_path_and_priority)
{
	struct kit k;

	balancer(&k);
	server(&k, "Web", "1ms");
	server(&k, "Images", "1ms");
	server(&k, "Old", "1ms");
	kit_edge(&k, "Lb", VERB_ROUTES, "Old", "Path=/img/* Priority=20 TargetGroup=O");
	kit_edge(&k, "Lb", VERB_ROUTES, "Images", "Path=/img/*.png Priority=10 TargetGroup=I");
	kit_edge(&k, "Lb", VERB_ROUTES, "Web", "TargetGroup=W");
	kit_request(&k, "GET /img/cat.png?size=2", NULL, 1);
	kit_request(&k, "GET /img/cat.gif", NULL, 2);
	kit_request(&k, "GET /index", NULL, 3);
	kit_run(&k);
	t_int(kit_count(&k, "Images", "Completed"), 1);
	t_int(kit_count(&k, "Old", "Completed"), 2);
	t_int(kit_count(&k, "Web", "Completed"), 3);
	kit_done(&k);
}

TEST(rules_are_found_through_listeners_and_target_groups)
{
	struct kit k;

	balancer(&k);
	server(&k, "Web", "1ms");
	server(&k, "Images", "1ms");
	kit_folded(&k, "WebGroup", "Web", "AWS::ElasticLoadBalancingV2::TargetGroup", "");
	kit_folded(&k, "ImageGroup", "Images", "AWS::ElasticLoadBalancingV2::TargetGroup", "");
	kit_folded(&k, "Listener", "Lb", "AWS::ElasticLoadBalancingV2::Listener", "");
	kit_folded(&k, "Rule", "Lb", "AWS::ElasticLoadBalancingV2::ListenerRule", "Priority=1");
	kit_append(&k, "Rule", "Conditions", "Field=path-pattern");
	kit_append(&k, "WebGroup", "Targets", "");
	kit_refer(&k, "WebGroup", "Targets.Id", "Web");
	kit_append(&k, "ImageGroup", "Targets", "");
	kit_folded(&k, "Part", "Images", "AWS::Lambda::Alias", "");
	kit_refer(&k, "ImageGroup", "Targets.Id", "Part");
	kit_append(&k, "Listener", "DefaultActions", "");
	kit_refer(&k, "Listener", "DefaultActions.TargetGroupArn", "WebGroup");
	kit_append(&k, "Rule", "Actions", "");
	kit_refer(&k, "Rule", "Actions.TargetGroupArn", "ImageGroup");
	kit_append_text(&k, "Rule", "Conditions.Values", "/img/*");
	kit_edge(&k, "Lb", VERB_ROUTES, "Web", NULL);
	kit_edge(&k, "Lb", VERB_ROUTES, "Images", NULL);
	kit_request(&k, "GET /img/cat.png", NULL, 1);
	kit_request(&k, "GET /index", NULL, 3);
	kit_run(&k);
	t_int(kit_count(&k, "Images", "Completed"), 1);
	t_int(kit_count(&k, "Web", "Completed"), 3);
	kit_done(&k);
}

/* Lb with F and G in groups of their own and an empty one; rule: what is at /x. */
static void listener(struct kit *k, const char *by_default, const char *rule)
{
	balancer(k);
	server(k, "F", "1ms");
	server(k, "G", "1ms");
	kit_folded(k, "Fs", "F", "AWS::ElasticLoadBalancingV2::TargetGroup", "");
	kit_folded(k, "Gs", "G", "AWS::ElasticLoadBalancingV2::TargetGroup", "");
	kit_folded(k, "None", "Lb", "AWS::ElasticLoadBalancingV2::TargetGroup", "");
	kit_folded(k, "Http", "Lb", "AWS::ElasticLoadBalancingV2::Listener", "");
	kit_folded(k, "Rule", "Lb", "AWS::ElasticLoadBalancingV2::ListenerRule", "Priority=1");
	kit_yaml(k, "Fs", "Targets", "[{Id: !Ref F}]");
	kit_yaml(k, "Gs", "Targets", "[{Id: !Ref G}]");
	kit_yaml(k, "Http", "DefaultActions", by_default);
	kit_yaml(k, "Rule", "Conditions", "[{Field: path-pattern, Values: [/x]}]");
	kit_yaml(k, "Rule", "Actions", rule);
	kit_edge(k, "Lb", VERB_ROUTES, "F", NULL);
	kit_edge(k, "Lb", VERB_ROUTES, "G", NULL);
}

static const char to_f[] = "[{Type: forward, TargetGroupArn: !Ref Fs}]";

/* A status below 400 is a response's to map as well, and no failure. */
TEST(an_api_maps_the_redirect_of_a_load_balancer)
{
	struct kit k;

	listener(&k, "[{Type: redirect, RedirectConfig: {StatusCode: HTTP_302}}]", to_f);
	kit_node(&k, "Api", ARCH_API, "AWS::ApiGateway::RestApi", "");
	kit_edge(&k, "Api", VERB_ROUTES, "Lb",
		 "Method=get Path=/y Type=HTTP IntegrationResponses.a.StatusCode=200 "
		 "IntegrationResponses.b.StatusCode=303 IntegrationResponses.b.SelectionPattern=3..");
	kit_request(&k, "Api GET /y", NULL, 2);
	kit_run(&k);
	t_int(kit_outcome(&k, "303"), 2);
	t_int(kit_count(&k, "Api", "4XXError"), 0);
	kit_done(&k);
}

static void answers(const char *rule, const char *outcome, const char *metric)
{
	struct kit k;

	listener(&k, to_f, rule);
	kit_request(&k, "GET /x", NULL, 10);
	kit_request(&k, "GET /y", NULL, 5);
	kit_run(&k);
	t_int(kit_outcome(&k, outcome), 10);
	t_int(kit_count(&k, "Lb", metric), 10);
	t_int(kit_count(&k, "F", "Completed"), 5);
	t_int(kit_count(&k, "G", "Completed"), 0);
	kit_done(&k);
}

TEST(rules_answer_by_themselves)
{
	answers("[{Type: fixed-response, FixedResponseConfig: {StatusCode: '418'}}]", "418",
		"HTTP_Fixed_Response_Count");
	answers("[{Type: redirect, RedirectConfig: {StatusCode: HTTP_301, Path: /y}}]", "301",
		"HTTP_Redirect_Count");
	answers("[{Type: forward, TargetGroupArn: !Ref None}]", "503", "HTTPCode_ELB_503_Count");
}

TEST(groups_get_their_share_by_weight)
{
	struct kit k;

	listener(&k,
		 "[{Type: forward, ForwardConfig: {TargetGroups: "
		 "[{TargetGroupArn: !Ref Fs, Weight: 9}, {TargetGroupArn: !Ref Gs, Weight: 1}]}}]",
		 to_f);
	runs(&k, "GET /", 1000);
	kit_near((double)kit_count(&k, "G", "Completed"), 100, 9.5);
	t_int(kit_count(&k, "F", "Completed") + kit_count(&k, "G", "Completed"), 1000);
	kit_done(&k);
}

/* Plain HTTP redirects to the listener that forwards. */
TEST(the_listener_that_forwards_is_asked)
{
	struct kit k;

	listener(&k, "[{Type: redirect, RedirectConfig: {StatusCode: HTTP_301}}]", to_f);
	kit_folded(&k, "Https", "Lb", "AWS::ElasticLoadBalancingV2::Listener", "");
	kit_refer(&k, "Rule", "ListenerArn", "Https");
	kit_yaml(&k, "Https", "DefaultActions", "[{TargetGroupArn: !Ref Gs}]");
	kit_request(&k, "GET /x", NULL, 2);
	kit_request(&k, "GET /y", NULL, 3);
	kit_run(&k);
	t_int(kit_count(&k, "F", "Completed"), 2);
	t_int(kit_count(&k, "G", "Completed"), 3);
	kit_done(&k);
}

/* A rule that asks for a host stands back, unless nothing else forwards. */
TEST(conditions_that_no_request_shows_count_when_nothing_else_forwards)
{
	static const char refuse[] = "[{Type: fixed-response, FixedResponseConfig: {StatusCode: 404}}]";
	struct kit k;

	listener(&k, to_f, "[{TargetGroupArn: !Ref Gs}]");
	kit_yaml(&k, "Gs", "Targets", "[{Id: !Ref G.Alias}]");
	kit_yaml(&k, "Rule", "Conditions", "[{Field: host-header, Values: [a.example]}]");
	runs(&k, "GET /", 10);
	t_int(kit_count(&k, "F", "Completed"), 10);
	kit_yaml(&k, "Http", "DefaultActions", refuse);
	runs(&k, "GET /", 10);
	t_int(kit_count(&k, "G", "Completed"), 10);
	kit_yaml(&k, "Rule", "Conditions", "[{Field: http-request-method, "
		 "HttpRequestMethodConfig: {Values: [POST]}}]");
	runs(&k, "GET /", 10);
	t_int(kit_outcome(&k, "404"), 10);
	kit_done(&k);
}

/* Two checks of 30 s: 45 s on average until the target is out, five until it is back: 135 s. */
TEST(a_target_that_is_down_is_taken_out_and_let_in_again)
{
	struct kit k;

	balancer(&k);
	server(&k, "A", "1ms");
	server(&k, "B", "1ms");
	kit_edge(&k, "Lb", VERB_ROUTES, "A", "");
	kit_edge(&k, "Lb", VERB_ROUTES, "B", "");
	kit_fault(&k, "B down from 100s to 300s");
	kit_request(&k, "GET /", "10/s,constant", 6000);
	kit_run(&k);
	kit_near(kit_outcome(&k, "502"), 45 * 10 / 2.0, 1);
	/* From 145 s to 435 s all went to A. */
	kit_near((double)kit_count(&k, "B", "Completed"), (600 - 290) * 10 / 2.0 - 225, 2);
	kit_done(&k);
}

TEST(when_all_targets_are_down_all_are_used)
{
	struct kit k;

	balancer(&k);
	server(&k, "A", "1ms");
	kit_edge(&k, "Lb", VERB_ROUTES, "A", "");
	kit_fault(&k, "A down from 10s to 200s");
	kit_request(&k, "GET /", "1/s,constant", 300);
	kit_run(&k);
	kit_near(kit_outcome(&k, "502"), 190, 1);
	kit_done(&k);
}

TEST(a_firewall_blocks_its_share)
{
	struct kit k;

	balancer(&k);
	server(&k, "A", "1ms");
	kit_edge(&k, "Lb", VERB_ROUTES, "A", "");
	kit_node(&k, "Acl", ARCH_FIREWALL, "AWS::WAFv2::WebACL", "");
	kit_edge(&k, "Acl", VERB_USES, "Lb", NULL);
	kit_meta(&k, "Acl", "Blocked", "10%");
	runs(&k, "Lb GET /", 1000);
	kit_near(kit_outcome(&k, "403"), 100, 9.5);
	t_int(kit_count(&k, "A", "Completed"), 1000 - kit_outcome(&k, "403"));
	kit_done(&k);
}

TEST(hours_and_capacity_units_are_billed)
{
	struct kit k;

	balancer(&k);
	server(&k, "A", "0ms");
	kit_edge(&k, "Lb", VERB_ROUTES, "A", "");
	kit_request(&k, "GET /", "50/s,constant", 180000);
	kit_run(&k);
	/* One hour; 50 connections a second are two units. */
	kit_near(k.run->cost_usd, 0.0225 + 2 * 0.008, 1e-5);
	kit_done(&k);
}

TESTS(t(an_api_maps_the_redirect_of_a_load_balancer),
      t(targets_take_turns), t(no_target_is_503), t(whatever_ails_a_function_is_502),
      t(a_function_is_sent_one_megabyte_at_most), t(the_idle_timeout_ends_a_wait_with_504),
      t(a_client_that_gave_up_is_460), t(rules_choose_by_path_and_priority),
      t(rules_are_found_through_listeners_and_target_groups),
      t(rules_answer_by_themselves), t(groups_get_their_share_by_weight),
      t(the_listener_that_forwards_is_asked),
      t(conditions_that_no_request_shows_count_when_nothing_else_forwards),
      t(a_target_that_is_down_is_taken_out_and_let_in_again),
      t(when_all_targets_are_down_all_are_used),
      t(a_firewall_blocks_its_share), t(hours_and_capacity_units_are_billed))
