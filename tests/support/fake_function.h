/* SPDX-License-Identifier: MIT */
/*
 * A function that does as it is told, for tests of what stands in front of one:
 * a program that links it has it in place of Lambda. Metadata: Time (how long it
 * takes), Answer (an outcome's name or a status; "ok"), Share (of calls that get
 * that answer; 1), Posts (a WebSocket API to whose connections it posts first).
 * An alias other than "prod" counts apart. Metrics: Invocations,
 * AliasInvocations, AsyncInvocations, Gone.
 */
#ifndef TESTS_SUPPORT_FAKE_FUNCTION_H
#define TESTS_SUPPORT_FAKE_FUNCTION_H

#include "sim/service.h"

extern const struct service fake_function;

#endif
