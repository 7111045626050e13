/* SPDX-License-Identifier: MIT */
#include "cloud/policy.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/vec.h"
#include "cloud/json.h"
#include "cloud/sam.h"

enum { ACTIONS_BYTES_MAX = 2000 };	/* told of one grant */

void grants_done(struct grants *g)
{
	for (size_t i = 0; i < g->n; i++)
		buf_done(&g->list[i].actions);
	free(g->list);
	*g = (struct grants){ 0 };
}

static struct grant *grant_on(struct grants *g, const struct target *t)
{
	for (size_t i = 0; i < g->n; i++) {
		if (g->list[i].node == t->node && g->list[i].is_optional == t->is_optional)
			return &g->list[i];
	}
	*vec_push(g->list, g->n, g->cap) = (struct grant){
		.node = t->node, .is_optional = t->is_optional, .at = t->at, .whole = t->whole,
	};
	buf_init(&g->list[g->n - 1].actions);
	return &g->list[g->n - 1];
}

static void add_action(struct grant *g, const char *action)
{
	const char *known = g->actions.len ? strstr(g->actions.p, action) : NULL;
	size_t n = strlen(action);

	if ((known && (!known[n] || known[n] == ',')) || g->actions.len > ACTIONS_BYTES_MAX)
		return;
	if (g->actions.len)
		buf_addc(&g->actions, ',');
	buf_adds(&g->actions, action);
}

static void grant_target(struct wire *w, struct grants *g, const char *action,
			 const struct target *t)
{
	unsigned can = wire_check(w, 100 + g->n) ? action_can(action, wire_at(w, t->node)->kind) : 0;
	struct grant *grant;

	if (!can)
		return;
	grant = grant_on(g, t);
	grant->can |= can;
	add_action(grant, action);
}

void grants_add(struct wire *w, struct grants *g, const char *action, const struct value *resource)
{
	struct targets found = { 0 };

	wire_find(w, resource, &found);
	for (size_t i = 0; i < found.n; i++)
		grant_target(w, g, action, &found.list[i]);
	targets_done(&found);
}

/* Adds an edge unless something that says more is there: a permission only allows. */
static void allow(struct wire *w, struct link *l, const struct grant *g, enum arch_verb verb)
{
	const struct arch_edge *known = arch_edge(w->arch, l->node, g->node, verb);

	l->verb = verb;
	if (!known || (known->is_optional && !g->is_optional))
		wire_edge(w, l, g->node, g->at);
}

/* The verbs that what is granted amounts to. */
static void wire_grant(struct wire *w, const struct grant *g, int node, const char *rule)
{
	struct link l = { .node = node, .rule = rule, .is_optional = g->is_optional };
	unsigned data = g->can & (CAN_READ | CAN_WRITE);
	struct details d;

	details_init(&d, w->t->arena);
	details_text(&d, "Action", buf_str(&g->actions));
	l.details = d.map;
	l.details = wire_details(w, &l, &(struct target){ .node = g->node, .whole = g->whole });
	if (g->can & CAN_INVOKE)
		allow(w, &l, g, VERB_INVOKES);
	if (g->can & CAN_PUBLISH)
		allow(w, &l, g, VERB_PUBLISHES);
	if (g->can & CAN_POLL)
		allow(w, &l, g, VERB_POLLS);
	if (data || g->can == CAN_USE)
		allow(w, &l, g,
		      data == CAN_READ	  ? VERB_READS
		      : data == CAN_WRITE ? VERB_WRITES
					  : VERB_USES);
}

void grants_wire(struct wire *w, const struct grants *g, int node, const char *rule)
{
	for (size_t i = 0; i < g->n; i++)
		wire_grant(w, &g->list[i], node, rule);
}

static void take_statement(struct wire *w, struct grants *g, const struct value *s)
{
	struct targets found = { 0 };

	if (strcasecmp(value_string(s, "Effect", "Allow"), "Allow") != 0)
		return;
	wire_find(w, value_get(s, "Resource"), &found);
	for (size_t i = 0; i < found.n; i++) {
		each_element(action, value_get(s, "Action"))
			if (action->kind == VALUE_TEXT)
				grant_target(w, g, action->text, &found.list[i]);
		if (value_get(s, "NotAction"))	/* all but a few: as good as all */
			grant_target(w, g, "*", &found.list[i]);
	}
	targets_done(&found);
}

/* {"Statement": ...}, as a map or as JSON text */
static void take_document(struct wire *w, struct grants *g, const struct value *document)
{
	each_element(s, value_get(json_map(w->t, document), "Statement"))
		take_statement(w, g, s);
}

