/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/vec.h"
#include "cli/cli.h"
#include "cli/report.h"
#include "cli/today.h"
#include "course/course.h"
#include "lint/lint.h"

/* What is found in all paths together. */
struct findings {
	struct cli *cli;
	struct diag_list *lists;	/* one a path */
	const struct diag **diags;
	size_t n, cap;
	size_t n_errors, n_warnings;
	int status;
};

/* The folder that file names in diagnostics are relative to, as it is to be shown: "content/". */
static const char *shown_root(struct arena *a, const char *path)
{
	struct catalog *course;
	const char *file, *root;
	char *here = realpath(".", NULL);
	size_t n = here ? strlen(here) : 0;

	if (lint_is_template(path) || (course_open(path, NULL, &course) != ERR_OK &&
				       course_of_file(path, NULL, &course, &file) != ERR_OK)) {
		free(here);
		return "";
	}
	root = course->root;
	if (n > 1 && !strncmp(root, here, n) && (root[n] == '/' || !root[n]))
		root += n + (root[n] == '/');
	root = *root ? arena_printf(a, "%s/", root) : "";
	course_free(course);
	free(here);
	return text_shown(a, root);
}

static void take_diags(struct findings *f, struct diag_list *list, const char *root)
{
	for (size_t i = 0; i < list->n; i++) {
		struct diag *g = &list->items[i];

		if (g->file)
			g->file = arena_printf(&list->arena, "%s%s", root, g->file);
		*vec_push(f->diags, f->n, f->cap) = g;
	}
	f->n_errors += list->n_errors;
	f->n_warnings += list->n_warnings;
}

static void lint_one(struct findings *f, const char *path, struct diag_list *list)
{
	char today[TODAY_BYTES];
	enum err e;

	diag_list_init(list);
	e = lint_path(path, today_month(today), list);
	if (e == ERR_OK) {
		take_diags(f, list, shown_root(&f->cli->arena, path));
		return;
	}
	message("%s: %s; lint takes a folder with SUMMARY.md, a lesson, a file of questions or a template",
		text_shown(&f->cli->arena, path), e == ERR_IO ? strerror(errno) : err_text(e));
	f->status = STATUS_ENVIRONMENT;
}

static void print_sums(const struct findings *f)
{
	message("%zu error%s, %zu warning%s", f->n_errors, f->n_errors == 1 ? "" : "s",
		f->n_warnings, f->n_warnings == 1 ? "" : "s");
}

static void print_findings(struct cli *c, const struct findings *f)
{
	const struct report r = { f->diags, f->n };

	if (cli_is_format(c, "sarif"))
		report_sarif(&c->out, &r);
	else if (cli_is_format(c, "json"))
		report_json(&c->out, &r);
	else
		report_text(&c->out, &r);
	output_flush(&c->out);
	print_sums(f);
}

static int print_rules(struct cli *c)
{
	if (cli_is_format(c, "text"))
		report_rules_text(&c->out);
	else
		report_rules_json(&c->out);
	return STATUS_FINE;
}

static int run(struct cli *c)
{
	struct findings f = { .cli = c };
	size_t n = c->options.n_args;

	if (options_has(&c->options, OPT_RULES))
		return print_rules(c);
	f.lists = xcalloc(n, sizeof(*f.lists));
	for (size_t i = 0; i < n; i++)
		lint_one(&f, c->options.args[i], &f.lists[i]);
	print_findings(c, &f);
	for (size_t i = 0; i < n; i++)
		diag_list_done(&f.lists[i]);
	free(f.lists);
	free(f.diags);
	if (f.status == STATUS_FINE && f.n_errors + f.n_warnings)
		return STATUS_FINDINGS;
	return f.status;
}

static const char *const formats[] = { "text", "json", "sarif", NULL };

const struct command cmd_lint = {
	.name = "lint",
	.usage = "PATH...",
	.about = "find mistakes in courses, questions and templates",
	.details =
		"PATH is a course (a folder with SUMMARY.md, or an mdBook project), a lesson or a "
		"file of scenario questions. Nothing is changed. The exit status is 1 when there "
		"are errors or warnings, 0 when there are none, or notes only.\n",
	.options = OPT_BIT(OPT_FORMAT) | OPT_BIT(OPT_RULES),
	.formats = formats,
	.argument = ARGUMENT_FILE,
	.least_args = 1,
	.most_args = MANY_ARGS,
	.run = run,
};
