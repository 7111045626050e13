/* SPDX-License-Identifier: MIT */
/* API Gateway: authorizers, API keys and usage plans, four token buckets, the cache of a stage. */
#include <math.h>
#include <string.h>

#include "tests/support/fake_function.h"
#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

/* A REST API with GET /x, POST /x to one function. */
static void api(struct kit *k)
{
	kit_init(k);
	k->options.duration_ns = 0;
	kit_node(k, "Api", ARCH_API, "AWS::Serverless::Api", "EndpointConfiguration=REGIONAL");
	kit_node(k, "Fn", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_edge(k, "Api", VERB_ROUTES, "Fn", "Method=get Path=/x");
	kit_edge(k, "Api", VERB_ROUTES, "Fn", "Method=post Path=/x");
}

static void runs(struct kit *k, const char *request, const char *rate, uint64_t n)
{
	k->options.n_workloads = 0;
	kit_request(k, request, rate, n);
	kit_run(k);
}

/* Throttling */

TEST(a_burst_at_one_instant_gets_the_accounts_burst_and_no_more)
{
	struct kit k;

	api(&k);
	k.options.has_trace = true;
	runs(&k, "GET /x", NULL, 6000);
	t_int(kit_outcome(&k, "200"), 5000);
	t_int(kit_outcome(&k, "429"), 1000);
	t_int(kit_count(&k, "Api", "ThrottledRequests"), 1000);
	t_int(kit_moments(&k, MOMENT_THROTTLED, RULE_APIGW_ACCOUNT), 1000);
	kit_done(&k);
}

TEST(a_small_region_has_a_quarter_of_it)
{
	struct kit k;

	api(&k);
	k.arch->metadata = value_set(&k.arch->arena, k.arch->metadata, "Region", "eu-south-1");
	runs(&k, "GET /x", NULL, 6000);
	t_int(kit_outcome(&k, "200"), 1250);
	kit_done(&k);
}

TEST(an_even_overload_loses_a_sixth_after_two_and_a_half_seconds)
{
	struct kit k;
	double lost_by_2s;

	api(&k);
	runs(&k, "GET /x", "12000/s,constant", 24000);
	lost_by_2s = kit_outcome(&k, "429");
	t_int(lost_by_2s, 0);
	runs(&k, "GET /x", "12000/s,constant", 300000);
	/* 25 s: the burst of 5,000 and 10,000 a second are let through. */
	kit_near(kit_outcome(&k, "429"), 300000 - 5000 - 250000, 2);
	kit_done(&k);
}

TEST(all_apis_of_the_account_share_its_bucket)
{
	struct kit k;

	api(&k);
	kit_node(&k, "Other", ARCH_API, "AWS::Serverless::HttpApi", "");
	kit_edge(&k, "Other", VERB_ROUTES, "Fn", "Method=get Path=/x");
	kit_request(&k, "Api GET /x", NULL, 4000);
	kit_request(&k, "Other GET /x", NULL, 4000);
	kit_run(&k);
	t_int(kit_outcome(&k, "200"), 5000);
	t_int(kit_count(&k, "Api", "ThrottledRequests"), 0);
	t_int(kit_count(&k, "Other", "ThrottledRequests"), 3000);
	kit_done(&k);
}

/* The loss of an M/D/1/5 system at load 1.1, from its Markov chain. */
TEST(a_method_loses_what_an_m_d_1_b_system_loses)
{
	struct kit k;

	api(&k);
	kit_append(&k, "Api", "MethodSettings",
		   "ResourcePath=/* HttpMethod=* ThrottlingRateLimit=1000 ThrottlingBurstLimit=5");
	runs(&k, "GET /x", "1100/s", 400000);
	kit_near(kit_outcome(&k, "429") / 400000, .149679, sqrt(.15 * .85 / 400000) * 2);
	kit_done(&k);
}

TEST(a_methods_own_limit_is_its_own)
{
	struct kit k;

	api(&k);
	kit_append(
		&k, "Api", "MethodSettings",
		"ResourcePath=/~1x HttpMethod=POST ThrottlingRateLimit=1 ThrottlingBurstLimit=2");
	k.options.has_trace = true;
	kit_request(&k, "GET /x", NULL, 10);
	kit_request(&k, "POST /x", NULL, 10);
	kit_run(&k);
	t_int(kit_outcome(&k, "200"), 12);
	t_int(kit_moments(&k, MOMENT_THROTTLED, RULE_APIGW_METHOD), 8);
	kit_done(&k);
}

TEST(what_a_stage_sets_for_all_holds_for_each_method)
{
	struct kit k;

	api(&k);
	kit_append(&k, "Api", "MethodSettings",
		   "ResourcePath=/* HttpMethod=* ThrottlingRateLimit=20 ThrottlingBurstLimit=10");
	k.options.duration_ns = 10 * NS_PER_S;
	kit_request(&k, "GET /x", "20/s,constant", 0);
	kit_request(&k, "POST /x", "20/s,constant", 0);
	kit_run(&k);
	t_int(kit_outcome(&k, "200"), 400);
	kit_done(&k);
}

TEST(http_apis_write_their_limits_by_route)
{
	struct kit k;

	kit_init(&k);
	kit_node(&k, "Api", ARCH_API, "AWS::ApiGatewayV2::Api", "ProtocolType=HTTP");
	kit_folded(&k, "Stage", "Api", "AWS::ApiGatewayV2::Stage",
		   "DefaultRouteSettings.ThrottlingRateLimit=1 "
		   "DefaultRouteSettings.ThrottlingBurstLimit=5");
	kit_node(&k, "Fn", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_edge(&k, "Api", VERB_ROUTES, "Fn", "Method=GET Path=/x");
	kit_edge(&k, "Api", VERB_ROUTES, "Fn", "Method=GET Path=/y");
	kit_request(&k, "GET /x", NULL, 7);
	kit_request(&k, "GET /y", NULL, 4);
	kit_run(&k);
	t_int(kit_outcome(&k, "200"), 9);	/* each route has a bucket of its own */
	kit_done(&k);
}

TEST(the_buckets_are_asked_from_the_plan_to_the_region)
{
	struct kit k;

	api(&k);
	k.options.has_trace = true;
	kit_set(&k, "Api", "Auth.ApiKeyRequired", "true");
	kit_set(&k, "Api", "Auth.UsagePlan.Throttle.RateLimit", "1");
	kit_set(&k, "Api", "Auth.UsagePlan.Throttle.BurstLimit", "9");
	kit_append(&k, "Api", "MethodSettings",
		   "ResourcePath=/x HttpMethod=GET ThrottlingRateLimit=1 ThrottlingBurstLimit=7");
	kit_append(&k, "Api", "MethodSettings",
		   "ResourcePath=/* HttpMethod=* ThrottlingRateLimit=1 ThrottlingBurstLimit=5");
	k.arch->metadata = value_set(&k.arch->arena, NULL, "Account.ApiRequestsPerSecond", "1");
	k.arch->metadata = value_set(&k.arch->arena, k.arch->metadata, "Account.ApiBurst", "3");
	k.arch->metadata =
		value_set(&k.arch->arena, k.arch->metadata, "Region.ApiRequestsPerSecond", "1");
	k.arch->metadata = value_set(&k.arch->arena, k.arch->metadata, "Region.ApiBurst", "1");
	runs(&k, "GET /x", NULL, 10);
	t_int(kit_outcome(&k, "200"), 1);
	t_int(kit_moments(&k, MOMENT_THROTTLED, RULE_APIGW_PLAN), 1);
	t_int(kit_moments(&k, MOMENT_THROTTLED, RULE_APIGW_METHOD), 2);
	t_int(kit_moments(&k, MOMENT_THROTTLED, RULE_APIGW_ACCOUNT), 4);
	t_int(kit_moments(&k, MOMENT_THROTTLED, RULE_APIGW_REGION), 2);
	kit_done(&k);
}

/* API keys */

TEST(a_key_that_is_missing_is_403)
{
	struct kit k;

	api(&k);
	kit_set(&k, "Api", "Auth.ApiKeyRequired", "true");
	kit_meta(&k, "Api", "Callers.WithoutKey", "100%");
	k.options.has_trace = true;
	runs(&k, "GET /x", NULL, 3);
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_APIGW_KEY), 3);
	t_int(kit_outcome(&k, "403"), 3);
	kit_done(&k);
}

