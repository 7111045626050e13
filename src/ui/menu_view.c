/* SPDX-License-Identifier: MIT */
#include "ui/menu_view.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "ui/global_key.h"
#include "ui/menu_view_internal.h"
#include "ui/motion.h"

static const struct key_help keys[] = {
	{ "Enter", "open", true },
	{ "→ l", "unfold", true },
	{ "← h Backspace", "fold, up", false },
	{ "c", "continue", true },
	{ "t", "test", true },
	{ "T", "test on all topics", false },
	{ "/", "search", true },
	{ "p", "progress", true },
	{ "↑↓ j k", "move", false },
	MOTION_HELP,
	{ "1-9", "to this topic", false },
	{ "B", "bookmarks", false },
	{ "q Esc", "quit", true },
	{ "? F1", "help", true },
	/* Not keys, but who asks for help may ask about these. */
	{ "● ○", "read, not read", false },
	{ "▇▁", "questions known", false },
	{ "▶ ?", "diagrams, questions", false },
	{ NULL, NULL, false },
};

bool menu_has_children(const struct menu_view *m, int entry)
{
	size_t next = (size_t)entry + 1;

	return next < m->catalog->n_entries &&
	       m->catalog->entries[next].depth > m->catalog->entries[entry].depth;
}

int menu_selected(const struct menu_view *m)
{
	if (m->is_waiting || m->list.selected >= m->n_rows ||
	    m->rows[m->list.selected].kind != MENU_ENTRY)
		return -1;
	return m->rows[m->list.selected].entry;
}

const struct lesson_progress *menu_progress(const struct menu_view *m, int entry)
{
	const char *id = m->catalog->entries[entry].id;

	return id ? progress_lesson(m->progress, id) : NULL;
}

static bool is_row_selectable(const void *owner, size_t i)
{
	return ((const struct menu_view *)owner)->rows[i].kind == MENU_ENTRY;
}

static void add_row(struct menu_view *m, enum menu_row_kind kind, int entry)
{
	*vec_push(m->rows, m->n_rows, m->cap_rows) = (struct menu_row){ kind, entry };
}

static enum menu_row_kind row_kind(enum entry_kind kind)
{
	if (kind == ENTRY_PART)
		return MENU_PART;
	return kind == ENTRY_SEPARATOR ? MENU_RULE : MENU_ENTRY;
}

/* Lists what shows; the entry that was selected stays selected. */
static void rows_make(struct menu_view *m, int selected)
{
	const struct catalog *c = m->catalog;
	size_t at = 0;

	m->n_rows = 0;
	for (size_t i = 0; i < c->n_entries;) {
		const struct entry *e = &c->entries[i];
		size_t next = i + 1;

		if (e->kind == ENTRY_PART && m->n_rows)
			add_row(m, MENU_GAP, -1);
		if ((int)i <= selected)
			at = m->n_rows;
		add_row(m, row_kind(e->kind), (int)i);
		if (!m->is_unfolded[i])
			while (next < c->n_entries && c->entries[next].depth > e->depth)
				next++;
		i = next;
	}
	m->list.selected = at;
	list_set_size(&m->list, m->n_rows);
}

/* Scrolls the children of the selected entry into view, the entry with them. */
static void show_children(struct menu_view *m)
{
	size_t first = m->list.selected, end = first + 1;
	int entry = menu_selected(m);

	if (entry < 0)
		return;
	while (end < m->n_rows && m->rows[end].entry >= 0 &&
	       m->catalog->entries[m->rows[end].entry].depth > m->catalog->entries[entry].depth)
		end++;
	list_show(&m->list, first, end);
}

static void fold(struct menu_view *m, int entry, bool is_unfolded)
{
	m->is_unfolded[entry] = is_unfolded;
	rows_make(m, entry);
	if (is_unfolded)
		show_children(m);
}

