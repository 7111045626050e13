/* SPDX-License-Identifier: MIT */
/*
 * Of a load balancer's listeners the one that forwards most is asked: others
 * redirect to it, or are there for tests. Its rules are tried by priority, the
 * default action last. Requests have a path and a method; a rule with any other
 * condition is followed only when it forwards and the default action does not.
 */
#include <stdlib.h>
#include <string.h>

#include "base/glob.h"
#include "base/vec.h"
#include "sim/lambda.h"
#include "sim/svc_alb.h"
#include "sim/svc_waf.h"

static const double default_priority = 1e9;
static const char listener_type[] = "AWS::ElasticLoadBalancingV2::Listener";
static const char rule_type[] = "AWS::ElasticLoadBalancingV2::ListenerRule";

static uint32_t group_of(struct alb *a, const char *id)
{
	for (size_t i = 0; i < a->n_groups; i++)
		if (!strcmp(a->groups[i].id, id))
			return (uint32_t)i;
	*vec_push(a->groups, a->n_groups, a->cap_groups) = (struct alb_group){ .id = id };
	return (uint32_t)a->n_groups - 1;
}

static void add_target(struct build *b, const struct component *m, struct component *to,
		       const struct value *details, uint32_t group)
{
	struct alb *a = m->state;
	struct alb_group *g = &a->groups[group];
	bool is_function = b->sim->arch->resources[to->resource].kind == ARCH_FUNCTION &&
			   service_answers(to, OP_INVOKE);

	if (!g->targets)
		g->targets =
			arena_zalloc(&b->sim->arena, b->sim->n_components * sizeof(*g->targets));
	for (size_t i = 0; i < g->n; i++)
		if (g->targets[i].to == to->index)
			return;
	a->has_function |= is_function;
	g->targets[g->n++] = (struct alb_target){
		.to = to->index,
		.op = is_function			? OP_INVOKE
		      : service_answers(to, OP_REQUEST) ? OP_REQUEST
							: OP_WORK,
		.is_function = is_function,
		.key = lambda_key_of_edge(b, to, details, m),
	};
}

/* The action that says where requests go; others only look at who sends them. */
static const struct value *routing_action(const struct value *actions)
{
	static const char *const types[] = { "forward", "redirect", "fixed-response" };

	for (const struct value *v = actions ? actions->child : NULL; v; v = v->next)
		for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
			if (!strcmp(value_string(v, "Type", types[0]), types[i]))
				return v;
	return NULL;
}

static bool forwards(const struct value *actions)
{
	const struct value *action = routing_action(actions);

	return action && !strcmp(value_string(action, "Type", "forward"), "forward");
}

static void add_share(struct alb *a, struct alb_rule *r, const struct value *group)
{
	const char *id = value_ref(value_get(group, "TargetGroupArn"));
	struct alb_share share = { group_of(a, id ? id : ""), 1 };

	value_number(group, "Weight", &share.weight);
	r->shares[r->n_shares++] = share;
	r->weights += share.weight;
}

/* Statuses are written "404" or "HTTP_301". */
static int own_status(const struct value *action, const char *path, int fallback)
{
	const char *text = value_string(action, path, "");
	int status = atoi(!strncmp(text, "HTTP_", 5) ? text + 5 : text);

	return status >= 200 && status < 600 ? status : fallback;
}

static struct alb_rule read_action(struct build *b, struct alb *a, const struct value *action)
{
	struct alb_rule r = { .priority = default_priority };
	const char *type = value_string(action, "Type", "forward");
	const struct value *groups = value_at(action, "ForwardConfig.TargetGroups");

	if (!strcmp(type, "fixed-response")) {
		r.status = own_status(action, "FixedResponseConfig.StatusCode", 503);
		r.answer = RULE_ALB_FIXED;
	} else if (!strcmp(type, "redirect")) {
		r.status = own_status(action, "RedirectConfig.StatusCode", 302);
		r.answer = RULE_ALB_REDIRECT;
	} else if (groups && groups->child) {
		r.shares = arena_alloc(&b->sim->arena, groups->n * sizeof(*r.shares));
		for (const struct value *v = groups->child; v; v = v->next)
			add_share(a, &r, v);
	} else {
		r.shares = arena_alloc(&b->sim->arena, sizeof(*r.shares));
		add_share(a, &r, action);
	}
	return r;
}

/* The values of a rule's condition on this field; NULL = it has none. */
static const struct value *condition(const struct value *rule, const char *field, const char *path)
{
	const struct value *list = value_get(rule, "Conditions");

	for (const struct value *v = list ? list->child : NULL; v; v = v->next) {
		const struct value *values = value_at(v, path);

		if (!values && !strcmp(value_string(v, "Field", ""), field))
			values = value_get(v, "Values");
		if (values)
			return values;
	}
	return NULL;
}

