/* SPDX-License-Identifier: MIT */
/* Nested stacks whose templates are in the folder, and the frames around what is in them and in VPCs. */
#include "tests/support/graph.h"
#include "tests/support/t.h"
#include "tests/support/tmp.h"

#define STACK(name, file) "  " name ": {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: " file "}}\n"

/* Each node in a frame: "Frame: Id", sorted; frames are named by their resources, outer first. */
static const char *frames(struct graph_case *g)
{
	const struct arch *a = g->arch;
	char **lines = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < a->n_resources; i++) {
		int group = arch_group_of(a, i);
		struct buf b;

		if (group < 0 || !arch_is_node(&a->resources[i]))
			continue;
		buf_init(&b);
		if (a->groups[group].parent >= 0)
			buf_printf(&b, "%s ", a->resources[a->groups[a->groups[group].parent].resource].id);
		buf_printf(&b, "%s: %s", a->resources[a->groups[group].resource].id, a->resources[i].id);
		*vec_push(lines, n, cap) = buf_take(&b);
	}
	return graph_join(&g->text, lines, n);
}

static const char orders[] =
	"Resources:\n"
	"  Place: {Type: AWS::Serverless::Function, Properties: {Policies: [{DynamoDBCrudPolicy:\n"
	"    {TableName: !GetAtt Data.Outputs.TableName}}]}}\n"
	"  Alerts: {Type: AWS::SNS::Topic}\n"
	"  Data: {Type: AWS::CloudFormation::Stack, Properties:\n"
	"    {TemplateURL: nested/data.yaml, Parameters: {Stage: prod}}}\n"
	"  Work: {Type: AWS::Serverless::Application, Properties: {Location: nested/work.yaml,\n"
	"    Parameters: {Stream: !GetAtt Data.Outputs.Stream, Topics: !Join [',', [!Ref Alerts, x]]}}}\n";

static const char data[] =
	"Parameters: {Stage: {Type: String}}\n"
	"Conditions: {IsProd: !Equals [!Ref Stage, prod]}\n"
	"Resources:\n"
	"  Table: {Type: AWS::DynamoDB::Table, Properties: {StreamSpecification: {StreamViewType: KEYS_ONLY}}}\n"
	"  Archive: {Type: AWS::S3::Bucket, Condition: IsProd}\n"
	"  Debug: {Type: AWS::SQS::Queue, Condition: IsTest}\n"
	"Outputs:\n"
	"  TableName: {Value: !Ref Table}\n"
	"  Stream: {Value: !GetAtt Table.StreamArn}\n";

static const char work[] =
	"Parameters: {Stream: {Type: String}, Topics: {Type: CommaDelimitedList}}\n"
	"Resources:\n"
	"  Notify: {Type: AWS::Serverless::Function, Properties: {\n"
	"    Policies: [{SNSPublishMessagePolicy: {TopicName: !Select [0, !Ref Topics]}}],\n"
	"    Events: {Changes: {Type: DynamoDB, Properties: {Stream: !Ref Stream}},\n"
	"             Web: {Type: Api, Properties: {Path: /, Method: get}}}}}\n";

static void write_orders(struct tmp *t)
{
	tmp_init(t);
	tmp_write(t, "nested/data.yaml",
		  arena_printf(&t->arena, "%s", data));
	tmp_write(t, "nested/work.yaml", work);
}

TEST(references_lead_through_stacks_to_what_they_hold)
{
	struct graph_case g;
	struct tmp t;

	write_orders(&t);
	graph_load_with(&g, t.dir, orders, NULL);
	t_str(graph_nodes(&g), "Alerts topic\nData/Archive bucket\nData/Debug queue\nData/Table table\n"
			       "Place function\nWork/Notify function\nWork/ServerlessRestApi api\n");
	t_str(graph_edges(&g), "Place Data/Table uses\nWork/Notify Alerts publishes\n"
			       "Work/Notify Data/Table polls\nWork/ServerlessRestApi Work/Notify routes\n");
	t_str(frames(&g), "Data: Data/Archive\nData: Data/Debug\nData: Data/Table\nWork: Work/Notify\n"
			  "Work: Work/ServerlessRestApi\n");
	t_str(graph_diags(&g), "6:45 unknown-condition\n");
	t_true(strstr(g.diags.items[0].file, "nested/data.yaml") != NULL);
	t_str(graph_edge(&g, "Work/Notify", "Data/Table", VERB_POLLS)->file,
	      "nested/work.yaml");
	graph_done(&g);
	tmp_done(&t);
}

