/* SPDX-License-Identifier: MIT */
/* The app, with what the command line and the configuration say. */
#ifndef CLI_OPEN_APP_H
#define CLI_OPEN_APP_H

#include "cli/cli.h"

/* See struct app_options for lesson and topic. Returns the exit code. */
int open_app(struct cli *c, const char *lesson, const char *topic);

#endif
