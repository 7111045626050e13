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

/* As the fact says it, but long times in the largest unit of which there are several whole ones. */
static void add_value(struct buf *out, const struct fact *f, enum facts_profile p)
{
	static const struct {
		long s, least;
		const char *unit;
	} units[] = { { 86400, 2, "days" }, { 3600, 2, "h" }, { 60, 10, "min" } };
	long s = (long)f->value[p];

	for (size_t i = 0; !strcmp(f->unit, "s") && i < sizeof(units) / sizeof(*units); i++) {
		if (s % units[i].s || s / units[i].s < units[i].least)
			continue;
		buf_printf(out, "%ld %s", s / units[i].s, units[i].unit);
		return;
	}
	fact_print_value(out, f, p);
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
	add_value(&b, f, p);
	buf_adds(&b, gap + 2);
	text = arena_strdup(a, buf_str(&b));
	buf_done(&b);
	return text;
}
