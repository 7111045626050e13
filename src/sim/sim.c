/* SPDX-License-Identifier: MIT */
#include "sim/sim.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "sim/bounds.h"
#include "sim/client.h"
#include "sim/mapping.h"
#include "sim/retry.h"
#include "sim/service.h"
#include "sim/trace.h"

enum {
	COMPONENTS_MAX = UINT16_MAX - 1,
	MOST_CALLS = 4000000,
};

static void sdk_wake(struct sim *s, struct component *m, uint32_t call)
{
	(void)m;
	retry_wake(s, call);
}

static const struct service sdk_service = { .name = "sdk", .wake = sdk_wake };

static void add_component(struct sim *s, const struct service *service, const char *id,
			  int resource, int edge)
{
	struct component *m = &s->components[s->n_components];

	*m = (struct component){
		.wake = service->wake,
		.arrive = service->arrive,
		.reply = service->reply,
		.service = service,
		.state = service->state_bytes ? arena_zalloc(&s->arena, service->state_bytes) : NULL,
		.id = id,
		.resource = resource,
		.edge = edge,
		.index = (uint16_t)s->n_components,
		.slow = 1,
	};
	s->n_components++;
}

/* A mapping is known by the way that work takes through it. */
static const char *mapping_name(struct arena *a, const struct arch *arch, const struct arch_edge *e)
{
	return arena_printf(a, "%s>%s", arch->resources[e->to].id, arch->resources[e->from].id);
}

/*
 * Nodes become components, in the architecture's order, behind those that every
 * run has; then come the mappings, one for each edge by which somebody polls.
 */
static bool add_components(struct build *b)
{
	struct sim *s = b->sim;
	const struct arch *a = s->arch;
	size_t n = FIRST_COMPONENT;

	for (size_t i = 0; i < a->n_resources; i++)
		n += arch_is_node(&a->resources[i]);
	for (size_t i = 0; i < a->n_edges; i++)
		n += mapping_service(a, &a->edges[i]) != NULL;
	if (n > COMPONENTS_MAX) {
		diag_add(b->diags, DIAG_ERROR, 0, 0, "sim-size",
			 "%zu resources are more than a simulation can hold (%d)", n - FIRST_COMPONENT,
			 COMPONENTS_MAX - FIRST_COMPONENT);
		return false;
	}
	s->components = arena_zalloc(&s->arena, n * sizeof(*s->components));
	s->decisions = arena_zalloc(&s->arena, n * sizeof(*s->decisions));
	add_component(s, &sdk_service, "sdk", -1, -1);
	add_component(s, &client_service, "client", -1, -1);
	add_component(s, &fault_service, "fault", -1, -1);
	for (size_t i = 0; i < a->n_resources; i++)
		if (arch_is_node(&a->resources[i]))
			add_component(s, service_for(&a->resources[i]), a->resources[i].id, (int)i, -1);
	for (size_t i = 0; i < a->n_edges; i++) {
		const struct arch_edge *e = &a->edges[i];
		const struct service *service = mapping_service(a, e);

		if (service)
			add_component(s, service, mapping_name(&s->arena, a, e), -1, (int)i);
	}
	return true;
}

static void configure(struct build *b)
{
	struct sim *s = b->sim;

	for (size_t i = FIRST_COMPONENT; i < s->n_components; i++) {
		struct component *m = &s->components[i];

		if (m->service->needs_retrier)
			retrier_new(b, m);
		build_check_metadata(b, m);
		if (m->service->configure)
			m->service->configure(b, m);
	}
	for (size_t i = FIRST_COMPONENT; i < s->n_components; i++)
		if (s->components[i].service->connect)
			s->components[i].service->connect(b, &s->components[i]);
}

static void start(struct sim *s)
{
	for (size_t i = FIRST_COMPONENT; i < s->n_components; i++)
		if (s->components[i].service->start)
			s->components[i].service->start(s, &s->components[i]);
}

