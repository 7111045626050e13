/* SPDX-License-Identifier: MIT */
/*
 * The insides of the Step Functions service: a definition as flat arrays, and
 * what runs through it. Only svc_stepfunctions*.c know this header.
 *
 * An execution is a call that the machine keeps: `a` is its own line, `b` the
 * events of its history, `key` the call that waits for its end (or, of a child
 * execution of a distributed Map, the line that does). A line is where control
 * is: the execution's own, or one branch of a Parallel, or one iteration of a
 * Map. It is a call too, whose `a` is its struct line. A line has an event
 * pending (enter, wait, retry), or waits for a child call, or for lines below it.
 */
#ifndef SIM_SVC_STEPFUNCTIONS_H
#define SIM_SVC_STEPFUNCTIONS_H

#include "sim/bucket.h"
#include "sim/service.h"

enum {
	STATE_NONE = UINT16_MAX,	/* as a Next: the end, or no such state */
	MOST_STATES = 10000,
	MOST_NESTED = 16,		/* Parallel and Map inside each other */
	MOST_RETRIERS = 8,		/* of one state */
	STATE_THE_END = -1,		/* MOMENT_STATE: the execution is over */
};

enum state_type {
	STATE_PASS,
	STATE_TASK,
	STATE_CHOICE,
	STATE_WAIT,
	STATE_SUCCEED,
	STATE_FAIL,
	STATE_PARALLEL,
	STATE_MAP,
	N_STATE_TYPES
};

/*
 * The name of an error, as a number: one of these, an outcome of a call
 * (ERROR_OUTCOME + outcome), or a name that the definition or the metadata uses
 * (ERROR_CUSTOM + its index).
 */
enum {
	ERROR_NONE,
	ERROR_ALL,
	ERROR_TASK_FAILED,
	ERROR_TIMEOUT,
	ERROR_HEARTBEAT,
	ERROR_DATA_LIMIT,
	ERROR_RUNTIME,
	ERROR_NO_CHOICE,
	ERROR_PERMISSIONS,
	ERROR_BRANCH_FAILED,
	ERROR_TOLERANCE,
	ERROR_HTTP_SOCKET,
	N_ERRORS,
	ERROR_OUTCOME = 16,
	ERROR_CUSTOM = ERROR_OUTCOME + N_OUTCOMES,
};

/* One rule of a Retry. */
struct retry_rule {
	uint32_t first_name, n_names;	/* in machine.names */
	uint16_t most;			/* MaxAttempts; UINT16_MAX and above: without end */
	bool is_full;			/* JitterStrategy FULL */
	double interval_ns, factor, most_ns;
};

struct catch_rule {
	uint32_t first_name, n_names;
	uint16_t next;
};

/* One way out of a Choice. */
struct option {
	double up_to;			/* shares up to and with this one */
	uint16_t next;			/* STATE_NONE: no rule matches */
};

/* What a task does beside the call itself. */
enum task_flag {
	TASK_CALLS = 1,			/* there is a component to call */
	TASK_WAITS = 2,			/* and then time passes: a token's answer, a job; or that is all there is */
	TASK_NESTED = 4,		/* startExecution.sync: the reply comes at the execution's end */
	TASK_SUBMITS = 8,		/* history has a TaskSubmitted */
	TASK_NEVER = 16,		/* nobody answers the token */
};

struct state {
	const char *name;
	uint8_t type;			/* enum state_type */
	uint8_t task;			/* enum task_flag */
	uint8_t op;
	uint8_t n_retries, n_catches;
	bool is_distributed, is_express;	/* of a Map: its child executions */
	bool is_too_large;		/* its output */
	bool has_limit;
	uint16_t next;
	uint16_t to;
	uint32_t first_retry, first_catch;
	uint32_t first_branch, n_branches;	/* in machine.branches; a Map has one */
	uint32_t first_option, n_options;
	uint32_t first_error, n_errors;	/* names of a task's failures in turn; of a Fail */
	uint16_t limit_error, limit_rule;
	uint32_t key;
	uint32_t n_items, most_at_once;
	uint32_t most_failed;		/* tolerated items of a distributed Map */
	double error_share;		/* of what happens outside */
	int64_t wait_ns;
	struct dist *time;		/* of TASK_WAITS */
	struct lane limit;		/* lines whose task may take this long */
};