TEST(a_flat_load_leaves_stacks_closed)
{
	const struct cloud_options flat = { .is_flat = true };
	struct graph_case g = { .arch = NULL };
	struct tmp t;

	write_orders(&t);
	diag_list_init(&g.diags);
	buf_init(&g.text);
	t_int(cloud_load_text("t.yaml", t.dir, orders, strlen(orders), &flat, &g.diags, &g.arch), ERR_OK);
	t_str(graph_nodes(&g), "Alerts topic\nData stack\nPlace function\nWork stack\n");
	t_str(graph_edges(&g), "Work Alerts uses\nWork Data uses\n");
	t_int(g.arch->n_groups, 0);
	t_int(g.diags.n, 0);
	graph_done(&g);
	tmp_done(&t);
}

TEST(names_are_those_of_the_nearest_stack)
{
	struct graph_case g;
	struct tmp t;

	write_orders(&t);
	graph_load_with(&g, t.dir, orders, NULL);
	t_int(arch_named(g.arch, "Table", NULL), arch_find(g.arch, "Data/Table"));
	t_int(arch_named(g.arch, "Data/Table", NULL), arch_find(g.arch, "Data/Table"));
	t_int(arch_named(g.arch, "Alerts", "Work/Notify"), arch_find(g.arch, "Alerts"));
	t_int(arch_named(g.arch, "Notify", "Work/ServerlessRestApi"), arch_find(g.arch, "Work/Notify"));
	t_int(arch_named(g.arch, "Nothing", NULL), -1);
	t_int(arch_set(g.arch, "Notify.Timeout", "7"), ERR_OK);
	t_str(value_string(g.arch->resources[arch_find(g.arch, "Work/Notify")].properties, "Timeout", ""), "7");
	graph_done(&g);
	tmp_done(&t);
}

/* A template in which two stacks hold a resource of one name. */
TEST(a_name_that_two_stacks_have_means_none_of_them)
{
	struct graph_case g;
	struct tmp t;

	tmp_init(&t);
	tmp_write(&t, "q.yaml", "Resources: {Q: {Type: AWS::SQS::Queue}}\n");
	graph_load_with(&g, t.dir, "Resources:\n" STACK("A", "q.yaml") STACK("B", "q.yaml"), NULL);
	t_str(graph_nodes(&g), "A/Q queue\nB/Q queue\n");
	t_int(arch_named(g.arch, "Q", NULL), -1);
	t_int(arch_named(g.arch, "Q", "B/Q"), arch_find(g.arch, "B/Q"));
	graph_done(&g);
	tmp_done(&t);
}

TEST(paths_are_relative_to_the_template_that_names_them)
{
	struct graph_case g;
	struct tmp t;

	tmp_init(&t);
	tmp_write(&t, "a/one.yaml", "Resources:\n" STACK("Two", "b/two.yaml"));
	tmp_write(&t, "a/b/two.yaml", "Resources:\n" STACK("Three", "../../three.yaml"));
	tmp_write(&t, "three.yaml",
		  "Resources:\n  Q: {Type: AWS::SQS::Queue}\n  M: {Type: AWS::Serverless::StateMachine,"
		  " Properties: {DefinitionUri: a/m.json, DefinitionSubstitutions: {Url: !Ref Q}}}\n");
	tmp_write(&t, "a/m.json", "{\"States\": {\"S\": {\"Type\": \"Task\", \"Resource\": "
				  "\"arn:aws:states:::sqs:sendMessage\", \"Parameters\": {\"QueueUrl\": \"${Url}\"}}}}");
	graph_load_with(&g, t.dir, "Resources:\n" STACK("One", "a/one.yaml"), NULL);
	t_str(graph_edges(&g), "One/Two/Three/M One/Two/Three/Q publishes\n");
	t_str(frames(&g), "One/Two One/Two/Three: One/Two/Three/M\nOne/Two One/Two/Three: One/Two/Three/Q\n");
	t_int(g.arch->n_groups, 3);
	t_str(graph_diags(&g), "");
	graph_done(&g);
	tmp_done(&t);
}

