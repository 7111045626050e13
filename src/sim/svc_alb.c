/* SPDX-License-Identifier: MIT */
/*
 * Application Load Balancers: what happens to requests. Which rule a request
 * takes is settled when the run is put together (svc_alb_rules.c).
 *
 * Health checks are not sent: a target that a fault holds down is taken out and
 * let in again after the time that the checks would need on average. When all
 * are out, all are used (fail open).
 */
#include "sim/svc_alb.h"

#include <stdlib.h>
#include <string.h>

#include "sim/svc_waf.h"

enum {
	PHASE_FORWARD,			/* the load balancer's own time, then the target */
	PHASE_WAITING,
	PHASE_LANE,
	CALL_HAS_CALLER = CALL_OWN,	/* somebody waited for the answer when it came */
};

/* Whether the checks have found out, by now, that a target is down. */
static bool is_out(struct sim *s, const struct alb *a, struct alb_target *t)
{
	const struct faults *f = s->components[t->to].faults;
	bool is_down = f && f->is_down;

	/* Functions are not checked unless one asks for it. */
	if (t->is_function)
		return false;
	if (is_down != t->was_down) {
		t->was_down = is_down;
		t->changed_ns = s->now_ns;
	}
	if (is_down && s->now_ns - t->changed_ns >= a->detect_ns)
		t->is_out = true;
	else if (!is_down && s->now_ns - t->changed_ns >= a->recover_ns)
		t->is_out = false;
	return t->is_out;
}

/* The next in turn that is not out; the next in turn when all are. */
static struct alb_target *next_target(struct sim *s, const struct alb *a, struct alb_group *g)
{
	struct alb_target *first = &g->targets[g->next];

	for (size_t i = 0; i < g->n; i++) {
		struct alb_target *t = &g->targets[g->next];

		g->next = g->next + 1 == g->n ? 0 : g->next + 1;
		if (!is_out(s, a, t))
			return t;
	}
	g->next = g->next + 1 == g->n ? 0 : g->next + 1;
	return first;
}

/* An answer of the load balancer's own. */
static void refuse(struct sim *s, struct alb *a, uint32_t slot, int status, enum rule rule)
{
	a->n_elb_3xx += status / 100 == 3;
	a->n_elb_4xx += status / 100 == 4;
	a->n_elb_5xx += status / 100 == 5;
	a->n_elb_502 += status == 502;
	a->n_elb_503 += status == 503;
	a->n_elb_504 += status == 504;
	call_reply(s, slot, (enum outcome)status, rule);
}

static void arrive(struct sim *s, struct component *m, uint32_t slot)
{
	struct alb *a = m->state;
	struct call *c = call_at(s, slot);

	a->n_requests++;
	a->bytes += c->bytes;
	c->flags &= (uint8_t)~CALL_HAS_CALLER;
	if (c->parent)
		c->flags |= CALL_HAS_CALLER;
	if (a->waf && waf_blocks(a->waf))
		refuse(s, a, slot, 403, RULE_ALB_WAF);
	else if (!a->n_rules)
		refuse(s, a, slot, 503, RULE_ALB_NO_TARGET);
	else if (c->key > a->n_rules)
		refuse(s, a, slot, 404, RULE_ALB_NO_RULE);
	else
		call_wake_after(s, slot, component_draw(m, &a->latency), PHASE_FORWARD);
}

/* The group that a forward action hands the next request to, by their weights. */
static struct alb_group *choose_group(struct alb *a, const struct alb_rule *r)
{
	size_t i = 0;

	if (r->n_shares > 1) {
		double x = random_unit(&a->random) * r->weights;

		while (i + 1 < r->n_shares && x >= r->shares[i].weight)
			x -= r->shares[i++].weight;
	}
	return &a->groups[r->shares[i].group];
}

static void forward(struct sim *s, struct component *m, uint32_t slot, struct alb_group *g)
{
	struct alb *a = m->state;
	struct call *c = call_at(s, slot);
	struct alb_target *t = next_target(s, a, g);
	uint32_t child;

	if (t->is_function && c->bytes > a->most_function_bytes) {
		refuse(s, a, slot, 413, RULE_ALB_TOO_LARGE);
		return;
	}
	c->phase = PHASE_WAITING;
	c->a = t->is_function;
	lane_add(s, &a->lane, slot);
	child = call_new(s, m->index, t->to, (enum op)t->op, slot, REQUEST_NONE);
	call_at(s, child)->bytes = c->bytes;
	call_at(s, child)->key = t->key;
	call_send(s, child);
}

