/* SPDX-License-Identifier: MIT */
#include "sim/runs.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/prng.h"
#include "base/xalloc.h"

enum { SLICE_EVENTS = 1 << 18, WATCH_MS = 100 };

struct crew {
	const struct arch *arch;
	const struct facts *facts;
	const struct sim_options *options;
	unsigned n_runs;
	struct run **results;

	pthread_mutex_t mutex;
	pthread_cond_t changed;
	unsigned next, n_ended;		/* runs taken, runs ended */
	bool is_cancelled;
	uint64_t events;		/* of all runs so far */
	double simulated_s;		/* of the run that is furthest */
};

uint64_t runs_seed(uint64_t seed, unsigned i)
{
	struct prng split;

	if (!i)
		return seed;
	prng_init(&split, seed + i * UINT64_C(0xd1342543de82ef95));
	return prng_next(&split);
}

static int64_t end_ns(const struct sim_options *o)
{
	return o->until_ns ? o->until_ns : INT64_MAX;
}

/* Tells how far a run is; false when all are to stop. */
static bool tell(struct crew *c, const struct run_position *before, const struct run_position *now)
{
	bool go_on;

	pthread_mutex_lock(&c->mutex);
	c->events += now->events - before->events;
	if (now->simulated_s > c->simulated_s)
		c->simulated_s = now->simulated_s;
	go_on = !c->is_cancelled;
	pthread_mutex_unlock(&c->mutex);
	return go_on;
}

static struct run *run_one(struct crew *c, unsigned i)
{
	struct sim_options o = *c->options;
	struct run_position before = { 0 }, now = { 0 };
	struct diag_list diags;
	struct sim *s;
	struct run *r;
	bool is_more, go_on = true;

	o.seed = runs_seed(c->options->seed, i);
	diag_list_init(&diags);
	s = sim_new(c->arch, c->facts, &o, &diags);
	diag_list_done(&diags);
	do {
		is_more = sim_run_until(s, end_ns(&o), SLICE_EVENTS);
		before = now;
		now = sim_position(s);
		go_on = tell(c, &before, &now);
	} while (is_more && go_on && now.simulated_s * 1e9 < (double)end_ns(&o));
	if (!go_on)
		sim_stop_by_hand(s);
	r = sim_result(s);
	if (i == 0 && o.has_trace) {
		size_t n;

		sim_history(s, &n);
	}
	sim_free(s);
	return r;
}

static void *work(void *arg)
{
	struct crew *c = arg;

	for (;;) {
		unsigned i;
		struct run *r;

		pthread_mutex_lock(&c->mutex);
		i = c->is_cancelled && c->next ? c->n_runs : c->next++;
		pthread_mutex_unlock(&c->mutex);
		if (i >= c->n_runs)
			return NULL;
		r = run_one(c, i);
		pthread_mutex_lock(&c->mutex);
		c->results[i] = r;
		c->n_ended++;
		pthread_cond_signal(&c->changed);
		pthread_mutex_unlock(&c->mutex);
	}
}

static void wait_a_little(struct crew *c)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	t.tv_nsec += WATCH_MS * NS_PER_MS;
	if (t.tv_nsec >= NS_PER_S) {
		t.tv_nsec -= NS_PER_S;
		t.tv_sec++;
	}
	pthread_cond_timedwait(&c->changed, &c->mutex, &t);
}

/* Until all runs have ended: asks the watch whether to go on. */
static void watch_crew(struct crew *c, const struct runs_watch *watch)
{
	pthread_mutex_lock(&c->mutex);
	while (c->n_ended < (c->is_cancelled ? c->next < c->n_runs ? c->next : c->n_runs : c->n_runs)) {
		double simulated_s;
		uint64_t events;

		wait_a_little(c);
		simulated_s = c->simulated_s;
		events = c->events;
		pthread_mutex_unlock(&c->mutex);
		if (watch && !watch->go_on(watch->self, simulated_s, events)) {
			pthread_mutex_lock(&c->mutex);
			c->is_cancelled = true;
			continue;
		}
		pthread_mutex_lock(&c->mutex);
	}
	pthread_mutex_unlock(&c->mutex);
}

