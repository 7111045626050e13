/* SPDX-License-Identifier: MIT */
/*
 * What the SAM transform generates, as CloudFormation resources: event sources
 * become mappings, subscriptions, rules and schedules, so that the wiring rules
 * know one form only. Private to cloud/.
 */
#ifndef CLOUD_SAM_H
#define CLOUD_SAM_H

#include "cloud/text.h"
#include "cloud/template.h"

bool sam_is(const struct arch_resource *r, const char *type);	/* "Function" */

/* The resource as a reference: {id, "Arn"}, of the place of at. */
struct value *sam_reference(struct template *t, const char *id, const char *attribute,
			    const struct value *at);

/* Generates what the events of a function or state machine stand for. */
void sam_generate_events(struct template *t, int resource);

#endif
