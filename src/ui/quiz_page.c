/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "model/domain.h"
#include "ui/quiz_view_internal.h"
#include "ui/statusbar.h"

enum {
	MARK_CELLS = 2,		/* the pointer or verdict, left of the box */
	BOX_CELLS = 5,		/* "○ a  " */
	REASON_INDENT = 2,
	MARGIN_WITH_MARK = 3,	/* a margin this wide has room for the mark */
	HEIGHT_WITH_GAPS = 10,	/* of the body */
};

static const struct key_help answered_keys[] = {
	{ "↑↓", "scroll", true },	/* left out while all of the page shows */
	{ "Enter", "next", true },
	{ "p", "previous", true },
	{ "u", "undo", true },
	{ "s", "sources", true },
	{ "q", "stop", true },
	{ "?", "help", true },
	{ NULL, NULL, false },
};

static bool has_room_for_marks(const struct page *p)
{
	return page_left(p) >= MARGIN_WITH_MARK;
}

static int option_indent(const struct page *p)
{
	return BOX_CELLS + (has_room_for_marks(p) ? 0 : MARK_CELLS);
}

static void add_options(struct quiz_view *q, const struct quiz_entry *e)
{
	struct page *p = &q->page;
	int indent = option_indent(p);
	bool is_answered = quiz_is_answered(e);

	for (size_t place = 0; place < e->item->n_options; place++) {
		const struct option *o = &e->item->options[e->order[place]];
		size_t before = p->n_rows;

		p->tag = (int)place;
		page_blocks(p, o->text, indent);
		if (p->n_rows == before)
			page_gap(p, 1);
		p->is_barred = true;
		if (is_answered && o->reason)
			page_blocks(p, o->reason, indent + REASON_INDENT);
		p->is_barred = false;
		p->tag = PAGE_NO_TAG;
		if (is_answered)
			page_gap(p, 1);
	}
}

static void add_hints(struct quiz_view *q, const struct quiz_entry *e)
{
	struct page *p = &q->page;
	struct buf b;

	buf_init(&b);
	for (size_t i = 0; i < e->n_hints; i++) {
		buf_clear(&b);
		buf_printf(&b, "Hint %zu of %zu", i + 1, e->item->n_hints);
		page_gap(p, 1);
		p->tag = QUIZ_TAG_ASIDE;
		page_text(p, buf_str(&b), 0, ROLE_SUBHEADING, ATTR_BOLD);
		page_blocks(p, e->item->hints[i], 0);
		p->tag = PAGE_NO_TAG;
	}
	buf_done(&b);
}

/* The letters of the right options: "b and d". */
static void key_letters(const struct quiz_entry *e, struct buf *out)
{
	int left = quiz_needed(e->item);

	for (size_t place = 0; place < e->item->n_options; place++) {
		if (!e->item->options[e->order[place]].is_right)
			continue;
		buf_addc(out, (char)('a' + place));
		left--;
		if (left)
			buf_adds(out, left > 1 ? ", " : " and ");
	}
}

static void verdict(const struct quiz_entry *e, struct buf *out)
{
	if (e->is_right) {
		buf_adds(out, "✔ Right.");
		return;
	}
	buf_adds(out, "✘ Not right: the answer is ");
	key_letters(e, out);
	buf_addc(out, '.');
}

static void add_sources(struct quiz_view *q, const struct quiz_entry *e)
{
	struct page *p = &q->page;

	if (!e->shows_sources)
		return;
	page_gap(p, 1);
	p->tag = QUIZ_TAG_ASIDE;
	page_text(p, "Sources", 0, ROLE_SUBHEADING, ATTR_BOLD);
	for (size_t i = 0; i < e->item->n_sources; i++)
		page_text(p, e->item->sources[i], 0, ROLE_LINK, 0);
	if (!e->item->n_sources)
		page_text(p, "The author gave none.", 0, ROLE_DIM, 0);
	p->tag = PAGE_NO_TAG;
}

