/* SPDX-License-Identifier: MIT */
#include "tests/support/fake_worker.h"

#include <string.h>

#include "sim/source.h"

struct fake {
	struct dist work;
	double errors, fatal;
	struct random random;
	uint32_t limit, running;
	struct level concurrency;
	struct summary duration;
	uint64_t n_invoked, n_errors, n_throttles, n_records;
};

static void arrive(struct sim *s, struct component *m, uint32_t slot)
{
	struct fake *f = m->state;
	struct call *c = call_at(s, slot);

	if (f->limit && f->running >= f->limit) {
		f->n_throttles++;
		call_reply(s, slot, OUTCOME_TOO_MANY_REQUESTS, RULE_NONE);
		return;
	}
	if (random_coin(&f->random, f->fatal)) {
		call_reply(s, slot, OUTCOME_NOT_FOUND, RULE_NONE);
		return;
	}
	f->running++;
	f->n_invoked++;
	f->n_records += c->b ? c->b : 1;
	level_to(&f->concurrency, s->now_ns, f->running);
	c->lane_ns = s->now_ns;
	call_wake_after(s, slot, component_draw(m, &f->work), 0);
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	struct fake *f = m->state;
	const struct call *c = call_at(s, slot);
	bool fails = c->flags & CALL_FAILS ||
		     (!(c->flags & CALL_REPORTS_ITEMS) && random_coin(&f->random, f->errors));

	f->running--;
	f->n_errors += fails;
	level_to(&f->concurrency, s->now_ns, f->running);
	summary_add(&f->duration, s->now_ns - c->lane_ns);
	call_reply(s, slot, fails ? OUTCOME_FUNCTION_ERROR : OUTCOME_FINE, RULE_NONE);
}

static bool record_fails(struct component *m)
{
	struct fake *f = m->state;

	return random_coin(&f->random, f->errors);
}

static void configure(struct build *b, struct component *m)
{
	struct fake *f = m->state;
	const struct value *p = build_properties(b, m);

	build_dist_text(b, m, &f->work, value_string(p, "Duration", "0ms"), "Duration", "work");
	share_parse(value_string(p, "Errors", "0"), &f->errors);
	share_parse(value_string(p, "Fatal", "0"), &f->fatal);
	f->limit = (uint32_t)build_number(b, m, "Concurrency", NULL, 0, 1e6);
	random_init(&f->random, b->sim->seed, m->id, "errors");
	summary_init(&f->duration);
}

static enum op op_for_verb(enum arch_verb verb, const char *action)
{
	(void)action;
	return verb == VERB_INVOKES ? OP_INVOKE : OP_INVOKE_ASYNC;
}

static void report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct fake *f = m->state;

	metrics_count(out, "Invocations", f->n_invoked);
	metrics_count(out, "Errors", f->n_errors);
	metrics_count(out, "Throttles", f->n_throttles);
	metrics_count(out, "Records", f->n_records);
	report_time(out, "Duration", &f->duration);
	report_level(out, "ConcurrentExecutions", &f->concurrency, s->now_ns);
}

static void done(struct component *m)
{
	summary_done(&((struct fake *)m->state)->duration);
}

static bool takes(const struct arch_resource *r)
{
	return !strcmp(r->type, "Test::Function");
}

const struct service fake_worker_service = {
	.name = "fake",
	.state_bytes = sizeof(struct fake),
	.kind = ARCH_FUNCTION,
	.takes = takes,
	.configure = configure,
	.arrive = arrive,
	.wake = wake,
	.ops = 1 << OP_INVOKE | 1 << OP_INVOKE_ASYNC,
	.op_for = op_for_verb,
	.error = OUTCOME_FUNCTION_ERROR,
	.throttled = OUTCOME_TOO_MANY_REQUESTS,
	.denied = OUTCOME_ACCESS_DENIED,
	.down = OUTCOME_UNAVAILABLE,
	.record_fails = record_fails,
	.report = report,
	.done = done,
};

extern const struct service bus_service, dynamodb_service, kinesis_service, pipe_service,
	rule_service, schedule_service, sns_service, sqs_service, station_service;

const struct service *const service_table[] = {
	&fake_worker_service,
	&bus_service,
	&dynamodb_service,
	&kinesis_service,
	&pipe_service,
	&rule_service,
	&schedule_service,
	&sns_service,
	&sqs_service,
	&station_service,
	&other_service,
	NULL,
};

const struct service *service_for(const struct arch_resource *r)
{
	for (const struct service *const *p = service_table; *p; p++)
		if ((*p)->takes ? (*p)->takes(r) : (*p)->kind == r->kind)
			return *p;
	return &other_service;
}

enum op op_for(enum arch_verb verb, const char *action, const struct component *to)
{
	return to->service->op_for ? to->service->op_for(verb, action) : OP_WORK;
}
