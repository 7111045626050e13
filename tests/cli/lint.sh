#!/bin/sh
# SPDX-License-Identifier: MIT
# lint: what it says of good and bad content, in its three forms.
# shellcheck source=lib.sh
. "${top_srcdir:?}/tests/cli/lib.sh"

run_bare lint "$fixture"
ok "a course without mistakes is fine" all 'status_is 0' 'out_lacks error:' 'err_has "0 errors, 0 warnings"'

mkdir -p "$tmp/bad/topic"
printf -- '- [Topic](topic/README.md)\n- [Gone](gone.md)\n' >"$tmp/bad/SUMMARY.md"
cat >"$tmp/bad/topic/README.md" <<'END'
---
id: topic
titel: Topic
sources: [https://example.com]
---
# Topic

See [nothing](nowhere.md).
END
run_bare lint bad
ok "mistakes are told with their place and rule" all 'status_is 1' 'out_has "bad/topic/README.md:8:" ' 'out_has "[dead-link]"' 'out_has "bad/topic/README.md:3:1:"' 'out_has "[unknown-field]"'
ok "a hint says how to mend it" out_has title
ok "the sums are on standard error" all 'grep -qE "^nephoscope: [0-9]+ errors?, [0-9]+ warnings?$" "$err"' 'out_lacks "warnings,"'
run_bare lint bad/topic/README.md
ok "one lesson is linted by itself" all 'status_is 1' 'out_has "bad/topic/README.md:8:"' 'out_lacks gone.md'
run_bare lint bad "$fixture"
ok "several paths are linted" all 'status_is 1' 'out_has "bad/topic"'
run_bare lint bad --format json
ok "JSON is an array of findings" all 'status_is 1' 'is_json :array 0.line:integer 0:file,line,column,severity,rule,text,hint,source'
run_bare lint "$fixture" --format json
ok "JSON without findings is an empty array, or notes" all 'status_is 0' 'is_json :array'
run_bare lint bad --format sarif
ok "SARIF has version, tool, rules and results" all 'status_is 1' 'is_json version=2.1.0 runs#1 runs.0.tool.driver.name=nephoscope runs.0.tool.driver.rules.0.id:string runs.0.results.0.ruleId:string runs.0.results.0.message.text:string runs.0.results.0.locations.0.physicalLocation.artifactLocation.uri:string'
run_bare lint bad --format sarif --ascii
ok "SARIF may be ASCII" all 'is_json version=2.1.0' 'out_is_ascii'
mkdir "$tmp/a folder"
cp -R "$tmp/bad/." "$tmp/a folder"
run_bare lint "a folder" --format sarif
ok "SARIF names files as URIs" out_has '"uri": "a%20folder/'
run_bare lint nowhere
ok "a path that is not there is named" all 'status_is 3' 'out_is_empty' 'err_has nowhere'
run_bare lint nowhere bad
ok "the other paths are linted nevertheless" all 'status_is 3' 'out_has "[dead-link]"'
run_bare lint
ok "a path is needed" all 'status_is 2' 'err_has PATH'

run_bare lint --rules
ok "--rules lists the rules" all 'status_is 0' 'grep -q "^dead-link " "$out"' 'err_is_empty'
run_bare lint --rules --format json
ok "--rules lists them as JSON" is_json :array 0:name,about

mkdir "$tmp/book"
printf '[book]\ntitle = "B"\n' >"$tmp/book/book.toml"
mkdir "$tmp/book/src"
printf -- '- [One](one.md)\n' >"$tmp/book/src/SUMMARY.md"
printf '# One\n\n[x](y.md)\n' >"$tmp/book/src/one.md"
run_bare lint book
ok "the files of an mdBook are named where they are" all 'status_is 1' 'out_has "book/src/one.md:3:"'

hostile=$(printf 'x\033]0;t\007\ny')
mkdir "$tmp/$hostile"
printf -- '- [A](a\033[2J.md)\n' >"$tmp/$hostile/SUMMARY.md"
cat >"$tmp/t.yaml" <<'END'
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Timeout: 901
      Role: !GetAtt Nobody.Arn
END
run_bare lint "$tmp/t.yaml"
ok "a template's mistakes are named with their place" all 'status_is 1' 'out_has "t.yaml:6:16: error: F: Timeout is 901"' 'out_has "[dangling-reference]"'
run_bare lint "$tmp/no.yaml"
ok "a template that is not there" all 'status_is 3' 'err_has "not found"'

for format in text json sarif; do
	run_bare lint "$tmp/$hostile" --format "$format"
	ok "hostile names are shown harmless: $format" all 'out_is_clean' 'err_is_clean'
done
run_bare lint "$tmp/$hostile/none"
ok "hostile names are shown harmless: an error" err_is_clean

finish
