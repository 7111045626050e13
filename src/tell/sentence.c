/* SPDX-License-Identifier: MIT */
#include "tell/sentence.h"

#include <stdbool.h>

#include "sim/core.h"
#include "sim/sim.h"
#include "tell/figures.h"

/* Who it is in the middle of a sentence; at its start if is_first. */
static const char *who(uint16_t component, const char *const *names, bool is_first)
{
	if (component == CLIENT_COMPONENT)
		return is_first ? "The client" : "the client";
	return names[component];
}

static void add_time(struct buf *out, int64_t ns)
{
	figure_time(out, (double)ns / 1e6);
}

/* Names a throttle's limit, where the moment knows it. */
static void add_limit(struct buf *out, int64_t limit)
{
	if (limit > 0) {
		buf_adds(out, " (");
		figure_count(out, (double)limit);
		buf_addc(out, ')');
	}
}

static void say_sent(struct buf *out, const struct history_event *e, const char *from,
		     const char *to)
{
	buf_printf(out, "%s %s %s: %s", from, e->is_async ? "hands on to" : "asks", to,
		   op_name((enum op)e->op));
	if (e->attempt > 1)
		buf_printf(out, ", attempt %u", e->attempt);
	buf_addc(out, '.');
}

static void say_queued(struct buf *out, const struct history_event *e, const char *from,
		       const char *to)
{
	if (e->from != e->to && e->op == OP_INVOKE_ASYNC)
		buf_printf(out, "%s sends the event on its way to %s", from, to);
	else if (e->op == OP_INVOKE_ASYNC)
		buf_printf(out, "%s keeps the event in its own queue", to);
	else
		buf_printf(out, "The message waits in %s", to);
	if (e->value > 0) {
		buf_adds(out, e->from != e->to && e->op == OP_INVOKE_ASYNC ? ": it takes "
									   : ", hidden for ");
		add_time(out, e->value);
	}
	buf_addc(out, '.');
}

static void say_retry(struct buf *out, const struct history_event *e, const char *from,
		      const char *to)
{
	switch ((enum rule)e->rule) {
	case RULE_SDK_RETRY:
		buf_printf(out, "%s will ask %s again", from, to);
		break;
	case RULE_CDN_RETRY:
		buf_printf(out, "%s asks its origin again", to);
		break;
	case RULE_STEPS_RETRY:
		buf_printf(out, "%s will retry the state", to);
		break;
	default:
		buf_printf(out, "%s will try again", to);
		break;
	}
	if (e->value > 0) {
		buf_adds(out, " in ");
		add_time(out, e->value);
	}
	buf_addc(out, '.');
}

static void say_too_old(struct buf *out, const struct history_event *e, const char *to)
{
	buf_printf(out, "%s will not try again: too old", to);
	if (e->value > 0) {
		buf_adds(out, " in ");
		add_time(out, e->value);
	}
	buf_addc(out, '.');
}

static void say_reply(struct buf *out, const struct history_event *e, const char *to,
		      const char *from)
{
	char text[8];

	if (e->outcome == OUTCOME_NO_ANSWER)
		buf_printf(out, "%s does not answer %s in time.", to, from);
	else
		buf_printf(out, "%s answers %s: %s.", to, from,
		   outcome_text((enum outcome)e->outcome, text));
}

static void say_cold_start(struct buf *out, const struct history_event *e, const char *to)
{
	buf_printf(out, "%s has no idle environment: a cold start of ", to);
	add_time(out, e->value);
	buf_addc(out, '.');
}

static void say_throttled(struct buf *out, const struct history_event *e, const char *to)
{
	switch ((enum rule)e->rule) {
	case RULE_FAULT_DOWN:
		buf_printf(out, "%s is down.", to);
		break;
	case RULE_FAULT_ERROR:
		buf_printf(out, "%s fails.", to);
		break;
	case RULE_FAULT_DENIED:
		buf_printf(out, "%s may not be called.", to);
		break;
	case RULE_FAULT_THROTTLE:
		buf_printf(out, "%s throttles.", to);
		break;
	default:
		buf_printf(out, "%s is at its limit", to);
		add_limit(out, e->value);
		buf_adds(out, ": throttled.");
		break;
	}
}

static const char *rotation_step(int64_t step)
{
	static const char *const steps[] = { "createSecret", "setSecret", "testSecret",
					     "finishSecret" };

	return step >= 0 && step < 4 ? steps[step] : "";
}

