/* SPDX-License-Identifier: MIT */
/* Templates to values: parameters, conditions, intrinsic functions, loops, shapes, bounds. */
#include "tests/support/t.h"

#include <time.h>

#include "cloud/template.h"
#include "tests/support/graph.h"
#include "tests/support/tmp.h"

#define QUEUE "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n"

/* Evaluates one property written after "P: " (lines below indented by 8). */
static const struct value *property(struct graph_case *g, const char *head, const char *text)
{
	struct buf b;

	buf_init(&b);
	buf_printf(&b, "%s" QUEUE "    Properties:\n      P: %s\n", head, text);
	graph_load(g, buf_str(&b));
	buf_done(&b);
	t_int(g->err, ERR_OK);
	return value_get(g->arch->resources[arch_find(g->arch, "Q")].properties, "P");
}

/* A value as "text", {ref}, {ref.Attribute}, ?unknown, [list], null; references of a text behind it. */
static void show(struct buf *b, const struct value *v)
{
	if (!v) {
		buf_adds(b, "none");
		return;
	}
	switch (v->kind) {
	case VALUE_NULL:
		buf_adds(b, "null");
		break;
	case VALUE_TEXT:
		buf_printf(b, "%s%s", v->text, v->is_partial ? "~" : "");
		break;
	case VALUE_REF:
		buf_printf(b, *v->attribute ? "{%s.%s}" : "{%s}", v->text, v->attribute);
		return;
	case VALUE_UNKNOWN:
		buf_printf(b, "?%s", v->text);
		break;
	case VALUE_LIST:
	case VALUE_MAP:
		break;
	}
	if (v->kind == VALUE_LIST || v->kind == VALUE_MAP || v->child)
		buf_adds(b, v->kind == VALUE_LIST ? "[" : v->kind == VALUE_MAP ? "(" : "<");
	for (const struct value *c = v->child; c; c = c->next) {
		if (v->kind == VALUE_MAP)
			buf_printf(b, "%s=", c->key);
		show(b, c);
		if (c->next)
			buf_addc(b, ',');
	}
	if (v->kind == VALUE_LIST || v->kind == VALUE_MAP || v->child)
		buf_adds(b, v->kind == VALUE_LIST ? "]" : v->kind == VALUE_MAP ? ")" : ">");
}

static void expect_with(const char *head, const char *text, const char *expected)
{
	struct graph_case g;
	struct buf b;

	buf_init(&b);
	show(&b, property(&g, head, text));
	t_str(buf_str(&b), expected);
	buf_done(&b);
	graph_done(&g);
}

static void expect(const char *text, const char *expected)
{
	expect_with("", text, expected);
}

static const char parameters[] = "Parameters:\n"
				 "  Env: {Type: String, Default: test}\n"
				 "  Free: {Type: String}\n"
				 "  Empty: {Type: String, Default: ''}\n"
				 "  Zones: {Type: CommaDelimitedList, Default: 'a, b,c'}\n"
				 "  Ami: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /x}\n";

TEST(scalars_stay_text)
{
	expect("0123", "0123");
	expect("2012-10-17", "2012-10-17");
	expect("on", "on");
	expect("", "null");
	expect("[1, 'a b', {k: 22:22}]", "[1,a b,(k=22:22)]");
}

TEST(references_stay_references)
{
	expect("!Ref Q", "{Q}");
	expect("{Ref: Q}", "{Q}");
	expect("!GetAtt Q.Arn", "{Q.Arn}");
	expect("!GetAtt [Q, Arn]", "{Q.Arn}");
	expect("{'Fn::GetAtt': [Q, Arn]}", "{Q.Arn}");
	expect("!GetAtt Q.Outputs.Url", "{Q.Outputs.Url}");
	expect("{Ref: Q, Other: x}", "(Ref=Q,Other=x)");
}

