/* SPDX-License-Identifier: MIT */
/* How many machine instructions this thread runs, where the system counts them (Linux, perf events). */
#ifndef CLI_INSTRUCTIONS_H
#define CLI_INSTRUCTIONS_H

#include <stdint.h>

struct instructions {
	int fd;		/* -1 = they are not counted */
};

void instructions_begin(struct instructions *i);
uint64_t instructions_end(struct instructions *i);	/* since begin; 0 = not counted */

#endif
