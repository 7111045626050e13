/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "canvas/box.h"
#include "layout/graph_picture.h"

/* From the picture to the canvas, and what may be drawn of the picture. */
struct drawing {
	const struct graph_layout *l;
	struct canvas *canvas;
	int dy, dx;
	int top, left, bottom, right;	/* in the picture; the last two outside */
	struct graph_grid grid;
};

void graph_grid_done(struct graph_grid *grid)
{
	free(grid->spots);
	*grid = (struct graph_grid){ 0 };
}

struct graph_spot *graph_grid_at(const struct graph_grid *grid, int y, int x)
{
	y -= grid->top;
	x -= grid->left;
	if (y < 0 || y >= grid->height || x < 0 || x >= grid->width)
		return NULL;
	return &grid->spots[(size_t)y * (size_t)grid->width + (size_t)x];
}

struct stroke {
	struct graph_grid *grid;
	int edge, net;
	bool is_async;
};

static void touch(const struct stroke *s, int y, int x, unsigned arms)
{
	struct graph_spot *p = graph_grid_at(s->grid, y, x);

	if (!p)
		return;
	if (p->net == s->net + 1) {
		p->arms |= (uint16_t)arms;
		p->n_edges++;
		return;
	}
	if (p->net) {
		p->is_crossed = true;
		if (arms != BOX_VERTICAL)
			return;
	}
	p->net = s->net + 1;
	p->edge = s->edge;
	p->arms = (uint16_t)arms;
	p->n_edges = 1;
	p->is_async = s->is_async;
}

/* The cells between two corners, without these. */
static void touch_between(const struct stroke *s, struct graph_point a, struct graph_point b)
{
	const struct graph_grid *g = s->grid;

	if (a.y == b.y) {
		int from = a.x < b.x ? a.x : b.x, to = a.x < b.x ? b.x : a.x;

		if (a.y < g->top || a.y >= g->top + g->height)
			return;
		from = from + 1 > g->left ? from + 1 : g->left;
		to = to < g->left + g->width ? to : g->left + g->width;
		for (int x = from; x < to; x++)
			touch(s, a.y, x, BOX_HORIZONTAL);
	} else {
		int from = a.y < b.y ? a.y : b.y, to = a.y < b.y ? b.y : a.y;

		if (a.x < g->left || a.x >= g->left + g->width)
			return;
		from = from + 1 > g->top ? from + 1 : g->top;
		to = to < g->top + g->height ? to : g->top + g->height;
		for (int y = from; y < to; y++)
			touch(s, y, a.x, BOX_VERTICAL);
	}
}

/* The arm of a that leads to b. */
static unsigned arm_to(struct graph_point a, struct graph_point b)
{
	if (a.y != b.y)
		return a.y < b.y ? BOX_DOWN : BOX_UP;
	return a.x < b.x ? BOX_RIGHT : BOX_LEFT;
}

/* The arm of a cell beside a box that leads to it. */
static unsigned arm_to_box(struct graph_point a, const struct graph_rect *box)
{
	if (a.x < box->x)
		return BOX_RIGHT;
	if (a.x >= box->x + box->width)
		return BOX_LEFT;
	return a.y < box->y ? BOX_DOWN : BOX_UP;
}

/* Filled where the sender waits, hollow where not: a line may be too short to be seen dotted. */
static char32_t head_of(unsigned arm, bool is_async)
{
	switch (arm) {
	case BOX_RIGHT:
		return is_async ? U'▷' : U'▶';
	case BOX_LEFT:
		return is_async ? U'◁' : U'◀';
	case BOX_DOWN:
		return is_async ? U'▽' : U'▼';
	default:
		return is_async ? U'△' : U'▲';
	}
}

static void add_path(struct graph_grid *grid, const struct graph_layout *l, size_t edge)
{
	const struct graph_edge *e = &l->g->edges[edge];
	const struct graph_path *path = &l->paths[edge];
	struct stroke s = { grid, (int)edge, path->net, e->is_async };

	for (size_t i = 0; i < path->n; i++) {
		struct graph_point at = path->points[i];
		struct graph_spot *p = graph_grid_at(grid, at.y, at.x);
		unsigned arms = 0, to_box = 0;

		if (i)
			arms |= arm_to(at, path->points[i - 1]);
		else
			arms |= arm_to_box(at, &l->boxes[e->from].at);
		if (i + 1 < path->n)
			arms |= arm_to(at, path->points[i + 1]);
		else
			arms |= to_box = arm_to_box(at, &l->boxes[e->to].at);
		touch(&s, at.y, at.x, arms);
		if (p && to_box)
			p->head = head_of(to_box, e->is_async);
		if (i + 1 < path->n)
			touch_between(&s, at, path->points[i + 1]);
	}
}

