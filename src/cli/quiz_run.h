/* SPDX-License-Identifier: MIT */
/* A session of questions in lines, from the first to the summary. */
#ifndef CLI_QUIZ_RUN_H
#define CLI_QUIZ_RUN_H

#include "cli/ask.h"
#include "cli/session.h"

/* For the command: reads standard input. Returns an enum exit_status. */
int quiz_run(struct cli *c, const struct quiz_session *s);

/*
 * Within another conversation. Ends with the questions, with the input, or with
 * a word that is not for the quiz: ret_said.
 */
void quiz_ask_all(struct asker *a, const struct quiz_session *s, struct said *ret_said);

#endif
