#!/bin/sh
# SPDX-License-Identifier: MIT
# Templates played: requests followed moment by moment, rules explained once, then the story.
# shellcheck source=lib.sh
. "${top_srcdir:?}/tests/cli/lib.sh"

templates=$top_srcdir/tests/fixtures/templates
cp "$templates/photo.yaml" .
photo=photo.yaml
count() { grep -cF -- "$1" "$out"; }

run_bare play "$photo" --request 'put s3://Uploads/cat.jpg' --rate 50/s --duration 60s --set Resize.ReservedConcurrentExecutions=2 --seed 7
ok "a template is told" all 'status_is 0' 'err_is_empty' 'is_within 80' 'out_is_clean'
ok "from the first request on" all 'out_has "Request 1, put s3://Uploads/cat.jpg"' \
	'out_has "The client asks Uploads: PutObject."' 'out_has "Uploads answers the client: ok."'
ok "hop by hop, with what the function calls" all 'out_has "Resize asks Thumbs: PutObject."' 'out_has "Index answers Resize: ok."'
ok "and another that met what mattered" eval '[ "$(grep -c "^Request " "$out")" -ge 2 ]'
ok "a rule is explained once, then named" eval \
	'[ "$(count "Lambda does not queue")" -le 2 ] && [ "$(count "[lambda.throttle.reserved]")" -gt 2 ]'
ok "the story stands at the end" all 'out_has "What mattered"' 'out_has "Cost "'
cp "$out" "$tmp/first"
run_bare play "$photo" --request 'put s3://Uploads/cat.jpg' --rate 50/s --duration 60s --set Resize.ReservedConcurrentExecutions=2 --seed 7
ok "the same seed is told in the same bytes" cmp -s "$out" "$tmp/first"

run_bare play "$templates/orders.yaml"
ok "messages are followed through queues" all 'status_is 0' 'out_has "The message waits in Jobs"' 'out_has "is received from Jobs"'
run_bare play "$templates/orders.yaml" --fault 'Orders down' --request 'POST /orders' --ascii
ok "a failure is told with its rule" all 'status_is 0' 'out_has "[fault.down]"' out_is_ascii
run_bare play "$templates/27-wait-for-callback/template.yaml"
ok "states are told by name" all 'status_is 0' 'out_has "WaitForCallbackStateMachine enters "' 'out_has "ends: the execution succeeded."' 'out_lacks "next state"'
run_in_terminal "$program" play "$photo" --
ok "on a terminal it is the same text" out_has "The client asks Uploads"
run_bare play "$templates/idle.yaml"
ok "nothing to start: says how" all 'status_is 2' 'out_is_empty' 'err_has "--request"'
run_bare play "$photo" --rate 5/s
ok "options are checked as sim checks them" all 'status_is 2' 'err_has "behind the --request"'
run play lambda-inside-look --rate 5/s
ok "a lesson takes none of them" all 'status_is 2' 'err_has "--rate is for templates"'

finish
