/* SPDX-License-Identifier: MIT */
/*
 * What the parts of the Application Load Balancer share: its listener's rules,
 * the target groups that they forward to, their targets. Made once by
 * svc_alb_rules.c; svc_alb.c moves requests along it.
 *
 * The key of a request is its rule: 0 the default one, i + 1 rule i,
 * ALB_NO_RULE none.
 */
#ifndef SIM_SVC_ALB_H
#define SIM_SVC_ALB_H

#include "sim/service.h"

#define ALB_NO_RULE UINT32_MAX

struct alb_target {
	uint16_t to;
	uint8_t op;
	bool is_function;
	bool was_down, is_out;
	uint32_t key;			/* a function's alias */
	int64_t changed_ns;		/* when was_down became what it is */
};

struct alb_group {
	const char *id;			/* logical; "" = nobody knows */
	struct alb_target *targets;
	size_t n, next;
};

/* What a forward action gives one of its groups. */
struct alb_share {
	uint32_t group;
	double weight;
};

struct alb_rule {
	const char *pattern;		/* of the path; NULL = any */
	const struct value *methods;	/* NULL = any */
	double priority;
	int status;			/* of an answer of its own; 0 = it forwards */
	enum rule answer;		/* why that answer */
	struct alb_share *shares;
	size_t n_shares;
	double weights;			/* of all shares */
};

struct alb {
	struct alb_rule *rules;
	size_t n_rules, cap_rules;
	struct alb_group *groups;
	size_t n_groups, cap_groups;
	struct component *waf;		/* NULL = none */
	struct dist latency;
	struct random random;		/* which group by weight */
	struct lane lane;
	uint32_t first;			/* the rule of requests without a path */
	uint32_t most_function_bytes;
	bool is_connected, has_function;
	int64_t detect_ns, recover_ns;
	uint64_t n_requests, n_fixed, n_redirects;
	uint64_t n_elb_3xx, n_elb_4xx, n_elb_5xx, n_elb_502, n_elb_503, n_elb_504, n_target[6];
	uint64_t n_lambda_errors, bytes;
	struct summary response_time;
	double usd_per_hour, usd_per_lcu, lcu_connections, lcu_bytes;
};

/* svc_alb_rules.c. Connecting a second time does nothing. */
void alb_connect(struct build *b, struct component *m);
uint32_t alb_address(struct build *b, const struct component *m, const struct workload *w);

#endif
