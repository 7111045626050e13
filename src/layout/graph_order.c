/* SPDX-License-Identifier: MIT */
/*
 * The order within each layer: sweeps by barycentre and by median, exchange of
 * neighbours, and at the end sifting; the best that was seen is kept. Frames
 * that lie beside each other keep one order in all layers, and what is inside
 * one stays together, so that each can be drawn as a rectangle.
 */
#include "layout/graph_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

enum {
	SWEEPS = 24,		/* of a small part, from each start */
	SWEEPS_LARGE = 4,
	PATIENCE = 8,		/* sweeps without a better result */
	EXCHANGES = 12,		/* passes of exchanging neighbours */
	SIFTS = 4,
	TANGLE_MOST = 32,	/* links of one side of an item that are looked at */
	SIFT_MOST = 400,	/* items of a layer in which sifting is affordable */
};

struct order {
	struct graph_part *p;
	struct arena arena;
	int *before_first, *before;	/* neighbours of each item */
	int *after_first, *after;
	int *before_net, *after_net;	/* the nets that lead to them */
	double *key;
	double *group_key;
	int *tree;			/* of the counting */
	int *places;
	int *best;			/* order of each item */
	long least;
	bool is_small;
};

/* Neighbours on one side; lists are by the links' own order. */
static void index_links(const struct order *o, bool is_after, int *first, int *list, int *nets)
{
	const struct graph_part *p = o->p;

	for (int i = 0; i < p->n_links; i++)
		first[(is_after ? p->links[i].before : p->links[i].after) + 2]++;
	for (int v = 0; v < p->n_items; v++)
		first[v + 2] += first[v + 1];
	for (int i = 0; i < p->n_links; i++) {
		const struct graph_link *l = &p->links[i];

		int at = first[(is_after ? l->before : l->after) + 1]++;

		list[at] = is_after ? l->after : l->before;
		nets[at] = l->net;
	}
}

static void order_init(struct order *o, struct graph_part *p)
{
	size_t n = (size_t)p->n_items + 3, m = (size_t)p->n_links + 1;

	*o = (struct order){ .p = p, .is_small = p->n_items <= GRAPH_SMALL };
	arena_init(&o->arena);
	o->before_first = arena_zalloc(&o->arena, n * sizeof(*o->before_first));
	o->after_first = arena_zalloc(&o->arena, n * sizeof(*o->after_first));
	o->before = arena_zalloc(&o->arena, m * sizeof(*o->before));
	o->after = arena_zalloc(&o->arena, m * sizeof(*o->after));
	o->key = arena_zalloc(&o->arena, n * sizeof(*o->key));
	o->group_key = arena_zalloc(&o->arena, ((size_t)p->n_groups + 1) * sizeof(*o->group_key));
	o->tree = arena_zalloc(&o->arena, n * sizeof(*o->tree));
	o->places = arena_zalloc(&o->arena, (n > m ? n : m) * sizeof(*o->places));
	o->best = arena_zalloc(&o->arena, n * sizeof(*o->best));
	o->before_net = arena_zalloc(&o->arena, m * sizeof(*o->before_net));
	o->after_net = arena_zalloc(&o->arena, m * sizeof(*o->after_net));
	index_links(o, false, o->before_first, o->before, o->before_net);
	index_links(o, true, o->after_first, o->after, o->after_net);
}

static void append(struct graph_part *p, int v)
{
	struct graph_item *it = &p->items[v];

	it->order = p->n_in_layer[it->layer];
	p->layers[it->layer][p->n_in_layer[it->layer]++] = v;
}

/* The first order: as a walk through the part meets the items, depth first. */
static void start(struct order *o, bool is_by_walk)
{
	struct graph_part *p = o->p;
	bool *is_met = xcalloc((size_t)p->n_items + 1, sizeof(*is_met));
	int *stack = xcalloc((size_t)p->n_items + 2 * (size_t)p->n_links + 1, sizeof(*stack));

	memset(p->n_in_layer, 0, (size_t)p->n_layers * sizeof(*p->n_in_layer));
	for (int v = 0; v < p->n_items; v++) {
		int top = 0;

		if (is_met[v] || (is_by_walk && o->before_first[v + 1] > o->before_first[v]))
			continue;
		stack[top++] = v;
		while (top) {
			int u = stack[--top];

			if (is_met[u])
				continue;
			is_met[u] = true;
			append(p, u);
			for (int i = o->before_first[u + 1] - 1; i >= o->before_first[u]; i--)
				stack[top++] = o->before[i];
			for (int i = o->after_first[u + 1] - 1; i >= o->after_first[u]; i--)
				stack[top++] = o->after[i];
			if (!is_by_walk)
				top = 0;
		}
	}
	for (int v = 0; v < p->n_items; v++)
		if (!is_met[v])
			append(p, v);
	free(is_met);
	free(stack);
}

