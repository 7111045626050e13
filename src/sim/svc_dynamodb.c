/* SPDX-License-Identifier: MIT */
/*
 * DynamoDB tables: capacity units, provisioned with a bucket of 300 s or on
 * demand with a ceiling that grows with the peaks of the past, the limit of one
 * key, indexes that hold their table back, streams.
 *
 * Metadata.Nephoscope: ItemSize (bytes, one write unit), ConsistentReads
 * (false), HotKey (share of calls that go to one key, 0). A workload that names a
 * key ("put dynamodb://Orders/customer#1") sends all its calls to that key.
 */
#include <math.h>
#include <string.h>

#include "sim/capacity.h"
#include "sim/stream.h"

enum {
	PHASE_DONE,	/* a call's latency is over */
	PHASE_STREAM,	/* a change is in the table's own stream */
};

enum { PEAK_MINUTES = 30, MOST_INDEXES = 20, MOST_STREAMS = 4 };

/* Reads and writes are limited apart. */
enum { READS, WRITES, N_SIDES };

struct side {
	struct capacity table;
	double first, maximum, quota;	/* on demand: ceilings of a new table, of its owner, of AWS */
	double minute_units;		/* used in the minute that runs */
	double peaks[PEAK_MINUTES];	/* units a second in the last minutes, by minute modulo */
	double old_peak;		/* of all minutes before these */
	int64_t minute;			/* that runs */
	double used;			/* units in all */
	uint64_t n_throttled;		/* requests that met a limit */
};

/* One key, and so one partition; keys[0] is the one of HotKey. */
struct key {
	const char *name;
	struct capacity sides[N_SIDES];
};

/* A global secondary index: writes to the table are written there too. */
struct gsi {
	struct capacity writes;		/* no limit on demand */
	double read_per_s;		/* what it costs beside its writes */
	double used;
};

struct table {
	struct side sides[N_SIDES];
	struct key *keys;
	uint32_t n_keys, cap_keys;
	struct gsi indexes[MOST_INDEXES];
	size_t n_indexes;
	struct dist latency[N_SIDES], query_latency;
	struct random hot;
	double hot_share;
	double units[N_SIDES];			/* bytes of one unit */
	double partition[N_SIDES];		/* units a second of one key */
	double read_share;			/* units of a read of one read unit */
	double transaction[N_SIDES];		/* the same of what a transaction reads and writes */
	double growth;
	uint32_t item_bytes, most_item_bytes;
	struct {
		uint16_t to;
		enum op op;
	} streams[MOST_STREAMS];		/* Kinesis streams that get each change */
	size_t n_streams;
	struct stream stream;			/* of the table itself */
	struct dist stream_delay;
	int64_t *last_change_ns;		/* by shard: when its last record is there */
	bool has_stream;
	bool is_on_demand, has_item_size;
	uint64_t n_done, n_invalid, n_failed;
	struct summary total;
};

static double ceiling(const struct table *t, const struct side *d)
{
	return fmin(fmax(d->first, t->growth * d->old_peak), fmin(d->maximum, d->quota));
}

/* Ends the minutes that are over: their peaks count for the ceiling once they are old enough. */
static void roll_minutes(struct table *t, struct side *d, int64_t now_ns)
{
	int64_t minute = now_ns / NS_PER_MIN;
	double before = d->old_peak;

	while (d->minute < minute) {
		double *peak = &d->peaks[d->minute % PEAK_MINUTES];

		d->old_peak = fmax(d->old_peak, *peak);
		*peak = d->minute_units / 60;
		d->minute_units = 0;
		d->minute++;
		if (minute - d->minute > 2 * PEAK_MINUTES)	/* a long rest: only zeros follow */
			d->minute = minute - 2 * PEAK_MINUTES;
	}
	if (d->old_peak > before)
		capacity_set(&d->table, now_ns, ceiling(t, d), 1);
}

static bool is_write(enum op op)
{
	return op == OP_WRITE || op == OP_UPDATE || op == OP_REMOVE || op == OP_TRANSACT_WRITE;
}

static bool is_transaction(enum op op)
{
	return op == OP_TRANSACT_READ || op == OP_TRANSACT_WRITE;
}

/* A PutItem carries its item, unless ItemSize says how large they are; the others act on one of that size. */
static bool carries_item(const struct table *t, const struct call *c)
{
	return (c->op == OP_WRITE || c->op == OP_TRANSACT_WRITE) && c->bytes && !t->has_item_size;
}