struct sim *sim_new(const struct arch *arch, const struct facts *facts,
		    const struct sim_options *options, struct diag_list *diags)
{
	struct sim *s = xcalloc(1, sizeof(*s));
	struct build b = { .sim = s, .diags = diags };
	size_t errors_before = diags->n_errors;

	arena_init(&s->arena);
	eventq_init(&s->queue);
	summary_init(&s->latency);
	diag_in(diags, arch->file, NULL, 0);
	s->arch = arch;
	s->facts = facts;
	s->profile = options->profile;
	s->seed = options->seed;
	s->most_events = options->most_events ? options->most_events : SIM_MOST_EVENTS;
	s->look_events = LOOK_EVENTS;
	s->most_calls = options->most_calls ? options->most_calls : MOST_CALLS;
	calls_init(s);
	s->trace = options->has_trace ? trace_new(options->sink) : NULL;
	if (add_components(&b)) {
		configure(&b);
		client_configure(&b, options);
		if (diags->n_errors == errors_before)
			fault_schedule(&b, options->faults, options->n_faults);
	}
	if (diags->n_errors > errors_before) {
		sim_free(s);
		return NULL;
	}
	start(s);
	client_start(s);
	return s;
}

void sim_free(struct sim *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->n_components; i++)
		if (s->components[i].service->done)
			s->components[i].service->done(&s->components[i]);
	calls_done(s);
	summary_done(&s->latency);
	eventq_done(&s->queue);
	trace_free(s->trace);
	arena_done(&s->arena);
	free(s);
}

/* Events until the slice ends, or there is to look whether work goes round: that must not depend on slices. */
static uint64_t next_stop(const struct sim *s, uint64_t slice_end)
{
	return s->look_events < slice_end ? s->look_events : slice_end;
}

bool sim_run_until(struct sim *s, int64_t t_ns, uint64_t most_events)
{
	uint64_t slice_end = s->most_events;
	const struct event *e;

	if (s->stopped)
		return false;
	if (most_events && most_events < s->most_events - s->n_events)
		slice_end = s->n_events + most_events;
	s->end_events = next_stop(s, slice_end);
	while ((e = eventq_peek(&s->queue)) != NULL) {
		uint32_t slot = event_slot(e);
		struct component *m;

		if (__builtin_expect((int64_t)e->at_ns > t_ns, 0)) {
			s->now_ns = s->worked_ns = t_ns;
			return true;
		}
		if (__builtin_expect(s->n_events >= s->end_events, 0)) {
			if (s->n_events >= s->most_events)
				bound_events(s);
			else if (s->n_events >= s->look_events)
				look_for_loop(s);
			if (s->stopped || s->n_events >= slice_end)
				return !s->stopped;
			s->end_events = next_stop(s, slice_end);
		}
		s->before_ns = s->worked_ns;
		s->now_ns = s->worked_ns = (int64_t)e->at_ns;
		s->n_events++;
		eventq_drop(&s->queue);
		m = component_of(s, call_at(s, slot));
		m->wake(s, m, slot);
	}
	/* Timers that nobody waited for any more do not make a run longer. */
	s->now_ns = s->worked_ns;
	return false;
}

struct run_position sim_position(const struct sim *s)
{
	return (struct run_position){ (double)s->now_ns / 1e9, s->n_events };
}

void sim_stop_by_hand(struct sim *s)
{
	sim_stop(s, "stopped by hand");
}

const struct history_event *sim_history(struct sim *s, size_t *ret_n)
{
	*ret_n = 0;
	if (!s->trace)
		return NULL;
	trace_flush(s->trace);
	return trace_events(s->trace, ret_n);
}

const char *const *sim_component_names(struct arena *a, const struct arch *arch, size_t *ret_n)
{
	const char **names = arena_alloc(a, (FIRST_COMPONENT + arch->n_resources + arch->n_edges) *
						    sizeof(*names));
	size_t n = FIRST_COMPONENT;

	names[RETRY_COMPONENT] = "sdk";
	names[CLIENT_COMPONENT] = "client";
	names[FAULT_COMPONENT] = "fault";
	for (size_t i = 0; i < arch->n_resources; i++)
		if (arch_is_node(&arch->resources[i]))
			names[n++] = arch->resources[i].id;
	for (size_t i = 0; i < arch->n_edges; i++)
		if (mapping_service(arch, &arch->edges[i]))
			names[n++] = mapping_name(a, arch, &arch->edges[i]);
	*ret_n = n;
	return names;
}
