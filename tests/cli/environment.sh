#!/bin/sh
# SPDX-License-Identifier: MIT
# What the environment and the configuration say, also when it is nonsense.
# shellcheck source=lib.sh
. "${top_srcdir:?}/tests/cli/lib.sh"

# A mistake in a file that was named ends the program; any other only warns, with its place and what would do.
is_told() { out_is_clean && err_is_clean && err_has "$expected"; }

for setting in THEME ASCII ANIMATION MOUSE MEASURE SEED; do
	for value in "gar bage" -1 99999999999999999999999; do
		env "NEPHOSCOPE_$setting=$value" "$program" --course "$fixture" topics <"$input" >"$out" 2>"$err"
		status=$?
		expected="NEPHOSCOPE_$setting: warning: \"$value\" is not"
		ok "NEPHOSCOPE_$setting=$value is told and left out" all 'status_is 0' 'out_has Queues' is_told
	done
done
NEPHOSCOPE_COURSE=$tmp/none run_bare topics
ok "NEPHOSCOPE_COURSE that is no course is told" all 'status_is 3' 'err_has "--course DIR"'
NEPHOSCOPE_DATA_DIR=/proc/none run
ok "NEPHOSCOPE_DATA_DIR where nothing can be saved is told" all 'status_is 0' 'out_has Queues' 'err_has "cannot be saved"'
NEPHOSCOPE_CONFIG=$tmp/none run topics
ok "NEPHOSCOPE_CONFIG that is not there ends it" all 'status_is 3' 'err_has "the configuration cannot be read: not found"'

# Each: what the file holds, what is said of it, the status.
try_config() {
	expected=$2
	run --config "$tmp/config.yaml" topics
	ok "a configuration $1" all "status_is $3" is_told
}
printf '\000\000\377\033[2J' >"$tmp/config.yaml"
try_config "of bytes" 'a list of "key: value" lines' 0
printf 'theme: [dark' >"$tmp/config.yaml"
try_config "with a syntax error" 'config.yaml:1:13: error' 3
printf -- '- theme\n- dark\n' >"$tmp/config.yaml"
try_config "that is a list" 'a list of "key: value" lines' 0
printf 'colour: dark\n' >"$tmp/config.yaml"
try_config "with a field that there is not" '"colour" means nothing here' 0
printf 'theme: drak\n' >"$tmp/config.yaml"
try_config "with a value that is nearly one" 'did you mean "dark"?' 0
printf 'measure: 99999999999999999999\n' >"$tmp/config.yaml"
try_config "with a number too large" 'a width from 30 to 160' 0
printf 'theme: &t [*t]\n' >"$tmp/config.yaml"
try_config "that holds itself" 'an alias inside the value it stands for' 3
printf 'theme: dark\ntheme: light\n' >"$tmp/config.yaml"
try_config "with a key twice" 'already in line 1' 0
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "[" }' >"$tmp/config.yaml"
try_config "nested 100,000 deep" 'nested too deep' 3
awk 'BEGIN { print "a0: &a0 [x,x,x,x,x,x,x,x]"; for (i = 1; i < 20; i++) printf "a%d: &a%d [*a%d,*a%d,*a%d,*a%d,*a%d]\n", i, i, i - 1, i - 1, i - 1, i - 1, i - 1 }' >"$tmp/config.yaml"
run --config "$tmp/config.yaml" topics
ok "a configuration of aliases of aliases ends" [ "$status" -le 3 ]
head -c 9000000 /dev/zero >"$tmp/config.yaml"
try_config "of 9 MB" 'over the 8 MB' 3
rm "$tmp/config.yaml"
mkdir "$tmp/config.yaml"
try_config "that is a folder" 'no plain file' 3
rmdir "$tmp/config.yaml"
mkfifo "$tmp/config.yaml"
try_config "that is a pipe" 'no plain file' 3
rm "$tmp/config.yaml"
ln -s config.yaml "$tmp/config.yaml"
try_config "that is a link to itself" 'cannot be read' 3
rm "$tmp/config.yaml"
mkdir -p "$XDG_CONFIG_HOME/nephoscope"
printf 'theme: drak\n' >"$XDG_CONFIG_HOME/nephoscope/config.yaml"
expected='did you mean "dark"?'
run topics
ok "the user's own configuration is read" all 'status_is 0' is_told
run help
ok "help works whatever it says" all 'status_is 0' 'err_is_empty'
rm -r "$XDG_CONFIG_HOME"

for home in "$tmp/out/none" /dev/null /proc/none; do
	(unset XDG_DATA_HOME XDG_CACHE_HOME XDG_CONFIG_HOME; HOME=$home "$program" --course "$fixture" search poisoned <"$input" >"$out.2" 2>"$err")
	status=$?
	mv "$out.2" "$out"
	ok "a home that cannot be does no harm to search: ${home##*/}" all 'status_is 0' 'out_has dead-letters.md'
	(unset XDG_DATA_HOME XDG_CACHE_HOME XDG_CONFIG_HOME; HOME=$home "$program" --course "$fixture" <"$input" >"$out.2" 2>"$err")
	status=$?
	mv "$out.2" "$out"
	ok "nor to the menu, which says that nothing is saved" all 'status_is 0' 'out_has Queues' 'err_has "--data-dir"'
done
for locale in C POSIX C.UTF-8 en_US.ISO-8859-1 xx_YY.nonesuch "$(printf '\033[2J')"; do
	LC_ALL=$locale run read queues
	ok "LC_ALL=$locale does no harm" all 'status_is 0' 'out_is_clean' '[ "$locale" = C.UTF-8 ] || out_is_ascii'
done
(unset LC_ALL; "$program" --course "$fixture" read queues <"$input" >"$out" 2>"$err")
status=$?
ok "no locale at all means ASCII" all 'status_is 0' 'out_is_ascii' 'out_has Consumer'
for term in "" dumb; do
	TERM=$term run_in_terminal "$program" --course "$fixture" -- quit
	ok "TERM=$term means lines" all 'status_is 0' 'out_has "1. Welcome"' 'out_is_clean'
done
for term in nonesuch ../../etc/passwd "$(printf 'x\033[2J')" "$(awk 'BEGIN { for (i = 0; i < 10000; i++) printf "x" }')"; do
	TERM=$term run_in_terminal "$program" --course "$fixture" --
	ok "an unknown TERM is told, with a way out: $(printf %.10s "$term" | tr -cd 'a-z/.')" all 'status_is 3' 'out_has "TERM"' 'out_has "--plain"' 'out_is_clean'
done

finish
