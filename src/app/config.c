/* SPDX-License-Identifier: MIT */
#include "app/config.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/paths.h"
#include "base/file.h"
#include "base/path.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "layout/flow.h"
#include "parse/yaml.h"

enum { THEMES_MAX = 32 };

/* A value and where it was found, for diagnostics. */
struct setting {
	const char *text;
	enum diag_severity severity;
	int line, column;	/* 0 outside a file */
	const char *dir;	/* relative paths start here; NULL = the working folder */
};

struct loader {
	struct arena *arena;
	struct diag_list *diags;
	struct app_config *config;
};

static void complain(struct loader *l, const struct setting *s, const char *expected,
		     const char *nearest)
{
	struct diag *g = diag_add(l->diags, s->severity, s->line, s->column, "bad-value",
				  "\"%s\" is not %s", s->text, expected);

	if (nearest)
		diag_hint(l->diags, g, "did you mean \"%s\"?", nearest);
}

static void read_theme(struct loader *l, const struct setting *s)
{
	const struct theme *t = theme_find(s->text);
	const char *names[THEMES_MAX + 1] = { 0 };

	if (t) {
		l->config->theme = t;
		return;
	}
	for (size_t i = 0; i < THEMES_MAX && themes[i]; i++)
		names[i] = themes[i]->name;
	complain(l, s, "a theme", suggest_nearest(s->text, names));
}

static void read_switch(struct loader *l, const struct setting *s, bool *ret)
{
	static const char *const words[] = {
		"yes", "no", "true", "false", "on", "off", "1", "0", NULL,
	};

	for (size_t i = 0; words[i]; i++) {
		if (strcmp(words[i], s->text) != 0)
			continue;
		*ret = i % 2 == 0;
		return;
	}
	complain(l, s, "yes or no", suggest_nearest(s->text, words));
}

static void read_ascii(struct loader *l, const struct setting *s)
{
	read_switch(l, s, &l->config->is_ascii);
}

static void read_animation(struct loader *l, const struct setting *s)
{
	read_switch(l, s, &l->config->has_animation);
}

static void read_mouse(struct loader *l, const struct setting *s)
{
	read_switch(l, s, &l->config->has_mouse);
}

static void read_measure(struct loader *l, const struct setting *s)
{
	char *end;
	long n = strtol(s->text, &end, 10);

	if (!*s->text || *end || n < CONFIG_MEASURE_MIN || n > CONFIG_MEASURE_MAX) {
		complain(l, s, "a width from 30 to 160", NULL);
		return;
	}
	l->config->measure = (int)n;
}

static void read_path(struct loader *l, const struct setting *s, const char **ret)
{
	const char *path = paths_expand(l->arena, s->text);

	if (!*path) {
		complain(l, s, "a folder", NULL);
		return;
	}
	*ret = s->dir ? path_join(l->arena, s->dir, path) : path;
}

static void read_course(struct loader *l, const struct setting *s)
{
	read_path(l, s, &l->config->course);
}

static void read_data_dir(struct loader *l, const struct setting *s)
{
	read_path(l, s, &l->config->data_dir);
}

static const struct {
	const char *name, *variable;
	/* Stores the value, or adds a diagnostic if it is none. */
	void (*read)(struct loader *l, const struct setting *s);
} keys[CONFIG_COUNT] = {
	[CONFIG_THEME] = { "theme", "NEPHOSCOPE_THEME", read_theme },
	[CONFIG_ASCII] = { "ascii", "NEPHOSCOPE_ASCII", read_ascii },
	[CONFIG_ANIMATION] = { "animation", "NEPHOSCOPE_ANIMATION", read_animation },
	[CONFIG_MOUSE] = { "mouse", "NEPHOSCOPE_MOUSE", read_mouse },
	[CONFIG_MEASURE] = { "measure", "NEPHOSCOPE_MEASURE", read_measure },
	[CONFIG_COURSE] = { "course", "NEPHOSCOPE_COURSE", read_course },
	[CONFIG_DATA_DIR] = { "data-dir", "NEPHOSCOPE_DATA_DIR", read_data_dir },
};

