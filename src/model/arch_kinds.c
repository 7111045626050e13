/* SPDX-License-Identifier: MIT */
/* Which AWS types are nodes, and of what kind; which fold into others. */
#include "model/arch.h"

#include <stdlib.h>
#include <string.h>

struct kind_row {
	const char *type;
	enum arch_kind kind;
};

/* Sorted by type. */
static const struct kind_row kinds[] = {
	{ "AWS::AmazonMQ::Broker", ARCH_BROKER },
	{ "AWS::ApiGateway::RestApi", ARCH_API },
	{ "AWS::ApiGatewayV2::Api", ARCH_API },
	{ "AWS::AppRunner::Service", ARCH_SERVICE },
	{ "AWS::AppSync::GraphQLApi", ARCH_GRAPHQL },
	{ "AWS::AutoScaling::AutoScalingGroup", ARCH_ASG },
	{ "AWS::Batch::JobQueue", ARCH_BATCH },
	{ "AWS::CloudFormation::Stack", ARCH_STACK },
	{ "AWS::CloudFront::Distribution", ARCH_CDN },
	{ "AWS::CloudWatch::Alarm", ARCH_ALARM },
	{ "AWS::CloudWatch::CompositeAlarm", ARCH_ALARM },
	{ "AWS::CodeBuild::Project", ARCH_BUILD },
	{ "AWS::CodeCommit::Repository", ARCH_REPOSITORY },
	{ "AWS::CodePipeline::Pipeline", ARCH_PIPELINE },
	{ "AWS::Cognito::IdentityPool", ARCH_IDENTITYPOOL },
	{ "AWS::Cognito::UserPool", ARCH_USERPOOL },
	{ "AWS::DocDB::DBCluster", ARCH_DATABASE },
	{ "AWS::DocDB::DBInstance", ARCH_DATABASE },
	{ "AWS::DynamoDB::GlobalTable", ARCH_TABLE },
	{ "AWS::DynamoDB::Table", ARCH_TABLE },
	{ "AWS::EC2::Instance", ARCH_INSTANCE },
	{ "AWS::ECR::Repository", ARCH_REPOSITORY },
	{ "AWS::ECS::Cluster", ARCH_CLUSTER },
	{ "AWS::ECS::Service", ARCH_SERVICE },
	{ "AWS::EFS::FileSystem", ARCH_FILESYSTEM },
	{ "AWS::EKS::Cluster", ARCH_CLUSTER },
	{ "AWS::ElastiCache::CacheCluster", ARCH_CACHE },
	{ "AWS::ElastiCache::ReplicationGroup", ARCH_CACHE },
	{ "AWS::ElastiCache::ServerlessCache", ARCH_CACHE },
	{ "AWS::ElasticLoadBalancing::LoadBalancer", ARCH_LOADBALANCER },
	{ "AWS::ElasticLoadBalancingV2::LoadBalancer", ARCH_LOADBALANCER },
	{ "AWS::Elasticsearch::Domain", ARCH_SEARCH },
	{ "AWS::Events::ApiDestination", ARCH_DESTINATION },
	{ "AWS::Events::EventBus", ARCH_BUS },
	{ "AWS::Events::Rule", ARCH_RULE },
	{ "AWS::IoT::TopicRule", ARCH_IOTRULE },
	{ "AWS::KMS::Key", ARCH_KEY },
	{ "AWS::Kinesis::Stream", ARCH_STREAM },
	{ "AWS::KinesisFirehose::DeliveryStream", ARCH_FIREHOSE },
	{ "AWS::Lambda::Function", ARCH_FUNCTION },
	{ "AWS::MSK::Cluster", ARCH_KAFKA },
	{ "AWS::MSK::ServerlessCluster", ARCH_KAFKA },
	{ "AWS::Neptune::DBCluster", ARCH_DATABASE },
	{ "AWS::Neptune::DBInstance", ARCH_DATABASE },
	{ "AWS::OpenSearchServerless::Collection", ARCH_SEARCH },
	{ "AWS::OpenSearchService::Domain", ARCH_SEARCH },
	{ "AWS::Pipes::Pipe", ARCH_PIPE },
	{ "AWS::RDS::DBCluster", ARCH_DATABASE },
	{ "AWS::RDS::DBInstance", ARCH_DATABASE },
	{ "AWS::RDS::DBProxy", ARCH_DBPROXY },
	{ "AWS::Redshift::Cluster", ARCH_DATABASE },
	{ "AWS::Route53::HostedZone", ARCH_DNS },
	{ "AWS::S3::Bucket", ARCH_BUCKET },
	{ "AWS::SNS::Topic", ARCH_TOPIC },
	{ "AWS::SQS::Queue", ARCH_QUEUE },
	{ "AWS::SSM::Parameter", ARCH_PARAMETER },
	{ "AWS::Scheduler::Schedule", ARCH_SCHEDULE },
	{ "AWS::SecretsManager::Secret", ARCH_SECRET },
	{ "AWS::Serverless::Api", ARCH_API },
	{ "AWS::Serverless::Application", ARCH_STACK },
	{ "AWS::Serverless::Function", ARCH_FUNCTION },
	{ "AWS::Serverless::GraphQLApi", ARCH_GRAPHQL },
	{ "AWS::Serverless::HttpApi", ARCH_API },
	{ "AWS::Serverless::SimpleTable", ARCH_TABLE },
	{ "AWS::Serverless::StateMachine", ARCH_STATEMACHINE },
	{ "AWS::Serverless::WebSocketApi", ARCH_API },
	{ "AWS::StepFunctions::StateMachine", ARCH_STATEMACHINE },
	{ "AWS::WAFv2::WebACL", ARCH_FIREWALL },
};

