/* SPDX-License-Identifier: MIT */
#include "tests/support/graph_kit.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/vec.h"
#include "canvas/box.h"
#include "tests/support/t.h"

const char *const graph_kit_fixtures[] = {
	"v1-sqs-lambda", "v2-dagger-products", "v3-apigw-sqs-lambda-sqs", "v4-curbside-pickup",
	"v5-apigw-dynamodb-kinesis", "v6-autoscaling-alb-json", "v7-eventbridge-banks",
	"v8-human-in-the-loop", NULL,
};

void graph_kit_init(struct graph_kit *k)
{
	*k = (struct graph_kit){ 0 };
	arena_init(&k->arena);
}

void graph_kit_done(struct graph_kit *k)
{
	free(k->nodes);
	free(k->edges);
	free(k->groups);
	arena_done(&k->arena);
}

static void refresh(struct graph_kit *k)
{
	k->graph = (struct graph){
		.nodes = k->nodes, .n_nodes = k->n_nodes, .edges = k->edges, .n_edges = k->n_edges,
		.groups = k->groups, .n_groups = k->n_groups,
	};
}

int graph_kit_node(struct graph_kit *k, const char *name, int group)
{
	*vec_push(k->nodes, k->n_nodes, k->cap_nodes) = (struct graph_node){
		.icon = "ƒ", .name = arena_strdup(&k->arena, name), .kind = "function",
		.family = GRAPH_COMPUTE, .group = group,
	};
	refresh(k);
	return (int)k->n_nodes - 1;
}

struct graph_edge *graph_kit_edge(struct graph_kit *k, int from, int to)
{
	struct graph_edge *e = vec_push(k->edges, k->n_edges, k->cap_edges);

	*e = (struct graph_edge){ .from = from, .to = to, .label = "" };
	refresh(k);
	return e;
}

int graph_kit_group(struct graph_kit *k, const char *label, int parent)
{
	*vec_push(k->groups, k->n_groups, k->cap_groups) = (struct graph_group){ label, parent };
	refresh(k);
	return (int)k->n_groups - 1;
}

void graph_kit_random(struct graph_kit *k, struct prng *r, size_t n, size_t m, bool is_acyclic)
{
	static const char *const labels[] = { "", "uses", "polls", "publishes" };

	for (size_t i = 0; i < n; i++)
		graph_kit_node(k, arena_printf(&k->arena, "Node%zu%.*s", i,
					       (int)prng_below(r, 12), "LongerNameOf"), -1);
	for (size_t j = 0; j < m; j++) {
		int a = (int)prng_below(r, n), b = (int)prng_below(r, n);
		struct graph_edge *e;

		if (is_acyclic && a == b)
			continue;
		e = graph_kit_edge(k, is_acyclic && a > b ? b : a, is_acyclic && a > b ? a : b);
		e->is_async = prng_below(r, 2);
		e->label = labels[prng_below(r, 4)];
	}
}

static enum arch_kind kind_named(const char *name)
{
	for (int k = 0; k < N_ARCH_KINDS; k++)
		if (!strcmp(arch_kind_name((enum arch_kind)k), name))
			return (enum arch_kind)k;
	fail_msg("no kind %s", name);
	return ARCH_OTHER;
}

static enum arch_verb verb_named(const char *name)
{
	for (int v = 0; v < N_ARCH_VERBS; v++)
		if (!strcmp(arch_verb_name((enum arch_verb)v), name))
			return (enum arch_verb)v;
	fail_msg("no verb %s", name);
	return VERB_USES;
}

static void add_fixture_line(struct arch *a, char *line)
{
	char *word = strtok(line, " "), *one, *two, *three;

	if (!word || (strcmp(word, "node") != 0 && strcmp(word, "edge") != 0))
		return;
	one = strtok(NULL, " ");
	two = strtok(NULL, " ");
	if (!strcmp(word, "node")) {
		arch_add_resource(a, &(struct arch_resource){
			.id = arena_strdup(&a->arena, one), .kind = kind_named(two),
		});
		return;
	}
	three = strtok(NULL, " ");
	arch_add_edge(a, &(struct arch_edge){
		.from = arch_find(a, one), .to = arch_find(a, two), .verb = verb_named(three),
	});
}

