/* SPDX-License-Identifier: MIT */
/* CloudFront: what is kept and how long, errors, origins that do not answer. */
#include <math.h>
#include <string.h>

#include "tests/support/fake_function.h"
#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

static const char BEHAVIOR[] = "DistributionConfig.DefaultCacheBehavior.";

/* A distribution in front of one server. */
static void site(struct kit *k, const char *work)
{
	kit_init(k);
	k->options.duration_ns = 0;
	kit_node(k, "Cdn", ARCH_CDN, "AWS::CloudFront::Distribution", "");
	kit_node(k, "Origin", ARCH_INSTANCE, "AWS::EC2::Instance", "");
	kit_meta(k, "Origin", "Work", work);
	kit_meta(k, "Origin", "Servers", "1000");
	kit_edge(k, "Cdn", VERB_ROUTES, "Origin", NULL);
}

static void behaves(struct kit *k, const char *key, const char *text)
{
	kit_set(k, "Cdn", arena_printf(&k->arch->arena, "%s%s", BEHAVIOR, key), text);
}

static void runs(struct kit *k, const char *request, const char *rate, uint64_t n)
{
	k->options.n_workloads = 0;
	kit_request(k, request, rate, n);
	kit_run(k);
}

TEST(an_object_is_kept_for_a_day)
{
	struct kit k;

	site(&k, "50ms");
	runs(&k, "GET /logo.png", "1/h,constant", 72);
	t_int(kit_outcome(&k, "200"), 72);
	/* At hours 1, 26 and 51: an object is a little younger than the request for it. */
	t_int(kit_count(&k, "Origin", "Completed"), 3);
	t_int(kit_count(&k, "Cdn", "CacheHits"), 69);
	kit_done(&k);
}

TEST(a_ttl_of_the_behavior_or_a_policy_counts)
{
	struct kit k;

	site(&k, "50ms");
	behaves(&k, "DefaultTTL", "60");
	runs(&k, "GET /a", "1/s,constant", 130);
	t_int(kit_count(&k, "Origin", "Completed"), 3);
	kit_done(&k);
	site(&k, "50ms");
	behaves(&k, "CachePolicyId", "4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
	runs(&k, "GET /a", "1/s,constant", 20);
	t_int(kit_count(&k, "Origin", "Completed"), 20);
	kit_done(&k);
	site(&k, "50ms");
	kit_folded(&k, "Policy", "Cdn", "AWS::CloudFront::CachePolicy",
		   "CachePolicyConfig.DefaultTTL=10");
	kit_refer(&k, "Cdn", "DistributionConfig.DefaultCacheBehavior.CachePolicyId", "Policy");
	runs(&k, "GET /a", "1/s,constant", 20);
	t_int(kit_count(&k, "Origin", "Completed"), 2);
	kit_done(&k);
}

TEST(paths_and_methods_are_objects_of_their_own)
{
	struct kit k;

	site(&k, "50ms");
	kit_request(&k, "GET /a", "1/s,constant", 10);
	kit_request(&k, "GET /b", "1/s,constant", 10);
	kit_request(&k, "HEAD /a", "1/s,constant", 10);
	kit_run(&k);
	t_int(kit_count(&k, "Origin", "Completed"), 3);
	kit_done(&k);
}

TEST(distinct_objects_and_the_ttl_make_the_hit_ratio)
{
	struct kit k;
	/* Each of 100 objects is asked once a second: a miss, then 9 s of hits: 1 / (1 + 9). */
	const double n = 200000;

	site(&k, "0ms");
	behaves(&k, "DefaultTTL", "9");
	kit_meta(&k, "Cdn", "Callers.CacheKeys", "100");
	runs(&k, "GET /a", "100/s", (uint64_t)n);
	/* A miss takes some 28 ms, 0.3 % of a cycle: what comes meanwhile waits for it, a hit. */
	kit_near(kit_metric(&k, "Cdn", "CacheHitRate")->mean / 100, 0.9, 0.001);
	kit_done(&k);
}

TEST(simultaneous_requests_for_an_object_ask_the_origin_once)
{
	struct kit k;

	site(&k, "500ms");
	k.options.has_trace = true;
	behaves(&k, "DefaultTTL", "20");
	runs(&k, "GET /a", NULL, 100);
	t_int(kit_outcome(&k, "200"), 100);
	t_int(kit_count(&k, "Origin", "Completed"), 1);
	t_int(kit_count(&k, "Cdn", "CacheMisses"), 1);
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_CDN_COLLAPSED), 99);
	runs(&k, "GET /a", "10/s,constant", 600);
	t_int(kit_count(&k, "Origin", "Completed"), 3);
	kit_fault(&k, "Origin down");
	runs(&k, "GET /a", NULL, 100);
	t_int(kit_outcome(&k, "503"), 100);
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_CDN_ORIGIN), 1);
	kit_done(&k);
}

