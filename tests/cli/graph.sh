#!/bin/sh
# SPDX-License-Identifier: MIT
# graph: what architecture a template makes.
# shellcheck source=lib.sh
. "${top_srcdir:?}/tests/cli/lib.sh"

graphs=$top_srcdir/tests/fixtures/graphs
templates=$top_srcdir/tests/fixtures/templates

# No line of the output has more than so many characters.
fits() { LC_ALL=C.UTF-8 awk -v most="$1" 'length($0) > most { exit 1 }' "$out"; }

is_exact() { sh "$graphs/graphcheck.sh" "$1" "$out" >>"$err"; }

for oracle in "$graphs"/*.graph; do
	run graph "$graphs/$(head -n 1 "$oracle")"
	ok "the graph is exact: $(basename "$oracle" .graph)" all 'status_is 0' 'err_is_empty' 'is_exact "$oracle"'
done
run graph "$graphs/v6-autoscaling-alb-json/AutoScalingMultiAZWithNotifications.yaml"
ok "the YAML twin has the same graph" is_exact "$graphs/v6-autoscaling-alb-json.graph"

for expected in "$templates"/expected/*.graph; do
	name=$(basename "$expected" .graph)
	file=$(cd "$templates" && for f in */*; do [ "$(printf '%s' "$f" | tr / _)" = "$name" ] && echo "$f"; done)
	run graph "$templates/$file"
	ok "a published template loads without findings: $file" all 'status_is 0' '! grep -qE ": (error|warning):" "$err"' \
		'cmp -s "$out" "$expected"'
done

first=$graphs/v1-sqs-lambda/template.yaml
run graph --why "$first"
ok "--why tells rule and place" all 'out_has "#    R5 at "' 'grep -qE "template.yaml:[0-9]+:[0-9]+$" "$out"'
ok "--why leaves the lines readable for scripts" is_exact "$graphs/v1-sqs-lambda.graph"
run graph --format json "$first"
ok "JSON has nodes and edges with their evidence" is_json ':nodes,edges,groups' 'nodes#2' 'edges#1' 'edges.0.rule=R5' 'edges.0.line=23'
run graph --format mermaid "$first"
ok "a Mermaid flowchart" all 'grep -qx "flowchart LR" "$out"' 'out_has "-->|polls|"' 'out_has "QueueConsumerFunction<br>function"'
run graph --format picture --width 60 "$first"
ok "a picture of boxes and arrows" all 'status_is 0' 'out_has "ƒ QueueConsumer"' 'grep -q "▷" "$out"' 'fits 60'
run graph --format picture --width 60 --ascii "$first"
ok "a picture in ASCII" all 'grep -q "+---" "$out"' '! LC_ALL=C grep -q "[^ -~]" "$out"'
run graph --format picture --width 30 "$graphs/v8-human-in-the-loop/$(basename "$(head -n 1 "$graphs/v8-human-in-the-loop.graph")")"
ok "a narrow window gets a line for each path" all 'status_is 0' 'grep -q "^↻ State…chine ─▶ ƒ" "$out"'
printf 'Resources:\n  R: {Type: AWS::IAM::Role}\n' >role.yaml
run graph --format picture role.yaml
ok "a picture of nothing says so" all 'status_is 0' out_is_empty 'err_has "role.yaml makes nothing that could be drawn"'
printf 'Resources:\n  Orders: {Type: AWS::SQS::Queue}\n' >one.yaml
run graph --format picture --width 8 one.yaml
ok "a node that stands alone has the whole line" all 'status_is 0' err_is_empty 'grep -qx "≡ Orders" "$out"'
run graph --format picture --width 1 one.yaml
ok "a picture one column wide shows what it can" all 'status_is 0' err_is_empty 'out_has "≡"'
run graph --format picture --width 10000 one.yaml
ok "a picture 10000 columns wide" all 'status_is 0' err_is_empty 'out_has "│ ≡ Orders │"'
run graph --format dot "$first"
ok "dot" all 'grep -qx "digraph architecture {" "$out"' 'out_has "[label=\"polls\"]"'

