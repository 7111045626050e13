/* SPDX-License-Identifier: MIT */
/* See rules.h. */
#ifndef SIM_RULES_LAMBDA_H
#define SIM_RULES_LAMBDA_H

#define RULES_LAMBDA(X)

#endif