/*
 * Families whose other types belong to a node, or are roles, policies, networks
 * and such: they fold. Sorted.
 */
static const char *const folded[] = {
	"AWS::AmazonMQ::",
	"AWS::ApiGateway::",
	"AWS::ApiGatewayV2::",
	"AWS::AppRunner::",
	"AWS::AppSync::",
	"AWS::ApplicationAutoScaling::",
	"AWS::AutoScaling::",
	"AWS::AutoScalingPlans::",
	"AWS::Batch::JobDefinition",
	"AWS::CertificateManager::",
	"AWS::CloudFormation::",
	"AWS::CloudFront::",
	"AWS::CloudWatch::",
	"AWS::CodeDeploy::DeploymentConfig",
	"AWS::Cognito::",
	"AWS::DocDB::",
	"AWS::DynamoDB::",
	"AWS::EC2::",
	"AWS::ECR::",
	"AWS::ECS::",
	"AWS::EFS::",
	"AWS::EKS::",
	"AWS::ElastiCache::",
	"AWS::ElasticLoadBalancing::",
	"AWS::ElasticLoadBalancingV2::",
	"AWS::Events::",
	"AWS::IAM::",
	"AWS::IoT::Policy",
	"AWS::KMS::",
	"AWS::Kinesis::",
	"AWS::Lambda::Alias",
	"AWS::Lambda::CodeSigningConfig",
	"AWS::Lambda::EventInvokeConfig",
	"AWS::Lambda::EventSourceMapping",
	"AWS::Lambda::LayerVersion",
	"AWS::Lambda::Permission",
	"AWS::Lambda::Url",
	"AWS::Lambda::Version",
	"AWS::Logs::",
	"AWS::MSK::",
	"AWS::Neptune::",
	"AWS::OpenSearchServerless::",
	"AWS::RDS::",
	"AWS::Redshift::",
	"AWS::Route53::",
	"AWS::S3::",
	"AWS::SNS::",
	"AWS::SQS::",
	"AWS::SSM::",
	"AWS::Scheduler::",
	"AWS::SecretsManager::",
	"AWS::Serverless::",
	"AWS::ServiceDiscovery::",
	"AWS::StepFunctions::",
	"AWS::WAF",
	"AWS::XRay::",
	"Custom::",
};

static int compare(const void *type, const void *row)
{
	return strcmp(type, ((const struct kind_row *)row)->type);
}

enum arch_kind arch_kind_of(const char *type)
{
	const struct kind_row *row =
		bsearch(type, kinds, sizeof(kinds) / sizeof(*kinds), sizeof(*kinds), compare);

	if (row)
		return row->kind;
	for (size_t i = 0; i < sizeof(folded) / sizeof(*folded); i++)
		if (!strncmp(type, folded[i], strlen(folded[i])))
			return ARCH_FOLDED;
	return ARCH_OTHER;
}
