/* SPDX-License-Identifier: MIT */
/*
 * DynamoDB tables: capacity units, provisioned with a bucket of 300 s or on
 * demand with a ceiling that grows with the peaks of the past, the limit of one
 * key, indexes that hold their table back, streams.
 *
 * Metadata.Nephoscope: ItemSize (bytes, 1 KB), ConsistentReads (false), HotKey
 * (share of calls that go to one key, 0).
 */
#include <math.h>
#include <string.h>

#include "sim/capacity.h"
#include "sim/service.h"

enum { PEAK_MINUTES = 30, MOST_INDEXES = 20, MOST_STREAMS = 4 };

/* Reads or writes: they are limited apart. */
struct side {
	struct capacity table, hot_key;
	double first, most;		/* on demand: ceiling of a new table; quota, 0 = provisioned */
	double minute_units;		/* used in the minute that runs */
	double peaks[PEAK_MINUTES];	/* units a second in the last minutes, by minute modulo */
	double old_peak;		/* of all minutes before these */
	int64_t minute;			/* that runs */
	double used;			/* units in all */
	uint64_t n_throttled;		/* events: requests that met a limit */
};

/* A global secondary index: its writes cost its own capacity. */
struct gsi {
	struct capacity writes;
};

struct table {
	struct side reads, writes;
	struct gsi indexes[MOST_INDEXES];
	size_t n_indexes;
	struct dist read_latency, write_latency, query_latency;
	struct random keys;
	double hot_share;
	double read_unit, write_unit;		/* bytes of one unit */
	double read_share;			/* units of a read of one read_unit */
	double growth, burst_s;
	uint32_t item_bytes, most_item_bytes;
	uint16_t streams[MOST_STREAMS];		/* Kinesis streams that get each change */
	size_t n_streams;
	bool is_on_demand;
	uint64_t n_done, n_throttled, n_invalid;
	struct summary latency;
};

static double ceiling(const struct table *t, const struct side *d)
{
	double grown = t->growth * d->old_peak;

	return fmin(fmax(d->first, grown), d->most);
}

