/* SPDX-License-Identifier: MIT */
#include "tests/support/prop.h"

#include <string.h>

#include "layout/graph_layout.h"
#include "tests/support/graph_kit.h"

/* Any shape that small graphs come in. */
static void shape(struct graph_kit *k, struct prng *r)
{
	size_t n = 1 + prng_below(r, 14);

	switch (prng_below(r, 6)) {
	case 0:	/* a chain, with a shortcut now and then */
		graph_kit_random(k, r, n, 0, false);
		for (size_t i = 1; i < n; i++)
			graph_kit_edge(k, (int)i - 1, (int)i);
		for (size_t i = 2; i < n; i++)
			if (!prng_below(r, 3))
				graph_kit_edge(k, (int)prng_below(r, i), (int)i);
		break;
	case 1:	/* a star, in or out or both */
		graph_kit_random(k, r, n, 0, false);
		for (size_t i = 1; i < n; i++)
			graph_kit_edge(k, prng_below(r, 2) ? 0 : (int)i,
				       prng_below(r, 2) ? (int)i : 0)->is_async = prng_below(r, 2);
		break;
	case 2:	/* a cycle */
		graph_kit_random(k, r, n, prng_below(r, 3), false);
		for (size_t i = 0; i < n; i++)
			graph_kit_edge(k, (int)i, (int)((i + 1) % n));
		break;
	case 3:	/* dense */
		graph_kit_random(k, r, n, n * 3, prng_below(r, 2));
		break;
	default:
		graph_kit_random(k, r, n, prng_below(r, 2 * n + 1), prng_below(r, 2));
		break;
	}
}

static void add_groups(struct graph_kit *k, struct prng *r)
{
	size_t n = 1 + prng_below(r, 4);

	for (size_t i = 0; i < n; i++)
		graph_kit_group(k, i ? "Subnet" : "VPC", (int)prng_below(r, i + 1) - 1);
	for (size_t i = 0; i < k->n_nodes; i++)
		k->nodes[i].group = (int)prng_below(r, n + 2) - 2 < 0 ? -1
								      : (int)prng_below(r, n);
}

static const struct graph_fit fits[] = {
	{ 0, 0 }, { 80, 0 }, { 80, 24 }, { 60, 0 }, { 132, 43 }, { 45, 12 },
};

static void check(struct graph_kit *k, struct prng *r)
{
	struct graph_layout *l = graph_layout_new(&k->graph, &fits[prng_below(r, 6)]);

	graph_kit_check(l, &k->graph);
	graph_layout_free(l);
}

PROP(a_reader_of_the_cells_finds_exactly_the_edges, 1500)
{
	struct graph_kit k;

	graph_kit_init(&k);
	shape(&k, r);
	check(&k, r);
	graph_kit_done(&k);
}

PROP(so_it_is_in_larger_graphs, 60)
{
	struct graph_kit k;

	graph_kit_init(&k);
	graph_kit_random(&k, r, 15 + prng_below(r, 30), prng_below(r, 80), prng_below(r, 2));
	check(&k, r);
	graph_kit_done(&k);
}

PROP(so_it_is_with_frames, 500)
{
	struct graph_kit k;

	graph_kit_init(&k);
	shape(&k, r);
	add_groups(&k, r);
	check(&k, r);
	graph_kit_done(&k);
}

static void draw_text(const struct graph_layout *l, struct buf *b)
{
	struct canvas c;

	buf_init(b);
	graph_kit_draw(l, &c);
	canvas_text(&c, b);
	canvas_style_map(&c, b);
	canvas_done(&c);
}

PROP(the_same_graph_gives_the_same_picture, 200)
{
	struct graph_kit k;
	struct graph_layout *l, *again;
	struct buf one, two;

	graph_kit_init(&k);
	shape(&k, r);
	add_groups(&k, r);
	l = graph_layout_new(&k.graph, &fits[1]);
	again = graph_layout_new(&k.graph, &fits[1]);
	draw_text(l, &one);
	draw_text(again, &two);
	t_str(buf_str(&one), buf_str(&two));
	buf_done(&one);
	buf_done(&two);
	graph_layout_free(l);
	graph_layout_free(again);
	graph_kit_done(&k);
}

