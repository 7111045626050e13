/* SPDX-License-Identifier: MIT */
/*
 * Channels. A wire whose ends are not all level has a trunk across its channel.
 * Which trunk comes first decides what crosses; two wires that meet in a row
 * from both sides must come in one order, or they would share cells. Where such
 * demands form a ring, a wire gets two trunks and a free row between them.
 */
#include "layout/graph_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"

enum {
	EXACT_TRUNKS = 120,	/* trunks of a channel that are put in the best order */
	PASSES = 6,
	BLOCKED = 100000,	/* the price of an order that must not be */
	FRAME_ROOM = 2,		/* along: a frame's border and a blank */
	FRAME_CORNERS = 2,	/* cells of a frame beside its title */
	LABEL_MOST = 16,	/* cells of a label that a channel is made wide for */
	LABEL_ROOM = 2,		/* cells of line to see beside a label */
};

enum half { HALF_WHOLE, HALF_FIRST, HALF_SECOND };

/* The part of a wire that runs across the channel, and the rows of what meets it. */
struct trunk {
	int wire;
	enum half half;
	int low, high;
	int *rows, n_before, n_after;	/* first those that come from before */
	int track;
};

struct channel {
	struct graph_part *p;
	const struct graph_style *s;
	struct arena arena;		/* cleared for each channel */
	int index;
	struct trunk *trunks;
	int n_trunks, n_tracks;
	int *order;			/* trunks from first to last */
	int *price;			/* of trunk i before trunk j, at i * n_trunks + j */
	bool *is_used;			/* rows in which something lies */
	int n_rows;
	struct graph_run *runs;
};

static int most(int a, int b)
{
	return a > b ? a : b;
}

static void add_trunk(struct channel *c, int wire, enum half half, int between)
{
	const struct graph_part *p = c->p;
	const struct graph_wire *w = &p->wires[wire];
	const struct graph_end *e = &p->ends[w->first_end];
	struct trunk *t = &c->trunks[c->n_trunks++];

	*t = (struct trunk){ .wire = wire, .half = half };
	t->rows = arena_alloc(&c->arena, ((size_t)w->n_ends + 2) * sizeof(*t->rows));
	for (int i = 0; i < w->n_ends && half != HALF_SECOND; i++)
		if (!e[i].is_after)
			t->rows[t->n_before++] = graph_end_at(p, &e[i]);
	if (half == HALF_SECOND)
		t->rows[t->n_before++] = between;
	for (int i = 0; i < w->n_ends && half != HALF_FIRST; i++)
		if (e[i].is_after)
			t->rows[t->n_before + t->n_after++] = graph_end_at(p, &e[i]);
	if (half == HALF_FIRST)
		t->rows[t->n_before + t->n_after++] = between;
	t->low = t->high = t->rows[0];
	for (int i = 1; i < t->n_before + t->n_after; i++) {
		t->low = t->rows[i] < t->low ? t->rows[i] : t->low;
		t->high = most(t->high, t->rows[i]);
	}
}

/* Is row among those that leave the trunk on one side? */
static bool has_row(const struct trunk *t, bool is_after, int row)
{
	const int *rows = is_after ? t->rows + t->n_before : t->rows;
	int n = is_after ? t->n_after : t->n_before;

	for (int i = 0; i < n; i++)
		if (rows[i] == row)
			return true;
	return false;
}

static int price_of(const struct trunk *a, const struct trunk *b)
{
	int price = 0;

	if (a->wire == b->wire)
		return a->half == HALF_SECOND ? BLOCKED : 0;
	for (int i = 0; i < a->n_after; i++) {
		int row = a->rows[a->n_before + i];

		if (has_row(b, false, row))
			price += BLOCKED;
		else
			price += row > b->low && row < b->high;
	}
	for (int i = 0; i < b->n_before; i++)
		price += b->rows[i] > a->low && b->rows[i] < a->high;
	return price;
}

/* What the trunk at place i of the order costs more at place k. */
static int price_of_move(const struct channel *c, int i, int k)
{
	int t = c->order[i], sum = 0, n = c->n_trunks;

	for (; i < k; i++)
		sum += c->price[c->order[i + 1] * n + t] - c->price[t * n + c->order[i + 1]];
	for (; i > k; i--)
		sum += c->price[t * n + c->order[i - 1]] - c->price[c->order[i - 1] * n + t];
	return sum;
}

static void move_trunk(struct channel *c, int i, int k)
{
	int t = c->order[i];

	for (; i < k; i++)
		c->order[i] = c->order[i + 1];
	for (; i > k; i--)
		c->order[i] = c->order[i - 1];
	c->order[k] = t;
}

