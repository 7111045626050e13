/* SPDX-License-Identifier: MIT */
/*
 * Lines typed or piped in, one at a time. An interrupt (Ctrl-C) ends the input
 * like its end does; the program then says what was kept.
 */
#ifndef CLI_INPUT_H
#define CLI_INPUT_H

#include <signal.h>
#include <stdbool.h>

#include "base/buf.h"

struct input {
	int fd;
	bool is_terminal;
	bool is_ended;
	struct buf raw;		/* bytes that were read and not used yet */
	size_t next;		/* first of them */
	struct buf line;
	struct sigaction before;
};

/* From here to input_done an interrupt is only noted. */
void input_init(struct input *in, int fd);
void input_done(struct input *in);

/*
 * The next line, clean and without blanks around it, valid until the next
 * call; what of it is longer than 4,000 bytes is dropped. NULL at the end.
 */
const char *input_line(struct input *in);

bool input_is_interrupted(void);

#endif
