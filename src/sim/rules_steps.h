/* SPDX-License-Identifier: MIT */
/* See rules.h. */
#ifndef SIM_RULES_STEPS_H
#define SIM_RULES_STEPS_H

#define RULES_STEPS(X)

#endif
