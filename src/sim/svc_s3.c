/* SPDX-License-Identifier: MIT */
/*
 * S3 buckets: requests with their latency, the request rate of each prefix and
 * its growth under load, strong consistency, versioning (what a delete is
 * called), event notifications (svc_s3_events.c).
 *
 * The prefix of a key is what stands before its last slash. Keys that nobody named have no
 * slash, and so share one prefix; Metadata.Nephoscope.Prefixes (1) spreads them over more.
 */
#include "sim/svc_s3.h"

#include <string.h>

static uint32_t add_prefix(struct build *b, struct s3 *t)
{
	struct s3_prefix *p;

	if (t->n_prefixes == t->cap_prefixes) {
		struct s3_prefix *more;

		t->cap_prefixes = t->cap_prefixes ? 2 * t->cap_prefixes : 4;
		more = arena_zalloc(&b->sim->arena, t->cap_prefixes * sizeof(*more));
		if (t->n_prefixes)
			memcpy(more, t->prefixes, t->n_prefixes * sizeof(*more));
		t->prefixes = more;
	}
	p = &t->prefixes[t->n_prefixes];
	capacity_init(&p->writes, t->writes_per_s, 1);
	capacity_init(&p->reads, t->reads_per_s, 1);
	p->over_last_ns = INT64_MIN / 2;
	return t->n_prefixes++;
}

/* The prefix of a new key: that of another one that agrees up to its last slash. */
static uint32_t prefix_of(struct build *b, struct s3 *t, const char *name)
{
	const char *slash = strrchr(name, '/');
	size_t n = slash ? (size_t)(slash - name) + 1 : 0;

	if (!n)
		return 0;
	for (uint32_t i = 1; i < t->n_keys; i++) {
		const char *other = t->keys[i].name, *end = strrchr(other, '/');

		if (end && (size_t)(end - other) + 1 == n && !strncmp(other, name, n))
			return t->keys[i].prefix;
	}
	return add_prefix(b, t);
}

uint32_t s3_key(struct build *b, struct s3 *t, const char *name)
{
	uint32_t prefix;

	for (uint32_t i = 1; i < t->n_keys; i++)
		if (!strcmp(t->keys[i].name, name))
			return i;
	if (t->n_keys == t->cap_keys) {
		struct s3_key *more;

		t->cap_keys = t->cap_keys ? 2 * t->cap_keys : 8;
		more = arena_zalloc(&b->sim->arena, t->cap_keys * sizeof(*more));
		if (t->n_keys)
			memcpy(more, t->keys, t->n_keys * sizeof(*more));
		t->keys = more;
	}
	prefix = prefix_of(b, t, name);
	t->keys[t->n_keys] = (struct s3_key){
		.name = arena_strdup(&b->sim->arena, name),
		.prefix = prefix,
	};
	return t->n_keys++;
}

static struct s3_key *key_of(struct s3 *t, const struct call *c)
{
	return c->key && c->key < t->n_keys ? &t->keys[c->key] : NULL;
}

/* A refusal more; after long enough of them S3 has split the prefix. */
static void grow(struct sim *s, struct s3 *t, struct s3_prefix *p, uint32_t slot)
{
	if (s->now_ns - p->over_last_ns > t->rest_ns)
		p->over_since_ns = s->now_ns;
	p->over_last_ns = s->now_ns;
	if (s->now_ns - p->over_since_ns < t->growth_ns)
		return;
	p->over_since_ns = s->now_ns;
	capacity_set(&p->writes, s->now_ns, 2 * p->writes.per_s, 1);
	capacity_set(&p->reads, s->now_ns, 2 * p->reads.per_s, 1);
	sim_tell(s, slot, MOMENT_SCALED, RULE_S3_SPLIT, (int64_t)p->writes.per_s);
}

/* True when the prefix takes no more: the call was refused. */
static bool is_over(struct sim *s, struct s3 *t, uint32_t slot)
{
	const struct call *c = call_at(s, slot);
	const struct s3_key *key = key_of(t, c);
	bool is_change = c->op == OP_PUT || c->op == OP_DELETE;
	uint32_t at = key	      ? key->prefix :
		      t->n_spread > 1 ? (uint32_t)(random_unit(&t->spread) * t->n_spread) :
					0;
	struct s3_prefix *p = &t->prefixes[at];
	struct capacity *rate = is_change ? &p->writes : &p->reads;
	enum rule rule = is_change ? RULE_S3_WRITES : RULE_S3_READS;

	if (capacity_has(rate, s->now_ns, 1)) {
		capacity_take(rate, 1);
		return false;
	}
	grow(s, t, p, slot);
	t->n_slow_down++;
	if (s->trace)
		trace_moment(s, slot, MOMENT_THROTTLED, rule, (int64_t)rate->per_s);
	call_reply(s, slot, OUTCOME_SLOW_DOWN, rule);
	return true;
}

