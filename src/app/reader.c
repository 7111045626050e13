/* SPDX-License-Identifier: MIT */
#include "app/reader.h"

#include <stdlib.h>
#include <string.h>

#include "app/session.h"
#include "base/vec.h"
#include "course/course.h"
#include "model/resume.h"
#include "ui/lesson_view.h"

enum { VISITS_MAX = 200 };

void reader_init(struct reader *r)
{
	*r = (struct reader){ 0 };
	watch_init(&r->watch);
}

void reader_done(struct reader *r)
{
	for (size_t i = 0; i < r->n_visits; i++)
		free(r->visits[i].path);
	free(r->visits);
	watch_done(&r->watch);
}

static struct view *lesson_view(struct session *s)
{
	struct screen *x = stack_find(&s->stack, SCREEN_LESSON);

	return x ? x->view : NULL;
}

/* ---- the way back ---- */

/* Remembers where the reader is in the lesson that is about to go. */
static void visit_leave(struct session *s)
{
	struct reader *r = &s->reader;
	struct view *v = lesson_view(s);
	int permille;
	bool is_end;

	if (!v || r->current >= r->n_visits)
		return;
	r->visits[r->current].place = lesson_view_place(v, &permille, &is_end);
	r->visits[r->current].has_place = true;
}

static void visit_forget(struct reader *r, size_t i)
{
	free(r->visits[i].path);
	memmove(&r->visits[i], &r->visits[i + 1], (--r->n_visits - i) * sizeof(*r->visits));
}

static void visit_add(struct reader *r, const char *path)
{
	while (r->n_visits > r->current + 1)
		visit_forget(r, r->n_visits - 1);
	if (r->n_visits == VISITS_MAX)
		visit_forget(r, 0);
	*vec_push(r->visits, r->n_visits, r->cap_visits) = (struct visit){ .path = xstrdup(path) };
	r->current = r->n_visits - 1;
}

/* ---- the store ---- */

static void record_opened(struct session *s)
{
	struct reader *r = &s->reader;

	if (!r->is_opening_unrecorded)
		return;
	r->is_opening_unrecorded = false;
	if (s->store)
		session_recorded(s, store_opened(s->store, s->wall, r->lesson->id), NULL);
}

/* What the store has of the lesson that was just opened. */
static void load_saved(struct session *s)
{
	const struct lesson_progress *p =
		s->progress ? progress_lesson(s->progress, s->reader.lesson->id) : NULL;

	s->reader.saved = p ? p->place : (struct place){ 0 };
	s->reader.saved_permille = p ? p->permille : 0;
	s->reader.saved_is_read = p && p->is_read;
}

void reader_save(struct session *s)
{
	struct reader *r = &s->reader;
	struct view *v = lesson_view(s);
	struct place place;
	int permille;
	bool is_end;

	if (!v || !r->lesson)
		return;
	record_opened(s);
	place = lesson_view_place(v, &permille, &is_end);
	if (place.line == r->saved.line && place.offset == r->saved.offset &&
	    permille <= r->saved_permille && (r->saved_is_read || !is_end))
		return;
	if (s->store)
		session_recorded(s, store_place(s->store, s->wall, r->lesson->id, &place, permille,
						is_end), "The place in this lesson");
	r->saved = place;
	r->saved_permille = permille;
	r->saved_is_read |= is_end;
}

bool reader_work(struct session *s)
{
	bool has_work = s->reader.is_opening_unrecorded;

	record_opened(s);
	return has_work;
}

/* ---- opening ---- */

int reader_entry(const struct session *s)
{
	return s->reader.lesson ? catalog_find(s->catalog, s->reader.lesson->path) : -1;
}

static int find_entry(struct session *s, const char *path_or_id)
{
	int i = catalog_find(s->catalog, path_or_id);

	if (i < 0 && s->is_scanning) {
		course_scan_all(s->catalog);
		i = catalog_find(s->catalog, path_or_id);
	}
	return i;
}

static void watch_files(struct session *s)
{
	const struct lesson *l = s->reader.lesson;
	const char **paths = xcalloc(l->n_files + 1, sizeof(*paths));

	paths[0] = l->path;
	for (size_t i = 0; i < l->n_files; i++)
		paths[i + 1] = l->files[i];
	watch_set(&s->reader.watch, s->catalog->root, paths, l->n_files + 1);
	free(paths);
}

