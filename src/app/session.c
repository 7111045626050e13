/* SPDX-License-Identifier: MIT */
#include "app/session.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/perform.h"
#include "app/quizzer.h"
#include "base/clock.h"
#include "base/path.h"
#include "base/utf8.h"
#include "course/course.h"
#include "model/resume.h"
#include "ui/lesson_view.h"
#include "ui/list_views.h"
#include "ui/menu_view.h"

/* Files are read for what they say of themselves after the first frame, in slices. */
enum { SCAN_LAST_NS = 20 * 1000000, SCAN_SLICE_NS = 3 * 1000000 };

static bool is_lesson_file(const char *path)
{
	struct stat st;

	return strcmp(path_base(path), "SUMMARY.md") != 0 && !stat(path, &st) &&
	       S_ISREG(st.st_mode);
}

/* A file named instead of a course is opened at once: *ret_lesson is its path. */
static enum err open_course(struct session *s, const char *path, struct buf *ret_why)
{
	enum err e = is_lesson_file(path) ?
		course_of_file(path, NULL, &s->catalog, &s->first_lesson) :
		course_open(path, NULL, &s->catalog);

	if (e == ERR_OK)
		return e;
	buf_adds(ret_why, "no course at ");
	utf8_clean(ret_why, path, strlen(path));
	if (e == ERR_NOT_FOUND)
		buf_adds(ret_why, ": a course is a folder with a SUMMARY.md; "
				  "--course names another");
	else
		buf_printf(ret_why, ": %s", err_text(e));
	return e;
}

static void open_store(struct session *s, const char *dir)
{
	if (!dir)
		buf_adds(&s->store_why, "Progress cannot be saved: no home folder is known. "
					"--data-dir chooses a place.");
	else if (store_open(dir, &s->store, &s->store_why) != ERR_OK && !s->store_why.len)
		buf_adds(&s->store_why, "Progress cannot be saved.");
	s->is_progress_old = true;
	session_refresh(s);
}

/* The lesson to continue with is named in the first frame, which waits while it is looked for. */
static bool is_resume_known(const struct session *s)
{
	struct resume r = resume_find(s->catalog, s->progress);

	if (r.kind == RESUME_NONE)
		return !s->progress || !s->progress->last;
	return r.entry < 0 || s->catalog->entries[r.entry].is_scanned;
}

static void scan_first(struct session *s)
{
	int64_t start_ns = clock_monotonic_ns(), took_ns = 0;

	s->is_scanning = true;
	while (s->is_scanning && !is_resume_known(s) && took_ns < SCAN_LAST_NS) {
		s->is_scanning = course_scan(s->catalog);
		took_ns = clock_monotonic_ns() - start_ns;
	}
}

static struct view *new_menu(const struct session *s)
{
	return menu_view_new(&(struct menu_state){
		.catalog = s->catalog,
		.progress = s->progress,
		.is_waiting = s->is_waiting,
		.is_first_start = !s->is_waiting && (!s->progress || !s->progress->n_days),
		.warning = buf_str(&s->store_why),
	});
}

/* Plays the diagram of the lesson that is open by the name that the store knows. */
static void play_named(struct session *s, const char *name)
{
	struct doc *doc = s->reader.lesson->doc;

	for (size_t i = 0; i < doc->n_sections; i++) {
		for (const struct block *b = doc_section(doc, i); b; b = block_walk(b)) {
			if (b->kind != BLOCK_DIAGRAM || !b->diagram ||
			    strcmp(reader_diagram_name(s, b->diagram), name) != 0)
				continue;
			perform(s, &(struct action){ .kind = ACTION_PLAY, .diagram = b->diagram });
			return;
		}
	}
}

/* Opens what the user named to begin with, over the menu. */
static void begin(struct session *s)
{
	const char *name = s->options->lesson ? s->options->lesson : s->first_lesson;
	const char *hash = name ? strchr(name, '#') : NULL;

	if (name)
		reader_open(s, &(struct reading){
			.path = arena_strndup(&s->scratch, name,
					      hash ? (size_t)(hash - name) : strlen(name)),
			.anchor = hash ? hash + 1 : NULL,
		});
	if (s->options->diagram && s->reader.lesson)
		play_named(s, s->options->diagram);
	if (s->options->topic)
		quizzer_open(s, s->options->topic);
}

enum err session_begin(struct session *s, const struct app_options *o, struct store_time wall,
		       struct buf *ret_why)
{
	enum err e;