/* One line of control, one cache line. */
struct line {
	uint32_t call;
	uint32_t execution;		/* its call */
	uint32_t up;			/* line that waits for it; 0 = none */
	uint32_t down;			/* first of the lines that it waits for */
	uint32_t prev, next;		/* beside it; free list */
	uint32_t n_open, n_left;	/* lines below it that run, that are yet to start */
	uint32_t n_failed;
	uint16_t state;
	uint16_t retries[MOST_RETRIERS];	/* used in this state, by rule */
};

/* Limits that all state machines of the account share. */
struct steps_account {
	struct bucket standard_start, express_start, transitions;
	uint32_t n_open, most_open;
};

/* Numbers that child executions count apart. */
struct tally {
	uint64_t n_started, n_succeeded, n_failed, n_timed_out, n_aborted;
};

struct machine {
	struct state *states;
	size_t n_states;
	struct option *options;
	struct retry_rule *retries;
	struct catch_rule *catches;
	uint16_t *names;		/* of errors */
	uint16_t *branches;		/* states at which they start */
	const char **custom;		/* names of errors that are the machine's own */
	struct compiler *compiler;		/* from configure to connect */
	size_t n_custom;
	uint16_t start;			/* STATE_NONE: no definition to run */
	bool is_express;
	uint32_t most_history;
	uint32_t most_bytes;		/* of an execution's input */
	enum rule timeout_rule;
	struct steps_account *account;
	struct lane timeouts, child_timeouts;	/* of executions */
	struct dist start_latency, latency, child_latency;	/* child: of express children */
	struct random jitter, choice, coin, twice;
	double duplicate_share;
	int64_t bill_step_ns;
	double bill_gb;			/* of an express execution */
	double price_transition, price_request, price_gb_s;

	struct line *lines;		/* slab; 0 is not used */
	size_t n_lines, cap_lines;
	uint32_t free_line;

	struct tally executions, children;
	uint64_t n_throttled_starts, n_throttled_steps, n_transitions, n_billed_transitions;
	uint64_t n_billed_requests, n_billed_steps;	/* of express executions; steps of bill_step_ns */
	struct summary duration;
	struct level running;
};

enum steps_phase {
	PHASE_AT_WORK,			/* its event is being handled */
	PHASE_ENTER,			/* a line reaches its state */
	PHASE_WAIT,			/* a Wait is over */
	PHASE_RETRY,			/* a state is done again */
	PHASE_CALLING,			/* a line waits for the reply to a call */
	PHASE_FORKED,			/* for the lines below it */
	PHASE_STARTING,			/* a StartExecution call begins its execution */
	PHASE_ANSWER,			/* and another workflow hears of its end: outcome in a */
	PHASE_RUNNING,			/* an execution */
	PHASE_OUTSIDE,			/* of a child call: what the task does outside is done */
	PHASE_TIMEOUTS, PHASE_CHILD_TIMEOUTS, PHASE_LIMIT,	/* timers of lanes */
};

/* Flags of executions, lines and starts. */
enum {
	LINE_DEAD = CALL_OWN,		/* its event is still to come, and finds nothing to do */
	EXECUTION_CHILD = CALL_OWN << 1,	/* of a distributed Map */
	EXECUTION_EXPRESS = CALL_OWN << 2,
	START_NESTED = CALL_OWN << 1,	/* startExecution.sync */
};

/* svc_stepfunctions_build.c: properties and facts. */
void steps_configure(struct build *b, struct component *m);
void steps_connect(struct build *b, struct component *m);

/* While a definition is read. */
struct compiler {
	struct build *b;
	struct component *m;
	struct machine *machine;
	const struct value **values;	/* of each state */
	uint16_t *scopes;		/* of each state: number of the States map it is in */
	size_t cap_states, n_retries, cap_retries, n_catches, cap_catches, n_options, cap_options;
	size_t n_names, cap_names, n_branches, cap_branches, cap_custom;
	uint16_t n_scopes;
	unsigned depth;
};

