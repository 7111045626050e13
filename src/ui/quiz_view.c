/* SPDX-License-Identifier: MIT */
#include "ui/quiz_view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "quiz/grade.h"
#include "quiz/pick.h"
#include "ui/global_key.h"
#include "ui/motion.h"
#include "ui/quiz_view_internal.h"
#include "ui/statusbar.h"

static const struct key_help keys[] = {
	{ "a-j 1-9", "choose an option", false },
	{ "↑↓ j k", "other option; scroll", false },
	{ "Space", "choose, take back", false },
	{ "Enter", "answer, go on", true },
	{ "h H", "one more hint", false },
	{ "n", "next question, skip", false },
	{ "p N", "earlier question", false },
	{ "u", "undo the answer", false },
	{ "s", "sources", false },
	{ "PgUp PgDn", "a page", false },
	{ "Ctrl-U Ctrl-D", "half a page", false },
	{ "Home End", "top, bottom", false },
	{ "r", "retry missed ones", false },
	{ "q Esc", "stop", true },
	{ "? F1", "help", true },
	{ NULL, NULL, false },
};

int quiz_needed(const struct item *it)
{
	int n = 0;

	for (size_t i = 0; i < it->n_options; i++)
		n += it->options[i].is_right;
	return n;
}

const char *quiz_number_word(int n)
{
	static const char *const words[ITEM_MAX_OPTIONS + 1] = {
		"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
		"ten",
	};

	return words[n];
}

struct quiz_counts quiz_count(const struct quiz_view *q)
{
	struct quiz_counts n = { 0 };

	for (size_t i = 0; i < q->n_run; i++) {
		const struct quiz_entry *e = &q->entries[q->run[i]];

		if (!quiz_is_answered(e))
			n.n_open++;
		else if (e->is_right)
			n.n_right++;
		else
			n.n_wrong++;
		n.n_unsaved += e->phase == QUIZ_UNSAVED;
	}
	return n;
}

/* Opens a question anew; each round has an order of its own. */
static void entry_reset(const struct quiz_view *q, struct quiz_entry *e)
{
	pick_option_order(e->item, q->seed, e->order);
	for (size_t i = 0; q->keeps_order && i < e->item->n_options; i++)
		e->order[i] = (uint8_t)i;
	e->phase = QUIZ_OPEN;
	e->chosen = 0;
	e->is_right = false;
	e->cursor = 0;
	e->n_hints = 0;
	e->shows_sources = false;
	e->shown_ns = -1;
}

void quiz_go(struct quiz_view *q, size_t at)
{
	q->at = at;
	q->page.top = 0;
	q->is_stale = true;
	q->show_tag = PAGE_NO_TAG;
}

void quiz_retry(struct quiz_view *q, const size_t *entries, size_t n)
{
	q->seed++;
	q->n_answered = 0;
	q->list.selected = 0;
	memmove(q->run, entries, n * sizeof(*entries));
	q->n_run = n;
	for (size_t i = 0; i < n; i++)
		entry_reset(q, &q->entries[q->run[i]]);
	q->is_summary = q->is_looking = false;
	quiz_go(q, 0);
}

/* The question after this one that is open, from the start again; n_run if none is. */
static size_t next_open(const struct quiz_view *q)
{
	for (size_t i = 1; i <= q->n_run; i++) {
		size_t at = (q->at + i) % q->n_run;

		if (q->entries[q->run[at]].phase == QUIZ_OPEN && at != q->at)
			return at;
	}
	return q->n_run;
}

/* On to the next question; behind the last one to what is still open, or the summary. */
static struct action next(struct quiz_view *q)
{
	bool is_open = quiz_entry(q)->phase == QUIZ_OPEN;

	if (q->is_looking) {
		quiz_summary_begin(q);
	} else if (q->at + 1 < q->n_run) {
		quiz_go(q, q->at + 1);
	} else if (!is_open && next_open(q) < q->n_run) {
		quiz_go(q, next_open(q));
		view_say(&q->base, false, "Back to a question that was left open.");
	} else {
		quiz_summary_begin(q);
	}
	return action(ACTION_DRAW);
}

