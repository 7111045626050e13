/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/utf8.h"
#include "canvas/ascii.h"
#include "layout/graph_arch.h"
#include "layout/graph_layout.h"
#include "layout/graph_picture.h"
#include "tests/support/graph_kit.h"

static void shows(const struct graph_kit *k, struct graph_fit fit, const char *expected)
{
	struct graph_layout *l = graph_layout_new(&k->graph, &fit);
	struct canvas c;
	struct buf b;

	buf_init(&b);
	graph_kit_draw(l, &c);
	canvas_text(&c, &b);
	t_str(buf_str(&b), expected);
	buf_done(&b);
	canvas_done(&c);
	graph_layout_free(l);
}

TEST(two_boxes_and_an_arrow)
{
	struct graph_kit k;

	graph_kit_init(&k);
	graph_kit_node(&k, "Get", -1);
	graph_kit_node(&k, "Put", -1);
	graph_kit_edge(&k, 0, 1)->label = "invokes";
	shows(&k, (struct graph_fit){ 80, 0 },
	      "┌────────────┐           ┌────────────┐\n"
	      "│ ƒ Get      ├──invokes─▶│ ƒ Put      │\n"
	      "│   function │           │   function │\n"
	      "└────────────┘           └────────────┘\n");
	graph_kit_done(&k);
}

TEST(what_nobody_waits_for_is_dotted_with_a_hollow_head)
{
	struct graph_kit k;

	graph_kit_init(&k);
	graph_kit_node(&k, "Get", -1);
	graph_kit_node(&k, "Put", -1);
	graph_kit_edge(&k, 0, 1)->is_async = true;
	shows(&k, (struct graph_fit){ 80, 0 },
	      "┌────────────┐     ┌────────────┐\n"
	      "│ ƒ Get      ├┄┄┄┄▷│ ƒ Put      │\n"
	      "│   function │     │   function │\n"
	      "└────────────┘     └────────────┘\n");
	graph_kit_done(&k);
}

TEST(a_loop_and_an_edge_back_are_led_around)
{
	struct graph_kit k;

	graph_kit_init(&k);
	graph_kit_node(&k, "Get", -1);
	graph_kit_node(&k, "Put", -1);
	graph_kit_edge(&k, 0, 1);
	graph_kit_edge(&k, 1, 0);
	graph_kit_edge(&k, 1, 1);
	shows(&k, (struct graph_fit){ 80, 0 },
	      "┌────────────┐     ┌────────────┐\n"
	      "│ ƒ Get      ├────▶│ ƒ Put      ├──╮\n"
	      "│   function │◀────┤   function │◀─╯\n"
	      "└────────────┘     └────────────┘\n");
	graph_kit_done(&k);
}

/* Cells where an upright line lies over a level one: in ASCII too they are no joint, no +. */
static int count_bridges(const struct graph_layout *l)
{
	struct canvas c;
	int n = 0;

	graph_kit_draw(l, &c);
	for (int y = 0; y < c.height; y++) {
		for (int x = 1; x + 1 < c.width; x++) {
			if (canvas_cell(&c, y, x)->ch[0] != U'│' ||
			    canvas_cell(&c, y, x - 1)->ch[0] != U'─' ||
			    canvas_cell(&c, y, x + 1)->ch[0] != U'─')
				continue;
			t_int(ascii_of(canvas_cell(&c, y, x)->ch[0]), '|');
			n++;
		}
	}
	t_int(ascii_of(U'├'), '+');
	canvas_done(&c);
	return n;
}

TEST(a_line_that_crosses_joins_nothing)
{
	struct graph_kit k;
	struct graph_layout *l;

	/* Each of three leads to each of three others: nine lines that cannot but cross. */
	graph_kit_init(&k);
	for (int i = 0; i < 6; i++)
		graph_kit_node(&k, "N", -1);
	for (int i = 0; i < 3; i++)
		for (int j = 3; j < 6; j++)
			graph_kit_edge(&k, i, j);
	l = graph_layout_new(&k.graph, &(struct graph_fit){ 80, 0 });
	t_true(graph_kit_crossings(l, &k.graph) > 0);
	graph_kit_check(l, &k.graph);
	t_true(count_bridges(l) > 0);
	graph_layout_free(l);
	graph_kit_done(&k);
}

