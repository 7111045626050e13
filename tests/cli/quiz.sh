#!/bin/sh
# SPDX-License-Identifier: MIT
# quiz: asking, recording, what is printed; and progress, which shows it.
# shellcheck source=lib.sh
. "${top_srcdir:?}/tests/cli/lib.sh"

run quiz --format json
ok "questions are JSON in the form of the contract" is_json 'questions#3' '#1' \
	'questions.0:id,topic,domain,type,difficulty,stem,options,explanation,hints,sources' \
	'questions.0.options.0:text,correct,reason' 'questions.0.options.0.correct:boolean' \
	'questions.0.id=queue-keeps' 'questions.0.topic=queues' 'questions.0.type=single' \
	'questions.0.difficulty=1' 'questions.0.options.1.text=In the queue' \
	'questions.0.options.1.correct=true' 'questions.0.options.0.correct=false' \
	'questions.0.options.0.reason=A queue stores what nobody has taken yet.' \
	'questions.0.hints#1' 'questions.0.hints.0=Nobody waits for anybody.' \
	'questions.0.sources.0=https://example.com/queues' 'questions.1.type=multiple'
ok "nothing else is printed" err_is_empty
ok "a list in a question stays a list" is_json "questions.2.stem=$(printf '%s\n\n%s\n%s\n\n%s' \
	"A shop puts orders into a queue. After a release:" "1. orders arrive twice at the billing service" \
	"2. nothing else has changed, as far as anybody knows" "What makes this harmless?")"
run quiz queues/dead-letters.md --format json
ok "a lesson's own questions" is_json 'questions#1' 'questions.0.id=dead-letter-two'
run quiz Queues --format json
ok "a topic's questions, scenarios included" is_json 'questions#3'
run quiz caches --format json
ok "a topic without questions" all 'status_is 0' 'is_json "questions#0"'
run quiz caches queues --format json
ok "several topics" is_json 'questions#3'
run quiz --count 2 --format json
ok "--count keeps so many" is_json 'questions#2'
run quiz --seed 7 --format json
cp "$out" "$tmp/seven"
run quiz --seed 7 --format json
ok "the same seed gives the same questions in the same order" cmp -s "$out" "$tmp/seven"
for seed in 1 2 3 4 5 6 8 9; do
	run quiz --seed "$seed" --format json
	cmp -s "$out" "$tmp/seven" || break
done
ok "another seed gives another order" eval '! cmp -s "$out" "$tmp/seven"'
NEPHOSCOPE_SEED=7 run quiz --format json
ok "the environment may give the seed" cmp -s "$out" "$tmp/seven"
run quiz queus
ok "an unknown topic suggests the nearest" all 'status_is 2' 'out_is_empty' 'err_has "\"queues\""'
run quiz --due
ok "--due says that it is not there yet" all 'status_is 2' 'out_is_empty' 'err_has "not part of this version"'
run quiz --exam
ok "--exam says that it is not there yet" all 'status_is 2' 'out_is_empty' 'err_has "not part of this version"'
run progress --format json
ok "asking for questions records nothing" is_json 'total.answered=0' 'questions#0' 'history#0'

# A learner who has done nothing: the first question is queue-keeps, its answer b.
begin_anew() {
	rm -rf "$data"
}

type_lines b
run quiz queue --plain
ok "a nearly right topic asks nothing" all 'status_is 2' 'out_is_empty'
run quiz queues --count 1 --plain
ok "a right answer is acknowledged" all 'status_is 0' 'out_has "Right."' 'out_has "b) right, your answer"'
ok "every option's reason is printed" all 'out_has "A queue stores what nobody has taken yet."' \
	'out_has "until it is too old"' 'out_has "The producer forgot it"'
ok "explanation and sources are printed" all 'out_has "separates the two in time"' 'out_has https://example.com/queues'
ok "a summary ends it" all 'out_has "1 question answered, 1 right. All of it is saved."' 'out_is_clean' 'err_is_empty'
run progress --format json
ok "the answer is in the progress" is_json 'total.answered=1' 'total.right=1' 'questions#1' \
	'questions.0.id=queue-keeps' 'questions.0.attempts=1' 'questions.0.last_right=true' 'answers_today=1'

