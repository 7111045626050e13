#!/bin/sh
# SPDX-License-Identifier: MIT
# The manual names what the program has, and nothing that it has not.
# shellcheck source=lib.sh
. "${top_srcdir:?}/tests/cli/lib.sh"

manual=$top_srcdir/man/nephoscope.1

run_bare help
sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' "$out" >"$tmp/commands"
ok "help lists commands" [ "$(wc -l <"$tmp/commands")" -ge 11 ]
: >"$tmp/options"
while read -r command; do
	ok "the manual has the command $command" grep -qE "^\.(It|Op)?( Xo)? ?Cm $command( |\$)|^\.Op Cm $command\$" "$manual"
	run_bare help "$command"
	sed -n 's/^  --\([a-z-]*\).*/\1/p' "$out" >>"$tmp/options"
done <"$tmp/commands"
sort -u "$tmp/options" >"$tmp/all-options"
ok "help lists options" [ "$(wc -l <"$tmp/all-options")" -ge 18 ]
while read -r option; do
	ok "the manual has the option --$option" grep -qE "Fl -$option( |\$)" "$manual"
done <"$tmp/all-options"

grep -oE 'Fl -[a-z-]{2,}' "$manual" | sed 's/^Fl -//' | sort -u >"$tmp/told"
while read -r option; do
	ok "the program has the option --$option of the manual" grep -qx -- "$option" "$tmp/all-options"
done <"$tmp/told"

if command -v mandoc >/dev/null 2>&1; then
	ok "mandoc has nothing to say" eval '[ -z "$(mandoc -Tlint -W warning "$manual")" ]'
else
	skip "mandoc has nothing to say" "no mandoc"
fi

finish
