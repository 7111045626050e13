/* SPDX-License-Identifier: MIT */
/*
 * What clients of secrets and parameters keep for a while: the caching libraries
 * of the SDKs and the Lambda extension, one cache in each process. A function
 * has one in each environment. Which of them runs an invocation is not known here: of
 * k that run at once each takes its turn among the first k caches (Lambda gives
 * work to the environments used last), and the first invocation of an environment
 * finds an empty one. Metadata.Nephoscope.Cache: none, sdk, extension.
 */
#ifndef SIM_CLIENT_CACHE_H
#define SIM_CLIENT_CACHE_H

#include "sim/service.h"

/* One process's copy. */
struct cached {
	int64_t expires_ns;
	uint32_t version;	/* of the value, as its service counts them */
};

struct client_cache {
	int64_t ttl_ns;		/* 0 = clients keep nothing */
	struct {
		struct cached *list;
		uint32_t cap, turn;
	} *readers;		/* by component */
};

void client_cache_configure(struct build *b, struct component *m, struct client_cache *c);

/*
 * The number of the process in which the call was made, for client_cache_at. A
 * new process has nothing in its cache.
 */
uint32_t client_cache_process(struct sim *s, struct client_cache *c, const struct call *call);

/* The copy that a process of component `from` has. Valid until the next call. */
struct cached *client_cache_at(struct sim *s, struct client_cache *c, uint16_t from, uint32_t process);

#endif
