/* SPDX-License-Identifier: MIT */
/* The rules N1-N5 and R1-R20, each on the smallest template that shows it. */
#include "tests/support/t.h"

#include <stdio.h>

#include "tests/support/graph.h"

#define FUNCTION "  F: {Type: AWS::Lambda::Function}\n"
#define QUEUE "  Q: {Type: AWS::SQS::Queue}\n"
#define TABLE "  T: {Type: AWS::DynamoDB::Table}\n"
#define TOPIC "  N: {Type: AWS::SNS::Topic}\n"
#define BUCKET "  B: {Type: AWS::S3::Bucket}\n"

static void expect(const char *resources, const char *edges)
{
	struct graph_case g;
	struct buf b;

	buf_init(&b);
	buf_printf(&b, "Resources:\n%s", resources);
	graph_load(&g, buf_str(&b));
	t_str(graph_diags(&g), "");
	t_int(g.err, ERR_OK);
	t_str(graph_edges(&g), edges);
	graph_done(&g);
	buf_done(&b);
}

static void expect_nodes(const char *resources, const char *nodes)
{
	struct graph_case g;
	struct buf b;

	buf_init(&b);
	buf_printf(&b, "Resources:\n%s", resources);
	graph_load(&g, buf_str(&b));
	t_str(graph_nodes(&g), nodes);
	graph_done(&g);
	buf_done(&b);
}

TEST(n1_schedules_are_rules_without_a_pattern)
{
	expect_nodes("  A: {Type: AWS::Events::Rule, Properties: {ScheduleExpression: rate(1 day)}}\n"
		     "  B: {Type: AWS::Events::Rule, Properties: {EventPattern: {source: [x]}}}\n"
		     "  C: {Type: AWS::Events::Rule, Properties: {EventPattern: {}, ScheduleExpression: x}}\n"
		     "  D: {Type: AWS::Glue::Crawler}\n  E: {Type: AWS::IAM::Role}\n",
		     "A schedule\nB rule\nC rule\nD other\n");
}

TEST(n2_sam_generates_nodes)
{
	expect_nodes("  F:\n"
		     "    Type: AWS::Serverless::Function\n"
		     "    Properties:\n"
		     "      Events:\n"
		     "        A: {Type: Api, Properties: {Path: /, Method: get}}\n"
		     "        B: {Type: HttpApi}\n"
		     "        C: {Type: Schedule, Properties: {Schedule: rate(1 day)}}\n"
		     "        D: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 day)}}\n"
		     "        E: {Type: EventBridgeRule, Properties: {Pattern: {source: [x]}}}\n"
		     "        G: {Type: CloudWatchEvent, Properties: {Schedule: rate(1 day)}}\n"
		     "        H: {Type: IoTRule, Properties: {Sql: SELECT 1}}\n"
		     "        I: {Type: SNS, Properties: {Topic: !Ref N, SqsSubscription: true}}\n" TOPIC,
		     "F function\nFC schedule\nFD schedule\nFE rule\nFG schedule\nFH iotrule\n"
		     "FIQueue queue\nN topic\nServerlessHttpApi api\nServerlessRestApi api\n");
}

TEST(n2_sam_generates_nothing_for_a_named_api)
{
	expect("  A: {Type: AWS::Serverless::Api, Properties: {StageName: x}}\n"
	       "  F:\n"
	       "    Type: AWS::Serverless::Function\n"
	       "    Properties:\n"
	       "      Events:\n"
	       "        A: {Type: Api, Properties: {Path: /, Method: get, RestApiId: !Ref A}}\n"
	       "        B: {Type: Api, Properties: {Path: /, Method: get, RestApiId: abc123}}\n",
	       "A F routes\n");
}

TEST(n4_a_reference_to_a_part_is_one_to_its_node)
{
	expect(FUNCTION "  V: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref F}}\n"
			"  L: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref F, "
			"FunctionVersion: !GetAtt V.Version}}\n"
			"  R: {Type: AWS::Events::Rule, Properties: {EventPattern: {a: [b]}, "
			"Targets: [{Id: x, Arn: !Ref L}]}}\n"
			"  S: {Type: AWS::Serverless::Function, Properties: {AutoPublishAlias: live}}\n"
			"  R2: {Type: AWS::Events::Rule, Properties: {EventPattern: {a: [b]}, "
			"Targets: [{Id: x, Arn: !Ref S.Alias}, {Id: y, Arn: !Ref SAliaslive}]}}\n",
	       "R F triggers\nR2 S triggers\n");
}

/* The Alias of an edge; "" without one. */
static const char *alias_of(const struct graph_case *g, const char *from, const char *to,
			    enum arch_verb verb)
{
	return value_string(graph_edge(g, from, to, verb)->details, "Alias", "");
}

TEST(edges_say_by_which_alias_they_lead_to_a_function)
{
	struct graph_case g;

	graph_load(&g,
		   "Transform: AWS::Serverless-2016-10-31\n"
		   "Resources:\n"
		   "  F: {Type: AWS::Lambda::Function}\n"
		   "  V: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref F}}\n"
		   "  L: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref F, Name: live, "
		   "FunctionVersion: !GetAtt V.Version}}\n"
		   "  T: {Type: AWS::SNS::Topic, Properties: {Subscription: [{Protocol: lambda, "
		   "Endpoint: !Ref L}]}}\n"
		   "  R: {Type: AWS::Events::Rule, Properties: {EventPattern: {a: [b]}, "
		   "Targets: [{Id: x, Arn: !Sub '${F.Arn}:live'}]}}\n"
		   "  P: {Type: AWS::Events::Rule, Properties: {EventPattern: {a: [b]}, "
		   "Targets: [{Id: x, Arn: !GetAtt F.Arn}]}}\n"
		   "  A: {Type: AWS::Serverless::Api, Properties: {StageName: s, DefinitionBody: {paths: "
		   "{/x: {get: {x-amazon-apigateway-integration: {type: aws_proxy, uri: !Sub "
		   "'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
		   "${F.Arn}:${!stageVariables.to}/invocations'}}}}}}}\n"
		   "  G: {Type: AWS::Serverless::Function, Properties: {Policies: [{Statement: [{Action: "
		   "'lambda:InvokeFunction', Resource: !Sub '${F.Arn}:*'}]}]}}\n"
		   "  S: {Type: AWS::Serverless::Function, Properties: {AutoPublishAlias: prod, "
		   "Events: {E: {Type: SNS, Properties: {Topic: !Ref T}}}}}\n"
		   "  Q: {Type: AWS::Events::Rule, Properties: {EventPattern: {a: [b]}, "
		   "Targets: [{Id: x, Arn: !Ref S.Alias}]}}\n");
	t_str(alias_of(&g, "F", "T", VERB_SUBSCRIBES), "L");
	t_str(alias_of(&g, "R", "F", VERB_TRIGGERS), "live");
	t_str(alias_of(&g, "P", "F", VERB_TRIGGERS), "");
	t_str(alias_of(&g, "A", "F", VERB_ROUTES), "${stageVariables.to}");
	t_str(alias_of(&g, "G", "F", VERB_INVOKES), "");
	t_str(alias_of(&g, "S", "T", VERB_SUBSCRIBES), "prod");
	t_str(alias_of(&g, "Q", "S", VERB_TRIGGERS), "prod");
	graph_done(&g);
}

