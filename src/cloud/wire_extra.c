/* SPDX-License-Identifier: MIT */
/*
 * R19, which is optional; and E1-E8, which the rules leave out but learners look
 * for (E9 is in wire_api.c).
 */
#include <string.h>

#include "cloud/wire.h"

void wire_service_cluster(struct wire *w, int resource)
{
	wire_to(w, &(struct link){ resource, VERB_USES, "R19", NULL, true },
		value_get(wire_at(w, resource)->properties, "Cluster"));
}

void wire_instance_cluster(struct wire *w, int resource)
{
	wire_from(w, &(struct link){ resource, VERB_ROUTES, "R19", NULL, true },
		  value_get(wire_at(w, resource)->properties, "DBClusterIdentifier"));
}

void wire_parameter_value(struct wire *w, int resource)
{
	wire_to(w, &(struct link){ resource, VERB_USES, "R19", NULL, true },
		value_get(wire_at(w, resource)->properties, "Value"));
}

/* E1: a GraphQL API resolves from its data sources. */
void wire_data_source(struct wire *w, int resource)
{
	const struct value *p = wire_at(w, resource)->properties;
	struct link l = { wire_owner(w, resource), VERB_ROUTES, "E1", NULL, false };

	each_pair(config, p)
		if (config->kind == VALUE_MAP)
			wire_to(w, &l, config);
}

void wire_graphql(struct wire *w, int resource)
{
	wire_to(w, &(struct link){ resource, VERB_ROUTES, "E1", NULL, false },
		value_get(wire_at(w, resource)->properties, "DataSources"));
}

/* E2: a delivery stream takes from a stream, transforms by a function, delivers to its destination. */
void wire_firehose(struct wire *w, int resource)
{
	const struct value *p = wire_at(w, resource)->properties;

	wire_to(w, &(struct link){ resource, VERB_POLLS, "E2", NULL, false },
		value_at(p, "KinesisStreamSourceConfiguration.KinesisStreamARN"));
	each_pair(config, p) {
		const struct value *processing = value_get(config, "ProcessingConfiguration");

		if (!strstr(config->key, "DestinationConfiguration"))
			continue;
		wire_to(w, &(struct link){ resource, VERB_INVOKES, "E2", NULL, false }, processing);
		each_pair(setting, config)
			if (setting != processing)
				wire_to(w, &(struct link){ resource, VERB_WRITES, "E2", config, false },
					setting);
	}
}

/* E3: a user pool calls functions as users sign up and in. */
void wire_user_pool(struct wire *w, int resource)
{
	each_pair(hook, value_get(wire_at(w, resource)->properties, "LambdaConfig")) {
		struct details d;

		details_init(&d, w->t->arena);
		details_text(&d, "Hook", hook->key);
		wire_to(w, &(struct link){ resource, VERB_TRIGGERS, "E3", d.map, false }, hook);
	}
}

void wire_sam_user_pool(struct wire *w, int resource)
{
	const struct value *function = wire_at(w, resource)->properties;

	each_pair(event, value_get(function, "Events")) {
		const struct value *p = value_get(event, "Properties");
		struct details d;

		if (strcmp(value_string(event, "Type", ""), "Cognito") != 0)
			continue;
		details_init(&d, w->t->arena);
		details_put(&d, "Hook", value_get(p, "Trigger"));
		details_put(&d, "Alias", value_get(function, "AutoPublishAlias"));
		wire_from(w, &(struct link){ resource, VERB_TRIGGERS, "E3", d.map, false },
			  value_get(p, "UserPool"));
	}
}

/* E4: a secret is rotated by a function. */
void wire_rotation(struct wire *w, int resource)
{
	const struct value *p = wire_at(w, resource)->properties;

	wire_to(w, &(struct link){ wire_owner(w, resource), VERB_TRIGGERS, "E4", p, false },
		value_get(p, "RotationLambdaARN"));
}

/* E5: a rule's pattern names whose events it waits for. A bus is no source: its name may be one's too. */
void wire_rule_source(struct wire *w, int resource)
{
	const struct value *pattern = value_get(wire_at(w, resource)->properties, "EventPattern");
	struct targets found = { 0 };

	wire_find(w, pattern, &found);
	for (size_t i = 0; i < found.n; i++) {
		const struct target *f = &found.list[i];

		if (wire_at(w, f->node)->kind != ARCH_BUS)
			wire_edge(w, &(struct link){ f->node, VERB_TRIGGERS, "E5", pattern, f->is_optional },
				  resource, f->at);
	}
	targets_done(&found);
}

/* E6: a proxy stands before its databases. */
void wire_proxy(struct wire *w, int resource)
{
	const struct value *p = wire_at(w, resource)->properties;
	struct link l = { wire_owner(w, resource), VERB_ROUTES, "E6", NULL, false };

	wire_to(w, &l, value_get(p, "DBInstanceIdentifiers"));
	wire_to(w, &l, value_get(p, "DBClusterIdentifiers"));
}

/* E7: what is encrypted uses its key. */
void wire_keys(struct wire *w, int resource)
{
	static const char *const keys[] = { "KmsMasterKeyId", "KMSMasterKeyId", "KmsKeyId",
					    "KMSKeyId", "KmsKeyArn" };
	const struct value *p = wire_at(w, resource)->properties;

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		int key = wire_node(w, value_get(p, keys[i]));

		if (key >= 0 && wire_at(w, key)->kind == ARCH_KEY)
			wire_edge(w, &(struct link){ resource, VERB_USES, "E7", NULL, false }, key,
				  value_get(p, keys[i]));
	}
}

/* E8: a web ACL stands before what it is associated with. */
void wire_firewall(struct wire *w, int resource)
{
	const struct value *p = wire_at(w, resource)->properties;

	wire_to(w, &(struct link){ wire_owner(w, resource), VERB_ROUTES, "E8", NULL, false },
		value_get(p, "ResourceArn"));
}

void wire_distribution_firewall(struct wire *w, int resource)
{
	const struct value *acl = value_at(wire_at(w, resource)->properties, "DistributionConfig.WebACLId");

	wire_from(w, &(struct link){ resource, VERB_ROUTES, "E8", NULL, false }, acl);
}