/* The order of the edges in the list is nobody's intent: it decides nothing. */
PROP(the_order_of_edges_does_not_matter, 200)
{
	struct graph_kit k;
	struct graph_layout *l;
	struct buf one, two;

	graph_kit_init(&k);
	graph_kit_random(&k, r, 1 + prng_below(r, 14), prng_below(r, 25), prng_below(r, 2));
	for (size_t j = 0; j < k.n_edges; j++)
		k.edges[j].label = k.edges[j].is_async ? "polls" : "uses";
	l = graph_layout_new(&k.graph, &fits[1]);
	draw_text(l, &one);
	graph_layout_free(l);
	for (size_t j = k.n_edges; j > 1; j--) {
		size_t other = prng_below(r, j);
		struct graph_edge e = k.edges[j - 1];

		k.edges[j - 1] = k.edges[other];
		k.edges[other] = e;
	}
	l = graph_layout_new(&k.graph, &fits[1]);
	draw_text(l, &two);
	graph_layout_free(l);
	t_str(buf_str(&one), buf_str(&two));
	buf_done(&one);
	buf_done(&two);
	graph_kit_done(&k);
}

PROP(a_view_shows_its_part_of_the_picture_and_nothing_else, 300)
{
	enum { SENTINEL = U'#' };
	struct graph_kit k;
	struct graph_layout *l;
	struct canvas whole, c;
	struct graph_view v;

	graph_kit_init(&k);
	shape(&k, r);
	add_groups(&k, r);
	l = graph_layout_new(&k.graph, &fits[prng_below(r, 6)]);
	graph_kit_draw(l, &whole);
	canvas_init(&c, 30, 70);
	canvas_fill(&c, 0, 0, 30, 70, SENTINEL, ROLE_TEXT);
	v = (struct graph_view){
		.y = (int)prng_below(r, 10), .x = (int)prng_below(r, 20),
		.height = (int)prng_below(r, 30), .width = (int)prng_below(r, 70),
		.row = (int)prng_below(r, (uint64_t)whole.height + 1),
		.column = (int)prng_below(r, (uint64_t)whole.width + 1),
	};
	graph_layout_draw_view(l, &c, &v);
	for (int y = 0; y < c.height; y++) {
		for (int x = 0; x < c.width; x++) {
			const struct cell *p = canvas_cell(&whole, y - v.y + v.row,
							   x - v.x + v.column);
			char32_t got = canvas_cell(&c, y, x)->ch[0];
			bool is_inside = y >= v.y && y < v.y + v.height && x >= v.x &&
					 x < v.x + v.width;

			if (!is_inside)
				t_int(got, SENTINEL);
			else if (p && got != SENTINEL)
				t_int(got, p->ch[0]);
			else if (p)
				t_int(p->ch[0], U' ');
		}
	}
	canvas_done(&whole);
	canvas_done(&c);
	graph_layout_free(l);
	graph_kit_done(&k);
}

PROP(lines_hold_each_edge_once, 300)
{
	struct graph_kit k;
	struct graph_layout *l;
	struct canvas c;

	graph_kit_init(&k);
	shape(&k, r);
	l = graph_layout_new(&k.graph, &(struct graph_fit){ 14 + (int)prng_below(r, 20), 2 });
	graph_kit_draw(l, &c);
	for (size_t j = 0; j < k.n_edges && graph_layout_form(l) == GRAPH_LINES; j++) {
		struct graph_point at = graph_layout_route_cell(l, j, 1);

		t_int(graph_layout_route_length(l, j), 2);
		t_int(canvas_cell(&c, at.y, at.x)->ch[0],
		      k.edges[j].is_async ? U'▷' : U'▶');
		for (size_t i = 0; i < j; i++) {
			struct graph_point other = graph_layout_route_cell(l, i, 1);

			t_true(other.y != at.y || other.x != at.x);
		}
	}
	canvas_done(&c);
	graph_layout_free(l);
	graph_kit_done(&k);
}

PROPS(t(a_reader_of_the_cells_finds_exactly_the_edges), t(so_it_is_in_larger_graphs),
      t(so_it_is_with_frames), t(the_same_graph_gives_the_same_picture),
      t(the_order_of_edges_does_not_matter),
      t(a_view_shows_its_part_of_the_picture_and_nothing_else), t(lines_hold_each_edge_once))