TEST(an_empty_graph_is_an_empty_picture)
{
	struct graph_kit k;

	graph_kit_init(&k);
	shows(&k, (struct graph_fit){ 80, 24 }, "");
	graph_kit_done(&k);
}

TEST(parts_lie_beside_each_other_where_they_fit)
{
	struct graph_kit k;

	graph_kit_init(&k);
	for (int i = 0; i < 3; i++)
		graph_kit_node(&k, "Lone", -1);
	shows(&k, (struct graph_fit){ 40, 0 },
	      "┌────────────┐   ┌────────────┐\n"
	      "│ ƒ Lone     │   │ ƒ Lone     │\n"
	      "│   function │   │   function │\n"
	      "└────────────┘   └────────────┘\n"
	      "\n"
	      "┌────────────┐\n"
	      "│ ƒ Lone     │\n"
	      "│   function │\n"
	      "└────────────┘\n");
	graph_kit_done(&k);
}

TEST(frames_lie_around_what_is_in_them)
{
	struct graph_kit k;
	int vpc, subnet;

	graph_kit_init(&k);
	vpc = graph_kit_group(&k, "VPC", -1);
	subnet = graph_kit_group(&k, "subnet", vpc);
	graph_kit_node(&k, "Api", -1);
	graph_kit_node(&k, "Get", subnet);
	graph_kit_edge(&k, 0, 1);
	shows(&k, (struct graph_fit){ 80, 0 },
	      "                 ╭ VPC ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╮\n"
	      "                 ╎ ╭ subnet ╌╌╌╌╌╌╌╌╌╮ ╎\n"
	      "┌────────────┐   ╎ ╎  ┌────────────┐ ╎ ╎\n"
	      "│ ƒ Api      ├───────▶│ ƒ Get      │ ╎ ╎\n"
	      "│   function │   ╎ ╎  │   function │ ╎ ╎\n"
	      "└────────────┘   ╎ ╎  └────────────┘ ╎ ╎\n"
	      "                 ╎ ╰╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╯ ╎\n"
	      "                 ╰╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╯\n");
	graph_kit_done(&k);
}

TEST(boxes_of_a_frame_that_nothing_connects_stand_in_rows)
{
	struct graph_kit k;
	int frame;

	graph_kit_init(&k);
	frame = graph_kit_group(&k, "VPC", -1);
	for (int i = 0; i < 6; i++)
		graph_kit_node(&k, arena_printf(&k.arena, "Node%d", i), frame);
	shows(&k, (struct graph_fit){ 80, 0 },
	      "╭ VPC ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╮\n"
	      "╎  ┌────────────┐     ┌────────────┐     ┌────────────┐ ╎\n"
	      "╎  │ ƒ Node0    │     │ ƒ Node1    │     │ ƒ Node2    │ ╎\n"
	      "╎  │   function │     │   function │     │   function │ ╎\n"
	      "╎  └────────────┘     └────────────┘     └────────────┘ ╎\n"
	      "╎                                                       ╎\n"
	      "╎  ┌────────────┐     ┌────────────┐     ┌────────────┐ ╎\n"
	      "╎  │ ƒ Node3    │     │ ƒ Node4    │     │ ƒ Node5    │ ╎\n"
	      "╎  │   function │     │   function │     │   function │ ╎\n"
	      "╎  └────────────┘     └────────────┘     └────────────┘ ╎\n"
	      "╰╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╯\n");
	graph_kit_done(&k);
}