static double item_bytes(const struct table *t, const struct call *c)
{
	return carries_item(t, c) ? c->bytes : t->item_bytes;
}

static double units_of(const struct table *t, const struct call *c, int side)
{
	double units = ceil(item_bytes(t, c) / t->units[side]);

	if (__builtin_expect(is_transaction((enum op)c->op), 0))
		return units * t->transaction[side];
	return side == READS ? units * t->read_share : units;
}

/* The key that the call is known to go to; NULL = one of many. */
static struct key *key_of(struct table *t, const struct call *c)
{
	if (c->key && c->key < t->n_keys)
		return &t->keys[c->key];
	return random_coin(&t->hot, t->hot_share) ? &t->keys[0] : NULL;
}

/* On-demand tables call it otherwise: "Throughput exceeds the current capacity of your table or index". */
static enum outcome refusal(const struct table *t, enum rule rule)
{
	if (rule == RULE_DYNAMODB_QUOTA)
		return OUTCOME_REQUEST_LIMIT;
	return t->is_on_demand ? OUTCOME_THROTTLING : OUTCOME_PROVISIONED_THROUGHPUT;
}

static void refuse(struct sim *s, const struct table *t, struct side *d, uint32_t slot, enum rule rule,
		   double limit)
{
	d->n_throttled++;
	if (s->trace)
		trace_moment(s, slot, MOMENT_THROTTLED, rule, (int64_t)limit);
	call_reply(s, slot, refusal(t, rule), rule);
}

/* Why a table has no more units. */
static enum rule table_rule(const struct table *t, const struct side *d)
{
	if (!t->is_on_demand)
		return RULE_DYNAMODB_PROVISIONED;
	if (d->table.per_s >= d->quota)
		return RULE_DYNAMODB_QUOTA;
	return d->table.per_s >= d->maximum ? RULE_DYNAMODB_MAXIMUM : RULE_DYNAMODB_ONDEMAND;
}

/* The index without room for the write; NULL if all have. */
static struct gsi *full_index(struct sim *s, struct table *t, double units)
{
	for (size_t i = 0; i < t->n_indexes; i++)
		if (!capacity_has(&t->indexes[i].writes, s->now_ns, units))
			return &t->indexes[i];
	return NULL;
}

/* True when the call was refused. */
static bool is_over(struct sim *s, struct table *t, int side, uint32_t slot, double units,
		    struct key *key)
{
	struct side *d = &t->sides[side];
	struct gsi *full = NULL;

	if (!capacity_has(&d->table, s->now_ns, units)) {
		refuse(s, t, d, slot, table_rule(t, d), d->table.per_s);
		return true;
	}
	if (key && !capacity_has(&key->sides[side], s->now_ns, units)) {
		refuse(s, t, d, slot,
		       side == WRITES ? RULE_DYNAMODB_KEY_WRITES : RULE_DYNAMODB_KEY_READS,
		       key->sides[side].per_s);
		return true;
	}
	if (side == WRITES)
		full = full_index(s, t, units);
	if (full)
		refuse(s, t, d, slot, RULE_DYNAMODB_GSI, full->writes.per_s);
	return full;
}

static void use(struct table *t, int side, double units, struct key *key)
{
	struct side *d = &t->sides[side];

	d->used += units;
	d->minute_units += units;
	capacity_take(&d->table, units);
	if (key)
		capacity_take(&key->sides[side], units);
	for (size_t i = 0; side == WRITES && i < t->n_indexes; i++) {
		t->indexes[i].used += units;
		capacity_take(&t->indexes[i].writes, units);
	}
}

static void arrive(struct sim *s, struct component *m, uint32_t slot)
{
	struct table *t = m->state;
	struct call *c = call_at(s, slot);
	int side = is_write((enum op)c->op) ? WRITES : READS;
	double units = units_of(t, c, side);
	struct key *key = key_of(t, c);

	if (carries_item(t, c) && c->bytes > t->most_item_bytes) {
		t->n_invalid++;
		call_reply(s, slot, OUTCOME_INVALID, RULE_DYNAMODB_ITEM);
		return;
	}
	if (t->is_on_demand)
		roll_minutes(t, &t->sides[side], s->now_ns);
	if (is_over(s, t, side, slot, units, key))
		return;
	use(t, side, units, key);
	c->lane_ns = s->now_ns;
	call_wake_after(s, slot,
			component_draw(m, c->op == OP_QUERY ? &t->query_latency : &t->latency[side]),
			PHASE_DONE);
}