TEST(parameters_give_their_values)
{
	expect_with(parameters, "!Ref Env", "test");
	expect_with(parameters, "!Ref Free", "?parameter Free");
	expect_with(parameters, "!Ref Zones", "[a,b,c]");
	expect_with(parameters, "!Ref Ami", "?parameter Ami from SSM");
	expect_with(parameters, "!Ref Empty", "");
	expect("!Ref AWS::Region", "?AWS::Region");
	expect("[!Ref AWS::NoValue, x]", "[x]");
	expect("{A: !Ref AWS::NoValue}", "(A=null)");
}

TEST(given_parameters_win)
{
	struct graph_case g;
	const char *text = "Parameters: {Env: {Type: String, Default: a}}\n" QUEUE
			   "    Properties: {P: !Ref Env}\n";

	graph_load_with(&g, NULL, text, "Env=b=c");
	t_int(g.err, ERR_OK);
	t_str(value_string(g.arch->resources[0].properties, "P", ""), "b=c");
	graph_done(&g);
	graph_load_with(&g, NULL, text, "Enw=b");
	t_int(g.err, ERR_USAGE);
	t_str(graph_diags(&g), "0:0 unknown-parameter\n");
	t_str(g.diags.items[0].hint, "did you mean \"Env\"?");
	graph_done(&g);
	graph_load_with(&g, NULL, text, "Env");
	t_int(g.err, ERR_USAGE);
	graph_done(&g);
}

TEST(sub_puts_texts_together)
{
	expect_with(parameters, "!Sub 'x-${Env}'", "x-test");
	expect("!Sub 'a-${Q.Arn}-${Q}'", "a-${Q.Arn}-${Q}<{Q.Arn},{Q}>");
	expect("!Sub '${Q.Arn}'", "{Q.Arn}");
	expect("!Sub 'arn:${AWS::Region}:x'", "arn:${AWS::Region}:x~");
	expect("!Sub '${!Q} ${} ${'", "${Q} ${} ${");
	expect("!Sub ['${A}/${B}', {A: !GetAtt Q.Arn, B: b}]", "${Q.Arn}/b<{Q.Arn}>");
	expect("!Sub ['${Q}', {Q: mine}]", "mine");
	expect("{'Fn::Sub': 'x${ Q }'}", "x${Q}<{Q}>");
}

TEST(lists_are_joined_split_and_selected)
{
	expect_with(parameters, "!Join ['-', !Ref Zones]", "a-b-c");
	expect("!Join ['', ['arn:', !GetAtt Q.Arn, '/*']]", "arn:${Q.Arn}/*<{Q.Arn}>");
	expect("!Join ['-', ['', a]]", "-a");
	expect("!Split [':', 'a:b::c']", "[a,b,,c]");
	expect("!Select [1, !Split [':', 'a:b']]", "b");
	expect("!Select ['0', [x, y]]", "x");
	expect("!Select [5, !Split [':', !GetAtt Q.Arn]]", "?a selected value<{Q.Arn}>");
	expect("!Select [0, !GetAZs '']", "?a selected value");
	expect("!Length [a, b]", "2");
	expect("!Base64 {'Fn::Sub': 'run ${Q}'}", "run ${Q}<{Q}>");
	expect("!Cidr [!GetAtt Q.Cidr, 4, 8]", "?address ranges<{Q.Cidr}>");
	expect("!ImportValue x", "?import x");
	expect("!ToJsonString {a: [1, !Ref Q]}", "{\"a\":[\"1\",\"${Q}\"]}<{Q}>");
}

TEST(mappings_are_looked_up)
{
	const char *head = "Mappings: {M: {a: {x: 1, y: [2, 3]}}}\n";

	expect_with(head, "!FindInMap [M, a, x]", "1");
	expect_with(head, "!FindInMap [M, a, y]", "[2,3]");
	expect_with(head, "!FindInMap [M, !Ref 'AWS::Region', x]", "?an entry of a mapping");
	expect_with(head, "!FindInMap [M, b, x, {DefaultValue: d}]", "d");
}

static const char conditions[] = "Parameters: {E: {Type: String, Default: '0'}, F: {Type: String}}\n"
				 "Conditions:\n"
				 "  Yes: !Equals [!Ref E, 0]\n"
				 "  No: !Not [!Condition Yes]\n"
				 "  Maybe: !Equals [!Ref F, x]\n"
				 "  Region: !Equals [!Ref 'AWS::Region', x]\n"
				 "  Or: !Or [!Condition Maybe, !Condition Yes]\n"
				 "  And: {'Fn::And': [{Condition: Maybe}, {Condition: No}]}\n";