TEST(each_key_has_a_bucket_and_a_quota_of_its_own)
{
	struct kit k;

	api(&k);
	kit_set(&k, "Api", "Auth.ApiKeyRequired", "true");
	kit_folded(&k, "Plan", "Api", "AWS::ApiGateway::UsagePlan",
		   "Quota.Limit=100 Quota.Period=DAY");
	kit_folded(&k, "One", "Plan", "AWS::ApiGateway::UsagePlanKey", "");
	kit_folded(&k, "Two", "Plan", "AWS::ApiGateway::UsagePlanKey", "");
	kit_refer(&k, "One", "UsagePlanId", "Plan");
	kit_refer(&k, "Two", "UsagePlanId", "Plan");
	k.options.has_trace = true;
	runs(&k, "GET /x", "1/s", 1000);
	t_int(kit_outcome(&k, "200"), 200);
	t_int(kit_moments(&k, MOMENT_THROTTLED, RULE_APIGW_QUOTA), 800);
	kit_done(&k);
}

TEST(a_quota_begins_anew_with_its_period)
{
	struct kit k;

	api(&k);
	kit_set(&k, "Api", "Auth.ApiKeyRequired", "true");
	kit_set(&k, "Api", "Auth.UsagePlan.Quota.Limit", "10");
	kit_set(&k, "Api", "Auth.UsagePlan.Quota.Period", "DAY");
	runs(&k, "GET /x", "1/h,constant", 71);
	/* Hours 1 to 23, 24 to 47, 48 to 71: ten of each day. */
	t_int(kit_outcome(&k, "200"), 30);
	kit_done(&k);
}