static const struct value *paths_of(const struct value *rule)
{
	return condition(rule, "path-pattern", "PathPatternConfig.Values");
}

static const struct value *methods_of(const struct value *rule)
{
	return condition(rule, "http-request-method", "HttpRequestMethodConfig.Values");
}

/* Whether a rule asks for a path or a method at most. */
static bool is_plain(const struct value *rule)
{
	const struct value *conditions = value_get(rule, "Conditions");

	return (conditions ? conditions->n : 0) == (size_t)!!paths_of(rule) + !!methods_of(rule);
}

static void add_rule(struct build *b, struct alb *a, const struct value *rule)
{
	const struct value *paths = paths_of(rule);
	struct alb_rule r = read_action(b, a, routing_action(value_get(rule, "Actions")));

	value_number(rule, "Priority", &r.priority);
	r.methods = methods_of(rule);
	if (!paths)
		*vec_push(a->rules, a->n_rules, a->cap_rules) = r;
	for (const struct value *v = paths ? paths->child : NULL; v; v = v->next) {
		r.pattern = v->text;
		*vec_push(a->rules, a->n_rules, a->cap_rules) = r;
	}
}

static bool is_part(const struct arch_resource *r, const struct component *m, const char *type)
{
	return r->owner == m->resource && !strcmp(r->type, type);
}

/* The properties of the next rule of a listener, "" = of all; NULL at the end. */
static const struct value *next_rule(const struct build *b, const struct component *m,
				     const struct arch_resource *listener, size_t *i)
{
	const struct arch *arch = b->sim->arch;

	while (*i < arch->n_resources) {
		const struct arch_resource *r = &arch->resources[(*i)++];
		const char *id;

		if (!is_part(r, m, rule_type))
			continue;
		id = value_ref(value_get(r->properties, "ListenerArn"));
		if (!id || !strcmp(id, listener->id))
			return r->properties;
	}
	return NULL;
}

/* How many actions of each resource, if it is a listener of the load balancer, forward. */
static size_t *count_forwards(const struct build *b, const struct component *m)
{
	const struct arch *arch = b->sim->arch;
	size_t *n = arena_zalloc(&b->sim->arena, arch->n_resources * sizeof(*n));

	for (size_t i = 0; i < arch->n_resources; i++) {
		const struct arch_resource *r = &arch->resources[i];
		const char *id;
		int listener;

		if (is_part(r, m, listener_type))
			n[i] += forwards(value_get(r->properties, "DefaultActions"));
		if (!is_part(r, m, rule_type))
			continue;
		/* A rule of nobody knows whom counts for all alike. */
		id = value_ref(value_get(r->properties, "ListenerArn"));
		listener = id ? arch_find(arch, id) : -1;
		if (listener >= 0)
			n[listener] += forwards(value_get(r->properties, "Actions"));
	}
	return n;
}

static const struct arch_resource *find_listener(const struct build *b, const struct component *m)
{
	const struct arch *arch = b->sim->arch;
	const struct arch_resource *found = NULL;
	const size_t *n = count_forwards(b, m);

	for (size_t i = 0; i < arch->n_resources; i++) {
		const struct arch_resource *r = &arch->resources[i];

		if (is_part(r, m, listener_type) && (!found || n[i] > n[found - arch->resources]))
			found = r;
	}
	return found;
}

static void read_listener(struct build *b, struct component *m)
{
	struct alb *a = m->state;
	const struct arch_resource *listener = find_listener(b, m);
	const struct value *actions, *rule, *other = NULL;
	size_t i = 0;

	if (!listener)
		return;
	actions = value_get(listener->properties, "DefaultActions");
	while ((rule = next_rule(b, m, listener, &i)) != NULL) {
		const struct value *own = value_get(rule, "Actions");

		if (!is_plain(rule))
			other = value_get(rule, "Conditions");
		if (routing_action(own) &&
		    (is_plain(rule) || (forwards(own) && !forwards(actions))))
			add_rule(b, a, rule);
	}
	if (other)
		build_complain(b, m, DIAG_NOTE, other, "sim-not-modelled",
			       "of the conditions of listener rules only paths and methods are "
			       "modelled");
	if (routing_action(actions))
		*vec_push(a->rules, a->n_rules, a->cap_rules) =
			read_action(b, a, routing_action(actions));
}

/* Whether an id is that of a resource or a part of it: an alias, SAM's "Function.Alias". */
static bool is_of(const struct arch *arch, const char *id, int resource)
{
	size_t n = strlen(arch->resources[resource].id);

	return arch_find(arch, id) == resource || arch_node(arch, id) == resource ||
	       (!strncmp(id, arch->resources[resource].id, n) && id[n] == '.');
}