TEST(conditions_choose_a_branch)
{
	expect_with(conditions, "!If [Yes, a, b]", "a");
	expect_with(conditions, "!If [No, a, b]", "b");
	expect_with(conditions, "!If [Or, a, b]", "a");
	expect_with(conditions, "!If [And, a, b]", "b");
	expect_with(conditions, "!If [Maybe, a, b]", "a");
	expect_with(conditions, "!If [Maybe, !Ref Q, !GetAtt Q.Arn]",
		    "?one of two values<{Q},{Q.Arn}>");
	expect_with(conditions, "!If [Maybe, !Ref 'AWS::NoValue', b]", "b");
	expect_with(conditions, "!If [Maybe, [a], [!Ref Q]]", "[a,{Q}]");
	expect_with(conditions, "[!If [No, a, !Ref 'AWS::NoValue'], c]", "[c]");
}

TEST(resources_with_a_false_condition_are_absent)
{
	struct graph_case g;
	struct buf b;

	buf_init(&b);
	buf_printf(&b, "%sResources:\n"
		       "  A: {Type: AWS::SQS::Queue, Condition: Yes}\n"
		       "  B: {Type: AWS::SQS::Queue, Condition: No}\n"
		       "  C: {Type: AWS::SQS::Queue, Condition: Maybe}\n"
		       "  D: {Type: AWS::SQS::Queue, Condition: Region, Properties: "
		       "{RedrivePolicy: {deadLetterTargetArn: !GetAtt B.Arn}}}\n", conditions);
	graph_load(&g, buf_str(&b));
	t_str(graph_nodes(&g), "A queue\nC queue\nD queue\n");
	t_str(graph_edges(&g), "");
	t_str(graph_diags(&g), "");
	graph_done(&g);
	buf_done(&b);
}

TEST(conditions_that_rest_on_themselves_are_undecided)
{
	struct graph_case g;

	graph_load(&g, "Conditions: {A: !Not [!Condition B], B: !Not [!Condition A]}\n" QUEUE
		       "    Condition: A\n");
	t_str(graph_nodes(&g), "Q queue\n");
	t_str(graph_diags(&g), "1:47 condition-ring\n");
	graph_done(&g);
}

TEST(loops_are_unrolled)
{
	struct graph_case g;

	graph_load(&g, "Parameters: {L: {Type: CommaDelimitedList, Default: 'x,y'}}\n"
		       "Resources:\n"
		       "  Fn::ForEach::Outer:\n"
		       "    - A\n"
		       "    - !Ref L\n"
		       "    - Fn::ForEach::Inner:\n"
		       "        - B\n"
		       "        - ['1', '2.z']\n"
		       "        - Q${A}&{B}:\n"
		       "            Type: AWS::SQS::Queue\n"
		       "            Properties: {QueueName: !Sub '${A}-${B}', Plain: '${A}', R: !Ref A}\n");
	t_str(graph_nodes(&g), "Qx1 queue\nQx2z queue\nQy1 queue\nQy2z queue\n");
	t_str(value_string(g.arch->resources[3].properties, "QueueName", ""), "y-2.z");
	t_str(value_string(g.arch->resources[3].properties, "Plain", ""), "y");
	t_str(value_string(g.arch->resources[3].properties, "R", ""), "y");
	graph_done(&g);
}

TEST(a_loop_makes_references_to_what_it_made)
{
	struct graph_case g;

	graph_load(&g, "Resources:\n"
		       "  Fn::ForEach::L:\n"
		       "    - N\n"
		       "    - [A, B]\n"
		       "    - '${N}Queue':\n"
		       "        Type: AWS::SQS::Queue\n"
		       "        Properties:\n"
		       "          RedrivePolicy: {deadLetterTargetArn: !GetAtt '${N}Dead.Arn'}\n"
		       "      '${N}Dead': {Type: AWS::SQS::Queue}\n");
	t_str(graph_edges(&g), "AQueue ADead routes\nBQueue BDead routes\n");
	graph_done(&g);
}

