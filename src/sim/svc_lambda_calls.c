/* SPDX-License-Identifier: MIT */
/*
 * What a function calls while it works. Metadata.Nephoscope.Calls is a list, or
 * a text with commas, of
 *
 *	s3:GetObject Bucket, dynamodb:PutItem Table 60%, sqs:SendMessage Queue 40%,
 *	sns:Publish Topic optional
 *
 * in order. Neighbours with a share are a choice: one of them is made (none,
 * with what is missing to 100 %). The failure of an optional call is caught.
 * "lambda:InvokeFunction Other/live" names an alias, "s3:GetObject Bucket/a.txt" a key.
 * Without Calls it is one call along each edge from the function.
 */
#include "base/vec.h"
#include "sim/svc_lambda.h"

#include <stdlib.h>
#include <string.h>

/* While Calls is read. */
struct list {
	struct build *b;
	struct component *m;
	const struct value *at;		/* for complaints */
	struct outgoing *calls;		/* up_to: the share of each; 0 = sure */
	size_t n, cap;
};

static const char HINT[] =
	"write for example \"dynamodb:PutItem Table\", \"sqs:SendMessage Queue 40%\" or "
	"\"sns:Publish Topic optional\"";

static void complain(struct list *l, const char *entry, const char *why)
{
	diag_hint(l->b->diags,
		  build_complain(l->b, l->m, DIAG_ERROR, l->at, "sim-calls", "Calls: \"%.60s\": %s",
				 entry, why),
		  "%s", HINT);
}

/* The verb of the edge from the function to there; VERB_USES without one. */
static enum arch_verb verb_to(const struct list *l, const struct component *to)
{
	const struct arch_edge *e;
	struct component *other;
	size_t i = 0;

	while ((e = build_edge(l->b, l->m, false, &i, &other)) != NULL)
		if (other == to)
			return e->verb;
	return VERB_USES;
}

static void no_target(struct list *l, const char *entry, const char *id)
{
	const char *nearest = build_nearest_id(l->b, id);
	struct diag *d = build_complain(l->b, l->m, DIAG_ERROR, l->at, "sim-calls",
					"Calls: \"%.60s\": the template has no node \"%.40s\"", entry, id);

	if (nearest)
		diag_hint(l->b->diags, d, "did you mean %s?", nearest);
	else
		diag_hint(l->b->diags, d, "%s", HINT);
}

/* What stands behind the target; false after a complaint. */
static bool read_word(struct list *l, const char *entry, const char *word, struct outgoing *o)
{
	if (!strcmp(word, "optional")) {
		o->may_fail = true;
		return true;
	}
	if (!strchr(word, '%') || share_parse(word, &o->up_to) != ERR_OK || o->up_to <= 0) {
		complain(l, entry,
			 "expected a share in per cent or \"optional\" behind the target");
		return false;
	}
	return true;
}

/* "Bucket/a.txt": the component, and the key by which its service knows the rest. */
static struct component *find_target(struct list *l, const char *target, const char *entry,
				     struct workload *w)
{
	struct component *to = build_named(l->b, target, l->m->id, &w->path);

	if (to && lambda_is(to) && !*w->path)
		w->path = lambda_part_named(l->b, target, l->m->id);
	if (to)
		w->target = to->id;
	else
		no_target(l, entry, arena_strndup(&l->b->sim->arena, target, strcspn(target, "/")));
	return to;
}

static void add_entry(struct list *l, const char *entry)
{
	struct arena *a = &l->b->sim->arena;
	struct outgoing o = { .op = OP_NONE };
	struct workload w = { .request = entry };
	struct component *to;
	char *save = NULL, *text = arena_strdup(a, entry), *word;
	const char *action = strtok_r(text, " \t", &save);
	const char *target = strtok_r(NULL, " \t", &save);

	if (!action || !target || !strchr(action, ':')) {
		complain(l, entry, "expected an action and a target");
		return;
	}
	to = find_target(l, target, entry, &w);
	if (!to)
		return;
	while ((word = strtok_r(NULL, " \t", &save)) != NULL)
		if (!read_word(l, entry, word, &o))
			return;
	w.op = op_for(verb_to(l, to), action, to);
	if (w.op == OP_NONE) {
		complain(l, entry, "the target does not do that");
		return;
	}
	o.to = to->index;
	o.op = (uint8_t)w.op;
	o.key = *w.path && to->service->address ? to->service->address(l->b, to, &w) : 0;
	*vec_push(l->calls, l->n, l->cap) = o;
}