void graph_grid_init(struct graph_grid *grid, const struct graph_layout *l, int top, int left,
		     int height, int width)
{
	*grid = (struct graph_grid){ top, left, height > 0 ? height : 0, width > 0 ? width : 0,
				     NULL };
	grid->spots = xcalloc((size_t)grid->height * (size_t)grid->width + 1, sizeof(*grid->spots));
	for (size_t j = 0; j < l->g->n_edges && l->form != GRAPH_LINES; j++)
		add_path(grid, l, j);
}

static bool is_seen(const struct drawing *d, const struct graph_rect *r)
{
	return r->y < d->bottom && r->y + r->height > d->top && r->x < d->right &&
	       r->x + r->width > d->left;
}

static void put(const struct drawing *d, int y, int x, char32_t ch, enum role role)
{
	if (y >= d->top && y < d->bottom && x >= d->left && x < d->right)
		canvas_put_char(d->canvas, y + d->dy, x + d->dx, ch, role, 0);
}

/* Text that begins left of what may be drawn is cut there; of a wide character a blank remains. */
static void put_text(const struct drawing *d, int y, int x, const char *text, size_t n,
		     enum role role, unsigned attr)
{
	if (y < d->top || y >= d->bottom)
		return;
	while (n && x < d->left) {
		int cells;
		size_t len = utf8_cluster(text, n, &cells);

		text += len;
		n -= len;
		x += cells;
	}
	if (x < d->right)
		canvas_put(d->canvas, y + d->dy, x + d->dx, d->right + d->dx, text, n, role, attr);
}

static const char32_t box_border[] = U"┌┐└┘─│", frame_border[] = U"╭╮╰╯╌╎";

static void draw_border(const struct drawing *d, const struct graph_rect *r, const char32_t *set,
			enum role role)
{
	int bottom = r->y + r->height - 1, right = r->x + r->width - 1;
	int from_x = r->x + 1 > d->left ? r->x + 1 : d->left;
	int from_y = r->y + 1 > d->top ? r->y + 1 : d->top;

	for (int x = from_x; x < right && x < d->right; x++) {
		put(d, r->y, x, set[4], role);
		put(d, bottom, x, set[4], role);
	}
	for (int y = from_y; y < bottom && y < d->bottom; y++) {
		put(d, y, r->x, set[5], role);
		put(d, y, right, set[5], role);
	}
	put(d, r->y, r->x, set[0], role);
	put(d, r->y, right, set[1], role);
	put(d, bottom, r->x, set[2], role);
	put(d, bottom, right, set[3], role);
}

static void draw_title(const struct drawing *d, const struct graph_frame *f)
{
	size_t len = strlen(f->title), cells = utf8_cells(f->title, len);

	if (!len)
		return;
	put(d, f->title_y, f->title_x - 1, U' ', ROLE_DIM);
	put_text(d, f->title_y, f->title_x, f->title, len, ROLE_DIM, 0);
	put(d, f->title_y, f->title_x + (int)cells, U' ', ROLE_DIM);
}

static void draw_frames(const struct drawing *d)
{
	for (size_t i = 0; i < d->l->n_frames; i++) {
		const struct graph_frame *f = &d->l->frames[i];

		if (!is_seen(d, &f->at))
			continue;
		draw_border(d, &f->at, frame_border, ROLE_FRAME);
		draw_title(d, f);
	}
}

static enum role family_role(enum graph_family f)
{
	static const enum role roles[] = {
		[GRAPH_SUPPORT] = ROLE_SUPPORT, [GRAPH_COMPUTE] = ROLE_COMPUTE,
		[GRAPH_STORAGE] = ROLE_STORAGE, [GRAPH_MESSAGING] = ROLE_MESSAGING,
		[GRAPH_API] = ROLE_API,
	};

	return roles[f];
}

static void draw_box(const struct drawing *d, size_t node)
{
	const struct graph_box *b = &d->l->boxes[node];
	enum role role = family_role(d->l->g->nodes[node].family);
	int y = b->at.y + (b->at.height - b->n_lines) / 2;
	int x = b->at.x + 1 + b->pad;

	draw_border(d, &b->at, box_border, role);
	/* In a box that its ports made wide the text stands in the middle, in a column at the left. */
	if (d->l->form == GRAPH_DOWN)
		x = b->at.x + (b->at.width - graph_box_width(b)) / 2 + 1 + b->pad;
	for (int i = 0; i < b->n_lines; i++) {
		const struct graph_text *t = &b->lines[i];
		size_t icon = i ? 0 : (size_t)b->icon_len;
		int cells = (int)utf8_cells(t->text, icon);

		put_text(d, y + i, x + t->indent, t->text, icon, role, 0);
		put_text(d, y + i, x + t->indent + cells, t->text + icon, t->len - icon,
			 t->is_kind ? ROLE_DIM : ROLE_TEXT, t->is_kind ? 0 : ATTR_BOLD);
	}
}