TEST(merge_keys_are_merged)
{
	struct graph_case g;

	graph_load(&g, "Metadata: {b: &b {Type: AWS::SQS::Queue, Properties: &p {A: 1, B: 2}}}\n"
		       "Resources:\n"
		       "  Q: {<<: *b}\n"
		       "  R: {Type: AWS::SNS::Topic, Properties: {<<: *p, B: 3}}\n");
	t_str(graph_nodes(&g), "Q queue\nR topic\n");
	t_str(value_string(g.arch->resources[1].properties, "A", ""), "1");
	t_str(value_string(g.arch->resources[1].properties, "B", ""), "3");
	graph_done(&g);
}

TEST(globals_are_merged_into_their_type)
{
	struct graph_case g;
	const struct value *p;

	graph_load(&g, "Globals:\n"
		       "  Function:\n"
		       "    Timeout: 5\n"
		       "    Layers: [a]\n"
		       "    Environment: {Variables: {A: 1, B: 2}}\n"
		       "Resources:\n"
		       "  F:\n"
		       "    Type: AWS::Serverless::Function\n"
		       "    Properties: {Timeout: 9, Layers: [b], Environment: {Variables: {B: 3}}}\n"
		       "  G: {Type: AWS::Lambda::Function}\n");
	p = g.arch->resources[0].properties;
	t_str(value_string(p, "Timeout", ""), "9");
	t_int(value_get(p, "Layers")->n, 2);
	t_str(value_get(p, "Layers")->child->text, "a");
	t_str(value_string(p, "Environment.Variables.A", ""), "1");
	t_str(value_string(p, "Environment.Variables.B", ""), "3");
	t_null(value_get(g.arch->resources[1].properties, "Timeout"));
	graph_done(&g);
}

TEST(metadata_of_ours_is_kept)
{
	struct graph_case g;

	graph_load(&g, "Description: A queue\n"
		       "Metadata: {Nephoscope: {Workload: x}}\n" QUEUE
		       "    Metadata: {Nephoscope: {Work: 5ms}, Other: {a: b}}\n");
	t_str(g.arch->description, "A queue");
	t_str(value_string(g.arch->metadata, "Workload", ""), "x");
	t_str(value_string(g.arch->resources[0].metadata, "Work", ""), "5ms");
	t_int(g.arch->resources[0].line, 4);
	t_int(g.arch->resources[0].column, 3);
	graph_done(&g);
}

static void refused(const char *text, enum err err, const char *diags)
{
	struct graph_case g;

	graph_load(&g, text);
	t_int(g.err, err);
	t_str(graph_diags(&g), diags);
	t_int(g.diags.n_errors, 1);
	t_null(g.arch);
	graph_done(&g);
}

TEST(what_is_no_template_is_refused_with_its_place)
{
	refused("", ERR_SYNTAX, "0:0 template-shape\n");
	refused("- a\n", ERR_SYNTAX, "1:1 template-shape\n");
	refused("hello\n", ERR_SYNTAX, "1:1 template-shape\n");
	refused("Resourses: {Q: {Type: AWS::SQS::Queue}}\n", ERR_SYNTAX, "0:0 template-shape\n");
	refused("Resources: {}\n", ERR_SYNTAX, "1:12 template-shape\n");
	refused("Resources: []\n", ERR_SYNTAX, "1:12 template-shape\n");
	refused("Resources:\n\xc2\xa0\xc2\xa0Q:\n\xc2\xa0 Type: x\n", ERR_SYNTAX, "2:1 yaml-syntax\n");
	refused("\xff\xfeR\0", ERR_SYNTAX, "0:0 yaml-syntax\n");
	refused("{\"Resources\": {\"Q\": {\"Type\": \"AWS::SQS::Queue\"}}} x", ERR_SYNTAX,
		"1:51 yaml-syntax\n");
	refused(QUEUE "---\n" QUEUE, ERR_SYNTAX, "4:1 yaml-syntax\n");
	refused(QUEUE "    Properties: {a: [}\n", ERR_SYNTAX, "4:22 yaml-syntax\n");
}

