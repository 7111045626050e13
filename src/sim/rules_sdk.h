/* SPDX-License-Identifier: MIT */
/* See rules.h. Faults, bounds and the SDK's retries. */
#ifndef SIM_RULES_SDK_H
#define SIM_RULES_SDK_H

#define RULES_SDK(X)                                                                     \
	X(FAULT_DOWN, "fault.down", "",                                                  \
	  "A fault of this run: the service is down, and each call to it fails at once.") \
	X(FAULT_DENIED, "fault.denied", "",                                              \
	  "A fault of this run: the caller's permission is gone.")                       \
	X(FAULT_THROTTLE, "fault.throttle", "", "A fault of this run: the service throttles.") \
	X(FAULT_ERROR, "fault.error", "", "A fault of this run: the service fails.")     \
	X(SDK_RETRY, "sdk.retry", "sdk.attempts",                                        \
	  "The SDK tries again, and waits longer each time: {} in all, unless the service has a " \
	  "number of its own.")                                                          \
	X(SDK_QUOTA, "sdk.quota", "sdk.quota",                                           \
	  "The SDK's retry quota ({}) is used up: no retry, so that retries cannot "     \
	  "become a storm.")                                                             \
	X(STATION_FULL, "station.full", "",                                              \
	  "All servers are busy and the queue is full: the request is refused.")         \
	X(NOT_MODELLED, "not.modelled", "",                                              \
	  "This resource has no model: it answers at once and hands work on.")

#endif
