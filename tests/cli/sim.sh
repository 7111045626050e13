#!/bin/sh
# SPDX-License-Identifier: MIT
# Simulations: every option, every field of the JSON, bad input, Ctrl-C.
# shellcheck source=lib.sh
. "${top_srcdir:?}/tests/cli/lib.sh"

templates=$top_srcdir/tests/fixtures/templates
photo=$templates/photo.yaml
orders=$templates/orders.yaml
upload='put s3://Uploads/cat.jpg'

# A field of the JSON: "requests.arrived"; keys with dots are given one by one.
field() {
	python3 -c '
import json, sys
v = json.load(open(sys.argv[1]))
for k in sys.argv[2:]:
    v = v[int(k)] if isinstance(v, list) else v[k]
print(json.dumps(v))' "$out" "$@"
}
# A condition in Python over the JSON, which is j.
holds() {
	python3 -c '
import json, sys
j = json.load(open(sys.argv[1]))
sys.exit(0 if eval(sys.argv[2]) else 1)' "$out" "$1"
}
conserved='j["requests"]["arrived"] == sum(j["requests"]["by_outcome"].values()) + j["requests"]["in_flight"]'
has_python() { command -v python3 >/dev/null 2>&1; }
# ok, but for conditions that need Python.
check() {
	if has_python; then ok "$@"; else skip "$1" "python3 is not installed"; fi
}
lines_are_at_most() { [ "$(wc -l <"$out")" -le "$1" ]; }
refused() {
	all 'status_is 2' 'out_is_empty' "err_has '$1'"
}

run_bare sim "$photo" --request "$upload" --rate 50/s --duration 60s --set Resize.ReservedConcurrentExecutions=2 --seed 7 --format json
ok "a run is one JSON object" all 'status_is 0' 'err_is_empty' is_json
check "requests are conserved" holds "$conserved"
check "all were answered" holds 'set(j["requests"]["by_outcome"]) == {"ok"} and j["requests"]["in_flight"] == 0'
check "the head says what was run" holds \
	'j["seed"] == 7 and j["runs"] == 1 and j["duration_s"] == 60 and j["simulated_s"] > 60 and j["events"] > 0'
check "latency has mean, quantiles and maximum" holds \
	'set(j["latency_ms"]) == {"mean", "p50", "p90", "p99", "max"}'
check "a function reports by CloudWatch's names" holds \
	'{"kind", "Invocations", "Errors", "Throttles", "Duration", "ConcurrentExecutions", "ColdStarts", "DeadLettered"} <= set(j["metrics"]["Resize"])'
check "ConcurrentExecutions has mean and max, which the reservation caps" holds \
	'j["metrics"]["Resize"]["ConcurrentExecutions"]["max"] == 2 and j["metrics"]["Resize"]["ConcurrentExecutions"]["mean"] > 0'
check "Duration has mean, p50 and p99" holds \
	'{"mean", "p50", "p99"} <= set(j["metrics"]["Resize"]["Duration"])'
check "throttles are counted, and decided by a rule" holds \
	'j["metrics"]["Resize"]["Throttles"] > 0 and any(d["rule"] == "lambda.throttle.reserved" for d in j["decisions"])'
check "each cost belongs to a resource" holds \
	'abs(j["cost_usd"]["total"] - sum(j["cost_usd"]["by_resource"].values())) < 1e-5 * j["cost_usd"]["total"]'
check "every resource has its kind" holds 'all("kind" in m for m in j["metrics"].values())'
cp "$out" "$tmp/first"
run_bare sim "$photo" --request "$upload" --rate 50/s --duration 60s --set Resize.ReservedConcurrentExecutions=2 --seed 7 --format json
ok "the same seed gives the same bytes" cmp -s "$out" "$tmp/first"
run_bare sim "$photo" --request "$upload" --rate 50/s --duration 60s --set Resize.ReservedConcurrentExecutions=2 --seed 8 --format json
ok "another seed gives others" eval '! cmp -s "$out" "$tmp/first"'

