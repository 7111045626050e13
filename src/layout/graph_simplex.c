/* SPDX-License-Identifier: MIT */
#include "layout/graph_simplex.h"

#include <limits.h>
#include <stddef.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/xalloc.h"

/* Steps for each node before we are content with what we have. */
enum { STEPS_A_NODE = 12 };

/*
 * A spanning tree of tight ties. Nodes are numbered as a walk from node 0 meets
 * them: the nodes below v are those numbered from[v] up to (not with) till[v].
 */
struct simplex {
	int n, n_ties;
	const struct graph_tie *ties;
	int *at;
	int *first, *uses;		/* ties of each node: uses[first[v]] ... */
	int *tree, n_tree;		/* the tree's ties, by their index */
	int *tree_first, *tree_uses;	/* the same for the tree's ties alone */
	bool *is_reached;
	int *walk, *from, *till;
	int *up;			/* the tie to the node above; -1 for node 0 */
	long *flow;			/* weight that leaves the part below, minus what enters */
	long *own;			/* the same of the node alone */
};

static int slack(const struct simplex *s, int tie)
{
	const struct graph_tie *t = &s->ties[tie];

	return s->at[t->head] - s->at[t->tail] - t->length;
}

/* Lists of ties by node: of those in `some`, or of all. */
static void index_ties(const struct simplex *s, const int *some, int n_some, int *first, int *uses)
{
	for (int v = 0; v <= s->n; v++)
		first[v] = 0;
	for (int i = 0; i < n_some; i++) {
		const struct graph_tie *t = &s->ties[some ? some[i] : i];

		first[t->tail + 1]++;
		first[t->head + 1]++;
	}
	for (int v = 0; v < s->n; v++)
		first[v + 1] += first[v];
	for (int i = n_some - 1; i >= 0; i--) {
		int tie = some ? some[i] : i;

		/* Filled from the end: what was the end of a list becomes its start. */
		uses[--first[s->ties[tie].tail + 1]] = tie;
		uses[--first[s->ties[tie].head + 1]] = tie;
	}
	for (int v = 0; v < s->n; v++)
		first[v] = first[v + 1];
	first[s->n] = 2 * n_some;
}

void graph_earliest(int n, const struct graph_tie *ties, int n_ties, int *at)
{
	int *waits = xcalloc((size_t)n + 1, sizeof(*waits)), n_ready = 0;
	int *ready = xcalloc((size_t)n + 1, sizeof(*ready));
	int *first = xcalloc((size_t)n + 2, sizeof(*first));
	int *heads = xcalloc((size_t)n_ties + 1, sizeof(*heads));

	for (int i = 0; i < n_ties; i++) {
		waits[ties[i].head]++;
		first[ties[i].tail + 2]++;
	}
	for (int v = 0; v < n; v++)
		first[v + 1] += first[v];
	for (int i = 0; i < n_ties; i++)
		heads[first[ties[i].tail + 1]++] = i;
	for (int v = 0; v < n; v++) {
		at[v] = 0;
		if (!waits[v])
			ready[n_ready++] = v;
	}
	for (int k = 0; k < n_ready; k++) {
		for (int i = first[ready[k]]; i < first[ready[k] + 1]; i++) {
			const struct graph_tie *t = &ties[heads[i]];

			if (at[t->tail] + t->length > at[t->head])
				at[t->head] = at[t->tail] + t->length;
			if (!--waits[t->head])
				ready[n_ready++] = t->head;
		}
	}
	free(waits);
	free(ready);
	free(first);
	free(heads);
}

/* The tie of least slack that leads out of the part reached so far. */
static int find_bridge(const struct simplex *s)
{
	int best = -1, least = INT_MAX;

	for (int i = 0; i < s->n_ties && least; i++) {
		const struct graph_tie *t = &s->ties[i];

		if (s->is_reached[t->tail] == s->is_reached[t->head] || slack(s, i) >= least)
			continue;
		least = slack(s, i);
		best = i;
	}
	return best;
}

/* Adds to the tree what tight ties lead to from node v on. */
static void reach(struct simplex *s, int v, int *n_walk)
{
	int next = *n_walk;

	s->is_reached[v] = true;
	s->walk[(*n_walk)++] = v;
	for (; next < *n_walk; next++) {
		v = s->walk[next];
		for (int i = s->first[v]; i < s->first[v + 1]; i++) {
			const struct graph_tie *t = &s->ties[s->uses[i]];
			int other = t->tail == v ? t->head : t->tail;

			if (s->is_reached[other] || slack(s, s->uses[i]))
				continue;
			s->tree[s->n_tree++] = s->uses[i];
			s->is_reached[other] = true;
			s->walk[(*n_walk)++] = other;
		}
	}
}

static void grow_tree(struct simplex *s)
{
	int n_walk = 0;

	reach(s, 0, &n_walk);
	while (n_walk < s->n) {
		int bridge = find_bridge(s), shift;
		const struct graph_tie *t;

		if (bridge < 0)
			return;
		t = &s->ties[bridge];
		shift = s->is_reached[t->tail] ? slack(s, bridge) : -slack(s, bridge);
		for (int i = 0; i < n_walk; i++)
			s->at[s->walk[i]] += shift;
		s->tree[s->n_tree++] = bridge;
		reach(s, s->is_reached[t->tail] ? t->head : t->tail, &n_walk);
	}
}