TEST(n5_what_is_outside_gives_nothing)
{
	expect("  N: {Type: AWS::SNS::Topic, Properties: {Subscription: "
	       "[{Protocol: email, Endpoint: a@example.com}]}}\n"
	       "  F: {Type: AWS::Serverless::Function, Properties: {Environment: {Variables: "
	       "{X: !ImportValue y, Z: 'arn:aws:sqs:eu-west-1:1:elsewhere'}}, Events: {E: {Type: SQS, "
	       "Properties: {Queue: 'arn:aws:sqs:eu-west-1:1:elsewhere'}}}}}\n",
	       "");
}

TEST(r1_api_events_keep_their_route)
{
	struct graph_case g;
	const struct arch_edge *e;

	graph_load(&g, "Resources:\n"
		       "  F:\n"
		       "    Type: AWS::Serverless::Function\n"
		       "    Properties:\n"
		       "      AutoPublishAlias: live\n"
		       "      Events:\n"
		       "        A: {Type: HttpApi, Properties: {Path: /a, Method: get, "
		       "TimeoutInMillis: 9}}\n"
		       "        B: {Type: HttpApi}\n"
		       "  M: {Type: AWS::Serverless::StateMachine, Properties: {Events: {C: {Type: Api, "
		       "Properties: {Path: /m, Method: POST}}}}}\n");
	t_str(graph_edges(&g), "ServerlessHttpApi F routes\nServerlessRestApi M routes\n");
	e = graph_edge(&g, "ServerlessHttpApi", "F", VERB_ROUTES);
	t_str(e->rule, "R1");
	t_int(e->line, 7);
	t_str(value_string(e->details, "Path", ""), "/a");
	t_str(value_string(e->details, "TimeoutInMillis", ""), "9");
	t_str(value_string(e->details, "Alias", ""), "live");
	t_str(value_string(e->details, "Type", ""), "AWS_PROXY");
	t_str(value_string(value_get(e->details, "Also")->child, "Path", ""), "$default");
	graph_done(&g);
}

#define LAMBDA_URI                                                             \
	"!Sub 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${F.Arn}/invocations'"

TEST(r2_methods_have_the_path_of_their_resources)
{
	struct graph_case g;
	const struct arch_edge *e;

	graph_load(&g, "Resources:\n" FUNCTION
		       "  A: {Type: AWS::ApiGateway::RestApi}\n"
		       "  R1: {Type: AWS::ApiGateway::Resource, Properties: {RestApiId: !Ref A, "
		       "ParentId: !GetAtt A.RootResourceId, PathPart: orders}}\n"
		       "  R2: {Type: AWS::ApiGateway::Resource, Properties: {RestApiId: !Ref A, "
		       "ParentId: !Ref R1, PathPart: '{id}'}}\n"
		       "  M:\n"
		       "    Type: AWS::ApiGateway::Method\n"
		       "    Properties:\n"
		       "      RestApiId: !Ref A\n"
		       "      ResourceId: !Ref R2\n"
		       "      HttpMethod: POST\n"
		       "      Integration:\n"
		       "        Type: AWS\n"
		       "        TimeoutInMillis: 5000\n"
		       "        RequestParameters: {integration.request.header.X-Amz-Invocation-Type: "
		       "\"'Event'\"}\n"
		       "        Uri: " LAMBDA_URI "\n");
	t_str(graph_edges(&g), "A F routes\n");
	e = graph_edge(&g, "A", "F", VERB_ROUTES);
	t_str(value_string(e->details, "Method", ""), "POST");
	t_str(value_string(e->details, "Path", ""), "/orders/{id}");
	t_str(value_string(e->details, "InvocationType", ""), "Event");
	t_int(e->line, 16);
	graph_done(&g);
}

TEST(r2_the_target_may_be_in_parameters_or_in_the_role)
{
	static const char role[] =
		"  P: {Type: AWS::IAM::Role, Properties: {Policies: [{PolicyDocument: {Statement: "
		"[{Effect: Allow, Action: 'dynamodb:PutItem', Resource: !GetAtt T.Arn}, {Effect: Allow, "
		"Action: 'sqs:SendMessage', Resource: !GetAtt Q.Arn}]}}]}}\n";
	struct graph_case g;
	char text[2000];

	snprintf(text, sizeof(text),
		 "%s" QUEUE TABLE "  A: {Type: AWS::ApiGateway::RestApi}\n"
		 "  M: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref A, Integration: {Uri: "
		 "'arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem', Credentials: !GetAtt P.Arn}}}\n",
		 role);
	expect(text, "A T routes\n");
	memmove(text + 11, text, strlen(text) + 1);
	memcpy(text, "Resources:\n", 11);
	graph_load(&g, text);
	t_str(value_string(graph_edge(&g, "A", "T", VERB_ROUTES)->details, "Action", ""),
	      "dynamodb:PutItem");
	graph_done(&g);
	expect(QUEUE "  H: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: HTTP}}\n"
		     "  I: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref H, "
		     "IntegrationType: AWS_PROXY, IntegrationSubtype: SQS-SendMessage, "
		     "RequestParameters: {QueueUrl: !Ref Q}}}\n",
	       "H Q routes\n");
}

