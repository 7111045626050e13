/* SPDX-License-Identifier: MIT */
/* Files that a template names: state machine definitions, OpenAPI documents, includes. */
#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "cloud/intrinsic.h"

const char *side_path(const struct value *v)
{
	if (v && v->kind == VALUE_MAP)
		v = value_get(v, "Location");
	return v && v->kind == VALUE_TEXT && !v->child && *v->text ? v->text : NULL;
}

static bool is_address(const char *path)
{
	size_t n = strcspn(path, ":/");

	return !strncmp(path + n, "://", 3) || strstr(path, "${");
}

static void say(struct eval *e, enum diag_severity severity, const struct value *at,
		const char *text, const char *path, const char *hint)
{
	template_in(e->t, at->file);
	diag_hint(e->t->diags,
		  diag_add(e->t->diags, severity, at->line, at->column, "side-file", "%s: \"%s\"", text,
			   path),
		  "%s", hint);
	template_in(e->t, NULL);
}

/* Its first mistake, as a warning: the template itself is all right. */
static void say_syntax(struct template *t, const char *file, const struct diag_list *found)
{
	const struct diag *g = found->n ? &found->items[0] : NULL;
	struct diag *said;

	if (!g)
		return;
	said = diag_add(t->diags, DIAG_WARNING, g->line, g->column, g->rule, "%s", g->text);
	if (g->hint)
		diag_hint(t->diags, said, "%s", g->hint);
	if (said) {
		said->file = arena_strdup(&t->diags->arena, file);
		said->source = g->source ? arena_strdup(&t->diags->arena, g->source) : NULL;
	}
}

/* As the template that was asked for is named, so that whoever reads it can open it. */
static const char *shown_name(struct template *t, const char *file)
{
	return path_join(t->arena, path_dir(t->arena, t->arch->file), file);
}

static void parse(struct template *t, struct side *s, const struct buf *raw)
{
	static const struct yaml_bounds bounds = {
		.bytes = SIDES_BYTES_MAX, .nodes = TEMPLATE_NODES_MAX / 4, .is_whole = true,
	};
	struct diag_list found;
	struct buf clean, text;

	buf_init(&clean);
	buf_init(&text);
	diag_list_init(&found);
	utf8_clean(&clean, buf_str(raw), raw->len);
	text_quote_names(&text, buf_str(&clean));
	buf_done(&clean);
	s->text_len = text.len;
	s->text = arena_strndup(t->arena, buf_str(&text), text.len);
	buf_done(&text);
	diag_in(&found, s->shown, s->text, s->text_len);
	if (yaml_parse_bounded(t->arena, s->text, s->text_len, 1, &bounds, &found, &s->root) != ERR_OK)
		say_syntax(t, s->shown, &found);
	diag_list_done(&found);
}

/* path is the file's, written what the template says. */
static struct side read_file(struct eval *e, const char *path, const char *written,
			     const struct value *at, const char *what)
{
	const char *text = arena_printf(e->t->arena, "no file for %s", what);
	struct side s = { .file = path, .shown = shown_name(e->t, path) };
	struct buf raw;
	enum err err;

	buf_init(&raw);
	err = file_read_inside(e->t->load->root, path, &raw, NULL);
	if (err != ERR_OK) {
		say(e, DIAG_WARNING, at, text, written,
		    err == ERR_NOT_FOUND ? "paths are relative to the template"
					 : "only plain files in the template's folder are read");
	} else if (e->t->load->side_bytes + raw.len > SIDES_BYTES_MAX) {
		say(e, DIAG_WARNING, at, "too big to be read", written, "at most 8 MB in all such files");
	} else {
		e->t->load->side_bytes += raw.len;
		parse(e->t, &s, &raw);
	}
	buf_done(&raw);
	return s;
}

static const struct side *side_known(const struct template *t, const char *file)
{
	for (size_t i = 0; i < t->load->n_sides; i++)
		if (!strcmp(t->load->sides[i].file, file))
			return &t->load->sides[i];
	return NULL;
}

const struct yaml_node *side_read(struct eval *e, const char *path, const struct value *at,
				  const char *what, const char **ret_file)
{
	struct template *t = e->t;
	const struct side *known;
	char *file;

	if (is_address(path)) {
		say(e, DIAG_NOTE, at, arena_printf(t->arena, "%s is elsewhere and not read", what), path,
		    "a path relative to the template would be read");
		return NULL;
	}
	if (!t->load->root)
		return NULL;
	if (++t->load->n_includes > TEMPLATE_INCLUDES_MAX) {
		if (!t->load->has_told_limit)
			say(e, DIAG_WARNING, at, "this and more files are not read", path,
			    arena_printf(t->arena, "at most %d are, each time they are named",
					 TEMPLATE_INCLUDES_MAX));
		t->load->has_told_limit = true;
		return NULL;
	}
	if (path_resolve(t->arena, t->path, path, &file) != ERR_OK) {
		say(e, DIAG_WARNING, at, "a path that leaves the template's folder", path,
		    "only files in the template's folder are read");
		return NULL;
	}
	known = side_known(t, file);
	if (!known) {
		struct side s = read_file(e, file, path, at, what);

		*vec_push(t->load->sides, t->load->n_sides, t->load->cap_sides) = s;
		known = &t->load->sides[t->load->n_sides - 1];
	}
	*ret_file = known->shown;
	return known->root;
}
