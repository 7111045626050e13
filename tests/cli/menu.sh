#!/bin/sh
# SPDX-License-Identifier: MIT
# The menu without a terminal, topics, and which course is meant.
# shellcheck source=lib.sh
. "${top_srcdir:?}/tests/cli/lib.sh"

run
ok "without arguments and terminal the menu is printed" all 'status_is 0' 'err_is_empty' 'out_has "A small course"' 'out_has "2. Queues"'
ok "the menu says what was read" out_has "0 of 2 read"
ok "the menu says how to go on" all 'out_has "nephoscope read"' 'out_has "nephoscope --plain"'
ok "the menu claims no reviews that nothing schedules" out_lacks due
ok "the menu has no escape sequences" out_is_clean
ok "the menu fits 80 columns" is_within 80

run --dump-frame
ok "on a screen the app opens" all 'status_is 0' 'out_has "Queues"' 'out_lacks "How to go on"' 'is_within 80'

run_bare "$fixture"
ok "a course is opened by its folder" all 'status_is 0' 'out_has "A small course"'
run_bare open "$fixture/SUMMARY.md"
ok "a course is opened by its SUMMARY.md" all 'status_is 0' 'out_has "A small course"'
NEPHOSCOPE_COURSE=$fixture run_bare
ok "a course is opened by the environment" all 'status_is 0' 'out_has "A small course"'
mkdir -p "$XDG_CONFIG_HOME/nephoscope"
echo "course: $fixture" >"$XDG_CONFIG_HOME/nephoscope/config.yaml"
run_bare
ok "a course is opened by the configuration" all 'status_is 0' 'out_has "A small course"'
NEPHOSCOPE_COURSE=/nonexistent run_bare
ok "the environment wins over the configuration" all 'status_is 3' 'err_has /nonexistent'
NEPHOSCOPE_COURSE=/nonexistent run_bare --course "$fixture"
ok "a flag wins over the environment" status_is 0
run_bare --config /nonexistent.yaml topics
ok "a configuration that was named must be there" all 'status_is 3' 'err_has /nonexistent.yaml'
printf 'theme: drak\n' >"$tmp/bad.yaml"
run --config "$tmp/bad.yaml" topics
ok "a mistake in the configuration is told with its line" all 'status_is 0' 'err_has "bad.yaml:1:"' 'err_has dark'
rm -r "$XDG_CONFIG_HOME"

run_bare --course "$tmp/home"
ok "a folder without SUMMARY.md is no course" all 'status_is 3' 'out_is_empty' 'err_has SUMMARY.md' 'err_has --course'

mkdir -p "$tmp/moved/bin" "$tmp/moved/share/nephoscope"
cp "$program" "$tmp/moved/bin/nephoscope"
cp -R "$fixture" "$tmp/moved/share/nephoscope/content"
"$tmp/moved/bin/nephoscope" <"$input" >"$out" 2>"$err"
status=$?
ok "a program that was moved finds the course that was moved with it" all 'status_is 0' 'out_has "A small course"'

mkdir -p "$tmp/book/src"
printf '[book]\ntitle = "A book"\n' >"$tmp/book/book.toml"
printf -- '- [One](one.md)\n- [Two](two.md)\n' >"$tmp/book/src/SUMMARY.md"
printf '# One\n\n{{#include part.md}}\n' >"$tmp/book/src/one.md"
printf 'Included words.\n' >"$tmp/book/src/part.md"
printf '# Two\n' >"$tmp/book/src/two.md"
run_bare "$tmp/book"
ok "any mdBook opens as a course" all 'status_is 0' 'out_has "A book"' 'out_has "2. Two"'
run_bare --course "$tmp/book" read one
ok "its chapters are read with what they include" all 'status_is 0' 'out_has "Included words."'

run topics
ok "topics lists titles and ids" all 'status_is 0' 'err_is_empty' 'out_has "Dead letters"' 'out_has dead-letters'
ok "topics names what is not written yet" out_has "not written yet"
ok "topics names scenarios" out_has "1 scenario"
run topics --format json
ok "topics are JSON in the form of the contract" is_json '#4' '0.id=welcome' '0.title=Welcome' \
	'0:id,title,lessons,questions,flows,children' '1.questions=3' '1.flows=2' '1.lessons#2' \
	'1.lessons.1.path=queues/dead-letters.md' '1.children#1' '1.children.0.id=dead-letters' \
	'1.children.0.children#0' '2.title=Caches' '3.lessons#0' '0.lessons.0:id,title,path'
ok "JSON leaves standard error empty" err_is_empty
run topics --format json --ascii
ok "JSON in ASCII is still JSON" all 'is_json "#4"' 'out_is_ascii'

run topics --ascii
ok "--ascii prints nothing else" out_is_ascii
LC_ALL=C run topics
ok "a locale without UTF-8 gets ASCII" out_is_ascii
NEPHOSCOPE_ASCII=yes run read queues
ok "the environment can ask for ASCII" out_is_ascii

XDG_DATA_HOME=relative run topics
ok "a relative XDG folder does not count" all 'status_is 0' '[ ! -e relative ]' '[ -e "$HOME/.local/share/nephoscope/progress.db" ]'
run --data-dir "$tmp/elsewhere" topics
ok "--data-dir chooses where progress is kept" all 'status_is 0' '[ -e "$tmp/elsewhere/progress.db" ]'
NEPHOSCOPE_DATA_DIR=$tmp/variable run topics
ok "the environment chooses where progress is kept" [ -e "$tmp/variable/progress.db" ]

finish