/* The lesson's place in the course: where it stands in its topic, what comes before and after. */
static void fill_neighbours(const struct session *s, int entry, struct lesson_state *st)
{
	const struct catalog *c = s->catalog;
	int next = catalog_next(c, entry), previous = catalog_previous(c, entry);

	for (int i = 0; i < (int)c->n_entries; i++) {
		if (c->entries[i].kind != ENTRY_LESSON ||
		    catalog_topic(c, i) != catalog_topic(c, entry))
			continue;
		st->n_lessons++;
		if (i == entry)
			st->number = st->n_lessons;
	}
	if (next >= 0) {
		st->next_path = c->entries[next].path;
		st->next_title = c->entries[next].title;
	}
	if (previous >= 0)
		st->previous_path = c->entries[previous].path;
}

static struct view *make_view(struct session *s, struct lesson *l, const struct reading *what)
{
	int entry = catalog_find(s->catalog, l->path);
	bool has_find = what->find && what->find[0];
	struct lesson_state st = {
		.lesson = l,
		.breadcrumb = l->title,
		.measure = s->options->config.measure,
		.anchor = what->anchor,
		.place = has_find ? NULL : what->place,
		.find = has_find ? what->find : NULL,
		.first_line = has_find && what->place ? what->place->line : 0,
		.progress = s->progress,
	};

	if (entry >= 0) {
		st.breadcrumb = catalog_breadcrumb(s->catalog, entry, &s->scratch);
		fill_neighbours(s, entry, &st);
	}
	return lesson_view_new(&st);
}

/* Puts the lesson on the screen in place of the one that is open, if any. */
static void show(struct session *s, struct lesson *l, const struct reading *what)
{
	struct reader *r = &s->reader;
	struct screen *x = stack_find(&s->stack, SCREEN_LESSON);
	struct view *v = make_view(s, l, what);

	if (x) {
		view_free(x->view);
		if (r->lesson != l)
			lesson_free(r->lesson);
		x->view = v;
	} else {
		stack_push(s, (struct screen){ .kind = SCREEN_LESSON, .view = v });
	}
	if (r->lesson != l) {
		r->lesson = l;
		r->is_changed = false;
		r->is_opening_unrecorded = true;
		load_saved(s);
		watch_files(s);
	}
	s->wishes |= WISH_DRAW;
}

static void say_unreadable(struct session *s, const char *path, enum err e)
{
	view_say(stack_view(&s->stack), true,
		 "%s cannot be opened: %s. `nephoscope lint` says more.", path, err_text(e));
	s->wishes |= WISH_DRAW;
}

static bool is_open(const struct session *s, const char *path)
{
	return s->reader.lesson && !strcmp(s->reader.lesson->path, path);
}

static bool open_lesson(struct session *s, const struct reading *what)
{
	int entry = find_entry(s, what->path);
	const char *path = entry >= 0 ? s->catalog->entries[entry].path : what->path;
	struct lesson *l = NULL;
	enum err e = ERR_NOT_FOUND;

	if (path && is_open(s, path))
		l = s->reader.lesson;
	else if (path)
		e = course_lesson(s->catalog, path, NULL, &l);
	if (!l) {
		say_unreadable(s, what->path, e);
		return false;
	}
	visit_leave(s);
	if (s->reader.lesson) {
		stack_pop_to(s, SCREEN_LESSON);
		reader_save(s);
	}
	show(s, l, what);
	return true;
}

bool reader_open(struct session *s, const struct reading *what)
{
	if (!open_lesson(s, what))
		return false;
	visit_add(&s->reader, s->reader.lesson->path);
	return true;
}

static bool open_visit(struct session *s, size_t i)
{
	const struct visit *v = &s->reader.visits[i];
	struct place place = v->place;

	return open_lesson(s, &(struct reading){ .path = v->path,
						 .place = v->has_place ? &place : NULL });
}

void reader_back(struct session *s)
{
	if (!s->reader.current)
		stack_pop(s);
	else if (open_visit(s, s->reader.current - 1))
		s->reader.current--;
}

void reader_forward(struct session *s)
{
	if (s->reader.current + 1 < s->reader.n_visits && open_visit(s, s->reader.current + 1))
		s->reader.current++;
}

static void go_to_anchor(struct session *s, const char *anchor)
{
	struct view *v = lesson_view(s);

	visit_leave(s);
	if (lesson_view_go(v, anchor))
		visit_add(&s->reader, s->reader.lesson->path);
	else
		view_say(v, true, "This lesson has no heading “%s”.", anchor);
	s->wishes |= WISH_DRAW;
}

