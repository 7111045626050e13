/* SPDX-License-Identifier: MIT */
/* Frames: nested stacks that were opened, and VPCs, around the nodes that are in them. */
#include <string.h>

#include "base/vec.h"
#include "cloud/template.h"
#include "cloud/text.h"

enum { NETWORK_DEPTH_MAX = 6 };	/* subnet group, subnet, VPC: and some to spare */

/* Something in a template is a node, and so in all stacks around it. */
static void mark(struct template *t)
{
	for (; t && !t->has_nodes; t = t->parent)
		t->has_nodes = true;
}

/*
 * A stack that was opened is what it holds: no node of its own, and no frame if it holds roles and
 * networks only.
 */
void groups_of_stacks(struct load *load)
{
	struct arch *a = load->templates[0]->arch;

	for (size_t i = 1; i < load->n_templates; i++) {
		int stack = arch_find(a, load->templates[i]->id);

		if (stack < 0)
			continue;
		a->resources[stack].kind = ARCH_FOLDED;
		a->resources[stack].owner = -1;
	}
	for (size_t i = 0; i < load->n_written; i++)
		if (arch_is_node(&a->resources[i]))
			mark(load->written[i].t);
	for (size_t i = 1; i < load->n_templates; i++) {
		struct template *t = load->templates[i];
		int stack = arch_find(a, t->id);

		if (stack >= 0 && t->has_nodes)
			t->frame = arch_add_group(a, stack, t->parent->frame);
	}
	for (size_t i = 0; a->n_groups && i < load->n_written; i++)
		arch_put_in(a, (int)i, load->written[i].t->frame);
}

/* Properties that say where in which network something is, of nodes and of what these name. */
static const char *const network_keys[] = {
	"VpcId", "VPCId", "VpcConfig", "VPCOptions", "SubnetId", "SubnetIds", "Subnets", "SubnetMappings",
	"VpcSubnetIds", "VPCZoneIdentifier", "NetworkConfiguration", "NetworkInterfaces",
	"ResourcesVpcConfig", "BrokerNodeGroupInfo", "ComputeResources", "DBSubnetGroupName",
	"CacheSubnetGroupName", "ClusterSubnetGroupName", "SubnetGroupName", "SecurityGroupIds",
	"SecurityGroups", "VPCSecurityGroups", "VpcSecurityGroupIds", "SourceSecurityGroupId",
	"VpcConfigs", "LaunchTemplate", "LaunchTemplateData", "LaunchConfigurationName",
	"MixedInstancesPolicy", "ComputeEnvironmentOrder",
	/* nodes that are where others are */
	"DBClusterIdentifier", "SourceDBInstanceIdentifier",
};

static int vpc_of(const struct template *t, int resource, int depth);

static int vpc_in(const struct template *t, const struct value *v, int depth)
{
	struct refs refs = { 0 };
	int vpc = -1;

	refs_collect(&refs, v);
	for (size_t i = 0; i < refs.n && vpc < 0; i++) {
		int found = template_find(t, refs.list[i]->text);

		if (found >= 0 && (!arch_is_node(&t->arch->resources[found]) ||
				   t->arch->resources[found].kind == ARCH_DATABASE))
			vpc = vpc_of(t, found, depth + 1);
	}
	refs_done(&refs);
	return vpc;
}

/* The VPC that a resource is, or is in, by what its properties name; -1. */
static int vpc_of(const struct template *t, int resource, int depth)
{
	const struct arch_resource *r = &t->arch->resources[resource];
	int vpc = -1;

	if (!strcmp(r->type, "AWS::EC2::VPC"))
		return resource;
	for (size_t i = 0; i < sizeof(network_keys) / sizeof(*network_keys) && vpc < 0; i++) {
		const struct value *v = value_get(r->properties, network_keys[i]);

		if (v && depth < NETWORK_DEPTH_MAX)
			vpc = vpc_in(t, v, depth);
	}
	return vpc;
}

/* Parts of a node that say where it is: its targets' group, its mount targets. */
static bool is_placed_part(const struct arch_resource *r)
{
	return !strcmp(r->type, "AWS::EFS::MountTarget") ||
	       !strcmp(r->type, "AWS::ElasticLoadBalancingV2::TargetGroup");
}

/* The frame of a VPC, made when the first node is found in it. */
static int frame_of_vpc(struct load *load, int vpc)
{
	struct arch *a = load->templates[0]->arch;

	for (size_t g = 0; g < a->n_groups; g++)
		if (a->groups[g].resource == vpc)
			return (int)g;
	return arch_add_group(a, vpc, load->written[vpc].t->frame);
}

static bool has_networks(const struct arch *a)
{
	for (size_t i = 0; i < a->n_resources; i++)
		if (!strcmp(a->resources[i].type, "AWS::EC2::VPC"))
			return true;
	return false;
}

/*
 * A node stands in the frame of its VPC if both are of one stack, else in that of its stack: a
 * frame cannot cross another.
 */
void groups_of_networks(struct load *load)
{
	const struct template *t = load->templates[0];
	struct arch *a = t->arch;
	size_t n = has_networks(a) ? load->n_written : 0;

	for (size_t i = 0; i < n; i++) {
		const struct arch_resource *r = &a->resources[i];
		int node = arch_is_node(r) ? (int)i : is_placed_part(r) ? r->owner : -1;
		int vpc = node >= 0 ? vpc_of(t, (int)i, 0) : -1;

		if (vpc >= 0 && load->written[vpc].t == load->written[node].t)
			arch_put_in(a, node, frame_of_vpc(load, vpc));
	}
}
