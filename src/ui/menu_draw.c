/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "ui/gauge.h"
#include "ui/menu_view_internal.h"
#include "ui/sentence.h"
#include "ui/statusbar.h"

enum {
	READ_CELLS = 10, KNOWN_CELLS = 5, DIAGRAMS_CELLS = 4, INSIDE_CELLS = 11,
	COLUMN_GAP = 2,
	TITLE_WITH_READ = 14,		/* cells a title must keep for the first column ... */
	TITLE_WITH_OTHERS = 26,		/* ... and for each other one */
	WIDTH_WITH_DETAIL = 110, DETAIL_LEAST = 36, DETAIL_MOST = 60, DETAIL_GAP = 4,
	LIST_MOST = 100,
	HEIGHT_WITH_HEAD = 12,		/* of the body: room for the columns' names */
	HEIGHT_WITH_ALL = 30,		/* of the list: so tall a window begins with all unfolded */
	WARNING_ROWS = 3,
	WELCOME_CELLS = 48,
};

/* Where the columns of the list are; 0 = not shown. */
struct columns {
	int x, title_x, title_end;
	int read_x, known_x, inside_x;
	int end;			/* after the last one */
	int detail_x, detail_end;
};

static int number_cells(const struct catalog *c)
{
	size_t most = 0;

	for (size_t i = 0; i < c->n_entries; i++) {
		size_t n = strcspn(c->entries[i].number, ".");

		if (c->entries[i].depth == 0 && n > most)
			most = n;
	}
	return most < 4 ? (int)most : 4;
}

static void place_columns(struct columns *p)
{
	int title = p->end - p->title_x, taken = 0;
	int read = COLUMN_GAP + READ_CELLS, known = COLUMN_GAP + KNOWN_CELLS;
	int inside = COLUMN_GAP + INSIDE_CELLS;

	if (title - read >= TITLE_WITH_READ)
		taken = read;
	if (taken && title - taken - known >= TITLE_WITH_OTHERS)
		taken += known;
	if (taken > read && title - taken - inside >= TITLE_WITH_OTHERS)
		taken += inside;
	p->title_end = p->end - taken;
	if (taken)
		p->read_x = p->title_end + COLUMN_GAP;
	if (taken > read)
		p->known_x = p->read_x + READ_CELLS + COLUMN_GAP;
	if (taken > read + known)
		p->inside_x = p->known_x + KNOWN_CELLS + COLUMN_GAP;
}

static struct columns columns_of(const struct menu_view *m, int width)
{
	struct columns p = { .x = width >= 60, .end = width - 1 };
	int numbers = number_cells(m->catalog);

	if (width >= WIDTH_WITH_DETAIL) {
		int detail = width / 3 < DETAIL_LEAST ? DETAIL_LEAST : width / 3;
		int list, spare;

		detail = detail > DETAIL_MOST ? DETAIL_MOST : detail;
		list = width - detail - DETAIL_GAP - 4;
		list = list > LIST_MOST ? LIST_MOST : list;
		spare = (width - list - detail - DETAIL_GAP) / 2;
		p.x = spare;
		p.end = p.x + list;
		p.detail_x = p.end + DETAIL_GAP;
		p.detail_end = p.detail_x + detail;
	}
	p.title_x = p.x + 4 + numbers + (numbers > 0);
	place_columns(&p);
	return p;
}

/* How far a lesson was read, in words; "" for one not begun. */
static void draw_state(const struct menu_view *m, struct canvas *c, int y, int x, int entry)
{
	const struct lesson_progress *p = menu_progress(m, entry);

	if (!p)
		return;
	if (p->is_read)
		canvas_puts(c, y, x, "read", ROLE_GOOD, 0);
	else if (entry == m->resume.last)
		canvas_printf(c, y, x, ROLE_ACCENT, 0, "here, %d %%", p->permille / 10);
	else if (p->permille)
		canvas_printf(c, y, x, ROLE_TEXT, 0, "%d %%", p->permille / 10);
}

static void draw_read(const struct menu_view *m, struct canvas *c, int y, int x, int entry)
{
	const struct entry *e = &m->catalog->entries[entry];
	const struct lesson_progress *p = menu_progress(m, entry);
	bool is_begun = p && !p->is_read && p->permille;

	if (e->is_missing)
		canvas_puts(c, y, x, "! missing", ROLE_WARN, 0);
	else if (menu_has_children(m, entry) || (!e->depth && e->path && !is_begun))
		gauge_dots(c, y, x, m->tallies[entry].n_read, m->tallies[entry].n_lessons);
	else
		draw_state(m, c, y, x, entry);
}

static void draw_inside(const struct tally *t, struct canvas *c, int y, int x)
{
	if (t->n_diagrams)
		canvas_printf(c, y, x, ROLE_DIM, 0, "▶ %d", t->n_diagrams);
	if (t->n_questions)
		canvas_printf(c, y, x + DIAGRAMS_CELLS + COLUMN_GAP, ROLE_DIM, 0, "? %d",
			      t->n_questions);
}

