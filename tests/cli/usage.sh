#!/bin/sh
# SPDX-License-Identifier: MIT
# The command line itself: commands, options, help, what is said of mistakes.
# shellcheck source=lib.sh
. "${top_srcdir:?}/tests/cli/lib.sh"

run_bare --version
ok "--version prints name and number" all 'status_is 0' 'err_is_empty' 'grep -qE "^nephoscope [0-9]+\.[0-9]+" "$out"'

run_bare --help
ok "--help lists all commands" all 'status_is 0' 'err_is_empty' 'out_has topics' 'out_has doctor' 'out_has --data-dir'
ok "it fits 80 columns" is_within 80
cp "$out" "$tmp/help"
run_bare help
ok "help says the same as --help" cmp -s "$out" "$tmp/help"
run_bare -h
ok "-h says the same as --help" cmp -s "$out" "$tmp/help"

for command in open topics read search graph sim bench play quiz progress facts lint doctor completion help; do
	run_bare "$command" --help
	ok "$command --help explains it" all 'status_is 0' 'err_is_empty' 'out_has "Usage: nephoscope $command"'
	cp "$out" "$tmp/help"
	run_bare help "$command"
	ok "help $command says the same" all 'status_is 0' 'cmp -s "$out" "$tmp/help"'
	ok "it fits 80 columns" is_within 80
	run_bare "$command" -h --no-animation
	ok "$command -h works beside other options" status_is 0
done

run_bare help topixs
ok "help suggests the nearest command" all 'status_is 2' 'out_is_empty' 'err_has "\"topics\""'

run topix
ok "an unknown command suggests the nearest" all 'status_is 2' 'out_is_empty' 'err_has "did you mean \"topics\""'
run zzzzzzzzzz
ok "a command like no other is refused with a way out" all 'status_is 2' 'err_has "--help"'
for later in lab new import export fsrs; do
	run "$later"
	ok "$later, which comes later, is an unknown command" all 'status_is 2' 'out_is_empty'
done

run read --widht 40 welcome
ok "an unknown option suggests the nearest" all 'status_is 2' 'err_has "\"--width\""'
run topics --count 3
ok "an option of another command is refused" all 'status_is 2' 'err_has "--count is no option"'
run -x topics
ok "an unknown letter is refused" all 'status_is 2' 'err_has "-x"'
run topics --format xml
ok "a format that there is not is refused" all 'status_is 2' 'err_has "--format cannot be \"xml\""'
run topics --format jsn
ok "and those that there are are listed" all 'status_is 2' 'err_has "it can be "'
run topics --format
ok "a value that is missing is named" all 'status_is 2' 'err_has "--format needs a value"'
run topics --plain=yes
ok "a switch takes no value" all 'status_is 2' 'err_has "--plain takes no value"'
run quiz --count many
ok "a count is a number" all 'status_is 2' 'err_has "--count needs a whole number"'
run quiz --count 0
ok "a count is at least one" status_is 2
run quiz --seed 18446744073709551616
ok "a seed fits 64 bits" status_is 2
run quiz --seed 18446744073709551615 --format json
ok "the largest seed is one" status_is 0
run --theme drak topics
ok "an unknown theme hears of the others" all 'status_is 2' 'err_has "default, light, dark"'
run --data-dir '' topics
ok "an empty folder is refused" status_is 2
run read
ok "an argument that is missing is named" all 'status_is 2' 'err_has "LESSON|FILE|-"'
run read welcome caches
ok "an argument too many is named" all 'status_is 2' 'err_has "\"caches\""'
run completion tcsh
ok "a shell that is not known is refused" all 'status_is 2' 'err_has "tcsh"'

run_bare --course "$fixture" topics
cp "$out" "$tmp/before"
run_bare topics --course "$fixture"
ok "global options may stand after the command" cmp -s "$out" "$tmp/before"
run_bare topics "--course=$fixture"
ok "a value may follow an equals sign" cmp -s "$out" "$tmp/before"
run_bare topics --cours "$fixture"
ok "an option may be shortened while it is the only one" cmp -s "$out" "$tmp/before"
run topics --co "$fixture"
ok "a beginning of several options is refused" status_is 2
run_bare --course /nonexistent --course "$fixture" topics
ok "the last of an option's values counts" status_is 0
run read -- --plain
ok "after -- nothing is an option" all 'status_is 2' 'err_has "\"--plain\""'

run_bare completion bash
ok "completion for bash names commands and options" all 'status_is 0' 'out_has progress' 'out_has --rebuild'
if command -v bash >/dev/null 2>&1; then
	ok "bash accepts its completion" bash -n "$out"
	cat >"$tmp/complete" <<-'END'
		. "$1"
		shift
		COMP_WORDS=("$@")
		COMP_CWORD=$(($# - 1))
		_nephoscope
		echo "${COMPREPLY[*]}"
	END
	completes() {
		expected=$1
		shift
		[ "$(bash "$tmp/complete" "$tmp/bash" "$@" 2>>"$err")" = "$expected" ]
	}
	cp "$out" "$tmp/bash"
	cd "$tmp/home" || exit 1
	ok "bash completes a command" completes topics nephoscope to
	ok "bash completes an option of a command" completes --rebuild nephoscope doctor --re
	ok "bash offers no option of another command" completes "" nephoscope topics --re
	ok "bash completes a format" completes sarif nephoscope lint --format sa
	ok "bash completes behind a global option" completes --rebuild nephoscope --theme dark doctor --re
	ok "bash completes a theme" completes dark nephoscope --theme da
	cd "$tmp" || exit 1
else
	skip "bash accepts its completion" "no bash"
fi
for shell in zsh fish; do
	run_bare completion "$shell"
	ok "completion for $shell names commands and options" all 'status_is 0' 'err_is_empty' 'out_has doctor' 'out_has rebuild'
	if command -v "$shell" >/dev/null 2>&1; then
		ok "$shell accepts its completion" "$shell" -n "$out"
	else
		skip "$shell accepts its completion" "no $shell"
	fi
done

finish
