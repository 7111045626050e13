/* SPDX-License-Identifier: MIT */
#include "cli/plain.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/vec.h"
#include "cli/outline.h"
#include "cli/quiz_run.h"
#include "course/course.h"
#include "model/resume.h"

#define OFFER(more) "Type a topic's number, " more "/words to search, quiz, progress, help or quit:"

static struct target lesson_target(const struct plain *p, int entry)
{
	const struct entry *e = &p->cli->course->entries[entry];
	struct target t = target(e->path ? TARGET_LESSON : TARGET_SAY);

	t.entry = entry;
	t.path = e->path;
	t.text = "It is announced in the menu, but not written yet.";
	return t;
}

void plain_refresh(struct plain *p)
{
	progress_free(p->progress);
	p->progress = cli_progress(p->cli);
}

void plain_recorded(struct plain *p, enum err e)
{
	if (e == ERR_OK || p->has_told_loss)
		return;
	p->has_told_loss = true;
	output_printf(&p->cli->out, "What you read is not saved: %s.\n", err_text(e));
}

/* How many numbers a list of the menu has. */
static void fill_targets(struct plain *p, int topic)
{
	const struct catalog *course = p->cli->course;
	int entry;

	plain_list_clear(p);
	for (size_t i = 1;; i++) {
		struct target t = target(TARGET_TOPIC);

		entry = topic < 0 ? outline_topic(course, i) : outline_lesson(course, topic, i);
		if (entry < 0)
			return;
		t.entry = entry;
		plain_list_add(p, topic < 0 ? t : lesson_target(p, entry), NULL);
	}
}

/* Entries below a topic, itself counted. */
static size_t count_below(const struct catalog *course, int topic)
{
	size_t n = 0;

	while (outline_lesson(course, topic, n + 1) >= 0)
		n++;
	return n;
}

static struct target show_menu(struct plain *p)
{
	const struct catalog *course = p->cli->course;
	struct output *o = &p->cli->out;
	struct outline menu;
	struct resume r;

	plain_refresh(p);
	outline_init(&menu, course, p->progress);
	outline_print_topics(o, &menu);
	r = resume_find(course, p->progress);
	if (r.last >= 0)
		output_printf(o, "\nYou read last: %s\n",
			      catalog_breadcrumb(course, r.last, &p->cli->arena));
	output_puts(o, "\n");
	outline_done(&menu);
	fill_targets(p, -1);
	return plain_talk(p, r.entry >= 0 ? OFFER("continue, ") : OFFER(""));
}

static struct target show_topic(struct plain *p, int topic)
{
	struct output *o = &p->cli->out;
	struct outline menu;

	if (count_below(p->cli->course, topic) == 1)
		return lesson_target(p, topic);
	plain_refresh(p);
	outline_init(&menu, p->cli->course, p->progress);
	outline_print_lessons(o, &menu, topic);
	output_puts(o, "\n");
	outline_done(&menu);
	fill_targets(p, topic);
	return plain_talk(p, "Type a lesson's number, menu, quiz for all questions, help or quit:");
}

static struct target show_quiz(struct plain *p, int entry)
{
	struct cli *c = p->cli;
	struct quiz_session s;
	struct said said;
	struct target t;

	p->asker.n_given = 0;
	session_gather(c, &entry, entry >= 0, &s);
	plain_refresh(p);
	session_pick(&s, &(struct pick_options){ .progress = p->progress });
	if (!s.n) {
		output_puts(&c->out, "There are no questions here.\n\n");
		session_free(&s);
		return target(TARGET_MENU);
	}
	quiz_ask_all(&p->asker, &s, &said);
	ask_sums(&p->asker);
	output_puts(&c->out, "\n");
	t = said.word == WORD_ENTER ? target(TARGET_MENU) : plain_act(p, &said);
	/* The answers point into the session. */
	p->asker.n_given = 0;
	session_free(&s);
	return t;
}

static struct target show(struct plain *p, const struct target *t)
{
	switch (t->kind) {
	case TARGET_TOPIC:
		return show_topic(p, t->entry);
	case TARGET_LESSON:
		return plain_lesson(p, t);
	case TARGET_QUIZ:
		return show_quiz(p, t->entry);
	case TARGET_SAY:
		output_printf(&p->cli->out, "%s\n\n", t->text);
		return plain_talk(p, "Type a number of the last list, menu, help or quit:");
	default:
		return show_menu(p);
	}
}

struct target plain_talk(struct plain *p, const char *offer)
{
	for (;;) {
		struct said said = talk_ask(&p->cli->out, &p->input, offer);
		struct target t = plain_act(p, &said);

		if (t.kind != TARGET_NONE)
			return t;
	}
}

static struct target act_continue(struct plain *p)
{
	const struct catalog *course = p->cli->course;
	struct output *o = &p->cli->out;
	struct resume r;
	struct target t;

