/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include "model/arch.h"

static int add(struct arch *a, const char *id, enum arch_kind kind, int owner)
{
	return arch_add_resource(a, &(struct arch_resource){
		.id = arena_strdup(&a->arena, id), .type = "AWS::X::Y", .kind = kind, .owner = owner,
		.properties = value_map(&a->arena), .file = "t.yaml",
	});
}

static const struct value *details(struct arch *a, const char *path)
{
	return value_set(&a->arena, NULL, "Path", path);
}

static void link_nodes(struct arch *a, int from, int to, const char *rule, bool is_optional,
		       const struct value *d)
{
	arch_add_edge(a, &(struct arch_edge){ .from = from, .to = to, .verb = VERB_ROUTES,
					      .rule = rule, .is_optional = is_optional, .details = d });
}

TEST(kinds_follow_from_types)
{
	t_int(arch_kind_of("AWS::Serverless::Api"), ARCH_API);
	t_int(arch_kind_of("AWS::WAFv2::WebACL"), ARCH_FIREWALL);
	t_int(arch_kind_of("AWS::AmazonMQ::Broker"), ARCH_BROKER);
	t_int(arch_kind_of("AWS::EC2::Instance"), ARCH_INSTANCE);
	t_int(arch_kind_of("AWS::EC2::Subnet"), ARCH_FOLDED);
	t_int(arch_kind_of("AWS::IAM::Role"), ARCH_FOLDED);
	t_int(arch_kind_of("Custom::Thing"), ARCH_FOLDED);
	t_int(arch_kind_of("AWS::Glue::Crawler"), ARCH_OTHER);
	t_int(arch_kind_of("nonsense"), ARCH_OTHER);
	t_str(arch_kind_name(ARCH_USERPOOL), "userpool");
	t_str(arch_verb_name(VERB_SUBSCRIBES), "subscribes");
}

TEST(many_resources_are_found_by_id)
{
	struct arch *a = arch_new("t.yaml");

	t_int(arch_find(a, "Q1"), -1);
	for (int i = 0; i < 1000; i++)
		add(a, arena_printf(&a->arena, "Q%d", i), ARCH_QUEUE, i);
	for (int i = 0; i < 1000; i++)
		t_int(arch_find(a, arena_printf(&a->arena, "Q%d", i)), i);
	t_int(arch_find(a, "Q1000"), -1);
	arch_free(a);
}

TEST(folded_resources_lead_to_their_node)
{
	struct arch *a = arch_new("t.yaml");
	int f = add(a, "Function", ARCH_FUNCTION, 0);
	int version = add(a, "Version", ARCH_FOLDED, f);

	add(a, "Alias", ARCH_FOLDED, version);
	add(a, "Role", ARCH_FOLDED, -1);
	add(a, "Ring", ARCH_FOLDED, 4);
	t_int(arch_node(a, "Alias"), f);
	t_int(arch_node(a, "Function"), f);
	t_int(arch_node(a, "Role"), -1);
	t_int(arch_node(a, "Ring"), -1);
	t_int(arch_node(a, "Nobody"), -1);
	arch_free(a);
}

TEST(an_edge_is_there_once_and_keeps_all_details)
{
	struct arch *a = arch_new("t.yaml");
	int api = add(a, "Api", ARCH_API, 0), f = add(a, "F", ARCH_FUNCTION, 1);
	const struct value *also;

	link_nodes(a, api, f, "R1", false, details(a, "/a"));
	link_nodes(a, api, f, "R2", false, details(a, "/b"));
	link_nodes(a, api, f, "R2", false, details(a, "/c"));
	link_nodes(a, f, api, "R9", false, NULL);
	t_int(a->n_edges, 2);
	t_str(a->edges[0].rule, "R1");
	t_str(value_string(a->edges[0].details, "Path", ""), "/a");
	also = value_get(a->edges[0].details, "Also");
	t_int(also->n, 2);
	t_str(value_string(also->child, "Path", ""), "/b");
	t_str(value_string(also->child->next, "Path", ""), "/c");
	arch_free(a);
}

TEST(certain_evidence_replaces_optional)
{
	struct arch *a = arch_new("t.yaml");
	int s = add(a, "S", ARCH_SERVICE, 0), c = add(a, "C", ARCH_CLUSTER, 1);

	link_nodes(a, s, c, "R19", true, NULL);
	link_nodes(a, s, c, "R9", false, NULL);
	link_nodes(a, s, c, "R19", true, NULL);
	t_int(a->n_edges, 1);
	t_false(a->edges[0].is_optional);
	t_str(a->edges[0].rule, "R9");
	arch_free(a);
}

TEST(properties_and_metadata_can_be_set)
{
	struct arch *a = arch_new("t.yaml");
	int f = add(a, "F", ARCH_FUNCTION, 0);

	t_int(arch_set(a, "F.Timeout", "9"), ERR_OK);
	t_int(arch_set(a, "F.ColdStart", "0ms"), ERR_OK);
	t_int(arch_set(a, "F.Choices.Check.Done", "30%"), ERR_OK);
	t_int(arch_set(a, "F.Events.E.BatchSize", "1"), ERR_OK);
	t_str(value_string(a->resources[f].properties, "Timeout", ""), "9");
	t_str(value_string(a->resources[f].properties, "Events.E.BatchSize", ""), "1");
	t_str(value_string(a->resources[f].metadata, "ColdStart", ""), "0ms");
	t_str(value_string(a->resources[f].metadata, "Choices.Check.Done", ""), "30%");
	t_null(value_get(a->resources[f].properties, "ColdStart"));
	t_int(arch_set(a, "G.Timeout", "9"), ERR_NOT_FOUND);
	t_int(arch_set(a, "F", "9"), ERR_SYNTAX);
	t_int(arch_set(a, "F.", "9"), ERR_SYNTAX);
	t_int(arch_set(a, ".Timeout", "9"), ERR_SYNTAX);
	arch_free(a);
}

TESTS(t(kinds_follow_from_types), t(many_resources_are_found_by_id),
      t(folded_resources_lead_to_their_node), t(an_edge_is_there_once_and_keeps_all_details),
      t(certain_evidence_replaces_optional), t(properties_and_metadata_can_be_set))
