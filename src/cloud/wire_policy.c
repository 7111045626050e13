/* SPDX-License-Identifier: MIT */
/* R9 permissions, R11 state machines, R13 connectors. */
#include <string.h>

#include "cloud/policy.h"

void wire_permissions(struct wire *w, int resource)
{
	struct grants g = { 0 };

	policy_of(w, &g, resource);
	grants_wire(w, &g, resource, "R9");
	grants_done(&g);
}

/* A definition says what is done; without it, the policies say what may be done. */
void wire_machine(struct wire *w, int resource)
{
	struct grants g = { 0 };

	if (!states_grant(w, &g, resource)) {
		grants_done(&g);
		wire_permissions(w, resource);
		return;
	}
	grants_wire(w, &g, resource, "R11");
	grants_done(&g);
}

/* {"Id": "LogicalId"} or {"Type": ..., "Arn": reference}; -1. */
static int end_of(const struct wire *w, const struct value *v)
{
	const char *id = value_string(v, "Id", NULL);

	return id ? wire_owner(w, template_find(w->t, template_id(w->t, id))) : wire_node(w, v);
}

static enum arch_verb write_verb(enum arch_kind kind)
{
	switch (kind) {
	case ARCH_FUNCTION:
	case ARCH_STATEMACHINE:
	case ARCH_API:
	case ARCH_GRAPHQL:
		return VERB_INVOKES;
	case ARCH_QUEUE:
	case ARCH_TOPIC:
	case ARCH_BUS:
	case ARCH_STREAM:
	case ARCH_FIREHOSE:
		return VERB_PUBLISHES;
	default:
		return VERB_WRITES;
	}
}

static void connect(struct wire *w, int from, const struct value *destination,
		    const struct value *permissions)
{
	struct link l = { .node = from, .rule = "R13" };
	bool reads = false, writes = false;
	int to = end_of(w, destination);

	each_element(p, permissions) {
		reads |= p->kind == VALUE_TEXT && !strcmp(p->text, "Read");
		writes |= p->kind == VALUE_TEXT && !strcmp(p->text, "Write");
	}
	if (to < 0 || (!reads && !writes))
		return;
	l.verb = !writes ? VERB_READS : reads ? VERB_USES : write_verb(wire_at(w, to)->kind);
	if (!arch_edge(w->arch, from, to, l.verb))
		wire_edge(w, &l, to, destination);
}

static void connect_all(struct wire *w, int from, const struct value *properties)
{
	each_element(destination, value_get(properties, "Destination"))
		connect(w, from, destination, value_get(properties, "Permissions"));
}

void wire_connector(struct wire *w, int resource)
{
	const struct value *p = wire_at(w, resource)->properties;

	connect_all(w, end_of(w, value_get(p, "Source")), p);
}

void wire_connectors(struct wire *w, int resource)
{
	each_pair(c, w->t->load->written[resource].connectors)
		connect_all(w, wire_owner(w, resource), value_get(c, "Properties"));
}
