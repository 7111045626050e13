/* SPDX-License-Identifier: MIT */
/*
 * A bucket's state, for svc_s3.c (requests) and svc_s3_events.c (what a change
 * of an object sets off).
 */
#ifndef SIM_SVC_S3_H
#define SIM_SVC_S3_H

#include "sim/capacity.h"
#include "sim/service.h"

enum { NOTIFICATIONS_MAX = 64, PREFIXES_MAX = 10000 };

/* What happens to an object, as a set of bits. */
enum {
	S3_CREATED_PUT = 1,
	S3_REMOVED_DELETE = 2,
	S3_REMOVED_MARKER = 4,
	S3_CREATED = S3_CREATED_PUT,
	S3_REMOVED = S3_REMOVED_DELETE | S3_REMOVED_MARKER,
	S3_ALL = S3_CREATED | S3_REMOVED,
};

/* Keys of one prefix share its request rate. */
struct s3_prefix {
	struct capacity writes, reads;
	int64_t over_since_ns, over_last_ns;	/* refusals without a pause between them */
};

/* A key that a workload or a call names; key 0 stands for those that nobody named. */
struct s3_key {
	const char *name;
	uint32_t prefix;
	bool is_gone;			/* deleted in this run */
	uint64_t wanted_by;		/* notifications whose filter it passes, by number */
};

/* One configuration of NotificationConfiguration, or a rule of the default bus. */
struct s3_notification {
	uint16_t to;
	enum op op;
	uint32_t key;			/* of the call to there */
	unsigned events;
	const char *prefix, *suffix;	/* of keys; "" = any */
	const struct value *pattern;	/* of a rule, instead of these; NULL = none */
	const char *sample;		/* a key that passes; NULL = any does */
	struct dist delay;
	struct random copies;
};

struct s3 {
	struct s3_key *keys;
	uint32_t n_keys, cap_keys;
	struct s3_prefix *prefixes;
	uint32_t n_prefixes, cap_prefixes;
	uint32_t n_spread;		/* prefixes that keys without a name are spread over */
	struct random spread;
	double writes_per_s, reads_per_s;
	int64_t growth_ns, rest_ns;

	struct s3_notification *notifications;
	unsigned n_notifications;
	uint64_t unfiltered;		/* those that take any key */
	double duplicate_share;
	uint8_t *is_downstream;		/* by component: what this bucket's events can reach */

	struct dist get, put, delete, list;
	bool is_versioned;
	uint64_t n_gets, n_puts, n_deletes, n_lists, n_client_errors, n_server_errors, n_slow_down;
	uint64_t n_paid_reads, n_paid_writes, n_paid_deletes;
	uint64_t n_events, n_duplicates;
	double uploaded_bytes;
	struct summary first_byte, total;
};

enum { S3_PHASE_DONE, S3_PHASE_EVENT };

/* The number of a key, known from now on. */
uint32_t s3_key(struct build *b, struct s3 *t, const char *name);

/* Reads notifications of the bucket and of rules that wait for its events. */
void s3_connect_events(struct build *b, struct component *m);

/* All keys are known: which notifications want them. */
void s3_match_keys(struct s3 *t);

/* An object has changed: events go to whoever wants them. */
void s3_notify(struct sim *s, struct component *m, uint32_t slot, unsigned event);

#endif