static void take_actions(struct wire *w, struct grants *g, const char *actions,
			 const struct value *resource)
{
	while (*actions) {
		size_t n = strcspn(actions, " ");

		grants_add(w, g, arena_strndup(w->t->arena, actions, n), resource);
		actions += n + (actions[n] == ' ');
	}
}

static void take_template(struct wire *w, struct grants *g, const struct value *call)
{
	const struct policy_template *t = policy_template_find(call->key);

	if (t)
		take_actions(w, g, t->actions, value_get(call, t->parameter));
}

static void take_managed(struct wire *w, struct grants *g, const struct value *v)
{
	int policy = wire_resource(w, v);

	if (policy >= 0)
		take_document(w, g, value_get(wire_at(w, policy)->properties, "PolicyDocument"));
}

/* One of SAM's Policies: a document, a policy template, or the name of a managed policy. */
static void take_policy(struct wire *w, struct grants *g, const struct value *v)
{
	if (v->kind == VALUE_REF) {
		take_managed(w, g, v);
		return;
	}
	take_document(w, g, v);
	each_pair(call, v)
		take_template(w, g, call);
}

static void take_attached(struct wire *w, struct grants *g, int role)
{
	for (size_t i = 0; i < w->attached.n; i++)
		if (w->attached.list[i].one == role)
			take_document(w, g,
				      value_get(wire_at(w, w->attached.list[i].other)->properties,
						"PolicyDocument"));
}

static void take_role(struct wire *w, struct grants *g, int role)
{
	const struct value *p;

	if (role < 0 || strcmp(wire_at(w, role)->type, "AWS::IAM::Role") != 0)
		return;
	p = wire_at(w, role)->properties;
	each_element(policy, value_get(p, "Policies"))
		take_document(w, g, value_get(policy, "PolicyDocument"));
	each_element(arn, value_get(p, "ManagedPolicyArns"))
		take_managed(w, g, arn);
	take_attached(w, g, role);
}

void policy_role(struct wire *w, struct grants *g, const struct value *role)
{
	struct refs refs = { 0 };

	refs_collect(&refs, role);
	for (size_t i = 0; i < refs.n; i++)
		take_role(w, g, template_find(w->t, refs.list[i]->text));
	refs_done(&refs);
}

/* Instances are given a role through a profile, themselves or by their launch template. */
static void take_profile(struct wire *w, struct grants *g, const struct value *profile)
{
	int i = wire_resource(w, profile);

	if (i >= 0 && !strcmp(wire_at(w, i)->type, "AWS::IAM::InstanceProfile"))
		policy_role(w, g, value_get(wire_at(w, i)->properties, "Roles"));
}

static void take_launch(struct wire *w, struct grants *g, const struct value *v)
{
	struct refs refs = { 0 };

	refs_collect(&refs, v);
	for (size_t i = 0; i < refs.n; i++) {
		int at = template_find(w->t, refs.list[i]->text);
		const struct value *p = at < 0 ? NULL : wire_at(w, at)->properties;
		const struct value *data = value_get(p, "LaunchTemplateData");

		take_profile(w, g, value_get(data ? data : p, "IamInstanceProfile"));
	}
	refs_done(&refs);
}

static void take_task(struct wire *w, struct grants *g, const struct value *task)
{
	int at = wire_resource(w, task);

	if (at >= 0)
		policy_role(w, g, value_get(wire_at(w, at)->properties, "TaskRoleArn"));
}

void policy_of(struct wire *w, struct grants *g, int resource)
{
	static const char *const roles[] = { "Role", "RoleArn", "ServiceRole" };
	static const char *const launches[] = { "LaunchTemplate", "LaunchConfigurationName",
						"MixedInstancesPolicy" };
	const struct arch_resource *r = wire_at(w, resource);
	const struct value *p = r->properties;
	bool has_role = value_get(p, "Role");

	if (!has_role && (sam_is(r, "Function") || sam_is(r, "StateMachine"))) {
		each_element(policy, value_get(p, "Policies"))
			take_policy(w, g, policy);
		take_role(w, g, arch_find(w->arch, arena_printf(w->t->arena, "%sRole", r->id)));
	}
	/* The Role of an ECS service is the load balancer's business. */
	for (size_t i = 0; i < sizeof(roles) / sizeof(*roles) && r->kind != ARCH_SERVICE; i++)
		policy_role(w, g, value_get(p, roles[i]));
	policy_role(w, g, value_at(p, "InstanceConfiguration.InstanceRoleArn"));
	take_task(w, g, value_get(p, "TaskDefinition"));
	take_profile(w, g, value_get(p, "IamInstanceProfile"));
	for (size_t i = 0; i < sizeof(launches) / sizeof(*launches); i++)
		take_launch(w, g, value_get(p, launches[i]));
}
