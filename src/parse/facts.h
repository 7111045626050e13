/* SPDX-License-Identifier: MIT */
/*
 * The facts about AWS (model/facts.h) from YAML files of this form:
 *
 *	sources:
 *	  quotas:
 *	    title: "Lambda quotas, AWS Lambda Developer Guide"
 *	    url: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 *	    confidence: documented
 *	facts:
 *	  lambda.timeout.default:
 *	    about: A function that says nothing else is stopped after this time.
 *	    value: 3 s
 *	    source: quotas
 *
 * A source is documented unless its confidence is measured or secondary. A fact
 * may also have p90 and p99 (it is lognormal then, with the value as median),
 * "shape: exp" (with the value as mean), since, lesson, and a confidence other
 * than its source's; an assumption needs no source. "aws-2023" is the value in
 * that profile, or a map of value, p90 and p99, all in the same unit; without it
 * both profiles agree.
 */
#ifndef PARSE_FACTS_H
#define PARSE_FACTS_H

#include "base/diag.h"
#include "base/embedded.h"
#include "base/err.h"
#include "model/facts.h"

/* data/aws/ as it was when the program was compiled. */
extern const struct embedded facts_files[];
extern const int n_facts_files;

/*
 * Parses files. Mistakes go to diags (NULL = nobody wants to know): a fact with
 * one is left out, a file that is no YAML is left out whole. ERR_SYNTAX, and
 * nothing returned, if there was any error; the caller frees with facts_free().
 */
enum err facts_parse(const struct embedded *files, int n, struct facts **ret,
		     struct diag_list *diags);

/* The same for the files that are compiled in. */
enum err facts_load(struct facts **ret, struct diag_list *diags);

#endif