static void draw_title(const struct menu_view *m, struct canvas *c, int y,
		       const struct columns *p, int entry)
{
	const struct entry *e = &m->catalog->entries[entry];
	int depth = e->depth < 6 ? e->depth : 6;
	int x = p->title_x + 2 * depth;
	enum role role = e->path || menu_has_children(m, entry) ? ROLE_TEXT : ROLE_DIM;

	if (menu_has_children(m, entry))
		canvas_puts(c, y, p->x + 2, m->is_unfolded[entry] ? "▾" : "▸", ROLE_DIM, 0);
	else if (e->is_missing)
		canvas_puts(c, y, p->x + 2, "!", ROLE_WARN, 0);
	if (!depth && e->number[0]) {
		int n = (int)strcspn(e->number, ".");

		canvas_printf(c, y, p->title_x - 1 - n, ROLE_DIM, 0, "%.*s", n, e->number);
	}
	x = canvas_puts_cut(c, y, x, p->title_end, e->title, role, 0);
	if (e->kind == ENTRY_DRAFT && !menu_has_children(m, entry))
		canvas_puts_cut(c, y, x + 1, p->title_end, "(to come)", ROLE_DIM, 0);
}

static void draw_entry(const struct menu_view *m, struct canvas *c, int y,
		       const struct columns *p, int entry)
{
	const struct tally *t = &m->tallies[entry];

	draw_title(m, c, y, p, entry);
	if (m->is_waiting)
		return;
	if (p->read_x)
		draw_read(m, c, y, p->read_x, entry);
	if (p->known_x && !m->catalog->entries[entry].depth)
		gauge_bar(c, y, p->known_x, KNOWN_CELLS, t->n_known, t->n_questions);
	if (p->inside_x)
		draw_inside(t, c, y, p->inside_x);
	if (entry == menu_selected(m)) {
		canvas_paint(c, y, p->x, 1, p->end - p->x, ROLE_SELECTED, 0);
		canvas_puts(c, y, p->x, "›", ROLE_SELECTED, ATTR_BOLD);
	}
}

static void draw_row(const struct menu_view *m, struct canvas *c, int y,
		     const struct columns *p, const struct menu_row *r)
{
	switch (r->kind) {
	case MENU_ENTRY:
		draw_entry(m, c, y, p, r->entry);
		break;
	case MENU_PART:
		canvas_puts_cut(c, y, p->x + 2, p->end, m->catalog->entries[r->entry].title,
				ROLE_SUBHEADING, ATTR_BOLD);
		break;
	case MENU_RULE:
		canvas_hline(c, y, p->x + 4, 3, LINE_LIGHT, ROLE_FRAME);
		break;
	case MENU_GAP:
		break;
	}
}

/* The names of the columns and a rule below them. */
static void draw_head(struct canvas *c, int y, const struct columns *p)
{
	canvas_puts_cut(c, y, p->title_x, p->title_end, "Choose a topic", ROLE_HEADING, ATTR_BOLD);
	if (p->read_x)
		canvas_puts(c, y, p->read_x, "read", ROLE_DIM, 0);
	if (p->known_x)
		canvas_puts(c, y, p->known_x, "known", ROLE_DIM, 0);
	if (p->inside_x)
		canvas_puts(c, y, p->inside_x, "inside", ROLE_DIM, 0);
	canvas_hline(c, y + 1, p->x + 2, p->end - p->x - 2, LINE_LIGHT, ROLE_FRAME);
}

static int draw_warning(const struct menu_view *m, struct canvas *c, struct body *b)
{
	struct sentence_box box = { .y = b->y, .x = 1, .max_x = c->width - 1, .role = ROLE_WARN };
	int rows;

	box.max_rows = b->height > HEIGHT_WITH_HEAD ? WARNING_ROWS : b->height > 3;
	rows = sentence_draw(c, &box, m->warning);
	b->y += rows;
	b->height -= rows;
	return rows;
}

/* "Lambda › An inside look: S3 events, 48 %", and why that one, if there is room. */
static const char *resume_text(const struct menu_view *m, struct arena *a, int cells)
{
	const struct resume *r = &m->resume;
	const char *where = catalog_breadcrumb(m->catalog, r->entry, a), *whole;

	if (r->at && r->at->permille)
		where = arena_printf(a, "%s, %d %%", where, r->at->permille / 10);
	if (r->kind != RESUME_NEXT)
		return where;
	whole = arena_printf(a, "%s   (“%s” is read)", where, m->catalog->entries[r->last].title);
	return (int)utf8_cells(whole, strlen(whole)) <= cells ? whole : where;
}

static bool has_next(const struct menu_view *m)
{
	return m->resume.kind != RESUME_NONE || m->is_first_start;
}

