/* SPDX-License-Identifier: MIT */
/*
 * Rotation: createSecret makes the version AWSPENDING, setSecret gives its
 * password to the database, testSecret logs in with it, finishSecret moves
 * AWSCURRENT. A function does the steps, called once for each; without one in the
 * template AWS's own takes its time. A step that fails ends the rotation where it is; the
 * next one goes on with the version that is AWSPENDING, as AWS's templates do.
 */
#include <string.h>

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

/* "rate(4 hours)", "rate(10 days)": what is between two rotations. */
static bool read_rate(const char *text, double *ret_ns)
{
	char inside[40];
	size_t n = strlen(text);

	if (strncmp(text, "rate(", 5) != 0 || text[n - 1] != ')' || n - 6 >= sizeof(inside))
		return false;
	memcpy(inside, text + 5, n - 6);
	inside[n - 6] = '\0';
	return duration_parse(inside, NULL, ret_ns) == ERR_OK;
}

static void read_expression(struct build *b, struct component *m, const struct value *rules,
			    double *period_ns)
{
	const struct value *at = value_get(rules, "ScheduleExpression");

	if (!at || at->kind != VALUE_TEXT)
		return;
	if (!strncmp(at->text, "cron(", 5))
		diag_hint(b->diags,
			  build_complain(b, m, DIAG_WARNING, at, "sim-property",
					 "a rotation by cron() is not simulated"),
			  "add a workload: rotate secretsmanager://%s", m->id);
	else if (!read_rate(at->text, period_ns))
		diag_hint(b->diags,
			  build_complain(b, m, DIAG_ERROR, at, "sim-property",
					 "ScheduleExpression cannot be \"%.40s\"", at->text),
			  "for example rate(10 days) or rate(4 hours)");
}

/* The window: Duration, else an hour for a schedule in hours, else the day. */
static int64_t read_window(struct build *b, struct component *m, const struct value *rules,
			   int64_t period_ns)
{
	const struct value *at = value_get(rules, "Duration");
	bool is_hourly = period_ns < NS_PER_DAY;
	double ns;

	if (at && at->kind == VALUE_TEXT) {
		if (duration_parse(at->text, NULL, &ns) == ERR_OK && ns > 0 && ns <= (double)period_ns)
			return (int64_t)ns;
		build_complain(b, m, DIAG_ERROR, at, "sim-property",
			       "Duration is a window such as 3h, not longer than the schedule: \"%.40s\"",
			       at->text);
	}
	return build_fact_ns(b, is_hourly ? "secretsmanager.rotation.window.hours" :
					    "secretsmanager.rotation.window.days");
}

static void read_rules(struct build *b, struct component *m, const struct value *rules)
{
	struct secret *t = m->state;
	int64_t least = build_fact_ns(b, "secretsmanager.rotation.every.least");
	int64_t most = build_fact_ns(b, "secretsmanager.rotation.every.most");
	double period_ns = 0, days;

	if (value_number(rules, "AutomaticallyAfterDays", &days))
		period_ns = days * (double)NS_PER_DAY;
	read_expression(b, m, rules, &period_ns);
	if (period_ns == 0)
		return;
	if (period_ns < (double)least || period_ns > (double)most) {
		build_complain(b, m, DIAG_ERROR, rules, "sim-property",
			       "a secret can be rotated every 4 hours at most and every 1000 days at least");
		return;
	}
	t->period_ns = (int64_t)period_ns;
	t->window_ns = read_window(b, m, rules, t->period_ns);
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

/* At any time within the next window; none after the arrivals of a run have ended. */
static void plan(struct sim *s, struct secret *t)
{
	int64_t due_ns;

	t->next_window_ns += t->period_ns;
	due_ns = t->next_window_ns + (int64_t)(random_unit(&t->moment) * (double)t->window_ns);
	if (due_ns < s->arrivals_end_ns)
		timer_set(s, &t->schedule, due_ns);
}

void secrets_start_schedule(struct sim *s, struct component *m)
{
	struct secret *t = m->state;

	if (!t->period_ns)
		return;
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
