/* SPDX-License-Identifier: MIT */
/* Ways of writing that published templates use and that the rules alone do not suggest. */
#include "tests/support/t.h"

#include "tests/support/graph.h"
#include "tests/support/tmp.h"

#define MAYBE                               \
	"Parameters: {P: {Type: String}}\n" \
	"Conditions: {Maybe: !Equals [!Ref P, x]}\n"

static void expect(const char *head, const char *resources, const char *edges)
{
	struct graph_case g;
	struct buf b;

	buf_init(&b);
	buf_printf(&b, "%sResources:\n%s", head, resources);
	graph_load(&g, buf_str(&b));
	t_str(graph_diags(&g), "");
	t_int(g.err, ERR_OK);
	t_str(graph_edges(&g), edges);
	graph_done(&g);
	buf_done(&b);
}

/* The same with a file m.json beside the template. */
static void expect_with_file(const char *file, const char *resources, const char *edges)
{
	struct tmp tmp;
	struct graph_case g;
	struct buf b;

	tmp_init(&tmp);
	tmp_write(&tmp, "m.json", file);
	buf_init(&b);
	buf_printf(&b, "Resources:\n%s", resources);
	graph_load_with(&g, tmp.dir, buf_str(&b), NULL);
	t_str(graph_diags(&g), "");
	t_str(graph_edges(&g), edges);
	graph_done(&g);
	buf_done(&b);
	tmp_done(&tmp);
}

TEST(an_element_that_nobody_can_choose_counts_twice)
{
	expect(MAYBE,
	       "  Q: {Type: AWS::SQS::Queue}\n"
	       "  N: {Type: AWS::SNS::Topic}\n"
	       "  F:\n"
	       "    Type: AWS::Serverless::Function\n"
	       "    Properties:\n"
	       "      Policies:\n"
	       "        - !If\n"
	       "          - Maybe\n"
	       "          - Statement: {Effect: Allow, Action: 'sqs:SendMessage', Resource: "
	       "!GetAtt Q.Arn}\n"
	       "          - Statement: {Effect: Allow, Action: 'sns:Publish', Resource: !Ref N}\n"
	       "  R:\n"
	       "    Type: AWS::Events::Rule\n"
	       "    Properties:\n"
	       "      EventPattern: {source: [a]}\n"
	       "      Targets: [!If [Maybe, {Id: a, Arn: !GetAtt Q.Arn}, {Id: b, Arn: !Ref N}]]\n",
	       "F N publishes\nF Q publishes\nR N triggers\nR Q triggers\n");
}

TEST(maps_that_nobody_can_choose_are_merged)
{
	expect(MAYBE,
	       "  Q: {Type: AWS::SQS::Queue}\n"
	       "  N: {Type: AWS::SNS::Topic}\n"
	       "  T: {Type: AWS::DynamoDB::Table}\n"
	       "  F:\n"
	       "    Type: AWS::Serverless::Function\n"
	       "    Properties:\n"
	       "      Environment: !If [Maybe, {Variables: {A: x, T: !Ref T}}, {Variables: {A: "
	       "!Ref N}}]\n"
	       "      DeadLetterQueue: !If [Maybe, !Ref 'AWS::NoValue', {Type: SQS, TargetArn: "
	       "!GetAtt "
	       "Q.Arn}]\n",
	       "F N uses\nF Q routes\nF T uses\n");
}

TEST(a_listener_may_redirect_or_forward)
{
	expect(MAYBE,
	       "  F: {Type: AWS::Lambda::Function}\n"
	       "  L: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}\n"
	       "  G: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Targets: [{Id: "
	       "!GetAtt "
	       "F.Arn}]}}\n"
	       "  H:\n"
	       "    Type: AWS::ElasticLoadBalancingV2::Listener\n"
	       "    Properties:\n"
	       "      LoadBalancerArn: !Ref L\n"
	       "      DefaultActions: [!If [Maybe, {Type: redirect}, {Type: forward, "
	       "TargetGroupArn: !Ref "
	       "G}]]\n",
	       "L F routes\n");
}