size_t menu_rows_unfolded(const struct menu_view *m)
{
	size_t n = m->catalog->n_entries;

	/* Each part but one at the top has a gap above it. */
	for (size_t i = 1; i < m->catalog->n_entries; i++)
		n += m->catalog->entries[i].kind == ENTRY_PART;
	return n;
}

void menu_unfold_all(struct menu_view *m)
{
	int selected = menu_selected(m);

	for (size_t i = 0; i < m->catalog->n_entries; i++)
		m->is_unfolded[i] = menu_has_children(m, (int)i);
	rows_make(m, selected < 0 ? 0 : selected);
}

void menu_view_select(struct view *v, int entry)
{
	struct menu_view *m = (struct menu_view *)v;

	const struct entry *entries = m->catalog->entries;

	if (entry < 0 || (size_t)entry >= m->catalog->n_entries)
		return;
	for (int up = entries[entry].parent; up >= 0; up = entries[up].parent)
		m->is_unfolded[up] = true;
	rows_make(m, entry);
}

static struct action open_entry(const struct menu_view *m, int entry)
{
	const struct lesson_progress *p = menu_progress(m, entry);
	struct action a = { .kind = ACTION_OPEN, .path = m->catalog->entries[entry].path };

	/* What was read to its end begins anew. */
	if (p && !p->is_read) {
		a.place = p->place;
		a.has_place = true;
	}
	return a;
}

static struct action enter(struct menu_view *m)
{
	int entry = menu_selected(m);
	const struct entry *e;

	if (entry < 0)
		return action(ACTION_NONE);
	e = &m->catalog->entries[entry];
	if (menu_has_children(m, entry) && (!m->is_unfolded[entry] || !e->path)) {
		fold(m, entry, !m->is_unfolded[entry]);
		return action(ACTION_DRAW);
	}
	if (e->path)
		return open_entry(m, entry);
	view_say(&m->base, false, "“%s” is still to come.", e->title);
	return action(ACTION_DRAW);
}

static struct action unfold(struct menu_view *m)
{
	int entry = menu_selected(m);

	if (entry < 0 || !menu_has_children(m, entry))
		return action(ACTION_NONE);
	if (m->is_unfolded[entry])
		list_select(&m->list, m->list.selected + 1);
	else
		fold(m, entry, true);
	return action(ACTION_DRAW);
}

static struct action fold_or_up(struct menu_view *m)
{
	int entry = menu_selected(m);

	if (entry < 0)
		return action(ACTION_NONE);
	if (menu_has_children(m, entry) && m->is_unfolded[entry])
		fold(m, entry, false);
	else if (m->catalog->entries[entry].parent >= 0)
		rows_make(m, m->catalog->entries[entry].parent);
	else
		return action(ACTION_NONE);
	return action(ACTION_DRAW);
}

/* Named anew each time: the scan may have found meanwhile that a lesson is read. */
static struct action resume(struct menu_view *m)
{
	m->resume = resume_find(m->catalog, m->progress);
	switch (m->resume.kind) {
	case RESUME_NONE:
		view_say(&m->base, false, "Nothing to continue yet: Enter opens a lesson.");
		return action(ACTION_DRAW);
	case RESUME_DONE:
		view_say(&m->base, false, "Every lesson is read: t asks questions on a topic.");
		return action(ACTION_DRAW);
	case RESUME_HERE:
	case RESUME_NEXT:
		break;
	}
	return open_entry(m, m->resume.entry);
}

static struct action test_topic(struct menu_view *m)
{
	int topic = catalog_topic(m->catalog, menu_selected(m));
	const struct entry *e;

	if (topic < 0)
		return action(ACTION_NONE);
	e = &m->catalog->entries[topic];
	if (!e->id || (e->is_scanned && !m->tallies[topic].n_questions)) {
		view_say(&m->base, false, "“%s” has no questions yet; T asks those of all topics.",
			 e->title);
		return action(ACTION_DRAW);
	}
	return (struct action){ .kind = ACTION_QUIZ, .text = e->id };
}