/* Each change goes to the streams of the table; nobody waits for that. */
static void publish(struct sim *s, struct component *m, const struct call *c)
{
	const struct table *t = m->state;
	double bytes = item_bytes(t, c);

	for (size_t i = 0; i < t->n_streams; i++) {
		uint32_t slot = call_new(s, m->index, t->streams[i].to, t->streams[i].op, CALL_NONE,
					 c->request);
		struct call *record = call_at(s, slot);

		record->key = c->key;
		record->hops = c->hops;
		record->bytes = (uint32_t)bytes & CALL_BYTES_MAX;
		call_send(s, slot);
	}
}

/* And to its own stream a little later, when somebody reads it: in the order of the changes. */
static void stream_change(struct sim *s, struct component *m, const struct call *c)
{
	struct table *t = m->state;
	int64_t *last_ns, at_ns;
	uint32_t slot;
	struct call *record;

	if (!t->stream.n_consumers)
		return;
	slot = call_new(s, m->index, m->index, OP_PUT_RECORD, CALL_NONE, c->request);
	record = call_at(s, slot);
	record->key = c->key;
	record->hops = c->hops;
	record->bytes = (uint32_t)item_bytes(t, c) & CALL_BYTES_MAX;
	record->a = stream_shard(&t->stream, c->key);
	last_ns = &t->last_change_ns[record->a];
	at_ns = s->now_ns + component_draw(m, &t->stream_delay);
	*last_ns = at_ns > *last_ns ? at_ns : *last_ns;
	call_wake_after(s, slot, *last_ns - s->now_ns, PHASE_STREAM);
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	struct table *t = m->state;
	const struct call *c = call_at(s, slot);

	if (c->phase == PHASE_STREAM) {
		stream_put(s, m, &t->stream, c, c->a);
		call_drop(s, slot);
		return;
	}
	t->n_done++;
	summary_add(&t->total, s->now_ns - c->lane_ns);
	if (c->flags & CALL_FAILS)
		t->n_failed++;
	else if ((t->n_streams || t->has_stream) && is_write((enum op)c->op)) {
		publish(s, m, c);
		stream_change(s, m, c);
	}
	call_reply(s, slot, OUTCOME_FINE, RULE_NONE);
}

/* Type AWS::DynamoDB::GlobalTable spells its throughput in a way of its own. */
static bool is_global(const struct build *b, const struct component *m)
{
	return !strcmp(b->sim->arch->resources[m->resource].type, "AWS::DynamoDB::GlobalTable");
}

/* On demand by BillingMode; a SAM SimpleTable also when it says nothing about throughput. */
static bool reads_on_demand(struct build *b, struct component *m)
{
	const struct value *p = build_properties(b, m);
	const char *type = b->sim->arch->resources[m->resource].type;
	const char *mode = value_string(p, "BillingMode", "");

	if (*mode && strcmp(mode, "PROVISIONED") != 0 && strcmp(mode, "PAY_PER_REQUEST") != 0)
		diag_hint(b->diags,
			  build_complain(b, m, DIAG_ERROR, value_get(p, "BillingMode"), "sim-property",
					 "BillingMode cannot be \"%.40s\"", mode),
			  "PROVISIONED or PAY_PER_REQUEST");
	if (!*mode && !strcmp(type, "AWS::Serverless::SimpleTable"))
		return !value_get(p, "ProvisionedThroughput");
	return !strcmp(mode, "PAY_PER_REQUEST");
}

/* Where the units of a table (or an index) of its own stand. */
static const char *units_path(const struct build *b, const struct component *m, int side)
{
	if (is_global(b, m))
		return side == WRITES ?
			       "WriteProvisionedThroughputSettings.WriteCapacityAutoScalingSettings.MinCapacity" :
			       "ReadProvisionedThroughputSettings.ReadCapacityAutoScalingSettings.MinCapacity";
	return side == WRITES ? "ProvisionedThroughput.WriteCapacityUnits" :
				"ProvisionedThroughput.ReadCapacityUnits";
}

/*
 * Provisioned units in a map. AWS refuses a table without them, and so do we; what
 * a parameter leaves open is taken from the fact.
 */