run_bare sim "$photo" --request "$upload" --rate 50/s --duration 60s --set Resize.ReservedConcurrentExecutions=2 --seed 7
ok "the story is a screenful" all 'status_is 0' 'err_is_empty' 'is_within 80' 'lines_are_at_most 40'
ok "it names the rule and where the template says it" all 'out_has "[lambda.throttle.reserved]"' 'out_has "photo.yaml:10"'
ok "one event is told once" eval '[ "$(grep -c "^  [0-9]\. Resize" "$out")" = 1 ]'
ok "it names a lesson" out_has "nephoscope read lambda"
run_bare sim "$orders" --request 'POST /orders' --count 1
ok "a rule that mattered twice is told once" eval \
	'[ "$(grep -c "No idle environment" "$out")" = 1 ] && grep -q "As above. \[lambda.cold\]" "$out"'
run_bare sim "$photo" --request "$upload" --rate 50/s --duration 60s --set Resize.ReservedConcurrentExecutions=2 --seed 7
ok "it tells what a month would cost" out_has "a month"
run_bare sim "$photo" --request "$upload" --rate 50/s --duration 60s --ascii
ok "--ascii gives ASCII" all 'status_is 0' out_is_ascii
run_bare sim "$photo" --request "$upload" --format csv
ok "CSV has a line a figure" all 'status_is 0' 'out_has "resource,kind,metric,statistic,unit,value,half_interval_95"' \
	'grep -q "^Resize,function,Invocations,sum,1,1,$" "$out"'

# What the template itself plans.
run_bare sim "$orders" --format json
ok "a template's own workload runs" all 'status_is 0' is_json
check "with its seed, duration, both requests, and the fault" holds \
	'j["seed"] == 11 and j["duration_s"] == 30 and j["metrics"]["Accept"]["Invocations"] > 0 and j["metrics"]["Show"]["Invocations"] > 0 and j["metrics"]["Charge"]["Errors"] > 0'
check "what has no model is listed" holds \
	'j["not_modelled"][0]["resource"] == "Search" and j["not_modelled"][0]["type"].startswith("AWS::") and j["not_modelled"][0]["why"]'
run_bare sim "$orders" --seed 3 --request 'POST /orders' --count 10 --fault 'Orders down' --format json
check "what is asked for by hand goes before it" holds \
	'j["seed"] == 3 and j["requests"]["arrived"] == 10 and j["metrics"]["Show"]["Invocations"] == 0 and j["metrics"]["Charge"]["Errors"] == 0'
check "a fault reaches the client" holds 'j["requests"]["by_outcome"] == {"502": 10}'
run_bare sim "$orders" --parameter WorkerLimit=0 --format json
check "parameters count" holds 'j["metrics"]["Charge"]["Invocations"] == 0 and j["metrics"]["Charge"]["Throttles"] > 0'
sed 's/Rate: 40\/s/Rate: fast/' "$orders" >"$tmp/plan.yaml"
run_bare sim "$tmp/plan.yaml"
ok "a bad plan is told with its place" all 'status_is 2' 'out_is_empty' 'err_has "plan.yaml:14:"' 'err_has "fast"'
sed 's/    Faults:/    Fault:/' "$orders" >"$tmp/plan.yaml"
run_bare sim "$tmp/plan.yaml"
ok "a mistyped key of a plan is told" all 'status_is 0' 'err_has "did you mean Faults?"'

# Options.
run_bare sim "$photo" --request "$upload" --count 20 --at 3s --format json
check "--count without a rate: all at the same instant" holds \
	'j["requests"]["arrived"] == 20 and j["simulated_s"] > 3'
