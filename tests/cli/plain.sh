#!/bin/sh
# SPDX-License-Identifier: MIT
# The line mode: the whole course without a screen.
# shellcheck source=lib.sh
. "${top_srcdir:?}/tests/cli/lib.sh"

run --plain
ok "end of input leaves cleanly" all 'status_is 0' 'err_is_empty' 'out_has "2. Queues"' 'out_has "is saved"'
ok "the prompt says what can be typed" all 'out_has "quit"' 'out_has "/words"'
ok "there are no escape sequences" out_is_clean

type_lines 2 2 "a c" quit
run --plain
ok "a lesson is opened by numbers" all 'status_is 0' 'out_has "Lesson: Queues › Dead letters (3 minutes)"' 'out_has "poisoned message"'
ok "a diagram is told" all 'out_has "Diagram 1"' 'out_has "third attempt"' 'out_lacks "┌"'
ok "a question is asked where it stands" all 'out_has "Check yourself"' 'out_has "Right."' 'out_has "Somebody learns of it."'
run progress --format json
ok "opening, playing, answering and the end are recorded" is_json 'total.read=1' 'total.played=1' 'total.answered=1' \
	'lessons.0.id=dead-letters' 'lessons.0.read=true' 'lessons.0.permille=1000' 'lessons.0.played=1'
ok "and in this order" eval 'grep -o "opened\|played\|answered\|finished\|left\|read  " "$out" | tr "\n" " " | grep -q "answered.* played.* opened"'

type_lines 2 1 b
run --plain
ok "at the end of input the rest of the lesson is printed" all 'status_is 0' 'out_has "End of the lesson"'
type_lines 2 1
run --plain
ok "a question at the end of input is shown all the same" all 'status_is 0' 'out_has "In the queue"' 'out_lacks "too old"'
type_lines 2 1 help quit
run --plain
ok "help at a question offers no short form that is an answer" all 'out_has "skip or s"' 'out_lacks "continue or c"' \
	'out_lacks "bookmark or b"'
rm -rf "$data"
type_lines 2 1 contents links bookmark zebra a "" quit
run --plain
ok "looking at something else does not lose the question" all 'status_is 0' '[ "$(grep -c "Check yourself" "$out")" = 5 ]' 'out_has "1 question answered" || grep -q "^Right\|^Wrong" "$out"'
ok "who listens hears no rules" all 'out_has "Lesson: Queues"' 'out_lacks "──"'
run progress --format json
ok "and the answer counts" is_json 'total.answered=1'
rm -rf "$data"
type_lines 2 1 menu
run --plain
ok "other words lead away from a question" all 'status_is 0' '[ "$(grep -c "2. Queues" "$out")" = 2 ]'

rm -rf "$data"
type_lines continue
run --plain
ok "nothing to continue with is said" out_has "Nothing was read"
type_lines 2 1 quit
run --plain
type_lines continue quit
run --plain
ok "continue goes to where reading stopped" all 'out_has "You read last: Queues"' 'out_has "Check yourself"' 'out_lacks "standard  at least once"'
run
ok "the menu tells what to continue with" out_has "Continue: Queues"

rm -rf "$data"
type_lines 1 quit
run --plain
run
ok "after a lesson that is read comes the next one" out_has 'Continue: Queues ("Welcome" is read)'
type_lines continue quit
run --plain
ok "continue opens it and says why" all 'out_has "\"Welcome\" is read; this comes next."' 'out_has "Lesson: Queues"'

type_lines 1 "" quit
run --plain
ok "Enter at the end goes to the next lesson" all 'out_has "Lesson: Welcome"' 'out_has "Lesson: Queues"'
type_lines 3 "" quit
run --plain
ok "after the last lesson comes the menu" eval '[ "$(grep -c "2. Queues" "$out")" = 2 ]'
type_lines 4 quit
run --plain
ok "a draft says that it is not written" all 'status_is 0' 'out_has "not written yet"'
type_lines 99 0 zebra "/" quit
run --plain
ok "a number that is not there is explained" out_has "has the numbers 1 to 4"
ok "bad input is explained" out_has '"zebra" is not understood'
ok "a search for nothing is explained" out_has "What to search for?"
type_lines "dead letters" "" quit
run --plain
ok "a title opens its lesson" out_has "Lesson: Queues › Dead letters"

type_lines "/poisoned" 1 s quit
run --plain
ok "a hit is opened by its number" all 'out_has "Lesson: Queues › Dead letters"' 'out_has "poisoned message is"'
type_lines 1 links 2 s back quit
run --plain
ok "links are listed and followed" all 'out_has "queues/dead-letters.md#what-fails"' 'out_has "Lesson: Queues › Dead letters"'
ok "a link leads to its heading" out_lacks "moved aside, so that"
ok "back returns" eval '[ "$(grep -c "Lesson: Welcome" "$out")" = 2 ]'
type_lines 2 1 s contents 1 quit
run --plain
ok "headings are listed and gone to" all 'out_has "  1. Queues"'
type_lines 2 2 s bookmark bookmarks quit
run --plain
ok "a bookmark is set and listed" all 'out_has "Bookmark set at \"What fails\""' 'out_has "1. Dead letters: What fails"'
type_lines bookmarks 1 quit
run --plain
ok "a bookmark is opened" all 'out_has "Lesson: Queues › Dead letters"' 'out_has "Check yourself"'
type_lines bookmarks "remove 5" "remove 1" bookmarks quit
run --plain
ok "a bookmark is removed" all 'out_has "is removed"' 'out_has "There are no bookmarks"'
ok "a bookmark that is not there is explained" out_has "Which bookmark?"
type_lines "remove 5" quit
run --plain
ok "where there are no bookmarks none is removed" out_has "There are no bookmarks."

