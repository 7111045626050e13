/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <sys/stat.h>

#include "base/path.h"
#include "cli/cli.h"
#include "cli/diagrams.h"
#include "cli/lesson_find.h"
#include "cli/open_app.h"
#include "cli/sim_args.h"
#include "cli/sim_print.h"
#include "course/course.h"
#include "tell/follow.h"
#include "tell/matters.h"

/* What FLOW names: "lesson", "lesson#2", "lesson#its title", or a title alone. */
struct flow_name {
	const char *lesson;
	const char *diagram;	/* NULL = all of the lesson's */
};

static bool is_template(const char *name)
{
	static const char *const suffixes[] = { ".yaml", ".yml", ".json", ".template", NULL };

	for (size_t i = 0; suffixes[i]; i++)
		if (path_has_suffix(name, suffixes[i]))
			return true;
	return false;
}

static struct flow_name split_name(struct cli *c, const char *name)
{
	const char *hash = strchr(name, '#');
	struct stat st;

	if (!hash || hash == name || !stat(name, &st))
		return (struct flow_name){ .lesson = name };
	return (struct flow_name){
		.lesson = arena_strndup(&c->arena, name, (size_t)(hash - name)),
		.diagram = hash + 1,
	};
}

/* The lesson of the course that has a diagram with this title; -1 if none has. */
static int find_by_title(struct cli *c, const char *title)
{
	course_scan_all(c->course);
	for (size_t i = 0; i < c->course->n_entries; i++) {
		const struct entry *e = &c->course->entries[i];
		struct diagrams all;
		struct lesson *l;
		bool is_here;

		if (!e->n_diagrams || course_lesson(c->course, e->path, NULL, &l) != ERR_OK)
			continue;
		diagrams_find(&c->arena, l->doc, &all);
		is_here = diagrams_get(&all, title);
		lesson_free(l);
		if (is_here)
			return (int)i;
	}
	return -1;
}

/* Turns a diagram's title alone into lesson and diagram. */
static void resolve_title(struct cli *c, struct flow_name *name)
{
	struct stat st;
	int entry;

	if (name->diagram || !strcmp(name->lesson, "-") || !stat(name->lesson, &st) ||
	    course_open(cli_course_path(c), NULL, &c->course) != ERR_OK ||
	    cli_find_entry(c, name->lesson) >= 0)
		return;
	entry = find_by_title(c, name->lesson);
	if (entry < 0)
		return;
	name->diagram = name->lesson;
	name->lesson = c->course->entries[entry].path;
}

static void print_diagrams(struct cli *c, const struct diagrams *all, const struct diagram *only)
{
	int width = c->out.is_terminal ? output_width(&c->out) : 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct diagram *d = all->list[i];

		if (only && d != only)
			continue;
		if (!only && i)
			output_puts(&c->out, "\n\n");
		if (!*d->title && all->n > 1)
			output_printf(&c->out, "Diagram %zu\n\n", i + 1);
		diagram_print(&c->out, d, "", 0, width);
	}
}

static void list_diagrams(struct cli *c, const char *lesson, const char *name,
			  const struct diagrams *all)
{
	struct buf text;

	buf_init(&text);
	buf_printf(&text, "%s has no diagram \"%s\"; it has:", text_shown(&c->arena, lesson),
		   text_shown(&c->arena, name));
	for (size_t i = 0; i < all->n; i++)
		buf_printf(&text, "\n  #%zu  %s", i + 1, all->list[i]->title);
	message("%s", buf_str(&text));
	buf_done(&text);
}

/* The app opens the lesson's file, whichever course that is in, and plays over it. */
static int play_on_screen(struct cli *c, const struct lesson *l, const struct diagrams *all,
			  const struct diagram *only)
{
	size_t i = 0;

	while (only && all->list[i] != only)
		i++;
	return open_app(c, &(struct app_options){
		.course = path_join(&c->arena, c->course->root, l->path),
		.diagram = diagram_name(&c->arena, all->list[i], i + 1),
	});
}