static double provisioned(struct build *b, struct component *m, const struct value *map,
			  const char *what, int side)
{
	const char *path = units_path(b, m, side);
	const struct value *at = value_at(map, path);
	double per_s = build_fact(b, "dynamodb.provisioned.default");

	if (!at) {
		diag_hint(b->diags,
			  build_complain(b, m, DIAG_ERROR, map, "sim-property", "%s has no %s", what, path),
			  "a table without it needs BillingMode: PAY_PER_REQUEST");
		return per_s;
	}
	if (at->kind == VALUE_TEXT && (!value_number(map, path, &per_s) || per_s < 1 || per_s > 1e9)) {
		build_complain(b, m, DIAG_ERROR, at, "sim-property",
			       "%s of %s is a number from 1, not \"%.40s\"", path, what, at->text);
		return build_fact(b, "dynamodb.provisioned.default");
	}
	return per_s;
}

static void configure_provisioned(struct build *b, struct component *m)
{
	struct table *t = m->state;
	const struct value *p = build_properties(b, m), *replicas = value_get(p, "Replicas");
	double burst_s = build_fact(b, "dynamodb.burst");

	for (int side = 0; side < N_SIDES; side++) {
		/* Reads of a global table are provisioned for each replica: the first is ours. */
		bool is_replica = side == READS && is_global(b, m);
		const struct value *map = is_replica ? (replicas ? replicas->child : NULL) : p;

		capacity_init(&t->sides[side].table,
			      provisioned(b, m, map, is_replica ? "its first replica" : "the table", side),
			      burst_s);
	}
}

/* The most that OnDemandThroughput allows; -1 and nothing are no limit. */
static double maximum(struct build *b, struct component *m, int side)
{
	const char *path = side == WRITES ? "OnDemandThroughput.MaxWriteRequestUnits" :
					    "OnDemandThroughput.MaxReadRequestUnits";

	if (is_global(b, m))
		path = side == WRITES ? "WriteOnDemandThroughputSettings.MaxWriteRequestUnits" :
					"ReadOnDemandThroughputSettings.MaxReadRequestUnits";
	if (!strcmp(value_string(build_properties(b, m), path, "-1"), "-1"))
		return INFINITY;
	return build_number(b, m, path, "dynamodb.ondemand.writes.most", 1, 1e9);
}

static void configure_on_demand(struct build *b, struct component *m)
{
	static const char *const first[] = { "dynamodb.ondemand.reads.first",
					     "dynamodb.ondemand.writes.first" };
	static const char *const most[] = { "dynamodb.ondemand.reads.most",
					    "dynamodb.ondemand.writes.most" };
	struct table *t = m->state;

	t->growth = build_fact(b, "dynamodb.ondemand.growth");
	for (int side = 0; side < N_SIDES; side++) {
		struct side *d = &t->sides[side];

		d->first = build_fact(b, first[side]);
		d->quota = build_fact(b, most[side]);
		d->maximum = maximum(b, m, side);
		capacity_init(&d->table, ceiling(t, d), 1);
	}
}

/* Indexes of a provisioned table have their own units; those of an on-demand one grow with it. */
static void configure_indexes(struct build *b, struct component *m)
{
	struct table *t = m->state;
	const struct value *list = value_get(build_properties(b, m), "GlobalSecondaryIndexes");
	double burst_s = build_fact(b, "dynamodb.burst");

	for (const struct value *v = list ? list->child : NULL; v; v = v->next) {
		struct gsi *g = &t->indexes[t->n_indexes];

		if (t->n_indexes == MOST_INDEXES) {
			build_complain(b, m, DIAG_ERROR, v, "sim-property",
				       "a table has at most %d global secondary indexes", MOST_INDEXES);
			return;
		}
		t->n_indexes++;
		if (!t->is_on_demand) {
			const char *name = value_string(v, "IndexName", "an index");

			capacity_init(&g->writes, provisioned(b, m, v, name, WRITES), burst_s);
			g->read_per_s = is_global(b, m) ? 0 : provisioned(b, m, v, name, READS);
		}
	}
}

static uint32_t add_key(struct build *b, struct table *t, const char *name)
{
	struct key *k;

	if (t->n_keys == t->cap_keys) {
		struct key *more;

		t->cap_keys = t->cap_keys ? 2 * t->cap_keys : 4;
		more = arena_alloc(&b->sim->arena, t->cap_keys * sizeof(*more));
		if (t->n_keys)
			memcpy(more, t->keys, t->n_keys * sizeof(*more));
		t->keys = more;
	}
	k = &t->keys[t->n_keys];
	k->name = name;
	for (int side = 0; side < N_SIDES; side++)
		capacity_init(&k->sides[side], t->partition[side], 1);
	return t->n_keys++;
}