TEST(r2_routes_lead_to_integrations)
{
	struct graph_case g;
	const struct arch_edge *e;

	graph_load(&g, "Resources:\n" FUNCTION
		       "  H: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: HTTP}}\n"
		       "  I: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref H, "
		       "IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt F.Arn}}\n"
		       "  R: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref H, RouteKey: "
		       "'GET /x', Target: !Sub 'integrations/${I}'}}\n");
	e = graph_edge(&g, "H", "F", VERB_ROUTES);
	t_str(value_string(e->details, "Method", ""), "GET");
	t_str(value_string(e->details, "Path", ""), "/x");
	graph_done(&g);
}

TEST(r2_r3_openapi_is_read)
{
	struct graph_case g;
	const struct arch_edge *e;

	graph_load(&g, "Resources:\n" FUNCTION
		       "  G: {Type: AWS::Lambda::Function}\n"
		       "  U: {Type: AWS::Cognito::UserPool}\n"
		       "  A:\n"
		       "    Type: AWS::Serverless::Api\n"
		       "    Properties:\n"
		       "      DefinitionBody:\n"
		       "        paths:\n"
		       "          /p:\n"
		       "            x-amazon-apigateway-any-method:\n"
		       "              x-amazon-apigateway-integration: {type: aws_proxy, uri: " LAMBDA_URI
		       "}\n"
		       "        securityDefinitions:\n"
		       "          L: {x-amazon-apigateway-authorizer: {authorizerUri: !Sub '${G.Arn}/x'}}\n"
		       "          C: {x-amazon-apigateway-authorizer: {providerARNs: [!GetAtt U.Arn]}}\n");
	t_str(graph_edges(&g), "A F routes\nA G invokes\nA U uses\n");
	e = graph_edge(&g, "A", "F", VERB_ROUTES);
	t_str(value_string(e->details, "Method", ""), "ANY");
	t_str(value_string(e->details, "Path", ""), "/p");
	t_str(value_string(e->details, "Type", ""), "AWS_PROXY");
	graph_done(&g);
}

static void expect_outside(const char *resources, const char *types)
{
	struct graph_case g;
	const struct value *outside;
	struct buf b;

	buf_init(&b);
	buf_printf(&b, "Resources:\n  A: {Type: AWS::ApiGateway::RestApi, Properties: %s", resources);
	graph_load(&g, buf_str(&b));
	t_int(g.err, ERR_OK);
	buf_clear(&b);
	outside = g.arch->resources[arch_find(g.arch, "A")].outside;
	for (const struct value *v = outside ? outside->child : NULL; v; v = v->next)
		buf_printf(&b, "%s %s\n", value_string(v, "Path", ""), value_string(v, "Type", ""));
	t_str(buf_str(&b), types);
	graph_done(&g);
	buf_done(&b);
}

TEST(r2_routes_to_no_node_are_kept_too)
{
	expect_outside("{Body: {paths: {\n"
		       "    /m: {options: {x-amazon-apigateway-integration: {type: mock}}},\n"
		       "    /h: {get: {x-amazon-apigateway-integration: {type: http_proxy, uri: 'https://example.com'}}},\n"
		       "    /f: {get: {x-amazon-apigateway-integration: {type: aws_proxy, uri: " LAMBDA_URI "}}}}}}}\n"
		       FUNCTION,
		       "/h HTTP_PROXY\n/m MOCK\n");
	expect_outside("{}}\n"
		       "  R: {Type: AWS::ApiGateway::Resource, Properties: {RestApiId: !Ref A, PathPart: m}}\n"
		       "  M: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref A, ResourceId: !Ref R, "
		       "HttpMethod: GET, Integration: {Type: MOCK}}}\n",
		       "/m MOCK\n");
}

TEST(r2_responses_of_openapi_read_as_those_of_methods)
{
	struct graph_case g;
	const struct value *list;

	graph_load(&g, "Resources:\n" FUNCTION
		       "  A: {Type: AWS::ApiGateway::RestApi, Properties: {Body: {paths: {/: {get: {\n"
		       "    x-amazon-apigateway-integration: {type: aws, uri: " LAMBDA_URI ",\n"
		       "      responses: {default: {statusCode: 202}, 'E.*': {statusCode: 500}}}}}}}}}\n");
	list = value_get(graph_edge(&g, "A", "F", VERB_ROUTES)->details, "IntegrationResponses");
	t_int(list->n, 2);
	t_str(value_string(list->child, "StatusCode", ""), "202");
	t_null(value_get(list->child, "SelectionPattern"));
	t_str(value_string(list->child->next, "StatusCode", ""), "500");
	t_str(value_string(list->child->next, "SelectionPattern", ""), "E.*");
	graph_done(&g);
}

TEST(r2_integrations_may_be_references)
{
	expect(FUNCTION
	       "  A: {Type: AWS::Serverless::HttpApi, Properties: {DefinitionBody: {\n"
	       "    paths: {/: {get: {x-amazon-apigateway-integration: {$ref: '#/components/hooks/h'}}},\n"
	       "            /y: {$ref: '#/components/none'}},\n"
	       "    components: {hooks: {h: {$ref: '#/components/hooks/i'}, i: {type: aws_proxy, uri: " LAMBDA_URI "},\n"
	       "                         loop: {$ref: '#/components/hooks/loop'}}}}}}\n",
	       "A F routes\n");
}

TEST(r3_authorizers)
{
	expect(FUNCTION "  U: {Type: AWS::Cognito::UserPool}\n"
			"  A: {Type: AWS::Serverless::Api, Properties: {Auth: {Authorizers: "
			"{X: {FunctionArn: !GetAtt F.Arn}, Y: {UserPoolArn: !GetAtt U.Arn}}}}}\n"
			"  B: {Type: AWS::ApiGateway::RestApi}\n"
			"  C: {Type: AWS::ApiGateway::Authorizer, Properties: {RestApiId: !Ref B, "
			"AuthorizerUri: " LAMBDA_URI ", ProviderARNs: [!GetAtt U.Arn]}}\n"
			"  W: {Type: AWS::Serverless::WebSocketApi, Properties: {Auth: "
			"{AuthType: CUSTOM, AuthArn: !GetAtt F.Arn}}}\n",
	       "A F invokes\nA U uses\nB F invokes\nB U uses\nW F invokes\n");
}

