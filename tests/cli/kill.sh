#!/bin/sh
# SPDX-License-Identifier: MIT
# A program that is killed while it takes answers: what was acknowledged is saved, and the next start works.
# shellcheck source=lib.sh
. "${top_srcdir:?}/tests/cli/lib.sh"

kills=${KILLS:-40}
mkdir "$tmp/course"
echo '- [Many](many.md)' >"$tmp/course/SUMMARY.md"
awk 'BEGIN { for (i = 0; i < 200; i++) printf "```quiz\n---\nid: q%d\ntype: single\n---\nAsk %d?\n\n- [ ] a\n- [x] b\n```\n\n", i, i }' >"$tmp/course/many.md"
mkfifo "$tmp/said"
yes b | head -n 2000 >"$tmp/answers"

# Answers until the verdict number $1 was seen, then kills at once; what had been acknowledged goes to $tmp/seen.
kill_after() {
	"$program" --course "$tmp/course" quiz --plain <"$tmp/answers" >"$tmp/said" 2>>"$err" &
	awk -v n="$1" -v pid=$! '/^(Right|Wrong)\./ && ++seen == n { system("kill -9 " pid) } END { print seen + 0 }' \
		<"$tmp/said" >"$tmp/seen"
	wait $! 2>/dev/null
}

: >"$err"
n_acknowledged=0
n_killed=0
round=0
while [ $round -lt "$kills" ]; do
	kill_after $((1 + round * 7 % 5))
	[ $? -eq 137 ] && n_killed=$((n_killed + 1))
	n_acknowledged=$((n_acknowledged + $(cat "$tmp/seen")))
	round=$((round + 1))
done
ok "it was killed and not ended" [ "$n_killed" -gt $((kills * 3 / 4)) ]
ok "no start complained of the end before" err_is_empty
run_bare --course "$tmp/course" doctor
n_saved=$(sed -n 's/^  log *\([0-9]*\) events.*/\1/p' "$out")
ok "all of $n_acknowledged acknowledged answers are saved" [ "$n_saved" -ge "$n_acknowledged" ]
ok "and hardly more" [ "$n_saved" -le $((n_acknowledged + kills)) ]
ok "the database is sound" all 'status_is 0' 'out_has "Nothing is wrong."'
run_bare doctor --rebuild
ok "and what it derives fits its log" all 'status_is 0' 'out_has "nothing changed"'

finish