/* What one stack of a template leaves: its nodes, and what is said. */
static void expect(struct tmp *t, const char *stack, const char *nodes, const char *diags)
{
	struct graph_case g;

	graph_load_with(&g, t->dir, arena_printf(&t->arena, "Resources:\n%s", stack), NULL);
	t_int(g.err, ERR_OK);
	t_str(graph_nodes(&g), nodes);
	t_str(graph_diags(&g), diags);
	graph_done(&g);
}

TEST(a_stack_that_cannot_be_opened_stays_a_node)
{
	struct tmp t;

	tmp_init(&t);
	tmp_write(&t, "t.yaml", "Resources:\n" STACK("S", "t.yaml"));
	tmp_write(&t, "ring.yaml", "Resources:\n" STACK("S", "ring.yaml"));
	tmp_write(&t, "list.yaml", "[1, 2]");
	tmp_write(&t, "bad.yaml", "Resources: {Q: [}");
	tmp_write(&t, "roles.yaml", "Resources: {R: {Type: AWS::IAM::Role}}");
	expect(&t, STACK("S", "t.yaml"), "S stack\n", "2:67 stack-ring\n");
	expect(&t, STACK("S", "ring.yaml"), "S/S stack\n", "2:67 stack-ring\n");
	expect(&t, STACK("S", "list.yaml"), "S stack\n", "2:67 template-shape\n");
	expect(&t, STACK("S", "bad.yaml"), "S stack\n", "1:17 yaml-syntax\n");
	expect(&t, STACK("S", "none.yaml"), "S stack\n", "2:67 side-file\n");
	expect(&t, STACK("S", "../t.yaml"), "S stack\n", "2:67 side-file\n");
	expect(&t, STACK("S", "/dev/zero"), "S stack\n", "2:67 side-file\n");
	expect(&t, STACK("S", "roles.yaml"), "", "");	/* opened: it holds no node */
	expect(&t, STACK("S", "https://s3.amazonaws.com/bucket/none.yaml"), "S stack\n", "2:67 side-file\n");
	expect(&t, STACK("S", "https://s3.amazonaws.com/bucket/t.yaml"), "S stack\n", "2:67 side-file\n");
	expect(&t, STACK("S", "{Ref: Url}"), "S stack\n", "2:67 dangling-reference\n");
	tmp_done(&t);
}

TEST(a_file_here_stands_for_the_one_at_an_address)
{
	struct tmp t;

	tmp_init(&t);
	tmp_write(&t, "parts/q.yaml", "Resources: {Q: {Type: AWS::SQS::Queue}}\n");
	expect(&t,
	       STACK("A", "https://s3.amazonaws.com/bucket/v1/parts/q.yaml")
	       STACK("B", "!Sub 'https://b.s3.${AWS::Region}.amazonaws.com/parts/q.yaml'")
	       STACK("C", "!Sub 'https://${R}.s3.amazonaws.com/parts/q.yaml'") "  R: {Type: AWS::S3::Bucket}\n",
	       "A/Q queue\nB/Q queue\nC/Q queue\nR bucket\n", "2:67 side-file\n");
	expect(&t,
	       STACK("A", "https://b.s3.amazonaws.com/v1/parts/q.yaml?versionId=7")
	       STACK("B", "!Sub '${AWS::Region}/parts/q.yaml'"),
	       "A/Q queue\nB/Q queue\n", "2:67 side-file\n");
	tmp_done(&t);
}

TEST(what_a_tool_would_build_is_read_from_its_source)
{
	struct tmp t;

	tmp_init(&t);
	tmp_write(&t, "parts/template.yml", "Resources: {Q: {Type: AWS::SQS::Queue}}\n");
	expect(&t, STACK("S", "parts/.aws-sam/packaged.yaml"), "S/Q queue\n", "");
	tmp_write(&t, "parts/.aws-sam/packaged.yaml", "Resources: {P: {Type: AWS::SQS::Queue}}\n");
	expect(&t, STACK("S", "parts/.aws-sam/packaged.yaml"), "S/P queue\n", "");
	tmp_done(&t);
}