struct arch *graph_kit_arch(const char *name)
{
	const char *root = getenv("top_srcdir");
	struct arch *a = arch_new(name);
	struct buf path, text;
	char *line, *rest;

	buf_init(&path);
	buf_init(&text);
	buf_printf(&path, "%s/tests/fixtures/graphs/%s.graph", root ? root : ".", name);
	if (file_read(buf_str(&path), &text, NULL) != ERR_OK)
		fail_msg("%s: cannot be read", buf_str(&path));
	rest = buf_take(&text);
	for (char *next = rest; (line = next) != NULL && *line;) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		add_fixture_line(a, line);
	}
	free(rest);
	buf_done(&path);
	return a;
}

void graph_kit_draw(const struct graph_layout *l, struct canvas *c)
{
	canvas_init(c, graph_layout_height(l), graph_layout_width(l));
	graph_layout_draw(l, c, 0, 0);
}

/* A reader that walks along the lines. */
struct reader {
	const struct graph_layout *l;
	const struct graph *g;
	const struct canvas *c;
	int *box;		/* of each cell, + 1 */
	bool *is_seen;		/* of each cell and direction, in one walk */
	struct graph_found *found;
	size_t n, cap;
	int from;
};

enum dir { UP, RIGHT, DOWN, LEFT };
static const int dy[] = { -1, 0, 1, 0 }, dx[] = { 0, 1, 0, -1 };
static const unsigned arm_of[] = { BOX_UP, BOX_RIGHT, BOX_DOWN, BOX_LEFT };

static char32_t char_at(const struct reader *r, int y, int x)
{
	const struct cell *p = canvas_cell(r->c, y, x);

	return p ? p->ch[0] : 0;
}

static int box_at(const struct reader *r, int y, int x)
{
	return canvas_cell(r->c, y, x) ? r->box[y * r->c->width + x] - 1 : -1;
}

static enum dir turned(enum dir d)
{
	return (enum dir)((d + 2) % 4);
}

static const char32_t filled[] = U"▲▶▼◀", hollow[] = U"△▷▽◁";

static bool is_head(char32_t ch, enum dir d)
{
	return ch == filled[d] || ch == hollow[d];
}

static bool is_level(enum dir d)
{
	return d == LEFT || d == RIGHT;
}

/* From a cell on in direction d, into the next; a tree, so the depth is bounded by its cells. */
static void walk(struct reader *r, int y, int x, enum dir d)
{
	for (;;) {
		char32_t ch;
		unsigned arms;

		y += dy[d];
		x += dx[d];
		ch = char_at(r, y, x);
		if (box_at(r, y, x) >= 0)
			return;	/* back at a box that the line comes from */
		if (!ch)
			fail_msg("a line leaves the picture at %d,%d", y, x);
		if (r->is_seen[(y * r->c->width + x) * 4 + (int)d])
			return;
		r->is_seen[(y * r->c->width + x) * 4 + (int)d] = true;
		if (is_head(ch, d)) {
			int to = box_at(r, y + dy[d], x + dx[d]);

			if (to < 0)
				fail_msg("a head at %d,%d points at no box", y, x);
			*vec_push(r->found, r->n, r->cap) =
				(struct graph_found){ r->from, to, ch == hollow[d] };
			return;
		}
		arms = box_arms(ch);
		if (!arms && is_level(d) &&
		    canvas_cell(r->c, y, x)->role == ROLE_EDGE_LABEL)
			continue;	/* a label in the line */
		if (!arms && is_head(ch, turned(d)))
			return;		/* beside another's head: no way on */
		if (!arms)
			fail_msg("a line ends at %d,%d", y, x);
		if (arms == (is_level(d) ? BOX_VERTICAL : BOX_HORIZONTAL))
			continue;	/* passes under another line */
		if (!(arms & arm_of[turned(d)]))
			fail_msg("a line does not meet the cell at %d,%d", y, x);
		for (int k = 0; k < 4; k++)
			if (k != (int)d && k != (int)turned(d) && arms & arm_of[k])
				walk(r, y, x, (enum dir)k);
		if (!(arms & arm_of[d]))
			return;
	}
}