TEST(what_fits_nowhere_becomes_lines_if_the_window_is_tiny)
{
	struct graph_kit k;

	graph_kit_init(&k);
	for (int i = 0; i < 4; i++)
		graph_kit_node(&k, arena_printf(&k.arena, "Step%d", i), -1);
	graph_kit_edge(&k, 0, 1);
	graph_kit_edge(&k, 1, 2)->is_async = true;
	graph_kit_edge(&k, 0, 2);
	graph_kit_edge(&k, 0, 3);
	graph_kit_edge(&k, 3, 2);
	shows(&k, (struct graph_fit){ 12, 0 },
	      "ƒ S… ─▶ ƒ S…\n"
	      "ƒ S… ┄▷ ƒ S…\n"
	      "ƒ S… ─▶ ƒ S…\n"
	      "ƒ S… ─▶ ƒ S…\n"
	      "ƒ S… ─▶ ƒ S…\n");
	shows(&k, (struct graph_fit){ 20, 0 },
	      "ƒ Step0 ─▶ ƒ Step1\n"
	      "ƒ Step1 ┄▷ ƒ Step2\n"
	      "ƒ Step0 ─▶ ƒ Step2\n"
	      "ƒ Step0 ─▶ ƒ Step3\n"
	      "ƒ Step3 ─▶ ƒ Step2\n");
	graph_kit_done(&k);
}

TEST(the_direction_is_what_fits_the_window)
{
	struct graph_kit k;
	struct graph_layout *l;

	graph_kit_init(&k);
	for (int i = 0; i < 7; i++)
		graph_kit_node(&k, "AFunction", -1);
	for (int i = 1; i < 7; i++)
		graph_kit_edge(&k, i - 1, i);
	l = graph_layout_new(&k.graph, &(struct graph_fit){ 132, 0 });
	t_int(graph_layout_form(l), GRAPH_ACROSS);
	t_true(graph_layout_width(l) <= 132);
	graph_layout_free(l);
	l = graph_layout_new(&k.graph, &(struct graph_fit){ 60, 0 });
	t_int(graph_layout_form(l), GRAPH_DOWN);
	graph_layout_free(l);
	/* Fits nowhere: a size of its own, and a way to look at each box. */
	l = graph_layout_new(&k.graph, &(struct graph_fit){ 60, 10 });
	t_true(graph_layout_height(l) > 10 || graph_layout_width(l) > 60);
	for (size_t i = 0; i < 7; i++) {
		struct graph_point at = graph_layout_look_at(l, i, 10, 60);
		struct graph_rect r = graph_layout_box(l, i);

		t_true(at.y >= 0 && at.x >= 0);
		t_true(r.y >= at.y && r.y + r.height <= at.y + 10);
		t_true(r.x >= at.x && r.x + r.width <= at.x + 60);
	}
	graph_layout_free(l);
	graph_kit_done(&k);
}

static void cut_is(const char *name, int cells, const char *expected)
{
	struct arena a;

	arena_init(&a);
	t_str(graph_name_cut(&a, name, cells, CUT_MIDDLE), expected);
	arena_done(&a);
}

TEST(long_names_lose_their_middle)
{
	cut_is("Resize", 6, "Resize");
	cut_is("GetProductByIdFunction", 18, "GetProduc…Function");
	cut_is("GetProductByIdFunction", 3, "Ge…");
	cut_is("productsofeverykind", 9, "prod…kind");
	cut_is("日本語日本語", 9, "日本…本語");
}

static void broken_is(const char *name, int room, int most, const char *expected)
{
	struct line lines[GRAPH_NAME_LINES];
	struct arena a;
	struct buf b;
	size_t n;

	arena_init(&a);
	buf_init(&b);
	n = graph_name_break(&a, name, room, most, lines);
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s%.*s", i ? "|" : "", (int)lines[i].len, lines[i].text);
	t_str(buf_str(&b), expected);
	buf_done(&b);
	arena_done(&a);
}

TEST(long_names_are_broken_between_their_words)
{
	broken_is("Resize", 6, 1, "Resize");
	broken_is("SiteDistribution", 13, 4, "Site|Distribution");
	broken_is("ApiGateway4XXErrorsAlarm", 13, 4, "ApiGateway4XX|ErrorsAlarm");
	broken_is("DynamoDBErrorsAlarm", 12, 4, "DynamoDB|ErrorsAlarm");
	broken_is("my-first-queue", 9, 4, "my-first-|queue");
	/* A word that no line can hold is cut where the line is full. */
	broken_is("StateMachinereserveHandler", 12, 4, "StateMachine|reserve|Handler");
	broken_is("abcdefghij", 4, 3, "abcd|efgh|ij");
	broken_is("abcdefghij", 4, 2, "");
	broken_is("日本語日本語", 5, 3, "日本|語日|本語");
}