static struct dist *latency_of(struct s3 *t, enum op op)
{
	switch (op) {
	case OP_PUT:
		return &t->put;
	case OP_DELETE:
		return &t->delete;
	case OP_LIST:
		return &t->list;
	default:
		return &t->get;
	}
}

static void count(struct s3 *t, const struct call *c)
{
	switch ((enum op)c->op) {
	case OP_PUT:
		t->n_puts++;
		t->uploaded_bytes += c->bytes;
		break;
	case OP_DELETE:
		t->n_deletes++;
		break;
	case OP_LIST:
		t->n_lists++;
		break;
	default:
		t->n_gets++;
	}
}

static void arrive(struct sim *s, struct component *m, uint32_t slot)
{
	struct s3 *t = m->state;
	struct call *c = call_at(s, slot);

	count(t, c);
	if (is_over(s, t, slot))
		return;
	c->lane_ns = s->now_ns;
	call_wake_after(s, slot, component_draw(m, latency_of(t, (enum op)c->op)), S3_PHASE_DONE);
}

/* The object has changed: everybody sees it from now on, and events go out. */
static void change(struct sim *s, struct component *m, uint32_t slot)
{
	struct s3 *t = m->state;
	const struct call *c = call_at(s, slot);
	struct s3_key *key = key_of(t, c);
	unsigned removed = t->is_versioned ? S3_REMOVED_MARKER : S3_REMOVED_DELETE;

	if (key)
		key->is_gone = c->op == OP_DELETE;
	if (t->n_notifications)
		s3_notify(s, m, slot, c->op == OP_DELETE ? removed : S3_CREATED_PUT);
}

static void bill(struct s3 *t, enum op op)
{
	if (op == OP_PUT || op == OP_LIST)
		t->n_paid_writes++;
	else if (op == OP_DELETE)
		t->n_paid_deletes++;
	else
		t->n_paid_reads++;
}

static void finish(struct sim *s, struct component *m, uint32_t slot)
{
	struct s3 *t = m->state;
	const struct call *c = call_at(s, slot);
	const struct s3_key *key = key_of(t, c);

	summary_add(&t->total, s->now_ns - c->lane_ns);
	if (c->op == OP_GET || c->op == OP_REQUEST)
		summary_add(&t->first_byte, s->now_ns - c->lane_ns);
	if (c->flags & CALL_FAILS) {
		t->n_server_errors++;
		call_reply(s, slot, OUTCOME_FINE, RULE_NONE);	/* the fault makes an error of it */
		return;
	}
	bill(t, (enum op)c->op);
	if (c->op == OP_PUT || c->op == OP_DELETE) {
		change(s, m, slot);
	} else if (c->op != OP_LIST && key && key->is_gone) {
		t->n_client_errors++;
		call_reply(s, slot, OUTCOME_NO_SUCH_KEY, RULE_S3_NO_KEY);
		return;
	}
	call_reply(s, slot, OUTCOME_FINE, RULE_NONE);
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	if (call_at(s, slot)->phase == S3_PHASE_EVENT)
		call_send(s, slot);
	else
		finish(s, m, slot);
}

static void configure(struct build *b, struct component *m)
{
	struct s3 *t = m->state;
	const struct value *meta = build_metadata(b, m);
	double n = 1;

	summary_init(&t->first_byte);
	summary_init(&t->total);
	t->writes_per_s = build_fact(b, "s3.prefix.writes");
	t->reads_per_s = build_fact(b, "s3.prefix.reads");
	t->growth_ns = build_fact_ns(b, "s3.prefix.growth");
	t->rest_ns = build_fact_ns(b, "s3.prefix.rest");
	build_dist(b, m, &t->get, "s3.latency.get", "gets");
	build_dist(b, m, &t->put, "s3.latency.put", "puts");
	build_dist(b, m, &t->delete, "s3.latency.delete", "deletes");
	build_dist(b, m, &t->list, "s3.latency.list", "lists");
	random_init(&t->spread, b->sim->seed, m->id, "prefixes");
	t->is_versioned = !strcmp(value_string(build_properties(b, m), "VersioningConfiguration.Status", ""),
				  "Enabled");
	if (value_get(meta, "Prefixes") &&
	    (!value_number(meta, "Prefixes", &n) || !(n >= 1 && n <= PREFIXES_MAX))) {
		build_complain(b, m, DIAG_ERROR, value_get(meta, "Prefixes"), "sim-property",
			       "Prefixes is a number from 1 to %d", PREFIXES_MAX);
		n = 1;
	}
	t->n_spread = (uint32_t)n;
	for (uint32_t i = 0; i < t->n_spread; i++)
		add_prefix(b, t);
	s3_key(b, t, "");
}