/* Two-sided 95 % quantile of Student's t; the normal one plus Cornish and Fisher's first terms. */
static double t_quantile(unsigned degrees)
{
	static const double exact[] = { 0, 12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365,
					2.306, 2.262, 2.228 };
	double z = 1.959964, z3 = z * z * z, d = degrees;

	if (degrees < sizeof(exact) / sizeof(*exact))
		return exact[degrees];
	return z + (z3 + z) / (4 * d) + (5 * z3 * z * z + 16 * z3 + 3 * z) / (96 * d * d);
}

/* A figure over all runs, gathered one by one. */
struct figure {
	double sum, squares;
	unsigned n;
};

static void figure_add(struct figure *f, double x)
{
	f->n++;
	f->sum += x;
	f->squares += x * x;
}

/* Mean over all n runs: those in which the figure did not appear count as zero. */
static double figure_mean(const struct figure *f, unsigned n)
{
	return f->sum / n;
}

static double figure_half(const struct figure *f, unsigned n)
{
	double mean = f->sum / n, variance;

	if (n < 2)
		return 0;
	variance = (f->squares - mean * mean * n) / (n - 1);
	return variance > 0 ? t_quantile(n - 1) * sqrt(variance / n) : 0;
}

static void merge_metric(struct metric *m, struct run **runs, unsigned n, size_t component)
{
	struct figure mean = { 0 }, p50 = { 0 }, p90 = { 0 }, p99 = { 0 };
	uint64_t count = 0;
	double most = 0;

	for (unsigned i = 0; i < n; i++) {
		const struct metric *one =
			component == SIZE_MAX ? &runs[i]->latency :
						metrics_find(&runs[i]->components[component], m->name);

		if (!one)
			continue;
		figure_add(&mean, one->mean);
		figure_add(&p50, one->p50);
		figure_add(&p90, one->p90);
		figure_add(&p99, one->p99);
		count += one->count;
		most = one->most > most ? one->most : most;
	}
	m->mean = figure_mean(&mean, n);
	m->half = figure_half(&mean, n);
	m->p50 = figure_mean(&p50, n);
	m->p50_half = figure_half(&p50, n);
	m->p90 = figure_mean(&p90, n);
	m->p99 = figure_mean(&p99, n);
	m->p99_half = figure_half(&p99, n);
	m->most = most;
	m->count = count / n;
}

static void merge_outcomes(struct run *into, struct run **runs, unsigned n)
{
	struct run_outcome *all = arena_alloc(&into->arena, N_OUTCOMES * sizeof(*all));
	size_t n_all = 0;

	for (unsigned i = 0; i < n; i++) {
		for (size_t k = 0; k < runs[i]->n_outcomes; k++) {
			const char *name = runs[i]->outcomes[k].name;
			struct figure f = { 0 };
			bool is_known = false;

			for (size_t j = 0; j < n_all && !is_known; j++)
				is_known = !strcmp(all[j].name, name);
			for (unsigned r = i; r < n && !is_known; r++)
				for (size_t j = 0; j < runs[r]->n_outcomes; j++)
					if (!strcmp(runs[r]->outcomes[j].name, name))
						figure_add(&f, runs[r]->outcomes[j].count);
			if (!is_known)
				all[n_all++] = (struct run_outcome){
					.name = arena_strdup(&into->arena, name),
					.count = figure_mean(&f, n),
					.half = figure_half(&f, n),
				};
		}
	}
	into->outcomes = all;
	into->n_outcomes = n_all;
}

static void merge_numbers(struct run *into, struct run **runs, unsigned n)
{
	struct figure arrived = { 0 }, completed = { 0 }, simulated = { 0 }, cost = { 0 };
	struct figure held = { 0 }, held_per_s = { 0 };
	uint64_t events = 0;

	for (unsigned i = 0; i < n; i++) {
		figure_add(&arrived, runs[i]->arrived);
		figure_add(&completed, runs[i]->completed);
		figure_add(&simulated, runs[i]->simulated_s);
		figure_add(&cost, runs[i]->cost_usd);
		figure_add(&held, runs[i]->held_usd);
		figure_add(&held_per_s, runs[i]->held_usd_per_s);
		events += runs[i]->events;
		if (!into->stopped && runs[i]->stopped)
			into->stopped = arena_strdup(&into->arena, runs[i]->stopped);
	}
	into->runs = n;
	into->events = events;
	into->arrived = figure_mean(&arrived, n);
	into->completed = figure_mean(&completed, n);
	into->in_flight = into->arrived - into->completed;
	into->simulated_s = figure_mean(&simulated, n);
	into->cost_usd = figure_mean(&cost, n);
	into->cost_half = figure_half(&cost, n);
	into->held_usd = figure_mean(&held, n);
	into->held_usd_per_s = figure_mean(&held_per_s, n);
}