rm -rf "$data"
type_lines "quiz queues" b undo b quit
run --plain
ok "a topic's questions are asked" all 'out_has "Question 1 of 3"' 'out_has "was taken back"' 'out_has "1 question answered, 1 right"'
type_lines quiz s s s "" progress quit
run --plain
ok "all questions are asked, and progress is shown" all 'out_has "Question 3 of 3"' 'out_has "Questions  1 of 3 answered"'
type_lines "quiz nowhere" help quit
run --plain
ok "an unknown topic is explained" out_has 'no topic "nowhere"'
ok "help lists the words" all 'out_has "bookmark or b"' 'out_has "everything is saved already"'

type_lines 1 again next quiz s s s "" quit
run --plain
ok "a lesson is read again, left for the next, and its topic asked" all \
	'[ "$(grep -c "Lesson: Welcome" "$out")" = 2 ]' 'out_has "Lesson: Queues"' 'out_has "Question 1 of 3"'
type_lines 1 "quiz welcome" quit
run --plain
ok "a topic without questions says so" out_has "no questions here"

mkdir -p "$tmp/odd"
printf -- '- [Odd](odd.md)\n- [Gone](gone.md)\n' >"$tmp/odd/SUMMARY.md"
printf 'Words only. [a](no.md) [b](../../x.md) [c *d*](https://example.com/) [e](#nowhere) [f](odd.md#nowhere)\n' >"$tmp/odd/odd.md"
input=/dev/null
odd() {
	type_lines "$@"
	run_bare --plain "$tmp/odd"
}
odd 1 links 1 quit
ok "a link to a missing file says so" all 'status_is 0' 'out_has "no such file: no.md"'
odd 1 links 2 quit
ok "a link out of the folder says so" out_has "out of the course folder"
odd 1 links 3 quit
ok "a link to elsewhere shows where" all 'out_has "3. c d (https://example.com/)"' 'out_has "out of the course: https"'
odd 1 links 5 quit
ok "a link to a missing heading shows the lesson" all 'out_has "no heading #nowhere"' '[ "$(grep -c "Words only" "$out")" = 2 ]'
odd 1 contents quit
ok "a lesson without headings says so" out_has "no headings"
odd 1 bookmark bookmarks quit
ok "a bookmark without a heading has the lesson's title" out_has "Bookmark set at"
odd 2 links quit
ok "a lesson that is not there says so" all 'status_is 0' 'out_has "cannot be read"' 'out_has "means nothing here"'
odd back quit
ok "nowhere to go back to is said" out_has "no lesson to go back to"
printf 'Words.\n' >"$tmp/odd/gone.md"
odd 2 links quit
ok "a lesson without links says so" out_has "no links"
rm "$tmp/odd/odd.md" "$tmp/odd/gone.md"
odd bookmarks quit
ok "a bookmark outlives its lesson" all 'status_is 0' 'out_has "1. Odd: odd.md"'

printf '# Alone\n\nWords.\n' >"$tmp/alone.md"
input=/dev/null
run_bare --plain "$tmp/alone.md"
ok "a lesson is opened by its file" all 'status_is 0' 'out_has "Words."'
NEPHOSCOPE_PLAIN=1 run
ok "the environment can ask for the line mode" out_has "Type a topic's number"
NEPHOSCOPE_PLAIN=no run
ok "and can say no" out_lacks "Type a topic's number"

TERM=dumb run_in_terminal "$program" --course "$fixture" -- 2 2 "a c" quit
ok "a dumb terminal gets the line mode" all 'status_is 0' 'out_has "poisoned message"' 'out_is_clean'
(unset TERM && run_in_terminal "$program" --course "$fixture" -- quit; exit "$status")
status=$?
ok "so does a terminal without TERM" all 'status_is 0' 'out_has "Type a topic"' 'out_is_clean'
i=0
printf '# Long\n\n' >"$tmp/long.md"
while [ $i -lt 60 ]; do
	printf 'Paragraph %s.\n\n' "$i" >>"$tmp/long.md"
	i=$((i + 1))
done
run_in_terminal "$program" --plain "$tmp/long.md" -- "" menu quit
ok "a terminal reads page by page" all 'status_is 0' 'out_has "Enter for more"' 'out_has "Paragraph 12."' 'out_lacks "Paragraph 59."'
run_in_terminal "$program" --course "$fixture" --plain -- 2 1 "^C"
ok "an interrupt says that all is saved" all 'status_is 130' 'out_has "Stopped."' 'out_has "is saved"'
LC_ALL=C run --plain
ok "without UTF-8 the line mode is ASCII" out_is_ascii

finish
