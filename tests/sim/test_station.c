/* SPDX-License-Identifier: MIT */
/* The engine against the textbook: M/M/1 and M/M/c. Numbers from closed forms. */
#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

static void queue(struct kit *k, const char *work, const char *servers, const char *rate, uint64_t n)
{
	kit_init(k);
	k->options.duration_ns = 0;
	kit_node(k, "Server", ARCH_OTHER, "Test::Server", "");
	kit_meta(k, "Server", "Work", work);
	kit_meta(k, "Server", "Servers", servers);
	kit_request(k, "call resource://Server", rate, n);
	kit_run(k);
}

/*
 * The variance of the mean of n times in an M/M/1 system, correlated as they
 * are, at load rho: about 4 rho / (n mu^2 (1 - rho)^4) (Whitt 1989).
 */
TEST(mm1_time_in_system_is_1_over_mu_minus_lambda)
{
	struct kit k;

	queue(&k, "1s exp", "1", "0.9/s", 1000000);
	kit_near(k.run->latency.mean / 1000, 10, 0.19);
	kit_near(k.run->latency.p99 / 1000, 46.052, 2);
	kit_done(&k);
}

TEST(mmc_waits_as_erlang_c_says)
{
	struct kit k;

	queue(&k, "1s exp", "10", "8/s", 1000000);
	kit_near(kit_metric(&k, "Server", "Wait")->mean / 1000, 0.20459, 0.003);
	kit_near(kit_metric(&k, "Server", "InUse")->mean, 8, 0.02);
	kit_done(&k);
}

TEST(littles_law_holds_to_rounding_on_a_drained_run)
{
	struct kit k;
	double mean_in_system, mean_time_s;

	queue(&k, "1s exp", "2", "1.5/s", 100000);
	mean_in_system = kit_metric(&k, "Server", "InSystem")->mean;
	mean_time_s = kit_metric(&k, "Server", "Duration")->mean / 1000;
	kit_near(mean_in_system * k.run->simulated_s / (mean_time_s * k.run->completed), 1, 1e-9);
	kit_done(&k);
}

TEST(a_full_queue_refuses)
{
	struct kit k;

	kit_init(&k);
	kit_node(&k, "Server", ARCH_OTHER, "Test::Server", "");
	kit_meta(&k, "Server", "Work", "1s");
	kit_meta(&k, "Server", "QueueLimit", "2");
	kit_request(&k, "call resource://Server", NULL, 5);
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 3);
	t_int(kit_outcome(&k, "error:ServiceUnavailable"), 2);
	kit_done(&k);
}

TESTS(t(mm1_time_in_system_is_1_over_mu_minus_lambda), t(mmc_waits_as_erlang_c_says),
      t(littles_law_holds_to_rounding_on_a_drained_run), t(a_full_queue_refuses))