/* A workload that names a key means that one; without a name each call has its own. */
static uint32_t address(struct build *b, const struct component *m, const struct workload *w)
{
	struct table *t = m->state;

	if (!w->path || !*w->path)
		return 0;
	for (uint32_t i = 1; i < t->n_keys; i++)
		if (!strcmp(t->keys[i].name, w->path))
			return i;
	return add_key(b, t, arena_strdup(&b->sim->arena, w->path));
}

static void configure_metadata(struct build *b, struct component *m)
{
	struct table *t = m->state;
	const struct value *meta = build_metadata(b, m);
	const char *size = value_string(meta, "ItemSize", NULL);
	double bytes = build_size_text(b, m, "ItemSize", size, t->units[WRITES]);

	t->has_item_size = size;
	t->most_item_bytes = (uint32_t)build_fact(b, "dynamodb.item");
	if (bytes < 1 || bytes > t->most_item_bytes)
		build_complain(b, m, DIAG_ERROR, value_get(meta, "ItemSize"), "sim-property",
			       "ItemSize is 1 to %u bytes", t->most_item_bytes);
	else
		t->item_bytes = (uint32_t)bytes;
	t->hot_share = build_share(b, m, "HotKey", 0);
	random_init(&t->hot, b->sim->seed, m->id, "hot key");
	t->read_share = build_flag(b, m, "ConsistentReads", false) ? 1 :
								      build_fact(b, "dynamodb.read.eventual");
}

/* The table's own stream: a shard for each partition that its writes need (an assumption). */
static void configure_stream(struct build *b, struct component *m)
{
	struct table *t = m->state;
	const struct value *spec = value_get(build_properties(b, m), "StreamSpecification");
	double partitions = ceil(t->sides[WRITES].table.per_s / t->partition[WRITES]);
	uint32_t n = partitions > 1 ? (uint32_t)partitions : 1;

	t->has_stream = spec && spec->kind != VALUE_NULL;
	t->last_change_ns = arena_zalloc(&b->sim->arena, n * sizeof(*t->last_change_ns));
	stream_init(b, m, &t->stream, n,
		    "lambda.esm.stream.poll.dynamodb", build_fact_ns(b, "dynamodb.stream.retention"));
	build_dist(b, m, &t->stream_delay, "dynamodb.stream.delay", "stream");
}

static void configure(struct build *b, struct component *m)
{
	struct table *t = m->state;

	summary_init(&t->total);
	t->units[READS] = build_fact(b, "dynamodb.read.unit");
	t->units[WRITES] = build_fact(b, "dynamodb.write.unit");
	t->transaction[READS] = build_fact(b, "dynamodb.read.transaction");
	t->transaction[WRITES] = build_fact(b, "dynamodb.write.transaction");
	t->partition[READS] = build_fact(b, "dynamodb.partition.reads");
	t->partition[WRITES] = build_fact(b, "dynamodb.partition.writes");
	add_key(b, t, "");
	t->is_on_demand = reads_on_demand(b, m);
	if (t->is_on_demand)
		configure_on_demand(b, m);
	else
		configure_provisioned(b, m);
	configure_indexes(b, m);
	configure_metadata(b, m);
	build_dist(b, m, &t->latency[READS], "dynamodb.latency.read", "reads");
	build_dist(b, m, &t->latency[WRITES], "dynamodb.latency.write", "writes");
	build_dist(b, m, &t->query_latency, "dynamodb.latency.query", "queries");
	configure_stream(b, m);
}

static struct stream *stream_of(struct component *m)
{
	struct table *t = m->state;

	return t->has_stream ? &t->stream : NULL;
}

static const struct source dynamodb_source = { .stream = stream_of };

static void connect(struct build *b, struct component *m)
{
	struct table *t = m->state;
	const struct arch_edge *e;
	struct component *to;
	size_t i = 0;

	while ((e = build_edge(b, m, false, &i, &to)) != NULL) {
		enum op op = e->verb == VERB_PUBLISHES && to ? op_for(e->verb, NULL, to) : OP_NONE;

		if (op == OP_NONE || t->n_streams == MOST_STREAMS)
			continue;
		t->streams[t->n_streams].to = to->index;
		t->streams[t->n_streams++].op = op;
	}
}

