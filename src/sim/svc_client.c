/* SPDX-License-Identifier: MIT */
#include "sim/client.h"

#include <math.h>
#include <string.h>

#include "sim/lambda.h"
#include "sim/retry.h"

enum { AT_ONCE = 4096 };

/* Of arrivals, when nobody says. */
static const int64_t DEFAULT_DURATION_NS = SIM_DURATION_S * NS_PER_S;

/* A workload while it runs. */
struct source {
	struct workload w;
	struct call request;		/* what each arrival is a copy of */
	struct timer timer;
	struct random random;
	uint64_t left;			/* arrivals still to come; UINT64_MAX = no limit */
	size_t piece;
	double next_ns;			/* of the next arrival, with its fraction */
	double end_ns;			/* no arrival from here on */
	double mean_gap_ns;		/* of a rate that never changes; 0 = by pieces */
};

struct client {
	struct source *sources;
	size_t n;
	bool is_sdk;
	bool has_duration;		/* it was asked for: counted workloads keep to it too */
};

static double rate_at(const struct rate_piece *p, double t_ns)
{
	if (p->from_per_s == p->to_per_s || p->to_ns == INT64_MAX)
		return p->from_per_s;
	return p->from_per_s + (p->to_per_s - p->from_per_s) * (t_ns - (double)p->from_ns) /
				       (double)(p->to_ns - p->from_ns);
}

/* The gap to the next arrival when the rate stays as it is: Poisson, or even. */
static double gap_ns(struct source *o, double per_s)
{
	return (o->w.is_constant ? 1 : random_exp(&o->random)) * 1e9 / per_s;
}

/*
 * Even arrivals come at the end of each gap, the last one at the very end, so that 20 a second
 * for 10 s are 200. Half a nanosecond takes up what adding the gaps rounds.
 */
static bool is_over(const struct source *o, double t_ns, double end_ns)
{
	return o->w.is_constant ? t_ns > end_ns + 0.5 : t_ns >= end_ns;
}

/*
 * Moves next_ns to the next arrival. On a ramp by thinning: candidates come at
 * the piece's highest rate and are kept with the share of the rate at their
 * time (constant ones: at the rate where they are). False when no piece is left.
 */
static bool advance_pieces(struct source *o)
{
	while (o->piece < o->w.n_pieces) {
		const struct rate_piece *p = &o->w.pieces[o->piece];
		double most = fmax(p->from_per_s, p->to_per_s), t = o->next_ns;
		bool is_ramp = p->from_per_s != p->to_per_s;

		if (t < (double)p->from_ns)
			t = (double)p->from_ns;
		for (;;) {
			if (most <= 0 || is_over(o, t, (double)p->to_ns))
				break;
			t += gap_ns(o, o->w.is_constant ? fmax(rate_at(p, t), most * 1e-3) : most);
			if (is_over(o, t, (double)p->to_ns))
				break;
			if (!is_ramp || o->w.is_constant ||
			    random_unit(&o->random) * most < rate_at(p, t)) {
				o->next_ns = t;
				return true;
			}
		}
		o->next_ns = (double)p->to_ns;
		o->piece++;
	}
	return false;
}

static inline bool advance(struct source *o)
{
	if (__builtin_expect(o->mean_gap_ns == 0, 0))
		return advance_pieces(o);
	o->next_ns += (o->w.is_constant ? 1 : random_exp(&o->random)) * o->mean_gap_ns;
	return true;
}

static inline void arrive_one(struct sim *s, const struct source *o)
{
	uint32_t slot = call_take(s);
	struct call *c = call_at(s, slot);

	*c = o->request;
	c->start_ns = s->now_ns;
	c->request = (uint32_t)s->n_arrived++;
	call_send(s, slot);
}

/* The next arrival's event; none when the workload is over. */
static inline void schedule(struct sim *s, struct source *o)
{
	if (!o->left || !advance(o) || is_over(o, o->next_ns, o->end_ns))
		return;
	eventq_push(&s->queue, (int64_t)o->next_ns, o->timer.slot);
}

/*
 * All that is left, a batch at a time, so that a run can be stopped in between; each is an
 * event to the bound. Where a batch ends must not depend on the slices of the run.
 */