TEST(numbers_of_a_definition_may_be_named_without_quotes)
{
	static const char file[] =
		"{\"StartAt\": \"W\", \"States\": {\n"
		" \"W\": {\"Type\": \"Wait\", \"Seconds\": ${Seconds}, \"Comment\": "
		"\"\\\"${Seconds}\\\"\"},\n"
		" \"A\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sqs:sendMessage\",\n"
		"  \"Parameters\": {\"QueueUrl\": \"${Queue}\"}}}}\n";

	expect_with_file(file,
			 "  Q: {Type: AWS::SQS::Queue}\n"
			 "  M:\n"
			 "    Type: AWS::Serverless::StateMachine\n"
			 "    Properties:\n"
			 "      DefinitionUri: m.json\n"
			 "      DefinitionSubstitutions: {Seconds: 5, Queue: !Ref Q}\n",
			 "M Q publishes\n");
	expect("Parameters: {P: {Type: Number}}\n",
	       "  Q: {Type: AWS::SQS::Queue}\n"
	       "  M:\n"
	       "    Type: AWS::StepFunctions::StateMachine\n"
	       "    Properties:\n"
	       "      DefinitionString: !Sub |\n"
	       "        {\"States\": {\"W\": {\"Type\": \"Wait\", \"Seconds\": ${P}}, \"A\": "
	       "{\"Type\": \"Task\",\n"
	       "          \"Resource\": \"arn:aws:states:::sqs:sendMessage\",\n"
	       "          \"Parameters\": {\"QueueUrl\": \"${Q}\"}}}}\n",
	       "M Q publishes\n");
}

TEST(universal_targets_are_called_as_the_sdks_call_them)
{
	expect("",
	       "  M: {Type: AWS::StepFunctions::StateMachine}\n"
	       "  B: {Type: AWS::Events::EventBus}\n"
	       "  S:\n"
	       "    Type: AWS::Scheduler::Schedule\n"
	       "    Properties:\n"
	       "      Target:\n"
	       "        Arn: arn:aws:scheduler:::aws-sdk:sfn:startExecution\n"
	       "        Input: !Sub '{\"StateMachineArn\": \"${M}\"}'\n"
	       "  U:\n"
	       "    Type: AWS::Scheduler::Schedule\n"
	       "    Properties:\n"
	       "      Target:\n"
	       "        Arn: !Sub arn:${AWS::Partition}:scheduler:::aws-sdk:eventbridge:putEvents\n"
	       "        Input: !Sub '{\"Entries\": [{\"EventBusName\": \"${B}\"}]}'\n",
	       "S M triggers\nU B triggers\n");
}

TEST(a_policy_may_be_json_text)
{
	expect("",
	       "  R:\n"
	       "    Type: AWS::IAM::Role\n"
	       "    Properties:\n"
	       "      Policies:\n"
	       "        - PolicyDocument: !Sub |\n"
	       "            {\"Statement\": [\n"
	       "              {\"Effect\": \"Allow\", \"Action\": \"sqs:SendMessage\", "
	       "\"Resource\": "
	       "\"${Q.Arn}\"},\n"
	       "              {\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": "
	       "[\"arn:aws:s3:::${B}/*\"]}]}\n"
	       "  F: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt R.Arn}}\n"
	       "  B: {Type: AWS::S3::Bucket}\n"
	       "  Q: {Type: AWS::SQS::Queue}\n",
	       "F B reads\nF Q publishes\n");
}

