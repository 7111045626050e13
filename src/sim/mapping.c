/* SPDX-License-Identifier: MIT */
#include "sim/mapping.h"

#include <string.h>

#include "sim/lambda.h"
#include "sim/stream.h"


/* Permissions and connectors say who may poll, not that Lambda does it for a function. */
static bool is_permission(const struct arch_edge *e)
{
	return !strcmp(e->rule, "R9") || !strcmp(e->rule, "R13");
}

/*
 * The mapping's properties, which may be among those of other evidence; NULL when there are
 * none.
 */
static const struct value *edge_details(const struct arch_edge *e)
{
	const struct value *also = value_get(e->details, "Also");

	if (!is_permission(e) || value_get(e->details, "EventSourceArn"))
		return e->details;
	for (const struct value *v = also ? also->child : NULL; v; v = v->next)
		if (value_get(v, "EventSourceArn"))
			return v;
	return NULL;
}

const struct service *mapping_service(const struct arch *a, const struct arch_edge *e)
{
	const struct arch_resource *poller = &a->resources[e->from];
	const struct source *source = service_for(&a->resources[e->to])->source;

	if (e->verb != VERB_POLLS || !source || poller->kind == ARCH_STATEMACHINE)
		return NULL;
	if (poller->kind == ARCH_FUNCTION && is_permission(e) && !edge_details(e))
		return NULL;
	return source->stream ? &mapping_stream_service : &mapping_queue_service;
}

/* Pipes keep the parameters of their source in a map that is named after its kind. */
static const struct value *pipe_parameters(const struct value *details)
{
	static const char *const names[] = {
		"SqsQueueParameters", "KinesisStreamParameters", "DynamoDBStreamParameters",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (value_get(details, names[i]))
			return value_get(details, names[i]);
	return details;
}

/* Whether it polls at all. */
bool mapping_is_on(const struct build *b, const struct component *m, const struct mapping *p)
{
	const struct arch *a = b->sim->arch;
	const struct value *pipe = a->resources[a->edges[m->edge].from].properties;

	if (p->is_pipe && !strcmp(value_string(pipe, "DesiredState", "RUNNING"), "STOPPED"))
		return false;
	return value_bool(p->how, "Enabled", true);
}

static bool reports_items(const struct value *how)
{
	const struct value *types = value_get(how, "FunctionResponseTypes");

	for (const struct value *v = types ? types->child : NULL; v; v = v->next)
		if (!strcmp(v->text, "ReportBatchItemFailures"))
			return true;
	return false;
}

static void configure_filter(struct build *b, struct component *m, struct mapping *p)
{
	struct component *source = &b->sim->components[p->source];
	const char *target = b->sim->components[p->target].id;
	const struct value *criteria = value_get(build_properties(b, m), "FilterCriteria");

	p->passes = build_share(b, source, arena_printf(&b->sim->arena, "Filter.%s", target), -1);
	if (p->passes < 0 && criteria)
		diag_hint(b->diags,
			  build_complain(
				  b, m, DIAG_NOTE, criteria, "sim-filter",
				  "FilterCriteria is there, but not how many records pass: all do"),
			  "Metadata.Nephoscope.Filter.%s of %s is their share, for example 30%%",
			  target, source->id);
	if (p->passes < 0)
		p->passes = 1;
	random_init(&p->random, b->sim->seed, m->id, "filter");
}

void mapping_configure(struct build *b, struct component *m, struct mapping *p)
{
	struct sim *s = b->sim;
	const struct arch_edge *e = &s->arch->edges[m->edge];
	const struct component *to = build_component_of(b, e->from);
	enum arch_kind kind = s->arch->resources[e->from].kind;

	p->source = build_component_of(b, e->to)->index;
	p->target = to->index;
	p->is_function = kind == ARCH_FUNCTION;
	p->is_pipe = kind == ARCH_PIPE;
	p->op = p->is_function || p->is_pipe ? OP_INVOKE : op_for(VERB_INVOKES, NULL, to);
	p->how = edge_details(e);
	if (p->is_pipe)
		p->how = pipe_parameters(p->how);
	p->reports_items = p->is_function && reports_items(p->how);
	p->most_bytes = (uint32_t)build_fact(b, "lambda.esm.sqs.batch.bytes");
	configure_filter(b, m, p);
}

/* "!Ref LiveAlias", "${Resize}:live": the alias; the function itself needs none. */
void mapping_connect(struct build *b, struct component *m, struct mapping *p)
{
	const struct component *to = &b->sim->components[p->target];

	if (lambda_is(to))
		p->key = lambda_key_named(b, to, value_get(p->how, "FunctionName"), m);
}

void mapping_limit(struct build *b, struct component *m, struct mapping *p,
		   const struct mapping_limits *limits)
{
	double window_s = build_number_in(b, m, p->how, "MaximumBatchingWindowInSeconds", 0, 0,
					  limits->window_most_s);
	double most = window_s >= 1 ? limits->batch_most : limits->batch_most_at_once;
	double normal = p->is_function || p->is_pipe ? limits->batch_default : 1;

	p->window_ns = (int64_t)(window_s * 1e9);
	p->batch = (uint32_t)build_number_in(b, m, p->how, "BatchSize", normal, 1, most);
}

void mapping_invoke(struct sim *s, struct component *m, struct mapping *p, uint32_t holder,
		    uint32_t n, uint64_t bytes, bool has_poison)
{
	uint32_t slot = call_new(s, m->index, p->target, p->op, holder, REQUEST_NONE);
	struct call *c = call_at(s, slot);

	c->b = n;
	c->key = p->key;
	c->bytes = (uint32_t)bytes & 0xffffff;
	if (p->reports_items)
		c->flags |= CALL_REPORTS_ITEMS;
	else if (has_poison)
		c->flags |= CALL_FAILS | CALL_HAS_POISON;
	p->n_invoked += n;
	call_send(s, slot);
}

bool mapping_record_fails(struct sim *s, const struct mapping *p, bool is_poison)
{
	struct component *to = &s->components[p->target];

	/*
	 * The coin is thrown for poison too, so that its share leaves the other draws as they
	 * were.
	 */
	return (to->service->record_fails && to->service->record_fails(to)) || is_poison;
}

void mapping_report(const struct mapping *p, struct metric_list *out)
{
	metrics_count(out, "PolledEventCount", p->n_polled);
	metrics_count(out, "FilteredOutEventCount", p->n_filtered);
	metrics_count(out, "InvokedEventCount", p->n_invoked);
	metrics_count(out, "FailedInvokeEventCount", p->n_failed);
	metrics_count(out, "DeletedEventCount", p->n_deleted);
	metrics_count(out, "DroppedEventCount", p->n_dropped);
	metrics_count(out, "OnFailureDestinationDeliveredEventCount", p->n_delivered);
}