TEST(a_name_that_is_too_long_for_its_lines_is_cut_to_fill_them)
{
	struct graph_kit k;

	graph_kit_init(&k);
	graph_kit_node(&k, "AnUncommonlyLongNameThatHasGotMuchMoreWordsThanAnyBoxOfAPictureCanEver"
			   "HoldInItsThreeLinesOfText", -1);
	shows(&k, (struct graph_fit){ 80, 0 },
	      "┌──────────────────────────┐\n"
	      "│ ƒ AnUncommonlyLongNameTh │\n"
	      "│   atHasGotMuc…CanEverHol │\n"
	      "│   dInItsThreeLinesOfText │\n"
	      "│   function               │\n"
	      "└──────────────────────────┘\n");
	graph_kit_done(&k);
}

/* Eleven alarms of one topic: not one column of them. */
TEST(what_would_be_a_tall_column_is_spread_over_others)
{
	struct graph_kit k;
	struct graph_layout *l;
	int topic, columns[4] = { 0 }, n_columns = 0;

	graph_kit_init(&k);
	topic = graph_kit_node(&k, "Topic", -1);
	for (int i = 0; i < 11; i++)
		graph_kit_edge(&k, graph_kit_node(&k, "Alarm", -1), topic);
	l = graph_layout_new(&k.graph, &(struct graph_fit){ 80, 0 });
	graph_kit_check(l, &k.graph);
	t_int(graph_layout_form(l), GRAPH_ACROSS);
	for (size_t i = 0; i < 12; i++) {
		int x = graph_layout_box(l, i).x, c = 0;

		while (c < n_columns && columns[c] != x)
			c++;
		if (c == n_columns)
			columns[n_columns++] = x;
	}
	t_int(n_columns, 3);
	t_true(graph_layout_height(l) < 11 * 4);
	graph_layout_free(l);
	graph_kit_done(&k);
}

/* A function that is started by a queue and starts the workflow that fills it again. */
TEST(where_edges_form_a_ring_a_lookup_runs_back)
{
	struct graph_kit k;
	struct graph_layout *l;

	graph_kit_init(&k);
	for (int i = 0; i < 3; i++)
		graph_kit_node(&k, "N", -1);
	graph_kit_edge(&k, 0, 1)->is_lookup = true;
	graph_kit_edge(&k, 1, 2);
	graph_kit_edge(&k, 2, 0);
	l = graph_layout_new(&k.graph, &(struct graph_fit){ 80, 0 });
	t_true(graph_layout_box(l, 1).x < graph_layout_box(l, 2).x);
	t_true(graph_layout_box(l, 2).x < graph_layout_box(l, 0).x);
	graph_layout_free(l);
	graph_kit_done(&k);
}

TEST(work_flows_from_a_queue_to_the_function_that_polls_it)
{
	struct arch *a = graph_kit_arch("v1-sqs-lambda");
	struct graph_layout *l;
	const struct graph *g;
	struct arena m;

	arena_init(&m);
	g = graph_of_arch(&m, a, NULL);
	l = graph_layout_new(g, &(struct graph_fit){ 80, 0 });
	t_int(g->n_edges, 1);
	t_str(g->nodes[g->edges[0].from].kind, "queue");
	t_true(graph_layout_box(l, (size_t)g->edges[0].from).x <
	       graph_layout_box(l, (size_t)g->edges[0].to).x);
	graph_layout_free(l);
	arena_done(&m);
	arch_free(a);
}

