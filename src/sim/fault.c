/* SPDX-License-Identifier: MIT */
#include "sim/fault.h"

#include <ctype.h>
#include <string.h>


enum { PHASE_BEGIN, PHASE_END };

/* A fault of a run, and the event that begins and ends it. */
struct hold {
	struct fault fault;
	struct component *m;
	uint32_t slot;
};

struct fault_set {
	struct hold *holds;
	size_t n;
};

static const char *const kind_words[] = {
	[FAULT_ERRORS] = "errors",
	[FAULT_SLOW] = "slow",
	[FAULT_DOWN] = "down",
	[FAULT_THROTTLE] = "throttle",
	[FAULT_DENIED] = "denied",
};

/* The next word, in a; "" at the end. */
static const char *word(struct arena *a, const char **p)
{
	const char *start;

	while (**p == ' ')
		(*p)++;
	start = *p;
	while (**p && **p != ' ')
		(*p)++;
	return arena_strndup(a, start, (size_t)(*p - start));
}

static bool parse_kind(const char *text, enum fault_kind *ret)
{
	for (size_t i = 0; i < sizeof(kind_words) / sizeof(*kind_words); i++) {
		if (!strcmp(text, kind_words[i])) {
			*ret = (enum fault_kind)i;
			return true;
		}
	}
	return false;
}

/* What stands behind the kind: a share or a factor. Takes no "from" or "to". */
static bool parse_amount(struct arena *a, const char **p, struct fault *f)
{
	const char *rest = *p, *text = word(a, &rest);
	double factor;

	f->amount = f->kind == FAULT_SLOW ? 0 : 1;
	if (f->kind == FAULT_DOWN || f->kind == FAULT_DENIED)
		return true;
	if (f->kind != FAULT_SLOW && !isdigit((unsigned char)*text))
		return true;
	*p = rest;
	if (f->kind != FAULT_SLOW)
		return share_parse(text, &f->amount) == ERR_OK;
	if (*text == 'x')
		text++;
	/* A bare number is read as seconds. */
	if (duration_parse(text, NULL, &factor) != ERR_OK || factor <= 0 || factor > 1e15)
		return false;
	f->amount = factor / 1e9;
	return true;
}

enum err fault_parse(struct arena *a, const char *text, struct fault *ret, const char **ret_why)
{
	struct fault f = { .to_ns = INT64_MAX };
	const char *p = text, *w;
	double ns;

	f.id = word(a, &p);
	*ret_why = "expected 'LogicalId errors 50% from 10s to 20s'; also slow x4, down, throttle 20%, denied";
	if (!*f.id || !parse_kind(word(a, &p), &f.kind) || !parse_amount(a, &p, &f))
		return ERR_SYNTAX;
	for (w = word(a, &p); *w; w = word(a, &p)) {
		bool is_from = !strcmp(w, "from");

		if ((!is_from && strcmp(w, "to") != 0) || duration_parse(word(a, &p), NULL, &ns) != ERR_OK)
			return ERR_SYNTAX;
		*(is_from ? &f.from_ns : &f.to_ns) = (int64_t)ns;
	}
	if (f.to_ns <= f.from_ns) {
		*ret_why = "a fault ends after it begins";
		return ERR_SYNTAX;
	}
	*ret = f;
	return ERR_OK;
}

static bool lasts(const struct hold *h, const struct component *m, int64_t now_ns)
{
	return h->m == m && now_ns >= h->fault.from_ns && now_ns < h->fault.to_ns;
}

