/* SPDX-License-Identifier: MIT */
/*
 * N4: whose part a folded resource is. Some name their owner; others are named
 * by it. Owners of owners are followed until a node is met.
 */
#include <string.h>

#include "cloud/template.h"
#include "cloud/text.h"

/* A folded resource names its owner: the first reference at path that leads to one. */
static const struct {
	const char *type, *path;
} upward[] = {
	{ "AWS::Lambda::Version", "FunctionName" },
	{ "AWS::Lambda::Alias", "FunctionName" },
	{ "AWS::Lambda::Url", "TargetFunctionArn" },
	{ "AWS::Lambda::Permission", "FunctionName" },
	{ "AWS::Lambda::EventInvokeConfig", "FunctionName" },
	{ "AWS::Lambda::EventSourceMapping", "FunctionName" },
	{ "AWS::ApiGateway::BasePathMapping", "RestApiId" },
	{ "AWS::ApiGateway::UsagePlan", "ApiStages" },
	{ "AWS::ApiGateway::UsagePlanKey", "UsagePlanId" },
	{ "AWS::ApiGateway::ApiKey", "StageKeys" },
	{ "AWS::ApiGateway::VpcLink", "TargetArns" },
	{ "AWS::ApiGateway::", "RestApiId" },
	{ "AWS::ApiGatewayV2::", "ApiId" },
	{ "AWS::AppSync::", "ApiId" },
	{ "AWS::ElasticLoadBalancingV2::Listener", "LoadBalancerArn" },
	{ "AWS::ElasticLoadBalancingV2::ListenerRule", "ListenerArn" },
	{ "AWS::ElasticLoadBalancingV2::ListenerCertificate", "ListenerArn" },
	{ "AWS::ElasticLoadBalancingV2::TargetGroup", "Targets" },
	{ "AWS::AutoScaling::", "AutoScalingGroupName" },
	{ "AWS::ApplicationAutoScaling::ScalableTarget", "ResourceId" },
	{ "AWS::ApplicationAutoScaling::ScalingPolicy", "ScalingTargetId" },
	{ "AWS::ApplicationAutoScaling::ScalingPolicy", "ResourceId" },
	{ "AWS::S3::BucketPolicy", "Bucket" },
	{ "AWS::S3::AccessPoint", "Bucket" },
	{ "AWS::SQS::QueuePolicy", "Queues" },
	{ "AWS::SQS::QueueInlinePolicy", "Queue" },
	{ "AWS::SNS::Subscription", "TopicArn" },
	{ "AWS::SNS::TopicPolicy", "Topics" },
	{ "AWS::SNS::TopicInlinePolicy", "TopicArn" },
	{ "AWS::Events::EventBusPolicy", "EventBusName" },
	{ "AWS::Events::Archive", "SourceArn" },
	{ "AWS::Cognito::IdentityPoolRoleAttachment", "IdentityPoolId" },
	{ "AWS::Cognito::", "UserPoolId" },
	{ "AWS::SecretsManager::", "SecretId" },
	{ "AWS::EFS::", "FileSystemId" },
	{ "AWS::Route53::RecordSet", "HostedZoneId" },
	{ "AWS::Route53::RecordSetGroup", "HostedZoneId" },
	{ "AWS::KMS::Alias", "TargetKeyId" },
	{ "AWS::WAFv2::WebACLAssociation", "WebACLArn" },
	{ "AWS::Kinesis::StreamConsumer", "StreamARN" },
	{ "AWS::StepFunctions::StateMachineVersion", "StateMachineRevisionArn" },
	{ "AWS::StepFunctions::StateMachineAlias", "RoutingConfiguration" },
	{ "AWS::StepFunctions::StateMachineAlias", "DeploymentPreference" },
	{ "AWS::EC2::EIP", "InstanceId" },
	{ "AWS::EC2::EIPAssociation", "InstanceId" },
	{ "AWS::EC2::VolumeAttachment", "InstanceId" },
	{ "AWS::EKS::", "ClusterName" },
	{ "AWS::MSK::", "ClusterArn" },
	{ "AWS::RDS::DBProxyTargetGroup", "DBProxyName" },
	{ "AWS::RDS::DBProxyEndpoint", "DBProxyName" },
};

