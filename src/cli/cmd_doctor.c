/* SPDX-License-Identifier: MIT */
#include <stdarg.h>

#include "cli/cli.h"
#include "cli/doctor.h"

enum { INDENT = 2, NAME_CELLS = 18, WIDTH_MOST = 100 };

static void add_sentence(struct buf *out, const char *format, va_list ap)
{
	buf_vprintf(out, format, ap);
	buf_addc(out, '\n');
}

void doctor_problem(struct doctor *d, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	add_sentence(&d->problems, format, ap);
	va_end(ap);
	d->n_problems++;
}

void doctor_note(struct doctor *d, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	add_sentence(&d->notes, format, ap);
	va_end(ap);
}

void doctor_heading(struct doctor *d, const char *title)
{
	output_printf(&d->cli->out, "\n%s\n", title);
}

void doctor_line(struct doctor *d, const char *name, const char *format, ...)
{
	struct buf text;
	va_list ap;

	buf_init(&text);
	va_start(ap, format);
	buf_vprintf(&text, format, ap);
	va_end(ap);
	output_printf(&d->cli->out, "%*s%-*s %s\n", INDENT, "", NAME_CELLS, name, buf_str(&text));
	buf_done(&text);
}

static void print_list(struct doctor *d, const char *title, const struct buf *lines)
{
	struct output *o = &d->cli->out;
	int width = output_width(o);

	if (!lines->len)
		return;
	doctor_heading(d, title);
	output_wrapped(o, buf_str(lines), lines->len, INDENT,
		       width < WIDTH_MOST ? width : WIDTH_MOST);
}

static int run(struct cli *c)
{
	struct doctor d = { .cli = c };

	if (options_has(&c->options, OPT_REBUILD))
		return doctor_rebuild(c);
	buf_init(&d.problems);
	buf_init(&d.notes);
	output_puts(&c->out, PACKAGE_STRING "\n");
	doctor_libraries(&d);
	doctor_paths(&d);
	doctor_terminal(&d);
	doctor_database(&d);
	doctor_course(&d);
	print_list(&d, "Notes", &d.notes);
	print_list(&d, "What is wrong", &d.problems);
	if (!d.n_problems)
		output_puts(&c->out, "\nNothing is wrong.\n");
	buf_done(&d.problems);
	buf_done(&d.notes);
	return d.n_problems ? STATUS_FINDINGS : STATUS_FINE;
}

const struct command cmd_doctor = {
	.name = "doctor",
	.about = "tell versions, paths, abilities, and what is wrong",
	.details =
		"The exit status is 1 when something is wrong. With --rebuild the tables are made "
		"anew from the log; a damaged database is moved aside, never overwritten, and a new"
		" one is made of everything that can still be read.\n",
	.options = OPT_BIT(OPT_REBUILD),
	.run = run,
};