TEST(wrong_shapes_inside_are_told_and_left_out)
{
	struct graph_case g;

	graph_load(&g, "Resources:\n"
		       "  A: null\n"
		       "  B: []\n"
		       "  C: {Type: 3}\n"
		       "  H: {Type: AWS::SQS::Queue, Properties: null}\n"
		       "  I: {Type: AWS::SQS::Queue, Properties: []}\n"
		       "  K: {Type: AWS::Serverless::Function, Properties: {Events: {E: null, F: {Type: 3}, "
		       "G: {Type: SQS}, H: {Type: S3, Properties: []}}, Policies: 3}}\n");
	t_str(graph_nodes(&g), "C other\nH queue\nI queue\nK function\n");
	t_str(graph_diags(&g), "2:3 template-shape\n3:3 template-shape\n4:3 template-shape\n"
			       "6:42 template-shape\n");
	graph_done(&g);
}

TEST(wrong_calls_are_told_and_stay_unknown)
{
	static const char *const calls[] = {
		"!Ref [x]", "!GetAtt Q", "!GetAtt [Q]", "!Sub []", "!If [a]",
		"!Join [',', x]", "!Select [9, [a]]", "!FindInMap [M]", "{'Fn::If': null}", "!Ref ''",
		"!Split ['', a]", "!Frobnicate x",
	};

	for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++) {
		struct graph_case g;
		const struct value *v;

		v = property(&g, "", calls[i]);
		t_int(v->kind, VALUE_UNKNOWN);
		t_int(g.diags.n_warnings, 1);
		t_int(g.diags.items[0].line, 5);
		graph_done(&g);
	}
}

TEST(dangling_references_are_told_once_with_the_nearest_name)
{
	struct graph_case g;

	graph_load(&g, "Resources:\n"
		       "  Orders: {Type: AWS::SQS::Queue}\n"
		       "  B: {Type: AWS::SQS::Queue, Properties: {A: !Ref Order, B: !GetAtt Order.Arn}}\n"
		       "  F: {Type: AWS::Serverless::Function, Properties: {X: [!Ref FRole, "
		       "!GetAtt FRole.Arn, !Ref F.Version, !Ref ServerlessRestApi]}}\n");
	t_str(graph_diags(&g), "3:46 dangling-reference\n");
	t_str(g.diags.items[0].hint, "did you mean \"Orders\"?");
	graph_done(&g);
}

TEST(json_is_read_with_tabs_and_surrogates)
{
	struct graph_case g;

	graph_load(&g, "{\t\"Description\": \"\\ud83d\\ude00 \\ud800 \\\\ud83d\",\n"
		       "\t\"Resources\":\t{\n\t\"Q\": {\"Type\":\"AWS::SQS::Queue\"}}}");
	t_int(g.err, ERR_OK);
	t_str(g.arch->description, "\xf0\x9f\x98\x80 \xef\xbf\xbd \\ud83d");
	graph_done(&g);
}

TEST(bounds_are_kept_with_a_message)
{
	struct graph_case g;
	clock_t start = clock();

	graph_load(&g, "Resources:\n"
		       "  Fn::ForEach::A:\n"
		       "    - A\n"
		       "    - &l [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]\n"
		       "    - Fn::ForEach::B:\n"
		       "      - B\n"
		       "      - *l\n"
		       "      - Fn::ForEach::C:\n"
		       "        - C\n"
		       "        - *l\n"
		       "        - Fn::ForEach::D:\n"
		       "          - D\n"
		       "          - *l\n"
		       "          - Q${A}x${B}x${C}x${D}: {Type: AWS::SQS::Queue}\n");
	t_int(g.err, ERR_TOO_BIG);
	t_str(graph_diags(&g), "11:11 template-too-big\n");
	graph_done(&g);
	t_true(clock() - start < 2 * CLOCKS_PER_SEC);
}

