/* SPDX-License-Identifier: MIT */
/*
 * What other services need to know of a Lambda function, asked of its
 * component. A caller invokes it by sending an OP_INVOKE or OP_INVOKE_ASYNC call
 * whose `key` is an alias (lambda_qualifier; 0 = $LATEST, which unqualified callers
 * get) and whose `b` is the number of records in its event (0 = one). One bad
 * record fails the batch, unless CALL_REPORTS_ITEMS is set: then the mapping asks
 * service->record_fails for each of them (source.h).
 *
 * What an invocation ends with: OUTCOME_FINE; OUTCOME_FUNCTION_ERROR and
 * OUTCOME_FUNCTION_TIMEOUT when the function ran and failed;
 * OUTCOME_TOO_MANY_REQUESTS, OUTCOME_TOO_LARGE, OUTCOME_RECURSIVE,
 * OUTCOME_SERVER_ERROR, OUTCOME_ACCESS_DENIED when Lambda did not run it.
 */
#ifndef SIM_LAMBDA_H
#define SIM_LAMBDA_H

#include "sim/service.h"

extern const struct service lambda_service;

static inline bool lambda_is(const struct component *m)
{
	return m->service == &lambda_service;
}

int64_t lambda_timeout_ns(const struct component *function);

/* ReservedConcurrentExecutions; -1 = none. Valid after all components are configured. */
int64_t lambda_reserved(const struct component *function);

/* Whether an invocation that runs is the first in its environment. */
bool lambda_is_fresh(const struct call *invocation);

/* The component that it calls as number i, edges or metadata say so; false behind the last one. */
bool lambda_calls(const struct component *function, size_t i, uint16_t *ret_to);

/* Invocations that are running now, INIT included. */
uint32_t lambda_concurrency(const struct component *function);

/*
 * The key of a version or alias by its name ("live", "3"), its logical id, or
 * an ARN that ends in ":live"; NULL and "" mean unqualified. 0 (and a diagnostic at
 * `at`, a component and its value) when there is none of that name.
 */
uint32_t lambda_qualifier(struct build *b, const struct component *function, const char *name,
			  const struct component *asker, const struct value *at);

/* The same of a property that names the function: "!Ref LiveAlias", "${Resize.Arn}:live". */
uint32_t lambda_key_named(struct build *b, const struct component *function,
			  const struct value *name,
			  const struct component *asker);

/*
 * The same by the Alias among the details of an edge to `to`; 0 when that is no function, or the
 * alias ${stageVariables.x}, which is for a stage to say.
 */
uint32_t lambda_key_of_edge(struct build *b, const struct component *to,
			    const struct value *details, const struct component *asker);

/*
 * The version or alias that a user means who names a part of a function instead ("Live" of
 * "invoke lambda://Live"), as seen from the logical id from (NULL = nobody); "" = it is none.
 */
const char *lambda_part_named(const struct build *b, const char *name, const char *from);

#endif
