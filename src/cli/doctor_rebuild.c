/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "cli/doctor.h"

static int salvage(struct cli *c)
{
	struct buf why;
	char *aside;
	size_t n_saved;
	enum err e;

	store_close(c->store);
	c->store = NULL;
	buf_init(&why);
	e = store_salvage(cli_data_dir(c), cli_now(), &aside, &n_saved, &why);
	if (e == ERR_OK) {
		output_printf(&c->out, "The damaged database was moved to %s.\n",
			      text_shown(&c->arena, aside));
		output_printf(&c->out, "A new one was made; events that could be read, and are "
				       "kept: %zu.\n", n_saved);
		free(aside);
	} else {
		message("%s", buf_str(&why));
	}
	buf_done(&why);
	return e == ERR_OK ? STATUS_FINE : STATUS_ENVIRONMENT;
}

/* Makes the tables anew; ret_is_same tells whether they had been right. */
static enum err rebuild(struct store *s, bool *ret_is_same)
{
	struct buf before, after;
	enum err e;

	buf_init(&before);
	buf_init(&after);
	e = store_dump_derived(s, &before);
	if (e == ERR_OK)
		e = store_rebuild(s);
	if (e == ERR_OK)
		e = store_dump_derived(s, &after);
	*ret_is_same = before.len == after.len &&
		       !memcmp(buf_str(&before), buf_str(&after), after.len);
	buf_done(&before);
	buf_done(&after);
	return e;
}

static bool is_sound(struct store *s)
{
	struct buf findings;
	bool is_fine;

	buf_init(&findings);
	is_fine = store_check(s, &findings) == ERR_OK && !findings.len;
	buf_done(&findings);
	return is_fine;
}

int doctor_rebuild(struct cli *c)
{
	const char *dir = cli_data_dir(c);
	bool is_same;
	enum err e;

	if (!dir) {
		message("there is no folder with a database; name one with --data-dir");
		return STATUS_ENVIRONMENT;
	}
	e = store_open(dir, &c->store, &c->store_why);
	if (e == ERR_CORRUPT)
		return salvage(c);
	if (e != ERR_OK || !store_is_writable(c->store)) {
		message("%s", c->store_why.len ? buf_str(&c->store_why) : err_text(e));
		return STATUS_ENVIRONMENT;
	}
	e = rebuild(c->store, &is_same);
	if (e == ERR_CORRUPT || (e == ERR_OK && !is_sound(c->store)))
		return salvage(c);
	if (e != ERR_OK) {
		message("the tables cannot be made anew: %s", err_text(e));
		return STATUS_ENVIRONMENT;
	}
	output_printf(&c->out, "The tables were made anew from the log: %s.\n",
		      is_same ? "nothing changed" : "they were not right, and are now");
	return STATUS_FINE;
}