/* The arms of a box's border that lead out of it. */
static void walk_from(struct reader *r, int y, int x, enum dir d)
{
	size_t first = r->n;

	if (!(box_arms(char_at(r, y, x)) & arm_of[d]))
		return;
	memset(r->is_seen, 0, (size_t)r->c->height * (size_t)r->c->width * 4);
	walk(r, y, x, d);
	if (r->n == first)
		fail_msg("a line from box %d leads nowhere", r->from);
}

static int compare_found(const void *a, const void *b)
{
	const struct graph_found *x = a, *y = b;

	if (x->from != y->from)
		return x->from - y->from;
	if (x->to != y->to)
		return x->to - y->to;
	return x->is_async - y->is_async;
}

size_t graph_kit_read(const struct graph_layout *l, const struct graph *g, const struct canvas *c,
		      struct graph_found **ret)
{
	size_t n = (size_t)c->height * (size_t)c->width + 1;
	struct reader r = { .l = l, .g = g, .c = c };

	r.box = xcalloc(n, sizeof(*r.box));
	r.is_seen = xcalloc(4 * n, sizeof(*r.is_seen));
	for (size_t i = 0; i < g->n_nodes; i++) {
		struct graph_rect b = graph_layout_box(l, i);

		for (int y = b.y; y < b.y + b.height; y++) {
			for (int x = b.x; x < b.x + b.width; x++) {
				t_true(canvas_cell(c, y, x) != NULL);
				if (r.box[y * c->width + x])
					fail_msg("boxes overlap at %d,%d", y, x);
				r.box[y * c->width + x] = (int)i + 1;
			}
		}
	}
	for (size_t i = 0; i < g->n_nodes; i++) {
		struct graph_rect b = graph_layout_box(l, i);

		r.from = (int)i;
		for (int x = b.x + 1; x < b.x + b.width - 1; x++) {
			walk_from(&r, b.y, x, UP);
			walk_from(&r, b.y + b.height - 1, x, DOWN);
		}
		for (int y = b.y + 1; y < b.y + b.height - 1; y++) {
			walk_from(&r, y, b.x, LEFT);
			walk_from(&r, y, b.x + b.width - 1, RIGHT);
		}
	}
	free(r.box);
	free(r.is_seen);
	if (r.n)
		qsort(r.found, r.n, sizeof(*r.found), compare_found);
	*ret = r.found;
	return r.n;
}

static bool touches(const struct graph_rect *b, struct graph_point p)
{
	bool is_beside = (p.x == b->x - 1 || p.x == b->x + b->width) && p.y > b->y &&
			 p.y < b->y + b->height - 1;
	bool is_over = (p.y == b->y - 1 || p.y == b->y + b->height) && p.x > b->x &&
		       p.x < b->x + b->width - 1;

	return is_beside || is_over;
}

static bool is_in(const struct graph_rect *b, struct graph_point p)
{
	return p.x >= b->x && p.x < b->x + b->width && p.y >= b->y && p.y < b->y + b->height;
}

static void check_routes(const struct graph_layout *l, const struct graph *g)
{
	for (size_t j = 0; j < g->n_edges; j++) {
		size_t n = graph_layout_route_length(l, j);
		struct graph_point last = graph_layout_route_cell(l, j, 0);
		struct graph_rect from = graph_layout_box(l, (size_t)g->edges[j].from);
		struct graph_rect to = graph_layout_box(l, (size_t)g->edges[j].to);

		t_true(touches(&from, last));
		for (size_t k = 1; k < n; k++) {
			struct graph_point p = graph_layout_route_cell(l, j, k);

			t_int(abs(p.y - last.y) + abs(p.x - last.x), 1);
			last = p;
		}
		t_true(touches(&to, last));
		for (size_t k = 0; k < n; k++) {
			struct graph_point p = graph_layout_route_cell(l, j, k);

			t_true(p.y >= 0 && p.y < graph_layout_height(l));
			t_true(p.x >= 0 && p.x < graph_layout_width(l));
			for (size_t i = 0; i < g->n_nodes; i++) {
				struct graph_rect b = graph_layout_box(l, i);

				t_false(is_in(&b, p));
			}
		}
	}
}

