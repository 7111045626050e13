/* SPDX-License-Identifier: MIT */
/*
 * Event notifications: to functions, queues and topics by the bucket's own
 * configuration, and to rules of the default bus that wait for events of this
 * bucket. Each is delivered at least once, after a while.
 *
 * Filters look at the names of keys. A key without a name passes them all, but not when
 * it is written by something that the bucket's own events set off: a template
 * does not say that a function writes back what would trigger it again.
 */
#include <stdio.h>
#include <string.h>

#include "sim/lambda.h"
#include "sim/pattern.h"
#include "sim/svc_s3.h"

enum { ATTRIBUTES_MOST = 1100 };	/* bytes: a key has 1,024 at most */

static const struct {
	const char *name;
	unsigned bits;		/* 0 = AWS knows it, but no workload makes it happen */
} event_names[] = {
	{ "s3:ObjectCreated:*", S3_CREATED },
	{ "s3:ObjectCreated:Put", S3_CREATED_PUT },
	{ "s3:ObjectCreated:Post", 0 },
	{ "s3:ObjectCreated:Copy", 0 },
	{ "s3:ObjectCreated:CompleteMultipartUpload", 0 },
	{ "s3:ObjectRemoved:*", S3_REMOVED },
	{ "s3:ObjectRemoved:Delete", S3_REMOVED_DELETE },
	{ "s3:ObjectRemoved:DeleteMarkerCreated", S3_REMOVED_MARKER },
};

static const char *const other_families[] = {
	"s3:ObjectRestore:",	  "s3:Replication:",	      "s3:LifecycleExpiration:",
	"s3:LifecycleTransition", "s3:IntelligentTiering",    "s3:ObjectTagging:",
	"s3:ObjectAcl:",	  "s3:ReducedRedundancyLost", "s3:ObjectAnnotation",
	"s3:TestEvent",
};

static bool is_other_event(const char *name)
{
	for (size_t i = 0; i < sizeof(other_families) / sizeof(*other_families); i++)
		if (!strncmp(name, other_families[i], strlen(other_families[i])))
			return true;
	return false;
}

static unsigned event_bits(struct build *b, const struct component *m, const struct value *v)
{
	for (size_t i = 0; i < sizeof(event_names) / sizeof(*event_names); i++)
		if (!strcmp(v->text, event_names[i].name))
			return event_names[i].bits;
	if (v->kind == VALUE_TEXT && !is_other_event(v->text))
		diag_hint(b->diags,
			  build_complain(b, m, DIAG_ERROR, v, "sim-property", "S3 has no event \"%.60s\"",
					 v->text),
			  "for example s3:ObjectCreated:* or s3:ObjectRemoved:Delete");
	return 0;
}

/* "Events": a list, or one name alone. */
static unsigned read_events(struct build *b, const struct component *m, const struct value *v)
{
	unsigned bits = 0;

	if (!v)
		return S3_ALL;
	if (v->kind != VALUE_LIST)
		return event_bits(b, m, v);
	for (const struct value *e = v->child; e; e = e->next)
		bits |= event_bits(b, m, e);
	return bits;
}

/* "Filter": a list of {Name: prefix | suffix, Value}. */
static void read_filter(struct build *b, const struct component *m, const struct value *rules,
			struct s3_notification *n)
{
	for (const struct value *r = rules ? rules->child : NULL; r; r = r->next) {
		const char *name = value_string(r, "Name", ""), *text = value_string(r, "Value", "");

		if (!strcmp(name, "prefix") || !strcmp(name, "Prefix"))
			n->prefix = text;
		else if (!strcmp(name, "suffix") || !strcmp(name, "Suffix"))
			n->suffix = text;
		else
			diag_hint(b->diags,
				  build_complain(b, m, DIAG_ERROR, r, "sim-property",
						 "a filter rule cannot be named \"%.40s\"", name),
				  "prefix or suffix");
	}
}

static struct s3_notification *add(struct build *b, struct component *m, struct component *to,
				   enum op op)
{
	struct s3 *t = m->state;
	struct arena *a = &b->sim->arena;
	struct s3_notification *n;
	const struct workload anywhere = { .op = op, .path = NULL };

	if (t->n_notifications == NOTIFICATIONS_MAX) {
		build_complain(b, m, DIAG_ERROR, NULL, "sim-size",
			       "more than %d notifications are more than a simulation can hold",
			       NOTIFICATIONS_MAX);
		return NULL;
	}
	n = &t->notifications[t->n_notifications];
	*n = (struct s3_notification){
		.to = to->index, .op = op, .events = S3_ALL, .prefix = "", .suffix = "",
	};
	n->key = to->service->address ? to->service->address(b, to, &anywhere) : 0;
	build_dist(b, m, &n->delay, "s3.event.delay",
		   arena_printf(a, "event %u to %s", t->n_notifications, to->id));
	random_init(&n->copies, b->sim->seed, m->id,
		    arena_printf(a, "copies %u to %s", t->n_notifications, to->id));
	t->n_notifications++;
	return n;
}