/* "dynamodb:PutItem", "PutItem"; what names no single action is told by the verb. */
static enum op op_of(enum arch_verb verb, const char *action)
{
	static const struct {
		const char *action;
		enum op op;
	} actions[] = {
		{ "GetItem", OP_READ },		 { "BatchGetItem", OP_READ },
		{ "Query", OP_QUERY },		 { "Scan", OP_QUERY },
		{ "PutItem", OP_WRITE },	 { "BatchWriteItem", OP_WRITE },
		{ "UpdateItem", OP_UPDATE },	 { "DeleteItem", OP_REMOVE },
		{ "TransactGetItems", OP_TRANSACT_READ },
		{ "TransactWriteItems", OP_TRANSACT_WRITE },
	};

	if (!action)
		return verb == VERB_READS ? OP_READ : OP_WRITE;
	for (size_t i = 0; i < sizeof(actions) / sizeof(*actions); i++)
		if (!strcmp(action, actions[i].action))
			return actions[i].op;
	return OP_NONE;
}

static void report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct table *t = m->state;
	const struct side *reads = &t->sides[READS], *writes = &t->sides[WRITES];

	(void)s;
	metrics_number(out, "ConsumedReadCapacityUnits", "units", reads->used);
	metrics_number(out, "ConsumedWriteCapacityUnits", "units", writes->used);
	metrics_count(out, "ThrottledRequests", reads->n_throttled + writes->n_throttled);
	metrics_count(out, "ReadThrottleEvents", reads->n_throttled);
	metrics_count(out, "WriteThrottleEvents", writes->n_throttled);
	metrics_count(out, "UserErrors", t->n_invalid);
	metrics_count(out, "SystemErrors", t->n_failed);
	report_time(out, "SuccessfulRequestLatency", &t->total);
	if (!t->has_stream)
		return;
	metrics_count(out, "StreamRecords", t->stream.n_in);
	metrics_count(out, "ReturnedRecordsCount", t->stream.n_out);
}

/* Provisioned units are paid by the hour, used or not; an index is paid as a table is. */
static struct held_cost held(const struct sim *s, const struct component *m)
{
	const struct table *t = m->state;
	double reads = t->sides[READS].table.per_s, writes = t->sides[WRITES].table.per_s;

	if (t->is_on_demand)
		return (struct held_cost){ 0 };
	for (size_t i = 0; i < t->n_indexes; i++) {
		reads += t->indexes[i].read_per_s;
		writes += t->indexes[i].writes.per_s;
	}
	return held_by_hour(s, reads * facts_value(s->facts, s->profile, "dynamodb.price.capacity.read") +
				       writes * facts_value(s->facts, s->profile,
							    "dynamodb.price.capacity.write"));
}

static double cost(const struct sim *s, const struct component *m)
{
	const struct table *t = m->state;
	double writes = t->sides[WRITES].used;

	if (!t->is_on_demand)
		return held(s, m).usd;
	for (size_t i = 0; i < t->n_indexes; i++)
		writes += t->indexes[i].used;
	return t->sides[READS].used * facts_value(s->facts, s->profile, "dynamodb.price.read") +
	       writes * facts_value(s->facts, s->profile, "dynamodb.price.write");
}

static void done(struct component *m)
{
	struct table *t = m->state;

	summary_done(&t->total);
	stream_done(&t->stream);
}

const struct service dynamodb_service = {
	.name = "dynamodb",
	.state_bytes = sizeof(struct table),
	.is_dynamodb = true,
	.kind = ARCH_TABLE,
	.configure = configure,
	.connect = connect,
	.arrive = arrive,
	.wake = wake,
	.ops = 1 << OP_READ | 1 << OP_WRITE | 1 << OP_UPDATE | 1 << OP_QUERY | 1 << OP_REMOVE |
	       1 << OP_TRANSACT_READ | 1 << OP_TRANSACT_WRITE,
	.op_for = op_of,
	.entry_op = OP_WRITE,
	.address = address,
	.error = OUTCOME_SERVER_ERROR,
	.throttled = OUTCOME_PROVISIONED_THROUGHPUT,
	.denied = OUTCOME_ACCESS_DENIED,
	.down = OUTCOME_UNAVAILABLE,
	.source = &dynamodb_source,
	.report = report,
	.cost = cost,
	.held = held,
	.done = done,
};
