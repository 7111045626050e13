/* SPDX-License-Identifier: MIT */
/* See rules.h. */
#ifndef SIM_RULES_DATA_H
#define SIM_RULES_DATA_H

#define RULES_DATA(X)

#endif
