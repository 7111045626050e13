/* SPDX-License-Identifier: MIT */
/*
 * Few edges are turned round so that no cycle is left: an order of the nodes by
 * the greedy method of Eades, Lin and Smyth (1993), made better by moving single
 * nodes; edges that lead back in it are turned, then each that need not be is
 * turned again. Edges along which work goes on weigh more than others.
 */
#include "layout/graph_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

/* Above this many steps the second look is left out. */
enum { SECOND_LOOKS = 4000000 };

enum {
	FLOW = 3, LOOKUP = 1,	/* weights of edges */
	MOVE_MOST = 300,	/* nodes of a part in which they are moved */
	MOVES = 8,		/* times that each node is looked at */
};

struct cycle {
	struct graph_part *p;
	int *first, *uses;	/* arrows of each node */
	int *in, *out;		/* the weight of those left */
	int *rank;		/* place in the order; -1 = none yet */
	int *queue;
	int n_left, head, tail;	/* nodes without a place; the next ranks from both ends */
};

static bool is_loop(const struct graph_arrow *w)
{
	return w->low == w->high;
}

static int weight(const struct cycle *c, const struct graph_arrow *w)
{
	return c->p->g->edges[w->edge].is_lookup ? LOOKUP : FLOW;
}

static void index_arrows(struct cycle *c)
{
	const struct graph_part *p = c->p;

	for (int i = 0; i < p->n_arrows; i++) {
		c->first[p->arrows[i].low + 1]++;
		c->first[p->arrows[i].high + 1]++;
	}
	for (int v = 0; v < p->n_nodes; v++)
		c->first[v + 1] += c->first[v];
	memcpy(c->queue, c->first, (size_t)p->n_nodes * sizeof(*c->queue));
	for (int i = 0; i < p->n_arrows; i++) {
		c->uses[c->queue[p->arrows[i].low]++] = i;
		c->uses[c->queue[p->arrows[i].high]++] = i;
		if (is_loop(&p->arrows[i]))
			continue;
		c->out[p->arrows[i].low] += weight(c, &p->arrows[i]);
		c->in[p->arrows[i].high] += weight(c, &p->arrows[i]);
	}
}

/* Gives v its place and appends to the queue what has become a source or a sink by that. */
static void take(struct cycle *c, int v, int rank, int *n_queue)
{
	c->rank[v] = rank;
	c->n_left--;
	for (int i = c->first[v]; i < c->first[v + 1]; i++) {
		const struct graph_arrow *w = &c->p->arrows[c->uses[i]];
		int other = w->low == v ? w->high : w->low;

		if (is_loop(w) || c->rank[other] >= 0)
			continue;
		if (w->low == v)
			c->in[other] -= weight(c, w);
		else
			c->out[other] -= weight(c, w);
		if (w->low == v ? !c->in[other] : !c->out[other])
			c->queue[(*n_queue)++] = other;
	}
}

static int find_most_out(const struct cycle *c)
{
	int best = -1;

	for (int v = 0; v < c->p->n_nodes; v++) {
		if (c->rank[v] >= 0)
			continue;
		if (best < 0 || c->out[v] - c->in[v] > c->out[best] - c->in[best])
			best = v;
	}
	return best;
}

static void rank_nodes(struct cycle *c)
{
	int n_queue = 0, next = 0;

	for (int v = 0; v < c->p->n_nodes; v++)
		if (!c->in[v] || !c->out[v])
			c->queue[n_queue++] = v;
	while (c->n_left) {
		int v;

		if (next == n_queue) {
			next = n_queue = 0;
			take(c, find_most_out(c), c->head++, &n_queue);
			continue;
		}
		v = c->queue[next++];
		if (c->rank[v] >= 0)
			continue;
		take(c, v, !c->in[v] ? c->head++ : --c->tail, &n_queue);
	}
}

/* For each rank: the weight of what leads from there to v, minus what leads back. */
static void find_pulls(const struct cycle *c, int v, int *pull)
{
	memset(pull, 0, (size_t)c->p->n_nodes * sizeof(*pull));
	for (int i = c->first[v]; i < c->first[v + 1]; i++) {
		const struct graph_arrow *w = &c->p->arrows[c->uses[i]];

		if (w->low == v)
			pull[c->rank[w->high]] -= weight(c, w);
		else
			pull[c->rank[w->low]] += weight(c, w);
	}
}

