/* SPDX-License-Identifier: MIT */
/*
 * What goes wrong on purpose: 'Table errors 50% from 10s to 20s', also 'slow
 * x4', 'down', 'throttle [SHARE]', 'denied'. A fault holds its component for a
 * while; several may overlap: shares of one kind strike independently, slownesses multiply.
 */
#ifndef SIM_FAULT_H
#define SIM_FAULT_H

#include "base/err.h"
#include "sim/service.h"

enum fault_kind { FAULT_ERRORS, FAULT_SLOW, FAULT_DOWN, FAULT_THROTTLE, FAULT_DENIED, N_FAULT_KINDS };

extern const struct service fault_service;

struct fault {
	const char *id;		/* logical id of the component */
	enum fault_kind kind;
	double amount;		/* share of errors or throttles; factor of slowness */
	int64_t from_ns, to_ns;	/* INT64_MAX = to the end */
};

/*
 * Parses the spelling above; id is in a. On ERR_SYNTAX ret_why (static) says
 * what was expected.
 */
enum err fault_parse(struct arena *a, const char *text, struct fault *ret, const char **ret_why);

/* Schedules faults; complains about ids that name no component. */
void fault_schedule(struct build *b, const struct fault *faults, size_t n);

/* A call reaches a component that a fault holds: true when the fault answered it. */
bool fault_takes(struct sim *s, struct component *m, struct call *c, uint32_t slot);

/*
 * Work for c begins at a component that a fault holds (m->faults is not NULL): the
 * outcome that hinders it, with its rule, or OUTCOME_NONE. Work that will end in
 * an error has CALL_FAILS set.
 */
enum outcome fault_strikes(struct component *m, struct call *c, enum rule *ret_rule);

#endif