TEST(r4_buckets_notify)
{
	struct graph_case g;
	const struct arch_edge *e;

	graph_load(&g, "Resources:\n" FUNCTION QUEUE TOPIC
		       "  B:\n"
		       "    Type: AWS::S3::Bucket\n"
		       "    Properties:\n"
		       "      NotificationConfiguration:\n"
		       "        LambdaConfigurations: [{Event: 's3:ObjectCreated:*', Function: !GetAtt F.Arn, "
		       "Filter: {S3Key: {Rules: [{Name: prefix, Value: in/}]}}}]\n"
		       "        QueueConfigurations: [{Event: 's3:ObjectRemoved:*', Queue: !GetAtt Q.Arn}]\n"
		       "        TopicConfigurations: [{Event: 's3:ObjectRemoved:*', Topic: !Ref N}]\n"
		       "  S: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: S3, "
		       "Properties: {Bucket: !Ref B, Events: 's3:ObjectCreated:*'}}}}}\n");
	t_str(graph_edges(&g), "B F triggers\nB N triggers\nB Q triggers\nB S triggers\n");
	e = graph_edge(&g, "B", "F", VERB_TRIGGERS);
	t_str(value_get(e->details, "Events")->child->text, "s3:ObjectCreated:*");
	t_str(value_string(value_get(e->details, "Filter")->child, "Value", ""), "in/");
	e = graph_edge(&g, "B", "S", VERB_TRIGGERS);
	t_int(value_get(e->details, "Events")->n, 1);
	graph_done(&g);
}

TEST(r5_functions_poll)
{
	struct graph_case g;
	const struct arch_edge *e;

	graph_load(&g, "Resources:\n" FUNCTION QUEUE TABLE
		       "  M: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref F, "
		       "EventSourceArn: !GetAtt Q.Arn, BatchSize: 7}}\n"
		       "  S: {Type: AWS::Serverless::Function, Properties: {Policies: [{SQSPollerPolicy: "
		       "{QueueName: !GetAtt Q.QueueName}}], Events: {D: {Type: DynamoDB, Properties: "
		       "{Stream: !GetAtt T.StreamArn, StartingPosition: LATEST, DestinationConfig: "
		       "{OnFailure: {Destination: !GetAtt Q.Arn}}}}, E: {Type: SQS, Properties: "
		       "{Queue: !GetAtt Q.Arn, BatchSize: 5}}}}}\n");
	t_str(graph_edges(&g), "F Q polls\nS Q polls\nS Q routes\nS T polls\n");
	e = graph_edge(&g, "F", "Q", VERB_POLLS);
	t_str(value_string(e->details, "BatchSize", ""), "7");
	/* The mapping says more than the permission. */
	e = graph_edge(&g, "S", "Q", VERB_POLLS);
	t_str(e->rule, "R5");
	t_str(value_string(e->details, "BatchSize", ""), "5");
	t_null(value_get(e->details, "Also"));
	graph_done(&g);
}

TEST(r6_subscribers)
{
	struct graph_case g;

	graph_load(&g, "Resources:\n" FUNCTION QUEUE
		       "  D: {Type: AWS::SQS::Queue}\n"
		       "  N: {Type: AWS::SNS::Topic, Properties: {Subscription: [{Protocol: sqs, "
		       "Endpoint: !GetAtt Q.Arn}]}}\n"
		       "  O: {Type: AWS::SNS::Topic}\n"
		       "  S: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref O, Protocol: lambda, "
		       "Endpoint: !GetAtt F.Arn, FilterPolicy: {a: [b]}, RedrivePolicy: "
		       "{deadLetterTargetArn: !GetAtt D.Arn}}}\n"
		       "  G: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: SNS, "
		       "Properties: {Topic: !Ref O}}, H: {Type: SNS, Properties: {Topic: !Ref O, "
		       "SqsSubscription: {QueueArn: !GetAtt Q.Arn, BatchSize: 3}}}}}}\n");
	t_str(graph_edges(&g), "F O subscribes\nG O subscribes\nG Q polls\nO D routes\n"
			       "Q N subscribes\nQ O subscribes\n");
	t_str(value_string(graph_edge(&g, "F", "O", VERB_SUBSCRIBES)->details, "Protocol", ""), "lambda");
	t_str(value_string(graph_edge(&g, "G", "Q", VERB_POLLS)->details, "BatchSize", ""), "3");
	graph_done(&g);
}

TEST(r7_rules_and_schedules)
{
	expect(FUNCTION QUEUE
	       "  X: {Type: AWS::Events::EventBus, Properties: {Name: x}}\n"
	       "  R: {Type: AWS::Events::Rule, Properties: {EventBusName: !Ref X, EventPattern: {a: [b]}, "
	       "Targets: [{Id: a, Arn: !GetAtt F.Arn, DeadLetterConfig: {Arn: !GetAtt Q.Arn}}]}}\n"
	       "  S: {Type: AWS::Scheduler::Schedule, Properties: {ScheduleExpression: rate(1 day), "
	       "Target: {Arn: !GetAtt F.Arn}}}\n"
	       "  U: {Type: AWS::Scheduler::Schedule, Properties: {ScheduleExpression: rate(1 day), "
	       "Target: {Arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage', Input: !Sub "
	       "'{\"QueueUrl\": \"${Q}\", \"MessageBody\": \"${F}\"}'}}}\n"
	       "  I: {Type: AWS::IoT::TopicRule, Properties: {TopicRulePayload: {Sql: x, Actions: "
	       "[{Lambda: {FunctionArn: !GetAtt F.Arn}}], ErrorAction: {Sqs: {QueueUrl: !Ref Q}}}}}\n",
	       "I F triggers\nI Q triggers\nR F triggers\nR Q routes\nS F triggers\nU Q triggers\n"
	       "X R routes\n");
}