TEST(different_names_stay_different_when_cut)
{
	static const char *const names[] = { "EventRuleBlueBank", "EventRuleRedBank",
					     "EventRuleGreenBank", "Api" };
	struct graph_kit k;
	const int cells[] = { 11, 11, 11, 11 };
	const char *shown[4];

	graph_kit_init(&k);
	for (int i = 0; i < 4; i++)
		graph_kit_node(&k, names[i], -1);
	graph_names_cut(&k.arena, &k.graph, cells, shown);
	for (int i = 0; i < 4; i++) {
		t_true(utf8_cells(shown[i], strlen(shown[i])) <= 11);
		for (int j = 0; j < i; j++)
			t_true(strcmp(shown[i], shown[j]) != 0);
	}
	graph_kit_done(&k);
}

TEST(each_kind_has_an_icon_of_one_cell_with_an_ascii_form)
{
	for (int i = 0; i < N_ARCH_KINDS; i++) {
		const char *icon = graph_kind_icon((enum arch_kind)i);
		char32_t cp;

		t_int(utf8_decode(icon, strlen(icon), &cp), strlen(icon));
		t_int(utf8_cp_cells(cp), 1);
		t_true(i == ARCH_SEARCH || ascii_of(cp) != '?');
	}
}

/* Swapping two resources that play the same part changes names only. */
TEST(equals_may_be_listed_in_any_order)
{
	struct graph_kit k;
	struct graph_layout *l, *swapped;

	graph_kit_init(&k);
	for (int i = 0; i < 6; i++)
		graph_kit_node(&k, i == 2 ? "Two" : i == 3 ? "Three" : "Other", -1);
	for (int i = 1; i < 5; i++) {
		graph_kit_edge(&k, 0, i);
		graph_kit_edge(&k, i, 5);
	}
	l = graph_layout_new(&k.graph, &(struct graph_fit){ 80, 0 });
	k.nodes[2].name = "Three";
	k.nodes[3].name = "Two";
	swapped = graph_layout_new(&k.graph, &(struct graph_fit){ 80, 0 });
	for (size_t i = 0; i < 6; i++) {
		struct graph_rect a = graph_layout_box(l, i), b = graph_layout_box(swapped, i);

		t_mem(&a, &b, sizeof(a));
	}
	graph_layout_free(l);
	graph_layout_free(swapped);
	graph_kit_done(&k);
}

TEST(each_fixture_is_read_back_from_its_cells)
{
	static const struct graph_fit fits[] = { { 0, 0 }, { 132, 0 }, { 80, 0 }, { 60, 0 },
						 { 80, 24 } };

	for (const char *const *name = graph_kit_fixtures; *name; name++) {
		struct arch *a = graph_kit_arch(*name);
		struct arena m;
		const struct graph *g;

		arena_init(&m);
		g = graph_of_arch(&m, a, NULL);
		for (size_t i = 0; i < sizeof(fits) / sizeof(*fits); i++) {
			struct graph_layout *l = graph_layout_new(g, &fits[i]);

			graph_kit_check(l, g);
			graph_layout_free(l);
		}
		arena_done(&m);
		arch_free(a);
	}
}

/* dot as a yardstick: how often do its splines cross on the same graph? */
struct spline {
	int from, to;
	double x[400], y[400];
	int n;
};

static void write_dot(FILE *f, const struct graph *g)
{
	fputs("digraph g { rankdir=LR; node [shape=box];\n", f);
	for (size_t i = 0; i < g->n_nodes; i++)
		fprintf(f, "n%zu [label=\"%s\"];\n", i, g->nodes[i].name);
	for (size_t j = 0; j < g->n_edges; j++)
		fprintf(f, "n%d -> n%d;\n", g->edges[j].from, g->edges[j].to);
	fputs("}\n", f);
}

/* Ten pieces of straight line for each cubic. */
static void sample_spline(struct spline *s, const double *x, const double *y, int n)
{
	s->n = 0;
	for (int i = 0; i + 3 < n; i += 3) {
		for (int k = 0; k <= 10 && s->n < 400; k++) {
			double t = k / 10.0, u = 1 - t;

			s->x[s->n] = u * u * u * x[i] + 3 * u * u * t * x[i + 1] +
				     3 * u * t * t * x[i + 2] + t * t * t * x[i + 3];
			s->y[s->n++] = u * u * u * y[i] + 3 * u * u * t * y[i + 1] +
				       3 * u * t * t * y[i + 2] + t * t * t * y[i + 3];
		}
	}
}