/* Loads a text that asks for far more than it says; the time it takes, in seconds. */
static double hostile_seconds(struct graph_case *g, struct buf *text)
{
	clock_t start = clock();

	graph_load(g, buf_str(text));
	buf_done(text);
	return (double)(clock() - start) / CLOCKS_PER_SEC;
}

TEST(texts_in_texts_are_bounded)
{
	struct graph_case g;
	struct buf b;

	buf_init(&b);
	buf_adds(&b, QUEUE "    Properties:\n      P: ");
	for (int i = 0; i < 8; i++) {
		buf_adds(&b, "{'Fn::Sub': ['");
		for (int k = 0; k < 20; k++)
			buf_adds(&b, "${A}");
		buf_adds(&b, "', {A: ");
	}
	buf_addc(&b, 'x');
	for (int i = 0; i < 8; i++)
		buf_adds(&b, "}]}");
	t_true(hostile_seconds(&g, &b) < 5);
	t_int(g.err, ERR_TOO_BIG);
	graph_done(&g);
}

TEST(globals_in_many_resources_are_bounded)
{
	struct graph_case g;
	struct buf b;

	buf_init(&b);
	buf_adds(&b, "Globals:\n  Function:\n    Environment:\n      Variables:\n");
	for (int i = 0; i < 4000; i++)
		buf_printf(&b, "        V%d: x\n", i);
	buf_adds(&b, "Resources:\n");
	for (int i = 0; i < 4000; i++)
		buf_printf(&b, "  F%d: {Type: AWS::Serverless::Function, Properties: {Environment: "
			       "{Variables: {A: b}}}}\n", i);
	t_true(hostile_seconds(&g, &b) < 5);
	t_int(g.err, ERR_TOO_BIG);
	graph_done(&g);
}

TEST(mistakes_beyond_count_are_summed_up)
{
	struct graph_case g;
	struct buf b;

	buf_init(&b);
	buf_adds(&b, "Resources:\n");
	for (int i = 0; i < 5000; i++)
		buf_printf(&b, "  Q%d: {Type: AWS::SQS::Queue, Properties: {A: !GetAtt Q}}\n", i);
	t_true(hostile_seconds(&g, &b) < 5);
	t_int(g.err, ERR_OK);
	t_int(g.diags.n, TEMPLATE_WARNINGS_MAX + 1);
	t_str(g.diags.items[TEMPLATE_WARNINGS_MAX].text, "4800 more mistakes are not listed");
	graph_done(&g);
}

TEST(chains_and_crowds_end_soon)
{
	struct graph_case g;
	struct buf b;

	buf_init(&b);
	buf_adds(&b, "Resources:\n  A20000: {Type: AWS::Lambda::Function}\n");
	for (int i = 19999; i >= 0; i--)
		buf_printf(&b, "  A%d: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref A%d}}\n",
			   i, i + 1);
	t_true(hostile_seconds(&g, &b) < 5);
	t_int(arch_node(g.arch, "A0"), 0);
	graph_done(&g);
	buf_init(&b);
	buf_adds(&b, "Resources:\n  T: {Type: AWS::ElasticLoadBalancingV2::TargetGroup}\n");
	for (int i = 0; i < 2000; i++)
		buf_printf(&b, "  L%d: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}\n"
			       "  X%d: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: "
			       "{LoadBalancerArn: !Ref L%d, DefaultActions: [{TargetGroupArn: !Ref T}]}}\n"
			       "  S%d: {Type: AWS::ECS::Service, Properties: {LoadBalancers: "
			       "[{TargetGroupArn: !Ref T}]}}\n", i, i, i, i);
	t_true(hostile_seconds(&g, &b) < 5);
	t_int(g.err, ERR_TOO_BIG);
	graph_done(&g);
}

TEST(pseudo_parameters_can_be_given)
{
	struct graph_case g;

	graph_load_with(&g, NULL, "Conditions: {Here: !Equals [!Ref 'AWS::Region', eu-west-1]}\n" QUEUE
				  "    Condition: Here\n    Properties: {P: !Sub '${AWS::Region}-x'}\n"
				  "  R: {Type: AWS::SQS::Queue}\n",
			"AWS::Region=us-east-1");
	t_str(graph_nodes(&g), "R queue\n");
	graph_done(&g);
}