TEST(r8_pipes)
{
	struct graph_case g;

	graph_load(&g, "Resources:\n" FUNCTION QUEUE TOPIC
		       "  D: {Type: AWS::SQS::Queue}\n"
		       "  P: {Type: AWS::Pipes::Pipe, Properties: {Source: !GetAtt Q.Arn, SourceParameters: "
		       "{SqsQueueParameters: {BatchSize: 4, DeadLetterConfig: {Arn: !GetAtt D.Arn}}}, "
		       "Enrichment: !GetAtt F.Arn, Target: !Ref N}}\n");
	t_str(graph_edges(&g), "P D routes\nP F invokes\nP N triggers\nP Q polls\n");
	t_str(value_string(graph_edge(&g, "P", "Q", VERB_POLLS)->details,
			   "SqsQueueParameters.BatchSize", ""), "4");
	graph_done(&g);
}

/* A function whose role allows one action on one resource. */
static void expect_action(const char *type, const char *action, const char *edges)
{
	struct buf b;

	buf_init(&b);
	buf_printf(&b, "  X: {Type: 'AWS::%s'}\n"
		       "  F: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt R.Arn}}\n"
		       "  R: {Type: AWS::IAM::Role, Properties: {Policies: [{PolicyDocument: {Statement: "
		       "{Effect: Allow, Action: [%s], Resource: [!Sub '${X.Arn}/*', '*']}}}]}}\n",
		   type, action);
	expect(buf_str(&b), edges);
	buf_done(&b);
}

TEST(r9_verbs_follow_from_actions)
{
	expect_action("DynamoDB::Table", "'dynamodb:GetItem', 'dynamodb:Query'", "F X reads\n");
	expect_action("DynamoDB::Table", "'dynamodb:PutItem'", "F X writes\n");
	expect_action("DynamoDB::Table", "'dynamodb:PutItem', 'dynamodb:Scan'", "F X uses\n");
	expect_action("DynamoDB::Table", "'dynamodb:*'", "F X uses\n");
	expect_action("DynamoDB::Table", "'*'", "F X uses\n");
	expect_action("DynamoDB::Table", "'dynamodb:Batch*'", "F X uses\n");
	expect_action("DynamoDB::Table", "'dynamodb:Get*'", "F X reads\n");
	expect_action("DynamoDB::Table", "'dynamodb:DescribeStream', 'dynamodb:GetRecords'", "F X polls\n");
	expect_action("DynamoDB::Table", "'s3:GetObject'", "");
	expect_action("S3::Bucket", "'s3:*Object'", "F X uses\n");
	expect_action("S3::Bucket", "'s3:PutObject', 's3:AbortMultipartUpload'", "F X writes\n");
	expect_action("S3::Bucket", "'s3:AbortMultipartUpload'", "F X uses\n");
	expect_action("SQS::Queue", "'SQS:SendMessage*'", "F X publishes\n");
	expect_action("SQS::Queue", "'sqs:ReceiveMessage', 'sqs:DeleteMessage'", "F X polls\n");
	expect_action("SQS::Queue", "'sqs:DeleteMessage', 'sqs:GetQueueUrl'", "");
	expect_action("SQS::Queue", "'sqs:*'", "F X polls\nF X publishes\n");
	expect_action("SNS::Topic", "'sns:Publish'", "F X publishes\n");
	expect_action("SNS::Topic", "'sns:Subscribe'", "");
	expect_action("Events::EventBus", "'events:PutEvents'", "F X publishes\n");
	expect_action("Kinesis::Stream", "'kinesis:PutRecord', 'kinesis:GetRecords'",
		      "F X polls\nF X publishes\n");
	expect_action("KinesisFirehose::DeliveryStream", "'firehose:PutRecordBatch'", "F X publishes\n");
	expect_action("Lambda::Function", "'lambda:InvokeFunction'", "F X invokes\n");
	expect_action("Lambda::Function", "'lambda:GetFunction', 'logs:PutLogEvents'", "");
	expect_action("StepFunctions::StateMachine", "'states:StartSyncExecution'", "F X invokes\n");
	expect_action("StepFunctions::StateMachine", "'states:SendTaskSuccess'", "F X invokes\n");
	expect_action("ApiGatewayV2::Api", "'execute-api:ManageConnections'", "F X publishes\n");
	expect_action("ApiGateway::RestApi", "'execute-api:Invoke'", "F X invokes\n");
	expect_action("SecretsManager::Secret", "'secretsmanager:GetSecretValue'", "F X reads\n");
	expect_action("KMS::Key", "'kms:Decrypt'", "");
	expect_action("OpenSearchService::Domain", "'es:ESHttpGet'", "F X reads\n");
	expect_action("OpenSearchService::Domain", "'es:ESHttpPut'", "F X writes\n");
	expect_action("Route53::HostedZone", "'route53:ChangeResourceRecordSets', 'route53:GetHostedZone'",
		      "F X uses\n");
	expect_action("RDS::DBCluster", "'rds-data:ExecuteStatement', 'rds:DescribeDBClusters'", "F X uses\n");
	expect_action("ElastiCache::ReplicationGroup", "'elasticache:ModifyReplicationGroup'", "F X writes\n");
	expect_action("DynamoDB::Table", "'dynamodb:PartiQLSelect'", "F X reads\n");
}

TEST(r9_all_but_a_few_actions_are_as_good_as_all)
{
	expect(TABLE QUEUE
	       "  F: {Type: AWS::Serverless::Function, Properties: {Policies: {Statement: [\n"
	       "    {Effect: Allow, NotAction: 'dynamodb:DeleteTable', Resource: !GetAtt T.Arn},\n"
	       "    {Effect: Allow, NotAction: 'sqs:PurgeQueue', Resource: !GetAtt Q.Arn},\n"
	       "    {Effect: Deny, NotAction: 'sqs:SendMessage', Resource: !GetAtt Q.Arn}]}}}\n",
	       "F Q polls\nF Q publishes\nF T uses\n");
}

