/* SPDX-License-Identifier: MIT */
/*
 * Application Load Balancers. Listener rules choose a target group by path, the
 * group takes its targets in turn. The key of a request is its group: 0 the
 * default one, i + 1 group i, NO_GROUP none.
 *
 * Health checks are not sent: a target that a fault holds down is taken out and
 * let in again after the time that the checks would need on average. When all
 * are out, all are used (fail open).
 */
#include <stdlib.h>
#include <string.h>

#include "base/glob.h"
#include "base/vec.h"
#include "sim/lambda.h"
#include "sim/service.h"
#include "sim/svc_waf.h"

#define NO_GROUP UINT32_MAX

enum {
	PHASE_FORWARD,			/* the load balancer's own time, then the target */
	PHASE_WAITING,
	PHASE_LANE,
	CALL_HAS_CALLER = CALL_OWN,	/* somebody waited for the answer when it came */
};

struct target {
	uint16_t to;
	uint8_t op;
	bool is_function;
	bool was_down, is_out;
	uint32_t key;			/* a function's alias */
	int64_t changed_ns;		/* when was_down became what it is */
};

struct group {
	const char *id, *pattern;	/* of its rule; NULL = the default action */
	double priority;
	struct target *targets;
	size_t n, next;
};

struct alb {
	struct group *groups;
	size_t n_groups, cap_groups;
	struct component *waf;		/* NULL = none */
	struct dist latency;
	struct lane lane;
	uint32_t first;			/* the default group, else the first */
	uint32_t most_function_bytes;
	bool is_connected, has_function;
	int64_t detect_ns, recover_ns;
	uint64_t n_requests, n_elb_4xx, n_elb_502, n_elb_503, n_elb_504, n_target[6];
	uint64_t n_lambda_errors, bytes;
	struct summary response_time;
	double usd_per_hour, usd_per_lcu, lcu_connections, lcu_bytes;
};

/* Whether the checks have found out, by now, that a target is down. */
static bool is_out(struct sim *s, const struct alb *a, struct target *t)
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
static struct target *next_target(struct sim *s, const struct alb *a, struct group *g)
{
	struct target *first = &g->targets[g->next];

	for (size_t i = 0; i < g->n; i++) {
		struct target *t = &g->targets[g->next];

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
	a->n_elb_4xx += status < 500;
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
	else if (!a->n_groups)
		refuse(s, a, slot, 503, RULE_ALB_NO_TARGET);
	else if (c->key > a->n_groups)
		refuse(s, a, slot, 404, RULE_ALB_NO_RULE);
	else
		call_wake_after(s, slot, component_draw(m, &a->latency), PHASE_FORWARD);
}

static void forward(struct sim *s, struct component *m, uint32_t slot)
{
	struct alb *a = m->state;
	struct call *c = call_at(s, slot);
	struct target *t = next_target(s, a, &a->groups[c->key ? c->key - 1 : a->first]);
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
		forward(s, m, slot);
}

/* Who listens: a path pattern, the default action without one, and how early it is tried. */
struct listener {
	const char *group;		/* the target group's logical id; "" = nobody knows */
	const char *pattern;
	double priority;
	uint32_t key;			/* of what it leads to */
};

static struct group *group_of(struct alb *a, const struct listener *l)
{
	struct group *g;