type_lines "C, A"
run quiz dead-letters --plain
ok "several letters in any order and case are one answer" all 'out_has "Right."' 'out_has "All of it is saved"'
type_lines a
run quiz dead-letters --plain
ok "a part of the right options is wrong" all 'out_has "Wrong. The right answers are a and c."'
run progress --format json
ok "the last answer tells what is known" is_json 'total.answered=2' 'total.right=1'
run quiz --format json
ok "what was never asked comes first, then what was wrong, then what was right" is_json \
	'questions.0.id=late-orders' 'questions.1.id=dead-letter-two' 'questions.2.id=queue-keeps'
run quiz --count 1 --format json
ok "--count keeps the first of these" is_json 'questions#1' 'questions.0.id=late-orders'
type_lines a
run quiz "Queues" --count 1 --plain
ok "a wrong answer is told with the right one" out_has "Wrong. The right answer is b."
run progress --format csv
ok "CSV has a heading and a row for each question" all 'status_is 0' 'grep -q "^kind,id,topic,read" "$out"' \
	'grep -q "^question,late-orders,queues,,,,1,0,0,20" "$out"'
cp "$out" "$tmp/csv"
type_lines b undo
run quiz --seed 1 --plain
ok "undo takes an answer back" all 'status_is 0' 'out_has "was taken back"' 'out_has "0 questions answered"'
run progress --format csv
ok "an answer taken back leaves the progress as it was" cmp -s "$out" "$tmp/csv"
run progress
ok "the progress names topics, domains and what was done" all 'out_has "Questions  3 of 3 answered"' \
	'out_has "Resilient Cloud Solutions"' 'out_has "took back"' 'out_is_clean' 'is_within 80'

begin_anew
type_lines 2
run quiz --count 1 --plain
ok "numbers are answers too" out_has "b) right, your answer"
begin_anew
type_lines hint hint zebra "a c" "" hint quit
run quiz queues --plain
ok "a hint is shown" out_has "Nobody waits for anybody."
ok "hints come to an end" out_has "no more hints"
ok "a bad answer is explained" all 'out_has "\"zebra\" is no answer"' 'out_has "one right answer"'
ok "two letters are no answer to a single choice" out_has '"a c" is no answer'
ok "an empty line skips a question" all 'out_has "Question 2 of 3"' 'out_has "0 questions answered"'
ok "a question without hints says so" out_has "no hint"
type_lines help menu
run quiz queues --plain
ok "help tells what can be typed" all 'out_has undo' 'out_has "leave the question unanswered"'
ok "a word of other places means nothing here" out_has '"menu" means nothing here'
type_lines undo
run quiz queues --plain
ok "undo without an answer says so" out_has "no answer of this session"
type_lines a undo b
run quiz --count 1 --plain
ok "undo after the last question asks it again" all 'out_has "was taken back"' 'out_has "1 question answered, 1 right"'

printf 'b' >"$tmp/typed"
begin_anew
run quiz --plain
ok "a last line without its end counts" out_has "Right."
begin_anew
printf '\377\033[2Jb\000\nb\r\n' >"$tmp/typed"
run quiz --plain
ok "hostile bytes are shown harmless" all 'out_is_clean' 'out_has "is no answer"' 'out_has "Right."'
head -c 1000000 /dev/zero | tr '\0' 'b' >"$tmp/typed"
run quiz --plain
ok "a line without end does no harm" all 'status_is 0' 'out_has "1 question answered"'
input=/dev/null

begin_anew
run quiz queues --dump-frame
ok "on a screen the quiz on a topic opens" all 'status_is 0' 'out_has "Queues ·"' 'out_has "In the queue"'
run quiz queues --count 1 --dump-frame
ok "on a screen --count keeps so many, the same as in lines" all 'out_has "1 of 1"' 'out_has "In the queue"'

begin_anew
run_in_terminal "$program" --course "$fixture" quiz --plain queues -- b "^C"
ok "an interrupt says what was kept" all 'status_is 130' 'out_has "Stopped. 1 question answered"' 'out_has "saved"'
run progress --format json
ok "and it was kept" is_json 'total.right=1'

echo text >"$tmp/plain-file"
type_lines b
run quiz --count 1 --plain --data-dir "$tmp/plain-file/x"
ok "an answer that cannot be saved says so" all 'status_is 0' 'out_has "This answer is not saved"' \
	'out_has "Not saved: 1."' 'err_has "cannot be saved"' 'err_has --data-dir'
run progress --data-dir "$tmp/plain-file/x"
ok "progress says why there is none" err_has "cannot be saved"

finish
