/* SPDX-License-Identifier: MIT */
/* The app, with what the command line and the configuration say. */
#ifndef CLI_OPEN_APP_H
#define CLI_OPEN_APP_H

#include "app/app.h"
#include "cli/cli.h"

/*
 * start says what to begin with: course (NULL = the one that was chosen),
 * lesson, diagram, topic. Returns the exit code.
 */
int open_app(struct cli *c, const struct app_options *start);

#endif