static int topic_with_number(const struct menu_view *m, int number)
{
	for (size_t i = 0; i < m->catalog->n_entries; i++) {
		const struct entry *e = &m->catalog->entries[i];

		if (e->depth == 0 && e->number[0] && atoi(e->number) == number)
			return (int)i;
	}
	return -1;
}

/* "1" goes to topic 1; a "4" right after it to topic 14, if there is one. */
static struct action jump(struct menu_view *m, int digit)
{
	int number = m->typed * 10 + digit;
	int entry = number < 10000 ? topic_with_number(m, number) : -1;

	if (entry < 0) {
		number = digit;
		entry = topic_with_number(m, number);
	}
	m->typed = entry < 0 ? 0 : number;
	if (entry < 0)
		return action(ACTION_NONE);
	rows_make(m, entry);
	return action(ACTION_DRAW);
}

static struct action letter(struct menu_view *m, char32_t ch)
{
	switch (ch) {
	case 'l':
		return unfold(m);
	case 'h':
		return fold_or_up(m);
	case 'c':
		return resume(m);
	case 't':
		return test_topic(m);
	case 'T':
		return (struct action){ .kind = ACTION_QUIZ, .text = "" };
	default:
		return action(ACTION_NONE);
	}
}

static struct action own_key(struct menu_view *m, struct key k)
{
	switch (k.code) {
	case K_CHAR:
		return letter(m, k.ch);
	case K_RIGHT:
		return unfold(m);
	case K_LEFT:
	case K_BACKSPACE:
		return fold_or_up(m);
	default:
		return action(ACTION_NONE);
	}
}

static struct action menu_key(struct view *v, struct key k, int64_t now_ns)
{
	struct menu_view *m = (struct menu_view *)v;
	struct action a;

	(void)now_ns;
	if (k.code == K_CHAR && k.ch >= '0' && k.ch <= '9')
		return jump(m, (int)(k.ch - '0'));
	m->typed = 0;
	a = own_key(m, k);
	if (a.kind != ACTION_NONE)
		return a;
	switch (list_key(&m->list, k)) {
	case LIST_CHOSEN:
		return enter(m);
	case LIST_MOVED:
		return action(ACTION_DRAW);
	case LIST_IGNORED:
		break;
	}
	/* Backspace leaves other screens; here nobody means to quit by it. */
	return k.code == K_BACKSPACE ? action(ACTION_NONE) : global_key(k);
}

void menu_view_set(struct view *v, const struct progress *progress)
{
	struct menu_view *m = (struct menu_view *)v;

	free(m->tallies);
	m->progress = progress;
	m->is_first_start = m->is_first_start && !(progress && progress->n_days);
	m->resume = resume_find(m->catalog, progress);
	m->tallies = tally_new(m->catalog, progress);
}

static void menu_free(struct view *v)
{
	struct menu_view *m = (struct menu_view *)v;

	free(m->tallies);
	free(m->is_unfolded);
	free(m->rows);
	free(m->warning);
	free(m);
}

static const struct view_class menu_class = {
	.name = "menu",
	.help_title = "The menu of topics",
	.keys = keys,
	.draw = menu_draw,
	.key = menu_key,
	.free = menu_free,
};

struct view *menu_view_new(const struct menu_state *s)
{
	struct menu_view *m = xcalloc(1, sizeof(*m));

	m->base.class = &menu_class;
	m->catalog = s->catalog;
	m->is_waiting = s->is_waiting;
	m->is_first_start = s->is_first_start;
	m->warning = xstrdup(s->warning ? s->warning : "");
	m->is_unfolded = xcalloc(s->catalog->n_entries + 1, sizeof(*m->is_unfolded));
	list_init(&m->list, 1);
	m->list.is_selectable = is_row_selectable;
	m->list.owner = m;
	menu_view_set(&m->base, s->progress);
	rows_make(m, 0);
	menu_view_select(&m->base, m->resume.entry);
	return &m->base;
}