/* Sets everything that holds m now: each share strikes what the others left, slownesses multiply. */
static void apply(struct sim *s, const struct fault_set *set, struct component *m)
{
	struct faults *f = m->faults_store;
	double left[N_FAULT_KINDS];
	bool holds[N_FAULT_KINDS] = { false };

	for (int kind = 0; kind < N_FAULT_KINDS; kind++)
		left[kind] = 1;
	m->faults = NULL;
	m->slow = 1;
	for (size_t i = 0; i < set->n; i++) {
		const struct fault *fault = &set->holds[i].fault;

		if (!lasts(&set->holds[i], m, s->now_ns))
			continue;
		m->faults = f;
		holds[fault->kind] = true;
		if (fault->kind == FAULT_SLOW)
			m->slow *= fault->amount;
		else
			left[fault->kind] *= 1 - fault->amount;
	}
	f->error_share = 1 - left[FAULT_ERRORS];
	f->throttle_share = 1 - left[FAULT_THROTTLE];
	f->is_down = holds[FAULT_DOWN];
	f->is_denied = holds[FAULT_DENIED];
}

/* A fault that comes or goes when all work is done does not make the run longer. */
static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	const struct fault_set *set = m->state;

	apply(s, set, set->holds[call_at(s, slot)->a].m);
	s->worked_ns = s->before_ns;
}

const struct service fault_service = {
	.name = "fault",
	.state_bytes = sizeof(struct fault_set),
	.wake = wake,
};

static void add_hold(struct build *b, struct fault_set *set, const struct fault *f,
		     struct component *m)
{
	struct sim *s = b->sim;
	struct hold *h = &set->holds[set->n];

	*h = (struct hold){ .fault = *f, .m = m };
	h->slot = call_new(s, FAULT_COMPONENT, FAULT_COMPONENT, OP_NONE, CALL_NONE, REQUEST_NONE);
	call_at(s, h->slot)->a = (uint32_t)set->n++;
	if (!m->faults_store) {
		m->faults_store = arena_zalloc(&s->arena, sizeof(*m->faults_store));
		random_init(&m->faults_store->random, s->seed, m->id, "faults");
	}
	eventq_push(&s->queue, f->from_ns, h->slot);
	if (f->to_ns != INT64_MAX)
		eventq_push(&s->queue, f->to_ns, h->slot);
}

static void no_component(struct build *b, const char *id)
{
	const char *nearest = build_nearest_id(b, id);
	struct diag *d = diag_add(b->diags, DIAG_ERROR, 0, 0, "sim-fault",
				  "the fault's \"%s\" is not in the template", id);

	if (nearest)
		diag_hint(b->diags, d, "did you mean %s?", nearest);
}

void fault_schedule(struct build *b, const struct fault *faults, size_t n)
{
	struct fault_set *set = b->sim->components[FAULT_COMPONENT].state;

	set->holds = arena_zalloc(&b->sim->arena, (n + 1) * sizeof(*set->holds));
	for (size_t i = 0; i < n; i++) {
		const char *path;
		struct component *m = build_named(b, faults[i].id, NULL, &path);

		if (m && !*path)
			add_hold(b, set, &faults[i], m);
		else
			no_component(b, faults[i].id);
	}
}

enum outcome fault_strikes(struct component *m, struct call *c, enum rule *ret_rule)
{
	struct faults *f = m->faults;

	if (f->is_down) {
		*ret_rule = RULE_FAULT_DOWN;
		return m->service->down;
	}
	if (random_coin(&f->random, f->throttle_share)) {
		*ret_rule = RULE_FAULT_THROTTLE;
		return m->service->throttled;
	}
	if (random_coin(&f->random, f->error_share))
		c->flags |= CALL_FAILS;
	return OUTCOME_NONE;
}

bool fault_takes(struct sim *s, struct component *m, struct call *c, uint32_t slot)
{
	enum outcome outcome;
	enum rule rule = RULE_NONE;

	if (m->faults->is_denied) {
		call_reply(s, slot, m->service->denied, RULE_FAULT_DENIED);
		return true;
	}
	if (m->service->late_ops >> c->op & 1)
		return false;
	outcome = fault_strikes(m, c, &rule);
	if (outcome == OUTCOME_NONE)
		return false;
	call_reply(s, slot, outcome, rule);
	return true;
}
