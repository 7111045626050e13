/* SPDX-License-Identifier: MIT */
#include "app/perform.h"

#include <stdlib.h>

#include "app/palette.h"
#include "app/quizzer.h"
#include "app/session.h"
#include "course/course.h"
#include "ui/lesson_view.h"
#include "ui/list_views.h"
#include "ui/player_view.h"

enum { HISTORY_LINES = 500 };

static const char *keep(struct session *s, const char *text)
{
	return text ? arena_strdup(&s->scratch, text) : NULL;
}

struct action perform_keep(struct session *s, const struct action *a)
{
	struct action copy = *a;

	copy.path = keep(s, a->path);
	copy.anchor = keep(s, a->anchor);
	copy.text = keep(s, a->text);
	return copy;
}

static void draw(struct session *s, const struct action *a)
{
	(void)a;
	s->wishes |= WISH_DRAW;
}

static void quit(struct session *s, const struct action *a)
{
	(void)a;
	session_save(s);
	s->wishes |= WISH_QUIT;
}

static void back(struct session *s, const struct action *a)
{
	struct screen *top = stack_top(&s->stack);
	const char *left = top->kind == SCREEN_QUIZ ? quizzer_left(s, top->view) : NULL;

	if (s->stack.n == 1) {
		quit(s, a);
		return;
	}
	stack_pop(s);
	if (left)
		view_say(stack_view(&s->stack), false, "%s", left);
}

static void open_lesson(struct session *s, const struct action *a)
{
	reader_open(s, &(struct reading){
		.path = a->path ? a->path : "",
		.anchor = a->anchor,
		.place = a->has_place ? &a->place : NULL,
		.find = a->text,
	});
}

static void follow(struct session *s, const struct action *a)
{
	reader_follow(s, a->path ? a->path : "");
}

static void history_back(struct session *s, const struct action *a)
{
	(void)a;
	reader_back(s);
}

static void history_forward(struct session *s, const struct action *a)
{
	(void)a;
	reader_forward(s);
}

static void play(struct session *s, const struct action *a)
{
	int entry = reader_entry(s);
	struct player_options o = {
		.breadcrumb = entry < 0 ? s->reader.lesson->title :
			      catalog_breadcrumb(s->catalog, entry, &s->scratch),
		.is_still = !s->options->config.has_animation,
	};

	stack_push(s, (struct screen){ .kind = SCREEN_PLAYER,
				       .view = player_view_new(a->diagram, &o) });
}

static void played(struct session *s, const struct action *a)
{
	if (s->store && s->reader.lesson)
		session_recorded(s, store_played(s->store, s->wall, s->reader.lesson->id,
						 reader_diagram_name(s, a->diagram)),
				 "That this was played");
	s->wishes |= WISH_DRAW;
}

static void ask(struct session *s, const struct action *a)
{
	quizzer_ask(s, a->items, a->n_items);
}

static void quiz(struct session *s, const struct action *a)
{
	quizzer_open(s, a->text ? a->text : "");
}

static void question(struct session *s, const struct action *a)
{
	quizzer_question(s, a->path ? a->path : "", a->text ? a->text : "");
}

static void answer(struct session *s, const struct action *a)
{
	quizzer_answered(s, a->attempt);
}

static void undo_answer(struct session *s, const struct action *a)
{
	(void)a;
	quizzer_undo(s);
}

static void search(struct session *s, const struct action *a)
{
	finder_open(s, a->text);
}

static void query(struct session *s, const struct action *a)
{
	finder_query(s, a->text ? a->text : "");
}

/* The id of the lesson at path, which may be one that is not open. */
static const char *lesson_id(struct session *s, const char *path)
{
	int entry = path ? catalog_find(s->catalog, path) : -1;

	if (entry >= 0 && s->catalog->entries[entry].id)
		return s->catalog->entries[entry].id;
	return s->reader.lesson ? s->reader.lesson->id : NULL;
}

