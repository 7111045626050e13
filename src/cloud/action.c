/* SPDX-License-Identifier: MIT */
/* What IAM actions do to nodes, by their names: "sqs:SendMessage" publishes to a queue. */
#include <string.h>
#include <strings.h>

#include "base/glob.h"
#include "cloud/policy.h"

/* The services whose actions are about nodes of a kind. Several rows add up. */
static const struct {
	enum arch_kind kind;
	const char *service;
} services[] = {
	{ ARCH_FUNCTION, "lambda" },
	{ ARCH_STATEMACHINE, "states" },
	{ ARCH_API, "execute-api" },
	{ ARCH_API, "apigateway" },
	{ ARCH_GRAPHQL, "appsync" },
	{ ARCH_QUEUE, "sqs" },
	{ ARCH_TOPIC, "sns" },
	{ ARCH_BUS, "events" },
	{ ARCH_STREAM, "kinesis" },
	{ ARCH_FIREHOSE, "firehose" },
	{ ARCH_TABLE, "dynamodb" },
	{ ARCH_TABLE, "dax" },
	{ ARCH_BUCKET, "s3" },
	{ ARCH_BUCKET, "s3-object-lambda" },
	{ ARCH_SECRET, "secretsmanager" },
	{ ARCH_PARAMETER, "ssm" },
	{ ARCH_DATABASE, "rds" },
	{ ARCH_DATABASE, "rds-data" },
	{ ARCH_DATABASE, "rds-db" },
	{ ARCH_DATABASE, "neptune-db" },
	{ ARCH_DATABASE, "redshift" },
	{ ARCH_DATABASE, "redshift-data" },
	{ ARCH_DATABASE, "docdb-elastic" },
	{ ARCH_DBPROXY, "rds-db" },
	{ ARCH_DBPROXY, "rds" },
	{ ARCH_CACHE, "elasticache" },
	{ ARCH_FILESYSTEM, "elasticfilesystem" },
	{ ARCH_SEARCH, "es" },
	{ ARCH_SEARCH, "aoss" },
	{ ARCH_USERPOOL, "cognito-idp" },
	{ ARCH_IDENTITYPOOL, "cognito-identity" },
	{ ARCH_REPOSITORY, "codecommit" },
	{ ARCH_REPOSITORY, "ecr" },
	{ ARCH_KAFKA, "kafka" },
	{ ARCH_KAFKA, "kafka-cluster" },
	{ ARCH_BROKER, "mq" },
	{ ARCH_BATCH, "batch" },
	{ ARCH_BUILD, "codebuild" },
	{ ARCH_PIPELINE, "codepipeline" },
	{ ARCH_DESTINATION, "events" },
	{ ARCH_RULE, "events" },
	{ ARCH_SCHEDULE, "scheduler" },
	{ ARCH_CLUSTER, "ecs" },
	{ ARCH_CLUSTER, "eks" },
	{ ARCH_SERVICE, "ecs" },
	{ ARCH_SERVICE, "apprunner" },
	{ ARCH_INSTANCE, "ec2" },
	{ ARCH_INSTANCE, "ssm" },
	{ ARCH_ASG, "autoscaling" },
	{ ARCH_CDN, "cloudfront" },
	{ ARCH_DNS, "route53" },
	{ ARCH_STACK, "cloudformation" },
	{ ARCH_PIPE, "pipes" },
	{ ARCH_FIREWALL, "wafv2" },
};

