#!/bin/sh
# SPDX-License-Identifier: MIT
# The pictures in README.md are what the program shows today.
set -u

top=${top_srcdir:?}
new=$(mktemp "${TMPDIR:-/tmp}/nephoscope-readme-XXXXXX") || exit 1
trap 'rm -f "$new"' EXIT
trap 'exit 1' HUP INT TERM

echo 1..1
"$top/tools/readme-frames" "${top_builddir:?}/nephoscope" "$top/content" "$top/README.md" >"$new"
if diff "$top/README.md" "$new" >/dev/null; then
	echo "ok 1 - the pictures in README.md are current"
else
	echo "not ok 1 - the pictures in README.md are current"
	echo "# \`make update-readme\` draws them anew:"
	diff "$top/README.md" "$new" | sed 's/^/# /'
fi
