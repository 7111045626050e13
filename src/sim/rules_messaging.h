/* SPDX-License-Identifier: MIT */
/* See rules.h. */
#ifndef SIM_RULES_MESSAGING_H
#define SIM_RULES_MESSAGING_H

#define RULES_MESSAGING(X)

#endif
