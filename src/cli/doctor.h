/* SPDX-License-Identifier: MIT */
/* What `doctor` looks at, section by section; each adds what it finds wrong to a list. */
#ifndef CLI_DOCTOR_H
#define CLI_DOCTOR_H

#include "cli/cli.h"

struct doctor {
	struct cli *cli;
	struct buf problems;	/* sentences, one a line: what is wrong and how to mend it */
	struct buf notes;	/* likewise: what could be better */
	size_t n_problems;
};

void doctor_libraries(struct doctor *d);
void doctor_paths(struct doctor *d);
void doctor_terminal(struct doctor *d);
void doctor_database(struct doctor *d);
void doctor_course(struct doctor *d);

void doctor_problem(struct doctor *d, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void doctor_note(struct doctor *d, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* --rebuild: an enum exit_status. */
int doctor_rebuild(struct cli *c);

/* The lines of a section. */
void doctor_heading(struct doctor *d, const char *title);
void doctor_line(struct doctor *d, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
