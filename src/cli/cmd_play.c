/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <sys/stat.h>

#include "base/path.h"
#include "cli/cli.h"
#include "cli/diagrams.h"
#include "cli/lesson_find.h"
#include "cli/open_app.h"
#include "course/course.h"

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

static int run(struct cli *c)
{
	const char *given = c->options.args[0];
	struct flow_name name;
	struct lesson *l;
	int status;

	if (is_template(given)) {
		message("%s: simulation of templates is not part of this version; "
			"lessons with diagrams can be played, \"nephoscope topics\" lists them",
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
	.usage = "FLOW",
	.about = "play a lesson's diagrams, or tell what happens",
	.details =
		"FLOW is a lesson (id, path or title), one of its diagrams (LESSON#2 or "
		"LESSON#TITLE), or a diagram's title. Simulation of templates is not part of this "
		"version.\n",
	.options = OPT_BIT(OPT_DUMP_FRAME) | OPT_BIT(OPT_SCRIPT),
	.argument = ARGUMENT_FILE,
	.least_args = 1,
	.most_args = 1,
	.run = run,
};