static double side(double ax, double ay, double bx, double by, double cx, double cy)
{
	return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

static bool do_cross(const struct spline *s, int i, const struct spline *t, int k)
{
	double ax = s->x[i], ay = s->y[i], bx = s->x[i + 1], by = s->y[i + 1];
	double cx = t->x[k], cy = t->y[k], dx = t->x[k + 1], dy = t->y[k + 1];

	return side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy) < 0 &&
	       side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by) < 0;
}

static long count_crossings(const struct spline *s, size_t n)
{
	long crossings = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			for (int a = 0; a + 1 < s[i].n; a++)
				for (int b = 0; b + 1 < s[j].n; b++)
					crossings += do_cross(&s[i], a, &s[j], b);
	return crossings;
}

static size_t read_splines(FILE *f, struct spline *s, size_t most)
{
	char line[16384];
	size_t n_splines = 0;

	while (fgets(line, sizeof(line), f) && n_splines < most) {
		double x[128], y[128];
		char *p = line;
		int n = 0, count;

		if (strncmp(line, "edge ", 5) != 0)
			continue;
		p = strchr(strchr(p + 5, ' ') + 1, ' ');
		count = (int)strtol(p, &p, 10);
		for (; n < count && n < 128; n++) {
			x[n] = strtod(p, &p);
			y[n] = strtod(p, &p);
		}
		sample_spline(&s[n_splines++], x, y, n);
	}
	return n_splines;
}

/* -1 without dot. */
static long dot_crossings(const struct graph *g)
{
	char path[] = "/tmp/nephoscope-dot-XXXXXX", command[64];
	struct spline *s = calloc(g->n_edges + 1, sizeof(*s));
	int fd = mkstemp(path);
	long crossings = -1;
	size_t n;
	FILE *f;

	t_true(fd >= 0 && s);
	f = fdopen(fd, "w");
	write_dot(f, g);
	fclose(f);
	snprintf(command, sizeof(command), "dot -Tplain %s 2>/dev/null", path);
	f = popen(command, "r");
	t_not_null(f);
	n = read_splines(f, s, g->n_edges);
	if (pclose(f) == 0 && n == g->n_edges)
		crossings = count_crossings(s, n);
	unlink(path);
	free(s);
	return crossings;
}

/* Prints "name: N crossings, dot M"; adds to both sums. */
static bool compare_with_dot(const char *name, const struct graph *g, long *ours, long *dots)
{
	struct graph_layout *l = graph_layout_new(g, &(struct graph_fit){ 0, 0 });
	long our = graph_kit_crossings(l, g), dot = dot_crossings(g);

	graph_layout_free(l);
	if (dot < 0)
		return false;
	if (name)
		printf("# %s: %ld crossings, dot %ld\n", name, our, dot);
	*ours += our;
	*dots += dot;
	return true;
}

TEST(lines_cross_at_most_a_fifth_more_often_than_in_dot)
{
	long ours = 0, dots = 0;

	for (const char *const *name = graph_kit_fixtures; *name; name++) {
		struct arch *a = graph_kit_arch(*name);
		long our = 0, dot = 0;
		struct arena m;
		bool has_dot;

		arena_init(&m);
		has_dot = compare_with_dot(*name, graph_of_arch(&m, a, NULL), &our, &dot);
		arena_done(&m);
		arch_free(a);
		if (!has_dot) {
			printf("# skipped: dot is not installed\n");
			skip();
		}
		t_true(5 * our <= 6 * dot);
		ours += our;
		dots += dot;
	}
	for (uint64_t seed = 1; seed <= 40; seed++) {
		struct graph_kit k;
		struct prng r;

		prng_init(&r, seed);
		graph_kit_init(&k);
		graph_kit_random(&k, &r, 25, 30, true);
		compare_with_dot(NULL, &k.graph, &ours, &dots);
		graph_kit_done(&k);
	}
	printf("# with 40 random graphs of 25 nodes: %ld crossings, dot %ld\n", ours, dots);
	t_true(5 * ours <= 6 * dots);
}