static int play(struct cli *c, const struct flow_name *name, struct lesson *l)
{
	const struct diagram *only = NULL;
	struct diagrams all;

	diagrams_find(&c->arena, l->doc, &all);
	if (!all.n) {
		message("%s has no diagram to play; \"nephoscope topics\" tells which lessons have",
			text_shown(&c->arena, name->lesson));
		return STATUS_USAGE;
	}
	if (name->diagram)
		only = diagrams_get(&all, name->diagram);
	if (name->diagram && !only) {
		list_diagrams(c, name->lesson, name->diagram, &all);
		return STATUS_USAGE;
	}
	if (cli_has_screen(c) && c->course)
		return play_on_screen(c, l, &all, only);
	print_diagrams(c, &all, only);
	return STATUS_FINE;
}

/* The same run again, with those requests followed that the first one made worth it. */
static void follow_requests(struct cli *c, struct experiment *e, const struct run *r)
{
	struct matter matters[FOLLOW_REQUESTS - 1];
	size_t n = matters_of(r, e->arch, matters, FOLLOW_REQUESTS - 1);
	struct follow follow;
	struct history_sink sink = follow_sink(&follow);
	bool is_interrupted;

	follow_choose(&follow, matters, n);
	e->options.has_trace = true;
	e->options.sink = &sink;
	run_free(experiment_run(e, 1, &is_interrupted));
	sim_print_lives(&c->out, &follow, e);
}

static int simulate(struct cli *c, struct experiment *e)
{
	bool is_interrupted;
	struct run *r = experiment_run(e, 1, &is_interrupted);
	int status = STATUS_FINE;

	experiment_complain(e);
	if (!r)
		return STATUS_USAGE;
	if (experiment_is_empty(e, r)) {
		run_free(r);
		return STATUS_USAGE;
	}
	if (!is_interrupted)
		follow_requests(c, e, r);
	sim_print_story(&c->out, r, e);
	if (is_interrupted) {
		message("interrupted: the figures are of what was simulated until then");
		status = STATUS_INTERRUPTED;
	}
	run_free(r);
	return status;
}

static int play_template(struct cli *c, const char *path)
{
	struct experiment e;
	int status = experiment_read(c, path, &e);

	if (status == STATUS_FINE)
		status = simulate(c, &e);
	experiment_done(&e);
	return status;
}

static int run(struct cli *c)
{
	const char *given = c->options.args[0];
	struct flow_name name;
	struct lesson *l;
	int status;

	if (is_template(given))
		return play_template(c, given);
	for (int id = 0; id < N_OPTIONS; id++) {
		if (!(SIM_ARGS_OPTIONS >> id & 1) || !options_has(&c->options, (enum option_id)id))
			continue;
		message("--%s is for templates; %s is no template", option_table[id].name,
			text_shown(&c->arena, given));
		return STATUS_USAGE;
	}
	name = split_name(c, given);
	resolve_title(c, &name);
	status = lesson_find(c, name.lesson, &l);
	if (status != STATUS_FINE)
		return status;
	status = play(c, &name, l);
	lesson_free(l);
	return status;
}

const struct command cmd_play = {
	.name = "play",
	.usage = "FLOW|TEMPLATE",
	.about = "play a lesson's diagrams or a template, or tell it",
	.details =
		"FLOW is a lesson (id, path or title), one of its diagrams (LESSON#2 or "
		"LESSON#TITLE), or a diagram's title. TEMPLATE is a SAM or CloudFormation file: it is "
		"simulated as \"nephoscope sim\" does it, and the first request, and the first that met "
		"each thing that mattered, are told moment by moment.\n",
	.options = SIM_ARGS_OPTIONS | OPT_BIT(OPT_DUMP_FRAME) | OPT_BIT(OPT_SCRIPT),
	.argument = ARGUMENT_FILE,
	.least_args = 1,
	.most_args = 1,
	.run = run,
};