static struct action previous(struct quiz_view *q)
{
	if (q->at == 0) {
		view_say(&q->base, false, "This is the first question.");
		return action(ACTION_DRAW);
	}
	quiz_go(q, q->at - 1);
	return action(ACTION_DRAW);
}

static struct action choose(struct quiz_view *q, size_t place)
{
	struct quiz_entry *e = quiz_entry(q);
	uint32_t bit = UINT32_C(1) << e->order[place];

	e->cursor = place;
	if (e->item->type == ITEM_MULTIPLE)
		e->chosen ^= bit;
	else
		e->chosen = bit;
	q->show_tag = (int)place;
	return action(ACTION_DRAW);
}

static int n_chosen(const struct quiz_entry *e)
{
	int n = 0;

	for (uint32_t set = e->chosen; set; set &= set - 1)
		n++;
	return n;
}

/* False, with a message, when the choice is empty or has too few or too many options. */
static bool is_complete(struct quiz_view *q)
{
	const struct quiz_entry *e = quiz_entry(q);
	int chosen = n_chosen(e), needed = quiz_needed(e->item);

	if (!chosen)
		view_say(&q->base, false, "Choose %s first: a letter or Space.",
			 quiz_number_word(needed));
	else if (e->item->type == ITEM_MULTIPLE && chosen != needed)
		view_say(&q->base, false, "Choose %s: you have chosen %s.",
			 quiz_number_word(needed), quiz_number_word(chosen));
	return chosen && (e->item->type != ITEM_MULTIPLE || chosen == needed);
}

static struct action submit(struct quiz_view *q, int64_t now_ns)
{
	struct quiz_entry *e = quiz_entry(q);
	int64_t took_ns = e->shown_ns < 0 || now_ns < e->shown_ns ? 0 : now_ns - e->shown_ns;

	if (!is_complete(q))
		return action(ACTION_DRAW);
	e->is_right = grade(e->item, e->chosen);
	e->phase = QUIZ_SAVING;
	q->attempt = (struct attempt){
		.item = e->item->id, .item_revision = e->item->revision, .topic = e->topic,
		.chosen = e->chosen, .is_right = e->is_right, .hints_seen = (int)e->n_hints,
		.took_ms = took_ns / 1000000,
	};
	return (struct action){ .kind = ACTION_ANSWER, .attempt = &q->attempt };
}

static size_t entry_being_saved(const struct quiz_view *q)
{
	for (size_t i = 0; i < q->n_entries; i++)
		if (q->entries[i].phase == QUIZ_SAVING)
			return i;
	return q->n_entries;
}

void quiz_view_recorded(struct view *v, enum err e, const char *why)
{
	struct quiz_view *q = (struct quiz_view *)v;
	size_t i = entry_being_saved(q);
	struct quiz_entry *entry;

	if (i == q->n_entries)
		return;
	entry = &q->entries[i];
	entry->phase = e == ERR_OK ? QUIZ_SAVED : QUIZ_UNSAVED;
	snprintf(entry->why, sizeof(entry->why), "%s", why && why[0] ? why : err_text(e));
	q->answered[q->n_answered++] = i;
	q->is_stale = true;
	q->show_tag = (int)entry->cursor;
}

static size_t place_in_run(const struct quiz_view *q, size_t entry)
{
	for (size_t i = 0; i < q->n_run; i++)
		if (q->run[i] == entry)
			return i;
	return q->n_run;
}

/* Opens the question that was answered last. */
static void reopen_last(struct quiz_view *q)
{
	size_t entry = q->answered[--q->n_answered], at = place_in_run(q, entry);

	entry_reset(q, &q->entries[entry]);
	if (at < q->n_run) {
		quiz_go(q, at);
		q->is_summary = q->is_looking = false;
	}
	view_say(&q->base, false, "Taken back: answer it again.");
}

static struct action undo(struct quiz_view *q)
{
	size_t entry;

