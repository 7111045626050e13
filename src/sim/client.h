/* SPDX-License-Identifier: MIT */
/*
 * The world outside: workloads that make requests and see their outcomes.
 * Arrivals of a workload are one event each, scheduled
 * one ahead.
 */
#ifndef SIM_CLIENT_H
#define SIM_CLIENT_H

#include "sim/service.h"
#include "sim/sim.h"

extern const struct service client_service;

/* Takes the run's workloads, else the template's own, else one request at each entry. */
void client_configure(struct build *b, const struct sim_options *options);
void client_start(struct sim *s);

/*
 * Which components (ret[i], for each) a request enters when nobody says what arrives: those
 * that take work and that nothing in the architecture leads to, and one of each loop.
 */
void client_entries(struct build *b, bool *ret);

#endif