/* Numbers the nodes anew and finds what flows through each tie of the tree. */
static void number_tree(struct simplex *s)
{
	int n_walk = 0, *stack = s->till, top = 0;

	index_ties(s, s->tree, s->n_tree, s->tree_first, s->tree_uses);
	/* The stack shares memory with till, which is only written after the walk. */
	stack[top++] = 0;
	s->up[0] = -1;
	while (top) {
		int v = stack[--top];

		s->from[v] = n_walk;
		s->walk[n_walk++] = v;
		s->flow[v] = s->own[v];
		for (int i = s->tree_first[v]; i < s->tree_first[v + 1]; i++) {
			int tie = s->tree_uses[i];
			const struct graph_tie *t = &s->ties[tie];
			int other = t->tail == v ? t->head : t->tail;

			if (tie == s->up[v])
				continue;
			s->up[other] = tie;
			stack[top++] = other;
		}
	}
	for (int v = 0; v < s->n; v++)
		s->till[v] = s->from[v] + 1;
	for (int k = n_walk - 1; k > 0; k--) {
		int v = s->walk[k];
		const struct graph_tie *t = &s->ties[s->up[v]];
		int above = t->tail == v ? t->head : t->tail;

		s->flow[above] += s->flow[v];
		if (s->till[v] > s->till[above])
			s->till[above] = s->till[v];
	}
}

/* What a cell more of the tie above v would cost; below 0 it should become longer. */
static long cut(const struct simplex *s, int v)
{
	return s->ties[s->up[v]].tail == v ? s->flow[v] : -s->flow[v];
}

static bool is_below(const struct simplex *s, int v, int above)
{
	return s->from[v] >= s->from[above] && s->from[v] < s->till[above];
}

/* The tie of least slack that would hold the part below v when the tie above it is let go. */
static int find_entering(const struct simplex *s, int v)
{
	bool is_tail_below = s->ties[s->up[v]].tail == v;
	int best = -1, least = INT_MAX;

	for (int k = s->from[v]; k < s->till[v]; k++) {
		int u = s->walk[k];

		for (int i = s->first[u]; i < s->first[u + 1]; i++) {
			const struct graph_tie *t = &s->ties[s->uses[i]];
			int inner = is_tail_below ? t->head : t->tail;
			int outer = is_tail_below ? t->tail : t->head;

			if (inner != u || is_below(s, outer, v) || slack(s, s->uses[i]) >= least)
				continue;
			least = slack(s, s->uses[i]);
			best = s->uses[i];
		}
	}
	return best;
}

static void shift_below(struct simplex *s, int v, int by)
{
	if (s->ties[s->up[v]].tail == v)
		by = -by;
	for (int k = s->from[v]; k < s->till[v]; k++)
		s->at[s->walk[k]] += by;
}

static bool improve(struct simplex *s)
{
	int leaving = -1, entering;
	long worst = 0;

	for (int k = 1; k < s->n; k++) {
		int v = s->walk[k];

		if (cut(s, v) < worst) {
			worst = cut(s, v);
			leaving = v;
		}
	}
	if (leaving < 0)
		return false;
	entering = find_entering(s, leaving);
	if (entering < 0)
		return false;
	shift_below(s, leaving, slack(s, entering));
	for (int i = 0; i < s->n_tree; i++)
		if (s->tree[i] == s->up[leaving])
			s->tree[i] = entering;
	number_tree(s);
	return true;
}

static void balance(struct simplex *s)
{
	for (int k = 1; k < s->n; k++) {
		int v = s->walk[k], entering;

		if (cut(s, v) != 0)
			continue;
		entering = find_entering(s, v);
		if (entering >= 0 && slack(s, entering) > 1)
			shift_below(s, v, slack(s, entering) / 2);
	}
}

static void simplex_init(struct simplex *s, struct arena *a)
{
	size_t n = (size_t)s->n + 2, m = (size_t)s->n_ties + 1;

	s->first = arena_zalloc(a, n * sizeof(*s->first));
	s->uses = arena_zalloc(a, 2 * m * sizeof(*s->uses));
	s->tree = arena_zalloc(a, n * sizeof(*s->tree));
	s->tree_first = arena_zalloc(a, n * sizeof(*s->tree_first));
	s->tree_uses = arena_zalloc(a, 2 * n * sizeof(*s->tree_uses));
	s->is_reached = arena_zalloc(a, n * sizeof(*s->is_reached));
	s->walk = arena_zalloc(a, n * sizeof(*s->walk));
	s->from = arena_zalloc(a, n * sizeof(*s->from));
	s->till = arena_zalloc(a, n * sizeof(*s->till));
	s->up = arena_zalloc(a, n * sizeof(*s->up));
	s->flow = arena_zalloc(a, n * sizeof(*s->flow));
	s->own = arena_zalloc(a, n * sizeof(*s->own));
	index_ties(s, NULL, s->n_ties, s->first, s->uses);
	for (int i = 0; i < s->n_ties; i++) {
		s->own[s->ties[i].tail] += s->ties[i].weight;
		s->own[s->ties[i].head] -= s->ties[i].weight;
	}
}

void graph_simplex(int n, const struct graph_tie *ties, int n_ties, bool is_balanced, int *at)
{
	struct simplex s = { .n = n, .n_ties = n_ties, .ties = ties, .at = at };
	int least = INT_MAX;
	struct arena a;

	graph_earliest(n, ties, n_ties, at);
	arena_init(&a);
	simplex_init(&s, &a);
	grow_tree(&s);
	if (s.n_tree == n - 1) {
		number_tree(&s);
		for (int i = 0; i < STEPS_A_NODE * n && improve(&s); i++)
			;
		if (is_balanced)
			balance(&s);
	}
	for (int v = 0; v < n; v++)
		least = at[v] < least ? at[v] : least;
	for (int v = 0; v < n; v++)
		at[v] -= least;
	arena_done(&a);
}