static void bookmark(struct session *s, const struct action *a)
{
	const char *id = lesson_id(s, a->path);

	if (!id)
		return;
	if (s->store)
		session_recorded(s, store_bookmark(s->store, s->wall, id, &a->place,
						   a->text ? a->text : "", a->is_set),
				 "The bookmark");
	session_refresh(s);
	s->wishes |= WISH_DRAW;
}

static void bookmarks(struct session *s, const struct action *a)
{
	(void)a;
	session_refresh(s);
	stack_push(s, (struct screen){ .kind = SCREEN_BOOKMARKS,
				       .view = bookmarks_view_new(s->catalog, s->progress) });
}

static void free_progress(void *data)
{
	progress_free(data);
}

/* The screen keeps the state of when it was opened, whatever is recorded above it. */
static void progress(struct session *s, const struct action *a)
{
	struct progress *p = NULL;
	struct buf history;

	(void)a;
	reader_save(s);
	buf_init(&history);
	if (s->store && store_progress(s->store, s->wall, &p) == ERR_OK)
		store_history(s->store, HISTORY_LINES, &history);
	stack_push(s, (struct screen){
		.kind = SCREEN_PROGRESS,
		.view = progress_view_new(s->catalog, p, buf_str(&history)),
		.data = p,
		.free_data = free_progress,
	});
	buf_done(&history);
}

static void help(struct session *s, const struct action *a)
{
	(void)a;
	/* The help of the help would hide what was asked about. */
	if (stack_top(&s->stack)->kind != SCREEN_HELP)
		stack_push(s, (struct screen){
			.kind = SCREEN_HELP,
			.view = help_view_new(stack_view(&s->stack)->class),
		});
}

static void palette(struct session *s, const struct action *a)
{
	(void)a;
	palette_open(s);
}

static void command(struct session *s, const struct action *a)
{
	palette_run(s, a->text ? a->text : "");
}

static void theme(struct session *s, const struct action *a)
{
	const struct theme *t = a->text ? theme_find(a->text) : NULL;

	if (!t)
		return;
	s->theme = t;
	s->wishes |= WISH_THEME | WISH_DRAW;
	view_say(stack_view(&s->stack), false,
		 "For now; “theme: %s” in the configuration file keeps it.", t->name);
}

static void reload(struct session *s, const struct action *a)
{
	(void)a;
	if (s->reader.lesson)
		reader_reload(s, true);
	else
		view_say(stack_view(&s->stack), false, "No lesson is open.");
	s->wishes |= WISH_DRAW;
}

static void redraw(struct session *s, const struct action *a)
{
	(void)a;
	s->wishes |= WISH_REPAINT | WISH_DRAW;
}

static void suspend(struct session *s, const struct action *a)
{
	(void)a;
	s->wishes |= WISH_SUSPEND;
}

static void (*const deeds[])(struct session *s, const struct action *a) = {
	[ACTION_NONE] = NULL,
	[ACTION_DRAW] = draw,
	[ACTION_BACK] = back,
	[ACTION_QUIT] = quit,
	[ACTION_OPEN] = open_lesson,
	[ACTION_FOLLOW] = follow,
	[ACTION_HISTORY_BACK] = history_back,
	[ACTION_HISTORY_FORWARD] = history_forward,
	[ACTION_PLAY] = play,
	[ACTION_PLAYED] = played,
	[ACTION_ASK] = ask,
	[ACTION_QUESTION] = question,
	[ACTION_QUIZ] = quiz,
	[ACTION_ANSWER] = answer,
	[ACTION_UNDO_ANSWER] = undo_answer,
	[ACTION_SEARCH] = search,
	[ACTION_QUERY] = query,
	[ACTION_BOOKMARK] = bookmark,
	[ACTION_BOOKMARKS] = bookmarks,
	[ACTION_PROGRESS] = progress,
	[ACTION_HELP] = help,
	[ACTION_PALETTE] = palette,
	[ACTION_COMMAND] = command,
	[ACTION_THEME] = theme,
	[ACTION_RELOAD] = reload,
	[ACTION_REDRAW] = redraw,
	[ACTION_SUSPEND] = suspend,
};

void perform(struct session *s, const struct action *a)
{
	if (deeds[a->kind])
		deeds[a->kind](s, a);
}