static void add_text(struct list *l, const char *text)
{
	char *save = NULL, *copy = arena_strdup(&l->b->sim->arena, text);

	for (char *entry = strtok_r(copy, ",\n", &save); entry;
	     entry = strtok_r(NULL, ",\n", &save)) {
		entry += strspn(entry, " \t");
		if (*entry)
			add_entry(l, entry);
	}
}

static void read_calls(struct list *l, const struct value *calls)
{
	l->at = calls;
	if (calls->kind != VALUE_LIST) {
		add_text(l, calls->text);
		return;
	}
	for (const struct value *v = calls->child; v; v = v->next) {
		l->at = v;
		add_text(l, v->text);
	}
}

/*
 * A name in the environment (R10) tells neither what is called nor when. Where it
 * leads back to the function, as to the state machine that waits for its token, a
 * call would go round for ever: nothing is called then, and the user is told.
 */
static bool is_way_back(struct list *l, const struct arch_edge *e, const struct component *to)
{
	if (strcmp(e->rule, "R10") != 0 || !build_leads_to(l->b, to, l->m))
		return false;
	diag_hint(l->b->diags,
		  build_complain(l->b, l->m, DIAG_NOTE, NULL, "sim-calls",
				 "%s is in the environment and leads back here: it is not called", to->id),
		  "say what is called with Metadata.Nephoscope.Calls or --calls");
	return true;
}

static void follow_edges(struct list *l)
{
	const struct arch_edge *e;
	struct component *to;
	size_t i = 0;

	while ((e = build_edge(l->b, l->m, false, &i, &to)) != NULL) {
		struct outgoing o = { 0 };
		enum op op;

		if (!to || e->verb == VERB_ROUTES || is_way_back(l, e, to))
			continue;
		op = op_for(e->verb, value_string(e->details, "Action", NULL), to);
		if (op == OP_NONE)
			continue;
		o.to = to->index;
		o.op = (uint8_t)op;
		o.key = lambda_key_of_edge(l->b, to, e->details, l->m);
		*vec_push(l->calls, l->n, l->cap) = o;
	}
}

/* Sure calls are steps of their own, neighbours with a share one choice. */
static void make_steps(struct list *l, struct lambda *f)
{
	struct arena *a = &l->b->sim->arena;
	struct step *last = NULL;

	f->outgoing = arena_dup(a, l->calls, l->n, sizeof(*l->calls));
	f->n_outgoing = l->n;
	f->steps = arena_zalloc(a, (l->n + 1) * sizeof(*f->steps));
	for (size_t i = 0; i < l->n; i++) {
		bool is_choice = f->outgoing[i].up_to > 0;

		if (is_choice && last && last->is_choice) {
			last->n++;
			f->outgoing[i].up_to += f->outgoing[i - 1].up_to;
		} else {
			last = &f->steps[f->n_steps++];
			*last = (struct step){ (uint16_t)i, 1, is_choice };
		}
		if (f->outgoing[i].up_to > 1 + 1e-9)
			build_complain(l->b, l->m, DIAG_ERROR, l->at, "sim-calls",
				       "Calls: the shares of a choice are more than 100%%");
	}
}

void lambda_connect_calls(struct build *b, struct component *m)
{
	struct lambda *f = m->state;
	struct list l = { .b = b, .m = m };
	const struct value *calls = value_get(build_metadata(b, m), "Calls");

	if (calls && calls->kind != VALUE_NULL)
		read_calls(&l, calls);
	else
		follow_edges(&l);
	if (l.n > STEPS_MAX) {
		build_complain(b, m, DIAG_ERROR, l.at, "sim-calls",
			       "%zu calls are more than a simulation can hold (%d)", l.n,
			       STEPS_MAX);
		l.n = STEPS_MAX;
	}
	make_steps(&l, f);
	free(l.calls);
}

const struct outgoing *lambda_draw_call(struct lambda *f, unsigned step)
{
	const struct step *t = &f->steps[step];
	double draw;

	if (!t->is_choice)
		return &f->outgoing[t->first];
	draw = random_unit(&f->choice);
	for (unsigned i = t->first; i < t->first + t->n; i++)
		if (draw < f->outgoing[i].up_to)
			return &f->outgoing[i];
	return NULL;
}

bool lambda_calls(const struct component *function, size_t i, uint16_t *ret_to)
{
	const struct lambda *f = function->state;

	if (i >= f->n_outgoing)
		return false;
	*ret_to = f->outgoing[i].to;
	return true;
}