static int compare_ints(const void *a, const void *b)
{
	const int *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* The orders of v's neighbours on one side, ascending. Returns how many. */
static int neighbours(const struct order *o, int v, bool is_after, int *ret)
{
	const int *first = is_after ? o->after_first : o->before_first;
	const int *list = is_after ? o->after : o->before;
	int n = 0;

	for (int i = first[v]; i < first[v + 1]; i++)
		ret[n++] = o->p->items[list[i]].order;
	if (n > 1)
		qsort(ret, (size_t)n, sizeof(*ret), compare_ints);
	return n;
}

/* Crossings in the channel after layer l, by sums over a Fenwick tree. */
static long count_channel(struct order *o, int l)
{
	const struct graph_part *p = o->p;
	int width = p->n_in_layer[l + 1];
	long crossings = 0, seen = 0;

	memset(o->tree, 0, ((size_t)width + 1) * sizeof(*o->tree));
	for (int i = 0; i < p->n_in_layer[l]; i++) {
		int n = neighbours(o, p->layers[l][i], true, o->places);

		for (int k = 0; k < n; k++) {
			crossings += seen;
			for (int t = o->places[k] + 1; t > 0; t -= t & -t)
				crossings -= o->tree[t];
		}
		for (int k = 0; k < n; k++)
			for (int t = o->places[k] + 1; t <= width; t += t & -t)
				o->tree[t]++;
		seen += n;
	}
	return crossings;
}

/* The mean of a net's places among n links. */
static double net_mean(const struct order *o, const int *list, const int *nets, int n, int net)
{
	double sum = 0;
	int count = 0;

	for (int i = 0; i < n; i++) {
		if (nets[i] != net)
			continue;
		sum += o->p->items[list[i]].order;
		count++;
	}
	return sum / count;
}

/*
 * Nets leave an item side by side, each as a bundle: what lies between the ends of
 * another must be crossed. Lines of different nets that are in the wrong order.
 */
static long count_tangles(const struct order *o, int v, bool is_after)
{
	const int *first = (is_after ? o->after_first : o->before_first) + v;
	const int *list = (is_after ? o->after : o->before) + first[0];
	const int *nets = (is_after ? o->after_net : o->before_net) + first[0];
	int n = first[1] - first[0];
	double means[TANGLE_MOST];
	long tangles = 0;

	if (n < 3 || n > TANGLE_MOST)
		return 0;
	for (int i = 0; i < n; i++)
		means[i] = net_mean(o, list, nets, n, nets[i]);
	for (int i = 0; i < n; i++)
		for (int k = 0; k < n; k++)
			tangles += o->p->items[list[i]].order > o->p->items[list[k]].order &&
				   (means[i] < means[k] ||
				    (!(means[i] > means[k]) && nets[i] < nets[k]));
	return tangles;
}

static long count_all(struct order *o)
{
	long crossings = 0;

	for (int l = 0; l + 1 < o->p->n_layers; l++)
		crossings += count_channel(o, l);
	for (int v = 0; v < o->p->n_nodes && o->is_small; v++)
		crossings += count_tangles(o, v, false) + count_tangles(o, v, true);
	return crossings;
}

static void keep_if_better(struct order *o, int *waited)
{
	long now = count_all(o);

	++*waited;
	if (o->least >= 0 && now >= o->least)
		return;
	o->least = now;
	*waited = 0;
	for (int v = 0; v < o->p->n_items; v++)
		o->best[v] = o->p->items[v].order;
}

static void restore_best(struct order *o)
{
	struct graph_part *p = o->p;

	for (int v = 0; v < p->n_items; v++) {
		p->items[v].order = o->best[v];
		p->layers[p->items[v].layer][o->best[v]] = v;
	}
}

struct sorted {
	int item, order, rank;
	const struct order *o;
};

/* The frames, from the item outwards, up to the one that both have in common. */
static int unit_below(const struct graph *g, int group, int common)
{
	int below = -1;

	for (; group != common; group = g->groups[group].parent)
		below = group;
	return below;
}

static int compare_doubles(double a, double b)
{
	return a < b ? -1 : a > b;
}

static int compare_items(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;
	const struct graph_part *p = x->o->p;
	int gx = p->items[x->item].group, gy = p->items[y->item].group, by;
	double kx = x->o->key[x->item], ky = y->o->key[y->item];

	if (gx != gy) {
		int common = graph_group_common(p->g, gx, gy);
		int ux = unit_below(p->g, gx, common), uy = unit_below(p->g, gy, common);

		if (ux >= 0)
			kx = x->o->group_key[ux];
		if (uy >= 0)
			ky = y->o->group_key[uy];
		by = compare_doubles(kx, ky);
		if (!by && ux >= 0 && uy >= 0)
			return p->group_rank[ux] < p->group_rank[uy] ? -1 : 1;
		if (!by)
			return ux >= 0 ? 1 : -1;
		return by;
	}
	by = compare_doubles(kx, ky);
	return by ? by : x->order < y->order ? -1 : x->order > y->order;
}

/* Not before any frame that comes first beside it. */
static void raise_group_key(struct order *o, int g, const int *n)
{
	const struct graph_part *p = o->p;

	for (int r = 0; r < p->group_rank[g] && n[g]; r++) {
		int h = p->group_at_rank[r];

		if (n[h] && p->g->groups[h].parent == p->g->groups[g].parent &&
		    o->group_key[h] > o->group_key[g])
			o->group_key[g] = o->group_key[h];
	}
}

/* The key of each frame in layer l: the mean of its items, raised where the frames' order asks. */
static void find_group_keys(struct order *o, int l)
{
	struct graph_part *p = o->p;
	int *n = xcalloc((size_t)p->n_groups + 1, sizeof(*n));

	for (int g = 0; g < p->n_groups; g++)
		o->group_key[g] = 0;
	for (int i = 0; i < p->n_in_layer[l]; i++) {
		int v = p->layers[l][i];

		for (int g = p->items[v].group; g >= 0; g = p->g->groups[g].parent) {
			o->group_key[g] += o->key[v];
			n[g]++;
		}
	}
	for (int g = 0; g < p->n_groups; g++)
		o->group_key[g] /= n[g] ? n[g] : 1;
	for (int rank = 0; rank < p->n_groups; rank++)
		raise_group_key(o, p->group_at_rank[rank], n);
	free(n);
}

static void sort_layer(struct order *o, int l, bool is_tie_turned)
{
	struct graph_part *p = o->p;
	int n = p->n_in_layer[l];
	struct sorted *s = xcalloc((size_t)n + 1, sizeof(*s));

	if (p->n_groups)
		find_group_keys(o, l);
	for (int i = 0; i < n; i++)
		s[i] = (struct sorted){ .item = p->layers[l][i], .o = o,
					.order = is_tie_turned ? -i : i };
	qsort(s, (size_t)n, sizeof(*s), compare_items);
	for (int i = 0; i < n; i++) {
		p->layers[l][i] = s[i].item;
		p->items[s[i].item].order = i;
	}
	free(s);
}

static double middle(const int *places, int n)
{
	int m = n / 2;

	if (n % 2)
		return places[m];
	if (n > 2) {
		double left = places[m - 1] - places[0], right = places[n - 1] - places[m];

		if (left + right > 0)
			return (places[m - 1] * right + places[m] * left) / (left + right);
	}
	return (places[m - 1] + places[m]) / 2.0;
}

static double mean(const int *places, int n)
{
	double sum = 0;

	for (int i = 0; i < n; i++)
		sum += places[i];
	return sum / n;
}

static void sweep_layer(struct order *o, int l, bool is_after, bool is_median, bool is_tie_turned)
{
	const struct graph_part *p = o->p;
	int fixed = is_after ? l + 1 : l - 1;
	double scale = (double)p->n_in_layer[fixed] / p->n_in_layer[l];

	for (int i = 0; i < p->n_in_layer[l]; i++) {
		int v = p->layers[l][i], n = neighbours(o, v, is_after, o->places);

		if (!n)
			o->key[v] = i * scale;
		else
			o->key[v] = is_median ? middle(o->places, n) : mean(o->places, n);
	}
	sort_layer(o, l, is_tie_turned);
}

/* What exchanging u and v, neighbours in this order, would save on one side. */
static long saved_on(struct order *o, int u, int v, bool is_after)
{
	int *pu = o->places, nu = neighbours(o, u, is_after, pu);
	int *pv = pu + nu, nv = neighbours(o, v, is_after, pv), less = 0, upto = 0;
	long saved = 0;

	/* Both ascend: for each of u's, how many of v's lie before it, and how many after. */
	for (int i = 0; i < nu; i++) {
		while (less < nv && pv[less] < pu[i])
			less++;
		upto = less;
		while (upto < nv && pv[upto] == pu[i])
			upto++;
		saved += less - (nv - upto);
	}
	return saved;
}

/* What it would save at the items that both lead to on one side. */
static long saved_tangles(struct order *o, int u, int v, bool is_after)
{
	const int *first = is_after ? o->after_first : o->before_first;
	const int *list = is_after ? o->after : o->before;
	struct graph_item *items = o->p->items;
	long saved = 0;

	for (int i = first[u]; i < first[u + 1]; i++) {
		for (int k = first[v]; k < first[v + 1]; k++) {
			int order = items[u].order;

			if (list[i] != list[k] || items[list[i]].node < 0)
				continue;
			saved += count_tangles(o, list[i], !is_after);
			items[u].order = items[v].order;
			items[v].order = order;
			saved -= count_tangles(o, list[i], !is_after);
			items[v].order = items[u].order;
			items[u].order = order;
		}
	}
	return saved;
}

static long saved_by_exchange(struct order *o, int u, int v)
{
	return saved_on(o, u, v, false) + saved_on(o, u, v, true) +
	       saved_tangles(o, u, v, false) + saved_tangles(o, u, v, true);
}

static void exchange(struct graph_part *p, int l, int i)
{
	int u = p->layers[l][i], v = p->layers[l][i + 1];

	p->layers[l][i] = v;
	p->layers[l][i + 1] = u;
	p->items[v].order = i;
	p->items[u].order = i + 1;
}

static bool may_exchange(const struct graph_part *p, int l, int i)
{
	return p->items[p->layers[l][i]].group == p->items[p->layers[l][i + 1]].group;
}

static void exchange_neighbours(struct order *o)
{
	struct graph_part *p = o->p;
	bool is_better = true;

	for (int pass = 0; is_better && pass < EXCHANGES; pass++) {
		is_better = false;
		for (int l = 0; l < p->n_layers; l++) {
			for (int i = 0; i + 1 < p->n_in_layer[l]; i++) {
				int u = p->layers[l][i], v = p->layers[l][i + 1];

				if (!may_exchange(p, l, i) || saved_by_exchange(o, u, v) <= 0)
					continue;
				exchange(p, l, i);
				is_better = true;
			}
		}
	}
}

static void sweep(struct order *o, int k)
{
	const struct graph_part *p = o->p;
	bool is_median = k / 2 % 2, is_tie_turned = k / 4 % 2;

	for (int l = 1; k % 2 == 0 && l < p->n_layers; l++)
		sweep_layer(o, l, false, is_median, is_tie_turned);
	for (int l = p->n_layers - 2; k % 2 && l >= 0; l--)
		sweep_layer(o, l, true, is_median, is_tie_turned);
	if (o->is_small)
		exchange_neighbours(o);
}

static void sweeps(struct order *o)
{
	int waited = 0, most = o->is_small ? SWEEPS : SWEEPS_LARGE;

	keep_if_better(o, &waited);
	for (int k = 0; k < most && waited < PATIENCE && o->least; k++) {
		sweep(o, k);
		keep_if_better(o, &waited);
	}
}

/* Moves an item to the best place in its layer, as far as its frame reaches. */
static bool sift(struct order *o, int v)
{
	struct graph_part *p = o->p;
	int l = p->items[v].layer, from = p->items[v].order, at = from, best = from;
	long saved = 0, most = 0;

	for (; at > 0 && may_exchange(p, l, at - 1); at--) {
		saved += saved_by_exchange(o, p->layers[l][at - 1], v);
		exchange(p, l, at - 1);
		if (saved > most) {
			most = saved;
			best = at - 1;
		}
	}
	for (; at + 1 < p->n_in_layer[l] && may_exchange(p, l, at); at++) {
		saved += saved_by_exchange(o, v, p->layers[l][at + 1]);
		exchange(p, l, at);
		if (saved > most) {
			most = saved;
			best = at + 1;
		}
	}
	for (; at > best; at--)
		exchange(p, l, at - 1);
	return most > 0;
}

static void sift_all(struct order *o)
{
	struct graph_part *p = o->p;
	bool is_better = true;

	for (int k = 0; k < SIFTS && is_better; k++) {
		is_better = false;
		for (int v = 0; v < p->n_items; v++)
			if (p->n_in_layer[p->items[v].layer] <= SIFT_MOST)
				is_better |= sift(o, v);
		exchange_neighbours(o);
	}
}

/* The order of the frames is that of their items as they would lie without frames. */
static void rank_groups(struct order *o)
{
	struct graph_part *p = o->p;
	double *sum = xcalloc((size_t)p->n_groups + 1, sizeof(*sum));
	int *n = xcalloc((size_t)p->n_groups + 1, sizeof(*n));

	for (int v = 0; v < p->n_items; v++) {
		const struct graph_item *it = &p->items[v];

		for (int g = it->group; g >= 0; g = p->g->groups[g].parent) {
			sum[g] += (it->order + 0.5) / p->n_in_layer[it->layer];
			n[g]++;
		}
	}
	for (int g = 0; g < p->n_groups; g++) {
		p->group_rank[g] = 0;
		for (int h = 0; h < p->n_groups; h++) {
			double a = n[h] ? sum[h] / n[h] : 0, b = n[g] ? sum[g] / n[g] : 0;

			p->group_rank[g] += a < b || (a == b && h < g);
		}
		p->group_at_rank[p->group_rank[g]] = g;
	}
	free(sum);
	free(n);
}

/* From the order as it is to one that keeps the frames whole. */
static void gather_groups(struct order *o)
{
	const struct graph_part *p = o->p;

	for (int l = 0; l < p->n_layers; l++) {
		for (int i = 0; i < p->n_in_layer[l]; i++)
			o->key[p->layers[l][i]] = (i + 0.5) / p->n_in_layer[l];
		sort_layer(o, l, false);
	}
}

static void sift_and_keep(struct order *o)
{
	int waited = 0;

	sift_all(o);
	keep_if_better(o, &waited);
}

static void order_part(struct order *o)
{
	o->least = -1;
	start(o, true);
	sweeps(o);
	if (o->p->n_groups) {
		restore_best(o);
		rank_groups(o);
		gather_groups(o);
		o->least = -1;
		sweeps(o);
	} else if (o->least && o->is_small) {
		restore_best(o);
		sift_and_keep(o);
		start(o, false);
		sweeps(o);
	}
	restore_best(o);
	if (o->least && o->is_small) {
		sift_and_keep(o);
		restore_best(o);
	}
}

long graph_order(struct graph_part *p)
{
	size_t n_layers = (size_t)p->n_layers + 1;
	struct order o;
	int *places;

	p->layers = arena_zalloc(p->arena, n_layers * sizeof(*p->layers));
	p->n_in_layer = arena_zalloc(p->arena, n_layers * sizeof(*p->n_in_layer));
	p->group_rank = arena_zalloc(p->arena, ((size_t)p->n_groups + 1) * sizeof(int));
	p->group_at_rank = arena_zalloc(p->arena, ((size_t)p->n_groups + 1) * sizeof(int));
	for (int g = 0; g < p->n_groups; g++)
		p->group_rank[g] = p->group_at_rank[g] = g;
	places = arena_zalloc(p->arena, ((size_t)p->n_items + 1) * sizeof(*places));
	for (int v = 0; v < p->n_items; v++)
		p->n_in_layer[p->items[v].layer]++;
	for (int l = 0; l < p->n_layers; l++) {
		p->layers[l] = places;
		places += p->n_in_layer[l];
	}
	order_init(&o, p);
	order_part(&o);
	arena_done(&o.arena);
	return o.least;
}
