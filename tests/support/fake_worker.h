/* SPDX-License-Identifier: MIT */
/*
 * A function as simple as can be, for tests of what invokes functions. A program
 * that has fake_worker.c among its sources has that file's service table: the
 * fake takes resources of the type Test::Function, whose properties are
 *
 *	Duration=100ms		how long it works ("100ms exp")
 *	Errors=10%		of its invocations, or records, end in FunctionError
 *	Fatal=10%		of its invocations are refused with ResourceNotFoundException
 *	Concurrency=5		more at a time are throttled
 *
 * Metrics: Invocations, Errors, Throttles, Records, Duration, ConcurrentExecutions.
 */
#ifndef TESTS_SUPPORT_FAKE_WORKER_H
#define TESTS_SUPPORT_FAKE_WORKER_H

#include "sim/service.h"

extern const struct service fake_worker_service;

#endif
