/* SPDX-License-Identifier: MIT */
#include "sim/outcome.h"

#include <stdio.h>

struct outcome_info {
	const char *text;
	enum outcome_class class;
	int status;
};

static const struct outcome_info infos[] = {
#define X(name, text, class, status) { text, OUTCOME_CLASS_##class, status },
	OUTCOMES(X)
#undef X
};

static const struct outcome_info *info(enum outcome o)
{
	return o > OUTCOME_NAMED && o < N_OUTCOMES ? &infos[o - OUTCOME_NAMED - 1] : NULL;
}

const char *outcome_text(enum outcome o, char buf[8])
{
	const struct outcome_info *i = info(o);

	if (i)
		return i->text;
	if (o == OUTCOME_FINE)
		return "ok";
	if (o == OUTCOME_NO_ANSWER)
		return "timeout";
	snprintf(buf, 8, "%d", (int)o % 1000);
	return buf;
}

enum outcome_class outcome_class(enum outcome o)
{
	const struct outcome_info *i = info(o);

	if (i)
		return i->class;
	if (o == OUTCOME_NO_ANSWER)
		return OUTCOME_CLASS_TRANSIENT;
	if (o == 429)
		return OUTCOME_CLASS_THROTTLED;
	if (o == 500 || o == 502 || o == 503 || o == 504)
		return OUTCOME_CLASS_TRANSIENT;
	return outcome_is_fine(o) ? OUTCOME_CLASS_FINE : OUTCOME_CLASS_FATAL;
}

int outcome_status(enum outcome o)
{
	const struct outcome_info *i = info(o);

	if (i)
		return i->status;
	if (o == OUTCOME_FINE)
		return 200;
	return o >= 100 && o < 600 ? (int)o : 0;
}
