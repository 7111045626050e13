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

for key in theme ascii animation mouse measure course data-dir; do
	echo "$key: nonsense" >"$tmp/$key.yaml"
	run --config "$tmp/$key.yaml" topics
	ok "the program knows the key $key" eval '! grep -q "unknown" "$err"'
	ok "the manual has the key $key" grep -q "^\.It $key Ta " "$manual"
done
grep -rhoE '"NEPHOSCOPE_[A-Z_]+"' "$top_srcdir/src" | tr -d '"' | sort -u >"$tmp/variables"
ok "the program reads variables" [ "$(wc -l <"$tmp/variables")" -ge 10 ]
while read -r variable; do
	ok "the manual has the variable $variable" grep -qE "^\.It Ev .*$variable( |\$)" "$manual"
done <"$tmp/variables"

if command -v mandoc >/dev/null 2>&1; then
	ok "mandoc has nothing to say" eval '[ -z "$(mandoc -Tlint -W warning "$manual")" ]'
else
	skip "mandoc has nothing to say" "no mandoc"
fi

finish