static void order_trunks(struct channel *c)
{
	int n = c->n_trunks;
	bool is_better = n > 1;

	c->price = arena_alloc(&c->arena, ((size_t)n * (size_t)n + 1) * sizeof(*c->price));
	for (int i = 0; i < n; i++) {
		c->order[i] = i;
		for (int k = 0; k < n; k++)
			c->price[i * n + k] = i == k ? 0 : price_of(&c->trunks[i], &c->trunks[k]);
	}
	for (int pass = 0; is_better && pass < PASSES; pass++) {
		is_better = false;
		for (int i = 0; i < n; i++) {
			int best = i, least = 0;

			for (int k = 0; k < n; k++) {
				int price = price_of_move(c, i, k);

				if (price < least) {
					least = price;
					best = k;
				}
			}
			if (best == i)
				continue;
			move_trunk(c, i, best);
			is_better = true;
		}
	}
}

enum { NONE = -1, ONLY_HALVES = -2 };

/* A whole trunk that stands where it must not, or one of the two above. */
static int find_blocked(const struct channel *c)
{
	int found = NONE;

	for (int i = 0; i < c->n_trunks; i++) {
		for (int k = i + 1; k < c->n_trunks; k++) {
			int a = c->order[i], b = c->order[k];

			if (c->price[a * c->n_trunks + b] < BLOCKED)
				continue;
			if (c->trunks[a].half == HALF_WHOLE)
				return a;
			if (c->trunks[b].half == HALF_WHOLE)
				return b;
			found = ONLY_HALVES;
		}
	}
	return found;
}

/* The free row nearest to the middle of a trunk. */
static int take_row(struct channel *c, const struct trunk *t)
{
	int middle = (t->low + t->high) / 2;

	for (int d = 0;; d++) {
		if (middle - d >= 0 && !c->is_used[middle - d])
			middle -= d;
		else if (middle + d < c->n_rows && !c->is_used[middle + d])
			middle += d;
		else
			continue;
		c->is_used[middle] = true;
		return middle;
	}
}

static void split(struct channel *c, int i)
{
	struct trunk t = c->trunks[i];
	int row = take_row(c, &t);

	c->runs[t.wire].is_double = true;
	c->runs[t.wire].between = row;
	c->p->width_across = most(c->p->width_across, row + 1);
	c->trunks[i] = c->trunks[--c->n_trunks];
	add_trunk(c, t.wire, HALF_FIRST, row);
	add_trunk(c, t.wire, HALF_SECOND, row);
}

/* First halves before all others, second halves after them: so no half is ever blocked. */
static void part_halves(struct channel *c)
{
	static const enum half order[] = { HALF_FIRST, HALF_WHOLE, HALF_SECOND };
	int *sorted = arena_alloc(&c->arena, ((size_t)c->n_trunks + 1) * sizeof(*sorted)), n = 0;

	for (int h = 0; h < 3; h++)
		for (int i = 0; i < c->n_trunks; i++)
			if (c->trunks[c->order[i]].half == order[h])
				sorted[n++] = c->order[i];
	memcpy(c->order, sorted, (size_t)n * sizeof(*sorted));
}

/* Too many to try orders: each is split. */
static void order_many(struct channel *c)
{
	for (int i = c->n_trunks - 1; i >= 0; i--)
		if (c->trunks[i].n_before && c->trunks[i].n_after)
			split(c, i);
	for (int i = 0; i < c->n_trunks; i++)
		c->order[i] = i;
	part_halves(c);
}

static void find_order(struct channel *c)
{
	int blocked;

	if (c->n_trunks > EXACT_TRUNKS) {
		order_many(c);
		return;
	}
	order_trunks(c);
	while ((blocked = find_blocked(c)) >= 0) {
		split(c, blocked);
		order_trunks(c);
	}
	if (blocked == ONLY_HALVES)
		part_halves(c);
}

static bool do_meet(const struct trunk *a, const struct trunk *b)
{
	return a->low <= b->high && b->low <= a->high;
}

/* As few tracks as the order allows; what gathers lines stands near to where it leads. */
static void find_tracks(struct channel *c)
{
	c->n_tracks = 0;
	for (int i = 0; i < c->n_trunks; i++) {
		struct trunk *t = &c->trunks[c->order[i]];

		t->track = 0;
		for (int k = 0; k < i; k++) {
			const struct trunk *u = &c->trunks[c->order[k]];

			if (do_meet(t, u) && u->track >= t->track)
				t->track = u->track + 1;
		}
		c->n_tracks = most(c->n_tracks, t->track + 1);
	}
	for (int i = c->n_trunks - 1; i >= 0; i--) {
		struct trunk *t = &c->trunks[c->order[i]];
		int last = c->n_tracks - 1;

		if (t->n_before <= t->n_after)
			continue;
		for (int k = i + 1; k < c->n_trunks; k++) {
			const struct trunk *u = &c->trunks[c->order[k]];

			if (do_meet(t, u) && u->track <= last)
				last = u->track - 1;
		}
		t->track = last;
	}
}