	plain_refresh(p);
	r = resume_find(course, p->progress);
	if (r.kind == RESUME_NONE)
		output_puts(o, "Nothing was read in this course yet: type a topic's number.\n");
	else if (r.kind == RESUME_DONE)
		output_puts(o, "Every lesson of this course is read.\n");
	if (r.entry < 0)
		return target(TARGET_NONE);
	if (r.kind == RESUME_NEXT)
		output_printf(o, "\"%s\" is read; this comes next.\n\n",
			      course->entries[r.last].title);
	t = lesson_target(p, r.entry);
	t.has_place = r.at && r.at->place.line > 0;
	if (t.has_place)
		t.place = r.at->place;
	return t;
}

static struct target act_quiz(struct plain *p, const char *name)
{
	struct target t = target(TARGET_QUIZ);

	if (!*name)
		return t;
	t.entry = cli_find_entry(p->cli, name);
	if (t.entry >= 0)
		return t;
	output_printf(&p->cli->out, "There is no topic \"%s\".\n", name);
	return target(TARGET_NONE);
}

static struct target act_back(struct plain *p)
{
	if (p->n_visits)
		return p->visits[--p->n_visits];
	output_puts(&p->cli->out, "There is no lesson to go back to.\n");
	return target(TARGET_NONE);
}

/* Something else may still be the title of a lesson. */
static struct target act_other(struct plain *p, const struct said *said)
{
	int entry = said->word == WORD_OTHER ? cli_find_entry(p->cli, said->line) : -1;

	if (entry >= 0)
		return lesson_target(p, entry);
	if (said->word != WORD_ENTER)
		talk_refuse(&p->cli->out, said);
	return target(TARGET_NONE);
}

static void act_here(struct plain *p, const struct said *said)
{
	struct output *o = &p->cli->out;

	switch (said->word) {
	case WORD_HELP:
		talk_help(o, WORDS_ALL, 0);
		break;
	case WORD_BOOKMARKS:
		plain_bookmarks(p);
		break;
	case WORD_REMOVE:
		plain_remove_bookmark(p, said->text);
		break;
	case WORD_SEARCH:
		plain_search(p, said->text);
		break;
	case WORD_PROGRESS:
		plain_progress(p);
		break;
	default:
		ask_undo(&p->asker);
		break;
	}
}

struct target plain_act(struct plain *p, const struct said *said)
{
	switch (said->word) {
	case WORD_END:
	case WORD_QUIT:
		return target(TARGET_QUIT);
	case WORD_MENU:
		return target(TARGET_MENU);
	case WORD_CONTINUE:
		return act_continue(p);
	case WORD_NUMBER:
		return plain_list_get(p, said->number);
	case WORD_QUIZ:
		return act_quiz(p, said->text);
	case WORD_BACK:
		return act_back(p);
	case WORD_HELP:
	case WORD_BOOKMARKS:
	case WORD_REMOVE:
	case WORD_SEARCH:
	case WORD_PROGRESS:
	case WORD_UNDO:
		act_here(p, said);
		return target(TARGET_NONE);
	default:
		return act_other(p, said);
	}
}

static void start(struct plain *p, struct cli *c)
{
	*p = (struct plain){ .cli = c };
	course_scan_all(c->course);
	cli_open_store(c, false);
	input_init(&p->input, STDIN_FILENO);
	asker_init(&p->asker, c, &p->input, WORDS_ALL);
}

static void finish(struct plain *p)
{
	progress_free(p->progress);
	asker_done(&p->asker);
	input_done(&p->input);
	free(p->targets);
	free(p->visits);
}

/* The lesson that was named instead of a course, else the menu. */
static struct target first_target(const struct cli *c)
{
	struct target t = target(c->first_lesson ? TARGET_LESSON : TARGET_MENU);

	if (c->first_lesson) {
		t.path = c->first_lesson;
		t.entry = catalog_find(c->course, t.path);
	}
	return t;
}

static void say_goodbye(const struct plain *p)
{
	const struct cli *c = p->cli;
	bool is_saved = c->store && store_is_writable(c->store) && !p->has_told_loss;

	output_printf(&p->cli->out, "%s%s\n", input_is_interrupted() ? "Stopped. " : "",
		      is_saved ? "What you read and answered is saved."
			       : "What you read and answered is not saved.");
}

int plain_run(struct cli *c)
{
	struct plain p;
	struct target t;

	if (!cli_open_course(c))
		return STATUS_ENVIRONMENT;
	start(&p, c);
	t = first_target(c);
	while (t.kind != TARGET_QUIT && !c->out.error)
		t = show(&p, &t);
	say_goodbye(&p);
	finish(&p);
	return input_is_interrupted() ? STATUS_INTERRUPTED : STATUS_FINE;
}