static void say_dropped(struct buf *out, const struct history_event *e, const char *from,
			const char *to)
{
	switch ((enum rule)e->rule) {
	case RULE_WS_IDLE:
	case RULE_WS_OLD:
		buf_printf(out, "%s closes the connection.", to);
		break;
	case RULE_WS_LOST:
		buf_printf(out, "%s never runs $disconnect for it.", to);
		break;
	case RULE_SDK_QUOTA:
		buf_printf(out, "%s does not ask %s again.", from, to);
		break;
	case RULE_MAPPING_GIVE_UP:
		buf_printf(out, "%s lets the batch go: its messages come back.", to);
		break;
	case RULE_SECRETS_STEP_FAILED:
		buf_printf(out, "%s ends its rotation: %s failed.", to, rotation_step(e->value));
		break;
	default:
		buf_printf(out, "%s gives it up: it is gone.", to);
		break;
	}
}

static void say_redelivered(struct buf *out, const struct history_event *e, const char *to)
{
	if (e->rule == RULE_SQS_VISIBILITY)
		buf_printf(out, "The message is visible in %s again.", to);
	else
		buf_printf(out, "%s delivers it once more.", to);
}

static void say_execution_end(struct buf *out, const struct history_event *e, const char *to)
{
	switch ((enum outcome)e->outcome) {
	case OUTCOME_FINE:
		buf_printf(out, "%s ends: the execution succeeded.", to);
		break;
	case OUTCOME_EXECUTION_FAILED:
		buf_printf(out, "%s ends: the execution failed.", to);
		break;
	case OUTCOME_EXECUTION_TIMEOUT:
		buf_printf(out, "%s ends: the execution's time is up.", to);
		break;
	default:
		buf_printf(out, "%s ends.", to);
		break;
	}
}

static void say_state(struct buf *out, const struct history_event *e, const char *to,
		      const struct arch *arch)
{
	const char *name = arch ? sim_state_name(arch, to, e->value) : NULL;

	if (e->rule == RULE_S3_RECURSION)
		buf_printf(out, "%s: this chain of events went through %lld functions before.", to,
			   (long long)e->value);
	else if (e->value < 0)
		say_execution_end(out, e, to);
	else
		buf_printf(out, "%s enters %s.", to, name ? name : "its next state");
}

static void say_timed_out(struct buf *out, const struct history_event *e, const char *to)
{
	buf_printf(out, "%s waits no longer: the state's ", to);
	add_time(out, e->value);
	buf_adds(out, " are over.");
}

void sentence_of(struct buf *out, const struct history_event *e, const char *const *names,
		 const struct arch *arch)
{
	const char *to = who(e->to, names, true);

	switch ((enum moment)e->moment) {
	case MOMENT_SENT:
		say_sent(out, e, who(e->from, names, true), who(e->to, names, false));
		break;
	case MOMENT_REPLIED:
		say_reply(out, e, to, who(e->from, names, false));
		break;
	case MOMENT_COLD_START:
		say_cold_start(out, e, to);
		break;
	case MOMENT_STARTED:
		buf_printf(out, "%s begins its work.", to);
		break;
	case MOMENT_QUEUED:
		say_queued(out, e, who(e->from, names, true), to);
		break;
	case MOMENT_RECEIVED:
		buf_printf(out, "The message is received from %s.", to);
		break;
	case MOMENT_REDELIVERED:
		say_redelivered(out, e, to);
		break;
	case MOMENT_RETRY:
		say_retry(out, e, who(e->from, names, true), to);
		break;
	case MOMENT_TOO_OLD:
		say_too_old(out, e, to);
		break;
	case MOMENT_DEAD_LETTERED:
		buf_printf(out, "%s gives it up: it goes to where dead letters are kept.", to);
		break;
	case MOMENT_DROPPED:
		say_dropped(out, e, who(e->from, names, true), to);
		break;
	case MOMENT_THROTTLED:
		say_throttled(out, e, to);
		break;
	case MOMENT_STATE:
		say_state(out, e, to, arch);
		break;
	case MOMENT_TIMED_OUT:
		say_timed_out(out, e, to);
		break;
	case MOMENT_SCALED:
		buf_printf(out, "%s now takes %lld.", to, (long long)e->value);
		break;
	case MOMENT_ROTATED:
		buf_printf(out, "%s rotates: %s.", to, rotation_step(e->value));
		break;
	case MOMENT_ITEMS_FAILED:
		buf_printf(out, "%s hears that %lld of the batch failed.", to, (long long)e->value);
		break;
	case N_MOMENTS:
		break;
	}
}

void sentence_label(struct buf *out, const struct history_event *e)
{
	char text[8];

	if (e->moment == MOMENT_SENT)
		buf_adds(out, op_name((enum op)e->op));
	else if (e->moment == MOMENT_REPLIED)
		buf_adds(out, outcome_text((enum outcome)e->outcome, text));
	else
		buf_adds(out, moment_name((enum moment)e->moment));
}
