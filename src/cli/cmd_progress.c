/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <time.h>

#include "cli/account.h"
#include "cli/cli.h"
#include "cli/json.h"

enum { HISTORY_TEXT = 10, HISTORY_JSON = 1000, TIME_BYTES = sizeof("2026-11-23T21:04:07Z") };

static const char *time_text(int64_t ms, char out[TIME_BYTES])
{
	time_t seconds = (time_t)(ms / 1000);
	struct tm utc;

	out[0] = '\0';
	if (ms > 0 && gmtime_r(&seconds, &utc))
		strftime(out, TIME_BYTES, "%Y-%m-%dT%H:%M:%SZ", &utc);
	return out;
}

static void put_tally(json_t *object, const struct tally *t)
{
	json_put_int(object, "lessons", t->n_lessons);
	json_put_int(object, "read", t->n_read);
	json_put_int(object, "flows", t->n_diagrams);
	json_put_int(object, "played", t->n_played);
	json_put_int(object, "questions", t->n_questions);
	json_put_int(object, "answered", t->n_attempted);
	json_put_int(object, "right", t->n_known);
}

static json_t *topics_array(const struct account *a)
{
	json_t *topics = json_array();

	for (size_t i = 0; i < a->course->n_entries; i++) {
		const struct entry *e = &a->course->entries[i];
		json_t *topic;

		if (e->parent >= 0 || !e->path)
			continue;
		topic = json_object();
		json_put_text(topic, "id", e->id);
		json_put_text(topic, "title", e->title);
		put_tally(topic, &a->tally[i]);
		json_push(topics, topic);
	}
	return topics;
}

static json_t *domains_array(const struct account *a)
{
	json_t *all = json_array();

	for (int i = 0; i < N_DOMAINS; i++) {
		json_t *domain = json_object();

		json_put_text(domain, "id", domains[i].id);
		json_put_text(domain, "title", domains[i].title);
		json_put_int(domain, "weight_percent", domains[i].percent);
		json_put_int(domain, "questions", a->domains[i].n_questions);
		json_put_int(domain, "answered", a->domains[i].n_answered);
		json_put_int(domain, "right", a->domains[i].n_right);
		json_push(all, domain);
	}
	return all;
}

static json_t *lessons_array(const struct progress *p)
{
	json_t *all = json_array();
	char when[TIME_BYTES];

	for (size_t i = 0; p && i < p->n_lessons; i++) {
		json_t *lesson = json_object();

		json_put_text(lesson, "id", p->lessons[i].lesson);
		json_put_bool(lesson, "read", p->lessons[i].is_read);
		json_put_int(lesson, "permille", p->lessons[i].permille);
		json_put_int(lesson, "played", p->lessons[i].n_played);
		json_put_text(lesson, "opened", time_text(p->lessons[i].opened_ms, when));
		json_push(all, lesson);
	}
	return all;
}

static json_t *items_array(const struct progress *p)
{
	json_t *all = json_array();
	char when[TIME_BYTES];

	for (size_t i = 0; p && i < p->n_items; i++) {
		json_t *item = json_object();

		json_put_text(item, "id", p->items[i].item);
		json_put_text(item, "topic", p->items[i].topic);
		json_put_int(item, "attempts", p->items[i].n_attempts);
		json_put_int(item, "right", p->items[i].n_right);
		json_put_bool(item, "last_right", p->items[i].is_last_right);
		json_put_text(item, "last", time_text(p->items[i].last_ms, when));
		json_push(all, item);
	}
	return all;
}

static json_t *history_array(const struct buf *history)
{
	const char *p = buf_str(history), *end = p + history->len;
	json_t *lines = json_array();

	while (p < end) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));
		const char *stop = newline ? newline : end;

		json_push(lines, json_text_n(p, (size_t)(stop - p)));
		p = newline ? newline + 1 : end;
	}
	return lines;
}

static void print_json(struct output *o, const struct account *a)
{
	const struct progress *p = a->progress;
	json_t *root = json_object(), *total = json_object();

	put_tally(total, &a->total);
	json_put(root, "total", total);
	json_put_int(root, "days", p ? p->n_days : 0);
	json_put_int(root, "answers_today", p ? p->n_today : 0);
	json_put(root, "topics", topics_array(a));
	json_put(root, "domains", domains_array(a));
	json_put(root, "lessons", lessons_array(p));
	json_put(root, "questions", items_array(p));
	json_put(root, "history", history_array(&a->history));
	json_print(o, root);
}

/* A field by RFC 4180, quoted where it must be. */
static void print_field(struct output *o, const char *text)
{
	if (!strpbrk(text, ",\"\n")) {
		output_puts(o, text);
		return;
	}
	output_puts(o, "\"");
	for (; *text; text++)
		output_raw(o, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
	output_puts(o, "\"");
}

static void print_csv(struct output *o, const struct progress *p)
{
	char when[TIME_BYTES];

	output_puts(o, "kind,id,topic,read,permille,played,attempts,right,last_right,last\r\n");
	for (size_t i = 0; p && i < p->n_lessons; i++) {
		const struct lesson_progress *l = &p->lessons[i];

		output_puts(o, "lesson,");
		print_field(o, l->lesson);
		output_printf(o, ",,%d,%d,%d,,,,%s\r\n", l->is_read, l->permille, l->n_played,
			      time_text(l->opened_ms, when));
	}
	for (size_t i = 0; p && i < p->n_items; i++) {
		const struct item_progress *it = &p->items[i];

		output_puts(o, "question,");
		print_field(o, it->item);
		output_puts(o, ",");
		print_field(o, it->topic);
		output_printf(o, ",,,,%d,%d,%d,%s\r\n", it->n_attempts, it->n_right,
			      it->is_last_right, time_text(it->last_ms, when));
	}
}

static void print_account(struct cli *c, const struct progress *p)
{
	bool is_json = cli_is_format(c, "json");
	struct account a;

	account_init(&a, c, p, is_json ? HISTORY_JSON : HISTORY_TEXT);
	if (is_json)
		print_json(&c->out, &a);
	else
		account_print(&c->out, &a);
	account_done(&a);
}

static int run(struct cli *c)
{
	bool is_csv = cli_is_format(c, "csv");
	struct progress *p;

	if (!is_csv && !cli_open_course(c))
		return STATUS_ENVIRONMENT;
	cli_open_store(c, false);
	p = cli_progress(c);
	if (is_csv)
		print_csv(&c->out, p);
	else
		print_account(c, p);
	progress_free(p);
	return c->store ? STATUS_FINE : STATUS_ENVIRONMENT;
}

static const char *const formats[] = { "text", "json", "csv", NULL };

const struct command cmd_progress = {
	.name = "progress",
	.about = "show what was read, played and answered",
	.options = OPT_BIT(OPT_FORMAT),
	.formats = formats,
	.run = run,
};