/* Kinds that are sent to, called or received from: only these actions matter to them. */
static const struct {
	enum arch_kind kind;
	unsigned can;
	const char *service, *action;
} named[] = {
	{ ARCH_FUNCTION, CAN_INVOKE, "lambda", "InvokeFunction" },
	{ ARCH_FUNCTION, CAN_INVOKE, "lambda", "InvokeFunctionUrl" },
	{ ARCH_FUNCTION, CAN_INVOKE, "lambda", "InvokeAsync" },
	{ ARCH_FUNCTION, CAN_INVOKE, "lambda", "Invoke" },	/* as the SDK calls it */
	{ ARCH_STATEMACHINE, CAN_INVOKE, "states", "StartExecution" },
	{ ARCH_STATEMACHINE, CAN_INVOKE, "states", "StartSyncExecution" },
	{ ARCH_STATEMACHINE, CAN_INVOKE, "states", "RedriveExecution" },
	{ ARCH_STATEMACHINE, CAN_INVOKE, "states", "SendTaskSuccess" },
	{ ARCH_STATEMACHINE, CAN_INVOKE, "states", "SendTaskFailure" },
	{ ARCH_STATEMACHINE, CAN_INVOKE, "states", "SendTaskHeartbeat" },
	{ ARCH_API, CAN_INVOKE, "execute-api", "Invoke" },
	{ ARCH_API, CAN_INVOKE, "apigateway", "Invoke" },	/* as a state machine calls it */
	{ ARCH_API, CAN_PUBLISH, "execute-api", "ManageConnections" },
	{ ARCH_GRAPHQL, CAN_INVOKE, "appsync", "GraphQL" },
	{ ARCH_QUEUE, CAN_PUBLISH, "sqs", "SendMessage" },
	{ ARCH_QUEUE, CAN_PUBLISH, "sqs", "SendMessageBatch" },
	{ ARCH_QUEUE, CAN_POLL, "sqs", "ReceiveMessage" },
	{ ARCH_TOPIC, CAN_PUBLISH, "sns", "Publish" },
	{ ARCH_TOPIC, CAN_PUBLISH, "sns", "PublishBatch" },
	{ ARCH_BUS, CAN_PUBLISH, "events", "PutEvents" },
	{ ARCH_STREAM, CAN_PUBLISH, "kinesis", "PutRecord" },
	{ ARCH_STREAM, CAN_PUBLISH, "kinesis", "PutRecords" },
	{ ARCH_STREAM, CAN_POLL, "kinesis", "GetRecords" },
	{ ARCH_STREAM, CAN_POLL, "kinesis", "SubscribeToShard" },
	{ ARCH_FIREHOSE, CAN_PUBLISH, "firehose", "PutRecord" },
	{ ARCH_FIREHOSE, CAN_PUBLISH, "firehose", "PutRecordBatch" },
	{ ARCH_BATCH, CAN_INVOKE, "batch", "SubmitJob" },
	{ ARCH_BUILD, CAN_INVOKE, "codebuild", "StartBuild" },
	{ ARCH_BUILD, CAN_INVOKE, "codebuild", "StartBuildBatch" },
	{ ARCH_PIPELINE, CAN_INVOKE, "codepipeline", "StartPipelineExecution" },
	{ ARCH_DESTINATION, CAN_INVOKE, "events", "InvokeApiDestination" },
	{ ARCH_CLUSTER, CAN_INVOKE, "ecs", "RunTask" },
	{ ARCH_CLUSTER, CAN_INVOKE, "ecs", "StartTask" },
	{ ARCH_KEY, 0, "kms", "" },	/* keys stay out: R19 */
};

/* What the SDKs call services that IAM calls otherwise. */
static const struct {
	const char *sdk, *iam;
} sdk_names[] = {
	{ "sfn", "states" },
	{ "eventbridge", "events" },
	{ "http", "apigateway" },
	{ "cognitoidentityprovider", "cognito-idp" },
	{ "rdsdata", "rds-data" },
	{ "redshiftdata", "redshift-data" },
	{ "cloudwatchevents", "events" },
};

const char *action_service(const char *sdk)
{
	for (size_t i = 0; i < sizeof(sdk_names) / sizeof(*sdk_names); i++)
		if (!strcasecmp(sdk_names[i].sdk, sdk))
			return sdk_names[i].iam;
	return sdk;
}

bool action_is_of(const char *service, size_t n, enum arch_kind kind)
{
	for (size_t i = 0; i < sizeof(services) / sizeof(*services); i++)
		if (services[i].kind == kind && strlen(services[i].service) == n &&
		    !strncasecmp(services[i].service, service, n))
			return true;
	return false;
}

