/* SPDX-License-Identifier: MIT */
/*
 * Schedules: rules with a ScheduleExpression and EventBridge Scheduler. A run
 * begins at a fixed instant (fact eventbridge.schedule.start), at which rates begin
 * to count; schedules fire as long as arrivals last, or once by hand: 'tick
 * schedule://Nightly'. Time zones other than UTC are not modelled.
 */
#include <string.h>

#include "sim/duration.h"
#include "sim/schedule_time.h"
#include "sim/svc_eventbridge.h"

enum {
	PHASE_TICK,	/* timer: the schedule is due */
	PHASE_FIRE,	/* of a tick: its delay is over */
	PHASE_DELIVER,
};

struct schedule {
	struct target_set targets;	/* first: see targets_of */
	struct schedule_time time;
	bool has_time, is_on;
	int64_t start_s;		/* of the run */
	int64_t window_ns;		/* flexible time window */
	struct dist delay;		/* within the minute */
	struct random random;
	struct timer timer;
	uint64_t n_ticks;
};

static void fire(struct sim *s, struct component *m, const struct call *event)
{
	struct schedule *d = m->state;

	d->n_ticks++;
	targets_send(s, m, &d->targets, event);
}

/* A window spreads the ticks; without one they come some seconds into their minute. */
static int64_t delay_of(struct component *m, struct schedule *d)
{
	if (d->window_ns)
		return (int64_t)(random_unit(&d->random) * (double)d->window_ns);
	return component_draw(m, &d->delay);
}

static void plan(struct sim *s, struct schedule *d)
{
	int64_t at_s, now_s = d->start_s + s->now_ns / NS_PER_S, due_ns;

	if (!d->is_on || !d->has_time || s->arrivals_end_ns == INT64_MAX ||
	    !schedule_time_next(&d->time, d->start_s, now_s, &at_s))
		return;
	if (at_s - d->start_s >= DURATION_MAX_NS / NS_PER_S)
		return;
	due_ns = (at_s - d->start_s) * NS_PER_S;
	if (due_ns < s->arrivals_end_ns)
		timer_set(s, &d->timer, due_ns);
}

static void start(struct sim *s, struct component *m)
{
	plan(s, m->state);
}

static void tick(struct sim *s, struct component *m, struct schedule *d)
{
	uint32_t slot = call_new(s, m->index, m->index, OP_NONE, CALL_NONE, REQUEST_NONE);

	sim_tell(s, slot, MOMENT_STARTED,
		 d->window_ns ? RULE_EVENTS_FLEXIBLE : RULE_EVENTS_SCHEDULE, 0);
	call_wake_after(s, slot, delay_of(m, d), PHASE_FIRE);
	plan(s, d);
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	struct schedule *d = m->state;

	switch (call_at(s, slot)->phase) {
	case PHASE_TICK:
		if (timer_is_due(s, &d->timer))
			tick(s, m, d);
		break;
	case PHASE_FIRE:
		fire(s, m, call_at(s, slot));
		call_drop(s, slot);
		break;
	case PHASE_DELIVER:
		delivery_wake(s, m, &d->targets.delivery, slot);
		break;
	}
}

static void arrive(struct sim *s, struct component *m, uint32_t slot)
{
	fire(s, m, call_at(s, slot));
	call_reply(s, slot, OUTCOME_FINE, RULE_NONE);
}

static void reply(struct sim *s, struct component *m, uint32_t call, const struct call *child)
{
	struct schedule *d = m->state;

	delivery_reply(s, m, &d->targets.delivery, call, child);
}

static void read_expression(struct build *b, struct component *m, struct schedule *d)
{
	const struct value *p = build_properties(b, m);
	const char *key = value_get(p, "ScheduleExpression") ? "ScheduleExpression" : "Schedule";
	const char *text = value_string(p, key, ""), *why = "";
	const char *zone = value_string(p, "ScheduleExpressionTimezone", "UTC");

	if (!*text)
		return;
	if (schedule_time_parse(text, &d->time, &why) == ERR_OK)
		d->has_time = true;
	else
		diag_hint(b->diags,
			  build_complain(b, m, DIAG_ERROR, value_get(p, key), "sim-schedule",
					 "%s cannot be read: \"%.80s\"", key, text), "%s", why);
	if (strcmp(zone, "UTC") != 0 && strcmp(zone, "Etc/UTC") != 0 &&
	    d->time.kind != SCHEDULE_RATE)
		build_complain(b, m, DIAG_WARNING, value_get(p, "ScheduleExpressionTimezone"),
			       "sim-not-modelled",
			       "time zones are not modelled: %.40s is taken as UTC", zone);
}

static void configure(struct build *b, struct component *m)
{
	struct schedule *d = m->state;
	const struct value *p = build_properties(b, m);
	bool is_flexible = !strcmp(value_string(p, "FlexibleTimeWindow.Mode", "OFF"), "FLEXIBLE");

	read_expression(b, m, d);
	d->is_on = strcmp(value_string(p, "State", "ENABLED"), "DISABLED") != 0 &&
		   value_bool(p, "Enabled", true);
	d->start_s = (int64_t)(build_fact(b, "eventbridge.schedule.start") * 86400);
	if (is_flexible)
		d->window_ns =
			(int64_t)build_number(b, m, "FlexibleTimeWindow.MaximumWindowInMinutes",
					      NULL, 1, build_fact(b, "scheduler.window.most")) *
			NS_PER_MIN;
	build_dist(b, m, &d->delay, "eventbridge.schedule.delay", "delay");
	random_init(&d->random, b->sim->seed, m->id, "window");
	timer_init(b->sim, &d->timer, m->index, PHASE_TICK, 0);
	targets_configure(b, m, &d->targets, PHASE_DELIVER);
}

static void connect(struct build *b, struct component *m)
{
	targets_connect(b, m, m->state);
}

/* One that is disabled can be ticked by hand, but does not fire of itself. */
static enum op entry(struct build *b, const struct component *m, struct workload *w)
{
	(void)b, (void)w;
	return ((const struct schedule *)m->state)->is_on ? OP_TICK : OP_NONE;
}

static void report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct schedule *d = m->state;

	(void)s;
	metrics_count(out, "TriggeredRules", d->n_ticks);
	targets_report(&d->targets, out);
}

const struct service schedule_service = {
	.name = "schedule",
	.state_bytes = sizeof(struct schedule),
	.needs_retrier = true,
	.kind = ARCH_SCHEDULE,
	.configure = configure,
	.connect = connect,
	.start = start,
	.arrive = arrive,
	.wake = wake,
	.reply = reply,
	.ops = 1 << OP_TICK,
	.usual_op = OP_TICK,
	.entry = entry,
	.error = OUTCOME_SERVER_ERROR,
	.throttled = OUTCOME_THROTTLING,
	.denied = OUTCOME_ACCESS_DENIED,
	.down = OUTCOME_UNAVAILABLE,
	.report = report,
};
