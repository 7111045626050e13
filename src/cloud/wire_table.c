/* SPDX-License-Identifier: MIT */
/* Which rules look at which types. A new rule is a function and a line here. */
#include <stdlib.h>
#include <string.h>

#include "cloud/wire.h"

struct row {
	const char *type;
	void (*wire)(struct wire *w, int resource);
};

/* Sorted by type. */
static const struct row rows[] = {
	{ "AWS::ApiGateway::Authorizer", wire_api_authorizer },
	{ "AWS::ApiGateway::Method", wire_api_method },
	{ "AWS::ApiGateway::RestApi", wire_openapi },
	{ "AWS::ApiGatewayV2::Api", wire_api_target },
	{ "AWS::ApiGatewayV2::Api", wire_openapi },
	{ "AWS::ApiGatewayV2::Authorizer", wire_api_authorizer },
	{ "AWS::ApiGatewayV2::Integration", wire_api_integration },
	{ "AWS::AppSync::DataSource", wire_data_source },
	{ "AWS::AutoScaling::AutoScalingGroup", wire_group },
	{ "AWS::CloudFront::Distribution", wire_distribution },
	{ "AWS::CloudFront::Distribution", wire_distribution_firewall },
	{ "AWS::CloudWatch::Alarm", wire_alarm },
	{ "AWS::CloudWatch::CompositeAlarm", wire_alarm },
	{ "AWS::Cognito::UserPool", wire_user_pool },
	{ "AWS::DocDB::DBInstance", wire_instance_cluster },
	{ "AWS::DynamoDB::GlobalTable", wire_table_stream },
	{ "AWS::DynamoDB::Table", wire_table_stream },
	{ "AWS::ECS::Service", wire_classic_service },
	{ "AWS::ECS::Service", wire_service_cluster },
	{ "AWS::ElasticLoadBalancing::LoadBalancer", wire_classic_balancer },
	{ "AWS::ElasticLoadBalancingV2::Listener", wire_listener },
	{ "AWS::ElasticLoadBalancingV2::ListenerRule", wire_listener },
	{ "AWS::Events::EventBus", wire_bus },
	{ "AWS::Events::Rule", wire_rule },
	{ "AWS::Events::Rule", wire_rule_source },
	{ "AWS::IoT::TopicRule", wire_iot_rule },
	{ "AWS::KinesisFirehose::DeliveryStream", wire_firehose },
	{ "AWS::Lambda::EventInvokeConfig", wire_invoke_config },
	{ "AWS::Lambda::EventSourceMapping", wire_mapping },
	{ "AWS::Lambda::Function", wire_function_destinations },
	{ "AWS::Neptune::DBInstance", wire_instance_cluster },
	{ "AWS::Pipes::Pipe", wire_pipe },
	{ "AWS::RDS::DBInstance", wire_instance_cluster },
	{ "AWS::RDS::DBProxyTargetGroup", wire_proxy },
	{ "AWS::Route53::RecordSet", wire_record },
	{ "AWS::Route53::RecordSetGroup", wire_record_group },
	{ "AWS::S3::Bucket", wire_bucket },
	{ "AWS::SNS::Subscription", wire_subscription },
	{ "AWS::SNS::Topic", wire_topic },
	{ "AWS::SQS::Queue", wire_queue },
	{ "AWS::SSM::Parameter", wire_parameter_value },
	{ "AWS::Scheduler::Schedule", wire_schedule },
	{ "AWS::SecretsManager::RotationSchedule", wire_rotation },
	{ "AWS::Serverless::Api", wire_openapi },
	{ "AWS::Serverless::Api", wire_sam_authorizers },
	{ "AWS::Serverless::Function", wire_function_destinations },
	{ "AWS::Serverless::Function", wire_s3_events },
	{ "AWS::Serverless::Function", wire_sam_api_events },
	{ "AWS::Serverless::Function", wire_sam_user_pool },
	{ "AWS::Serverless::GraphQLApi", wire_graphql },
	{ "AWS::Serverless::HttpApi", wire_openapi },
	{ "AWS::Serverless::HttpApi", wire_sam_authorizers },
	{ "AWS::Serverless::StateMachine", wire_sam_api_events },
	{ "AWS::Serverless::WebSocketApi", wire_sam_authorizers },
	{ "AWS::Serverless::WebSocketApi", wire_sam_websocket },
	{ "AWS::WAFv2::WebACLAssociation", wire_firewall },
};

/* What may be done, after what certainly is. Sorted by type. */
static const struct row permission_rows[] = {
	{ "AWS::AppRunner::Service", wire_permissions },
	{ "AWS::AutoScaling::AutoScalingGroup", wire_permissions },
	{ "AWS::CodeBuild::Project", wire_permissions },
	{ "AWS::EC2::Instance", wire_permissions },
	{ "AWS::ECS::Service", wire_permissions },
	{ "AWS::Lambda::Function", wire_permissions },
	{ "AWS::Serverless::Connector", wire_connector },
	{ "AWS::Serverless::Function", wire_permissions },
	{ "AWS::Serverless::StateMachine", wire_machine },
	{ "AWS::StepFunctions::StateMachine", wire_machine },
};

/* After all others: they add an edge only where there is none. Sorted by type. */
static const struct row late_rows[] = {
	{ "AWS::AppRunner::Service", wire_environment },
	{ "AWS::AutoScaling::AutoScalingGroup", wire_environment },
	{ "AWS::CloudFormation::Stack", wire_nested },
	{ "AWS::CodeBuild::Project", wire_environment },
	{ "AWS::EC2::Instance", wire_environment },
	{ "AWS::ECS::Service", wire_environment },
	{ "AWS::Lambda::Function", wire_environment },
	{ "AWS::Serverless::Application", wire_nested },
	{ "AWS::Serverless::Function", wire_environment },
};

static void wire_rows(struct wire *w, int resource, const struct row *list, size_t n)
{
	const char *type = wire_at(w, resource)->type;
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (strcmp(list[middle].type, type) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < n && !strcmp(list[low].type, type); low++)
		list[low].wire(w, resource);
}

void wire_by_type(struct wire *w, int resource, enum wire_pass pass)
{
	static const struct {
		const struct row *rows;
		size_t n;
	} passes[] = {
		[WIRE_CERTAIN] = { rows, sizeof(rows) / sizeof(*rows) },
		[WIRE_PERMISSIONS] = { permission_rows,
				       sizeof(permission_rows) / sizeof(*permission_rows) },
		[WIRE_LATE] = { late_rows, sizeof(late_rows) / sizeof(*late_rows) },
	};

	wire_rows(w, resource, passes[pass].rows, passes[pass].n);
	if (pass == WIRE_PERMISSIONS && w->t->load->written[resource].connectors)
		wire_connectors(w, resource);
	if (pass == WIRE_LATE && arch_is_node(wire_at(w, resource)))
		wire_keys(w, resource);
}
