/* SPDX-License-Identifier: MIT */
#include "cli/cmd_table.h"

#include <string.h>

#include "base/suggest.h"

const struct command *const cmd_table[] = {
	&cmd_open,
	&cmd_topics,
	&cmd_read,
	&cmd_search,
	&cmd_graph,
	&cmd_sim,
	&cmd_play,
	&cmd_quiz,
	&cmd_progress,
	&cmd_facts,
	&cmd_lint,
	&cmd_bench,
	&cmd_doctor,
	&cmd_completion,
	&cmd_help,
	NULL,
};

enum { N_COMMANDS = sizeof(cmd_table) / sizeof(*cmd_table) - 1 };

const struct command *cmd_find(const char *name)
{
	for (const struct command *const *c = cmd_table; *c; c++)
		if (!strcmp((*c)->name, name))
			return *c;
	return NULL;
}

const char *cmd_nearest(const char *name)
{
	const char *names[N_COMMANDS + 1] = { NULL };

	for (size_t i = 0; i < N_COMMANDS; i++)
		names[i] = cmd_table[i]->name;
	return suggest_nearest(name, names);
}