run_bare sim "$photo" --request "$upload" --count 20 --set Resize.ErrorRate=100%
ok "a few that come whole have no end of arrivals" all 'out_has "20 at once"' 'out_lacks "arrivals:"'
run_bare sim "$photo" --request "$upload" --rate 10/s --count 50 --duration 1s
ok "a count that the duration cuts off is a bound" all 'out_has "10/s, 50 at most"' 'out_has "arrivals: 1 s"'
run_bare sim "$photo" --request "$upload" --rate 10/s,constant --duration 10s --format json
check "--rate constant is even" holds '99 <= j["requests"]["arrived"] <= 100'
run_bare sim "$photo" --request 'invoke lambda://Resize' --count 1 --work Resize=2s --calls Resize='dynamodb:PutItem Index' --format json
check "--work and --calls say what a function does" holds \
	'j["metrics"]["Resize"]["Duration"]["max"] > 2000 and j["metrics"]["Thumbs"]["PutRequests"] == 0 and j["metrics"]["Index"]["ConsumedWriteCapacityUnits"] == 1'
run_bare sim "$photo" --request 'invoke lambda://Resize' --count 1 --set Resize.ColdStart=0ms --set Resize.ErrorRate=100% --format json
check "--set turns what Metadata.Nephoscope says, too" holds 'j["metrics"]["Resize"]["Errors"] == 1'
cat >mapping.yaml <<'END'
Transform: AWS::Serverless-2016-10-31
Resources:
  Jobs: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 60}}
  Work:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      Runtime: python3.13
      Events: {Take: {Type: SQS, Properties: {Queue: !GetAtt Jobs.Arn, BatchSize: 10}}}
  Other: {Type: AWS::Lambda::Function, Properties: {Handler: a.b, Runtime: python3.13}}
  Map: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Other, EventSourceArn: !GetAtt Jobs.Arn, BatchSize: 10}}
END
for one in Work.Events.Take.Properties.BatchSize=1 WorkTake.BatchSize=1; do
	run_bare sim mapping.yaml --request 'send sqs://Jobs' --count 50 --set "$one" --set Map.Enabled=false --format json
	check "--set reaches what the template's resources are made into: $one" holds 'j["metrics"]["Work"]["Invocations"] == 50'
done
run_bare sim mapping.yaml --request 'send sqs://Jobs' --count 50 --set Map.BatchSize=1 --set WorkTake.Enabled=false --format json
check "and event source mappings" holds 'j["metrics"]["Other"]["Invocations"] == 50'
run_bare sim "$photo" --request "$upload" --rate 100/s --duration 60s --until 5s --format json
check "--until cuts a run off, and requests are still conserved" holds "j['simulated_s'] == 5 and $conserved"
run_bare sim "$orders" --request 'POST /orders' --count 50 --fault 'Orders throttle' --client sdk --format json
check "--client sdk tries again" holds 'j["metrics"]["Accept"]["Invocations"] > 50'
run_bare sim "$photo" --request 'invoke lambda://Resize' --rate 1/s --profile aws-2023 --format json
ok "--profile chooses other limits" all 'status_is 0' is_json
run_bare sim "$photo" --request "$upload" --rate 5/s --runs 4 --format json
check "--runs gives means with intervals" holds \
	"j['runs'] == 4 and j['ci95']['latency_ms.mean'][0] < j['latency_ms']['mean'] < j['ci95']['latency_ms.mean'][1]"
run_bare sim "$photo" --request "$upload" --rate 5/s --runs 4
ok "an interval stands behind its own figure" all \
	'grep -Eq "[0-9] (±|[+]-) [0-9.]+ ms .99 %: [0-9.]+ (±|[+]-) [0-9.]+ ms" "$out"' \
	'! grep -Eq "up to [0-9.]+ (±|[+]-)" "$out"'
run_bare sim "$photo" --request "$upload" --rate 5/s --runs 4 --format json
check "means are conserved as well" holds \
	'abs(j["requests"]["arrived"] - sum(j["requests"]["by_outcome"].values()) - j["requests"]["in_flight"]) < 1e-9'