	if (!q->n_answered) {
		view_say(&q->base, false, "There is no answer to take back.");
		return action(ACTION_DRAW);
	}
	entry = q->answered[q->n_answered - 1];
	if (q->entries[entry].phase == QUIZ_SAVED)
		return action(ACTION_UNDO_ANSWER);
	reopen_last(q);
	return action(ACTION_DRAW);
}

void quiz_view_undone(struct view *v, enum err e)
{
	struct quiz_view *q = (struct quiz_view *)v;

	if (e != ERR_OK)
		view_say(v, true, "The answer could not be taken back: %s.", err_text(e));
	else if (q->n_answered)
		reopen_last(q);
}

bool quiz_view_stop(const struct view *v, struct quiz_stop *ret)
{
	const struct quiz_view *q = (const struct quiz_view *)v;
	struct quiz_counts n = quiz_count(q);

	*ret = (struct quiz_stop){
		.n_answered = n.n_right + n.n_wrong, .n_right = n.n_right, .n_all = q->n_run,
		.n_unsaved = n.n_unsaved,
	};
	return ret->n_answered && n.n_open && !q->is_summary;
}

static struct action hint(struct quiz_view *q)
{
	struct quiz_entry *e = quiz_entry(q);

	if (e->n_hints == e->item->n_hints) {
		view_say(&q->base, false,
			 e->n_hints ? "That was the last hint." : "This question has no hints.");
		return action(ACTION_DRAW);
	}
	e->n_hints++;
	q->is_stale = true;
	q->show_tag = QUIZ_TAG_ASIDE;
	return action(ACTION_DRAW);
}

static struct action sources(struct quiz_view *q)
{
	struct quiz_entry *e = quiz_entry(q);

	if (!quiz_is_answered(e)) {
		view_say(&q->base, false, "Sources come after the answer.");
		return action(ACTION_DRAW);
	}
	e->shows_sources = !e->shows_sources;
	q->is_stale = true;
	q->show_tag = e->shows_sources ? QUIZ_TAG_ASIDE : PAGE_NO_TAG;
	return action(ACTION_DRAW);
}

/* The arrows move between options; at the first and the last one they scroll. */
static struct action move_cursor(struct quiz_view *q, int direction)
{
	struct quiz_entry *e = quiz_entry(q);
	bool is_edge = direction < 0 ? !e->cursor : e->cursor + 1 == e->item->n_options;

	if (is_edge) {
		page_scroll(&q->page, direction);
		return action(ACTION_DRAW);
	}
	e->cursor += (size_t)direction;
	q->show_tag = (int)e->cursor;
	return action(ACTION_DRAW);
}

/* The option a letter or digit names: a or 1 the first, 0 the tenth; n_options if none. */
static size_t option_named(const struct quiz_entry *e, struct key k)
{
	size_t place = e->item->n_options;

	if (k.code != K_CHAR)
		return place;
	if (k.ch >= 'a' && k.ch < 'a' + place)
		return k.ch - 'a';
	if (k.ch == '0' && place == ITEM_MAX_OPTIONS)
		return ITEM_MAX_OPTIONS - 1;
	return k.ch >= '1' && k.ch < '1' + place && k.ch <= '9' ? k.ch - '1' : place;
}

static struct action mouse(struct quiz_view *q, struct key k, int64_t now_ns)
{
	int tag = page_tag_at(&q->page, k.y);

	if (tag < 0 || (size_t)tag >= quiz_entry(q)->item->n_options)
		return action(ACTION_NONE);
	if (k.mouse == MOUSE_DOUBLE && quiz_has_chosen(quiz_entry(q), (size_t)tag))
		return submit(q, now_ns);
	return choose(q, (size_t)tag);
}

/* Keys of a question that is still open. */
static struct action open_key(struct quiz_view *q, struct key k, int64_t now_ns)
{
	struct quiz_entry *e = quiz_entry(q);
	size_t place = option_named(e, k);

