/* SPDX-License-Identifier: MIT */
/*
 * SAM's policy templates, as far as they name what can be a node:
 * docs.aws.amazon.com/serverless-application-model, "AWS SAM policy templates".
 */
#include <string.h>

#include "cloud/policy.h"

static const struct policy_template templates[] = {
	{ "AWSSecretsManagerGetSecretValuePolicy", "SecretArn", "secretsmanager:GetSecretValue" },
	{ "CodeCommitCrudPolicy", "RepositoryName",
	  "codecommit:GitPull codecommit:GitPush codecommit:CreateBranch codecommit:GetBranch" },
	{ "CodeCommitReadPolicy", "RepositoryName",
	  "codecommit:GetBranch codecommit:GetCommit codecommit:GetFile codecommit:ListBranches" },
	{ "CodePipelineReadOnlyPolicy", "PipelineName", "codepipeline:ListPipelineExecutions" },
	{ "DynamoDBBackupFullAccessPolicy", "TableName",
	  "dynamodb:CreateBackup dynamodb:DescribeContinuousBackups" },
	{ "DynamoDBCrudPolicy", "TableName",
	  "dynamodb:GetItem dynamodb:DeleteItem dynamodb:PutItem dynamodb:Scan dynamodb:Query "
	  "dynamodb:UpdateItem dynamodb:BatchWriteItem dynamodb:BatchGetItem "
	  "dynamodb:DescribeTable dynamodb:ConditionCheckItem" },
	{ "DynamoDBReadPolicy", "TableName",
	  "dynamodb:GetItem dynamodb:Scan dynamodb:Query dynamodb:BatchGetItem "
	  "dynamodb:DescribeTable" },
	{ "DynamoDBReconfigurePolicy", "TableName", "dynamodb:UpdateTable" },
	{ "DynamoDBRestoreFromBackupPolicy", "TableName",
	  "dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:GetItem "
	  "dynamodb:Query dynamodb:Scan dynamodb:BatchWriteItem" },
	{ "DynamoDBStreamReadPolicy", "TableName",
	  "dynamodb:GetRecords dynamodb:DescribeStream dynamodb:GetShardIterator" },
	{ "DynamoDBWritePolicy", "TableName",
	  "dynamodb:PutItem dynamodb:UpdateItem dynamodb:BatchWriteItem" },
	{ "EFSWriteAccessPolicy", "FileSystem", "elasticfilesystem:ClientWrite" },
	{ "ElasticsearchHttpPostPolicy", "DomainName", "es:ESHttpPost es:ESHttpPut" },
	{ "EventBridgePutEventsPolicy", "EventBusName", "events:PutEvents" },
	{ "FirehoseCrudPolicy", "DeliveryStreamName",
	  "firehose:PutRecord firehose:PutRecordBatch firehose:UpdateDestination" },
	{ "FirehoseWritePolicy", "DeliveryStreamName",
	  "firehose:PutRecord firehose:PutRecordBatch" },
	{ "KinesisCrudPolicy", "StreamName",
	  "kinesis:PutRecord kinesis:PutRecords kinesis:CreateStream kinesis:DeleteStream" },
	{ "KinesisStreamReadPolicy", "StreamName",
	  "kinesis:GetRecords kinesis:GetShardIterator kinesis:DescribeStream" },
	{ "LambdaInvokePolicy", "FunctionName", "lambda:InvokeFunction" },
	{ "S3CrudPolicy", "BucketName",
	  "s3:GetObject s3:ListBucket s3:GetBucketLocation s3:GetObjectVersion s3:PutObject "
	  "s3:PutObjectAcl s3:GetLifecycleConfiguration s3:PutLifecycleConfiguration "
	  "s3:DeleteObject" },
	{ "S3FullAccessPolicy", "BucketName",
	  "s3:GetObject s3:GetObjectAcl s3:GetObjectVersion s3:PutObject s3:PutObjectAcl "
	  "s3:DeleteObject s3:ListBucket s3:GetBucketLocation" },
	{ "S3ReadPolicy", "BucketName",
	  "s3:GetObject s3:ListBucket s3:GetBucketLocation s3:GetObjectVersion "
	  "s3:GetLifecycleConfiguration" },
	{ "S3WritePolicy", "BucketName", "s3:PutObject s3:PutObjectAcl s3:PutLifecycleConfiguration" },
	{ "SNSCrudPolicy", "TopicName", "sns:Publish sns:Subscribe sns:ListSubscriptionsByTopic" },
	{ "SNSPublishMessagePolicy", "TopicName", "sns:Publish" },
	{ "SQSPollerPolicy", "QueueName",
	  "sqs:ReceiveMessage sqs:DeleteMessage sqs:ChangeMessageVisibility "
	  "sqs:GetQueueAttributes" },
	{ "SQSSendMessagePolicy", "QueueName", "sqs:SendMessage*" },
	{ "SSMParameterReadPolicy", "ParameterName",
	  "ssm:GetParameter ssm:GetParameters ssm:GetParametersByPath" },
	{ "SSMParameterWithSlashPrefixReadPolicy", "ParameterName",
	  "ssm:GetParameter ssm:GetParameters ssm:GetParametersByPath" },
	{ "StepFunctionsExecutionPolicy", "StateMachineName", "states:StartExecution" },
};

const struct policy_template *policy_template_find(const char *name)
{
	for (size_t i = 0; i < sizeof(templates) / sizeof(*templates); i++)
		if (!strcmp(templates[i].name, name))
			return &templates[i];
	return NULL;
}
