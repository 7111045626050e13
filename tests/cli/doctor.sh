#!/bin/sh
# SPDX-License-Identifier: MIT
# doctor, and databases that are not as they should be.
# shellcheck source=lib.sh
. "${top_srcdir:?}/tests/cli/lib.sh"

database=$data/progress.db
answer_one() {
	type_lines b
	run quiz --count 1 --plain
	input=/dev/null
}
answers_known() {
	run progress --format json
	is_json "total.answered=$1"
}

run doctor
ok "all is well at the first start" all 'status_is 0' 'err_is_empty' 'out_has "Nothing is wrong."'
ok "libraries are told" all 'out_has cmark' 'out_has sqlite' 'out_has curses' 'out_has libyaml' 'out_has jansson' 'out_has "built with"'
ok "paths are told" all 'out_has "$data"' 'out_has "$XDG_CACHE_HOME/nephoscope"' 'out_has config.yaml' 'out_has "$fixture"'
ok "the terminal is told" all 'out_has xterm-256color' 'out_has "no terminal"' 'out_has UTF-8'
ok "the database is told" all 'out_has progress.db' 'grep -q "integrity *fine" "$out"'
run_in_terminal "$program" --course "$fixture" doctor --
ok "a terminal's size is told" all 'status_is 0' 'out_has "80 columns, 24 rows"'
TERM=dumb run_in_terminal "$program" --course "$fixture" doctor --
ok "what a dumb terminal means is told" all 'status_is 0' 'out_has "xterm-256color"'
LC_ALL=C run doctor
ok "what the locale means is told" all 'status_is 0' 'out_has "LC_ALL=C.UTF-8"' 'out_is_ascii'
run_bare doctor --course "$tmp/home"
ok "a missing course is a finding with a way out" all 'status_is 1' 'out_has "What is wrong"' 'out_has "--course DIR"'

answer_one
run doctor --rebuild
ok "a sound database is rebuilt without a change" all 'status_is 0' 'out_has "nothing changed"'
ok "and nothing is lost" answers_known 1

if command -v sqlite3 >/dev/null 2>&1; then
	sqlite3 "$database" "UPDATE item_state SET n_right = 7" 2>"$err"
	run doctor
	ok "tables that do not fit the log are found" all 'status_is 1' 'out_has "doctor --rebuild"'
	run doctor --rebuild
	ok "they are made anew" all 'status_is 0' 'out_has "were not right"'
	run doctor
	ok "and are right then" status_is 0
else
	skip "tables that do not fit the log are found" "no sqlite3"
	skip "they are made anew" "no sqlite3"
	skip "and are right then" "no sqlite3"
fi

# The version is the fourth byte at offset 60 of the file (SQLite's file format, 1.3).
cp "$database" "$tmp/sound"
printf '\143' | dd of="$database" bs=1 seek=63 conv=notrunc 2>/dev/null
cp "$database" "$tmp/newer"
run topics
ok "a newer database is named" all 'status_is 0' 'out_has Queues' 'err_has newer'
answer_one
ok "an answer is not saved into it" all 'status_is 0' 'out_has "not saved"' 'err_has newer'
run doctor
ok "doctor says what a newer database means" all 'status_is 1' 'out_has newer' 'out_has --data-dir'
run doctor --rebuild
ok "a newer database is not rebuilt" all 'status_is 3' 'err_has newer'
ok "a newer database is left as it was" cmp -s "$database" "$tmp/newer"

head -c 30000 "$tmp/sound" >"$database"
cp "$database" "$tmp/cut"
run doctor
ok "a damaged database is found" all 'status_is 1' 'out_has "doctor --rebuild"'
answer_one
ok "an answer is not saved into it" all 'status_is 0' 'out_has "not saved"' 'err_has damaged'
run topics
ok "the menu still works" all 'status_is 0' 'out_has Queues' 'err_has damaged'
ok "a damaged database is never overwritten" cmp -s "$database" "$tmp/cut"
run doctor --rebuild
ok "it is moved aside and made anew" all 'status_is 0' 'out_has "progress.db.damaged-"'
ok "the damaged one is kept" eval 'cmp -s "$(find "$data" -name "progress.db.damaged-*[0-9]")" "$tmp/cut"'
run doctor
ok "all is well afterwards" all 'status_is 0' 'out_has "Nothing is wrong."'

echo "this is no database, but something else that is long enough to be one" >"$database"
run doctor
ok "a file of another kind is found" all 'status_is 1' 'out_has progress.db'
ok "and left alone" grep -q "something else" "$database"
rm -rf "$data"

echo text >"$tmp/plain-file"
run doctor --data-dir "$tmp/plain-file/x"
ok "a folder that cannot be made is found" all 'status_is 1' 'out_has "cannot be saved"' 'out_has --data-dir'
run --data-dir "$tmp/plain-file/x"
ok "the menu works without it" all 'status_is 0' 'out_has Queues' 'err_has "cannot be saved"'
run doctor --rebuild --data-dir "$tmp/plain-file/x"
ok "and cannot be rebuilt" all 'status_is 3' 'err_has "cannot be saved"'

# A disk that is full, by the size that a file may have. The signal would end any program.
type_lines b
for blocks in 0 8 40; do
	rm -rf "$data"
	(trap '' XFSZ; ulimit -f $blocks; timeout 60 "$program" --course "$fixture" quiz --count 1 --plain <"$input" 2>&1) | cat >"$out"
	ok "on a full disk the learner is told that an answer is not saved: $blocks blocks" out_has "Not saved: 1"
done
run quiz --count 1 --plain
ok "when there is room again answers are saved again" all 'status_is 0' 'out_has "All of it is saved"'
input=/dev/null
rm -rf "$data"

if can_be_refused; then
	mkdir -p "$tmp/locked/home"
	chmod 0755 "$tmp" "$tmp/locked" "$tmp/locked/home"
	chmod a-w "$tmp/locked/home"
	unset XDG_DATA_HOME XDG_CACHE_HOME
	export HOME="$tmp/locked/home"
	as_user "$program" --course "$fixture" <"$input" >"$out" 2>"$err"
	status=$?
	ok "with a read-only home the menu works and says why nothing is saved" all 'status_is 0' 'out_has Queues' 'err_has "cannot be saved"'
	as_user "$program" --course "$fixture" search poisoned <"$input" >"$out" 2>"$err"
	status=$?
	ok "with a read-only home search works" all 'status_is 0' 'out_has dead-letters.md'
	as_user "$program" --course "$fixture" doctor <"$input" >"$out" 2>"$err"
	status=$?
	ok "doctor says what a read-only home means" all 'status_is 1' 'out_has "cannot be saved"' 'out_has --data-dir'
	type_lines b
	chmod a+r "$tmp/typed"
	as_user "$program" --course "$fixture" --plain <"$input" >"$out" 2>"$err"
	status=$?
	ok "the line mode works and says that nothing is saved" all 'status_is 0' 'out_has "not saved"'
else
	for name in menu search doctor "line mode"; do
		skip "with a read-only home: $name" "file modes do not bind this user"
	done
fi

finish