	if (place < e->item->n_options)
		return choose(q, place);
	if (k.code == K_ENTER)
		return submit(q, now_ns);
	if (key_is(k, ' '))
		return choose(q, e->cursor);
	if (key_is(k, 'h') || key_is(k, 'H'))
		return hint(q);
	if (k.code == K_UP || key_is(k, 'k'))
		return move_cursor(q, -1);
	if (k.code == K_DOWN || key_is(k, 'j'))
		return move_cursor(q, 1);
	if (k.code == K_MOUSE && (k.mouse == MOUSE_PRESS || k.mouse == MOUSE_DOUBLE))
		return mouse(q, k, now_ns);
	return action(ACTION_NONE);
}

static struct action question_key(struct quiz_view *q, struct key k, int64_t now_ns)
{
	bool is_open = quiz_entry(q)->phase == QUIZ_OPEN;
	struct action a = is_open ? open_key(q, k, now_ns) : action(ACTION_NONE);

	if (a.kind != ACTION_NONE)
		return a;
	if (!is_open && k.code == K_ENTER)
		return next(q);
	switch (k.code == K_CHAR ? k.ch : 0) {
	case 'n':
		return next(q);
	case 'p':
	case 'N':
		return previous(q);
	case 'u':
		return undo(q);
	case 's':
		return sources(q);
	default:
		break;
	}
	if (motion_of(k) != MOTION_NONE) {
		page_scroll(&q->page, motion_lines(motion_of(k), q->page.height));
		return action(ACTION_DRAW);
	}
	if (q->is_looking && (k.code == K_ESCAPE || k.code == K_BACKSPACE || key_is(k, 'q')))
		return next(q);
	return global_key(k);
}

static struct action quiz_key(struct view *v, struct key k, int64_t now_ns)
{
	struct quiz_view *q = (struct quiz_view *)v;

	if (!q->n_run)
		return global_key(k);
	if (q->is_summary && !q->is_looking)
		return key_is(k, 'u') ? undo(q) : quiz_summary_key(q, k);
	if (quiz_entry(q)->phase == QUIZ_SAVING)
		return global_key(k);
	return question_key(q, k, now_ns);
}

static void quiz_draw(struct view *v, struct canvas *c, int64_t now_ns)
{
	struct quiz_view *q = (struct quiz_view *)v;

	if (!q->n_run)
		statusbar_draw(c, v, &(struct statusbar){
			.left = q->title, .right = "", .status = "There is nothing to ask here.",
		});
	else if (q->is_summary && !q->is_looking)
		quiz_summary_draw(q, c);
	else
		quiz_page_draw(q, c);
	if (q->n_run && quiz_entry(q)->shown_ns < 0)
		quiz_entry(q)->shown_ns = now_ns;
}

static void quiz_free(struct view *v)
{
	struct quiz_view *q = (struct quiz_view *)v;

	page_done(&q->page);
	free(q->title);
	free(q->entries);
	free(q->run);
	free(q->answered);
	free(q->missed);
	free(q);
}

static const struct view_class quiz_class = {
	.name = "quiz",
	.help_title = "Answering questions",
	.keys = keys,
	.draw = quiz_draw,
	.key = quiz_key,
	.free = quiz_free,
};

struct view *quiz_view_new(const struct quiz_state *s)
{
	struct quiz_view *q = xcalloc(1, sizeof(*q));

	q->base.class = &quiz_class;
	q->title = xstrdup(s->title ? s->title : "");
	q->seed = s->seed;
	q->keeps_order = s->keeps_order;
	q->n_entries = q->n_run = s->n_items;
	q->entries = xcalloc(s->n_items + 1, sizeof(*q->entries));
	q->run = xcalloc(s->n_items + 1, sizeof(*q->run));
	q->missed = xcalloc(s->n_items + 1, sizeof(*q->missed));
	q->answered = xcalloc(s->n_items + 1, sizeof(*q->answered));
	for (size_t i = 0; i < s->n_items; i++) {
		q->run[i] = i;
		q->entries[i].item = s->items[i];
		q->entries[i].topic = s->topics ? s->topics[i] : "";
		entry_reset(q, &q->entries[i]);
	}
	page_init(&q->page, s->measure ? s->measure : FLOW_MEASURE);
	list_init(&q->list, 1);
	quiz_go(q, 0);
	return &q->base;
}
