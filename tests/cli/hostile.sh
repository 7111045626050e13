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

# 100,000 of each, in lessons, menus, front matter, diagrams and questions.
repeat() { awk -v text="$1" -v n="${2:-100000}" 'BEGIN { for (i = 0; i < n; i++) printf "%s", text }'; }
try_text() {
	what=$1
	shift
	for command in read lint "$@"; do
		# shellcheck disable=SC2086
		run_bare $command "$tmp/deep.md"
		ok "$what: $command" all '[ "$status" -le 1 ]' 'out_is_clean' 'err_is_clean'
	done
}
for text in '>' '> - ' '- ' '1. ' '[' '![' '](' '*' '_a ' '**a*' '`a' '<' '<a ' '<!--' '&' '|' '~~a ' '> [!NOTE] ' '<details>' '<div>
' '# a
' '{{#' '[a]: b
' '```quiz
' '```mermaid
'; do
	repeat "$text" >"$tmp/deep.md"
	try_text "100,000 times $(printf '%s' "$text" | head -n 1)"
done
{ repeat '['; echo x; repeat ']'; } >"$tmp/deep.md"
try_text "brackets in brackets" "open --dump-frame" "open --plain"
{ echo ---; repeat '['; printf '\n---\ntext\n'; } >"$tmp/deep.md"
try_text "lists in lists of the front matter" "open --dump-frame" "open --plain"
{ printf '```mermaid\nsequenceDiagram\n'; repeat 'loop x
'; echo 'A->>B: x'; repeat 'end
'; echo '```'; } >"$tmp/deep.md"
try_text "blocks in blocks of a diagram" "open --dump-frame" "open --plain"
{ printf '```mermaid\nsequenceDiagram\n'; repeat 'A->>+B: x
'; echo '```'; } >"$tmp/deep.md"
try_text "a diagram of 100,000 messages" "open --dump-frame" "open --plain"
{ printf '```quiz\n---\nid: q\ntype: single\n---\nAsk?\n\n'; repeat '- [ ] a
  > b
'; echo '```'; } >"$tmp/deep.md"
try_text "a question of 100,000 options" "open --dump-frame" "open --plain"
awk 'BEGIN { for (i = 0; i < 10000; i++) printf "```quiz\n---\nid: q%d\ntype: single\n---\nAsk?\n\n- [ ] a\n- [x] b\n```\n\n", i % 5000 }' >"$tmp/deep.md"
try_text "10,000 questions with the same words" "open --dump-frame" "open --plain"
head -c 2000000 /dev/urandom >"$tmp/deep.md"
try_text "noise" "open --dump-frame" "open --plain"
head -c 1000000 /dev/zero >"$tmp/deep.md"
try_text "NULs" "open --dump-frame" "open --plain"
mkdir "$tmp/deep"
{ echo '# Deep'; awk 'BEGIN { for (i = 0; i < 2000; i++) printf "%*s- [L%d](l%d.md)\n", 2 * i, "", i, i }'; } >"$tmp/deep/SUMMARY.md"
for command in "" topics "topics --format json" --dump-frame --plain "lint $tmp/deep"; do
	# shellcheck disable=SC2086
	run_bare --course "$tmp/deep" $command
	ok "a menu 2,000 deep: $command" [ "$status" -le 1 ]
done
head -c 3000000 /dev/zero | tr '\0' 'w' >"$tmp/wide.md"
run_bare read "$tmp/wide.md"
ok "a line of 3 MB does no harm" all 'status_is 0' 'is_within 80'
input=$tmp/wide.md
run_bare read -
ok "nor on standard input" all 'status_is 0' 'is_within 80'
# What a file may cost is bounded by its size: cmark takes 150 bytes for one.
head -c 50000000 /dev/zero | tr '\0' 'w' >"$tmp/wide.md"
for command in "read $tmp/wide.md" "read -" "play $tmp/wide.md"; do
	# shellcheck disable=SC2086
	run_bare $command
	ok "a line of 50 MB is refused with a way out: $command" all 'status_is 3' 'out_is_empty' 'err_has "8 MB"' 'err_has "cut it"'
done
input=/dev/null
run_bare lint "$tmp/wide.md"
ok "and by lint" all 'status_is 1' 'out_has "8 MB"'
input=/dev/zero
run_bare read -
ok "an endless standard input ends" all 'status_is 3' 'err_has "8 MB"'
yes | head -c 200000 >"$tmp/typed"
input=$tmp/typed
run quiz --plain
ok "endless answers end" all 'status_is 0' 'out_has "questions answered"'
head -c 50000000 /dev/zero | tr '\0' 'w' >"$tmp/typed"
run --plain
ok "an answer of 50 MB does no harm" all 'status_is 0' 'out_is_clean'
input=/dev/null

finish