TEST(policies_of_queues_and_topics_may_be_json_text)
{
	struct graph_case g;

	graph_load(&g, "Resources:\n"
		       "  Q: {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: !Sub "
		       "'{\"deadLetterTargetArn\": \"${D.Arn}\", \"maxReceiveCount\": 3}'}}\n"
		       "  D: {Type: AWS::SQS::Queue}\n"
		       "  N: {Type: AWS::SNS::Topic}\n"
		       "  S:\n"
		       "    Type: AWS::SNS::Subscription\n"
		       "    Properties:\n"
		       "      TopicArn: !Ref N\n"
		       "      Endpoint: !GetAtt Q.Arn\n"
		       "      FilterPolicy: '{\"kind\": [\"a\"]}'\n"
		       "      RedrivePolicy: !Sub '{\"deadLetterTargetArn\": \"${D.Arn}\"}'\n");
	t_str(graph_edges(&g), "N D routes\nQ D routes\nQ N subscribes\n");
	t_str(value_string(graph_edge(&g, "Q", "D", VERB_ROUTES)->details, "maxReceiveCount", ""),
	      "3");
	t_int(value_at(graph_edge(&g, "Q", "N", VERB_SUBSCRIBES)->details, "FilterPolicy.kind")
		      ->kind,
	      VALUE_LIST);
	graph_done(&g);
}

TEST(an_event_may_name_its_api_without_a_reference)
{
	expect("",
	       "  A: {Type: AWS::Serverless::HttpApi}\n"
	       "  F: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: HttpApi, "
	       "Properties: "
	       "{ApiId: A}}, G: {Type: Api, Properties: {RestApiId: x, Path: /, Method: get}}}}}\n",
	       "? A F routes\n");
}

TEST(the_type_of_a_state_may_be_named)
{
	expect("",
	       "  F: {Type: AWS::Lambda::Function}\n"
	       "  M:\n"
	       "    Type: AWS::Serverless::StateMachine\n"
	       "    Properties:\n"
	       "      Definition: {StartAt: A, States: {A: {Type: '${Kind}', Resource: !GetAtt "
	       "F.Arn}}}\n"
	       "      DefinitionSubstitutions: {Kind: Task}\n",
	       "M F invokes\n");
}

TEST(what_sam_names_is_no_slip_of_the_pen)
{
	expect("Parameters: {P: {Type: String}, V: {Type: String, Default: v1}}\n",
	       "  A: {Type: AWS::Serverless::Api, Properties: {StageName: !Ref P}}\n"
	       "  B: {Type: AWS::Serverless::Api, Properties: {StageName: !Ref V}}\n"
	       "  F:\n"
	       "    Type: AWS::Lambda::Function\n"
	       "    Properties:\n"
	       "      Environment:\n"
	       "        Variables: {A: !Ref AStage, B: !Ref Bv1Stage, C: !Ref AApiKey, D: !Ref "
	       "AUsagePlan}\n",
	       "F A uses\nF B uses\n");
}

TEST(groups_take_traffic_from_sources)
{
	expect("",
	       "  L: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}\n"
	       "  G: {Type: AWS::ElasticLoadBalancingV2::TargetGroup}\n"
	       "  H: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: "
	       "!Ref L, "
	       "DefaultActions: [{TargetGroupArn: !Ref G}]}}\n"
	       "  A: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {TrafficSources: "
	       "[{Identifier: "
	       "!Ref G, Type: elbv2}]}}\n",
	       "L A routes\n");
}

TEST(an_http_api_may_be_made_with_a_target_only)
{
	expect("",
	       "  F: {Type: AWS::Lambda::Function}\n"
	       "  A: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: HTTP, Target: "
	       "!GetAtt F.Arn}}\n",
	       "+ A F routes\n");
}

/* Both name the bucket by its name only: one edge is enough. */
TEST(a_name_in_the_environment_adds_nothing_to_a_name_in_a_policy)
{
	expect("Parameters: {N: {Type: String, Default: b}}\n",
	       "  B: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref N}}\n"
	       "  F:\n"
	       "    Type: AWS::Serverless::Function\n"
	       "    Properties:\n"
	       "      Environment: {Variables: {N: !Ref N}}\n"
	       "      Policies: [{S3ReadPolicy: {BucketName: !Ref N}}]\n",
	       "? F B reads\n");
}

#define EXTENSIONS "Transform: AWS::LanguageExtensions\n"