TEST(stacks_that_a_loop_makes_are_opened_too)
{
	struct graph_case g;
	struct tmp t;

	tmp_init(&t);
	tmp_write(&t, "table.yaml", "Resources: {T: {Type: AWS::DynamoDB::Table}}\nOutputs: {Name: {Value: !Ref T}}\n");
	tmp_write(&t, "f.yaml", "Parameters: {N: {Type: String}}\n"
				"Resources: {F: {Type: AWS::Serverless::Function, Properties: {Policies: "
				"[{DynamoDBReadPolicy: {TableName: !Ref N}}]}}}\n");
	graph_load_with(&g, t.dir,
			"Transform: AWS::LanguageExtensions\nResources:\n" STACK("D", "table.yaml")
			"  'Fn::ForEach::L': [N, [One, Two], {'Fn${N}': {Type: AWS::CloudFormation::Stack, "
			"Properties: {TemplateURL: f.yaml, Parameters: {N: !GetAtt D.Outputs.Name}}}}]\n", NULL);
	t_str(graph_edges(&g), "FnOne/F D/T reads\nFnTwo/F D/T reads\n");
	t_int(g.arch->n_groups, 3);
	graph_done(&g);
	tmp_done(&t);
}

TEST(evidence_that_a_parent_gives_is_in_the_parent)
{
	struct graph_case g;
	struct tmp t;

	tmp_init(&t);
	tmp_write(&t, "c.yaml", "Parameters: {R: {Type: String}}\n"
				"Resources: {F: {Type: AWS::Lambda::Function, Properties: {Role: !Ref R}}}\n");
	graph_load_with(&g, t.dir,
			"Resources:\n"
			"  T: {Type: AWS::DynamoDB::Table}\n"
			"  R: {Type: AWS::IAM::Role, Properties: {Policies: [{PolicyDocument: {Statement: [{Effect: "
			"Allow, Action: 'dynamodb:GetItem', Resource: !GetAtt T.Arn}]}}]}}\n"
			"  C: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: c.yaml, "
			"Parameters: {R: !GetAtt R.Arn}}}\n", NULL);
	t_str(graph_edge(&g, "C/F", "T", VERB_READS)->file, "t.yaml");
	t_int(graph_edge(&g, "C/F", "T", VERB_READS)->line, 3);
	graph_done(&g);
	tmp_done(&t);
}

TEST(names_made_of_two_stacks_names_are_two_names)
{
	struct graph_case g;
	struct tmp t;

	tmp_init(&t);
	tmp_write(&t, "d.yaml", "Resources: {T: {Type: AWS::DynamoDB::Table, Properties: "
				"{TableName: !Sub '${AWS::StackName}-t'}}}\n");
	tmp_write(&t, "a.yaml", "Resources:\n"
				"  F: {Type: AWS::Serverless::Function, Properties: {Policies: "
				"[{DynamoDBReadPolicy: {TableName: !Sub '${AWS::StackName}-t'}}]}}\n");
	graph_load_with(&g, t.dir, "Resources:\n" STACK("D", "d.yaml") STACK("A", "a.yaml"), NULL);
	t_str(graph_edges(&g), "");
	graph_done(&g);
	tmp_done(&t);
}

/* "Create one unless one is given" */
TEST(a_resource_that_is_passed_is_not_empty)
{
	struct graph_case g;
	struct tmp t;

	tmp_init(&t);
	tmp_write(&t, "c.yaml", "Parameters: {In: {Type: String, Default: ''}}\n"
				"Conditions: {Create: !Equals [!Ref In, '']}\n"
				"Resources: {Q: {Type: AWS::SQS::Queue, Condition: Create}, T: {Type: AWS::SNS::Topic}}\n");
	graph_load_with(&g, t.dir,
			"Resources:\n"
			"  V: {Type: AWS::EC2::VPC}\n"
			"  C: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: c.yaml, "
			"Parameters: {In: !Ref V}}}\n" STACK("D", "c.yaml"), NULL);
	t_str(graph_nodes(&g), "C/T topic\nD/Q queue\nD/T topic\n");
	graph_done(&g);
	tmp_done(&t);
}

TEST(a_stack_whose_condition_is_false_is_absent)
{
	struct graph_case g;
	struct tmp t;

	tmp_init(&t);
	tmp_write(&t, "q.yaml", "Resources: {Q: {Type: AWS::SQS::Queue}}\nOutputs: {U: {Value: !Ref Q}}\n");
	graph_load_with(&g, t.dir,
			"Conditions: {No: !Equals [a, b]}\n"
			"Resources:\n"
			"  S: {Type: AWS::CloudFormation::Stack, Condition: No, Properties: {TemplateURL: q.yaml}}\n"
			"  F: {Type: AWS::Serverless::Function, Properties: {Environment: {Variables:"
			" {U: !GetAtt S.Outputs.U}}}}\n", NULL);
	t_str(graph_nodes(&g), "F function\n");
	t_str(graph_diags(&g), "");
	graph_done(&g);
	tmp_done(&t);
}