TEST(r9_policies_come_from_many_places)
{
	expect(TABLE QUEUE BUCKET TOPIC
	       "  S: {Type: AWS::Serverless::Function, Properties: {Policies: [AWSLambdaBasicExecutionRole, "
	       "{DynamoDBReadPolicy: {TableName: !Ref T}}, {DynamoDBWritePolicy: {TableName: !Ref T}}, "
	       "{Statement: [{Effect: Deny, Action: 's3:*', Resource: !GetAtt B.Arn}]}, !Ref M]}}\n"
	       "  M: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Statement: [{Effect: "
	       "Allow, Action: 'sqs:SendMessage', Resource: !GetAtt Q.Arn}]}}}\n"
	       "  A: {Type: AWS::IAM::Policy, Properties: {Roles: [!Ref SRole], PolicyDocument: {Statement: "
	       "[{Effect: Allow, Action: 'sns:Publish', Resource: !Ref N}]}}}\n"
	       "  W: {Type: AWS::Serverless::Function, Properties: {Role: !GetAtt R.Arn, Policies: "
	       "[{S3CrudPolicy: {BucketName: !Ref B}}]}}\n"
	       "  R: {Type: AWS::IAM::Role, Properties: {ManagedPolicyArns: [!Ref M]}}\n"
	       "  O: {Type: AWS::Serverless::Function, Properties: {Policies: {Statement: {Effect: Allow, "
	       "Action: 's3:GetObject', Resource: !Join ['', ['arn:aws:s3:::', !Ref B, '/*']]}}}}\n",
	       "O B reads\nS N publishes\nS Q publishes\nS T uses\nW Q publishes\n");
}

TEST(r9_tasks_and_instances_have_roles)
{
	expect(TABLE QUEUE BUCKET
	       "  R: {Type: AWS::IAM::Role, Properties: {Policies: [{PolicyDocument: {Statement: [{Effect: "
	       "Allow, Action: 'dynamodb:Scan', Resource: !GetAtt T.Arn}]}}]}}\n"
	       "  P: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!Ref R]}}\n"
	       "  D: {Type: AWS::ECS::TaskDefinition, Properties: {TaskRoleArn: !GetAtt R.Arn, "
	       "ContainerDefinitions: [{Environment: [{Name: X, Value: !Ref Q}], "
	       "EnvironmentFiles: [{Type: s3, Value: !Sub '${B.Arn}/x.env'}]}]}}\n"
	       "  S: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref D}}\n"
	       "  I: {Type: AWS::EC2::Instance, Properties: {IamInstanceProfile: !Ref P}}\n"
	       "  L: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {IamInstanceProfile: "
	       "{Arn: !GetAtt P.Arn}, UserData: !Base64 {'Fn::Sub': 'x ${Q}'}}}}\n"
	       "  G: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {LaunchTemplate: "
	       "{LaunchTemplateId: !Ref L}}}\n",
	       "G Q uses\nG T reads\nI T reads\nS B uses\nS Q uses\nS T reads\n");
}

TEST(r10_the_environment_is_used_unless_more_is_known)
{
	struct graph_case g;

	graph_load(&g, "Globals: {Function: {Environment: {Variables: {T: !Ref T}}}}\n"
		       "Resources:\n" TABLE QUEUE
		       "  A: {Type: AWS::Serverless::Function, Properties: {Policies: [{DynamoDBReadPolicy: "
		       "{TableName: !Ref T}}]}}\n"
		       "  B: {Type: AWS::Serverless::Function, Properties: {Environment: {Variables: {Q: !Ref "
		       "Q, Self: !Sub '${B}'}}}}\n"
		       "  S: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: 'https://x/y', "
		       "Parameters: {P: !Ref Q}}}\n");
	t_str(graph_edges(&g), "A T reads\nB Q uses\nB T uses\nS Q uses\n");
	t_str(value_string(graph_edge(&g, "B", "Q", VERB_USES)->details, "Variable", ""), "Q");
	graph_done(&g);
}

#define MACHINE(definition)                                                    \
	"  M:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n"         \
	"      DefinitionSubstitutions: {Fn: !GetAtt F.Arn, Tab: !Ref T, Que: !Ref Q}\n" \
	"      Policies: [{S3CrudPolicy: {BucketName: !Ref B}}]\n" definition

TEST(r11_tasks_are_addressed_to_what_they_name)
{
	expect(FUNCTION TABLE QUEUE BUCKET MACHINE(
		"      Definition:\n"
		"        States:\n"
		"          A: {Type: Task, Resource: '${Fn}'}\n"
		"          B: {Type: Task, Resource: 'arn:aws:states:::dynamodb:getItem', Parameters: "
		"{TableName: '${Tab}'}}\n"
		"          C:\n"
		"            Type: Map\n"
		"            ItemReader: {Resource: 'arn:aws:states:::s3:getObject', Parameters: {Bucket: "
		"!Ref B}}\n"
		"            ItemProcessor: {States: {D: {Type: Parallel, Branches: [{States: {E: {Type: Task, "
		"Resource: 'arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken', Arguments: {QueueUrl: "
		"'${Que}'}}}}]}}}\n"),
	       "M B reads\nM F invokes\nM Q publishes\nM T reads\n");
	expect(FUNCTION TABLE QUEUE BUCKET MACHINE(
		"      DefinitionUri: {Bucket: elsewhere, Key: x}\n"), "M B uses\n");
}

TEST(r11_a_definition_may_be_a_text)
{
	expect(FUNCTION TABLE
	       "  M: {Type: AWS::StepFunctions::StateMachine, Properties: {DefinitionString: !Sub "
	       "'{\"States\": {\"A\": {\"Type\": \"Task\", \"Resource\": "
	       "\"arn:aws:states:::lambda:invoke\", \"Parameters\": {\"FunctionName\": \"${F.Arn}\", "
	       "\"Payload\": {\"TableName\": \"${T}\"}}}}}'}}\n",
	       "M F invokes\n");
	expect(TABLE "  M: {Type: AWS::StepFunctions::StateMachine, Properties: {DefinitionString: !Sub "
		     "'{\"States\": {\"A\": {\"Type\": \"Task\", \"Resource\": "
		     "\"arn:aws:states:::aws-sdk:dynamodb:batchWriteItem\", \"Parameters\": "
		     "{\"RequestItems\": {\"${T}\": []}}}}}'}}\n",
	       "M T writes\n");
}

