#!/bin/sh
# SPDX-License-Identifier: MIT
# Streams that are full, closed, or whose reader went away.
# shellcheck source=lib.sh
. "${top_srcdir:?}/tests/cli/lib.sh"

i=0
while [ $i -lt 20000 ]; do
	echo "Words in a paragraph, number $i, long enough to fill more than one buffer of output."
	echo
	i=$((i + 1))
done >"$tmp/long.md"

echo frame >"$tmp/script"
for command in "" topics "read welcome" "read $tmp/long.md" "quiz --format json" progress doctor "completion bash" --help --version \
	--dump-frame "--script $tmp/script" --plain "quiz --plain" "play queues" "search queue" "lint --rules" "help quiz" "progress --format csv"; do
	# shellcheck disable=SC2086
	"$program" --course "$fixture" $command </dev/null >/dev/full 2>"$err"
	status=$?
	ok "a full standard output is an error: $command" all 'status_is 3' 'err_has "standard output"'
	# shellcheck disable=SC2086
	"$program" --course "$fixture" $command </dev/null >&- 2>"$err"
	status=$?
	ok "a closed standard output is an error: $command" all 'status_is 3' 'err_has "standard output"'
done

"$program" --course "$fixture" topics <&- >"$out" 2>"$err"
status=$?
ok "a closed standard input harms nothing" all 'status_is 0' 'out_has Queues'
"$program" --course "$fixture" quiz --plain <&- >"$out" 2>"$err"
status=$?
ok "questions without standard input end at once" all 'status_is 0' 'out_has "0 questions answered"'
"$program" --course "$fixture" topics </dev/null >"$out" 2>&-
status=$?
ok "a closed standard error harms nothing" all 'status_is 0' 'out_has Queues'
"$program" --course "$fixture" read nothing-like-it </dev/null 2>&- >&-
status=$?
ok "with all streams closed the status still tells" status_is 2
: >"$err"

# The database must not get the number of a stream that is closed.
"$program" --course "$fixture" quiz --plain <&- >&- 2>&-
run doctor
ok "closed streams do no harm to the database" all 'status_is 0' 'out_has "Nothing is wrong."'

("$program" read "$tmp/long.md" 2>"$err"; echo "$?" >"$tmp/status") | head -n 1 >"$out"
ok "a reader that went away ends it quietly" all '[ "$(cat "$tmp/status")" -gt 128 ]' 'err_is_empty'
(trap '' PIPE; "$program" read "$tmp/long.md" 2>"$err"; echo "$?" >"$tmp/status") | head -n 1 >"$out"
ok "the same where the signal was ignored" all '[ "$(cat "$tmp/status")" -gt 128 ]' 'err_is_empty'

for command in --plain "quiz --plain" --dump-frame topics; do
	# shellcheck disable=SC2086
	(timeout 60 "$program" --course "$fixture" $command </dev/null 2>"$err"; echo "$?" >"$tmp/status") | true
	ok "a reader that never came ends it quietly: $command" all '[ "$(cat "$tmp/status")" -gt 128 ] || [ "$(cat "$tmp/status")" -eq 0 ]' 'err_is_empty'
done
yes b | head -n 5 | timeout 60 "$program" --course "$fixture" quiz --plain >/dev/full 2>"$err"
status=$?
ok "answers into a full output end" all 'status_is 3' 'err_has "standard output"'

finish
