# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034
# What the tests of the command line share. A test script is
#
#	. "${top_srcdir:?}/tests/cli/lib.sh"
#
#	run topics --format json
#	ok "topics are valid JSON" is_json
#
#	finish
#
# run leaves $status and the files $out and $err. Everything happens in $tmp, a
# folder with a home of its own that goes at the end.
set -u

program=${top_builddir:?}/nephoscope
helpers=$top_builddir/tests/cli
fixture=${top_srcdir:?}/tests/fixtures/course
tmp=$(mktemp -d "${TMPDIR:-/tmp}/nephoscope-cli-XXXXXX") || exit 1
# A pipe's reader must find no job that still writes into the folder.
trap 'chmod -R u+rwx "$tmp" 2>/dev/null; rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

out=$tmp/out
err=$tmp/err
input=/dev/null
n=0
n_failed=0
esc=$(printf '\033')

unset NEPHOSCOPE_ASCII NEPHOSCOPE_ANIMATION NEPHOSCOPE_NO_ANIMATION NEPHOSCOPE_CONFIG NEPHOSCOPE_COURSE \
	NEPHOSCOPE_DATA_DIR NEPHOSCOPE_MEASURE NEPHOSCOPE_MOUSE NEPHOSCOPE_PLAIN NEPHOSCOPE_SEED \
	NEPHOSCOPE_THEME NO_COLOR COLORTERM COLUMNS LINES LC_CTYPE LANG
export HOME="$tmp/home" XDG_DATA_HOME="$tmp/data" XDG_CACHE_HOME="$tmp/cache" \
	XDG_CONFIG_HOME="$tmp/config" TERM=xterm-256color LC_ALL=C.UTF-8
mkdir -p "$HOME"
cd "$tmp" || exit 1
data=$XDG_DATA_HOME/nephoscope

# Runs the program on the fixture course; standard input is $input. One that hangs ends with status 124.
run() {
	timeout 60 "$program" --course "$fixture" "$@" <"$input" >"$out" 2>"$err"
	status=$?
}

# Runs it without a course being named.
run_bare() {
	timeout 60 "$program" "$@" <"$input" >"$out" 2>"$err"
	status=$?
}

# Standard input of the next runs: its arguments as lines.
type_lines() {
	printf '%s\n' "$@" >"$tmp/typed"
	input=$tmp/typed
}

# In a terminal of 24 x 80, where what the arguments after -- say is typed, one line each.
run_in_terminal() {
	"$helpers/inpty" "$@" >"$out" 2>"$err"
	status=$?
}

ok() {
	n=$((n + 1))
	name=$1
	shift
	if "$@"; then
		echo "ok $n - $name"
		return
	fi
	n_failed=$((n_failed + 1))
	echo "not ok $n - $name"
	{
		echo "status: ${status-}, failed: $*"
		echo "stdout:"
		head -n 40 "$out"
		echo "stderr:"
		head -n 20 "$err"
	} 2>/dev/null | sed 's/^/# /'
}

skip() {
	n=$((n + 1))
	echo "ok $n - $1 # SKIP $2"
}

finish() {
	echo "1..$n"
	exit "$((n_failed > 0))"
}

status_is() { [ "$status" -eq "$1" ]; }
out_has() { grep -qF -- "$1" "$out"; }
out_lacks() { ! grep -qF -- "$1" "$out"; }
err_has() { grep -qF -- "$1" "$err"; }
err_lacks() { ! grep -qF -- "$1" "$err"; }
out_is_empty() { [ ! -s "$out" ]; }
err_is_empty() { [ ! -s "$err" ]; }
out_is_clean() { ! LC_ALL=C grep -q "$esc" "$out"; }
err_is_clean() { ! LC_ALL=C grep -q "$esc" "$err"; }
out_is_ascii() { ! LC_ALL=C grep -q '[^ -~	]' "$out"; }
is_json() { "$helpers/jsoncheck" "$@" <"$out" >>"$err" 2>&1; }
# All of its conditions, each as one word list: all "status_is 0" "err_is_empty".
all() {
	for condition in "$@"; do
		eval "$condition" || return 1
	done
}

# True when no line of the output is wider than $1 cells; the fixture's text is mostly ASCII.
is_within() { [ "$(LC_ALL=C.UTF-8 wc -L <"$out")" -le "$1" ]; }

# Runs a command as a user whom file modes bind; false when that cannot be done here.
can_be_refused() {
	[ "$(id -u)" != 0 ] || setpriv --reuid=65534 --regid=65534 --clear-groups true 2>/dev/null
}
as_user() {
	if [ "$(id -u)" = 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	else
		"$@"
	fi
}