static void add_configuration(struct build *b, struct component *m, struct component *to, enum op op,
			      const struct value *details)
{
	struct s3_notification *n = add(b, m, to, op);

	if (!n)
		return;
	if (lambda_is(to))
		n->key = lambda_key_of_edge(b, to, details, m);
	n->events = read_events(b, m, value_get(details, "Events"));
	read_filter(b, m, value_get(details, "Filter"), n);
	if (*n->prefix || *n->suffix)
		n->sample = arena_printf(&b->sim->arena, "%sobject%s", n->prefix, n->suffix);
}

/* Whether what the pattern says of these fields alone, and nothing else, fits. */
static bool fits_head(struct build *b, const struct value *pattern, const char *attributes)
{
	static const char *const fields[] = { "source", "detail-type" };
	struct arena *a = &b->sim->arena;
	struct value *head = value_map(a);

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		if (value_get(pattern, fields[i]))
			value_put(a, head, fields[i], value_copy(a, value_get(pattern, fields[i])));
	return pattern_matches(head, attributes, false);
}

/* No name at all, one that refers to the bucket, or one that its BucketName fits. */
static bool names_bucket(struct build *b, const struct component *m, const struct value *pattern)
{
	const struct value *names = value_at(pattern, "detail.bucket.name");
	const char *name = value_string(build_properties(b, m), "BucketName", "");

	if (!names)
		return true;
	for (const struct value *v = names->child; v; v = v->next) {
		const char *ref = value_ref(v);

		/* What an operator would say of a name that AWS makes up is not known. */
		if ((ref && !strcmp(ref, m->id)) || (!*name && v->kind == VALUE_MAP))
			return true;
	}
	return *name && pattern_matches(pattern, arena_printf(&b->sim->arena,
							      "detail.bucket.name=%s", name), true);
}

/* Each star as "object". */
static const char *wildcard_sample(struct arena *a, const char *pattern)
{
	const char *copy;
	struct buf key;

	buf_init(&key);
	for (; *pattern; pattern++) {
		if (*pattern == '*')
			buf_adds(&key, "object");
		else
			buf_addc(&key, *pattern);
	}
	copy = arena_strdup(a, buf_str(&key));
	buf_done(&key);
	return copy;
}

/* A key that the first matcher of detail.object.key lets pass; NULL when it is not one of these. */
static const char *sample_key(struct arena *a, const struct value *pattern)
{
	const struct value *keys = value_at(pattern, "detail.object.key");
	const struct value *first = keys ? keys->child : NULL;
	const char *prefix = value_string(first, "prefix", "");
	const char *suffix = value_string(first, "suffix", "");

	if (!first)
		return NULL;
	if (first->kind != VALUE_MAP)
		return first->text;
	if (value_get(first, "wildcard"))
		return wildcard_sample(a, value_string(first, "wildcard", ""));
	return *prefix || *suffix ? arena_printf(a, "%sobject%s", prefix, suffix) : NULL;
}

/* A rule for events of S3 that name this bucket or none. */
static void add_rule(struct build *b, struct component *m, struct component *rule)
{
	const struct value *pattern = value_get(build_properties(b, rule), "EventPattern");
	enum op op = op_for(VERB_PUBLISHES, "events:PutEvents", rule);
	struct s3_notification *n;
	unsigned events;

	if (!pattern || op == OP_NONE || !names_bucket(b, m, pattern))
		return;
	events = fits_head(b, pattern, "source=aws.s3&detail-type=Object Created") ? S3_CREATED : 0;
	if (fits_head(b, pattern, "source=aws.s3&detail-type=Object Deleted"))
		events |= S3_REMOVED;
	n = events ? add(b, m, rule, op) : NULL;
	if (!n)
		return;
	n->events = events;
	n->pattern = pattern;
	n->sample = sample_key(&b->sim->arena, pattern);
}

/* EventBridgeConfiguration is there, and does not say that it is off. */
static bool has_event_bridge(const struct value *p)
{
	const struct value *at = value_at(p, "NotificationConfiguration.EventBridgeConfiguration");

	return at && value_bool(at, "EventBridgeEnabled", true);
}