static void asked_a_hundred_times(const char *key, const char *text)
{
	struct kit k;

	site(&k, "50ms");
	behaves(&k, key, text);
	runs(&k, "GET /a", NULL, 100);
	t_int(kit_count(&k, "Origin", "Completed"), 100);
	kit_done(&k);
}

TEST(nothing_collapses_without_a_cache_or_with_cookies)
{
	asked_a_hundred_times("CachePolicyId", "4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
	asked_a_hundred_times("ForwardedValues.Cookies.Forward", "all");
}

TEST(only_get_and_head_are_allowed_unless_the_behavior_says_so)
{
	struct kit k;

	site(&k, "50ms");
	runs(&k, "POST /a", NULL, 1);
	t_int(kit_outcome(&k, "403"), 1);
	kit_append_text(&k, "Cdn", "DistributionConfig.DefaultCacheBehavior.AllowedMethods",
			"POST");
	runs(&k, "POST /a", "1/s,constant", 5);
	t_int(kit_outcome(&k, "200"), 5);
	t_int(kit_count(&k, "Origin", "Completed"), 5);
	kit_done(&k);
}

TEST(a_get_is_tried_three_times_and_a_post_once)
{
	struct kit k;

	site(&k, "100s");
	k.options.has_trace = true;
	runs(&k, "GET /a", NULL, 1);
	t_int(kit_outcome(&k, "504"), 1);
	t_true(k.run->latency.most > 90000 && k.run->latency.most < 90500);
	t_int(kit_moments(&k, MOMENT_RETRY, RULE_CDN_RETRY), 2);
	kit_done(&k);
	site(&k, "100s");
	kit_append_text(&k, "Cdn", "DistributionConfig.DefaultCacheBehavior.AllowedMethods",
			"POST");
	runs(&k, "POST /a", NULL, 1);
	t_true(k.run->latency.most > 30000 && k.run->latency.most < 30500);
	kit_done(&k);
}

TEST(an_error_is_kept_ten_seconds)
{
	struct kit k;

	site(&k, "1ms");
	k.options.has_trace = true;
	kit_fault(&k, "Origin down");
	runs(&k, "GET /a", "1/s,constant", 22);
	t_int(kit_outcome(&k, "503"), 22);
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_CDN_ORIGIN), 2);
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_CDN_ERROR_HIT), 20);
	kit_done(&k);
}

/* Requests for one object that reach the origin, of 22 in 22 s, while it answers with an error. */
static size_t asked_of_the_origin(const char *fault, const char *code)
{
	struct kit k;
	size_t n;

	site(&k, "1ms");
	k.options.has_trace = true;
	kit_yaml(&k, "Cdn", "DistributionConfig.CustomErrorResponses",
		 arena_printf(&k.arch->arena, "[{ErrorCode: %s, ErrorCachingMinTTL: 60}]", code));
	kit_fault(&k, fault);
	runs(&k, "GET /a", "1/s,constant", 22);
	t_int(kit_outcome(&k, code), 22);
	n = 22 - kit_moments(&k, MOMENT_REPLIED, RULE_CDN_ERROR_HIT);
	kit_done(&k);
	return n;
}

TEST(a_custom_response_says_how_long_an_error_is_kept_if_it_is_kept)
{
	t_int(asked_of_the_origin("Origin down", "503"), 1);
	t_int(asked_of_the_origin("Origin denied", "403"), 22);
}

TEST(an_expired_object_is_better_than_an_error)
{
	struct kit k;

	site(&k, "1ms");
	k.options.has_trace = true;
	behaves(&k, "DefaultTTL", "5");
	kit_fault(&k, "Origin down from 3s to 100s");
	runs(&k, "GET /a", "1/s,constant", 30);
	t_int(kit_outcome(&k, "200"), 30);
	t_true(kit_moments(&k, MOMENT_REPLIED, RULE_CDN_STALE) >= 2);
	kit_done(&k);
}