	*s = (struct session){
		.options = o, .theme = o->config.theme, .wall = wall, .due_ns = -1,
		.is_waiting = true,
	};
	arena_init(&s->scratch);
	buf_init(&s->store_why);
	reader_init(&s->reader);
	e = open_course(s, o->course, ret_why);
	if (e != ERR_OK) {
		session_close(s);
		return e;
	}
	stack_push(s, (struct screen){ .kind = SCREEN_MENU, .view = new_menu(s) });
	/* A lesson's first frame needs the store: where it was left. */
	if (o->lesson || o->topic || s->first_lesson)
		session_complete(s);
	return ERR_OK;
}

void session_complete(struct session *s)
{
	if (!s->is_waiting)
		return;
	s->is_waiting = false;
	open_store(s, s->options->data_dir);
	scan_first(s);
	stack_replace(s, new_menu(s));
	begin(s);
}

enum err session_open(struct session *s, const struct app_options *o, struct store_time wall,
		      struct buf *ret_why)
{
	enum err e = session_begin(s, o, wall, ret_why);

	if (e == ERR_OK)
		session_complete(s);
	return e;
}

void session_set_time(struct session *s, int64_t now_ns, struct store_time wall)
{
	s->now_ns = now_ns;
	s->wall = wall;
	if (s->due_ns < 0 || now_ns < s->due_ns)
		return;
	s->due_ns = -1;
	session_key(s, (struct key){ .code = K_NONE });
	s->wishes |= WISH_DRAW;
}

void session_key(struct session *s, struct key k)
{
	struct view *v = stack_view(&s->stack);
	bool had_message = v->message[0];
	struct action a;

	arena_clear(&s->scratch);
	a = view_key(v, k, s->now_ns);
	if (had_message)
		s->wishes |= WISH_DRAW;
	a = perform_keep(s, &a);
	perform(s, &a);
}

void session_draw(struct session *s, struct canvas *c)
{
	struct view *v = stack_view(&s->stack);

	view_draw(v, c, s->now_ns);
	s->due_ns = view_next_ns(v, s->now_ns);
	s->wishes &= ~(unsigned)WISH_DRAW;
}

int64_t session_next_ns(const struct session *s)
{
	return s->due_ns;
}

static bool scan_work(struct session *s)
{
	int64_t end_ns = clock_monotonic_ns() + SCAN_SLICE_NS;

	if (!s->is_scanning)
		return false;
	while (s->is_scanning && clock_monotonic_ns() < end_ns)
		s->is_scanning = course_scan(s->catalog);
	if (!s->is_scanning) {
		menu_view_set(stack_find(&s->stack, SCREEN_MENU)->view, s->progress);
		s->wishes |= WISH_DRAW;
	}
	return true;
}

/* What a view lays out ahead may change how it counts: it is drawn again at the end. */
static bool view_slice(struct session *s)
{
	if (view_work(stack_view(&s->stack))) {
		s->is_view_working = true;
		return true;
	}
	if (s->is_view_working)
		s->wishes |= WISH_DRAW;
	s->is_view_working = false;
	return false;
}

bool session_work(struct session *s)
{
	arena_clear(&s->scratch);
	return view_slice(s) || reader_work(s) || scan_work(s) || finder_work(s);
}

void session_files_changed(struct session *s)
{
	arena_clear(&s->scratch);
	reader_files_changed(s);
}

void session_save(struct session *s)
{
	reader_save(s);
}

void session_close(struct session *s)
{
	stack_clear(s);
	finder_done(&s->finder);
	reader_done(&s->reader);
	store_close(s->store);
	progress_free(s->progress);
	course_free(s->catalog);
	buf_done(&s->store_why);
	arena_done(&s->scratch);
}

static void hand_out(struct session *s, const struct progress *p)
{
	struct screen *x;

	if ((x = stack_find(&s->stack, SCREEN_MENU)))
		menu_view_set(x->view, p);
	if ((x = stack_find(&s->stack, SCREEN_LESSON)))
		lesson_view_set(x->view, p);
	if ((x = stack_find(&s->stack, SCREEN_BOOKMARKS)))
		bookmarks_view_set(x->view, p);
}

void session_refresh(struct session *s)
{
	struct progress *old = s->progress, *new;

	if (!s->is_progress_old || !s->store)
		return;
	if (store_progress(s->store, s->wall, &new) != ERR_OK)
		return;
	s->is_progress_old = false;
	s->progress = new;
	hand_out(s, new);
	progress_free(old);
}

void session_recorded(struct session *s, enum err e, const char *what)
{
	s->is_progress_old = true;
	if (e == ERR_OK || !what || !s->stack.n)
		return;
	view_say(stack_view(&s->stack), true, "%s is not saved: %s.", what, err_text(e));
	s->wishes |= WISH_DRAW;
}
