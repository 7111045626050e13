#!/bin/sh
# The course that ships: no finding of any kind, every lesson readable at every width, every diagram playable,
# every topic of the outline there, in order.
set -u
program=${top_builddir:?}/nephoscope
course=${top_srcdir:?}/content
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
export XDG_DATA_HOME="$work/data" XDG_CACHE_HOME="$work/cache" XDG_CONFIG_HOME="$work/config"
unset NEPHOSCOPE_COURSE NEPHOSCOPE_THEME NEPHOSCOPE_DATA_DIR
n=0

ok() {
	n=$((n + 1))
	if [ "$1" = 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
	fi
}

"$program" lint "$course" >"$work/lint" 2>&1
ok $? "the course has no error and no warning"
sed 's/^/# /' "$work/lint"

cat >"$work/topics" <<'E2'
Introduction
Auto Scaling Deployment Concepts
Deployment Concepts with EC2
CloudWatch for DevOps
CloudFormation for DevOps
Elastic Beanstalk for DevOps
Application Deployments with OpsWorks
DynamoDB Concepts
S3 Concepts for DevOps
Blue/Green Deployments
Scenario Solver
Deployment Pipelines
API Gateway
Lambda
Secrets Manager
E2
sed -n 's/^- \[\(.*\)\](.*/\1/p' "$course/SUMMARY.md" | cmp -s - "$work/topics"
ok $? "the menu has the fifteen topics of the outline, in order"

sed -n 's/^ *- \[.*\](\(.*\))$/\1/p' "$course/SUMMARY.md" >"$work/lessons"
while read -r lesson; do
	bad=0
	for width in 20 40 80 120; do
		"$program" --course "$course" read "$lesson" --width $width --color never >"$work/out" 2>"$work/err" || bad=1
		[ -s "$work/out" ] || bad=1
		LC_ALL=C grep -q "$(printf '\033')" "$work/out" && bad=1
	done
	[ -s "$work/err" ] && bad=1
	ok $bad "$lesson reads at 20, 40, 80 and 120 columns"
	grep -q '^```mermaid' "$course/$lesson" || continue
	"$program" --course "$course" play "$lesson" >"$work/out" 2>&1 && grep -q '1\.' "$work/out"
	ok $? "$lesson plays as a transcript"
done <"$work/lessons"

for lesson in api-gateway/how-it-works api-gateway/private-endpoints api-gateway/with-lambda api-gateway/deploying \
	api-gateway/rest-and-websocket lambda/how-it-works lambda/inside-look lambda/core-components \
	lambda/versions-and-aliases lambda/photos lambda/etl secrets-manager/how-it-works secrets-manager/rotation; do
	questions=$(grep -c '^````*quiz' "$course/$lesson.md")
	grep -q '^ *%% narrate:' "$course/$lesson.md" && [ "$questions" -ge 2 ] && grep -q '^sources:' "$course/$lesson.md"
	ok $? "$lesson is complete: a narrated diagram, two questions, sources"
done
echo "1..$n"
