#!/bin/sh
# SPDX-License-Identifier: MIT
# The standard models: one line of JSON each, with figures near what theory says.
# shellcheck source=lib.sh
. "${top_srcdir:?}/tests/cli/lib.sh"

# The figure name of the line lies within share of its closed form.
near() {
	command -v python3 >/dev/null 2>&1 || return 0
	python3 -c '
import json, sys
j = json.load(open(sys.argv[1]))
want = j["closed_form"][sys.argv[2]]
sys.exit(0 if abs(j[sys.argv[2]] - want) <= float(sys.argv[3]) * want else 1)' "$out" "$1" "$2"
}
one_line() { [ "$(wc -l <"$out")" -eq 1 ]; }

run_bare bench mm1
ok "M/M/1 prints one line of JSON" all 'status_is 0' 'err_is_empty' one_line is_json \
	'out_has "\"bench\":\"mm1\",\"customers\":1000000,\"events\":2000000,\"seconds\":"' 'out_has "instructions_hint"'
ok "near its closed form" near mean_T 0.05
run_bare bench mmc
ok "M/M/10 waits as Erlang says" all 'status_is 0' one_line 'near mean_T 0.02' 'near mean_Wq 0.05' 'near in_use 0.01'
run_bare bench faas
ok "the function keeps as many environments as SimFaaS's example" all 'status_is 0' one_line \
	'out_has "\"requests\":"' 'near servers 0.02' 'near running 0.02' 'near p_cold 0.1'
run_bare bench flow -n 100000
ok "-n chooses how many" all 'status_is 0' one_line 'out_has "\"requests\":100000,"' 'near mean_ms 0.1'
run_bare bench mm1 -n 1000 --seed 5
cp "$out" "$tmp/first"
run_bare bench mm1 -n 1000 --seed 5
ok "a seed fixes the figures" eval '[ "$(sed "s/.*mean_T/mean_T/" "$out")" = "$(sed "s/.*mean_T/mean_T/" "$tmp/first")" ]'
run_bare bench mm2
ok "an unknown model suggests the nearest" all 'status_is 2' 'out_is_empty' 'err_has "did you mean"'
run_bare bench
ok "a model is needed" status_is 2
run_bare bench mm1 -n 0
ok "so is somebody to serve" status_is 2

finish