TEST(r12_dead_letters_and_destinations)
{
	struct graph_case g;

	graph_load(&g, "Resources:\n" QUEUE TOPIC
		       "  P: {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: {deadLetterTargetArn: !GetAtt "
		       "Q.Arn, maxReceiveCount: 3}}}\n"
		       "  F: {Type: AWS::Serverless::Function, Properties: {DeadLetterQueue: {Type: SQS, "
		       "TargetArn: !GetAtt Q.Arn}, EventInvokeConfig: {DestinationConfig: {OnSuccess: {Type: SNS, "
		       "Destination: !Ref N}}}}}\n"
		       "  G: {Type: AWS::Lambda::Function, Properties: {DeadLetterConfig: {TargetArn: !GetAtt "
		       "Q.Arn}}}\n"
		       "  C: {Type: AWS::Lambda::EventInvokeConfig, Properties: {FunctionName: !Ref G, "
		       "DestinationConfig: {OnFailure: {Destination: !Ref N}}}}\n");
	t_str(graph_edges(&g), "F N routes\nF Q routes\nG N routes\nG Q routes\nP Q routes\n");
	t_str(value_string(graph_edge(&g, "P", "Q", VERB_ROUTES)->details, "maxReceiveCount", ""), "3");
	t_str(value_string(graph_edge(&g, "F", "N", VERB_ROUTES)->details, "Role", ""), "OnSuccess");
	t_str(value_string(graph_edge(&g, "G", "Q", VERB_ROUTES)->details, "Role", ""), "DeadLetter");
	graph_done(&g);
}

TEST(r13_connectors)
{
	expect(TABLE QUEUE FUNCTION
	       "  C: {Type: AWS::Serverless::Connector, Properties: {Source: {Id: F}, Destination: [{Id: T}, "
	       "{Id: Q}], Permissions: [Write]}}\n"
	       "  G:\n"
	       "    Type: AWS::Serverless::Function\n"
	       "    Connectors:\n"
	       "      A: {Properties: {Destination: {Id: T}, Permissions: [Read]}}\n"
	       "      B: {Properties: {Destination: {Id: F}, Permissions: [Write]}}\n"
	       "      D: {Properties: {Destination: {Type: AWS::SQS::Queue, Arn: !GetAtt Q.Arn}, "
	       "Permissions: [Read, Write]}}\n",
	       "F Q publishes\nF T writes\nG F invokes\nG Q uses\nG T reads\n");
}

TEST(r14_tables_publish_streams)
{
	expect("  K: {Type: AWS::Kinesis::Stream}\n"
	       "  T: {Type: AWS::DynamoDB::Table, Properties: {KinesisStreamSpecification: {StreamArn: "
	       "!GetAtt K.Arn}}}\n"
	       "  G: {Type: AWS::DynamoDB::GlobalTable, Properties: {Replicas: [{Region: x, "
	       "KinesisStreamSpecification: {StreamArn: !GetAtt K.Arn}}]}}\n",
	       "G K publishes\nT K publishes\n");
}

TEST(r15_load_balancers)
{
	expect(FUNCTION
	       "  L: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}\n"
	       "  X: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref L, "
	       "DefaultActions: [{Type: forward, TargetGroupArn: !Ref T1}]}}\n"
	       "  Y: {Type: AWS::ElasticLoadBalancingV2::ListenerRule, Properties: {ListenerArn: !Ref X, "
	       "Actions: [{Type: forward, ForwardConfig: {TargetGroups: [{TargetGroupArn: !Ref T2}]}}]}}\n"
	       "  T1: {Type: AWS::ElasticLoadBalancingV2::TargetGroup}\n"
	       "  T2: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Targets: [{Id: !GetAtt "
	       "F.Arn}]}}\n"
	       "  T3: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Targets: [{Id: !Ref I}]}}\n"
	       "  S: {Type: AWS::ECS::Service, Properties: {LoadBalancers: [{TargetGroupArn: !Ref T1}]}}\n"
	       "  G: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {TargetGroupARNs: [!Ref T2], "
	       "LoadBalancerNames: [!Ref C]}}\n"
	       "  I: {Type: AWS::EC2::Instance}\n"
	       "  C: {Type: AWS::ElasticLoadBalancing::LoadBalancer, Properties: {Instances: [!Ref I]}}\n",
	       "C G routes\nC I routes\nL F routes\nL G routes\nL S routes\n");
}

TEST(r16_alarms)
{
	expect(TOPIC "  G: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: "
		     "{NotificationConfigurations: [{TopicARN: !Ref N}]}}\n"
		     "  P: {Type: AWS::AutoScaling::ScalingPolicy, Properties: {AutoScalingGroupName: !Ref G}}\n"
		     "  A: {Type: AWS::CloudWatch::Alarm, Properties: {AlarmActions: [!Ref P], OKActions: "
		     "[!Ref N], Dimensions: [{Name: x, Value: !Ref S}]}}\n"
		     "  S: {Type: AWS::ECS::Service}\n"
		     "  K: {Type: AWS::ECS::Cluster}\n"
		     "  T: {Type: AWS::ApplicationAutoScaling::ScalableTarget, Properties: {ResourceId: !Sub "
		     "'service/${K}/${S.Name}'}}\n"
		     "  U: {Type: AWS::ApplicationAutoScaling::ScalingPolicy, Properties: {ScalingTargetId: "
		     "!Ref T}}\n"
		     "  B: {Type: AWS::CloudWatch::Alarm, Properties: {AlarmActions: [!Ref U]}}\n",
	       "A G triggers\nA N triggers\nB S triggers\nG N publishes\n");
}

TEST(r17_distributions)
{
	expect(BUCKET FUNCTION "  D: {Type: AWS::CloudFront::Distribution, Properties: {DistributionConfig: "
			       "{Origins: [{Id: x, DomainName: !GetAtt B.RegionalDomainName}], "
			       "DefaultCacheBehavior: {LambdaFunctionAssociations: [{EventType: viewer-request, "
			       "LambdaFunctionARN: !Ref V}]}}}}\n"
			       "  V: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref F}}\n",
	       "D B routes\nD F invokes\n");
}

