/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "cli/cli.h"
#include "cli/json.h"
#include "cli/outline.h"
#include "course/course.h"

static json_t *lessons_of(const struct catalog *course, int top)
{
	json_t *lessons = json_array();

	for (size_t i = (size_t)top; i < course->n_entries; i++) {
		const struct entry *e = &course->entries[i];
		json_t *lesson;

		if (!entry_is_below(course, (int)i, top))
			break;
		if (e->kind != ENTRY_LESSON)
			continue;
		lesson = json_object();
		json_put_text(lesson, "id", e->id);
		json_put_text(lesson, "title", e->title);
		json_put_text(lesson, "path", e->path);
		json_push(lessons, lesson);
	}
	return lessons;
}

static json_t *topic_object(const struct catalog *course, int i, const struct tally *t)
{
	const struct entry *e = &course->entries[i];
	json_t *topic = json_object();

	json_put_text(topic, "id", e->id ? e->id : "");
	json_put_text(topic, "title", e->title);
	json_put(topic, "lessons", lessons_of(course, i));
	json_put_int(topic, "questions", t->n_questions);
	json_put_int(topic, "flows", t->n_diagrams);
	json_put(topic, "children", json_array());
	return topic;
}

/* The children of the nearest topic above entry i, else the topics themselves. */
static json_t *array_for(const struct catalog *course, int i, json_t **made, json_t *topics)
{
	do
		i = course->entries[i].parent;
	while (i >= 0 && !made[i]);
	return i >= 0 ? json_object_get(made[i], "children") : topics;
}

/* Entries come depth first: the one above is made before those below. */
static json_t *topics_array(struct cli *c)
{
	const struct catalog *course = c->course;
	json_t **made = arena_zalloc(&c->arena, (course->n_entries + 1) * sizeof(json_t *));
	struct tally *tally = tally_new(course, NULL);
	json_t *topics = json_array();

	for (size_t i = 0; i < course->n_entries; i++) {
		const struct entry *e = &course->entries[i];

		if (e->kind != ENTRY_LESSON && e->kind != ENTRY_DRAFT)
			continue;
		made[i] = topic_object(course, (int)i, &tally[i]);
		json_push(array_for(course, (int)i, made, topics), made[i]);
	}
	free(tally);
	return topics;
}

static void print_tree(struct cli *c)
{
	struct progress *p;
	struct outline menu;

	cli_open_store(c, false);
	p = cli_progress(c);
	outline_init(&menu, c->course, p);
	outline_print_tree(&c->out, &menu);
	outline_done(&menu);
	progress_free(p);
}

static int run(struct cli *c)
{
	if (!cli_open_course(c))
		return STATUS_ENVIRONMENT;
	course_scan_all(c->course);
	if (cli_is_format(c, "json"))
		json_print(&c->out, topics_array(c));
	else
		print_tree(c);
	return STATUS_FINE;
}

static const char *const formats[] = { "text", "json", NULL };

const struct command cmd_topics = {
	.name = "topics",
	.about = "list the course: topics, lessons, what was read",
	.details =
		"A lesson is listed with the id by which \"read\" and \"play\" know it.\n",
	.options = OPT_BIT(OPT_FORMAT),
	.formats = formats,
	.run = run,
};