void reader_follow(struct session *s, const char *url)
{
	const char *from = s->reader.lesson ? s->reader.lesson->path : "";
	const char *path, *anchor;
	struct view *v = stack_view(&s->stack);

	s->wishes |= WISH_DRAW;
	switch (course_link(s->catalog, from, url, &s->scratch, &path, &anchor)) {
	case LINK_LESSON:
		if (is_open(s, path) && anchor[0])
			go_to_anchor(s, anchor);
		else
			reader_open(s, &(struct reading){ .path = path, .anchor = anchor });
		break;
	case LINK_EXTERNAL:
		view_say(v, false, "Outside of the course: %s", url);
		break;
	case LINK_MISSING:
		view_say(v, true, "There is no %s in this course.", url);
		break;
	case LINK_OUTSIDE:
		view_say(v, true, "%s leads out of the course's folder and is not opened.", url);
		break;
	}
}

void reader_neighbour(struct session *s, int direction)
{
	int entry = reader_entry(s), to = -1;

	if (entry >= 0)
		to = direction > 0 ? catalog_next(s->catalog, entry)
				   : catalog_previous(s->catalog, entry);
	if (to >= 0) {
		reader_open(s, &(struct reading){ .path = s->catalog->entries[to].path });
		return;
	}
	view_say(stack_view(&s->stack), false,
		 entry < 0     ? "No lesson of the menu is open." :
		 direction > 0 ? "This is the last lesson of the course." :
				 "This is the first lesson of the course.");
	s->wishes |= WISH_DRAW;
}

/* Opens the next lesson in place of one that is read, and says so. */
static void continue_with_next(struct session *s, const struct resume *r)
{
	const char *done = s->catalog->entries[r->last].title;

	if (reader_open(s, &(struct reading){
		.path = s->catalog->entries[r->entry].path,
		.place = r->at ? &r->at->place : NULL,
	}))
		view_say(lesson_view(s), false, "“%s” is read; this comes next.", done);
}

void reader_continue(struct session *s)
{
	struct resume r;
	struct place place;

	/* What is on the screen now may just have been read to its end. */
	reader_save(s);
	session_refresh(s);
	r = resume_find(s->catalog, s->progress);
	s->wishes |= WISH_DRAW;
	switch (r.kind) {
	case RESUME_NONE:
		view_say(stack_view(&s->stack), false, "No lesson was opened yet.");
		break;
	case RESUME_HERE:
		place = s->progress->last->place;
		reader_open(s, &(struct reading){
			.path = s->catalog->entries[r.entry].path, .place = &place,
		});
		break;
	case RESUME_NEXT:
		continue_with_next(s, &r);
		break;
	case RESUME_DONE:
		view_say(stack_view(&s->stack), false, "Every lesson of this course is read.");
		break;
	}
}

/* ---- the file changes ---- */

void reader_reload(struct session *s, bool is_asked)
{
	struct reader *r = &s->reader;
	struct view *v = lesson_view(s);
	struct lesson *new;
	enum err e;

	if (!v)
		return;
	r->is_changed = false;
	e = course_lesson(s->catalog, r->lesson->path, NULL, &new);
	if (e != ERR_OK) {
		if (is_asked)
			say_unreadable(s, r->lesson->path, e);
		return;
	}
	if (!is_asked && new->text.len == r->lesson->text.len &&
	    !strcmp(buf_str(&new->text), buf_str(&r->lesson->text))) {
		lesson_free(new);
		return;
	}
	lesson_view_reload(v, new);
	lesson_free(r->lesson);
	r->lesson = new;
	watch_files(s);
	view_say(v, false, "Read anew from the disk.");
	s->wishes |= WISH_DRAW;
}

void reader_files_changed(struct session *s)
{
	if (!watch_take(&s->reader.watch) || !s->reader.lesson)
		return;
	/* A diagram or question that lies over the lesson is a part of the old text. */
	if (stack_top(&s->stack)->kind == SCREEN_LESSON)
		reader_reload(s, false);
	else
		s->reader.is_changed = true;
}

void reader_shown(struct session *s)
{
	if (s->reader.is_changed)
		reader_reload(s, false);
}

void reader_close(struct session *s, struct view *v)
{
	struct reader *r = &s->reader;

	visit_leave(s);
	reader_save(s);
	view_free(v);
	lesson_free(r->lesson);
	r->lesson = NULL;
	r->is_changed = false;
	watch_set(&r->watch, s->catalog->root, NULL, 0);
}

const char *reader_diagram_name(struct session *s, const struct diagram *d)
{
	struct doc *doc = s->reader.lesson->doc;
	int n = 0;

	if (d->title[0])
		return d->title;
	for (size_t i = 0; i < doc->n_sections; i++) {
		for (const struct block *b = doc_section(doc, i); b; b = block_walk(b)) {
			n += b->kind == BLOCK_DIAGRAM;
			if (b->diagram == d)
				return arena_printf(&s->scratch, "#%d", n);
		}
	}
	return "";
}