/* cfn-lint's own examples do this; a turn gives each name its element, or a map's key and value. */
TEST(a_loop_may_have_several_names)
{
	expect(EXTENSIONS "Parameters: {N: {Type: String, Default: Third}}\n",
	       "  Fn::ForEach::L:\n"
	       "    - [Id, Dead]\n"
	       "    - [[A, X], [B, Y]]\n"
	       "    - Q${Id}: {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: "
	       "{deadLetterTargetArn: !GetAtt 'Q${Dead}.Arn'}}}\n"
	       "      Q${Dead}: {Type: AWS::SQS::Queue}\n"
	       "  Fn::ForEach::M:\n"
	       "    - [!Ref N, Dead]\n"
	       "    - {C: X, D: Y}\n"
	       "    - Q${Third}: {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: "
	       "{deadLetterTargetArn: !GetAtt 'Q${Dead}.Arn'}}}\n",
	       "QA QX routes\nQB QY routes\nQC QX routes\nQD QY routes\n");
}

TEST(a_loop_over_what_is_not_known_is_a_note)
{
	struct graph_case g;

	graph_load(&g, EXTENSIONS "Parameters: {N: {Type: CommaDelimitedList}}\n"
				  "Resources:\n"
				  "  Q: {Type: AWS::SQS::Queue}\n"
				  "  Fn::ForEach::L: [I, !Ref N, {'Q${I}': {Type: AWS::SQS::Queue}}]\n");
	t_int(g.err, ERR_OK);
	t_str(graph_diags(&g), "5:3 unknown-loop\n");
	t_int(g.diags.items[0].severity, DIAG_NOTE);
	graph_done(&g);
}

TEST(names_may_be_made_by_functions)
{
	expect(EXTENSIONS "Parameters: {PA: {Type: String, Default: yes}}\n"
			  "Conditions:\n"
			  "  Fn::ForEach::C: [I, [A], {'Is${I}': {Fn::Equals: [{Ref: {Fn::Sub: "
			  "'P${I}'}}, no]}}]\n",
	       "  Q: {Type: AWS::SQS::Queue}\n"
	       "  G: {Type: AWS::SQS::Queue, Condition: IsA}\n"
	       "  F:\n"
	       "    Type: AWS::Lambda::Function\n"
	       "    Properties:\n"
	       "      Environment: {Variables: {Q: {Ref: {Fn::Sub: Q}}}}\n",
	       "F Q uses\n");
}

TEST(what_others_make_is_not_known_but_no_fault)
{
	expect("",
	       "  M: {Type: 'My::Own::Bucket::MODULE'}\n"
	       "  Q: {Type: AWS::SQS::Queue, Properties: {QueueName: !GetAtt MBucket.Name}}\n"
	       "  N: {Type: AWS::SNS::Topic, Properties: {TopicName: {Fn::GetStackOutput: "
	       "{StackName: s, OutputName: o}}}}\n"
	       "  C: {Type: AWS::AutoScaling::LaunchConfiguration, Properties: {UserData: "
	       "{Fn::Sub: {Fn::Transform: {Name: Own}}}}}\n",
	       "");
}

TESTS(t(an_element_that_nobody_can_choose_counts_twice), t(maps_that_nobody_can_choose_are_merged),
      t(a_listener_may_redirect_or_forward), t(numbers_of_a_definition_may_be_named_without_quotes),
      t(universal_targets_are_called_as_the_sdks_call_them), t(a_policy_may_be_json_text),
      t(policies_of_queues_and_topics_may_be_json_text),
      t(an_event_may_name_its_api_without_a_reference), t(the_type_of_a_state_may_be_named),
      t(what_sam_names_is_no_slip_of_the_pen), t(groups_take_traffic_from_sources),
      t(an_http_api_may_be_made_with_a_target_only),
      t(a_name_in_the_environment_adds_nothing_to_a_name_in_a_policy),
      t(a_loop_may_have_several_names), t(a_loop_over_what_is_not_known_is_a_note),
      t(names_may_be_made_by_functions), t(what_others_make_is_not_known_but_no_fault))
