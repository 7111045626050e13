#!/bin/sh
# SPDX-License-Identifier: MIT
# read: what it finds, how wide, in which colours.
# shellcheck source=lib.sh
. "${top_srcdir:?}/tests/cli/lib.sh"

run read welcome
ok "a lesson is found by its id" all 'status_is 0' 'err_is_empty' 'out_has "Three topics"'
run read dead-letters
ok "a nested lesson is found by its id" all 'status_is 0' 'out_has "poisoned message"'
run read queues/dead-letters.md
ok "a lesson is found by its path" all 'status_is 0' 'out_has "poisoned message"'
run read "dEAD lETTERS"
ok "a lesson is found by its title in any case" all 'status_is 0' 'out_has "poisoned message"'
run read dead-leters
ok "a name that is nearly one suggests it" all 'status_is 2' 'out_is_empty' 'err_has "\"dead-letters\""'
run read poisoned
ok "a name like no other is refused with a way out" all 'status_is 2' 'err_has "nephoscope topics"'
run read "Not written yet"
ok "a draft says that it is not written" all 'status_is 2' 'out_is_empty' 'err_has "not written yet"'

printf '# On its own\n\nWords *of* a file.\n' >"$tmp/one.md"
run read "$tmp/one.md"
ok "a file is read" all 'status_is 0' 'out_has "Words of a file."'
(cd "$tmp" && "$program" --course /nonexistent read one.md) >"$out" 2>"$err"
status=$?
ok "a file needs no course" all 'status_is 0' 'err_is_empty' 'out_has "Words of a file."'
input=$tmp/one.md
run read -
ok "- reads standard input" all 'status_is 0' 'out_has "Words of a file."'
input=/dev/null
run read -
ok "nothing is read as nothing" all 'status_is 0' 'err_is_empty'
run read "$tmp/none.md"
ok "a file that is not there is named" all '[ "$status" -ne 0 ]' 'out_is_empty' 'err_has none.md'
run read "$tmp"
ok "a folder is no lesson, and the way to open it is told" all 'status_is 2' 'err_has "nephoscope open"'
run read /dev/zero
ok "a device is not read" all 'status_is 3' 'out_is_empty'
run read ./missing/../welcome
ok "a path is not taken for an id" all '[ "$status" -ne 0 ]'

run read queues
ok "without a terminal there are no escape sequences" out_is_clean
ok "without a terminal lines fit 80 columns" is_within 80
COLUMNS=50 run read queues
ok "COLUMNS sets the width" is_within 50
for width in 1 10 20 40 72 132; do
	run read queues --width "$width"
	ok "lines fit --width $width" all 'status_is 0' 'is_within "$((width < 10 ? 10 : width))"'
done
COLUMNS=50 run read queues --width 30
ok "--width wins over COLUMNS" is_within 30

run read queues --color always
ok "--color always colours a pipe" all 'status_is 0' '! out_is_clean'
NO_COLOR=1 run read queues --color always
ok "--color always wins over NO_COLOR" eval '! out_is_clean'
run read queues --color auto
ok "--color auto leaves a pipe alone" out_is_clean
run read queues --color never
ok "--color never leaves all alone" out_is_clean

run_in_terminal "$program" --course "$fixture" read queues --
ok "a terminal gets colours" eval '! out_is_clean'
run_in_terminal "$program" --course "$fixture" read queues --color never --
ok "a terminal gets none with --color never" out_is_clean
NO_COLOR=1 run_in_terminal "$program" --course "$fixture" read queues --
ok "a terminal gets none with NO_COLOR" out_is_clean
TERM=dumb run_in_terminal "$program" --course "$fixture" read queues --
ok "a dumb terminal gets none" out_is_clean
run_in_terminal "$program" --course "$fixture" --plain read queues --
ok "a terminal gets none with --plain" out_is_clean

run read queues
ok "a diagram is drawn" out_has "Consumer"
ok "a question is shown without its key" all 'out_has "In the queue"' 'out_lacks "[x]"' 'out_lacks "too old"'
run read queues --plain
ok "--plain tells a diagram instead of drawing it" all 'out_has "Participants: Producer (actor), Queue, Consumer"' 'out_has "hands the message over"'
ok "and draws no rules" out_lacks "──"
run read queues --plain --width 40
ok "what is told fits the width as well" is_within 40
run read queues
run progress --format json
ok "reading to standard output leaves no trace" is_json 'lessons#0' 'history#0'

finish
