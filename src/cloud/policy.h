/* SPDX-License-Identifier: MIT */
/*
 * What may touch what: permissions (IAM statements, SAM policy templates) and
 * tasks of state machines become grants on nodes, and those become edges (R9,
 * R11). Private to cloud/.
 */
#ifndef CLOUD_POLICY_H
#define CLOUD_POLICY_H

#include "base/buf.h"
#include "cloud/wire.h"

/* What an action does to a node, as bits. */
enum {
	CAN_READ = 1,
	CAN_WRITE = 2,
	CAN_USE = 4,		/* neither reads nor changes by its name */
	CAN_INVOKE = 8,
	CAN_PUBLISH = 16,
	CAN_POLL = 32,
};

/* action.c: what "service:Action" (with * too) does to a node of a kind; 0 = nothing to it. */
unsigned action_can(const char *action, enum arch_kind kind);

/* True when actions of this service ("dynamodb") are about nodes of this kind. */
bool action_is_of(const char *service, size_t n, enum arch_kind kind);

/* A service as IAM calls it, of its name in the SDKs: "sfn" -> "states"; sdk itself if they agree. */
const char *action_service(const char *sdk);

/* policy_table.c: the actions that a SAM policy template allows on what a parameter names. */
struct policy_template {
	const char *name, *parameter;
	const char *actions;		/* "sqs:ReceiveMessage sqs:DeleteMessage" */
};
const struct policy_template *policy_template_find(const char *name);

/* What is granted on one node, by all statements together. */
struct grant {
	int node;
	unsigned can;
	bool is_optional;
	const struct value *at, *whole;	/* as of a target */
	struct buf actions;
};

struct grants {
	struct grant *list;
	size_t n, cap;
};

void grants_done(struct grants *g);

/* Adds an action on every node that resource refers to. */
void grants_add(struct wire *w, struct grants *g, const char *action, const struct value *resource);

/* The edges of what is granted to a node. */
void grants_wire(struct wire *w, const struct grants *g, int node, const char *rule);

/* A role's own and attached policies; role is any reference to it. */
void policy_role(struct wire *w, struct grants *g, const struct value *role);

/* The policies that a node runs with: SAM's and those of its role. */
void policy_of(struct wire *w, struct grants *g, int resource);

/* states.c: true when the definition of a state machine could be read; its tasks are granted. */
bool states_grant(struct wire *w, struct grants *g, int resource);

#endif