/* Whether anything in a list of maps refers to a resource, or a part of it, under this key. */
static bool list_refers(const struct arch *arch, const struct value *list, const char *key,
			int resource)
{
	for (const struct value *v = list ? list->child : NULL; v; v = v->next) {
		const char *ref = value_ref(*key ? value_get(v, key) : v);

		if (ref && is_of(arch, ref, resource))
			return true;
	}
	return false;
}

/* Whether a resource is registered in a target group, by itself or by the group. */
static bool is_member(const struct arch *arch, const char *id, int resource)
{
	const struct value *p = arch->resources[resource].properties;
	int group = arch_find(arch, id);

	return group >= 0 &&
	       (list_refers(arch, value_get(arch->resources[group].properties, "Targets"), "Id",
			    resource) ||
		list_refers(arch, value_get(p, "LoadBalancers"), "TargetGroupArn", group) ||
		list_refers(arch, value_get(p, "TargetGroupARNs"), "", group) ||
		list_refers(arch, value_get(p, "TrafficSources"), "Identifier", group));
}

/* A rule that an edge tells of, or the default one of a target that no group is known of. */
static void add_told(struct build *b, const struct component *m, struct component *to,
		     const struct value *details)
{
	struct alb *a = m->state;
	struct alb_share share = { group_of(a, value_string(details, "TargetGroup", "")), 1 };
	struct alb_rule r = {
		.pattern = value_string(details, "Path", NULL),
		.priority = default_priority,
		.shares = arena_dup(&b->sim->arena, &share, 1, sizeof(share)),
		.n_shares = 1,
		.weights = 1,
	};

	value_number(details, "Priority", &r.priority);
	add_target(b, m, to, details, share.group);
	*vec_push(a->rules, a->n_rules, a->cap_rules) = r;
}

/* One target: as its edge says, else in the groups that it is registered in. */
static void place_target(struct build *b, const struct component *m, struct component *to,
			 const struct value *details)
{
	const struct alb *a = m->state;
	bool is_told = value_get(details, "TargetGroup") || value_get(details, "Path");
	bool found = false;

	for (size_t i = 0; !is_told && i < a->n_groups; i++)
		if (is_member(b->sim->arch, a->groups[i].id, to->resource)) {
			add_target(b, m, to, details, (uint32_t)i);
			found = true;
		}
	if (!found)
		add_told(b, m, to, details);
}

static bool takes_method(const struct alb_rule *r, const char *method)
{
	const struct value *v = r->methods ? r->methods->child : NULL;

	if (!method || !v)
		return true;
	while (v && strcmp(v->text, method) != 0)
		v = v->next;
	return v;
}

static uint32_t match(const struct alb *a, const char *method, const char *path)
{
	uint32_t found = ALB_NO_RULE;

	for (uint32_t i = 0; i < a->n_rules; i++) {
		const struct alb_rule *r = &a->rules[i];
		const struct alb_rule *best = found == ALB_NO_RULE ? NULL : &a->rules[found];

		if (r->pattern &&
		    (!path || !glob_fits(r->pattern, path, strcspn(path, "?"), GLOB_ONE)))
			continue;
		if (takes_method(r, method) &&
		    (!best || r->priority < best->priority ||
		     (r->priority == best->priority && r->pattern && !best->pattern)))
			found = i;
	}
	return found;
}

void alb_connect(struct build *b, struct component *m)
{
	struct alb *a = m->state;
	const struct arch_edge *e;
	struct component *to;
	size_t i = 0;

	if (a->is_connected)
		return;
	a->is_connected = true;
	a->waf = waf_before(b, m);
	read_listener(b, m);
	while ((e = build_edge(b, m, false, &i, &to)) != NULL) {
		const struct value *also = value_get(e->details, "Also");

		if (!to || e->verb != VERB_ROUTES)
			continue;
		place_target(b, m, to, e->details);
		for (const struct value *d = also ? also->child : NULL; d; d = d->next)
			place_target(b, m, to, d);
	}
	a->first = match(a, NULL, NULL);
	if (a->first == ALB_NO_RULE)
		a->first = 0;
	a->lcu_bytes = build_fact(b, a->has_function ? "alb.lcu.bytes.lambda" : "alb.lcu.bytes");
}

uint32_t alb_address(struct build *b, const struct component *m, const struct workload *w)
{
	uint32_t found;

	/* Whoever stands in front may ask before this one's own turn has come. */
	alb_connect(b, &b->sim->components[m->index]);
	if (!w->path)
		return 0;
	found = match(m->state, w->method, w->path);
	return found == ALB_NO_RULE ? ALB_NO_RULE : found + 1;
}
