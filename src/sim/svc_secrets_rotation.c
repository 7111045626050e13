/* SPDX-License-Identifier: MIT */
/*
 * Rotation: createSecret makes the version AWSPENDING, setSecret gives its
 * password to the database, testSecret logs in with it, finishSecret moves
 * AWSCURRENT. A function does the steps, called once for each; without one in the
 * template AWS's own takes its time. A step that fails ends the rotation where it is; the
 * next one goes on with the version that is AWSPENDING, as AWS's templates do.
 */
#include <string.h>

#include "sim/lambda.h"
#include "sim/svc_secrets.h"

static const struct arch_resource *schedule_of(const struct build *b, const struct component *m)
{
	const struct arch *a = b->sim->arch;

	for (size_t i = 0; i < a->n_resources; i++)
		if (a->resources[i].owner == m->resource &&
		    !strcmp(a->resources[i].type, "AWS::SecretsManager::RotationSchedule"))
			return &a->resources[i];
	return NULL;
}

/* From one rotation to the next, both of them after the start; 0 if there are no two. */
static int64_t period_ns(const struct secret *t)
{
	int64_t first_s, second_s;

	if (!schedule_time_next(&t->when, t->start_s, t->start_s, &first_s) ||
	    !schedule_time_next(&t->when, t->start_s, first_s, &second_s) ||
	    second_s - first_s >= DURATION_MAX_NS / NS_PER_S)
		return 0;
	return (second_s - first_s) * NS_PER_S;
}

/* The window: Duration, else an hour for a schedule in hours, else what is left of the day (0). */
static int64_t read_window(struct build *b, struct component *m, const struct value *rules,
			   int64_t every_ns)
{
	const struct value *at = value_get(rules, "Duration");
	double ns;

	if (at && at->kind == VALUE_TEXT) {
		if (duration_parse(at->text, NULL, &ns) == ERR_OK && ns > 0 && ns <= (double)every_ns)
			return (int64_t)ns;
		build_complain(b, m, DIAG_ERROR, at, "sim-property",
			       "Duration is a window such as 3h, not longer than the schedule: \"%.40s\"",
			       at->text);
	}
	return every_ns < NS_PER_DAY ? build_fact_ns(b, "secretsmanager.rotation.window.hours") : 0;
}

/* ScheduleExpression, or the same said in days; NULL without either. */
static const char *schedule_text(struct build *b, const struct value *rules)
{
	double days;

	if (value_number(rules, "AutomaticallyAfterDays", &days))
		return arena_printf(&b->sim->arena, days == 1 ? "rate(%g day)" : "rate(%g days)", days);
	return value_string(rules, "ScheduleExpression", NULL);
}

static void read_rules(struct build *b, struct component *m, const struct value *rules)
{
	struct secret *t = m->state;
	int64_t least = build_fact_ns(b, "secretsmanager.rotation.every.least");
	int64_t most = build_fact_ns(b, "secretsmanager.rotation.every.most"), every_ns;
	const char *text = schedule_text(b, rules), *why;

	if (!text)
		return;
	t->start_s = (int64_t)(build_fact(b, "eventbridge.schedule.start") * 86400);
	if (schedule_time_parse(text, &t->when, &why) != ERR_OK || t->when.kind == SCHEDULE_AT) {
		diag_hint(b->diags,
			  build_complain(b, m, DIAG_ERROR, rules, "sim-property",
					 "ScheduleExpression cannot be \"%.40s\"", text),
			  "for example rate(10 days), rate(4 hours) or cron(0 8 1 * ? *)");
		return;
	}
	every_ns = period_ns(t);
	if (every_ns < least || every_ns > most) {
		build_complain(b, m, DIAG_ERROR, rules, "sim-property",
			       "a secret can be rotated every 4 hours at most and every 1000 days at least");
		return;
	}
	t->has_schedule = true;
	t->window_ns = read_window(b, m, rules, every_ns);
}

/* AWS names the strategy by the type of its own rotation; Metadata.Nephoscope.Users may say it too. */
static void read_users(struct build *b, struct component *m, const struct value *properties)
{
	struct secret *t = m->state;
	const struct value *at = value_get(build_metadata(b, m), "Users");
	const char *type = value_string(properties, "HostedRotationLambda.RotationType", "");

	t->is_alternating = strstr(type, "MultiUser") != NULL;
	if (!at)
		return;
	t->is_alternating = !strcmp(at->text, "alternating");
	if (!t->is_alternating && strcmp(at->text, "single") != 0)
		diag_hint(b->diags,
			  build_complain(b, m, DIAG_ERROR, at, "sim-property", "Users cannot be \"%.40s\"",
					 at->text),
			  "single or alternating");
}

/* The function that RotationLambdaARN names; else the one that the secret triggers or invokes. */
static int find_rotator(struct build *b, struct component *m, const struct value *properties)
{
	const char *id = value_ref(value_get(properties, "RotationLambdaARN"));
	struct component *to = id ? build_component(b, id) : NULL;
	const struct arch_edge *e;
	size_t i = 0;

	if (to)
		return to->index;
	while ((e = build_edge(b, m, false, &i, &to)) != NULL)
		if (to && (e->verb == VERB_TRIGGERS || e->verb == VERB_INVOKES))
			return to->index;
	return -1;
}

