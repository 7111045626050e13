/* SPDX-License-Identifier: MIT */
/* API Gateway and load balancers in front of Lambda itself. */
#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

static void front(struct kit *k, enum arch_kind kind, const char *type)
{
	kit_init(k);
	kit_node(k, "Front", kind, type, "");
	kit_node(k, "Fn", ARCH_FUNCTION, "AWS::Lambda::Function",
		 "Runtime=nodejs22.x Timeout=3 MemorySize=512 ReservedConcurrentExecutions=1");
	kit_meta(k, "Fn", "Work", "100ms");
	kit_edge(k, "Front", VERB_ROUTES, "Fn", kind == ARCH_API ? "Method=GET Path=/x" : NULL);
	kit_request(k, "GET /x", NULL, 5);
}

/* One environment: of five at once one runs, four are throttled. */
static void throttled(enum arch_kind kind, const char *type, const char *outcome)
{
	struct kit k;

	front(&k, kind, type);
	kit_run(&k);
	t_int(kit_outcome(&k, "200"), 1);
	t_int(kit_outcome(&k, outcome), 4);
	t_int(kit_count(&k, "Fn", "Throttles"), 4);
	kit_done(&k);
}

TEST(a_throttled_function_is_500_503_or_502_and_never_429)
{
	throttled(ARCH_API, "AWS::Serverless::Api", "500");
	throttled(ARCH_API, "AWS::Serverless::HttpApi", "503");
	throttled(ARCH_LOADBALANCER, "AWS::ElasticLoadBalancingV2::LoadBalancer", "502");
}

TEST(a_function_that_times_out_is_502)
{
	struct kit k;

	front(&k, ARCH_API, "AWS::Serverless::Api");
	kit_meta(&k, "Fn", "Work", "10s");
	k.workloads[0].count = 1;
	kit_run(&k);
	t_int(kit_outcome(&k, "502"), 1);
	kit_done(&k);
}

TESTS(t(a_throttled_function_is_500_503_or_502_and_never_429), t(a_function_that_times_out_is_502))