TEST(r18_alias_records)
{
	expect("  Z: {Type: AWS::Route53::HostedZone}\n"
	       "  L: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}\n"
	       "  A: {Type: AWS::Route53::RecordSet, Properties: {HostedZoneId: !Ref Z, AliasTarget: "
	       "{DNSName: !GetAtt L.DNSName}}}\n"
	       "  B: {Type: AWS::Route53::RecordSet, Properties: {HostedZoneId: Z123, AliasTarget: "
	       "{DNSName: !GetAtt L.DNSName}}}\n",
	       "Z L routes\n");
}

TEST(r19_is_optional)
{
	expect("  C: {Type: AWS::ECS::Cluster}\n"
	       "  S: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref C}}\n"
	       "  D: {Type: AWS::RDS::DBCluster}\n"
	       "  I: {Type: AWS::RDS::DBInstance, Properties: {DBClusterIdentifier: !Ref D}}\n"
	       "  P: {Type: AWS::SSM::Parameter, Properties: {Value: !Ref D}}\n",
	       "? D I routes\n? P D uses\n? S C uses\n");
}

TEST(r20_gives_nothing)
{
	expect(FUNCTION QUEUE
	       "  A: {Type: Custom::Thing, Properties: {ServiceToken: !GetAtt F.Arn}}\n"
	       "  B: {Type: AWS::Lambda::Permission, Properties: {FunctionName: !Ref F, SourceArn: !GetAtt "
	       "Q.Arn}}\n"
	       "  C: {Type: AWS::SQS::QueuePolicy, Properties: {Queues: [!Ref Q], PolicyDocument: {Statement: "
	       "[{Effect: Allow, Action: 'sqs:*', Resource: !GetAtt Q.Arn}]}}}\n"
	       "  D: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: !Sub '/x/${F}'}}\n"
	       "  E: {Type: AWS::SNS::Topic, DependsOn: F, Properties: {Tags: [{Key: a, Value: !Ref Q}]}}\n",
	       "");
}

TEST(equal_names_are_optional)
{
	expect("  T: {Type: AWS::DynamoDB::Table, Properties: {TableName: !Sub '${AWS::StackName}-orders'}}\n"
	       "  Q: {Type: AWS::SQS::Queue, Properties: {QueueName: jobs}}\n"
	       "  P: {Type: AWS::SQS::Queue, Properties: {QueueName: same}}\n"
	       "  R: {Type: AWS::SQS::Queue, Properties: {QueueName: same}}\n"
	       "  F: {Type: AWS::Serverless::Function, Properties: {Environment: {Variables: {A: !Sub "
	       "'${AWS::StackName}-orders', B: same}}, Policies: [{Statement: [{Effect: Allow, Action: "
	       "'sqs:SendMessage', Resource: !Sub 'arn:aws:sqs:${AWS::Region}:1:jobs'}]}]}}\n",
	       "? F Q publishes\n? F T uses\n");
}

TEST(rings_and_loops_are_edges_too)
{
	expect("  A: {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: {deadLetterTargetArn: !GetAtt B.Arn}}}\n"
	       "  B: {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: {deadLetterTargetArn: !GetAtt A.Arn}}}\n"
	       "  C: {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: {deadLetterTargetArn: !GetAtt C.Arn}}}\n",
	       "A B routes\nB A routes\nC C routes\n");
}

TEST(extras_are_marked)
{
	expect(FUNCTION TABLE BUCKET
	       "  A: {Type: AWS::AppSync::GraphQLApi}\n"
	       "  D: {Type: AWS::AppSync::DataSource, Properties: {ApiId: !GetAtt A.ApiId, DynamoDBConfig: "
	       "{TableName: !Ref T}}}\n"
	       "  H: {Type: AWS::KinesisFirehose::DeliveryStream, Properties: {S3DestinationConfiguration: "
	       "{BucketARN: !GetAtt B.Arn}}}\n"
	       "  U: {Type: AWS::Cognito::UserPool, Properties: {LambdaConfig: {PreSignUp: !GetAtt F.Arn}}}\n"
	       "  S: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: Cognito, Properties: "
	       "{UserPool: !Ref U, Trigger: PostConfirmation}}}}}\n"
	       "  R: {Type: AWS::Events::Rule, Properties: {EventPattern: {detail: {bucket: {name: [!Ref B]}}}, "
	       "Targets: [{Id: x, Arn: !GetAtt F.Arn}]}}\n"
	       "  K: {Type: AWS::KMS::Key}\n"
	       "  Q: {Type: AWS::SQS::Queue, Properties: {KmsMasterKeyId: !Ref K}}\n",
	       "+ A T routes\n+ B R triggers\n+ H B writes\n+ Q K uses\n+ U F triggers\n+ U S triggers\nR F triggers\n");
}

TESTS(t(n1_schedules_are_rules_without_a_pattern), t(n2_sam_generates_nodes),
      t(n2_sam_generates_nothing_for_a_named_api),
      t(n4_a_reference_to_a_part_is_one_to_its_node), t(n5_what_is_outside_gives_nothing),
      t(edges_say_by_which_alias_they_lead_to_a_function),
      t(r1_api_events_keep_their_route), t(r2_methods_have_the_path_of_their_resources),
      t(r2_the_target_may_be_in_parameters_or_in_the_role), t(r2_routes_lead_to_integrations),
      t(r2_r3_openapi_is_read), t(r2_routes_to_no_node_are_kept_too),
      t(r2_responses_of_openapi_read_as_those_of_methods),
      t(r2_integrations_may_be_references), t(r3_authorizers), t(r4_buckets_notify), t(r5_functions_poll),
      t(r6_subscribers), t(r7_rules_and_schedules), t(r8_pipes), t(r9_verbs_follow_from_actions),
      t(r9_all_but_a_few_actions_are_as_good_as_all),
      t(r9_policies_come_from_many_places), t(r9_tasks_and_instances_have_roles),
      t(r10_the_environment_is_used_unless_more_is_known),
      t(r11_tasks_are_addressed_to_what_they_name), t(r11_a_definition_may_be_a_text),
      t(r12_dead_letters_and_destinations), t(r13_connectors), t(r14_tables_publish_streams),
      t(r15_load_balancers), t(r16_alarms), t(r17_distributions), t(r18_alias_records),
      t(r19_is_optional), t(r20_gives_nothing), t(equal_names_are_optional),
      t(rings_and_loops_are_edges_too), t(extras_are_marked))
