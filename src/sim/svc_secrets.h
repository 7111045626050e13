/* SPDX-License-Identifier: MIT */
/*
 * A secret's state, for svc_secrets.c (reads) and svc_secrets_rotation.c.
 *
 * Versions are numbers from 0. Three labels move along: AWSCURRENT, AWSPENDING
 * and, one behind the current one, AWSPREVIOUS. The database that the secret opens
 * knows the password of version `database`.
 */
#ifndef SIM_SVC_SECRETS_H
#define SIM_SVC_SECRETS_H

#include "sim/bucket.h"
#include "sim/client_cache.h"
#include "sim/schedule_time.h"

extern const struct service secrets_service;

/* Limits that all secrets of an account share. One in each run. */
struct secrets_account {
	struct bucket reads, rotations;
};

enum secrets_phase {
	SECRETS_READ,		/* GetSecretValue is done */
	SECRETS_KEY,		/* waits for KMS */
	SECRETS_STEP,		/* a step of a rotation is done */
	SECRETS_SCHEDULE,	/* timer: the next rotation is due */
};

enum secrets_step { STEP_CREATE, STEP_SET, STEP_TEST, STEP_FINISH, N_STEPS };

struct secret {
	struct secrets_account *account;
	struct client_cache cache;
	struct dist latency;
	int key;				/* component of its KMS key; -1 = AWS's own */

	uint32_t current, pending, newest;	/* pending 0 = none */
	uint32_t database;
	bool is_alternating;			/* two users take turns: the last password works too */

	bool can_rotate;
	int rotator;				/* component of the function; -1 = AWS's own */
	uint32_t rotator_key;			/* its alias */
	double step_ns;				/* of a rotation without a function */
	struct random failures;
	uint32_t rotation;			/* call that stands for the rotation that runs */
	enum secrets_step step;
	bool has_schedule;
	struct schedule_time when;		/* a window begins */
	int64_t start_s, window_s;		/* of the run; of the last window planned: since 1970 */
	int64_t window_ns;			/* 0 = to the end of the day */
	struct random moment;
	struct timer schedule;

	uint64_t n_calls, n_throttled, n_cached, n_stale, n_failed;
	uint64_t n_rotate_calls, n_rotations, n_failed_rotations;
	struct summary total;
};

void secrets_configure_rotation(struct build *b, struct component *m);
void secrets_connect_rotation(struct build *b, struct component *m);
void secrets_start_schedule(struct sim *s, struct component *m);

/* RotateSecret, asked from outside. */
void secrets_rotate(struct sim *s, struct component *m, uint32_t slot);

/* The schedule's timer is due. */
void secrets_schedule_due(struct sim *s, struct component *m);

/* A step of the rotation has ended, well or not. */
void secrets_step_done(struct sim *s, struct component *m, bool is_fine);

#endif
