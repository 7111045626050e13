/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cli/cli.h"
#include "cli/lesson_find.h"
#include "cli/stream.h"

static enum output_color color_of(const struct cli *c)
{
	const char *when = c->options.values[OPT_COLOR];

	if (!when || !strcmp(when, "auto"))
		return cli_is_plain(c) ? COLOR_NEVER : COLOR_AUTO;
	return !strcmp(when, "always") ? COLOR_ALWAYS : COLOR_NEVER;
}

static int run(struct cli *c)
{
	struct flow_options options = {
		.width = output_width(&c->out), .measure = c->config.measure,
	};
	struct lesson *lesson;
	int status = lesson_find(c, c->options.args[0], &lesson);

	if (status != STATUS_FINE)
		return status;
	output_color(&c->out, color_of(c), c->config.theme);
	/* Who names a width wants lines of that width. */
	if (options_has(&c->options, OPT_WIDTH)) {
		options.width = (int)options_number(&c->options, OPT_WIDTH, 0);
		options.measure = options.width;
	}
	stream_doc(&c->out, lesson->doc, &options, cli_wants_plain(c));
	lesson_free(lesson);
	return STATUS_FINE;
}

const struct command cmd_read = {
	.name = "read",
	.usage = "LESSON|FILE|-",
	.about = "print a lesson",
	.details =
		"LESSON is a lesson's id, path or title; \"nephoscope topics\" lists them. FILE is "
		"any Markdown file, and - reads standard input. Reading this way leaves no trace in"
		" the progress: the app and \"nephoscope --plain\" remember what was read.\n",
	.options = OPT_BIT(OPT_COLOR) | OPT_BIT(OPT_WIDTH),
	.argument = ARGUMENT_FILE,
	.least_args = 1,
	.most_args = 1,
	.run = run,
};