TEST(origins_and_behaviors_are_found_by_path)
{
	struct kit k;

	site(&k, "50ms");
	kit_node(&k, "Api", ARCH_API, "AWS::Serverless::HttpApi", "");
	kit_node(&k, "Fn", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_edge(&k, "Api", VERB_ROUTES, "Fn", "Method=GET Path=/api/{id}");
	kit_edge(&k, "Cdn", VERB_ROUTES, "Api", NULL);
	behaves(&k, "TargetOriginId", "site");
	kit_append(&k, "Cdn", "DistributionConfig.Origins", "Id=site");
	kit_refer(&k, "Cdn", "DistributionConfig.Origins.DomainName", "Origin");
	kit_append(&k, "Cdn", "DistributionConfig.Origins", "Id=api");
	kit_refer(&k, "Cdn", "DistributionConfig.Origins.DomainName", "Api");
	kit_append(&k, "Cdn", "DistributionConfig.CacheBehaviors",
		   "PathPattern=/api/* TargetOriginId=api");
	kit_request(&k, "Cdn GET /api/7", NULL, 1);
	kit_request(&k, "Cdn GET /index.html", NULL, 1);
	kit_request(&k, "Cdn GET /api/7/unknown", NULL, 1);
	kit_run(&k);
	t_int(kit_count(&k, "Fn", "Invocations"), 1);
	t_int(kit_count(&k, "Origin", "Completed"), 1);
	t_int(kit_outcome(&k, "200"), 2);
	t_int(kit_outcome(&k, "404"), 1);
	kit_done(&k);
}

TEST(a_distribution_takes_a_quarter_of_a_million_a_second)
{
	struct kit k;

	site(&k, "0ms");
	k.options.has_trace = true;
	runs(&k, "GET /a", NULL, 250010);
	t_int(kit_outcome(&k, "503"), 10);
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_CDN_RATE), 10);
	kit_done(&k);
}

TEST(a_firewall_comes_before_the_cache)
{
	struct kit k;

	site(&k, "1ms");
	kit_node(&k, "Acl", ARCH_FIREWALL, "AWS::WAFv2::WebACL", "");
	kit_edge(&k, "Acl", VERB_USES, "Cdn", NULL);
	kit_meta(&k, "Acl", "Blocked", "50%");
	runs(&k, "Cdn GET /a", "10/s", 400);
	kit_near(kit_outcome(&k, "403"), 200, 10);
	t_int(kit_count(&k, "Origin", "Completed"), 1);
	kit_done(&k);
}

TEST(under_faults_every_request_still_ends)
{
	struct kit k;

	site(&k, "200ms exp");
	behaves(&k, "DefaultTTL", "1");
	kit_meta(&k, "Cdn", "Callers.CacheKeys", "500");
	kit_fault(&k, "Origin errors 30% from 1s to 20s");
	kit_fault(&k, "Origin slow x200 from 5s to 10s");
	kit_fault(&k, "Cdn errors 10% from 15s to 25s");
	runs(&k, "GET /a", "300/s", 10000);
	t_int(k.run->in_flight, 0);
	t_int(k.run->completed, 10000);
	kit_done(&k);
}

TESTS(t(an_object_is_kept_for_a_day), t(a_ttl_of_the_behavior_or_a_policy_counts),
      t(paths_and_methods_are_objects_of_their_own),
      t(distinct_objects_and_the_ttl_make_the_hit_ratio),
      t(simultaneous_requests_for_an_object_ask_the_origin_once),
      t(nothing_collapses_without_a_cache_or_with_cookies),
      t(only_get_and_head_are_allowed_unless_the_behavior_says_so),
      t(a_get_is_tried_three_times_and_a_post_once), t(an_error_is_kept_ten_seconds),
      t(a_custom_response_says_how_long_an_error_is_kept_if_it_is_kept),
      t(an_expired_object_is_better_than_an_error), t(origins_and_behaviors_are_found_by_path),
      t(a_distribution_takes_a_quarter_of_a_million_a_second),
      t(a_firewall_comes_before_the_cache), t(under_faults_every_request_still_ends))