run_bare sim "$photo" --request "$upload" --count 1 --format json
ok "rules tell long times in long units" out_has "An idle one is kept for 10 min."
# Who did what.
run_bare sim "$templates/27-wait-for-callback/template.yaml"
ok "a state machine tells of its executions" all 'status_is 0' 'out_has "ExecutionsStarted 1, ExecutionsSucceeded 1"' 'is_within 80'
cat >http.yaml <<'END'
Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      EventInvokeConfig: {DestinationConfig: {OnFailure: {Type: SQS, Destination: !GetAtt Dead.Arn}}}
      Events: {Get: {Type: HttpApi, Properties: {Path: /w, Method: get}}}
  Dead: {Type: AWS::SQS::Queue}
END
run_bare sim http.yaml --request 'GET /w' --count 3 --fault 'F throttle'
ok "an HTTP API tells of its errors" all 'status_is 0' 'out_has "Count 3, 5xx 3"'
run_bare sim http.yaml --request 'invoke-async lambda://F' --fault 'F errors 100%' --fault 'Dead denied'
ok "a destination that takes nothing is told" all 'status_is 0' 'out_has "DestinationDeliveryFailures 1"'
# Traces.
run_bare sim "$photo" --request "$upload" --count 3 --trace "$tmp/t.jsonl" --format json
ok "a trace has a JSON object a line" all 'status_is 0' '[ "$(grep -c "^{.*}$" "$tmp/t.jsonl")" -gt 20 ]'
out=$tmp/t.jsonl
if has_python; then
	ok "each line can be read, times never go back" python3 -c '
import json, sys
last = 0
for line in open(sys.argv[1]):
    e = json.loads(line)
    assert e["ns"] >= last and e["event"] and e["op"] and e["from"] and e["to"]
    last = e["ns"]' "$tmp/t.jsonl"
fi
out=$tmp/out
run_bare sim "$orders" --request 'send sqs://Jobs' --count 3 --trace "$tmp/t.json" --format json
ok "a .json trace is JSON" all 'status_is 0' '"$helpers/jsoncheck" <"$tmp/t.json"'
if has_python; then
	ok "in the Trace Event Format: slices that begin and end, named rows" python3 -c '
import json, sys
t = json.load(open(sys.argv[1]))["traceEvents"]
open_slices = {}
for e in t:
    assert e["ph"] in "benM" and e["pid"] == 1
    if e["ph"] == "M":
        assert e["name"] in ("thread_name", "process_name") and e["args"]["name"]
        continue
    assert e["ts"] >= 0 and e["id"] is not None and e["cat"]
    if e["ph"] == "b":
        assert e["id"] not in open_slices
        open_slices[e["id"]] = e["name"]
    if e["ph"] == "e":
        assert open_slices.pop(e["id"]) == e["name"]' "$tmp/t.json"
fi
run_bare sim "$photo" --trace "$tmp/no/such/folder.jsonl"
ok "a trace that cannot be written is told" all 'status_is 3' 'err_has "No such file"'

# Bad input: a message, and exit 2.
while IFS='|' read -r what arguments needle; do
	eval "run_bare sim \"\$photo\" $arguments"
	ok "$what" refused "$needle"