/* No label touches an upright line: it would be read as that line's. */
static void check_labels(const struct canvas *c)
{
	for (int y = 0; y < c->height; y++) {
		for (int x = 0; x + 1 < c->width; x++) {
			const struct cell *a = canvas_cell(c, y, x), *b = canvas_cell(c, y, x + 1);
			bool is_label = a->role == ROLE_EDGE_LABEL;

			if (is_label == (b->role == ROLE_EDGE_LABEL))
				continue;
			t_false(box_arms((is_label ? b : a)->ch[0]) & BOX_VERTICAL);
		}
	}
}

/* Without frames something lies in the first row, and something in the first column. */
static void check_corner(const struct graph_layout *l, const struct graph *g)
{
	int y = graph_layout_height(l), x = graph_layout_width(l);

	for (size_t i = 0; i < g->n_nodes; i++) {
		struct graph_rect r = graph_layout_box(l, i);

		y = r.y < y ? r.y : y;
		x = r.x < x ? r.x : x;
	}
	for (size_t j = 0; j < g->n_edges; j++) {
		for (size_t k = 0; k < graph_layout_route_length(l, j); k++) {
			struct graph_point p = graph_layout_route_cell(l, j, k);

			y = p.y < y ? p.y : y;
			x = p.x < x ? p.x : x;
		}
	}
	t_int(y, 0);
	t_int(x, 0);
}

void graph_kit_check(const struct graph_layout *l, const struct graph *g)
{
	struct graph_found *found, *expected = xcalloc(g->n_edges + 1, sizeof(*expected));
	struct canvas c;
	size_t n;

	t_true(graph_layout_form(l) != GRAPH_LINES);
	graph_kit_draw(l, &c);
	n = graph_kit_read(l, g, &c, &found);
	for (size_t j = 0; j < g->n_edges; j++)
		expected[j] = (struct graph_found){ g->edges[j].from, g->edges[j].to,
						    g->edges[j].is_async };
	if (g->n_edges)
		qsort(expected, g->n_edges, sizeof(*expected), compare_found);
	t_int(n, g->n_edges);
	for (size_t j = 0; j < n; j++) {
		t_int(found[j].from, expected[j].from);
		t_int(found[j].to, expected[j].to);
		t_int(found[j].is_async, expected[j].is_async);
	}
	check_routes(l, g);
	check_labels(&c);
	if (!g->n_groups && g->n_nodes)
		check_corner(l, g);
	free(found);
	free(expected);
	canvas_done(&c);
}

/* How a route runs through its cell k: level 1, upright 2, else 0. */
static int course(const struct graph_layout *l, size_t j, size_t k)
{
	struct graph_point u, v;

	if (k == 0 || k + 1 == graph_layout_route_length(l, j))
		return 0;
	u = graph_layout_route_cell(l, j, k - 1);
	v = graph_layout_route_cell(l, j, k + 1);
	return u.y == v.y ? 1 : u.x == v.x ? 2 : 0;
}

long graph_kit_crossings(const struct graph_layout *l, const struct graph *g)
{
	size_t n = (size_t)graph_layout_height(l) * (size_t)graph_layout_width(l) + 1;
	int *level = xcalloc(n, sizeof(*level)), *upright = xcalloc(n, sizeof(*upright));
	int *turns = xcalloc(n, sizeof(*turns));
	long crossings = 0;

	for (size_t j = 0; j < g->n_edges; j++) {
		for (size_t k = 0; k < graph_layout_route_length(l, j); k++) {
			struct graph_point p = graph_layout_route_cell(l, j, k);
			int at = p.y * graph_layout_width(l) + p.x, how = course(l, j, k);

			if (how == 0)
				turns[at]++;
			else if (how == 1)
				level[at]++;
			else
				upright[at]++;
		}
	}
	/* Where one turns all belong to one net: there they meet and do not cross. */
	for (size_t i = 0; i < n; i++)
		if (!turns[i])
			crossings += (long)level[i] * upright[i];
	free(level);
	free(upright);
	free(turns);
	return crossings;
}
