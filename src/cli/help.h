/* SPDX-License-Identifier: MIT */
/* Help made from the tables of commands and options. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/cmd_table.h"
#include "cli/output.h"

/* The program's help for NULL, else the command's. */
void help_print(struct output *o, const struct command *c);

void help_version(struct output *o);

#endif
