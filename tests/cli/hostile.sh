#!/bin/sh
# SPDX-License-Identifier: MIT
# Arguments, variables and courses that mean no good.
# shellcheck source=lib.sh
. "${top_srcdir:?}/tests/cli/lib.sh"

evil=$(printf 'x\033]0;title\007\033[2J\302\233y\377\n\r')
for command in read play quiz search lint help completion ""; do
	# shellcheck disable=SC2086
	run $command "$evil"
	ok "an argument of control characters is shown harmless: $command" all 'out_is_clean' 'err_is_clean' '! LC_ALL=C grep -q "$(printf "\233")" "$err"'
done
for option in --course --config --data-dir --theme --seed --format --count --width --color "--$evil"; do
	run_bare topics "$option" "$evil"
	ok "a value of control characters is shown harmless: $(printf '%s' "$option" | tr -cd 'a-z-')" all 'out_is_clean' 'err_is_clean'
done
for variable in NEPHOSCOPE_COURSE NEPHOSCOPE_CONFIG NEPHOSCOPE_DATA_DIR NEPHOSCOPE_THEME NEPHOSCOPE_SEED TERM COLORTERM COLUMNS; do
	env "$variable=$evil" "$program" --course "$fixture" doctor <"$input" >"$out" 2>"$err"
	status=$?
	ok "a variable of control characters is shown harmless: $variable" all '[ "$status" -le 3 ]' 'out_is_clean' 'err_is_clean'
done
for columns in 0 -1 99999999999999999999 8e3 "" 1; do
	COLUMNS=$columns run read queues
	ok "COLUMNS=$columns does no harm" status_is 0
done
long=$(printf '%0100000d' 7)
for command in read play quiz search lint help completion ""; do
	# shellcheck disable=SC2086
	run $command "$long"
	ok "a very long argument does no harm: $command" [ "$status" -le 3 ]
done
run --"$long"
ok "a very long option does no harm" status_is 2

mkdir -p "$tmp/evil"
printf '# Evil \033[31m title\n\n- [A \033]0;x\007 title](a.md)\n- [B](../outside.md)\n- [C](/etc/passwd)\n- [D](d.md)\n- [D](d.md)\n' >"$tmp/evil/SUMMARY.md"
printf 'Text with \033[2J and \000 and \342\200\256 reversed.\n' >"$tmp/evil/a.md"
printf 'secret\n' >"$tmp/outside.md"
mkfifo "$tmp/evil/d.md"
for command in "" topics "read a" "topics --format json" "quiz --format json" progress "lint $tmp/evil" doctor; do
	# shellcheck disable=SC2086
	run_bare --course "$tmp/evil" $command
	ok "a course of control characters is shown harmless: $command" all '[ "$status" -le 3 ]' 'out_is_clean' 'err_is_clean' 'out_lacks secret' 'out_lacks root:'
done
run_bare --course "$tmp/evil" read a
ok "bidirectional overrides do not reach the terminal" eval '! LC_ALL=C grep -q "$(printf "\342\200\256")" "$out"'
run_bare --course "$tmp/evil" read ../outside.md
ok "a file outside the course may be read when the user names it" status_is 2

{
	printf '# Deep\n\n'
	i=0
	while [ $i -lt 200 ]; do
		printf '> > > > > > > > > > > > > > > > > > > > '
		i=$((i + 1))
	done
	printf 'text\n'
} >"$tmp/deep.md"
run_bare read "$tmp/deep.md"
ok "deep nesting does no harm" status_is 0
head -c 3000000 /dev/zero | tr '\0' 'w' >"$tmp/wide.md"
run_bare read "$tmp/wide.md"
ok "a line of 3 MB does no harm" all 'status_is 0' 'is_within 80'

finish
