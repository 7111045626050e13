/* SPDX-License-Identifier: MIT */
/*
 * A web ACL in front of an API, a load balancer or a CDN: blocks a share of the requests
 * (Metadata.Nephoscope.Blocked of the ACL), before any other check.
 */
#ifndef SIM_SVC_WAF_H
#define SIM_SVC_WAF_H

#include "sim/service.h"

extern const struct service waf_service;

/* The ACL that an edge ties to m; NULL = none. */
struct component *waf_before(const struct build *b, const struct component *m);

/* Whether the ACL, a component of waf_service, blocks one request; counts it. */
bool waf_blocks(struct component *m);

#endif