static void act(struct sim *s, struct component *m, uint32_t slot)
{
	struct alb *a = m->state;
	uint32_t key = call_at(s, slot)->key;
	const struct alb_rule *r = &a->rules[key ? key - 1 : a->first];
	struct alb_group *g = r->status ? NULL : choose_group(a, r);

	if (!g) {
		a->n_fixed += r->answer == RULE_ALB_FIXED;
		a->n_redirects += r->answer == RULE_ALB_REDIRECT;
		refuse(s, a, slot, r->status, r->answer);
	} else if (!g->n) {
		refuse(s, a, slot, 503, RULE_ALB_NO_TARGET);
	} else {
		forward(s, m, slot, g);
	}
}

static void reply(struct sim *s, struct component *m, uint32_t slot, const struct call *child)
{
	struct alb *a = m->state;
	struct call *c = call_at(s, slot);
	const struct faults *f = s->components[child->to].faults;
	enum outcome outcome = (enum outcome)child->outcome;
	int status = outcome_status(outcome);
	bool is_named = outcome > OUTCOME_NAMED;

	summary_add(&a->response_time, s->now_ns - c->lane_ns);
	lane_remove(s, &a->lane, slot);
	if (c->flags & CALL_HAS_CALLER && !c->parent) {
		refuse(s, a, slot, 460, RULE_ALB_CLIENT_GONE);
	} else if (c->a && is_named) {
		a->n_lambda_errors++;
		refuse(s, a, slot, 502, RULE_ALB_LAMBDA);
	} else if (!status || (f && f->is_down)) {
		refuse(s, a, slot, 502, RULE_ALB_CLOSED);
	} else {
		a->n_target[status / 100]++;
		call_reply(s, slot, (enum outcome)status, RULE_NONE);
	}
}

static void give_up(struct sim *s, struct component *m)
{
	struct alb *a = m->state;
	uint32_t slot;

	if (!timer_is_due(s, &a->lane.timer))
		return;
	while ((slot = lane_take_due(s, &a->lane)) != CALL_NONE) {
		struct call *c = call_at(s, slot);

		call_abandon_child(s, c);
		refuse(s, a, slot, 504, c->a ? RULE_ALB_LAMBDA_TIMEOUT : RULE_ALB_TIMEOUT);
	}
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	if (call_at(s, slot)->phase == PHASE_LANE)
		give_up(s, m);
	else
		act(s, m, slot);
}

/* A folded target group's own numbers for the checks; the facts otherwise. */
static double check_number(const struct build *b, const struct component *m, const char *key,
			   const char *fact)
{
	const struct arch *a = b->sim->arch;
	double x = build_fact(b, fact);

	for (size_t i = 0; i < a->n_resources; i++)
		if (a->resources[i].owner == m->resource &&
		    !strcmp(a->resources[i].type, "AWS::ElasticLoadBalancingV2::TargetGroup") &&
		    value_number(a->resources[i].properties, key, &x))
			break;
	return x;
}

static double idle_timeout_s(struct build *b, struct component *m)
{
	const struct value *list = value_get(build_properties(b, m), "LoadBalancerAttributes");
	double s = build_fact(b, "alb.idle.default"), most = build_fact(b, "alb.idle.most");

	for (const struct value *v = list ? list->child : NULL; v; v = v->next) {
		if (strcmp(value_string(v, "Key", ""), "idle_timeout.timeout_seconds") != 0)
			continue;
		if (!value_number(v, "Value", &s) || s < 1 || s > most) {
			build_complain(
				b, m, DIAG_ERROR, value_get(v, "Value"), "sim-property",
				"idle_timeout.timeout_seconds is \"%.60s\", but AWS takes 1 to %g",
				value_string(v, "Value", ""), most);
			s = build_fact(b, "alb.idle.default");
		}
	}
	return s;
}

