#!/bin/sh
# Hostile lessons and courses: each read comes back in bounded time and memory, with a message or with text, and
# never with a control character.
set -u
program=${top_builddir:?}/nephoscope
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
export XDG_DATA_HOME="$work/data" XDG_CACHE_HOME="$work/cache" XDG_CONFIG_HOME="$work/config"
n=0

ok() {
	n=$((n + 1))
	if [ "$1" = 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
	fi
}

# Reads a file with a limit on time; the exit code must be one of the program's own.
survives() {
	timeout 60 "$program" read "$1" --width 80 >"$work/out" 2>"$work/err"
	status=$?
	[ "$status" -le 3 ] && ! LC_ALL=C grep -q "$(printf '[\001-\010\013-\037\177]')" "$work/out"
	ok $? "$2 (exit $status)"
}

awk 'BEGIN { for (i = 0; i < 100000; i++) printf ">"; print " deep" }' >"$work/quotes.md"
survives "$work/quotes.md" "a quote nested 100,000 deep in one line"

awk 'BEGIN { for (i = 0; i < 3000; i++) { for (k = 0; k < i; k++) printf "  "; print "- x" } }' >"$work/lists.md"
survives "$work/lists.md" "a list nested 3,000 deep"

awk 'BEGIN { for (i = 0; i < 100000; i++) printf "["; print "" }' >"$work/brackets.md"
survives "$work/brackets.md" "100,000 open brackets"

awk 'BEGIN { for (i = 0; i < 50000; i++) printf "*a _b "; print "" }' >"$work/stars.md"
survives "$work/stars.md" "100,000 open emphases"

awk 'BEGIN { for (i = 0; i < 50000; i++) printf "<div "; print "" }' >"$work/tags.md"
survives "$work/tags.md" "50,000 open tags"

awk 'BEGIN { for (i = 0; i < 20000; i++) printf "| a "; print "|"; for (i = 0; i < 20000; i++) printf "|---"; print "|" }' \
	>"$work/columns.md"
survives "$work/columns.md" "a table of 20,000 columns"

head -c 50000000 /dev/zero | tr '\0' 'a' >"$work/line.md"
survives "$work/line.md" "a line of 50 MB"

head -c 70000000 /dev/zero | tr '\0' 'a' >"$work/huge.md"
timeout 60 "$program" read "$work/huge.md" >"$work/out" 2>"$work/err"
[ $? = 3 ] && grep -q 'too big' "$work/err"
ok $? "a file of 70 MB is refused with a message"

head -c 2000000 /dev/urandom >"$work/noise.md"
survives "$work/noise.md" "2 MB of noise"

printf '# T\033]0;x\007\n\n\033[31mred\033[0m \302\233 \342\200\256 &#27;[2J &#x202E;\n' >"$work/escape.md"
survives "$work/escape.md" "escape sequences and overrides, raw and as entities"

printf 'a\0b\377c\n' >"$work/nul.md"
survives "$work/nul.md" "NUL and bytes that are no UTF-8"

mkdir -p "$work/loop/sub"
ln -s .. "$work/loop/sub/up"
printf -- '- [A](sub/up/sub/up/a.md)\n- [B](b.md)\n' >"$work/loop/SUMMARY.md"
printf '# A\n\n{{#include a.md}}\n{{#include a.md}}\n' >"$work/loop/a.md"
ln -s b.md "$work/loop/b.md"
timeout 60 "$program" lint "$work/loop" >"$work/out" 2>&1
[ $? = 1 ] && grep -q 'include-depth' "$work/out" && grep -q '^b.md' "$work/out"
ok $? "a loop of folders, of links and of includes is told by lint"

timeout 60 "$program" read /dev/zero >"$work/out" 2>"$work/err"
[ $? = 3 ] && [ -s "$work/err" ]
ok $? "a device is refused"

mkfifo "$work/pipe.md"
timeout 60 "$program" read "$work/pipe.md" >"$work/out" 2>"$work/err"
[ $? = 3 ] && [ -s "$work/err" ]
ok $? "a named pipe is refused and not waited for"

echo "1..$n"