done <<'TABLE'
a rate of 0|--request "$upload" --rate 0/s|greater than 0
a negative rate|--request "$upload" --rate -5/s|greater than 0
a rate that no run could take|--request "$upload" --rate 1000000000000/s|lower rate
a rate that is no number|--request "$upload" --rate NaN/s|greater than 0
a rate without its time|--request "$upload" --rate 50|50/s
a date for a time|--request "$upload" --at 2026-01-01|expected a time
a time without its unit|--duration 60|with its unit
no time at all|--duration 0s|nothing can happen
a time that is no number|--until nan|with its unit
a time over ten years|--duration 99999d|ten years
--at without a request|--at 3s|behind the --request
--rate without a request|--rate 3/s|behind the --request
two rates for one request|--request "$upload" --rate 1/s --rate 2/s|given twice
a request after the end|--request "$upload" --at 9s --until 3s|after the run has ended
arrivals after their end|--request "$upload" --rate 1/s --at 90s|longer --duration
a count of 0|--request "$upload" --count 0|whole number
a count that no run could take|--request "$upload" --count 1000000000000|smaller count
a request to nobody|--request "put s3://Uplods/a"|did you mean Uploads?
a request that nothing takes|--request "connect ws://Resize"|takes no such request
a request in no form|--request "frob"|expected
an unknown logical id|--set Resise.Timeout=3|did you mean Resize?
a mistyped property|--set Resize.TimeOut=3|did you mean Timeout?
a property of an event at the wrong place|--set Resize.Events.Upload.Bucket=x|did you mean Resize.Events.Upload.Properties.Bucket?
a property that is no number|--set Resize.MemorySize=lots|is no number
a property out of bounds|--set Resize.Timeout=9999|AWS takes
a property without a value|--set Resize.Timeout|LogicalId.Property=value
a property set to two values|--set Resize.Timeout=3 --set Resize.Timeout=4|set twice
work without its unit|--work Resize=120|needs its unit
work that is no time|--work Resize=soon|is no time
a call to nobody|--calls "Resize=s3:GetObject Nope"|no node
a call of no service|--calls "Resize=frob Uploads"|Calls
a fault of nobody|--fault "Indx down"|did you mean Index?
a fault over 100 %|--fault "Index errors 150%"|expected
a fault that ends before it begins|--fault "Index down from 9s to 3s"|ends after it begins
a parameter that is not there|--parameter Size=3|no parameter
a profile that is not there|--profile aws-1999|--profile cannot be
a client that is not there|--client robot|--client cannot be
a trace of several runs|--trace x.json --runs 2|leave out --runs
a trace of another form|--trace x.txt|.jsonl
a seed that JSON cannot hold|--seed 18446744073709551615|at most
TABLE
run_bare sim "$photo" --set Resize.Sparkle=1 --request "$upload"
ok "a property that nothing reads is taken, and told" all 'status_is 0' 'err_has "changes nothing"'
run_bare sim "$templates/idle.yaml"
ok "nothing to start: says how" refused "say what arrives with --request"
run_bare sim "$templates/loop.yaml" --format json
ok "a loop is stopped by Lambda's own detection" all 'status_is 0' is_json
check "after 16 invocations" holds 'j["metrics"]["Resize"]["Invocations"] == 16'
run_bare sim "$tmp/none.yaml"
ok "no such template" all 'status_is 3' 'out_is_empty' 'err_has "none.yaml"'
printf 'Resources: [\n' >"$tmp/broken.yaml"
run_bare sim "$tmp/broken.yaml"
ok "a template that is no YAML" all 'status_is 2' 'out_is_empty' 'err_has "broken.yaml:"'
run_bare sim
ok "no template at all" status_is 2

# Ctrl-C, once the run has written enough of its trace.
"$program" sim "$photo" --request "$upload" --rate 1000/s --duration 100h --trace "$tmp/long.jsonl" --format json >"$out" 2>"$err" &
pid=$!
tries=0
while [ ! -s "$tmp/long.jsonl" ] && kill -0 $pid 2>/dev/null && [ $tries -lt 30000 ]; do
	tries=$((tries + 1))
done
kill -INT $pid
wait $pid
status=$?
ok "Ctrl-C prints what there is so far" all 'status_is 130' is_json 'err_has "interrupted"'
check "and that is conserved" holds "$conserved and j['stopped']"
rm -f "$tmp/long.jsonl"

cat >filter.yaml <<'END'
Resources:
  Q: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 60}}
  F:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Events:
        Jobs:
          Type: SQS
          Properties: {Queue: !GetAtt Q.Arn, FilterCriteria: {Filters: [{Pattern: '{"body": {"kind": ["a"]}}'}]}}
END
run sim filter.yaml
ok "what is taken for granted is a note at the end" all 'status_is 0' 'out_has "Note: F: FilterCriteria is there"' 'out_has "[sim-filter]"'

finish
