/* SPDX-License-Identifier: MIT */
/*
 * A text file that is compiled into the program. tools/embed makes arrays of
 * them: the steps of the database's schema, the facts about AWS.
 */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

struct embedded {
	const char *name;	/* as in the sources: "data/aws/lambda.yaml" */
	const char *text;
};

#endif