static void add_outcome(struct quiz_view *q, const struct quiz_entry *e)
{
	struct page *p = &q->page;
	struct buf b;

	buf_init(&b);
	verdict(e, &b);
	page_text(p, buf_str(&b), 0, e->is_right ? ROLE_GOOD : ROLE_BAD, ATTR_BOLD);
	buf_done(&b);
	if (e->phase == QUIZ_UNSAVED) {
		page_text(p, "This answer is not saved:", 0, ROLE_WARN, 0);
		page_text(p, e->why, 0, ROLE_WARN, 0);
	}
	if (e->item->explanation) {
		page_gap(p, 1);
		page_blocks(p, e->item->explanation, 0);
	}
	add_sources(q, e);
}

/* How many to choose, unless the question itself ends with that, as the exam's do. */
static void add_instruction(struct page *p, const struct quiz_entry *e)
{
	struct buf choose, stem;

	if (e->item->type != ITEM_MULTIPLE)
		return;
	buf_init(&choose);
	buf_init(&stem);
	buf_printf(&choose, "Choose %s.", quiz_number_word(quiz_needed(e->item)));
	for (const struct block *b = e->item->stem; b; b = b->next)
		block_plain_text(b, &stem);
	if (!strstr(buf_str(&stem), buf_str(&choose))) {
		page_text(p, buf_str(&choose), 0, ROLE_ACCENT, 0);
		page_gap(p, 1);
	}
	buf_done(&choose);
	buf_done(&stem);
}

static void page_make(struct quiz_view *q, int width)
{
	struct quiz_entry *e = quiz_entry(q);
	struct page *p = &q->page;
	int gap = q->is_tall;

	page_begin(p, width);
	page_gap(p, gap);
	if (e->item->title && e->item->title[0]) {
		page_text(p, e->item->title, 0, ROLE_HEADING, ATTR_BOLD);
		page_gap(p, gap);
	}
	page_blocks(p, e->item->stem, 0);
	page_gap(p, 1);
	add_instruction(p, e);
	add_options(q, e);
	if (quiz_is_answered(e))
		add_outcome(q, e);
	else
		add_hints(q, e);
}

/* What an option turned out to be: your right ones, your wrong ones, the right ones you missed. */
static const char *option_verdict(const struct quiz_entry *e, size_t place, enum role *ret_role)
{
	bool is_right = e->item->options[e->order[place]].is_right;

	*ret_role = is_right ? ROLE_GOOD : ROLE_BAD;
	if (quiz_has_chosen(e, place))
		return is_right ? "✔" : "✘";
	return is_right ? "→" : "";
}

static void draw_option_marks(const struct quiz_view *q, struct canvas *c, size_t place)
{
	const struct quiz_entry *e = quiz_entry(q);
	const struct page *p = &q->page;
	bool is_multiple = e->item->type == ITEM_MULTIPLE, has_chosen = quiz_has_chosen(e, place);
	const char *box = is_multiple ? (has_chosen ? "☑" : "☐") : (has_chosen ? "●" : "○");
	int x = page_left(p) + option_indent(p) - BOX_CELLS, y;
	enum role role = ROLE_SELECTED;
	const char *mark = "›";
	size_t first;

	if (!page_find(p, (int)place, &first))
		return;
	y = page_row_y(p, first);
	if (quiz_is_answered(e))
		mark = option_verdict(e, place, &role);
	else if (e->cursor != place || e->phase != QUIZ_OPEN)
		mark = "";
	canvas_puts(c, y, x - MARK_CELLS, mark, role, ATTR_BOLD);
	canvas_printf(c, y, x, has_chosen ? ROLE_ACCENT : ROLE_DIM, 0, "%s %c", box,
		      (int)('a' + place));
	if (!quiz_is_answered(e) && e->cursor == place)
		canvas_paint(c, y, x, 1, BOX_CELLS - 2, ROLE_SELECTED, 0);
}

const char *quiz_domain_name(const struct item *it)
{
	const char *id = it->domain ? it->domain : "";
	const struct domain *d = domain_find(id);

	return d ? d->title : id;
}

