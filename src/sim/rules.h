/* SPDX-License-Identifier: MIT */
/*
 * The rules that decide what happens, as traces and stories name them. Each
 * area keeps its own list: X(NAME, "service.what", "fact", "why, in a sentence
 * or two"). The fact names the number and its source ("" when the rule has no
 * number); {} in the sentence is replaced by that fact's value and unit.
 */
#ifndef SIM_RULES_H
#define SIM_RULES_H

#include "base/arena.h"
#include "model/facts.h"
#include "sim/rules_api.h"
#include "sim/rules_data.h"
#include "sim/rules_lambda.h"
#include "sim/rules_messaging.h"
#include "sim/rules_sdk.h"
#include "sim/rules_steps.h"

#define RULES(X)                                                                         \
	RULES_SDK(X) RULES_API(X) RULES_LAMBDA(X) RULES_DATA(X) RULES_MESSAGING(X) RULES_STEPS(X)

enum rule {
	RULE_NONE,
#define X(name, id, fact, why) RULE_##name,
	RULES(X)
#undef X
	N_RULES
};

struct rule_info {
	const char *id;		/* "lambda.async.throttle" */
	const char *fact;	/* "" = none */
	const char *why;
};

const struct rule_info *rule_info(enum rule r);	/* of RULE_NONE: empty texts */

/* Its sentence with the value of its fact for {}; static, or in a. */
const char *rule_text(struct arena *a, enum rule r, const struct facts *facts, enum facts_profile p);

#endif
