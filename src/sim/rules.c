/* SPDX-License-Identifier: MIT */
#include "sim/rules.h"

#include <string.h>

#include "base/buf.h"

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

const char *rule_text(struct arena *a, enum rule r, const struct facts *facts, enum facts_profile p)
{
	const struct fact *f = facts_find(facts, infos[r].fact);
	const char *why = infos[r].why, *gap = strstr(why, "{}"), *text;
	struct buf b;

	if (!gap || !f)
		return why;
	buf_init(&b);
	buf_add(&b, why, (size_t)(gap - why));
	fact_print_value(&b, f, p);
	buf_adds(&b, gap + 2);
	text = arena_strdup(a, buf_str(&b));
	buf_done(&b);
	return text;
}