TEST(a_period_that_aws_does_not_know_is_a_mistake)
{
	struct kit k;

	api(&k);
	kit_set(&k, "Api", "Auth.UsagePlan.Quota.Period", "YEAR");
	kit_request(&k, "GET /x", NULL, 1);
	t_not_null(strstr(kit_refused(&k), "AWS takes DAY, WEEK or MONTH"));
	kit_done(&k);
}

/* Authorizers */

static void guarded(struct kit *k, const char *ttl)
{
	api(k);
	kit_node(k, "Guard", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_edge(k, "Api", VERB_INVOKES, "Guard", "Name=Guard");
	if (ttl) {
		struct value *d = (struct value *)k->arch->edges[k->arch->n_edges - 1].details;

		value_put(&k->arch->arena, d, "AuthorizerResultTtlInSeconds",
			  value_text(&k->arch->arena, ttl));
	}
	kit_set(k, "Api", "Auth.DefaultAuthorizer", "Guard");
}

TEST(an_authorizers_answer_counts_300_s_for_one_caller)
{
	struct kit k;

	guarded(&k, NULL);
	/* One request a second: asked at 1 s, 302 s and 603 s, a little later each time. */
	runs(&k, "GET /x", "1/s,constant", 700);
	t_int(kit_outcome(&k, "200"), 700);
	t_int(kit_count(&k, "Guard", "Invocations"), 3);
	t_int(kit_count(&k, "Api", "AuthorizerCacheHits"), 697);
	kit_done(&k);
}

TEST(without_a_ttl_it_is_asked_each_time)
{
	struct kit k;

	guarded(&k, "0");
	runs(&k, "GET /x", "1/s,constant", 100);
	t_int(kit_count(&k, "Guard", "Invocations"), 100);
	kit_done(&k);
}

TEST(many_callers_make_many_authorizer_calls)
{
	struct kit k;

	guarded(&k, "3600");
	kit_meta(&k, "Api", "Callers.Identities", "50");
	runs(&k, "GET /x", "10/s", 2000);
	t_int(kit_count(&k, "Guard", "Invocations"), 50);
	kit_done(&k);
}

TEST(no_token_is_401_and_costs_no_authorizer_call)
{
	struct kit k;

	guarded(&k, NULL);
	kit_meta(&k, "Api", "Callers.WithoutToken", "100%");
	runs(&k, "GET /x", NULL, 5);
	t_int(kit_outcome(&k, "401"), 5);
	t_int(kit_count(&k, "Guard", "Invocations"), 0);
	kit_done(&k);
}

/* How requests end of which a share has this; guard: what the API's properties say of it. */
static void unguarded(const char *type, const char *guard, const char *callers, const char *outcome)
{
	struct kit k;

	kit_init(&k);
	kit_node(&k, "Api", ARCH_API, type, guard);
	kit_node(&k, "Fn", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_edge(&k, "Api", VERB_ROUTES, "Fn", "Method=get Path=/x");
	runs(&k, "GET /x", NULL, 5);
	t_int(kit_outcome(&k, "200"), 5);
	kit_meta(&k, "Api", callers, "100%");
	runs(&k, "GET /x", NULL, 5);
	t_int(kit_outcome(&k, outcome), 5);
	kit_done(&k);
}

TEST(an_issuer_outside_the_template_guards_too)
{
	static const char jwt[] = "Auth.DefaultAuthorizer=J "
				  "Auth.Authorizers.J.JwtConfiguration.issuer=https://me.auth0.com/";

	unguarded("AWS::Serverless::HttpApi", jwt, "Callers.WithoutToken", "401");
	unguarded("AWS::Serverless::HttpApi", jwt, "Callers.Denied", "401");
}

/* Its AuthorizerId is imported from another stack. */
TEST(a_route_with_tokens_of_an_unknown_authorizer_is_guarded)
{
	struct kit k;

	kit_init(&k);
	kit_node(&k, "Api", ARCH_API, "AWS::ApiGatewayV2::Api", "ProtocolType=HTTP");
	kit_node(&k, "Fn", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_edge(&k, "Api", VERB_ROUTES, "Fn", "Method=get Path=/x AuthorizationType=JWT");
	kit_meta(&k, "Api", "Callers.WithoutToken", "100%");
	runs(&k, "GET /x", NULL, 5);
	t_int(kit_outcome(&k, "401"), 5);
	kit_done(&k);
}

TEST(aws_iam_wants_a_signature)
{
	static const char iam[] = "Auth.DefaultAuthorizer=AWS_IAM";

	unguarded("AWS::Serverless::Api", iam, "Callers.WithoutToken", "403");
	unguarded("AWS::Serverless::Api", iam, "Callers.Denied", "403");
}

TEST(a_denied_share_of_the_requests_is_403_cached_or_not)
{
	struct kit k;

	guarded(&k, NULL);
	kit_meta(&k, "Api", "Callers.Denied", "25%");
	runs(&k, "GET /x", "100/s", 10000);
	kit_near(kit_outcome(&k, "403"), 2500, sqrt(10000 * .25 * .75));
	t_true(kit_count(&k, "Guard", "Invocations") < 20);
	t_int(kit_count(&k, "Fn", "Invocations"), kit_outcome(&k, "200"));
	kit_done(&k);
}

TEST(an_authorizer_that_fails_is_500)
{
	struct kit k;

	guarded(&k, NULL);
	kit_meta(&k, "Guard", "Answer", "error:FunctionError");
	k.options.has_trace = true;
	runs(&k, "GET /x", NULL, 2);
	t_int(kit_outcome(&k, "500"), 2);
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_APIGW_AUTHORIZER_FAILED), 2);
	t_int(kit_count(&k, "Fn", "Invocations"), 0);
	kit_done(&k);
}

TEST(an_http_api_waits_10_s_for_its_authorizer)
{
	struct kit k;

	kit_init(&k);
	kit_node(&k, "Api", ARCH_API, "AWS::ApiGatewayV2::Api", "");
	kit_node(&k, "Fn", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_node(&k, "Guard", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_edge(&k, "Api", VERB_ROUTES, "Fn", "Method=get Path=/x");
	kit_edge(&k, "Api", VERB_INVOKES, "Guard", "");
	kit_meta(&k, "Guard", "Time", "11s");
	runs(&k, "GET /x", NULL, 1);
	t_int(kit_outcome(&k, "500"), 1);
	t_true(k.run->latency.most > 10000 && k.run->latency.most < 10200);
	kit_done(&k);
}

TEST(a_route_that_says_none_is_open)
{
	struct kit k;

	kit_init(&k);
	kit_node(&k, "Api", ARCH_API, "AWS::ApiGatewayV2::Api", "ProtocolType=HTTP");
	kit_folded(&k, "Open", "Api", "AWS::ApiGatewayV2::Route", "AuthorizationType=NONE");
	kit_set(&k, "Open", "RouteKey", "GET /open");
	kit_node(&k, "Fn", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_node(&k, "Guard", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_edge(&k, "Api", VERB_ROUTES, "Fn", "Method=GET Path=/open");
	kit_edge(&k, "Api", VERB_ROUTES, "Fn", "Method=GET Path=/shut");
	kit_edge(&k, "Api", VERB_INVOKES, "Guard", "");
	runs(&k, "GET /open", NULL, 1);
	t_int(kit_count(&k, "Guard", "Invocations"), 0);
	runs(&k, "GET /shut", NULL, 1);
	t_int(kit_count(&k, "Guard", "Invocations"), 1);
	kit_done(&k);
}

TEST(the_usage_plan_is_asked_after_the_authorizer)
{
	struct kit k;

	guarded(&k, "0");
	kit_set(&k, "Api", "Auth.ApiKeyRequired", "true");
	kit_set(&k, "Api", "Auth.UsagePlan.Throttle.RateLimit", "1");
	kit_set(&k, "Api", "Auth.UsagePlan.Throttle.BurstLimit", "1");
	runs(&k, "GET /x", NULL, 10);
	t_int(kit_outcome(&k, "429"), 9);
	t_int(kit_count(&k, "Guard", "Invocations"), 10);
	kit_done(&k);
}

TEST(a_user_pool_checks_tokens_and_its_refusal_is_401)
{
	struct kit k;

	api(&k);
	kit_node(&k, "Pool", ARCH_USERPOOL, "AWS::Cognito::UserPool", "");
	kit_edge(&k, "Api", VERB_USES, "Pool", "Name=Pool");
	kit_set(&k, "Api", "Auth.DefaultAuthorizer", "Pool");
	kit_meta(&k, "Api", "Callers.Denied", "50%");
	runs(&k, "GET /x", "10/s", 400);
	kit_near(kit_outcome(&k, "401"), 200, 10);
	t_true(kit_count(&k, "Pool", "TokensVerified") <= 4);
	kit_done(&k);
}

TEST(sign_ins_of_all_pools_share_120_a_second)
{
	struct kit k;

	kit_init(&k);
	kit_node(&k, "Pool", ARCH_USERPOOL, "AWS::Cognito::UserPool", "");
	kit_node(&k, "Other", ARCH_USERPOOL, "AWS::Cognito::UserPool", "");
	kit_request(&k, "call resource://Pool", NULL, 100);
	kit_request(&k, "call resource://Other", NULL, 100);
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 120);
	t_int(kit_outcome(&k, "error:TooManyRequestsException"), 80);
	kit_done(&k);
}

/* The cache of a stage */

static void cached(struct kit *k, const char *setting)
{
	api(k);
	kit_set(k, "Api", "CacheClusterEnabled", "true");
	kit_append(k, "Api", "MethodSettings", setting);
}

TEST(a_cache_answers_for_300_s)
{
	struct kit k;

	cached(&k, "ResourcePath=/* HttpMethod=* CachingEnabled=true");
	runs(&k, "GET /x", "1/s,constant", 700);
	t_int(kit_outcome(&k, "200"), 700);
	t_int(kit_count(&k, "Api", "CacheMissCount"), 3);
	t_int(kit_count(&k, "Api", "CacheHitCount"), 697);
	t_int(kit_count(&k, "Fn", "Invocations"), 3);
	kit_done(&k);
}

TEST(only_get_is_cached_unless_the_method_says_so)
{
	struct kit k;

	cached(&k, "ResourcePath=/* HttpMethod=* CachingEnabled=true");
	runs(&k, "POST /x", "1/s,constant", 10);
	t_int(kit_count(&k, "Fn", "Invocations"), 10);
	kit_done(&k);
	cached(&k, "ResourcePath=/x HttpMethod=POST CachingEnabled=true CacheTtlInSeconds=60");
	runs(&k, "POST /x", "1/s,constant", 10);
	t_int(kit_count(&k, "Fn", "Invocations"), 1);
	kit_done(&k);
}

TEST(distinct_keys_and_the_ttl_make_the_hit_ratio)
{
	struct kit k;
	/* A key is asked once a second: a miss opens 10 s of hits, so misses are 1 in 11. */
	const double n = 200000, misses = 1.0 / 11;

	cached(&k, "ResourcePath=/* HttpMethod=* CachingEnabled=true CacheTtlInSeconds=10");
	kit_meta(&k, "Api", "Callers.CacheKeys", "100");
	kit_meta(&k, "Fn", "Time", "0ms");
	runs(&k, "GET /x", "100/s", (uint64_t)n);
	/* The closed form leaves out the time between a request and its answer. */
	kit_near((double)kit_count(&k, "Api", "CacheMissCount") / n, misses, misses * 0.01);
	kit_done(&k);
}

TEST(errors_are_not_cached)
{
	struct kit k;

	cached(&k, "ResourcePath=/* HttpMethod=* CachingEnabled=true");
	kit_meta(&k, "Fn", "Answer", "404");
	runs(&k, "GET /x", "1/s,constant", 5);
	t_int(kit_count(&k, "Fn", "Invocations"), 5);
	kit_done(&k);
}

TEST(a_canary_has_its_own_cache_unless_it_uses_the_stages)
{
	struct kit k;

	cached(&k, "ResourcePath=/* HttpMethod=* CachingEnabled=true");
	kit_set(&k, "Api", "CanarySetting.PercentTraffic", "50");
	runs(&k, "GET /x", "1/s,constant", 100);
	t_int(kit_count(&k, "Fn", "Invocations"), 2);
	kit_set(&k, "Api", "CanarySetting.UseStageCache", "true");
	runs(&k, "GET /x", "1/s,constant", 100);
	t_int(kit_count(&k, "Fn", "Invocations"), 1);
	kit_done(&k);
}

TEST(a_cache_is_billed_by_the_hour_and_size)
{
	struct kit k;

	cached(&k, "ResourcePath=/* HttpMethod=* CachingEnabled=true CacheTtlInSeconds=3600");
	kit_set(&k, "Api", "CacheClusterSize", "6.1");
	runs(&k, "GET /x", "1/h,constant", 10);
	kit_near(k.run->cost_usd, 10 * 0.2 + 10 * 0.0000035, 1e-5);
	kit_done(&k);
	cached(&k, "ResourcePath=/* HttpMethod=* CachingEnabled=true");
	kit_set(&k, "Api", "CacheClusterSize", "2");
	kit_request(&k, "GET /x", NULL, 1);
	t_not_null(strstr(kit_refused(&k), "CacheClusterSize is \"2\""));
	kit_done(&k);
}

TEST(a_cache_that_keeps_nothing_is_pointed_out)
{
	struct kit k;

	api(&k);
	kit_set(&k, "Api", "CacheClusterEnabled", "true");
	runs(&k, "GET /x", NULL, 1);
	t_int(k.diags.n, 1);
	t_not_null(strstr(k.diags.items[0].text, "pays for a cache that keeps nothing"));
	kit_done(&k);
}

TESTS(t(a_burst_at_one_instant_gets_the_accounts_burst_and_no_more),
      t(a_small_region_has_a_quarter_of_it),
      t(an_even_overload_loses_a_sixth_after_two_and_a_half_seconds),
      t(all_apis_of_the_account_share_its_bucket), t(a_method_loses_what_an_m_d_1_b_system_loses),
      t(a_methods_own_limit_is_its_own), t(what_a_stage_sets_for_all_holds_for_each_method),
      t(http_apis_write_their_limits_by_route),
      t(the_buckets_are_asked_from_the_plan_to_the_region), t(a_key_that_is_missing_is_403),
      t(each_key_has_a_bucket_and_a_quota_of_its_own), t(a_quota_begins_anew_with_its_period),
      t(a_period_that_aws_does_not_know_is_a_mistake),
      t(an_authorizers_answer_counts_300_s_for_one_caller), t(without_a_ttl_it_is_asked_each_time),
      t(many_callers_make_many_authorizer_calls), t(no_token_is_401_and_costs_no_authorizer_call),
      t(an_issuer_outside_the_template_guards_too),
      t(a_route_with_tokens_of_an_unknown_authorizer_is_guarded), t(aws_iam_wants_a_signature),
      t(a_denied_share_of_the_requests_is_403_cached_or_not), t(an_authorizer_that_fails_is_500),
      t(an_http_api_waits_10_s_for_its_authorizer), t(a_route_that_says_none_is_open),
      t(the_usage_plan_is_asked_after_the_authorizer),
      t(a_user_pool_checks_tokens_and_its_refusal_is_401),
      t(sign_ins_of_all_pools_share_120_a_second), t(a_cache_answers_for_300_s),
      t(only_get_is_cached_unless_the_method_says_so),
      t(distinct_keys_and_the_ttl_make_the_hit_ratio), t(errors_are_not_cached),
      t(a_canary_has_its_own_cache_unless_it_uses_the_stages),
      t(a_cache_is_billed_by_the_hour_and_size), t(a_cache_that_keeps_nothing_is_pointed_out))