static double cpu_ms(size_t n, size_t m, int runs, struct graph_fit fit)
{
	struct graph_kit k;
	struct prng r;
	clock_t start;
	double ms;

	prng_init(&r, 7);
	graph_kit_init(&k);
	graph_kit_random(&k, &r, n, m, false);
	start = clock();
	for (int i = 0; i < runs; i++)
		graph_layout_free(graph_layout_new(&k.graph, &fit));
	ms = (double)(clock() - start) * 1000 / CLOCKS_PER_SEC / runs;
	graph_kit_done(&k);
	return ms;
}

/* Figures for the reader; what is asserted is that it ends. */
TEST(large_graphs_come_to_an_end)
{
	printf("# 25 nodes, 32 edges at 80 columns: %.2f ms\n",
	       cpu_ms(25, 32, 10, (struct graph_fit){ 80, 0 }));
	printf("# 500 nodes, 700 edges: %.0f ms\n",
	       cpu_ms(500, 700, 1, (struct graph_fit){ 132, 43 }));
	printf("# 20,000 nodes, 30,000 edges: %.0f ms\n",
	       cpu_ms(20000, 30000, 1, (struct graph_fit){ 132, 43 }));
}

static double shape_ms(int n, int kind)
{
	struct graph_kit k;
	clock_t start = clock();
	struct graph_layout *l;

	graph_kit_init(&k);
	for (int i = 0; i < n; i++)
		graph_kit_node(&k, "Function", -1);
	for (int i = 1; i < n; i++) {
		if (kind == 0)
			graph_kit_edge(&k, i - 1, i);
		else if (kind == 1)
			graph_kit_edge(&k, 0, i);
		else
			graph_kit_edge(&k, (i * 7919) % (n / 2), n / 2 + i % (n / 2));
	}
	l = graph_layout_new(&k.graph, &(struct graph_fit){ 132, 43 });
	t_true(graph_layout_height(l) > 0 && graph_layout_width(l) > 0);
	graph_layout_free(l);
	graph_kit_done(&k);
	return (double)(clock() - start) * 1000 / CLOCKS_PER_SEC;
}

TEST(so_do_those_of_one_shape)
{
	static const char *const names[] = { "chain", "star", "two layers" };

	for (int kind = 0; kind < 3; kind++)
		printf("# 20,000 nodes, a %s: %.0f ms\n", names[kind], shape_ms(20000, kind));
}

TESTS(t(two_boxes_and_an_arrow), t(what_nobody_waits_for_is_dotted_with_a_hollow_head),
      t(a_loop_and_an_edge_back_are_led_around), t(a_line_that_crosses_joins_nothing),
      t(an_empty_graph_is_an_empty_picture), t(parts_lie_beside_each_other_where_they_fit),
      t(frames_lie_around_what_is_in_them),
      t(what_fits_nowhere_becomes_lines_if_the_window_is_tiny),
      t(the_direction_is_what_fits_the_window), t(long_names_lose_their_middle),
      t(long_names_are_broken_between_their_words),
      t(a_name_that_is_too_long_for_its_lines_is_cut_to_fill_them),
      t(what_would_be_a_tall_column_is_spread_over_others),
      t(boxes_of_a_frame_that_nothing_connects_stand_in_rows),
      t(where_edges_form_a_ring_a_lookup_runs_back),
      t(work_flows_from_a_queue_to_the_function_that_polls_it),
      t(different_names_stay_different_when_cut),
      t(each_kind_has_an_icon_of_one_cell_with_an_ascii_form),
      t(equals_may_be_listed_in_any_order), t(each_fixture_is_read_back_from_its_cells),
      t(lines_cross_at_most_a_fifth_more_often_than_in_dot), t(large_graphs_come_to_an_end),
      t(so_do_those_of_one_shape))