void secrets_configure_rotation(struct build *b, struct component *m)
{
	struct secret *t = m->state;
	const struct arch_resource *r = schedule_of(b, m);
	const struct value *properties = r ? r->properties : NULL;

	t->can_rotate = r != NULL;
	t->rotator = find_rotator(b, m, properties);
	/* The fact is the time of two steps: from the new password to the new AWSCURRENT. */
	t->step_ns = (double)build_fact_ns(b, "secretsmanager.rotation.single.gap") / 2;
	random_init(&t->failures, b->sim->seed, m->id, "steps");
	random_init(&t->moment, b->sim->seed, m->id, "rotations");
	read_users(b, m, properties);
	if (r)
		read_rules(b, m, value_get(properties, "RotationRules"));
}

void secrets_connect_rotation(struct build *b, struct component *m)
{
	struct secret *t = m->state;
	const struct component *to = t->rotator < 0 ? NULL : &b->sim->components[t->rotator];
	const struct arch_resource *r = schedule_of(b, m);

	if (r && to && lambda_is(to))
		t->rotator_key = lambda_key_named(
			b, to, value_get(r->properties, "RotationLambdaARN"), m);
}

/* At any time within the next window; none after the arrivals of a run have ended. */
static void plan(struct sim *s, struct secret *t)
{
	int64_t begins_s, window_ns = t->window_ns, due_ns;

	if (!schedule_time_next(&t->when, t->start_s, t->window_s, &begins_s) ||
	    begins_s - t->start_s >= DURATION_MAX_NS / NS_PER_S)
		return;
	t->window_s = begins_s;
	if (!window_ns)
		window_ns = NS_PER_DAY - begins_s % (NS_PER_DAY / NS_PER_S) * NS_PER_S;
	due_ns = (begins_s - t->start_s) * NS_PER_S +
		 (int64_t)(random_unit(&t->moment) * (double)window_ns);
	if (due_ns < s->arrivals_end_ns)
		timer_set(s, &t->schedule, due_ns);
}

void secrets_start_schedule(struct sim *s, struct component *m)
{
	struct secret *t = m->state;

	if (!t->has_schedule)
		return;
	t->window_s = t->start_s;
	timer_init(s, &t->schedule, m->index, SECRETS_SCHEDULE, 0);
	plan(s, t);
}

static void begin_step(struct sim *s, struct component *m)
{
	struct secret *t = m->state;
	uint32_t slot;

	sim_tell(s, t->rotation, MOMENT_ROTATED, RULE_NONE, t->step);
	if (t->rotator < 0) {
		call_wake_after(s, t->rotation, (int64_t)(t->step_ns * m->slow), SECRETS_STEP);
		return;
	}
	slot = call_new(s, m->index, (uint16_t)t->rotator, OP_INVOKE, t->rotation, REQUEST_NONE);
	call_at(s, slot)->key = t->rotator_key;
	call_at(s, slot)->flags = CALL_RETRIES;
	call_send(s, slot);
}

static void begin(struct sim *s, struct component *m, uint32_t request)
{
	struct secret *t = m->state;

	t->rotation = call_new(s, m->index, m->index, OP_TICK, CALL_NONE, request);
	t->step = STEP_CREATE;
	begin_step(s, m);
}

void secrets_schedule_due(struct sim *s, struct component *m)
{
	struct secret *t = m->state;

	plan(s, t);
	if (!t->rotation)
		begin(s, m, REQUEST_NONE);
}

void secrets_rotate(struct sim *s, struct component *m, uint32_t slot)
{
	struct secret *t = m->state;
	const struct call *c = call_at(s, slot);
	uint32_t request = c->request;
	bool fails = c->flags & CALL_FAILS;

	t->n_rotate_calls++;
	if (!t->can_rotate) {
		call_reply(s, slot, OUTCOME_INVALID_REQUEST, RULE_SECRETS_NO_ROTATION);
	} else if (!bucket_take(&t->account->rotations, s->now_ns)) {
		t->n_throttled++;
		call_reply(s, slot, OUTCOME_THROTTLING, RULE_SECRETS_ROTATE_RATE);
	} else if (t->rotation) {
		call_reply(s, slot, OUTCOME_INVALID_REQUEST, RULE_SECRETS_BUSY);
	} else {
		call_reply(s, slot, OUTCOME_FINE, RULE_NONE);
		if (!fails)
			begin(s, m, request);
	}
}

static void move_labels(struct secret *t)
{
	switch (t->step) {
	case STEP_CREATE:
		if (!t->pending)
			t->pending = ++t->newest;
		break;
	case STEP_SET:
		t->database = t->pending;
		break;
	case STEP_FINISH:
		t->current = t->pending;
		t->pending = 0;
		t->n_rotations++;
		break;
	case STEP_TEST:
	case N_STEPS:
		break;
	}
}

void secrets_step_done(struct sim *s, struct component *m, bool is_fine)
{
	struct secret *t = m->state;
	uint32_t rotation = t->rotation;

	if (is_fine) {
		move_labels(t);
		if (++t->step < N_STEPS) {
			begin_step(s, m);
			return;
		}
	} else {
		t->n_failed_rotations++;
		sim_tell(s, rotation, MOMENT_DROPPED, RULE_SECRETS_STEP_FAILED, t->step);
	}
	t->rotation = CALL_NONE;
	call_drop(s, rotation);
}
