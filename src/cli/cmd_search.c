/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/utf8.h"
#include "cli/cli.h"
#include "cli/find.h"
#include "cli/json.h"
#include "course/course.h"

enum { HITS_MOST = 50, INDENT = 4, MEASURE = 76 };

/* All arguments as one line. */
static const char *query_of(struct cli *c)
{
	struct buf raw, clean;
	const char *query;

	buf_init(&raw);
	buf_init(&clean);
	for (size_t i = 0; i < c->options.n_args; i++)
		buf_printf(&raw, "%s%s", i ? " " : "", c->options.args[i]);
	utf8_clean(&clean, buf_str(&raw), raw.len);
	query = arena_strdup(&c->arena, buf_str(&clean));
	buf_done(&raw);
	buf_done(&clean);
	return query;
}

static void print_text(struct cli *c, const struct hits *hits)
{
	int width = output_width(&c->out);

	for (size_t i = 0; i < hits->n; i++) {
		const struct search_hit *hit = &hits->list[i];
		const char *title = hit_title(c->course, hit, &c->arena);

		output_printf(&c->out, "%s%s:%d: ", i ? "\n" : "", hit->path, hit->line);
		output_role(&c->out, ROLE_HEADING, title, strlen(title));
		output_puts(&c->out, "\n");
		hit_print_passage(&c->out, hit, INDENT, width < MEASURE ? width : MEASURE);
	}
}

static json_t *passage_text(const char *passage)
{
	struct buf plain;
	json_t *text;

	buf_init(&plain);
	for (const char *p = passage; *p; p++)
		if (*p != '\x02' && *p != '\x03')
			buf_addc(&plain, *p);
	text = json_text(buf_str(&plain));
	buf_done(&plain);
	return text;
}

static void print_json(struct cli *c, const struct hits *hits)
{
	json_t *all = json_array();

	for (size_t i = 0; i < hits->n; i++) {
		const struct search_hit *hit = &hits->list[i];
		json_t *one = json_object();

		json_put_text(one, "path", hit->path);
		json_put_int(one, "line", hit->line);
		json_put_text(one, "title", hit->title);
		json_put_text(one, "heading", hit->heading);
		json_put_text(one, "anchor", hit->heading_id);
		json_put(one, "passage", passage_text(hit->passage));
		json_put(one, "score", json_real(hit->score));
		json_push(all, one);
	}
	json_print(&c->out, all);
}

static int run(struct cli *c)
{
	const char *query = query_of(c);
	struct hits hits;
	bool is_fine;

	if (!cli_open_course(c))
		return STATUS_ENVIRONMENT;
	output_color(&c->out, cli_is_plain(c) ? COLOR_NEVER : COLOR_AUTO, c->config.theme);
	is_fine = find_hits(c, query, HITS_MOST, &hits);
	if (is_fine && cli_is_format(c, "json"))
		print_json(c, &hits);
	else if (is_fine && hits.n)
		print_text(c, &hits);
	else if (is_fine)
		message("nothing in the course has all of these words: %s", query);
	hits_done(&hits);
	return is_fine ? STATUS_FINE : STATUS_ENVIRONMENT;
}

static const char *const formats[] = { "text", "json", NULL };

const struct command cmd_search = {
	.name = "search",
	.usage = "QUERY...",
	.about = "search lessons and scenario questions",
	.details =
		"All words of QUERY must occur; each may be the beginning of a longer one. Words in"
		" quotation marks must stand together. A hit is printed with its file and line.\n",
	.options = OPT_BIT(OPT_FORMAT),
	.formats = formats,
	.argument = ARGUMENT_WORD,
	.least_args = 1,
	.most_args = MANY_ARGS,
	.run = run,
};