	for (size_t i = 0; i < a->n_groups; i++) {
		g = &a->groups[i];
		if (!strcmp(g->id, l->group) && !g->pattern == !l->pattern &&
		    (!g->pattern || !strcmp(g->pattern, l->pattern)))
			return g;
	}
	g = vec_push(a->groups, a->n_groups, a->cap_groups);
	*g = (struct group){ .id = l->group, .pattern = l->pattern, .priority = l->priority };
	return g;
}

static void add_target(struct build *b, struct alb *a, struct component *to,
		       const struct listener *l)
{
	struct group *g = group_of(a, l);
	bool is_function = b->sim->arch->resources[to->resource].kind == ARCH_FUNCTION &&
			   service_answers(to, OP_INVOKE);

	if (!g->targets)
		g->targets =
			arena_zalloc(&b->sim->arena, b->sim->n_components * sizeof(*g->targets));
	for (size_t i = 0; i < g->n; i++)
		if (g->targets[i].to == to->index)
			return;
	a->has_function |= is_function;
	g->targets[g->n++] = (struct target){
		.to = to->index,
		.op = is_function			? OP_INVOKE
		      : service_answers(to, OP_REQUEST) ? OP_REQUEST
							: OP_WORK,
		.is_function = is_function,
		.key = l->key,
	};
}

/* Whether anything in a list of maps refers to id under this key. */
static bool list_refers(const struct value *list, const char *key, const char *id)
{
	for (const struct value *v = list ? list->child : NULL; v; v = v->next) {
		const char *ref = value_ref(*key ? value_get(v, key) : v);

		if (ref && !strcmp(ref, id))
			return true;
	}
	return false;
}

/* Whether a target is the resource, or a part of it: a function's alias. */
static bool is_among(const struct arch *a, const struct value *targets, const struct arch_resource *r)
{
	for (const struct value *v = targets ? targets->child : NULL; v; v = v->next) {
		const char *ref = value_ref(value_get(v, "Id"));

		if (ref && arch_node(a, ref) == r - a->resources)
			return true;
	}
	return false;
}

/* Whether a resource is registered in a target group, by itself or by the group. */
static bool is_member(const struct arch *a, const struct arch_resource *group,
		      const struct arch_resource *r)
{
	return is_among(a, value_get(group->properties, "Targets"), r) ||
	       list_refers(value_get(r->properties, "LoadBalancers"), "TargetGroupArn",
			   group->id) ||
	       list_refers(value_get(r->properties, "TargetGroupARNs"), "", group->id);
}

static bool forwards(const struct value *actions, const char *group)
{
	for (const struct value *v = actions ? actions->child : NULL; v; v = v->next)
		if (list_refers(value_at(v, "ForwardConfig.TargetGroups"), "TargetGroupArn", group))
			return true;
	return list_refers(actions, "TargetGroupArn", group);
}

/* The values of a rule's path condition; NULL = it has none. */
static const struct value *rule_paths(const struct value *rule)
{
	const struct value *list = value_get(rule, "Conditions");

	for (const struct value *v = list ? list->child : NULL; v; v = v->next) {
		const struct value *values = value_at(v, "PathPatternConfig.Values");

		if (!values && !strcmp(value_string(v, "Field", ""), "path-pattern"))
			values = value_get(v, "Values");
		if (values)
			return values;
	}
	return NULL;
}

/* Adds `to` under each rule and listener that forwards to the group; false if none does. */
static bool add_by_rules(struct build *b, struct alb *a, struct component *to, const char *group,
			 uint32_t key)
{
	const struct arch *arch = b->sim->arch;
	bool found = false;

	for (size_t i = 0; i < arch->n_resources; i++) {
		const struct value *p = arch->resources[i].properties;
		const struct value *paths = rule_paths(p);
		struct listener l = { .group = group, .priority = 1e9, .key = key };

		if (!forwards(value_get(p, "Actions"), group) &&
		    !forwards(value_get(p, "DefaultActions"), group))
			continue;
		found = true;
		value_number(p, "Priority", &l.priority);
		if (!paths)
			add_target(b, a, to, &l);
		for (const struct value *v = paths ? paths->child : NULL; v; v = v->next) {
			l.pattern = v->text;
			add_target(b, a, to, &l);
		}
	}
	return found;
}

/* One target: as its edge says, else under the rules that lead to its groups, else by default. */
static void place_target(struct build *b, struct alb *a, struct component *to,
			 const struct value *details)
{
	const struct arch *arch = b->sim->arch;
	struct listener l = {
		.group = value_string(details, "TargetGroup", ""),
		.pattern = value_string(details, "Path", NULL),
		.priority = 1e9,
		.key = lambda_key_of_edge(b, to, details, to),
	};
	bool found = false, is_told = *l.group || l.pattern;

	value_number(details, "Priority", &l.priority);
	for (size_t i = 0; !is_told && i < arch->n_resources; i++)
		if (!strcmp(arch->resources[i].type, "AWS::ElasticLoadBalancingV2::TargetGroup") &&
		    is_member(arch, &arch->resources[i], &arch->resources[to->resource]))
			found |= add_by_rules(b, a, to, arch->resources[i].id, l.key);
	if (!found)
		add_target(b, a, to, &l);
}

static void connect(struct build *b, struct component *m)
{
	struct alb *a = m->state;
	const struct arch_edge *e;
	struct component *to;
	size_t i = 0;

	if (a->is_connected)
		return;
	a->is_connected = true;
	a->waf = waf_before(b, m);
	while ((e = build_edge(b, m, false, &i, &to)) != NULL) {
		const struct value *also = value_get(e->details, "Also");

		if (!to || e->verb != VERB_ROUTES)
			continue;
		place_target(b, a, to, e->details);
		for (const struct value *d = also ? also->child : NULL; d; d = d->next)
			place_target(b, a, to, d);
	}
	for (i = 0; i < a->n_groups; i++)
		if (!a->groups[i].pattern) {
			a->first = (uint32_t)i;
			break;
		}
	a->lcu_bytes = build_fact(b, a->has_function ? "alb.lcu.bytes.lambda" : "alb.lcu.bytes");
}

static uint32_t address(struct build *b, const struct component *m, const struct workload *w)
{
	const struct alb *a = m->state;
	uint32_t found = NO_GROUP;

	/* Whoever stands in front may ask before this one's own turn has come. */
	connect(b, &b->sim->components[m->index]);
	if (!w->path)
		return 0;
	for (uint32_t i = 0; i < a->n_groups; i++) {
		const struct group *g = &a->groups[i];

		if (!g->pattern ? found == NO_GROUP
				: glob_fits(g->pattern, w->path, strcspn(w->path, "?"), GLOB_ONE) &&
					  (found == NO_GROUP || !a->groups[found].pattern ||
					   g->priority < a->groups[found].priority))
			found = i;
	}
	return found == NO_GROUP ? NO_GROUP : found + 1;
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
	metrics_count(out, "HTTPCode_ELB_4XX_Count", a->n_elb_4xx);
	metrics_count(out, "HTTPCode_ELB_5XX_Count", a->n_elb_502 + a->n_elb_503 + a->n_elb_504);
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
	.connect = connect,
	.arrive = arrive,
	.wake = wake,
	.reply = reply,
	.ops = 1 << OP_REQUEST,
	.usual_op = OP_REQUEST,
	.entry_op = OP_REQUEST,
	.address = address,
	.error = (enum outcome)500,
	.throttled = (enum outcome)503,
	.denied = (enum outcome)403,
	.down = (enum outcome)503,
	.report = report,
	.cost = cost,
	.held = held,
	.done = done,
};
