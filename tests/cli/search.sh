#!/bin/sh
# SPDX-License-Identifier: MIT
# search and play.
# shellcheck source=lib.sh
. "${top_srcdir:?}/tests/cli/lib.sh"

run search poisoned
ok "a word is found with its place" all 'status_is 0' 'err_is_empty' 'grep -qE "^queues/dead-letters\.md:[0-9]+: " "$out"'
ok "the passage is shown" all 'out_has poisoned' 'out_is_clean'
run search poisoned message
ok "several words must all occur" all 'status_is 0' 'out_has dead-letters.md' 'out_lacks caches'
run search poiso
ok "a word may be the beginning of a longer one" out_has dead-letters.md
run search '"comes back"'
ok "quoted words stand together" out_has dead-letters.md
run search '"back comes"'
ok "quoted words stand in their order" all 'status_is 0' 'out_is_empty' 'err_has "nothing"'
run search billing twice
ok "scenario questions are found" all 'status_is 0' 'out_has "queues/scenarios/01-late-orders.md:1: Question on Queues › Late orders"'
run search repeated without harm
ok "but not what is right in them" out_is_empty
run search xylophone
ok "nothing found is said on standard error" all 'status_is 0' 'out_is_empty' 'err_has xylophone'
run search xylophone --format json
ok "nothing found is an empty array" is_json '#0'
run search poisoned --format json
ok "hits are JSON" is_json '#1' '0.path=queues/dead-letters.md' '0.title=Dead letters' '0.line:integer' \
	'0:path,line,title,heading,anchor,passage,score'
for hostile in "'" '"' '""' '*' 'AND' 'NOT x' 'a"b' '(' 'x:y' '^' ';DROP TABLE page' "$(printf '\001\377')"; do
	run search "$hostile"
	ok "no query upsets it: $(printf '%s' "$hostile" | tr -cd ' -~')" all 'status_is 0' 'out_is_clean' 'err_is_clean'
done
run search too old
ok "the reasons of a question are not found" out_lacks "deletes it"

mkdir "$tmp/copy"
cp -R "$fixture"/. "$tmp/copy"
chmod -R u+w "$tmp/copy"
run_bare --course "$tmp/copy" search zebra
ok "a word that is not there yet" out_is_empty
printf '\nA zebra is new here.\n' >>"$tmp/copy/caches/README.md"
run_bare --course "$tmp/copy" search zebra
ok "a file that changed is read again" out_has "caches/README.md"
: >"$tmp/copy/caches/README.md"
run_bare --course "$tmp/copy" search zebra
ok "what was removed is not found any more" out_is_empty
for index in "$XDG_CACHE_HOME"/nephoscope/*; do
	[ -f "$index" ] && echo garbage >"$index"
done
run search poisoned
ok "a damaged index is made anew" all 'status_is 0' 'out_has dead-letters.md'
: >"$tmp/plain-file"
XDG_CACHE_HOME=$tmp/plain-file run search poisoned
ok "without a place for the index the search still works" all 'status_is 0' 'out_has dead-letters.md'

run play queues
ok "play tells what happens in a diagram" all 'status_is 0' 'err_is_empty' 'out_has "A message waits"' 'out_has "hands the message over"' 'out_is_clean'
run play queues/dead-letters.md
ok "play takes a path" all 'status_is 0' 'out_has "third attempt"'
run play queues#1
ok "play takes a diagram by number" all 'status_is 0' 'out_has "A message waits"'
run play "queues#a message waits"
ok "play takes a diagram by title" all 'status_is 0' 'out_has "A message waits"'
run play "A message waits"
ok "play takes a title alone" all 'status_is 0' 'out_has "hands the message over"'
run play queues#2
ok "a diagram that is not there is refused with those that are" all 'status_is 2' 'out_is_empty' 'err_has "#1  A message waits"'
run play caches
ok "a lesson without diagrams is refused" all 'status_is 2' 'out_is_empty' 'err_has "no diagram"'
run play queeus
ok "a lesson that is not there is refused with the nearest" all 'status_is 2' 'err_has "\"queues\""'
run play photo.yaml
ok "a template that is not there is told" all 'status_is 3' 'out_is_empty' 'err_has "photo.yaml"'
run play queues --dump-frame
ok "on a screen the player opens" all 'status_is 0' 'out_has "A message waits"' 'out_has "Consumer"' 'out_lacks "Participants:"'
run play dead-letters#1 --dump-frame
ok "on a screen a diagram without a title is found" all 'status_is 0' 'out_has "Dead-letter"'
run play "$fixture/queues/dead-letters.md" --dump-frame
ok "on a screen a file's diagram is played" all 'status_is 0' 'out_has "Dead-letter"'
run_in_terminal "$program" --course "$fixture" --plain play queues --
ok "in a terminal --plain tells it too" all 'status_is 0' 'out_has "hands the message over"' 'out_is_clean'

# A disk that fills up at any moment, by the size that a file may have. The signal would end any program.
printf 'keys / p o i s o n e d\nwait 1000\nframe\n' >"$tmp/script"
for blocks in 0 1 8 20 40 60 72 80 120; do
	rm -rf "$XDG_CACHE_HOME" "$data"
	on_full_disk() { (trap '' XFSZ; ulimit -f $blocks; timeout 60 "$program" --course "$fixture" "$@" <"$input" 2>&1) | cat >"$out"; }
	on_full_disk search poisoned
	ok "what cannot be kept is found all the same: $blocks blocks" out_has dead-letters.md
	rm -rf "$XDG_CACHE_HOME" "$data"
	on_full_disk --script "$tmp/script"
	ok "and on the screen" out_has "1 of 1"
done
run search poisoned
ok "and afterwards as before" all 'status_is 0' 'out_has dead-letters.md' 'err_is_empty'

finish
