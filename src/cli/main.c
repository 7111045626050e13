/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/help.h"

/*
 * Files opened later must not get the numbers of standard streams that whoever
 * started us left closed. The other way round (standard output for reading), so
 * that using one of them fails as it would have failed closed.
 */
static void fill_standard_streams(void)
{
	static const int modes[] = { O_WRONLY, O_RDONLY, O_RDONLY };

	for (int fd = 0; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", modes[fd]) < 0)
			_exit(STATUS_ENVIRONMENT);
}

/* Commands that take no part in configuring: they work whatever the files say. */
static bool needs_config(const struct command *c)
{
	return c->run != cmd_help.run && c->run != cmd_completion.run;
}

static int run(struct cli *c)
{
	int status = STATUS_FINE;

	if (options_has(&c->options, OPT_VERSION)) {
		help_version(&c->out);
		return STATUS_FINE;
	}
	if (options_has(&c->options, OPT_HELP)) {
		help_print(&c->out, c->options.command);
		return STATUS_FINE;
	}
	if (needs_config(c->command))
		status = cli_configure(c);
	return status == STATUS_FINE ? c->command->run(c) : status;
}

/* What was written may still not have arrived. */
static int finish_output(struct cli *c, int status)
{
	bool is_fine = output_flush(&c->out);
	int why = c->out.error;

	if (is_fine && close(c->out.fd) && errno != EBADF) {
		is_fine = false;
		why = errno;
	}
	if (is_fine)
		return status;
	message("cannot write to standard output: %s", strerror(why));
	return STATUS_ENVIRONMENT;
}

int main(int argc, char **argv)
{
	struct cli c;
	const char *why;
	int status;

	fill_standard_streams();
	setlocale(LC_CTYPE, "");
	cli_init(&c);
	if (options_parse(&c.options, &c.arena, argc, argv, &why) == ERR_OK) {
		c.command = c.options.command ? c.options.command : &cmd_open;
		status = run(&c);
	} else {
		message("%s", why);
		status = STATUS_USAGE;
	}
	status = finish_output(&c, status);
	cli_done(&c);
	return status;
}
