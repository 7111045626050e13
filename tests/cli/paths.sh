#!/bin/sh
# SPDX-License-Identifier: MIT
# Folders and files that are not what a course should be made of: links that lead out, devices, loops, names, sizes.
# shellcheck source=lib.sh
. "${top_srcdir:?}/tests/cli/lib.sh"

# No secret, nothing of a device, and an end.
is_harmless() { [ "$status" -le 3 ] && out_is_clean && err_is_clean && ! grep -q '^topsecret\|root:' "$out" "$err"; }

mkdir -p "$tmp/outside" "$tmp/course/sub" "$tmp/course/scenarios"
printf 'topsecret\n' >"$tmp/outside/secret.md"
printf -- '- [Secret](secret.md)\n' >"$tmp/outside/SUMMARY.md"
cd "$tmp/course" || exit 1
ln -s ../outside/secret.md link.md
ln -s ../outside away
ln -s /etc etc
ln -s /dev/zero zero.md
ln -s self.md self.md
ln -s .. sub/up
ln -s . again
ln -s nowhere.md dangling.md
mkfifo pipe.md
ln -s /dev/zero scenarios/zero.md
ln -s /etc/passwd scenarios/passwd.md
cat >include.md <<'END'
# Includes

{{#include ../outside/secret.md}}
{{#include /etc/passwd}}
{{#include link.md}}
{{#include away/secret.md}}
{{#include etc/passwd}}
{{#include /dev/zero}}
{{#include zero.md}}
{{#include pipe.md}}
{{#include self.md}}
{{#include dangling.md}}
{{#include include.md}}
{{#include mutual.md}}
{{#include sub/up/mutual.md}}

[a](../outside/secret.md) [b](/etc/passwd) [c](away/secret.md) [d](%2e%2e/outside/secret.md) [e](%00) [f](file:///etc/passwd)

![g](/etc/passwd)
END
printf '{{#include include.md}}\n' >mutual.md
{
	echo '# Places'
	echo
	for place in include.md link.md away/secret.md etc/passwd zero.md pipe.md self.md dangling.md sub sub/up/include.md \
		again/again/again/mutual.md SUMMARY.md ../course/SUMMARY.md .. . /etc/passwd %2e%2e/outside/secret.md include.md; do
		echo "- [Place]($place)"
	done
	printf '%s[Own](include.md)\n' '- [A](mutual.md)
  - [B](mutual.md)
    - '
} >menu
mv menu SUMMARY.md
cd "$tmp" || exit 1
for command in "" topics "topics --format json" "search topsecret" progress "quiz --format json" doctor --dump-frame --plain "lint course" "read include.md" "play include.md"; do
	# shellcheck disable=SC2086
	run_bare --course course $command
	ok "nothing outside a course is read: $command" is_harmless
done
for place in link.md away/secret.md etc/passwd zero.md pipe.md self.md dangling.md sub ..; do
	run_bare --course course read "$place"
	ok "nothing outside a course is read: read $place" all '[ "$status" -ge 2 ]' 'out_is_empty' 'is_harmless'
done
run_bare lint course
ok "lint names what lies outside" all 'status_is 1' 'out_has "[outside-course]"' 'out_has "course/zero.md: error: cannot be read"'
ok "and question files that are none" all 'out_has "course/scenarios/zero.md: error: cannot be read"' 'out_has "course/scenarios/passwd.md: error"'
ok "and files that include themselves" out_has "does a file include itself?"
ok "and what is listed twice" out_has "[duplicate-entry]"

mkdir -p "$tmp/project/inside"
printf -- '- [Inside](inside.md)\n' >"$tmp/project/inside/SUMMARY.md"
ln -s ../outside "$tmp/project/linked"
for src in ../outside "$tmp/outside" linked inside/../../outside; do
	printf '[book]\nsrc = "%s"\n' "$src" >"$tmp/project/book.toml"
	run_bare topics --course "$tmp/project"
	ok "a project's source folder lies in the project: $src" all 'status_is 3' 'err_has "no course at"' 'out_lacks Secret'
done
printf '[book]\nsrc = "inside"\n' >"$tmp/project/book.toml"
run_bare topics --course "$tmp/project"
ok "and is found there" all 'status_is 0' 'out_has Inside'

# Any byte but a slash may be in a name.
evil=$(printf 'e\033[2J\302\233\377\tx')
is_shown() { out_is_clean && err_is_clean && ! LC_ALL=C grep -q "$(printf '\233\|\377')" "$out" "$err"; }
mkdir -p "$tmp/$evil/scenarios"
printf -- '- [A](a.md)\n' >"$tmp/$evil/SUMMARY.md"
printf '[dead](none.md)\n\n{{#include none.md}}\n\n```mermaid\nsequenceDiagram\nbroken\n```\n' >"$tmp/$evil/a.md"
cp "$tmp/$evil/a.md" "$tmp/$evil.md"
cp "$tmp/$evil/a.md" "$tmp/$evil/scenarios/$evil.md"
for command in "" topics "topics --format json" "read a" progress "quiz --format json" doctor --dump-frame --plain "search dead"; do
	# shellcheck disable=SC2086
	run_bare --course "$tmp/$evil" $command
	ok "a folder's name is shown harmless: $command" all '[ "$status" -le 1 ]' is_shown
done
for format in text json sarif; do
	run_bare lint --format "$format" "$tmp/$evil"
	ok "lint shows a folder's name harmless: $format" all 'status_is 1' 'is_shown' 'out_has file-name'
	run_bare lint --format "$format" "$tmp/$evil.md"
	ok "lint shows a file's name harmless: $format" all 'status_is 1' 'is_shown' 'out_has dead-link'
done
run_bare lint --format json "$tmp/$evil.md"
ok "and JSON has it" all 'is_json' 'grep -q "\"file\": \".*x.md\"" "$out"'
for command in read play "open --dump-frame" "open --plain"; do
	# shellcheck disable=SC2086
	run_bare $command "$tmp/$evil.md"
	ok "a file's name is shown harmless: $command" is_shown
done

mkdir "$tmp/empty"
for course in "$tmp/empty" "$tmp/outside/secret.md/x" "$tmp/none" /dev/null /dev/zero "$tmp/course/pipe.md" "$tmp/course/self.md"; do
	run_bare topics --course "$course"
	ok "what is no course is named, with a way out: ${course##*/}" all 'out_lacks topsecret' '[ "$status" -eq 3 ] && err_has "--course" || out_has Place'
done
: >"$tmp/empty/SUMMARY.md"
for command in "" topics "topics --format json" progress "quiz --format json" doctor --dump-frame --plain "search x" "lint $tmp/empty"; do
	# shellcheck disable=SC2086
	run_bare --course "$tmp/empty" $command
	ok "an empty course is one: $command" all '[ "$status" -le 1 ]' 'err_lacks "no course"'
done
if can_be_refused; then
	chmod 0755 "$tmp"
	mkdir "$tmp/locked"
	cp "$fixture/SUMMARY.md" "$tmp/locked"
	chmod 0 "$tmp/locked/SUMMARY.md"
	as_user "$program" topics --course "$tmp/locked" <"$input" >"$out" 2>"$err"
	status=$?
	ok "a menu that may not be read is named" all 'status_is 3' 'err_has "Permission denied"' 'err_has "--course"'
	chmod 0 "$tmp/locked"
	as_user "$program" topics --course "$tmp/locked" <"$input" >"$out" 2>"$err"
	status=$?
	ok "a folder that may not be read is named" all 'status_is 3' 'err_has "--course"'
	echo words >"$tmp/private.md"
	chmod 0 "$tmp/private.md"
	as_user "$program" read "$tmp/private.md" <"$input" >"$out" 2>"$err"
	status=$?
	ok "a lesson that may not be read is named" all 'status_is 3' 'err_has "Permission denied"'
else
	for name in menu folder lesson; do
		skip "a $name that may not be read is named" "file modes do not bind this user"
	done
fi

mkdir "$tmp/huge"
awk -v dir="$tmp/huge" 'BEGIN {
	for (i = 0; i < 20000; i++) {
		file = "l" i ".md"
		printf "%s- [Lesson %d](%s)\n", i % 100 ? "  " : "", i, file >(dir "/SUMMARY.md")
		if (i % 20)
			continue
		printf "# Lesson %d\n\nIts word is word%d.\n", i, i >(dir "/" file)
		close(dir "/" file)
	}
}'
for command in "" topics "topics --format json" "read l19980" "search word19980" progress "quiz --format json" --dump-frame --plain; do
	# shellcheck disable=SC2086
	run_bare --course "$tmp/huge" $command
	ok "20,000 lessons are no problem: $command" all 'status_is 0' 'err_is_empty'
done

finish