/* Ends the minutes that are over: their peaks count for the ceiling once they are old enough. */
static void roll_minutes(struct table *t, struct side *d, int64_t now_ns)
{
	int64_t minute = now_ns / NS_PER_MIN;
	double before = d->old_peak;

	while (d->minute < minute) {
		double *slot = &d->peaks[d->minute % PEAK_MINUTES];

		d->old_peak = fmax(d->old_peak, *slot);
		*slot = d->minute_units / 60;
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
	return op == OP_WRITE || op == OP_UPDATE || op == OP_REMOVE;
}

static double units_of(const struct table *t, const struct call *c)
{
	double bytes = c->bytes ? c->bytes : t->item_bytes;

	if (is_write((enum op)c->op))
		return ceil(bytes / t->write_unit);
	return ceil(bytes / t->read_unit) * t->read_share;
}

static void refuse(struct sim *s, struct table *t, struct side *d, uint32_t slot, enum rule rule,
		   double limit)
{
	d->n_throttled++;
	t->n_throttled++;
	if (s->trace)
		trace_moment(s, slot, MOMENT_THROTTLED, rule, (int64_t)limit);
	call_reply(s, slot, OUTCOME_PROVISIONED_THROUGHPUT, rule);
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
static bool is_over(struct sim *s, struct table *t, struct side *d, uint32_t slot, double units,
		    bool is_hot)
{
	bool is_writing = d == &t->writes;
	struct gsi *full;

	if (!capacity_has(&d->table, s->now_ns, units)) {
		enum rule rule = t->is_on_demand ? RULE_DYNAMODB_ONDEMAND : RULE_DYNAMODB_PROVISIONED;

		refuse(s, t, d, slot, rule, d->table.per_s);
		return true;
	}
	if (is_hot && !capacity_has(&d->hot_key, s->now_ns, units)) {
		refuse(s, t, d, slot, is_writing ? RULE_DYNAMODB_KEY_WRITES : RULE_DYNAMODB_KEY_READS,
		       d->hot_key.per_s);
		return true;
	}
	full = is_writing ? full_index(s, t, units) : NULL;
	if (full) {
		refuse(s, t, d, slot, RULE_DYNAMODB_GSI, full->writes.per_s);
		return true;
	}
	return false;
}

static void arrive(struct sim *s, struct component *m, uint32_t slot)
{
	struct table *t = m->state;
	struct call *c = call_at(s, slot);
	struct side *d = is_write((enum op)c->op) ? &t->writes : &t->reads;
	double units = units_of(t, c);
	bool is_hot = random_coin(&t->keys, t->hot_share);
	struct dist *latency = c->op == OP_QUERY ? &t->query_latency :
			       d == &t->writes	 ? &t->write_latency :
						   &t->read_latency;

	if (d == &t->writes && c->bytes > t->most_item_bytes) {
		t->n_invalid++;
		call_reply(s, slot, OUTCOME_INVALID, RULE_DYNAMODB_ITEM);
		return;
	}
	if (t->is_on_demand)
		roll_minutes(t, d, s->now_ns);
	if (is_over(s, t, d, slot, units, is_hot))
		return;
	d->used += units;
	d->minute_units += units;
	capacity_take(&d->table, units);
	if (is_hot)
		capacity_take(&d->hot_key, units);
	for (size_t i = 0; d == &t->writes && i < t->n_indexes; i++)
		capacity_take(&t->indexes[i].writes, units);
	c->lane_ns = s->now_ns;
	call_wake_after(s, slot, component_draw(m, latency), 0);
}

/* Each change goes to the streams of the table; nobody waits for that. */
static void publish(struct sim *s, struct component *m, const struct call *c)
{
	const struct table *t = m->state;

	for (size_t i = 0; i < t->n_streams; i++) {
		uint32_t slot = call_new(s, m->index, t->streams[i], OP_PUT_RECORD, CALL_NONE, c->request);
		struct call *record = call_at(s, slot);

		record->key = c->key;
		record->hops = c->hops;
		record->bytes = c->bytes ? c->bytes : t->item_bytes;
		call_send(s, slot);
	}
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	struct table *t = m->state;
	struct call *c = call_at(s, slot);

	t->n_done++;
	summary_add(&t->latency, s->now_ns - c->lane_ns);
	if (t->n_streams && is_write((enum op)c->op) && !(c->flags & CALL_FAILS))
		publish(s, m, c);
	call_reply(s, slot, OUTCOME_FINE, RULE_NONE);
}

/* On demand by BillingMode; a SAM SimpleTable also when it says nothing about throughput. */
static bool reads_on_demand(struct build *b, struct component *m)
{
	const struct value *p = build_properties(b, m);
	const char *type = b->sim->arch->resources[m->resource].type;
	const char *mode = value_string(p, "BillingMode", "");

	if (*mode && strcmp(mode, "PROVISIONED") && strcmp(mode, "PAY_PER_REQUEST"))
		diag_hint(b->diags,
			  build_complain(b, m, DIAG_ERROR, value_get(p, "BillingMode"), "sim-property",
					 "BillingMode cannot be \"%.40s\"", mode),
			  "PROVISIONED or PAY_PER_REQUEST");
	if (!*mode && !strcmp(type, "AWS::Serverless::SimpleTable"))
		return !value_get(p, "ProvisionedThroughput");
	return !strcmp(mode, "PAY_PER_REQUEST") || !strcmp(type, "AWS::DynamoDB::GlobalTable");
}

static void configure_side(struct build *b, struct component *m, struct side *d, bool is_writes)
{
	struct table *t = m->state;
	const char *units = is_writes ? "ProvisionedThroughput.WriteCapacityUnits" :
					"ProvisionedThroughput.ReadCapacityUnits";
	const char *most = is_writes ? "OnDemandThroughput.MaxWriteRequestUnits" :
				       "OnDemandThroughput.MaxReadRequestUnits";
	double quota = build_fact(b, is_writes ? "dynamodb.ondemand.writes.most" :
						 "dynamodb.ondemand.reads.most");

	capacity_init(&d->hot_key,
		      build_fact(b, is_writes ? "dynamodb.partition.writes" : "dynamodb.partition.reads"),
		      1);
	if (!t->is_on_demand) {
		double per_s = build_number(b, m, units, "dynamodb.provisioned.default", 1, 1e9);

		capacity_init(&d->table, per_s, build_fact(b, "dynamodb.burst"));
		return;
	}
	d->first = build_fact(b, is_writes ? "dynamodb.ondemand.writes.first" :
					     "dynamodb.ondemand.reads.first");
	d->most = build_number(b, m, most, NULL, 1, 1e9);
	if (d->most == 0)
		d->most = quota;
	capacity_init(&d->table, ceiling(t, d), 1);
}

/* Indexes of a provisioned table have their own units; those of an on-demand one grow with it. */
static void configure_indexes(struct build *b, struct component *m)
{
	struct table *t = m->state;
	const struct value *list = value_get(build_properties(b, m), "GlobalSecondaryIndexes");

	for (const struct value *v = list ? list->child : NULL; v && !t->is_on_demand; v = v->next) {
		double per_s;

		if (t->n_indexes == MOST_INDEXES) {
			build_complain(b, m, DIAG_ERROR, v, "sim-property",
				       "a table has at most %d global secondary indexes", MOST_INDEXES);
			return;
		}
		if (value_number(v, "ProvisionedThroughput.WriteCapacityUnits", &per_s) && per_s > 0)
			capacity_init(&t->indexes[t->n_indexes++].writes, per_s,
				      build_fact(b, "dynamodb.burst"));
	}
}

static void configure_metadata(struct build *b, struct component *m)
{
	struct table *t = m->state;
	const struct value *meta = build_metadata(b, m);
	const char *hot = value_string(meta, "HotKey", "0");
	double bytes = build_fact(b, "dynamodb.write.unit");

	value_number(meta, "ItemSize", &bytes);
	t->most_item_bytes = (uint32_t)build_fact(b, "dynamodb.item");
	if (bytes < 1 || bytes > t->most_item_bytes)
		build_complain(b, m, DIAG_ERROR, value_get(meta, "ItemSize"), "sim-property",
			       "ItemSize is 1 to %u bytes", t->most_item_bytes);
	else
		t->item_bytes = (uint32_t)bytes;
	if (share_parse(hot, &t->hot_share) != ERR_OK)
		build_complain(b, m, DIAG_ERROR, value_get(meta, "HotKey"), "sim-property",
			       "HotKey is a share such as 20%%, not \"%.40s\"", hot);
	random_init(&t->keys, b->sim->seed, m->id, "keys");
	t->read_share = value_bool(meta, "ConsistentReads", false) ? 1 :
								      build_fact(b, "dynamodb.read.eventual");
}

static void configure(struct build *b, struct component *m)
{
	struct table *t = m->state;

	summary_init(&t->latency);
	t->growth = build_fact(b, "dynamodb.ondemand.growth");
	t->read_unit = build_fact(b, "dynamodb.read.unit");
	t->write_unit = build_fact(b, "dynamodb.write.unit");
	t->is_on_demand = reads_on_demand(b, m);
	configure_side(b, m, &t->reads, false);
	configure_side(b, m, &t->writes, true);
	configure_indexes(b, m);
	configure_metadata(b, m);
	build_dist(b, m, &t->read_latency, "dynamodb.latency.read", "reads");
	build_dist(b, m, &t->write_latency, "dynamodb.latency.write", "writes");
	build_dist(b, m, &t->query_latency, "dynamodb.latency.query", "queries");
}

static void connect(struct build *b, struct component *m)
{
	struct table *t = m->state;
	const struct arch_edge *e;
	struct component *to;
	size_t i = 0;

	while ((e = build_edge(b, m, false, &i, &to)) != NULL)
		if (e->verb == VERB_PUBLISHES && to && t->n_streams < MOST_STREAMS)
			t->streams[t->n_streams++] = to->index;
}

static enum op op_of(enum arch_verb verb, const char *action)
{
	static const struct {
		const char *action;
		enum op op;
	} actions[] = {
		{ "GetItem", OP_READ },	      { "BatchGetItem", OP_READ },
		{ "TransactGetItems", OP_READ }, { "Query", OP_QUERY },
		{ "Scan", OP_QUERY },	      { "PutItem", OP_WRITE },
		{ "BatchWriteItem", OP_WRITE }, { "TransactWriteItems", OP_WRITE },
		{ "UpdateItem", OP_UPDATE },    { "DeleteItem", OP_REMOVE },
	};

	for (size_t i = 0; action && i < sizeof(actions) / sizeof(*actions); i++)
		if (!strcmp(action, actions[i].action))
			return actions[i].op;
	return verb == VERB_READS ? OP_READ : OP_WRITE;
}

static enum op entry(struct build *b, const struct component *m, struct workload *w)
{
	(void)b, (void)m, (void)w;
	return OP_WRITE;
}

static void report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct table *t = m->state;

	(void)s;
	metrics_number(out, "ConsumedReadCapacityUnits", "units", t->reads.used);
	metrics_number(out, "ConsumedWriteCapacityUnits", "units", t->writes.used);
	metrics_count(out, "ThrottledRequests", t->n_throttled);
	metrics_count(out, "ReadThrottleEvents", t->reads.n_throttled);
	metrics_count(out, "WriteThrottleEvents", t->writes.n_throttled);
	metrics_count(out, "UserErrors", t->n_invalid);
	report_time(out, "SuccessfulRequestLatency", &t->latency);
}

static double cost(const struct sim *s, const struct component *m)
{
	const struct table *t = m->state;
	double hours = (double)s->now_ns / (double)NS_PER_H;

	if (t->is_on_demand)
		return t->reads.used * facts_value(s->facts, s->profile, "dynamodb.price.read") +
		       t->writes.used * facts_value(s->facts, s->profile, "dynamodb.price.write");
	return hours * (t->reads.table.per_s *
				facts_value(s->facts, s->profile, "dynamodb.price.capacity.read") +
			t->writes.table.per_s *
				facts_value(s->facts, s->profile, "dynamodb.price.capacity.write"));
}

static void done(struct component *m)
{
	struct table *t = m->state;

	summary_done(&t->latency);
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
	.ops = 1 << OP_READ | 1 << OP_WRITE | 1 << OP_UPDATE | 1 << OP_QUERY | 1 << OP_REMOVE,
	.op_for = op_of,
	.entry = entry,
	.error = OUTCOME_SERVER_ERROR,
	.throttled = OUTCOME_PROVISIONED_THROUGHPUT,
	.denied = OUTCOME_ACCESS_DENIED,
	.down = OUTCOME_UNAVAILABLE,
	.report = report,
	.cost = cost,
	.done = done,
};
