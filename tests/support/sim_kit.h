/* SPDX-License-Identifier: MIT */
/*
 * Small architectures in a few lines, run and asked:
 *
 *	struct kit k;
 *	kit_init(&k);
 *	kit_node(&k, "Resize", ARCH_FUNCTION, "AWS::Serverless::Function", "Timeout=3 MemorySize=512");
 *	kit_meta(&k, "Resize", "Work", "120ms");
 *	kit_edge(&k, "Uploads", VERB_TRIGGERS, "Resize", "");
 *	kit_request(&k, "invoke lambda://Resize", "50/s", 0);
 *	kit_run(&k);
 *	t_int(kit_count(&k, "Resize", "Throttles"), 0);
 *	kit_done(&k);
 *
 * Properties and details are "Path=text" words; paths with dots make maps;
 * text may not hold blanks (kit_set takes any).
 */
#ifndef TESTS_SUPPORT_SIM_KIT_H
#define TESTS_SUPPORT_SIM_KIT_H

#include "model/arch.h"
#include "model/run.h"
#include "sim/sim.h"

struct kit {
	struct arch *arch;
	struct facts *facts;
	struct diag_list diags;
	struct sim_options options;
	struct workload workloads[8];
	struct fault faults[8];
	struct sim *sim;		/* of the last run */
	struct run *run;
};

void kit_init(struct kit *k);		/* seed 1, duration 60 s, the shipped facts */
void kit_done(struct kit *k);

void kit_node(struct kit *k, const char *id, enum arch_kind kind, const char *type,
	      const char *properties);
/* A resource that folds into owner: an alias, a version, a stage. */
void kit_folded(struct kit *k, const char *id, const char *owner, const char *type,
		const char *properties);
void kit_set(struct kit *k, const char *id, const char *path, const char *text);
/*
 * Properties that words cannot say. A path goes through maps, which are made on
 * the way, and through the last element of a list. The first two append to the
 * list at path; the others set a reference to another resource there.
 */
void kit_append(struct kit *k, const char *id, const char *path, const char *words);
void kit_append_text(struct kit *k, const char *id, const char *path, const char *text);
void kit_refer(struct kit *k, const char *id, const char *path, const char *to);
/* The same from YAML or JSON text; "!Ref Id" becomes a reference. */
void kit_yaml(struct kit *k, const char *id, const char *path, const char *text);
void kit_meta(struct kit *k, const char *id, const char *key, const char *text);
/* details NULL: there are none. */
void kit_edge(struct kit *k, const char *from, enum arch_verb verb, const char *to,
	      const char *details);
/* A route of an API that leads to no node. */
void kit_outside(struct kit *k, const char *id, const char *details);

/* rate NULL: count at once. */
void kit_request(struct kit *k, const char *request, const char *rate, uint64_t count);
void kit_fault(struct kit *k, const char *fault);

/* Puts the run together; fails the test with the diagnostics when it cannot. */
void kit_begin(struct kit *k);
/* kit_begin and everything to the end; checks that every request is accounted for. */
void kit_run(struct kit *k);
/* Expects that the run cannot be put together; the text of the first diagnostic. */
const char *kit_refused(struct kit *k);

double kit_outcome(struct kit *k, const char *name);	/* how many requests ended so */
uint64_t kit_count(struct kit *k, const char *id, const char *metric);
const struct metric *kit_metric(struct kit *k, const char *id, const char *metric);

/* Moments of the history (options.has_trace must be set): how many have this moment and rule. */
size_t kit_moments(struct kit *k, enum moment m, enum rule rule);

/* Within 3 standard errors: |got - expected| <= 3 * error, else the test fails with both. */
void kit_near(double got, double expected, double standard_error);

#endif
