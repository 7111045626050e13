#!/bin/sh
# SPDX-License-Identifier: MIT
# What is known about AWS: lists, single facts, JSON; and that lessons and sources are there.
# shellcheck source=lib.sh
. "${top_srcdir:?}/tests/cli/lib.sh"

run_bare facts
ok "all facts are listed" all 'status_is 0' 'err_is_empty' 'out_is_clean' '[ "$(grep -c . "$out")" -gt 400 ]'
ok "they are grouped by service" all 'grep -qx lambda "$out"' 'grep -qx sqs "$out"' '[ "$(grep -cx lambda "$out")" = 1 ]'
ok "a fact stands in one line with value, unit, since and confidence" grep -qE \
	'^  lambda\.scaling\.step +1,000 environments +2023-11 +documented$' "$out"
ok "money is written out" grep -qE '^  lambda\.price\.request +0\.0000002 USD/request' "$out"
for width in 120 80 60 40 30; do
	COLUMNS=$width run_bare facts
	ok "the list fits $width columns but for long names" \
		eval '! sed "s/^  [a-z0-9.-]*$//" "$out" | LC_ALL=C.UTF-8 grep -qE "^.{$((width + 1)),}"'
done
ok "a narrow list tells each fact below its name" grep -qx '    1,000 environments,' "$out"

run_bare facts lambda.async
ok "a prefix lists what is below it" all 'status_is 0' 'grep -q "lambda.async.retries" "$out"' \
	'! grep -q "lambda.timeout" "$out"' '! grep -q "^sqs" "$out"'
run_bare facts lambda.asyn
ok "half a word is no prefix" all 'status_is 2' 'out_is_empty' 'err_has "did you mean \"lambda.async\""'
run_bare facts lambda.keepalive
ok "a fact that others begin with is shown, then those" all 'status_is 0' 'out_has "An idle environment"' \
	'out_has "lambda.keepalive.2021.most"' '[ "$(grep -c "lambda.keepalive$" "$out")" = 1 ]'

COLUMNS=80 run_bare facts lambda.scaling.step
ok "one fact is shown whole" all 'status_is 0' 'err_is_empty' 'out_has "1,000 environments"' 'out_has "Since: 2023-11"' \
	'out_has "Documented"' 'out_has "https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html"' \
	'out_has "nephoscope read lambda-how-it-works"'
ok "with what it was in 2023" out_has "500 environments with the profile aws-2023"
run_bare facts lambda.timeout.most
ok "what did not change is told once" out_lacks aws-2023
run_bare facts lambda.init.java21.zip
ok "a distribution has its percentiles" out_has "251 ms (median), 289 ms (p90), 554 ms (p99)"
run_bare facts dynamodb.stream.delay
ok "an assumption says so" out_has "Assumption: no source confirms it."
COLUMNS=40 run_bare facts lambda.scaling.step
ok "one fact fits 40 columns but for its address" eval '! grep -v "https://" "$out" | grep -qE "^.{41,}"'
run_in_terminal "$program" facts lambda.scaling.step --
ok "in a terminal the name is in colour" grep -q "$esc" "$out"
run_in_terminal "$program" facts lambda.scaling.step --plain --
ok "--plain leaves colours out" out_is_clean

run_bare facts lamda
ok "an unknown service suggests the nearest" all 'status_is 2' 'out_is_empty' 'err_has "did you mean \"lambda\""'
run_bare facts lambda.concurency.acount
ok "an unknown fact suggests the nearest" all 'status_is 2' 'err_has "\"lambda.concurrency.account\""'
run_bare facts qqqqqqqqqqqqqqqq
ok "one like no other is refused with a way out" all 'status_is 2' 'err_has "\"nephoscope facts\" lists them"'
run_bare facts "$(printf '\033[31m')"
ok "nothing gets to the terminal from the command line" all 'status_is 2' 'err_is_clean'
run_bare facts ''
ok "an empty name is refused" status_is 2
run_bare facts lambda sqs
ok "one name is enough" status_is 2

run_bare facts --format json
ok "all facts are JSON" is_json '0:name,about,unit,shape,profiles,since,confidence,source,url,lesson,file,line'
run_bare facts sdk.base.transient --format json
ok "one fact is an array of one" is_json '#1' '0.name=sdk.base.transient' '0.unit=ms' '0.shape=fixed' \
	'0.confidence=documented' '0.profiles.aws-2026.value=50' '0.profiles.aws-2023.value=1000' '0.line:integer'
run_bare facts lambda.price.duration.x86 --format json
ok "numbers are as they were written" out_has '"value": 1.66667e-5'
run_bare facts lambda.price.duration.x86 --format json
LC_ALL=de_DE.UTF-8 run_bare facts lambda.price.duration.x86 --format json
ok "in any locale" all 'status_is 0' 'out_has "\"value\": 1.66667e-5"'

run_bare facts --format json
sed -n 's/^ *"lesson": "\(..*\)",$/\1/p' "$out" | sort -u >"$tmp/lessons"
"$program" --course "$top_srcdir/content" topics --format json | sed -n 's/^ *"id": "\(.*\)",$/\1/p' | sort -u >"$tmp/ids"
comm -23 "$tmp/lessons" "$tmp/ids" >"$tmp/missing"
ok "facts name lessons" [ -s "$tmp/lessons" ]
ok "every lesson that a fact names is in the course" [ ! -s "$tmp/missing" ]
ok "every address is one" eval '! sed -n "s/^ *\"url\": \"\(..*\)\",$/\1/p" "$out" | grep -qvE "^https?://[a-z0-9.-]+\.[a-z]+(/[^ ]*)?$"'
sed -n 's/^ *"file": "\(.*\)",$/\1/p' "$out" | sort -u >"$tmp/files"
ok "every file of facts is compiled in" eval '(cd "$top_srcdir" && ls data/aws/*.yaml) | cmp -s - "$tmp/files"'

finish
