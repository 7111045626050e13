#!/bin/sh
# SPDX-License-Identifier: MIT
# The same command gives the same bytes in every build and on every machine: three of them against files.
# NEPHOSCOPE_UPDATE_GOLDEN=1 writes the files anew.
# shellcheck source=lib.sh
. "${top_srcdir:?}/tests/cli/lib.sh"

golden=$top_srcdir/tests/golden
cd "$top_srcdir/tests/fixtures/templates" || exit 1

same() {
	if [ -n "${NEPHOSCOPE_UPDATE_GOLDEN-}" ]; then cp "$out" "$golden/$1"; fi
	cmp "$out" "$golden/$1" 2>>"$err"
}

run_bare sim photo.yaml --request 'put s3://Uploads/cat.jpg' --rate 50/s --duration 10m \
	--set Resize.ReservedConcurrentExecutions=5 --seed 7 --format json
ok "uploads under a reservation that is too small" all 'status_is 0' 'same sim-photo.json'
run_bare sim orders.yaml --client sdk --fault 'Orders errors 20% from 3s to 9s' --runs 3 --format json
ok "orders, three runs, through a failing table" all 'status_is 0' 'same sim-orders.json'
run_bare play orders.yaml --request 'POST /orders' --rate '1/s..30/s over 10s' --fault 'Charge slow x4' --seed 2
ok "a transcript" all 'status_is 0' 'same sim-orders.txt'

finish