/* Marks what work can reach from the bucket. */
static void find_downstream(struct build *b, struct component *m)
{
	struct s3 *t = m->state;
	struct sim *s = b->sim;
	const struct arch *a = s->arch;
	bool is_new = true;

	t->is_downstream = arena_zalloc(&s->arena, s->n_components);
	while (is_new) {
		is_new = false;
		for (size_t i = 0; i < a->n_edges; i++) {
			const struct component *from = build_component_of(b, arch_work_from(&a->edges[i]));
			const struct component *to = build_component_of(b, arch_work_to(&a->edges[i]));

			if (!from || !to || to == m || t->is_downstream[to->index] ||
			    (from != m && !t->is_downstream[from->index]))
				continue;
			t->is_downstream[to->index] = 1;
			is_new = true;
		}
	}
}

static bool is_rule(const struct sim *s, const struct component *m)
{
	return m->resource >= 0 && s->arch->resources[m->resource].kind == ARCH_RULE;
}

void s3_connect_events(struct build *b, struct component *m)
{
	struct s3 *t = m->state;
	struct sim *s = b->sim;
	const struct arch_edge *e;
	struct component *to;
	size_t i = 0;

	t->duplicate_share = build_fact(b, "s3.event.duplicates");
	t->notifications = arena_alloc(&s->arena, NOTIFICATIONS_MAX * sizeof(*t->notifications));
	while ((e = build_edge(b, m, false, &i, &to)) != NULL) {
		enum op op = e->verb == VERB_TRIGGERS && to ? op_for(e->verb, NULL, to) : OP_NONE;
		const struct value *also = value_get(e->details, "Also");

		if (op == OP_NONE || is_rule(s, to))	/* rules are found by their patterns */
			continue;
		add_configuration(b, m, to, op, e->details);
		for (const struct value *v = also ? also->child : NULL; v; v = v->next)
			add_configuration(b, m, to, op, v);
	}
	if (has_event_bridge(build_properties(b, m)))
		for (size_t k = FIRST_COMPONENT; k < s->n_components; k++)
			if (is_rule(s, &s->components[k]))
				add_rule(b, m, &s->components[k]);
	find_downstream(b, m);
}

static bool passes(const struct s3_notification *n, const char *key)
{
	size_t length = strlen(key), suffix = strlen(n->suffix);
	char attributes[ATTRIBUTES_MOST];

	if (n->pattern) {
		snprintf(attributes, sizeof(attributes), "detail.object.key=%s", key);
		return pattern_matches(n->pattern, attributes, true);
	}
	return !strncmp(key, n->prefix, strlen(n->prefix)) && length >= suffix &&
	       !strcmp(key + length - suffix, n->suffix);
}

void s3_match_keys(struct s3 *t)
{
	for (unsigned i = 0; i < t->n_notifications; i++) {
		const struct s3_notification *n = &t->notifications[i];
		uint64_t bit = UINT64_C(1) << i;

		if (!*n->prefix && !*n->suffix && !value_at(n->pattern, "detail.object.key"))
			t->unfiltered |= bit;
		for (uint32_t k = 1; k < t->n_keys; k++)
			t->keys[k].wanted_by |= passes(n, t->keys[k].name) ? bit : 0;
	}
}

static void deliver(struct sim *s, struct component *m, struct s3_notification *n,
		    const struct call *cause)
{
	uint32_t slot = call_new(s, m->index, n->to, n->op, CALL_NONE, cause->request);
	struct call *event = call_at(s, slot);
	int64_t delay_ns = component_draw(m, &n->delay);

	event->at = m->index;
	event->key = n->key;
	event->hops = cause->hops;
	event->flags = CALL_RETRIES;
	sim_tell(s, slot, MOMENT_QUEUED, RULE_NONE, delay_ns);
	call_wake_after(s, slot, delay_ns, S3_PHASE_EVENT);
}

/* Which notifications want the key: all, unless its name does not pass their filter. */
static uint64_t wanted_by(const struct s3 *t, const struct call *c)
{
	if (c->key && c->key < t->n_keys)
		return t->keys[c->key].wanted_by;
	return t->is_downstream[c->from] ? t->unfiltered : UINT64_MAX;
}

void s3_notify(struct sim *s, struct component *m, uint32_t slot, unsigned event)
{
	struct s3 *t = m->state;
	const struct call *c = call_at(s, slot);
	uint64_t wanted = wanted_by(t, c);
	bool is_told = false;

	for (unsigned i = 0; i < t->n_notifications; i++) {
		struct s3_notification *n = &t->notifications[i];

		if (!(n->events & event) || !(wanted >> i & 1))
			continue;
		if (c->hops > 1 && t->is_downstream[c->from] && !is_told) {
			sim_tell(s, slot, MOMENT_STATE, RULE_S3_RECURSION, c->hops);
			is_told = true;
		}
		t->n_events++;
		deliver(s, m, n, c);
		if (random_coin(&n->copies, t->duplicate_share)) {
			t->n_duplicates++;
			sim_tell(s, slot, MOMENT_REDELIVERED, RULE_S3_DUPLICATE, 2);
			deliver(s, m, n, c);
		}
	}
}
