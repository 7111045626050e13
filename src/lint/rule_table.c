/* SPDX-License-Identifier: MIT */
#include "lint/lint.h"
#include "lint/rule.h"

const struct lint_rule *const rule_table[] = {
	&rule_links, &rule_lessons, &rule_diagrams, &rule_items, &rule_craft, &rule_course, NULL,
};

/* Rules of loading come first, then those of this folder, by family. */
static const struct rule_about about[] = {
	{ "summary-link", "a chapter of SUMMARY.md that names no file of the course" },
	{ "summary-text", "text in SUMMARY.md that is no part of a menu" },
	{ "outside-course", "a path that leaves the course folder" },
	{ "missing-include", "an {{#include}} of a file or anchor that is not there" },
	{ "include-depth", "includes that go on without end" },
	{ "unknown-directive", "an mdBook directive that is not carried out" },
	{ "yaml-syntax", "front matter that is no YAML" },
	{ "unknown-field", "a field of the front matter that means nothing" },
	{ "bad-value", "a field with a value it cannot have" },
	{ "diagram-syntax", "a sequence diagram with a mistake" },
	{ "diagram-kind", "a diagram of a kind that is shown as source" },
	{ "question-syntax", "a question that cannot be asked" },
	{ "question-kind", "a question of a type that is not asked yet" },
	{ "question-part", "a part of a question that is not shown" },
	{ "missing-id", "a question without an id" },
	{ "duplicate-key", "a YAML key that is there twice" },
	{ "dead-link", "a link to a file that is not there" },
	{ "dead-anchor", "a link to a heading that is not there" },
	{ "missing-picture", "a picture that is not there" },
	{ "unread-file", "a lesson or question file that cannot be read" },
	{ "file-name", "a question file whose name is no text" },
	{ "unlisted-link", "a link to a lesson that the menu does not list" },
	{ "duplicate-id", "an id that two lessons or questions share" },
	{ "duplicate-entry", "a file that the menu lists twice" },
	{ "empty-lesson", "a lesson without text" },
	{ "heading-jump", "a heading that skips a level" },
	{ "no-source", "a lesson or question that cites no source" },
	{ "old-review", "a lesson that was not reviewed for two years" },
	{ "long-label", "a message too long for a diagram in a terminal" },
	{ "no-narration", "messages without a narration" },
	{ "many-participants", "a diagram too wide for 80 columns" },
	{ "no-reason", "an option without its reason" },
	{ "no-explanation", "a question without an explanation" },
	{ "unknown-domain", "a domain that is not the exam's" },
	{ "thin-stem", "a stem too short to be a scenario" },
	{ "longest-right", "the right option is clearly the longest" },
	{ "absolute-words", "absolute words only in wrong options" },
	{ "all-of-the-above", "\"all of the above\" or \"none of the above\"" },
	{ "negative-stem", "a negative question without emphasis" },
	{ "same-options", "two options that say the same" },
	{ "near-duplicate", "two questions with the same words" },
	{ "key-place", "the right answer is nearly always in the same place" },
	{ "template-shape", "a file that is no template, or a section of another shape" },
	{ "template-too-big", "a template over a bound" },
	{ "unknown-parameter", "a parameter that the template does not have" },
	{ "unknown-function", "an intrinsic function that does not exist" },
	{ "unknown-condition", "a condition that the template does not have" },
	{ "unknown-loop", "a Fn::ForEach over what cannot be known" },
	{ "condition-ring", "conditions that need each other" },
	{ "missing-mapping", "a mapping or key of one that is not there" },
	{ "bad-function", "an intrinsic function with arguments it cannot have" },
	{ "dangling-reference", "a reference to what the template does not have" },
	{ "side-file", "a file that the template names and that cannot be read" },
	{ "sim-property", "a property with a value that AWS does not take" },
	{ "sim-time", "a time that cannot be read" },
	{ "sim-calls", "a call of a function that cannot be made" },
	{ "sim-alias", "a version or alias that the function does not have" },
	{ "sim-states", "a state machine with a mistake" },
	{ "sim-schedule", "a schedule that cannot be read" },
	{ "sim-pattern", "an event pattern that cannot be read" },
	{ "sim-filter", "a filter whose share is not known" },
	{ "sim-mapping", "an event source mapping that AWS does not take" },
	{ "sim-visibility", "a visibility timeout too short for the function" },
	{ "sim-concurrency", "more pollers than the function has room for" },
	{ "sim-redrive", "a redrive policy that cannot be followed" },
	{ "sim-plan", "a workload, fault or seed in the template that cannot be read" },
	{ "sim-fault", "a fault of a resource that is not there" },
	{ "sim-request", "a request that nothing takes" },
	{ "sim-size", "more resources than a simulation holds" },
	{ "bare-topic", "a topic without a diagram or a question" },
};

const char *lint_rule_name(size_t i, const char **ret_about)
{
	if (i >= sizeof(about) / sizeof(*about))
		return NULL;
	*ret_about = about[i].about;
	return about[i].name;
}