/* A complaint about the definition, "sim-states"; NULL at: the whole. */
struct diag *steps_complain(struct compiler *o, enum diag_severity severity, const struct value *at,
			    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* What Metadata.Nephoscope says about a state: key is a text for all, or a map by name. NULL =
 * nothing. */
const char *steps_meta(const struct compiler *o, const char *key, const char *state);

/* A number of a state: fallback when it comes from the data; complains unless within least and
 * most. */
double steps_number(struct compiler *o, const struct value *state, const char *key, double fallback,
		    double least, double most);

/* A time in the metadata; fallback_ns when text is NULL, or cannot be read (a complaint). */
double steps_duration(struct compiler *o, const char *key, const char *text, double fallback_ns);

/* svc_stepfunctions_states.c: compiles a definition; borrowed arrays go to the machine. */
void steps_compile(struct compiler *o, const struct value *definition);

/* svc_stepfunctions_task.c: what a Task calls; after all components are configured. */
void steps_connect_task(struct compiler *o, struct state *t, const struct value *state);

/* svc_stepfunctions_errors.c: the number of a name; it stays the same for the machine. */
uint16_t steps_error(struct compiler *o, const char *name);
bool steps_error_matches(uint16_t name, uint16_t error);
/* Of a call that a task of this state made for the n-th time (from 0). */
uint16_t steps_error_of(const struct machine *k, const struct state *t, enum outcome outcome,
			unsigned n);

static inline struct line *steps_line(const struct machine *k, uint32_t line)
{
	return &k->lines[line];
}

static inline const struct state *steps_state(const struct machine *k, uint32_t line)
{
	return &k->states[steps_line(k, line)->state];
}

static inline struct call *steps_execution(struct sim *s, const struct machine *k, uint32_t line)
{
	return call_at(s, steps_line(k, line)->execution);
}

static inline bool steps_is_express(const struct machine *k, const struct call *execution)
{
	return k->is_express || execution->flags & EXECUTION_EXPRESS;
}

/* svc_stepfunctions_lines.c. A line is named by its index; pointers to lines hold until the next
 * one is made. */

/* A line of an execution, below another one (0: the execution's own). */
uint32_t steps_line_new(struct sim *s, const struct component *m, uint32_t execution, uint32_t up);

/* Takes a line back, with all that it waits for. */
void steps_line_kill(struct sim *s, const struct component *m, uint32_t line);

/* Takes the line's call out of its task's limit, if it is there. */
void steps_leave_lane(struct sim *s, struct machine *k, uint32_t call);

/* Adds events to the history; false when it is full: the execution is over, and the line with it.
 */
bool steps_write_history(struct sim *s, const struct component *m, uint32_t line, uint32_t n);

/* A step towards the line's state: it takes a token, and time. */
void steps_step(struct sim *s, const struct component *m, uint32_t line);

/* The line goes to a state. False when the history is full: the line is gone. */
bool steps_enter(struct sim *s, const struct component *m, uint32_t line, uint16_t state);

/* The line's state has done its part: on to the next. */
void steps_leave(struct sim *s, const struct component *m, uint32_t line);

/* The line's state has failed: again, elsewhere, or not at all. */
void steps_state_fail(struct sim *s, const struct component *m, uint32_t line, uint16_t error,
		      enum rule rule);

/* The line has come to its end. No event of it is pending. */
void steps_line_end(struct sim *s, const struct component *m, uint32_t line, uint16_t error,
		    enum rule rule);

/* Ends an execution, whatever it is at, and tells whoever waits for it. */
void steps_execution_end(struct sim *s, const struct component *m, uint32_t execution,
			 uint16_t error, enum outcome outcome, enum rule rule);

/* svc_stepfunctions.c: a line below this one has ended. */
void steps_child_over(struct sim *s, const struct component *m, uint32_t line, uint16_t error);

/* svc_stepfunctions_report.c */
void steps_report(const struct sim *s, const struct component *m, struct metric_list *out);
double steps_cost(const struct sim *s, const struct component *m);

#endif
