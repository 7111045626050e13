/* SPDX-License-Identifier: MIT */
/* R15 load balancers, R16 alarms, R17 distributions, R18 alias records. */
#include <string.h>

#include "cloud/wire.h"

static const char target_group[] = "AWS::ElasticLoadBalancingV2::TargetGroup";

static void route_group(struct wire *w, const struct link *l, const struct value *ref)
{
	int group = template_find(w->t, ref->text);

	if (group < 0 || strcmp(wire_at(w, group)->type, target_group) != 0)
		return;
	each_element(target, value_get(wire_at(w, group)->properties, "Targets"))
		wire_to(w, l, value_get(target, "Id"));
	/* Services and groups register themselves. */
	for (size_t i = 0; i < w->registered.n; i++)
		if (w->registered.list[i].one == group)
			wire_edge(w, l, w->registered.list[i].other, w->registered.list[i].at);
}

static int balancer_of(const struct wire *w, const struct arch_resource *r)
{
	return r->owner >= 0 && wire_at(w, r->owner)->kind == ARCH_LOADBALANCER ? r->owner : -1;
}

void wire_listener(struct wire *w, int resource)
{
	const struct arch_resource *r = wire_at(w, resource);
	struct link l = { balancer_of(w, r), VERB_ROUTES, "R15", NULL, false };
	struct refs refs = { 0 };

	if (l.node < 0)
		return;
	refs_collect(&refs, value_get(r->properties, "DefaultActions"));
	refs_collect(&refs, value_get(r->properties, "Actions"));
	for (size_t i = 0; i < refs.n; i++)
		route_group(w, &l, refs.list[i]);
	refs_done(&refs);
}

void wire_classic_balancer(struct wire *w, int resource)
{
	wire_to(w, &(struct link){ resource, VERB_ROUTES, "R15", NULL, false },
		value_get(wire_at(w, resource)->properties, "Instances"));
}

void wire_group(struct wire *w, int resource)
{
	static const char *const notifications[] = { "NotificationConfigurations",
						     "NotificationConfiguration" };
	const struct value *p = wire_at(w, resource)->properties;

	wire_from(w, &(struct link){ resource, VERB_ROUTES, "R15", NULL, false },
		  value_get(p, "LoadBalancerNames"));
	for (size_t i = 0; i < 2; i++)
		each_element(n, value_get(p, notifications[i]))
			wire_to(w, &(struct link){ resource, VERB_PUBLISHES, "R16", n, false },
				value_get(n, "TopicARN"));
}

void wire_classic_service(struct wire *w, int resource)
{
	each_element(b, value_get(wire_at(w, resource)->properties, "LoadBalancers"))
		wire_from(w, &(struct link){ resource, VERB_ROUTES, "R15", NULL, false },
			  value_get(b, "LoadBalancerName"));
}

void wire_alarm(struct wire *w, int resource)
{
	static const char *const actions[] = { "AlarmActions", "OKActions",
					       "InsufficientDataActions" };
	const struct value *p = wire_at(w, resource)->properties;

	for (size_t i = 0; i < sizeof(actions) / sizeof(*actions); i++)
		wire_to(w, &(struct link){ resource, VERB_TRIGGERS, "R16", NULL, false },
			value_get(p, actions[i]));
}

static void associate(struct wire *w, int resource, const struct value *behaviour)
{
	each_element(a, value_get(behaviour, "LambdaFunctionAssociations"))
		wire_to(w, &(struct link){ resource, VERB_INVOKES, "R17", a, false },
			value_get(a, "LambdaFunctionARN"));
}

void wire_distribution(struct wire *w, int resource)
{
	const struct value *config = value_get(wire_at(w, resource)->properties, "DistributionConfig");
	struct link l = { resource, VERB_ROUTES, "R17", NULL, false };

	each_element(origin, value_get(config, "Origins"))
		wire_to(w, &l, value_get(origin, "DomainName"));
	wire_to(w, &l, value_at(config, "S3Origin.DNSName"));
	wire_to(w, &l, value_at(config, "CustomOrigin.DNSName"));
	associate(w, resource, value_get(config, "DefaultCacheBehavior"));
	each_element(behaviour, value_get(config, "CacheBehaviors"))
		associate(w, resource, behaviour);
}

static void alias_record(struct wire *w, const struct value *record, const struct value *zone)
{
	int dns = wire_node(w, zone);

	if (dns >= 0 && wire_at(w, dns)->kind == ARCH_DNS)
		wire_to(w, &(struct link){ dns, VERB_ROUTES, "R18", record, false },
			value_at(record, "AliasTarget.DNSName"));
}

void wire_record(struct wire *w, int resource)
{
	const struct value *p = wire_at(w, resource)->properties;

	alias_record(w, p, value_get(p, "HostedZoneId"));
}

void wire_record_group(struct wire *w, int resource)
{
	const struct value *p = wire_at(w, resource)->properties;

	each_element(record, value_get(p, "RecordSets")) {
		const struct value *own = value_get(record, "HostedZoneId");

		alias_record(w, record, own ? own : value_get(p, "HostedZoneId"));
	}
}