static void configure(struct build *b, struct component *m)
{
	struct alb *a = m->state;
	double interval =
		check_number(b, m, "HealthCheckIntervalSeconds", "alb.health.interval.default");
	double bad = check_number(b, m, "UnhealthyThresholdCount", "alb.health.unhealthy.default");
	double good = check_number(b, m, "HealthyThresholdCount", "alb.health.healthy.default");

	summary_init(&a->response_time);
	random_init(&a->random, b->sim->seed, m->id, "weights");
	build_dist(b, m, &a->latency, "alb.latency", "latency");
	lane_init(b->sim, &a->lane, m->index, PHASE_LANE, (int64_t)(idle_timeout_s(b, m) * 1e9));
	a->most_function_bytes = (uint32_t)build_fact(b, "alb.lambda.payload");
	/* The first check comes half an interval after the change, on average. */
	a->detect_ns = (int64_t)((bad - 0.5) * interval * 1e9);
	a->recover_ns = (int64_t)((good - 0.5) * interval * 1e9);
	a->usd_per_hour = build_fact(b, "alb.price.hour");
	a->usd_per_lcu = build_fact(b, "alb.price.lcu");
	a->lcu_connections = build_fact(b, "alb.lcu.connections");
}

static void report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct alb *a = m->state;

	(void)s;
	metrics_count(out, "RequestCount", a->n_requests);
	if (a->n_fixed)
		metrics_count(out, "HTTP_Fixed_Response_Count", a->n_fixed);
	if (a->n_redirects)
		metrics_count(out, "HTTP_Redirect_Count", a->n_redirects);
	if (a->n_elb_3xx)
		metrics_count(out, "HTTPCode_ELB_3XX_Count", a->n_elb_3xx);
	metrics_count(out, "HTTPCode_ELB_4XX_Count", a->n_elb_4xx);
	metrics_count(out, "HTTPCode_ELB_5XX_Count", a->n_elb_5xx);
	metrics_count(out, "HTTPCode_ELB_502_Count", a->n_elb_502);
	metrics_count(out, "HTTPCode_ELB_503_Count", a->n_elb_503);
	metrics_count(out, "HTTPCode_ELB_504_Count", a->n_elb_504);
	metrics_count(out, "HTTPCode_Target_2XX_Count", a->n_target[2]);
	metrics_count(out, "HTTPCode_Target_3XX_Count", a->n_target[3]);
	metrics_count(out, "HTTPCode_Target_4XX_Count", a->n_target[4]);
	metrics_count(out, "HTTPCode_Target_5XX_Count", a->n_target[5]);
	if (a->has_function)
		metrics_count(out, "LambdaUserError", a->n_lambda_errors);
	report_time(out, "TargetResponseTime", &a->response_time);
}

/* Each request is taken to come on a connection of its own; the larger dimension is billed. */
static struct held_cost held(const struct sim *s, const struct component *m)
{
	return held_by_hour(s, ((const struct alb *)m->state)->usd_per_hour);
}

static double cost(const struct sim *s, const struct component *m)
{
	const struct alb *a = m->state;
	double by_connections = (double)a->n_requests / (a->lcu_connections * 3600);
	double by_bytes = (double)a->bytes / a->lcu_bytes;

	return held(s, m).usd +
	       (by_connections > by_bytes ? by_connections : by_bytes) * a->usd_per_lcu;
}

static void done(struct component *m)
{
	struct alb *a = m->state;

	free(a->rules);
	free(a->groups);
	summary_done(&a->response_time);
}

static bool takes(const struct arch_resource *r)
{
	return r->kind == ARCH_LOADBALANCER &&
	       !strcmp(r->type, "AWS::ElasticLoadBalancingV2::LoadBalancer") &&
	       !strcmp(value_string(r->properties, "Type", "application"), "application");
}

const struct service alb_service = {
	.name = "alb",
	.state_bytes = sizeof(struct alb),
	.kind = ARCH_LOADBALANCER,
	.takes = takes,
	.configure = configure,
	.connect = alb_connect,
	.arrive = arrive,
	.wake = wake,
	.reply = reply,
	.ops = 1 << OP_REQUEST,
	.usual_op = OP_REQUEST,
	.entry_op = OP_REQUEST,
	.address = alb_address,
	.error = (enum outcome)500,
	.throttled = (enum outcome)503,
	.denied = (enum outcome)403,
	.down = (enum outcome)503,
	.report = report,
	.cost = cost,
	.held = held,
	.done = done,
};