static void use_row(struct channel *c, int row)
{
	if (row >= 0 && row < c->n_rows)
		c->is_used[row] = true;
}

static void find_trunks(struct channel *c, const int *wires, int n)
{
	const struct graph_part *p = c->p;
	size_t m = 2 * (size_t)n + 1;

	c->trunks = arena_zalloc(&c->arena, m * sizeof(*c->trunks));
	c->order = arena_zalloc(&c->arena, m * sizeof(*c->order));
	c->n_rows = p->width_across + 2 * n + 2;
	c->is_used = arena_zalloc(&c->arena, (size_t)c->n_rows * sizeof(*c->is_used));
	c->n_trunks = c->n_tracks = 0;
	for (int i = 0; i < n; i++) {
		const struct graph_wire *w = &p->wires[wires[i]];
		const struct graph_end *e = &p->ends[w->first_end];

		for (int k = 0; k < w->n_ends; k++)
			use_row(c, graph_end_at(p, &e[k]));
		if (w->n_ends == 2 && e[0].is_after != e[1].is_after &&
		    graph_end_at(p, &e[0]) == graph_end_at(p, &e[1]))
			c->runs[wires[i]].is_straight = true;
		else
			add_trunk(c, wires[i], HALF_WHOLE, 0);
	}
	for (int g = 0; g < p->n_groups; g++) {
		use_row(c, p->group_low[g]);
		use_row(c, p->group_high[g]);
	}
}

/* How many frames lie inside each other that begin, or end, at layer l. */
static int nesting(const struct graph_part *p, int l, bool is_end)
{
	int deepest = 0;

	for (int g = 0; g < p->n_groups; g++) {
		int depth = 0;

		for (int o = g; o >= 0; o = p->g->groups[o].parent)
			depth += (is_end ? p->group_till[o] : p->group_from[o]) == l &&
				 p->group_from[o] <= p->group_till[o];
		deepest = most(deepest, depth);
	}
	return deepest;
}

static const char *label_of(const struct graph_part *p, const struct graph_arrow *w)
{
	return p->g->edges[w->edge].label;
}

static int label_room(const struct graph_part *p, const struct graph_arrow *w)
{
	const char *label = label_of(p, w);
	int cells = (int)utf8_cells(label, strlen(label));

	return !cells ? 0 : (cells < LABEL_MOST ? cells : LABEL_MOST) + LABEL_ROOM;
}

static bool has_one_label(const struct graph_part *p, const struct graph_net *n)
{
	const int *arrows = &p->by_net[n->first_arrow];
	const char *label = label_of(p, &p->arrows[arrows[0]]);

	for (int i = 1; i < n->n_arrows; i++)
		if (strcmp(label, label_of(p, &p->arrows[arrows[i]])) != 0)
			return false;
	return true;
}

/* Where in the channels the labels of a net would stand: before the tracks, or after them. */
static void find_label_room(const struct graph_part *p, const struct graph_net *n, int *before,
			    int *after)
{
	bool is_one = has_one_label(p, n);

	for (int i = 0; i < n->n_arrows; i++) {
		const struct graph_arrow *w = &p->arrows[p->by_net[n->first_arrow + i]];
		int room = label_room(p, w), c = p->items[w->low].layer + 1;
		int *at = &before[c];

		if (w->low == w->high)
			continue;
		if (is_one && n->is_low_hub)
			at = &before[n->lowest + 1];
		else if (is_one)
			at = &after[n->highest];
		else if (n->is_low_hub)
			at = &after[p->items[w->high].layer];
		*at = most(*at, room);
	}
}

static bool has_early_head(const struct graph_part *p, const int *wires, int n)
{
	for (int i = 0; i < n; i++) {
		const struct graph_wire *w = &p->wires[wires[i]];

		for (int k = w->first_end; k < w->first_end + w->n_ends; k++)
			if (p->ends[k].has_head && !p->ends[k].is_after)
				return true;
	}
	return false;
}