TEST(what_parent_and_child_do_not_agree_on_is_told)
{
	struct graph_case g;
	struct tmp t;

	tmp_init(&t);
	tmp_write(&t, "q.yaml", "Parameters: {Name: {Type: String, Default: q}}\n"
				"Resources: {Q: {Type: AWS::SQS::Queue}}\nOutputs: {Url: {Value: !Ref Q}}\n");
	graph_load_with(&g, t.dir,
			"Resources:\n"
			"  S: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: q.yaml, Parameters:\n"
			"    {Nam: x}}}\n"
			"  F: {Type: AWS::Serverless::Function, Properties: {Environment: {Variables:\n"
			"    {A: !GetAtt S.Outputs.Ur, B: !Sub '${S.Outputs.Url}'}}}}\n", NULL);
	t_str(graph_edges(&g), "F S/Q uses\n");
	t_str(graph_diags(&g), "3:11 unknown-parameter\n5:9 dangling-reference\n");
	t_str(g.diags.items[0].hint, "did you mean \"Name\"?");
	t_str(g.diags.items[1].hint, "did you mean \"Url\"?");
	graph_done(&g);
	tmp_write(&t, "q.yaml", "Parameters: {Name: {Type: String}}\nResources: {Q: {Type: AWS::SQS::Queue}}\n");
	expect(&t, STACK("S", "q.yaml"), "S/Q queue\n", "2:6 missing-parameter\n");
	tmp_done(&t);
}

TEST(stacks_that_wait_for_each_other_are_told)
{
	struct graph_case g;
	struct tmp t;

	tmp_init(&t);
	tmp_write(&t, "q.yaml", "Parameters: {In: {Type: String}}\n"
				"Resources: {Q: {Type: AWS::SQS::Queue}}\nOutputs: {Out: {Value: !Ref Q}}\n");
	graph_load_with(&g, t.dir,
			"Resources:\n"
			"  A: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: q.yaml,\n"
			"    Parameters: {In: !GetAtt B.Outputs.Out}}}\n"
			"  B: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: q.yaml,\n"
			"    Parameters: {In: !GetAtt A.Outputs.Out}}}\n", NULL);
	t_str(graph_nodes(&g), "A/Q queue\nB/Q queue\n");
	t_str(graph_diags(&g), "4:6 stack-ring\n");
	graph_done(&g);
	tmp_done(&t);
}

/* Each asks the next one for an output, thousands in a row: nothing may go as deep. */
TEST(a_long_row_of_stacks_is_read_to_its_end)
{
	struct graph_case g;
	struct buf b;
	struct tmp t;

	tmp_init(&t);
	tmp_write(&t, "q.yaml", "Parameters: {P: {Type: String}}\n"
				"Resources: {Q: {Type: AWS::SQS::Queue}}\nOutputs: {X: {Value: !Ref P}}\n");
	buf_init(&b);
	buf_adds(&b, "Resources:\n");
	for (int i = 0; i < 5000; i++)
		buf_printf(&b, "  S%d: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: q.yaml, "
			       "Parameters: {P: !GetAtt S%d.Outputs.X}}}\n", i, (i + 1) % 5000);
	graph_load_with(&g, t.dir, buf_str(&b), NULL);
	t_int(g.err, ERR_OK);
	t_int(g.arch->n_groups, 200);
	t_true(arch_find(g.arch, "S4999") >= 0);
	graph_done(&g);
	buf_done(&b);
	tmp_done(&t);
}

/* A stack in a stack in a stack ..., each opening two: bounded. */
TEST(stacks_that_multiply_are_bounded)
{
	struct graph_case g;
	struct tmp t;

	tmp_init(&t);
	for (int i = 0; i < 20; i++)
		tmp_write(&t, arena_printf(&t.arena, "%d.yaml", i),
			  arena_printf(&t.arena,
				       "Resources:\n  Q: {Type: AWS::SQS::Queue}\n" STACK("A", "%d.yaml")
				       STACK("B", "%d.yaml"), i + 1, i + 1));
	graph_load_with(&g, t.dir, "Resources:\n" STACK("A", "0.yaml"), NULL);
	t_int(g.err, ERR_OK);
	t_true(g.arch->n_groups > 50 && g.arch->n_groups <= 200);
	graph_done(&g);
	tmp_done(&t);
}