const char *config_key_name(enum config_key k)
{
	return keys[k].name;
}

static void read_flag(struct loader *l, enum config_key k, const char *text)
{
	const struct setting s = { .text = text, .severity = DIAG_ERROR };

	if (!text)
		return;
	diag_in(l->diags, arena_printf(l->arena, "--%s", keys[k].name), NULL, 0);
	keys[k].read(l, &s);
}

static void read_variable(struct loader *l, enum config_key k)
{
	const struct setting s = { .text = getenv(keys[k].variable), .severity = DIAG_WARNING };

	if (!s.text || !*s.text)
		return;
	diag_in(l->diags, keys[k].variable, NULL, 0);
	keys[k].read(l, &s);
}

/* The file's settings, with its text for the diagnostics that quote it. */
struct file {
	const char *name, *dir;
	struct buf text;
	const struct yaml_node *root;
};

static void read_file(struct loader *l, enum config_key k, const struct file *f)
{
	const struct yaml_node *n = f->root ? yaml_get(f->root, keys[k].name) : NULL;
	struct setting s = { .severity = DIAG_WARNING, .dir = f->dir };

	if (!n)
		return;
	s.text = n->kind == YAML_SCALAR ? n->text : "";
	s.line = n->line;
	s.column = n->column;
	diag_in(l->diags, f->name, buf_str(&f->text), f->text.len);
	keys[k].read(l, &s);
}

static void check_root(struct loader *l, const struct yaml_node *root)
{
	const char *known[CONFIG_COUNT + 1] = { 0 };

	if (root->kind != YAML_MAP) {
		diag_add(l->diags, DIAG_WARNING, root->line, root->column, "bad-value",
			 "the configuration is a list of \"key: value\" lines");
		return;
	}
	for (int k = 0; k < CONFIG_COUNT; k++)
		known[k] = keys[k].name;
	yaml_check_keys(root, known, l->diags);
}

static void open_file(struct loader *l, const struct config_sources *sources, struct file *f)
{
	struct buf raw;
	enum err e;

	if (!sources->file)
		return;
	f->name = sources->file;
	f->dir = path_dir(l->arena, f->name);
	buf_init(&raw);
	e = file_read(f->name, &raw, NULL);
	if (e == ERR_OK) {
		utf8_clean(&f->text, buf_str(&raw), raw.len);
		diag_in(l->diags, f->name, buf_str(&f->text), f->text.len);
		yaml_parse(l->arena, buf_str(&f->text), f->text.len, 1, l->diags, &f->root);
	} else if (e != ERR_NOT_FOUND || sources->is_file_required) {
		diag_in(l->diags, f->name, NULL, 0);
		diag_add(l->diags, sources->is_file_required ? DIAG_ERROR : DIAG_WARNING, 0, 0,
			 "unreadable", "the configuration cannot be read: %s",
			 e == ERR_IO	    ? strerror(errno)
			 : e == ERR_OUTSIDE ? "it is no plain file"
					    : err_text(e));
	}
	if (f->root)
		check_root(l, f->root);
	buf_done(&raw);
}

void config_load(struct arena *a, const struct config_sources *sources, struct diag_list *diags,
		 struct app_config *ret)
{
	struct loader l = { a, diags, ret };
	struct file f = { 0 };

	*ret = (struct app_config){
		.theme = themes[0],
		.has_animation = true,
		.has_mouse = true,
		.measure = FLOW_MEASURE,
	};
	open_file(&l, sources, &f);
	/* The weakest source first: each overwrites what it can, and all mistakes are named. */
	for (int k = 0; k < CONFIG_COUNT; k++) {
		read_file(&l, k, &f);
		read_variable(&l, k);
		read_flag(&l, k, sources->flags[k]);
	}
	diag_in(diags, NULL, NULL, 0);
	buf_done(&f.text);
}