TEST(side_files_are_read_inside_the_folder_only)
{
	struct tmp tmp;
	struct graph_case g;
	static const struct {
		const char *uri, *edges, *diags;
	} cases[] = {
		{ "sub/m.json", "M Q publishes\n", "" },
		{ "./sub/../sub/m.json", "M Q publishes\n", "" },
		{ "../m.json", "", "6:22 side-file\n" },
		{ "/dev/zero", "", "6:22 side-file\n" },
		{ "sub", "", "6:22 side-file\n" },
		{ "missing.json", "", "6:22 side-file\n" },
		{ "s3://bucket/m.json", "", "6:22 side-file\n" },
		{ "bad.json", "", "1:13 yaml-syntax\n" },
	};

	tmp_init(&tmp);
	tmp_write(&tmp, "m.json", "{}");
	tmp_write(&tmp, "root/bad.json", "{\"States\": [}");
	tmp_write(&tmp, "root/sub/m.json",
		  "{\"States\": {\"S\": {\"Type\": \"Task\", \"Resource\": "
		  "\"arn:aws:states:::sqs:sendMessage\", \"Parameters\": {\"QueueUrl\": \"${Url}\"}}}}");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf b;

		buf_init(&b);
		buf_printf(&b, "Resources:\n  Q: {Type: AWS::SQS::Queue}\n  M:\n"
			       "    Type: AWS::Serverless::StateMachine\n    Properties:\n"
			       "      DefinitionUri: %s\n      DefinitionSubstitutions: {Url: !Ref Q}\n",
			   cases[i].uri);
		graph_load_with(&g, tmp_path(&tmp, "root"), buf_str(&b), NULL);
		t_int(g.err, ERR_OK);
		t_str(graph_edges(&g), cases[i].edges);
		t_str(graph_diags(&g), cases[i].diags);
		graph_done(&g);
		buf_done(&b);
	}
	tmp_done(&tmp);
}

TEST(a_file_is_loaded_by_its_path)
{
	struct diag_list diags;
	struct arch *a = NULL;
	struct tmp tmp;

	tmp_init(&tmp);
	diag_list_init(&diags);
	t_int(cloud_load(tmp_write(&tmp, "t.yaml", QUEUE), NULL, &diags, &a), ERR_OK);
	t_int(a->n_resources, 1);
	arch_free(a);
	t_int(cloud_load(tmp_path(&tmp, "none.yaml"), NULL, &diags, &a), ERR_NOT_FOUND);
	t_int(cloud_load(tmp.dir, NULL, &diags, &a), ERR_OUTSIDE);
	t_int(diags.n, 0);
	diag_list_done(&diags);
	tmp_done(&tmp);
}

TESTS(t(scalars_stay_text), t(references_stay_references), t(parameters_give_their_values),
      t(given_parameters_win), t(sub_puts_texts_together), t(lists_are_joined_split_and_selected),
      t(mappings_are_looked_up), t(conditions_choose_a_branch),
      t(resources_with_a_false_condition_are_absent),
      t(conditions_that_rest_on_themselves_are_undecided), t(loops_are_unrolled),
      t(a_loop_makes_references_to_what_it_made), t(merge_keys_are_merged),
      t(globals_are_merged_into_their_type), t(metadata_of_ours_is_kept),
      t(what_is_no_template_is_refused_with_its_place),
      t(wrong_shapes_inside_are_told_and_left_out), t(wrong_calls_are_told_and_stay_unknown),
      t(dangling_references_are_told_once_with_the_nearest_name),
      t(json_is_read_with_tabs_and_surrogates), t(bounds_are_kept_with_a_message),
      t(texts_in_texts_are_bounded), t(globals_in_many_resources_are_bounded),
      t(mistakes_beyond_count_are_summed_up), t(chains_and_crowds_end_soon),
      t(pseudo_parameters_can_be_given), t(side_files_are_read_inside_the_folder_only), t(a_file_is_loaded_by_its_path))