static void arrive_at_once(struct sim *s, struct source *o)
{
	for (int i = 0; i < AT_ONCE; i++) {
		o->left--;
		arrive_one(s, o);
		if (!o->left || s->stopped)
			return;
		if (++s->n_events >= s->most_events)
			break;
	}
	eventq_push(&s->queue, s->now_ns, o->timer.slot);
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	struct client *k = m->state;
	struct source *o = &k->sources[call_at(s, slot)->a];

	if (!o->w.n_pieces) {
		arrive_at_once(s, o);
		return;
	}
	o->left--;
	schedule(s, o);
	arrive_one(s, o);
}

/* The key by which the target's service knows what a request asks for. */
static uint32_t address(struct build *b, const struct component *m, const struct workload *w)
{
	return m->service->address ? m->service->address(b, m, w) : 0;
}

/* Complains about a workload of which nothing would arrive. */
static void check_start(struct build *b, const struct client *k, const struct workload *w)
{
	int64_t end_ns = w->count && !k->has_duration ? INT64_MAX : b->sim->arrivals_end_ns;

	if (w->n_pieces && w->at_ns >= end_ns)
		diag_hint(b->diags,
			  diag_add(b->diags, DIAG_ERROR, 0, 0, "sim-request",
				   "\"%s\" begins at %g s, but nothing arrives after %g s", w->request,
				   (double)w->at_ns / 1e9, (double)end_ns / 1e9),
			  "let it begin earlier, or set a longer --duration");
}

static void add_source(struct build *b, struct client *k, const struct workload *w,
		       struct component *target)
{
	struct source *o = &k->sources[k->n];

	check_start(b, k, w);
	o->w = *w;
	o->request = (struct call){
		.at = target->index,
		.from = CLIENT_COMPONENT,
		.to = target->index,
		.op = (uint8_t)w->op,
		.attempt = 1,
		.flags = k->is_sdk ? CALL_RETRIES : 0,
		.bytes = w->bytes & CALL_BYTES_MAX,
		.key = address(b, target, w),
	};
	o->left = w->count ? w->count : w->n_pieces ? UINT64_MAX : 1;
	o->next_ns = (double)w->at_ns;
	o->end_ns = w->count && !k->has_duration ? INFINITY : (double)b->sim->arrivals_end_ns;
	if (w->n_pieces == 1 && w->pieces->to_ns == INT64_MAX)
		o->mean_gap_ns = 1e9 / w->pieces->from_per_s;
	random_init(&o->random, b->sim->seed, target->id, arena_printf(&b->sim->arena, "arrivals %zu", k->n));
	timer_init(b->sim, &o->timer, CLIENT_COMPONENT, 0, (uint32_t)k->n);
	k->n++;
}

static void no_target(struct build *b, const struct workload *w)
{
	const char *nearest;
	struct diag *d;

	if (!w->target) {
		diag_hint(b->diags,
			  diag_add(b->diags, DIAG_ERROR, 0, 0, "sim-request",
				   "\"%s\": nothing in this template takes such a request", w->request),
			  "\"nephoscope graph\" shows what there is; \"nephoscope help sim\" how to ask it");
		return;
	}
	nearest = build_nearest_id(b, w->target);
	d = diag_add(b->diags, DIAG_ERROR, 0, 0, "sim-request", "\"%s\": the template has no %s",
		     w->request, w->target);
	if (nearest)
		diag_hint(b->diags, d, "did you mean %s?", nearest);
}

/* Where a request that names nobody goes first: an API, a CDN, a load balancer, anything else. */
static int door_rank(const struct sim *s, const struct component *m)
{
	switch (s->arch->resources[m->resource].kind) {
	case ARCH_API:
		return 0;
	case ARCH_CDN:
		return 1;
	case ARCH_LOADBALANCER:
		return 2;
	default:
		return 3;
	}
}

/* The component that a workload names; what stands behind it is its path. NULL = there is none. */
static struct component *named_target(struct build *b, struct workload *w)
{
	bool has_path = !w->method && w->path && *w->path;
	const char *name = w->target;
	const char *rest = "";
	struct component *found;