/* Adds up what the other runs decided; those that the first run never saw are appended. */
static void merge_decisions(struct run *into, struct run **runs, unsigned n)
{
	size_t n_most = 0, n_all = into->n_decisions;
	struct run_decision *all;

	for (unsigned i = 0; i < n; i++)
		n_most += runs[i]->n_decisions;
	all = arena_alloc(&into->arena, (n_most + 1) * sizeof(*all));
	if (n_all)
		memcpy(all, into->decisions, n_all * sizeof(*all));
	for (unsigned i = 1; i < n; i++) {
		for (size_t k = 0; k < runs[i]->n_decisions; k++) {
			const struct run_decision *d = &runs[i]->decisions[k];
			size_t j = 0;

			while (j < n_all && (all[j].rule != d->rule || strcmp(all[j].id, d->id) != 0))
				j++;
			if (j < n_all) {
				all[j].count += d->count;
				continue;
			}
			all[n_all] = *d;
			all[n_all].id = arena_strdup(&into->arena, d->id);
			all[n_all].why = arena_strdup(&into->arena, d->why);
			all[n_all].source = arena_strdup(&into->arena, d->source);
			all[n_all++].lesson = arena_strdup(&into->arena, d->lesson);
		}
	}
	for (size_t j = 0; j < n_all; j++)
		all[j].count /= n;
	into->decisions = all;
	into->n_decisions = n_all;
}

/* All into the first, which is returned; metrics by their names. */
static struct run *merge(struct run **runs, unsigned n)
{
	struct run *into = runs[0], **all = runs;

	if (n > 1) {
		merge_outcomes(into, all, n);
		for (size_t c = 0; c < into->n_components; c++) {
			struct figure cost = { 0 };

			for (size_t m = 0; m < into->components[c].n; m++) {
				struct metric merged = into->components[c].list[m];

				merge_metric(&merged, all, n, c);
				into->components[c].list[m] = merged;
			}
			for (unsigned i = 0; i < n; i++)
				figure_add(&cost, all[i]->components[c].cost_usd);
			into->components[c].cost_usd = figure_mean(&cost, n);
			into->components[c].cost_half = figure_half(&cost, n);
		}
		merge_metric(&into->latency, all, n, SIZE_MAX);
		merge_decisions(into, all, n);
		merge_numbers(into, all, n);
	}
	for (unsigned i = 1; i < n; i++)
		run_free(runs[i]);
	return into;
}

struct run *runs_make(const struct arch *arch, const struct facts *facts,
		      const struct sim_options *options, unsigned n_runs, unsigned n_threads,
		      const struct runs_watch *watch, struct diag_list *diags)
{
	struct crew c = { .arch = arch, .facts = facts, .options = options, .n_runs = n_runs };
	struct sim *probe = sim_new(arch, facts, options, diags);
	pthread_t *threads;
	struct run *r;
	unsigned n_done = 0;

	if (!probe)
		return NULL;
	sim_free(probe);
	c.results = xcalloc(n_runs, sizeof(*c.results));
	if (n_threads > n_runs)
		n_threads = n_runs;
	threads = xcalloc(n_threads, sizeof(*threads));
	pthread_mutex_init(&c.mutex, NULL);
	pthread_cond_init(&c.changed, NULL);
	for (unsigned i = 0; i < n_threads; i++)
		if (pthread_create(&threads[i], NULL, work, &c)) {
			if (!i)
				work(&c);
			n_threads = i;
		}
	watch_crew(&c, watch);
	for (unsigned i = 0; i < n_threads; i++)
		pthread_join(threads[i], NULL);
	while (n_done < n_runs && c.results[n_done])
		n_done++;
	r = merge(c.results, n_done);
	pthread_mutex_destroy(&c.mutex);
	pthread_cond_destroy(&c.changed);
	free(threads);
	free(c.results);
	return r;
}
