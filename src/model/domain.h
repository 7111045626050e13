/* SPDX-License-Identifier: MIT */
/*
 * The domains of AWS Certified DevOps Engineer - Professional (DOP-C02) and
 * their weights, from AWS's exam guide:
 * https://docs.aws.amazon.com/aws-certification/latest/examguides/devops-engineer-professional-02.html
 */
#ifndef MODEL_DOMAIN_H
#define MODEL_DOMAIN_H

enum { N_DOMAINS = 6 };

struct domain {
	const char *id;		/* as questions name it */
	const char *title;	/* as AWS names it */
	int percent;		/* of the scored questions */
};

extern const struct domain domains[N_DOMAINS];

const struct domain *domain_find(const char *id);	/* NULL if unknown */

#endif
