/* SPDX-License-Identifier: MIT */
/*
 * The order within each layer: from several starts sweeps by barycentre and by
 * median, exchange of neighbours, and then sifting; the best of all is kept. Frames
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
	PATIENCE = 6,		/* sweeps without a better result */
	STARTS_MANY_BELOW = 250,	/* items of a part that is begun from all starts */
	EXCHANGES = 12,		/* passes of exchanging neighbours */
	SIFTS = 4,
	TANGLE_MOST = 32,	/* links of one side of an item that are looked at */
	FEW = 12,		/* neighbours that are sorted by insertion */
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
	int *best, *best_here;		/* order of each item: of all starts, of this one */
	long least, least_here;
	bool *may_tangle;		/* item v before it (2v) and after it (2v + 1) */
	bool is_small, has_bundles;
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

/* Several nets, and one of them with several links? */
static bool are_bundles(const int *nets, int n)
{
	bool has_several = false, has_bundle = false;

	if (n < 3 || n > TANGLE_MOST)
		return false;
	for (int i = 0; i < n; i++) {
		for (int k = 0; k < i; k++) {
			has_several |= nets[i] != nets[k];
			has_bundle |= nets[i] == nets[k];
		}
	}
	return has_several && has_bundle;
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
	o->best_here = arena_zalloc(&o->arena, n * sizeof(*o->best_here));
	o->before_net = arena_zalloc(&o->arena, m * sizeof(*o->before_net));
	o->after_net = arena_zalloc(&o->arena, m * sizeof(*o->after_net));
	index_links(o, false, o->before_first, o->before, o->before_net);
	index_links(o, true, o->after_first, o->after, o->after_net);
	o->may_tangle = arena_zalloc(&o->arena, 2 * n * sizeof(*o->may_tangle));
	for (int v = 0; v < p->n_nodes; v++) {
		o->may_tangle[2 * v] = are_bundles(o->before_net + o->before_first[v],
						   o->before_first[v + 1] - o->before_first[v]);
		o->may_tangle[2 * v + 1] = are_bundles(o->after_net + o->after_first[v],
						       o->after_first[v + 1] - o->after_first[v]);
		o->has_bundles |= o->may_tangle[2 * v] || o->may_tangle[2 * v + 1];
	}
}

static void append(struct graph_part *p, int v)
{
	struct graph_item *it = &p->items[v];

	it->order = p->n_in_layer[it->layer];
	p->layers[it->layer][p->n_in_layer[it->layer]++] = v;
}

/* Puts down all that a walk from v meets, depth first: the last neighbours first, or the first. */
static void walk(struct order *o, int v, bool is_turned, bool *is_met, int *stack)
{
	int top = 0;

	stack[top++] = v;
	while (top) {
		int u = stack[--top], n_before, n_after;

		if (is_met[u])
			continue;
		is_met[u] = true;
		append(o->p, u);
		n_before = o->before_first[u + 1] - o->before_first[u];
		n_after = o->after_first[u + 1] - o->after_first[u];
		for (int i = 0; i < n_before; i++)
			stack[top++] = o->before[o->before_first[u] +
						 (is_turned ? i : n_before - 1 - i)];
		for (int i = 0; i < n_after; i++)
			stack[top++] = o->after[o->after_first[u] +
						(is_turned ? i : n_after - 1 - i)];
	}
}

/* Orders to begin with. */
enum start {
	START_SOURCES,		/* as walks from where nothing comes in meet the items */
	START_LISTED,		/* as the items are listed */
	START_SINKS,		/* walks from where nothing goes out */
	START_TURNED,		/* from the sources again, the last neighbours first */
	START_TURNED_SINKS,
	START_FIRST,		/* one walk, wherever it begins */
	N_STARTS,
};

static void start(struct order *o, int how)
{
	struct graph_part *p = o->p;
	bool *is_met = xcalloc((size_t)p->n_items + 1, sizeof(*is_met));
	int *stack = xcalloc((size_t)p->n_items + 2 * (size_t)p->n_links + 1, sizeof(*stack));
	bool is_sinks = how == START_SINKS || how == START_TURNED_SINKS;
	bool is_turned = how == START_TURNED || how == START_TURNED_SINKS;
	const int *first = is_sinks ? o->after_first : o->before_first;

	memset(p->n_in_layer, 0, (size_t)p->n_layers * sizeof(*p->n_in_layer));
	for (int v = 0; v < p->n_items && how != START_LISTED; v++)
		if (!is_met[v] && (how == START_FIRST || first[v + 1] == first[v]))
			walk(o, v, is_turned, is_met, stack);
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
	if (n > FEW)
		qsort(ret, (size_t)n, sizeof(*ret), compare_ints);
	for (int i = 1; i < n && n <= FEW; i++) {
		int order = ret[i], k = i;

		for (; k > 0 && ret[k - 1] > order; k--)
			ret[k] = ret[k - 1];
		ret[k] = order;
	}
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

	if (!o->may_tangle[2 * v + is_after])
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
	for (int v = 0; v < o->p->n_nodes && o->is_small && o->has_bundles; v++)
		crossings += count_tangles(o, v, false) + count_tangles(o, v, true);
	return crossings;
}

/* Returns whether this is the best that was seen from this start. */
static bool keep_if_better(struct order *o)
{
	long now = count_all(o);

	if (o->least_here >= 0 && now >= o->least_here)
		return false;
	o->least_here = now;
	for (int v = 0; v < o->p->n_items; v++)
		o->best_here[v] = o->p->items[v].order;
	return true;
}

static void set_orders(struct graph_part *p, const int *orders)
{
	for (int v = 0; v < p->n_items; v++) {
		p->items[v].order = orders[v];
		p->layers[p->items[v].layer][orders[v]] = v;
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

			if (list[i] != list[k] || !o->may_tangle[2 * list[i] + !is_after])
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
	long saved = saved_on(o, u, v, false) + saved_on(o, u, v, true);

	if (o->has_bundles)
		saved += saved_tangles(o, u, v, false) + saved_tangles(o, u, v, true);
	return saved;
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

	o->least_here = -1;
	keep_if_better(o);
	for (int k = 0; k < most && waited < PATIENCE && o->least_here; k++) {
		sweep(o, k);
		waited = keep_if_better(o) ? 0 : waited + 1;
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

/* The best order that one start leads to; it becomes the best of all if it is better. */
static void search(struct order *o)
{
	sweeps(o);
	if (o->least_here && o->is_small) {
		set_orders(o->p, o->best_here);
		sift_all(o);
		keep_if_better(o);
	}
	if (o->least >= 0 && o->least_here >= o->least)
		return;
	o->least = o->least_here;
	memcpy(o->best, o->best_here, (size_t)o->p->n_items * sizeof(*o->best));
}

static void order_part(struct order *o)
{
	const struct graph_part *p = o->p;
	int n = !o->is_small || p->n_groups ? 1 : p->n_items > STARTS_MANY_BELOW ? 2 : N_STARTS;

	o->least = -1;
	for (int i = 0; i < n && o->least; i++) {
		start(o, i);
		search(o);
	}
	set_orders(o->p, o->best);
	if (!p->n_groups)
		return;
	rank_groups(o);
	gather_groups(o);
	o->least = -1;
	search(o);
	set_orders(o->p, o->best);
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