/* The rank at which v makes least weight lead back; its own if none is better. */
static int find_rank(const struct cycle *c, int v, const int *pull)
{
	int best = c->rank[v], least = 0, price = 0;

	for (int r = c->rank[v] - 1; r >= 0; r--) {
		price += pull[r];
		if (price < least) {
			least = price;
			best = r;
		}
	}
	price = 0;
	for (int r = c->rank[v] + 1; r < c->p->n_nodes; r++) {
		price -= pull[r];
		if (price < least) {
			least = price;
			best = r;
		}
	}
	return best;
}

static void move(struct cycle *c, int v, int to)
{
	int from = c->rank[v];

	for (int u = 0; u < c->p->n_nodes; u++) {
		if (from < to && c->rank[u] > from && c->rank[u] <= to)
			c->rank[u]--;
		else if (to < from && c->rank[u] >= to && c->rank[u] < from)
			c->rank[u]++;
	}
	c->rank[v] = to;
}

static void move_nodes(struct cycle *c)
{
	bool is_better = c->p->n_nodes <= MOVE_MOST;

	for (int k = 0; k < MOVES && is_better; k++) {
		is_better = false;
		for (int v = 0; v < c->p->n_nodes; v++) {
			int to;

			find_pulls(c, v, c->queue);
			to = find_rank(c, v, c->queue);
			is_better |= to != c->rank[v];
			if (to != c->rank[v])
				move(c, v, to);
		}
	}
}

static void turn(struct graph_arrow *w)
{
	int low = w->low;

	w->low = w->high;
	w->high = low;
	w->is_back = !w->is_back;
}

/* Is there a way in the direction of the arrows? */
static bool leads(struct cycle *c, int from, int to, int mark)
{
	int n = 0;

	c->queue[n++] = from;
	c->in[from] = mark;
	for (int k = 0; k < n; k++) {
		int v = c->queue[k];

		if (v == to)
			return true;
		for (int i = c->first[v]; i < c->first[v + 1]; i++) {
			const struct graph_arrow *w = &c->p->arrows[c->uses[i]];

			if (w->low != v || c->in[w->high] == mark)
				continue;
			c->in[w->high] = mark;
			c->queue[n++] = w->high;
		}
	}
	return false;
}

static void turn_again(struct cycle *c)
{
	long looks = 0;

	memset(c->in, 0, (size_t)c->p->n_nodes * sizeof(*c->in));
	for (int i = 0; i < c->p->n_arrows && looks < SECOND_LOOKS; i++) {
		struct graph_arrow *w = &c->p->arrows[i];
		int low = w->low;

		if (!w->is_back)
			continue;
		looks += c->p->n_arrows;
		/* Taken out for the question, or it would answer itself. */
		w->low = w->high;
		if (leads(c, low, w->high, i + 1)) {
			w->low = low;
		} else {
			w->low = low;
			turn(w);
		}
	}
}

void graph_cycle(struct graph_part *p)
{
	size_t n = (size_t)p->n_nodes + 1, m = (size_t)p->n_arrows + 1;
	struct cycle c = { .p = p, .n_left = p->n_nodes, .tail = p->n_nodes };

	c.first = xcalloc(n + 1, sizeof(*c.first));
	c.uses = xcalloc(2 * m, sizeof(*c.uses));
	c.in = xcalloc(n, sizeof(*c.in));
	c.out = xcalloc(n, sizeof(*c.out));
	c.rank = xcalloc(n, sizeof(*c.rank));
	c.queue = xcalloc(n + 2 * m, sizeof(*c.queue));
	for (int v = 0; v < p->n_nodes; v++)
		c.rank[v] = -1;
	index_arrows(&c);
	rank_nodes(&c);
	move_nodes(&c);
	for (int i = 0; i < p->n_arrows; i++)
		if (c.rank[p->arrows[i].low] > c.rank[p->arrows[i].high])
			turn(&p->arrows[i]);
	turn_again(&c);
	free(c.first);
	free(c.uses);
	free(c.in);
	free(c.out);
	free(c.rank);
	free(c.queue);
}