TEST(a_vpc_is_a_frame_around_what_its_subnets_and_groups_lead_to)
{
	struct graph_case g;
	static const char text[] =
		"Resources:\n"
		"  Net: {Type: AWS::EC2::VPC}\n"
		"  Other: {Type: AWS::EC2::VPC}\n"
		"  Private: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net}}\n"
		"  Firewall: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Net}}\n"
		"  Rows: {Type: AWS::RDS::DBSubnetGroup, Properties: {SubnetIds: [!Ref Private]}}\n"
		"  Db: {Type: AWS::RDS::DBInstance, Properties: {DBSubnetGroupName: !Ref Rows}}\n"
		"  Fn: {Type: AWS::Serverless::Function, Properties: {VpcConfig: {SubnetIds: [!Ref Private]}}}\n"
		"  Web: {Type: AWS::EC2::Instance, Properties: {SecurityGroupIds: [!GetAtt Firewall.GroupId]}}\n"
		"  Files: {Type: AWS::EFS::FileSystem}\n"
		"  Mount: {Type: AWS::EFS::MountTarget, Properties: {FileSystemId: !Ref Files, SubnetId: !Ref Private}}\n"
		"  Fleet: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {LaunchTemplate: "
		"{LaunchTemplateId: !Ref Launch}}}\n"
		"  Launch: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: "
		"{SecurityGroupIds: [!Ref Firewall]}}}\n"
		"  Replica: {Type: AWS::RDS::DBInstance, Properties: {SourceDBInstanceIdentifier: !Ref Db}}\n"
		"  Jobs: {Type: AWS::SQS::Queue}\n";

	graph_load(&g, text);
	t_str(frames(&g), "Net: Db\nNet: Files\nNet: Fleet\nNet: Fn\nNet: Replica\nNet: Web\n");
	t_int(g.arch->n_groups, 1);
	graph_done(&g);
}

TEST(a_vpc_of_another_stack_is_no_frame_around_a_node)
{
	struct graph_case g;
	struct tmp t;

	tmp_init(&t);
	tmp_write(&t, "net.yaml",
		  "Resources:\n  Net: {Type: AWS::EC2::VPC}\n"
		  "  Nat: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Sub}}\n"
		  "  Sub: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net}}\nOutputs: {Sub: {Value: !Ref Sub}}\n");
	tmp_write(&t, "app.yaml", "Parameters: {Sub: {Type: String}}\n"
				  "Resources: {App: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Sub}}}\n");
	graph_load_with(&g, t.dir,
			"Resources:\n" STACK("Base", "net.yaml")
			"  Top: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: app.yaml,"
			" Parameters: {Sub: !GetAtt Base.Outputs.Sub}}}\n", NULL);
	t_str(frames(&g), "Base Base/Net: Base/Nat\nTop: Top/App\n");
	graph_done(&g);
	tmp_done(&t);
}

TESTS(t(references_lead_through_stacks_to_what_they_hold), t(a_flat_load_leaves_stacks_closed),
      t(names_are_those_of_the_nearest_stack), t(a_name_that_two_stacks_have_means_none_of_them),
      t(paths_are_relative_to_the_template_that_names_them),
      t(a_stack_that_cannot_be_opened_stays_a_node),
      t(a_file_here_stands_for_the_one_at_an_address),
      t(what_a_tool_would_build_is_read_from_its_source),
      t(stacks_that_a_loop_makes_are_opened_too), t(evidence_that_a_parent_gives_is_in_the_parent),
      t(names_made_of_two_stacks_names_are_two_names), t(a_resource_that_is_passed_is_not_empty),
      t(a_stack_whose_condition_is_false_is_absent),
      t(what_parent_and_child_do_not_agree_on_is_told), t(stacks_that_wait_for_each_other_are_told),
      t(a_long_row_of_stacks_is_read_to_its_end), t(stacks_that_multiply_are_bounded),
      t(a_vpc_is_a_frame_around_what_its_subnets_and_groups_lead_to),
      t(a_vpc_of_another_stack_is_no_frame_around_a_node))