static void start(struct sim *s, struct component *m)
{
	(void)s;
	s3_match_keys(m->state);
}

static uint32_t address(struct build *b, const struct component *m, const struct workload *w)
{
	const char *name = w->path;

	if (!name)
		return 0;
	if (w->op == OP_REQUEST && *name == '/')	/* "/images/cat.jpg" is the key "images/cat.jpg" */
		name++;
	return *name ? s3_key(b, m->state, name) : 0;
}

/* "GetObject"; what names no single action is told by the verb: only writers write. */
static enum op op_of(enum arch_verb verb, const char *action)
{
	static const struct {
		const char *action;
		enum op op;
	} actions[] = {
		{ "GetObject", OP_GET },	    { "HeadObject", OP_GET },
		{ "GetObjectVersion", OP_GET },	    { "SelectObjectContent", OP_GET },
		{ "PutObject", OP_PUT },	    { "CopyObject", OP_PUT },
		{ "PostObject", OP_PUT },	    { "UploadPart", OP_PUT },
		{ "CompleteMultipartUpload", OP_PUT },
		{ "DeleteObject", OP_DELETE },	    { "DeleteObjects", OP_DELETE },
		{ "ListBucket", OP_LIST },	    { "ListObjects", OP_LIST },
		{ "ListObjectsV2", OP_LIST },
	};

	if (!action)
		return verb == VERB_WRITES || verb == VERB_PUBLISHES || verb == VERB_TRIGGERS ? OP_PUT :
												   OP_GET;
	for (size_t i = 0; i < sizeof(actions) / sizeof(*actions); i++)
		if (!strcmp(action, actions[i].action))
			return actions[i].op;
	return OP_NONE;
}

/* A PUT of an object that the first notification wants. */
static enum op entry(struct build *b, const struct component *m, struct workload *w)
{
	const struct s3 *t = m->state;
	const struct s3_notification *n = t->notifications;

	w->op = OP_PUT;
	(void)b;
	if (t->n_notifications)
		w->path = n->sample ? n->sample : w->path;
	return OP_PUT;
}

static void report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct s3 *t = m->state;

	(void)s;
	metrics_count(out, "AllRequests", t->n_gets + t->n_puts + t->n_deletes + t->n_lists);
	metrics_count(out, "GetRequests", t->n_gets);
	metrics_count(out, "PutRequests", t->n_puts);
	metrics_count(out, "DeleteRequests", t->n_deletes);
	metrics_count(out, "ListRequests", t->n_lists);
	metrics_count(out, "4xxErrors", t->n_client_errors);
	metrics_count(out, "5xxErrors", t->n_server_errors + t->n_slow_down);
	metrics_count(out, "SlowDowns", t->n_slow_down);
	metrics_count(out, "Events", t->n_events);
	metrics_count(out, "DuplicateEvents", t->n_duplicates);
	metrics_number(out, "BytesUploaded", "bytes", t->uploaded_bytes);
	report_time(out, "FirstByteLatency", &t->first_byte);
	report_time(out, "TotalRequestLatency", &t->total);
}

/* AWS does not bill what it fails to do (5xx), nor deletes. */
static double cost(const struct sim *s, const struct component *m)
{
	const struct s3 *t = m->state;

	return (double)t->n_paid_writes * facts_value(s->facts, s->profile, "s3.price.write") +
	       (double)t->n_paid_reads * facts_value(s->facts, s->profile, "s3.price.read") +
	       (double)t->n_paid_deletes * facts_value(s->facts, s->profile, "s3.price.delete");
}

static void done(struct component *m)
{
	struct s3 *t = m->state;

	summary_done(&t->first_byte);
	summary_done(&t->total);
}

const struct service s3_service = {
	.name = "s3",
	.state_bytes = sizeof(struct s3),
	.needs_retrier = true,
	.kind = ARCH_BUCKET,
	.configure = configure,
	.connect = s3_connect_events,
	.start = start,
	.arrive = arrive,
	.wake = wake,
	.ops = 1 << OP_GET | 1 << OP_PUT | 1 << OP_DELETE | 1 << OP_LIST | 1 << OP_REQUEST,
	.op_for = op_of,
	.entry = entry,
	.address = address,
	.error = OUTCOME_SERVER_ERROR,
	.throttled = OUTCOME_SLOW_DOWN,
	.denied = OUTCOME_ACCESS_DENIED,
	.down = OUTCOME_UNAVAILABLE,
	.report = report,
	.cost = cost,
	.done = done,
};