	if (has_path)
		name = arena_printf(&b->sim->arena, "%s/%s", w->target, w->path);
	found = build_named(b, name, NULL, &rest);
	if (!found || (*rest && !has_path))
		return NULL;
	if (has_path)
		w->path = rest;
	if (!w->method && !*rest && lambda_is(found))
		w->path = lambda_part_named(b, name, NULL);
	w->target = found->id;
	return found;
}

/* The component that takes a request which names nobody; *ret_rival is another that could. */
static struct component *only_target(const struct build *b, const struct workload *w,
				     struct component **ret_rival)
{
	struct sim *s = b->sim;
	struct component *found = NULL;

	*ret_rival = NULL;
	for (size_t i = FIRST_COMPONENT; i < s->n_components; i++) {
		struct component *m = &s->components[i];
		int better;

		if (m->resource < 0 || !service_answers(m, w->op))
			continue;
		better = found ? door_rank(s, found) - door_rank(s, m) : 1;
		if (better >= 0)
			*ret_rival = better ? NULL : m;
		if (better > 0)
			found = m;
	}
	return found;
}

/* The component that a workload is for; complains when there is none or no single one. */
static struct component *find_target(struct build *b, struct workload *w)
{
	struct sim *s = b->sim;
	struct component *rival = NULL;
	struct component *found = w->target ? named_target(b, w) : only_target(b, w, &rival);

	diag_in(b->diags, s->arch->file, NULL, 0);
	if (rival) {
		diag_hint(b->diags,
			  diag_add(b->diags, DIAG_ERROR, 0, 0, "sim-request",
				   "\"%s\" could go to %s or to %s", w->request, found->id, rival->id),
			  "name it: \"%s %s\"", found->id, w->request);
		return NULL;
	}
	if (!found) {
		no_target(b, w);
		return NULL;
	}
	if (!service_answers(found, w->op)) {
		diag_add(b->diags, DIAG_ERROR, 0, 0, "sim-request",
			 "\"%s\": %s is a %s, which takes no such request", w->request, found->id,
			 arch_kind_name(s->arch->resources[found->resource].kind));
		return NULL;
	}
	return found;
}

/* One request at each entry. */
static void add_entries(struct build *b, struct client *k)
{
	struct sim *s = b->sim;
	bool *is_entry = arena_alloc(&s->arena, s->n_components * sizeof(*is_entry));

	client_entries(b, is_entry);

	for (size_t i = FIRST_COMPONENT; i < s->n_components; i++) {
		struct component *m = &s->components[i];
		struct workload w = { .request = m->id, .target = m->id };

		if (!is_entry[i])
			continue;
		w.op = m->service->entry ? m->service->entry(b, m, &w) : m->service->entry_op;
		if (w.op != OP_NONE)
			add_source(b, k, &w, m);
	}
}

void client_configure(struct build *b, const struct sim_options *options)
{
	struct sim *s = b->sim;
	struct component *m = &s->components[CLIENT_COMPONENT];
	struct client *k = m->state;
	size_t n = options->n_workloads > s->n_components ? options->n_workloads : s->n_components;

	k->sources = arena_zalloc(&s->arena, n * sizeof(*k->sources));
	k->is_sdk = options->is_sdk_client;
	k->has_duration = options->duration_ns;
	s->arrivals_end_ns = k->has_duration ? options->duration_ns : DEFAULT_DURATION_NS;
	if (k->is_sdk)
		retrier_new(b, m);
	for (size_t i = 0; i < options->n_workloads; i++) {
		struct workload w = options->workloads[i];
		struct component *target = find_target(b, &w);

		if (target)
			add_source(b, k, &w, target);
	}
	if (!options->n_workloads)
		add_entries(b, k);
}

void client_start(struct sim *s)
{
	struct client *k = s->components[CLIENT_COMPONENT].state;

	for (size_t i = 0; i < k->n; i++) {
		struct source *o = &k->sources[i];

		if (o->w.n_pieces)
			schedule(s, o);
		else
			eventq_push(&s->queue, o->w.at_ns, o->timer.slot);
	}
}

/* A workload's own call never waits: nothing replies to it. */
static void no_reply(struct sim *s, struct component *m, uint32_t call, const struct call *child)
{
	(void)s, (void)m, (void)call, (void)child;
}

const struct service client_service = {
	.name = "client",
	.state_bytes = sizeof(struct client),
	.wake = wake,
	.reply = no_reply,
};