nested=$top_srcdir/tests/fixtures/nested
cat >shop.graph <<'END'
shop.yaml
node Alerts topic
node Api api
node Data stack
node Follow stack
node Place function
edge Api Place routes
edge Follow Alerts uses
edge Follow Data uses
END
run graph "$nested/shop.yaml"
ok "the lines are those of the template alone" all 'status_is 0' 'err_is_empty' 'is_exact shop.graph'
ok "what nested stacks hold follows as comments" all 'out_has "# node Data/Orders table"' 'out_has "# edge Follow/Notify Data/Orders polls"'
run graph --why "$nested/shop.yaml"
ok "evidence has its place in the nested template" grep -qE '^#    R9 at .*parts/follow.yaml:[0-9]+:[0-9]+$' "$out"
run graph --format json "$nested/shop.yaml"
ok "JSON has nodes, edges and groups" is_json ':nodes,edges,groups' 'nodes#5' 'edges#4' 'groups#3' 'groups.2.id=Follow/Network' 'groups.2.group=Follow'
run graph --format picture --width 80 "$nested/shop.yaml"
ok "a picture has frames" all 'status_is 0' 'out_has "╭ stack Data ╌"' 'out_has "╭ VPC Network ╮"' 'out_has "▤ Orders"' 'fits 80'
run graph --format mermaid "$nested/shop.yaml"
ok "Mermaid has subgraphs" all 'out_has "subgraph g0 [\"Data\"]"' 'out_has "        n2[(\"Data/Orders<br>table\")]"' 'grep -qx "        end" "$out"'
run graph --format dot "$nested/shop.yaml"
ok "dot has clusters" out_has 'subgraph cluster2 { label="Follow/Network";'
cp -R "$nested" closed && rm -r closed/parts
run graph closed/shop.yaml
ok "a nested template that is not here is told, with its place" all 'status_is 0' 'err_has "closed/shop.yaml:25:20: warning: no file for the nested stack"' 'is_exact shop.graph'
run sim "$nested/shop.yaml" --request 'Api POST /orders' --count 3 --format json
ok "a simulation runs through nested stacks" all 'status_is 0' 'grep -q "\"Follow/Notify\"" "$out"' '! grep -q "\"CloudFormation" "$out"'
run sim "$nested/shop.yaml" --request 'get dynamodb://Orders/7' --count 2 --set Notify.Timeout=9 --fault 'Orders down'
ok "a name without its stack is enough where it is the only one" all 'status_is 0' 'out_has ServiceUnavailable'
run sim "$nested/shop.yaml" --request 'get dynamodb://Data/Orders/7' --count 2
ok "so is the whole name" status_is 0
run sim "$nested/shop.yaml" --request 'get dynamodb://Follow/Orders/7' --count 2
ok "the name of another stack is not" all 'status_is 2' 'err_has "the template has no Follow"'

head -c 9000000 /dev/zero | tr '\0' a >large.yaml
run graph large.yaml
ok "a file that is too large is told" all 'status_is 3' 'err_has "8 MB"'
rm large.yaml

cat >t.yaml <<'END'
Parameters:
  Stage: {Type: String, Default: dev}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Always: {Type: AWS::SQS::Queue}
  Prod: {Type: AWS::SQS::Queue, Condition: IsProd}
END
run graph t.yaml
ok "a false condition takes a resource away" all 'out_has "node Always queue"' 'out_lacks Prod'
run graph t.yaml --parameter Stage=prod
ok "a parameter can be given" all 'status_is 0' 'out_has "node Prod queue"'
run graph t.yaml --parameter Stag=prod
ok "an unknown parameter is refused, the nearest named" all 'status_is 2' 'out_is_empty' 'err_has "did you mean \"Stage\"?"'

printf 'Resources:\n  Q: {Type: AWS::SQS::Queue, Properties: [a}\n' >broken.yaml
run graph broken.yaml
ok "a mistake has its place and its line" all 'status_is 1' 'out_is_empty' 'err_has "broken.yaml:2:44: error:"' 'err_has "    2 |   Q:"' 'err_has "^"'
run graph none.yaml
ok "no such file" all 'status_is 3' 'err_has none.yaml'
run graph .
ok "a folder is no template" status_is 3
run graph
ok "a template must be named" status_is 2
printf 'Resources:\n  "Q\\e[2J\\a b": {Type: AWS::SQS::Queue}\n' >escape.yaml
run graph escape.yaml
ok "no control character reaches the terminal" all 'status_is 0' 'out_is_clean' 'err_is_clean' 'grep -qE "^node [^ ]+ queue$" "$out"'
run graph --format mermaid escape.yaml
ok "nor in a drawing" all 'status_is 0' out_is_clean
printf 'Resources:\n  M: {Type: AWS::Serverless::StateMachine, Properties: {DefinitionUri: /dev/zero}}\n' >device.yaml
run graph device.yaml
ok "a device is not read" all 'status_is 0' 'err_has side-file'

finish