static bool has_service(enum arch_kind kind)
{
	for (size_t i = 0; i < sizeof(services) / sizeof(*services); i++)
		if (services[i].kind == kind)
			return true;
	return false;
}

/* True when kind has a row of named[]; ret_can adds up those that the pattern covers. */
static bool by_name(const char *pattern, enum arch_kind kind, unsigned *ret_can)
{
	bool is_named = false;

	*ret_can = 0;
	for (size_t i = 0; i < sizeof(named) / sizeof(*named); i++) {
		if (named[i].kind != kind)
			continue;
		is_named = true;
		if (glob_fits(pattern, named[i].action, strlen(named[i].action), GLOB_ONE | GLOB_ANY_CASE))
			*ret_can |= named[i].can;
	}
	return is_named;
}

static const struct {
	const char *prefix;
	unsigned can;
} prefixes[] = {
	{ "BatchGet", CAN_READ },     { "BatchWrite", CAN_WRITE },  { "BatchExecute", CAN_USE },
	{ "Create", CAN_WRITE },      { "Delete", CAN_WRITE },	    { "Describe", CAN_READ },
	{ "Get", CAN_READ },	      { "Head", CAN_READ },	    { "List", CAN_READ },
	{ "Put", CAN_WRITE },	      { "Query", CAN_READ },	    { "Scan", CAN_READ },
	{ "Select", CAN_READ },	      { "Update", CAN_WRITE },	    { "TransactGet", CAN_READ },
	{ "TransactWrite", CAN_WRITE }, { "ConditionCheck", CAN_READ }, { "Post", CAN_WRITE },
	{ "Write", CAN_WRITE },	      { "Change", CAN_WRITE },	    { "Modify", CAN_WRITE },
	{ "Insert", CAN_WRITE },      { "Upload", CAN_WRITE },	    { "Initiate", CAN_WRITE },
	{ "Complete", CAN_WRITE },    { "Execute", CAN_READ | CAN_WRITE },
};

/* Reading the stream of a table is polling it; asking where it is, is not reading the table. */
static bool of_table_stream(const char *pattern, unsigned *ret_can)
{
	static const char *const actions[] = { "DescribeStream", "GetShardIterator", "ListStreams" };

	if (!strcasecmp(pattern, "GetRecords")) {
		*ret_can = CAN_POLL;
		return true;
	}
	*ret_can = 0;
	for (size_t i = 0; i < sizeof(actions) / sizeof(*actions); i++)
		if (!strcasecmp(pattern, actions[i]))
			return true;
	return false;
}

/* Some services say what they do after a word of their own: es:ESHttpGet. */
static const char *without_word(const char *action)
{
	static const char *const words[] = { "ESHttp", "Client", "PartiQL" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strncasecmp(action, words[i], strlen(words[i])))
			return action + strlen(words[i]);
	return action;
}

/* "Batch*" may be BatchGet and BatchWrite: all prefixes that the pattern may stand for. */
static unsigned by_prefix(const char *pattern)
{
	size_t n = strcspn(pattern, "*?");
	unsigned can = 0;

	if (!n)
		return CAN_READ | CAN_WRITE;
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++) {
		size_t m = strlen(prefixes[i].prefix);

		if (!strncasecmp(pattern, prefixes[i].prefix, n < m && pattern[n] ? n : m))
			can |= prefixes[i].can;
	}
	return can ? can : CAN_USE;
}

unsigned action_can(const char *action, enum arch_kind kind)
{
	const char *colon = strchr(action, ':'), *pattern = colon ? colon + 1 : action;
	unsigned can;

	if (!colon && strcmp(action, "*") != 0)
		return 0;
	if (colon && has_service(kind) && !action_is_of(action, (size_t)(colon - action), kind))
		return 0;
	if (by_name(pattern, kind, &can))
		return can;
	if (kind == ARCH_TABLE && of_table_stream(pattern, &can))
		return can;
	return by_prefix(without_word(pattern));
}
