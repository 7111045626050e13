/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "cli/cli.h"
#include "cli/outline.h"
#include "cli/open_app.h"
#include "cli/plain.h"
#include "course/course.h"
#include "model/resume.h"

static void print_continue(struct output *o, const struct catalog *course,
			   const struct progress *p, struct arena *a)
{
	struct resume r = resume_find(course, p);

	if (r.kind == RESUME_DONE)
		output_puts(o, "\nEvery lesson is read.\n");
	if (r.entry < 0)
		return;
	output_printf(o, "\nContinue: %s", catalog_breadcrumb(course, r.entry, a));
	if (r.kind == RESUME_NEXT)
		output_printf(o, " (\"%s\" is read)\n", course->entries[r.last].title);
	else
		output_printf(o, " (%d %% read)\n", r.at ? r.at->permille / 10 : 0);
	output_printf(o, "          nephoscope read %s\n", course->entries[r.entry].path);
}

static void print_ways_on(struct output *o)
{
	output_puts(o, "\nHow to go on:\n"
		       "  nephoscope                 open the course, in a terminal\n"
		       "  nephoscope --plain         the same in lines, by numbers\n"
		       "  nephoscope topics          list all lessons with their ids\n"
		       "  nephoscope read LESSON     print a lesson\n"
		       "  nephoscope play LESSON     tell what happens in its diagrams\n"
		       "  nephoscope quiz TOPIC      answer questions\n"
		       "  nephoscope help            all commands\n");
}

/* Without a terminal: what the menu's first screen shows, and commands instead of keys. */
static int print_menu(struct cli *c)
{
	struct progress *p;
	struct outline menu;

	if (!cli_open_course(c))
		return STATUS_ENVIRONMENT;
	course_scan_all(c->course);
	cli_open_store(c, false);
	p = cli_progress(c);
	outline_init(&menu, c->course, p);
	outline_print_topics(&c->out, &menu);
	print_continue(&c->out, c->course, p, &c->arena);
	print_ways_on(&c->out);
	outline_done(&menu);
	progress_free(p);
	return STATUS_FINE;
}

int open_app(struct cli *c, const struct app_options *start)
{
	const char *no_color = getenv("NO_COLOR");
	struct app_options o = *start;

	o.config = c->config;
	o.config.is_ascii = c->out.is_ascii;
	if (!o.course)
		o.course = cli_course_path(c);
	o.data_dir = cli_data_dir(c);
	o.cache_dir = c->paths.cache_dir;
	o.is_colourless = no_color && *no_color;
	o.has_seed = cli_seed(c, &o.seed);
	o.script = c->options.values[OPT_SCRIPT];
	o.dump_frame = options_has(&c->options, OPT_DUMP_FRAME);
	return app_run(&o);
}

static int run(struct cli *c)
{
	const struct app_options menu = { 0 };

	if (c->options.n_args)
		c->config.course = c->options.args[0];
	if (!cli_is_scripted(c) && cli_wants_plain(c))
		return plain_run(c);
	if (cli_has_screen(c))
		return open_app(c, &menu);
	return cli_is_terminal() ? plain_run(c) : print_menu(c);
}

const struct command cmd_open = {
	.name = "open",
	.usage = "[COURSE]",
	.about = "open a course; the same happens without a command",
	.details =
		"COURSE is a folder with SUMMARY.md, any mdBook project, or a lesson in one; "
		"without it the course of --course, the configuration, or the one that was "
		"installed. Without a terminal the menu is printed; with --plain, or where the "
		"terminal can show no screen, the course is used in lines.\n",
	.options = OPT_BIT(OPT_DUMP_FRAME) | OPT_BIT(OPT_SCRIPT),
	.argument = ARGUMENT_DIR,
	.most_args = 1,
	.run = run,
};
