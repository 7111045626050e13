/* SPDX-License-Identifier: MIT */
/* R7: EventBridge rules, schedules, IoT rules. */
#include <string.h>

#include "cloud/policy.h"

static void dead_letters(struct wire *w, int rule, const struct value *target)
{
	struct details d;

	details_init(&d, w->t->arena);
	details_text(&d, "Role", "DeadLetter");
	wire_to(w, &(struct link){ rule, VERB_ROUTES, "R7", d.map, false },
		value_at(target, "DeadLetterConfig.Arn"));
}

static void trigger(struct wire *w, int rule, const struct value *target)
{
	wire_to(w, &(struct link){ rule, VERB_TRIGGERS, "R7", target, false }, value_get(target, "Arn"));
	dead_letters(w, rule, target);
}

void wire_rule(struct wire *w, int resource)
{
	const struct value *p = wire_at(w, resource)->properties;

	wire_from(w, &(struct link){ resource, VERB_ROUTES, "R7", NULL, false },
		  value_get(p, "EventBusName"));
	each_element(target, value_get(p, "Targets"))
		trigger(w, resource, target);
}

/*
 * "arn:aws:scheduler:::aws-sdk:sqs:sendMessage": the service is in the ARN, what
 * it is about among the references of the input.
 */
static void trigger_universal(struct wire *w, int rule, const struct value *target,
			      const char *name)
{
	const char *service =
		action_service(arena_strndup(w->t->arena, name, strcspn(name, ":")));
	struct targets found = { 0 };

	wire_find(w, value_get(target, "Input"), &found);
	for (size_t i = 0; i < found.n; i++) {
		const struct target *f = &found.list[i];
		struct link l = { rule, VERB_TRIGGERS, "R7", target, f->is_optional };

		if (!action_is_of(service, strlen(service), wire_at(w, f->node)->kind))
			continue;
		l.details = wire_details(w, &l, f);
		wire_edge(w, &l, f->node, f->at);
	}
	targets_done(&found);
}

void wire_schedule(struct wire *w, int resource)
{
	static const char sdk[] = ":aws-sdk:";
	const struct value *target = value_get(wire_at(w, resource)->properties, "Target");
	const char *universal = strstr(value_string(target, "Arn", ""), sdk);

	if (!universal) {
		trigger(w, resource, target);
		return;
	}
	trigger_universal(w, resource, target, universal + sizeof(sdk) - 1);
	dead_letters(w, resource, target);
}

void wire_iot_rule(struct wire *w, int resource)
{
	const struct value *payload = value_get(wire_at(w, resource)->properties, "TopicRulePayload");

	each_element(action, value_get(payload, "Actions"))
		wire_to(w, &(struct link){ resource, VERB_TRIGGERS, "R7", action, false }, action);
	wire_to(w,
		&(struct link){ resource, VERB_TRIGGERS, "R7", value_get(payload, "ErrorAction"), false },
		value_get(payload, "ErrorAction"));
}
