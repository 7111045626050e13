/* SPDX-License-Identifier: MIT */
/*
 * Where bundles would have crossed too much, single edges were put in order. Those that
 * have come to lie side by side at one node, and need no bends, become nets after all:
 * that changes no order.
 */
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "layout/graph_parts.h"

/* An edge as one of its nodes sees it. */
struct spoke {
	int hub, arrow;
	int order, far;		/* of the next item on its way */
	bool is_low_hub, is_near;
};

/* Neighbouring spokes of one hub that could be one net. */
struct run {
	int first, n;
};

struct merge {
	struct graph_part *p;
	struct spoke *spokes;
	int n_spokes;
	struct run *runs;
	size_t n_runs, cap_runs;
	int *leader;		/* of each arrow: the first of its new net; -1 = not in one */
};

static const struct graph_net *net_of(const struct graph_part *p, int arrow)
{
	return &p->nets[p->arrows[arrow].net];
}

/* An edge that is a net by itself, between neighbouring layers. */
static bool is_near(const struct graph_part *p, int arrow)
{
	const struct graph_net *n = net_of(p, arrow);

	return n->n_arrows == 1 && n->highest == n->lowest + 1;
}

static void add_spoke(struct merge *m, int arrow, bool is_low_hub)
{
	const struct graph_part *p = m->p;
	const struct graph_arrow *w = &p->arrows[arrow];
	const struct graph_net *n = net_of(p, arrow);
	int hub = is_low_hub ? w->low : w->high, far = is_low_hub ? w->high : w->low;
	int next = p->items[hub].layer + (is_low_hub ? 1 : -1);

	if (next != p->items[far].layer)
		far = n->first_bend + next - n->lowest - 1;
	m->spokes[m->n_spokes++] = (struct spoke){
		.hub = hub, .arrow = arrow, .order = p->items[far].order, .far = far,
		.is_low_hub = is_low_hub, .is_near = is_near(p, arrow),
	};
}

static int compare_spokes(const void *a, const void *b)
{
	const struct spoke *x = a, *y = b;

	if (x->hub != y->hub)
		return x->hub < y->hub ? -1 : 1;
	if (x->is_low_hub != y->is_low_hub)
		return x->is_low_hub ? -1 : 1;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return x->arrow < y->arrow ? -1 : x->arrow > y->arrow;
}

static bool may_join(const struct merge *m, const struct spoke *a, const struct spoke *b)
{
	const struct graph_net *x = net_of(m->p, a->arrow), *y = net_of(m->p, b->arrow);

	return a->hub == b->hub && a->is_low_hub == b->is_low_hub && a->is_near && b->is_near &&
	       a->far != b->far && x->is_back == y->is_back && x->is_async == y->is_async;
}

static int compare_runs(const void *a, const void *b)
{
	const struct run *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return x->first < y->first ? -1 : x->first > y->first;
}

static void find_runs(struct merge *m)
{
	const struct graph_part *p = m->p;

	for (int i = 0; i < p->n_arrows; i++) {
		if (p->arrows[i].low == p->arrows[i].high)
			continue;
		add_spoke(m, i, true);
		add_spoke(m, i, false);
	}
	qsort(m->spokes, (size_t)m->n_spokes, sizeof(*m->spokes), compare_spokes);
	for (int i = 0, n; i < m->n_spokes; i += n) {
		for (n = 1; i + n < m->n_spokes &&
			    may_join(m, &m->spokes[i + n - 1], &m->spokes[i + n]); n++)
			;
		if (n > 1)
			*vec_push(m->runs, m->n_runs, m->cap_runs) = (struct run){ i, n };
	}
	if (m->n_runs)
		qsort(m->runs, m->n_runs, sizeof(*m->runs), compare_runs);
}

/* The pieces of a run that no longer one has taken. */
static void take_run(struct merge *m, const struct run *r)
{
	for (int i = r->first, n; i < r->first + r->n; i += n ? n : 1) {
		for (n = 0; i + n < r->first + r->n && m->leader[m->spokes[i + n].arrow] < 0; n++)
			;
		for (int k = 0; k < n && n > 1; k++)
			m->leader[m->spokes[i + k].arrow] = i;
	}
}

/* The nets anew, in the order of the old ones: so bends keep their numbers. */
static void make_nets(struct merge *m)
{
	struct graph_part *p = m->p;
	struct graph_net *old = p->nets;
	int n_old = p->n_nets, *made = xcalloc((size_t)m->n_spokes + 1, sizeof(*made));
	int *renamed = xcalloc((size_t)n_old + 1, sizeof(*renamed));

	p->nets = arena_zalloc(p->arena, ((size_t)n_old + 1) * sizeof(*p->nets));
	p->n_nets = 0;
	for (int i = 0; i < n_old; i++) {
		int leader = m->leader[p->by_net[old[i].first_arrow]];
		struct graph_net *n = &p->nets[p->n_nets];

		if (leader >= 0 && made[leader]) {
			renamed[i] = made[leader] - 1;
			continue;
		}
		renamed[i] = p->n_nets++;
		*n = (struct graph_net){
			.hub = old[i].hub, .is_low_hub = old[i].is_low_hub,
			.is_back = old[i].is_back, .is_async = old[i].is_async,
		};
		if (leader < 0)
			continue;
		made[leader] = p->n_nets;
		n->hub = m->spokes[leader].hub;
		n->is_low_hub = m->spokes[leader].is_low_hub;
	}
	for (int i = 0; i < p->n_arrows; i++)
		p->arrows[i].net = renamed[p->arrows[i].net];
	free(made);
	free(renamed);
}

void graph_merge(struct graph_part *p)
{
	struct merge m = { .p = p };

	m.spokes = xcalloc(2 * (size_t)p->n_arrows + 1, sizeof(*m.spokes));
	m.leader = xcalloc((size_t)p->n_arrows + 1, sizeof(*m.leader));
	for (int i = 0; i < p->n_arrows; i++)
		m.leader[i] = -1;
	find_runs(&m);
	for (size_t i = 0; i < m.n_runs; i++)
		take_run(&m, &m.runs[i]);
	if (m.n_runs) {
		make_nets(&m);
		graph_wire_nets(p);
	}
	free(m.spokes);
	free(m.runs);
	free(m.leader);
}