/* Round corners tell lines from boxes; a line that is crossed stays whole upright. */
static char32_t char_of(const struct graph_spot *p)
{
	if (p->head && !p->is_crossed)
		return p->head;
	switch (p->arms) {
	case BOX_HORIZONTAL:
		return p->is_async ? U'┄' : U'─';
	case BOX_VERTICAL:
		return p->is_async ? U'┆' : U'│';
	case BOX_RIGHT | BOX_DOWN:
		return U'╭';
	case BOX_LEFT | BOX_DOWN:
		return U'╮';
	case BOX_LEFT | BOX_UP:
		return U'╯';
	case BOX_RIGHT | BOX_UP:
		return U'╰';
	default:
		return box_char(p->arms);
	}
}

static void draw_lines(const struct drawing *d)
{
	const struct graph_grid *g = &d->grid;

	for (int y = g->top; y < g->top + g->height; y++) {
		for (int x = g->left; x < g->left + g->width; x++) {
			const struct graph_spot *p = graph_grid_at(g, y, x);

			if (p->net)
				put(d, y, x, char_of(p), ROLE_EDGE);
		}
	}
}

/* The border of a box gets an arm where a line leaves it. */
static void draw_exit(const struct drawing *d, size_t edge)
{
	const struct graph_edge *e = &d->l->g->edges[edge];
	struct graph_point at = d->l->paths[edge].points[0];
	unsigned arm = arm_to_box(at, &d->l->boxes[e->from].at), out;
	const struct cell *p;

	if (arm == BOX_RIGHT || arm == BOX_LEFT)
		at.x += arm == BOX_RIGHT ? 1 : -1;
	else
		at.y += arm == BOX_DOWN ? 1 : -1;
	out = arm == BOX_RIGHT ? BOX_LEFT : arm == BOX_LEFT ? BOX_RIGHT
					  : arm == BOX_DOWN ? BOX_UP : BOX_DOWN;
	p = canvas_cell(d->canvas, at.y + d->dy, at.x + d->dx);
	if (p)
		put(d, at.y, at.x, box_char(box_join(box_arms(p->ch[0]), out)),
		    (enum role)p->role);
}

static void draw_words(const struct drawing *d)
{
	for (size_t i = 0; i < d->l->n_words; i++) {
		const struct graph_word *w = &d->l->words[i];
		const struct graph_node *n = w->node < 0 ? NULL : &d->l->g->nodes[w->node];
		size_t icon = n ? strlen(n->icon) : 0;

		if (icon > w->len)
			icon = w->len;
		if (n)
			put_text(d, w->y, w->x, w->text, icon, family_role(n->family), 0);
		put_text(d, w->y, w->x + (int)utf8_cells(w->text, icon), w->text + icon,
			 w->len - icon, n ? ROLE_TEXT : ROLE_EDGE, 0);
	}
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

void graph_layout_draw_view(const struct graph_layout *l, struct canvas *c,
			    const struct graph_view *v)
{
	struct drawing d = { .l = l, .canvas = c, .dy = v->y - v->row, .dx = v->x - v->column };

	d.top = most(most(v->y, 0) - d.dy, 0);
	d.left = most(most(v->x, 0) - d.dx, 0);
	d.bottom = least(least(v->y + v->height, c->height) - d.dy, l->height);
	d.right = least(least(v->x + v->width, c->width) - d.dx, l->width);
	if (d.bottom <= d.top || d.right <= d.left)
		return;
	if (l->form == GRAPH_LINES) {
		draw_words(&d);
		return;
	}
	graph_grid_init(&d.grid, l, d.top, d.left, d.bottom - d.top, d.right - d.left);
	draw_frames(&d);
	draw_lines(&d);
	for (size_t i = 0; i < l->g->n_nodes; i++)
		if (is_seen(&d, &l->boxes[i].at))
			draw_box(&d, i);
	for (size_t j = 0; j < l->g->n_edges; j++)
		draw_exit(&d, j);
	for (size_t i = 0; i < l->n_labels; i++)
		put_text(&d, l->labels[i].y, l->labels[i].x, l->labels[i].text, l->labels[i].len,
			 ROLE_EDGE_LABEL, 0);
	graph_grid_done(&d.grid);
}

void graph_layout_draw(const struct graph_layout *l, struct canvas *c, int y, int x)
{
	graph_layout_draw_view(l, c, &(struct graph_view){
		.y = y, .x = x, .height = l->height, .width = l->width,
	});
}
