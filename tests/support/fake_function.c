/* SPDX-License-Identifier: MIT */
#include "tests/support/fake_function.h"

#include <stdlib.h>
#include <string.h>

extern const struct service alb_service, apigw_service, cloudfront_service, cognito_service;
extern const struct service station_service, waf_service, websocket_service;

/* In place of src/sim/service_table.c. */
const struct service *const service_table[] = {
	&fake_function,	     &station_service, &alb_service, &apigw_service, &cloudfront_service,
	&cognito_service,    &waf_service,     &websocket_service, &other_service, NULL,
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

struct fake {
	struct dist time;
	struct random random;
	enum outcome answer;
	double share;
	struct component *posts;
	uint64_t n_calls, n_alias, n_async, n_gone;
};

static enum outcome outcome_of(const char *name)
{
	char buf[8];
	int status = atoi(name);

	if (status)
		return (enum outcome)status;
	for (int i = OUTCOME_FINE; i < N_OUTCOMES; i++)
		if (!strcmp(outcome_text((enum outcome)i, buf), name) &&
		    (i == OUTCOME_FINE || i > OUTCOME_NAMED))
			return (enum outcome)i;
	abort();
}

static void configure(struct build *b, struct component *m)
{
	struct fake *f = m->state;
	const struct value *meta = build_metadata(b, m);

	build_dist_text(b, m, &f->time, value_string(meta, "Time", "0ms"), "Time", "time");
	random_init(&f->random, b->sim->seed, m->id, "answer");
	f->answer = outcome_of(value_string(meta, "Answer", "ok"));
	f->share = 1;
	value_number(meta, "Share", &f->share);
	f->posts = build_component(b, value_string(meta, "Posts", NULL));
}

static void end(struct sim *s, struct fake *f, uint32_t slot)
{
	bool is_told = random_coin(&f->random, f->share);

	call_reply(s, slot, is_told ? f->answer : OUTCOME_FINE, RULE_NONE);
}

static void arrive(struct sim *s, struct component *m, uint32_t slot)
{
	struct fake *f = m->state;
	struct call *c = call_at(s, slot);

	f->n_calls++;
	f->n_alias += c->key != 0;
	f->n_async += c->op == OP_INVOKE_ASYNC;
	if (c->op == OP_INVOKE_ASYNC)
		call_reply(s, slot, OUTCOME_FINE, RULE_NONE);
	else
		call_wake_after(s, slot, component_draw(m, &f->time), 0);
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	struct fake *f = m->state;

	if (f->posts)
		call_send(s, call_new(s, m->index, f->posts->index, OP_POST_TO_CONNECTION, slot,
				      REQUEST_NONE));
	else
		end(s, f, slot);
}

static void reply(struct sim *s, struct component *m, uint32_t slot, const struct call *child)
{
	struct fake *f = m->state;

	f->n_gone += child->outcome == OUTCOME_GONE;
	end(s, f, slot);
}

static uint32_t address(struct build *b, const struct component *m, const struct workload *w)
{
	(void)b, (void)m;
	return *w->path && strcmp(w->path, "prod") != 0;
}

static void report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct fake *f = m->state;

	(void)s;
	metrics_count(out, "Invocations", f->n_calls);
	metrics_count(out, "AliasInvocations", f->n_alias);
	metrics_count(out, "AsyncInvocations", f->n_async);
	metrics_count(out, "Gone", f->n_gone);
}

const struct service fake_function = {
	.name = "fake",
	.state_bytes = sizeof(struct fake),
	.kind = ARCH_FUNCTION,
	.configure = configure,
	.arrive = arrive,
	.wake = wake,
	.reply = reply,
	.ops = 1 << OP_INVOKE | 1 << OP_INVOKE_ASYNC,
	.usual_op = OP_INVOKE,
	.address = address,
	.error = OUTCOME_FUNCTION_ERROR,
	.throttled = OUTCOME_TOO_MANY_REQUESTS,
	.denied = OUTCOME_ACCESS_DENIED,
	.down = OUTCOME_SERVER_ERROR,
	.report = report,
};