/* Cells of the channel before its tracks, with frames that end there; and after them. */
static void find_margins(const struct channel *c, const int *wires, int n, const int *room,
			 int *ret_lead, int *ret_tail)
{
	const struct graph_part *p = c->p;
	bool is_outside = c->index == 0 || c->index == p->n_layers;
	int lead = c->s->lead, tail = c->s->tail, before, after;

	if (is_outside && !n) {
		lead = nesting(p, c->index - 1, true) ? c->s->frame_lead : 0;
		tail = nesting(p, c->index, false) ? c->s->tail : 0;
	}
	if (has_early_head(p, wires, n))
		lead = most(lead, c->s->is_down ? 1 : c->s->tail);
	if (c->index == p->n_layers)
		tail = 0;
	lead = most(lead, c->s->frame_lead * (nesting(p, c->index - 1, true) > 0));
	lead = most(lead, room[0]);
	tail = most(tail, room[1] ? room[1] + 1 : 0);
	before = FRAME_ROOM * nesting(p, c->index - 1, true);
	after = FRAME_ROOM * nesting(p, c->index, false);
	/* Outside the outermost border there is nothing to keep off from. */
	*ret_lead = lead + before - (before && is_outside && !n);
	*ret_tail = tail + after - (after && is_outside && !n);
}

/* Sets the tracks' places from where the channel begins; returns where it ends. */
static int finish_channel(struct channel *c, const int *wires, int n, const int *room, int start)
{
	int step = c->s->track_step, lead, tail, width;

	find_margins(c, wires, n, room, &lead, &tail);
	width = lead + tail + (c->n_tracks ? (c->n_tracks - 1) * step + 1 : 0);
	if (c->index > 0 && c->index < c->p->n_layers && width < c->s->least_channel)
		width = c->s->least_channel;
	for (int i = 0; i < c->n_trunks; i++) {
		const struct trunk *t = &c->trunks[i];
		struct graph_run *r = &c->runs[t->wire];

		*(t->half == HALF_SECOND ? &r->second : &r->turn) = start + lead + t->track * step;
	}
	return start + width;
}

/* A frame around one layer, beside others, is as wide as its boxes: these make room for its title. */
static int title_depth(const struct graph_part *p, const struct graph_style *s, int group)
{
	const char *label = p->g->groups[group].label;
	int cells = (int)utf8_cells(label, strlen(label));

	if (s->is_down || !s->has_kinds || cells > s->text_most)
		return 0;
	return cells + FRAME_CORNERS - s->tail - s->frame_lead;
}

static void find_depths(struct graph_part *p, const struct graph_style *s)
{
	for (int l = 0; l < p->n_layers; l++)
		p->layer_depth[l] = 0;
	for (int g = 0; g < p->n_groups; g++) {
		int l = p->group_from[g];

		if (l == p->group_till[g])
			p->layer_depth[l] = most(p->layer_depth[l], title_depth(p, s, g));
	}
	for (int v = 0; v < p->n_items; v++) {
		int l = p->items[v].layer;

		p->layer_depth[l] = most(p->layer_depth[l], p->items[v].depth);
	}
}

static void route_channels(struct channel *c, const int *first, const int *wires, const int *before,
			   const int *after)
{
	struct graph_part *p = c->p;
	int at = 0;

	for (c->index = 0; c->index <= p->n_layers; c->index++) {
		int i = c->index, room[2] = { before[i], after[i] };

		arena_clear(&c->arena);
		find_trunks(c, wires + first[i], first[i + 1] - first[i]);
		find_order(c);
		find_tracks(c);
		at = finish_channel(c, wires + first[i], first[i + 1] - first[i], room, at);
		if (i == p->n_layers)
			break;
		p->layer_at[i] = at;
		at += p->layer_depth[i];
	}
	p->width_along = at;
}

struct graph_run *graph_route(struct graph_part *p, const struct graph_style *s, struct arena *a)
{
	size_t n = (size_t)p->n_layers + 4;
	struct channel c = { .p = p, .s = s };
	int *first = xcalloc(n, sizeof(*first)), *before = xcalloc(n, sizeof(*before));
	int *after = xcalloc(n, sizeof(*after));
	int *wires = xcalloc((size_t)p->n_wires + 1, sizeof(*wires));

	c.runs = arena_zalloc(a, ((size_t)p->n_wires + 1) * sizeof(*c.runs));
	find_depths(p, s);
	for (int i = 0; i < p->n_wires; i++)
		first[p->wires[i].channel + 2]++;
	for (int i = 0; i <= p->n_layers; i++)
		first[i + 2] += first[i + 1];
	for (int i = 0; i < p->n_wires; i++)
		wires[first[p->wires[i].channel + 1]++] = i;
	for (int i = 0; i < p->n_nets && s->has_label_room; i++)
		find_label_room(p, &p->nets[i], before, after);
	arena_init(&c.arena);
	route_channels(&c, first, wires, before, after);
	arena_done(&c.arena);
	free(first);
	free(before);
	free(after);
	free(wires);
	return c.runs;
}
