/* SPDX-License-Identifier: MIT */
#include "sim/rules.h"

static const struct rule_info infos[N_RULES] = {
	[RULE_NONE] = { "", "", "" },
#define X(name, id, fact, why) [RULE_##name] = { id, fact, why },
	RULES(X)
#undef X
};

const struct rule_info *rule_info(enum rule r)
{
	return &infos[r];
}