/* The line at the bottom: where to go on, or how to begin. */
static void draw_next(const struct menu_view *m, struct canvas *c, int y, const struct columns *p)
{
	int x = p->x + 2;
	struct arena a;

	if (m->resume.entry >= 0) {
		arena_init(&a);
		x = canvas_puts(c, y, x, "Continue: ", ROLE_DIM, 0);
		canvas_puts_cut(c, y, x, p->end, resume_text(m, &a, p->end - x), ROLE_TEXT, 0);
		arena_done(&a);
	} else if (m->resume.kind == RESUME_DONE) {
		canvas_puts_cut(c, y, x, p->end, "Every lesson is read. T asks questions on all.",
				ROLE_GOOD, 0);
	} else if (m->is_first_start) {
		canvas_puts_cut(c, y, x, p->end, p->end - x >= WELCOME_CELLS ?
				"New here? Enter opens a topic, ? shows the keys." :
				"New here? Enter opens, ? helps.", ROLE_ACCENT, 0);
	}
}

static void draw_empty(const struct menu_view *m, struct canvas *c, const struct body *b)
{
	struct sentence_box box = { .y = b->y + (b->height > 6), .x = c->width >= 60 ? 3 : 0,
				    .max_x = c->width - 1, .max_rows = b->height };
	struct arena a;

	arena_init(&a);
	box.y += sentence_draw(c, &box, "This course has no lessons yet.") + (b->height > 4);
	box.role = ROLE_DIM;
	sentence_draw(c, &box, arena_printf(&a,
		"Add a line such as  - [First steps](first-steps.md)  to %s/SUMMARY.md; "
		"the file it names becomes the first lesson.",
		m->catalog->root ? m->catalog->root : "."));
	arena_done(&a);
}

static void draw_list(struct menu_view *m, struct canvas *c, struct body b)
{
	struct columns p = columns_of(m, c->width);
	bool has_head = b.height >= HEIGHT_WITH_HEAD;
	bool shows_next = b.height >= 4 && (m->is_waiting || has_next(m));
	int y = b.y + (has_head ? 2 : 0);
	int bottom = b.y + b.height - (shows_next ? 1 + has_head : 0);

	if (has_head)
		draw_head(c, b.y, &p);
	if (shows_next)
		draw_next(m, c, b.y + b.height - 1, &p);
	if (!m->is_placed && bottom - y >= HEIGHT_WITH_ALL &&
	    menu_rows_unfolded(m) <= (size_t)(bottom - y))
		menu_unfold_all(m);
	m->is_placed = true;
	list_place(&m->list, y, p.x, bottom - y, p.end - p.x);
	for (size_t i = m->list.top; i < list_end(&m->list); i++)
		draw_row(m, c, list_row(&m->list, i), &p, &m->rows[i]);
	list_draw_bar(&m->list, c, p.end);
	if (p.detail_x && menu_selected(m) >= 0)
		menu_detail_draw(m, c, menu_selected(m), b.y, p.detail_x, bottom - b.y,
				 p.detail_end);
}

/* The footer says what the keys do to the row that is selected. */
static void draw_bars(const struct menu_view *m, struct canvas *c)
{
	struct key_help keys[32];
	size_t n = 0;
	int entry = menu_selected(m);
	bool is_parent = entry >= 0 && menu_has_children(m, entry);
	bool is_unfolded = is_parent && m->is_unfolded[entry];
	struct arena a;

	for (const struct key_help *k = m->base.class->keys; k->key; k++) {
		struct key_help shown = *k;

		if (!k->is_main)
			continue;
		if (!strcmp(k->does, "open") && is_parent && !is_unfolded)
			shown.does = "unfold";
		if (!strcmp(k->does, "open") && is_unfolded && !m->catalog->entries[entry].path)
			shown.does = "fold";
		if (!strcmp(k->does, "unfold") && is_unfolded)
			shown = (struct key_help){ "←", "fold", true };
		else if (!strcmp(k->does, "unfold") || (k->key[0] == 'c' && m->resume.entry < 0))
			continue;
		keys[n++] = shown;
	}
	keys[n] = (struct key_help){ 0 };
	arena_init(&a);
	statusbar_draw(c, &m->base, &(struct statusbar){
		.left = "nephoscope",
		.right = m->progress && m->progress->n_days > 0
				 ? arena_printf(&a, "%s · day %d", m->catalog->title,
						m->progress->n_days)
				 : m->catalog->title,
		.keys = keys,
	});
	arena_done(&a);
}

void menu_draw(struct view *v, struct canvas *c, int64_t now_ns)
{
	struct menu_view *m = (struct menu_view *)v;
	struct body b = statusbar_body(c);

	(void)now_ns;
	if (!draw_warning(m, c, &b) && b.height > HEIGHT_WITH_HEAD) {
		b.y++;
		b.height--;
	}
	if (m->n_rows)
		draw_list(m, c, b);
	else
		draw_empty(m, c, &b);
	draw_bars(m, c);
}