/* A resource names its parts: folded ones of this type, anywhere at path. */
static const struct {
	const char *type, *path, *part;
} downward[] = {
	{ "AWS::ECS::Service", "LoadBalancers", "AWS::ElasticLoadBalancingV2::TargetGroup" },
	{ "AWS::ECS::Service", "TaskDefinition", "AWS::ECS::TaskDefinition" },
	{ "AWS::ECS::Service", "ServiceRegistries", "AWS::ServiceDiscovery::Service" },
	{ "AWS::AutoScaling::AutoScalingGroup", "TargetGroupARNs",
	  "AWS::ElasticLoadBalancingV2::TargetGroup" },
	{ "AWS::AutoScaling::AutoScalingGroup", "TrafficSources",
	  "AWS::ElasticLoadBalancingV2::TargetGroup" },
	{ "AWS::AutoScaling::AutoScalingGroup", "LaunchTemplate", "AWS::EC2::LaunchTemplate" },
	{ "AWS::AutoScaling::AutoScalingGroup", "MixedInstancesPolicy", "AWS::EC2::LaunchTemplate" },
	{ "AWS::AutoScaling::AutoScalingGroup", "LaunchConfigurationName",
	  "AWS::AutoScaling::LaunchConfiguration" },
	{ "AWS::EC2::Instance", "LaunchTemplate", "AWS::EC2::LaunchTemplate" },
	{ "AWS::ApiGateway::BasePathMapping", "DomainName", "AWS::ApiGateway::DomainName" },
	{ "AWS::ApiGatewayV2::ApiMapping", "DomainName", "AWS::ApiGatewayV2::DomainName" },
	{ "AWS::Events::ApiDestination", "ConnectionArn", "AWS::Events::Connection" },
};

/* "AWS::Cognito::" stands for the whole family. */
static bool is_of(const char *type, const char *pattern)
{
	size_t n = strlen(pattern);

	return n && pattern[n - 1] == ':' ? !strncmp(type, pattern, n) : !strcmp(type, pattern);
}

static bool is_part(const struct arch_resource *r)
{
	return r->kind == ARCH_FOLDED && r->owner < 0;
}

/* The scaled service comes after its cluster in "service/cluster/service". */
static int owner_at(const struct template *t, const struct value *v, bool is_last)
{
	struct refs refs = { 0 };
	int owner = -1;

	refs_collect(&refs, v);
	for (size_t i = 0; i < refs.n && (is_last || owner < 0); i++) {
		int found = template_find(t, refs.list[i]->text);

		if (found >= 0)
			owner = found;
	}
	refs_done(&refs);
	return owner;
}

static void fold_upward(struct template *t, size_t i)
{
	struct arch_resource *r = &t->arch->resources[i];

	for (size_t k = 0; k < sizeof(upward) / sizeof(*upward) && r->owner < 0; k++) {
		int owner;

		if (!is_of(r->type, upward[k].type))
			continue;
		owner = owner_at(t, value_at(r->properties, upward[k].path),
				 !strcmp(upward[k].path, "ResourceId"));
		if (owner != (int)i)
			r->owner = owner;
	}
}

static void claim(struct template *t, size_t owner, const struct value *v, const char *part)
{
	struct refs refs = { 0 };

	refs_collect(&refs, v);
	for (size_t i = 0; i < refs.n; i++) {
		int found = template_find(t, refs.list[i]->text);

		if (found >= 0 && is_part(&t->arch->resources[found]) &&
		    !strcmp(t->arch->resources[found].type, part))
			t->arch->resources[found].owner = (int)owner;
	}
	refs_done(&refs);
}

static void fold_downward(struct template *t, size_t i)
{
	const struct arch_resource *r = &t->arch->resources[i];

	for (size_t k = 0; k < sizeof(downward) / sizeof(*downward); k++)
		if (!strcmp(r->type, downward[k].type))
			claim(t, i, value_at(r->properties, downward[k].path), downward[k].part);
}

/* Gives all of a chain of owners the node at its end, so that nobody walks it again. */
static void settle(struct template *t, size_t i)
{
	struct arch_resource *list = t->arch->resources;
	int node = arch_node(t->arch, list[i].id);

	for (int at = (int)i, next; at >= 0 && at != node && list[at].owner != node; at = next) {
		next = list[at].owner;
		list[at].owner = node;
	}
}

void fold_resources(struct template *t)
{
	size_t n = t->arch->n_resources;

	for (size_t i = 0; i < n; i++)
		if (is_part(&t->arch->resources[i]))
			fold_upward(t, i);
	for (size_t i = 0; i < n; i++)
		fold_downward(t, i);
	for (size_t i = 0; i < n; i++)
		if (t->arch->resources[i].owner >= 0)
			settle(t, i);
}
