/* SPDX-License-Identifier: MIT */
/* See rules.h. */
#ifndef SIM_RULES_API_H
#define SIM_RULES_API_H

#define RULES_API(X)

#endif
