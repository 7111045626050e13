/* SPDX-License-Identifier: MIT */
/*
 * Servers with one queue in front: containers, instances, databases, whatever
 * works on one request at a time and lets others wait. Also the M/M/c of the
 * textbooks. Properties: none of AWS's; Metadata.Nephoscope: Work (a time),
 * Servers (1), QueueLimit (none).
 */
#include "sim/service.h"

struct station {
	struct dist work;
	int64_t servers;
	uint32_t first, last, waiting;	/* calls in line */
	uint32_t most_waiting;
	uint64_t n_refused;
	struct level in_use, in_system;
	unsigned __int128 waited_ns;
	struct summary total;
};

static inline void begin(struct sim *s, struct component *m, struct station *t, uint32_t slot)
{
	t->waited_ns += (uint64_t)(s->now_ns - call_at(s, slot)->lane_ns);
	call_wake_after(s, slot, component_draw(m, &t->work), 0);
}

static void arrive(struct sim *s, struct component *m, uint32_t slot)
{
	struct station *t = m->state;
	struct call *c = call_at(s, slot);

	c->lane_ns = s->now_ns;
	if (t->in_use.now < t->servers) {
		level_add(&t->in_system, s->now_ns, 1);
		level_add(&t->in_use, s->now_ns, 1);
		begin(s, m, t, slot);
		return;
	}
	if (t->waiting == t->most_waiting) {
		t->n_refused++;
		call_reply(s, slot, OUTCOME_UNAVAILABLE, RULE_STATION_FULL);
		return;
	}
	level_add(&t->in_system, s->now_ns, 1);
	c->next = CALL_NONE;
	if (t->waiting++)
		call_at(s, t->last)->next = slot;
	else
		t->first = slot;
	t->last = slot;
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	struct station *t = m->state;

	summary_add(&t->total, s->now_ns - call_at(s, slot)->lane_ns);
	level_add(&t->in_system, s->now_ns, -1);
	if (t->waiting) {
		uint32_t next = t->first;

		t->first = call_at(s, next)->next;
		t->waiting--;
		begin(s, m, t, next);
	} else {
		level_add(&t->in_use, s->now_ns, -1);
	}
	call_reply(s, slot, OUTCOME_FINE, RULE_NONE);
}

static void configure(struct build *b, struct component *m)
{
	struct station *t = m->state;
	const struct value *meta = build_metadata(b, m);

	summary_init(&t->total);
	build_dist_text(b, m, &t->work, value_string(meta, "Work", "0ms"), "Work", "work");
	t->servers = (int64_t)build_number_in(b, m, meta, "Servers", 1, 1, 1e6);
	t->most_waiting = (uint32_t)build_number_in(b, m, meta, "QueueLimit", UINT32_MAX, 0, UINT32_MAX);
}

static void report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct station *t = m->state;

	metrics_count(out, "Completed", t->total.n);
	metrics_count(out, "Refused", t->n_refused);
	report_level(out, "InUse", &t->in_use, s->now_ns);
	report_level(out, "InSystem", &t->in_system, s->now_ns);
	metrics_number(out, "Wait", "ms", t->total.n ? (double)t->waited_ns / 1e6 / (double)t->total.n : 0);
	report_time(out, "Duration", &t->total);
}

static void done(struct component *m)
{
	struct station *t = m->state;

	summary_done(&t->total);
}

static bool takes(const struct arch_resource *r)
{
	return value_get(r->metadata, "Work");
}

const struct service station_service = {
	.name = "station",
	.state_bytes = sizeof(struct station),
	.kind = ARCH_OTHER,
	.takes = takes,
	.configure = configure,
	.arrive = arrive,
	.wake = wake,
	.ops = 1 << OP_WORK | 1 << OP_REQUEST,
	.entry_op = OP_WORK,
	.error = OUTCOME_SERVER_ERROR,
	.throttled = OUTCOME_THROTTLING,
	.denied = OUTCOME_ACCESS_DENIED,
	.down = OUTCOME_UNAVAILABLE,
	.report = report,
	.done = done,
};