/* "Lambda · Resilient Cloud Solutions · difficulty 2" */
static void title_text(const struct quiz_view *q, const struct item *it, struct buf *out)
{
	buf_adds(out, q->title);
	if (quiz_domain_name(it)[0])
		buf_printf(out, " · %s", quiz_domain_name(it));
	if (it->difficulty)
		buf_printf(out, " · difficulty %d", it->difficulty);
}

/* What is said while the view has no message of its own. */
static enum role status_text(const struct quiz_entry *e, struct buf *out)
{
	switch (e->phase) {
	case QUIZ_OPEN:
		if (e->item->n_hints > e->n_hints)
			buf_printf(out, "Hints left: %zu", e->item->n_hints - e->n_hints);
		return ROLE_DIM;
	case QUIZ_SAVING:
		buf_adds(out, "saving…");
		return ROLE_DIM;
	case QUIZ_SAVED:
		verdict(e, out);
		buf_adds(out, " Saved.");
		return e->is_right ? ROLE_GOOD : ROLE_BAD;
	case QUIZ_UNSAVED:
		verdict(e, out);
		buf_printf(out, " Not saved: %s", e->why);
		return ROLE_WARN;
	}
	return ROLE_DIM;
}

/* The main keys while the question is open: those that do something now. */
static void answering_keys(const struct quiz_entry *e, char letters[4], struct key_help *keys)
{
	bool has_hints = e->n_hints < e->item->n_hints;

	snprintf(letters, 4, "a-%c", (char)('a' + e->item->n_options - 1));
	*keys++ = (struct key_help){ letters, "choose", true };
	*keys++ = (struct key_help){ "Enter", "answer", true };
	*keys++ = (struct key_help){ "↑↓", "move", true };
	if (has_hints)
		*keys++ = (struct key_help){ "h", "hint", true };
	*keys++ = (struct key_help){ "n", "skip", true };
	*keys++ = (struct key_help){ "q", "stop", true };
	*keys++ = (struct key_help){ "?", "help", true };
	*keys = (struct key_help){ 0 };
}

static void draw_bars(const struct quiz_view *q, struct canvas *c)
{
	const struct quiz_entry *e = quiz_entry(q);
	struct buf left, right, status;
	bool is_long = q->page.n_rows > (size_t)q->page.height;
	struct key_help keys[8];
	char letters[4];
	enum role role;

	answering_keys(e, letters, keys);
	buf_init(&left);
	buf_init(&right);
	buf_init(&status);
	title_text(q, e->item, &left);
	buf_printf(&right, "%zu of %zu", q->at + 1, q->n_run);
	role = status_text(e, &status);
	statusbar_draw(c, &q->base, &(struct statusbar){
		.left = buf_str(&left), .right = buf_str(&right),
		.status = buf_str(&status), .status_role = role,
		.keys = !quiz_is_answered(e) ? keys : answered_keys + !is_long,
	});
	buf_done(&left);
	buf_done(&right);
	buf_done(&status);
}

void quiz_page_draw(struct quiz_view *q, struct canvas *c)
{
	struct body b = statusbar_body(c);
	bool is_tall = b.height > HEIGHT_WITH_GAPS;

	/* Rows move at another width: what was chosen, or is about to be, stays in sight. */
	if (q->page.width != c->width && q->page.top > 0 && q->show_tag == PAGE_NO_TAG)
		q->show_tag = (int)quiz_entry(q)->cursor;
	if (q->is_stale || q->page.width != c->width || q->is_tall != is_tall) {
		q->is_tall = is_tall;
		q->is_stale = false;
		page_make(q, c->width);
	}
	q->page.height = b.height;
	if (q->show_tag != PAGE_NO_TAG)
		page_show(&q->page, q->show_tag);
	q->show_tag = PAGE_NO_TAG;
	page_draw(&q->page, c, b.y, b.height);
	for (size_t place = 0; place < quiz_entry(q)->item->n_options; place++)
		draw_option_marks(q, c, place);
	draw_bars(q, c);
}
