/* SPDX-License-Identifier: MIT */
/*
 * Kinesis Data Streams. The partition key is the key of a put ('put
 * kinesis://Clicks/user-7'); puts that name none go to random shards. One call
 * puts one record. On demand, a stream begins with four shards' worth; when a
 * minute used half of what it may take, it may take double after the time that a
 * split takes. Its consumers still see four shards (an assumption).
 */
#include <string.h>

#include "sim/duration.h"
#include "sim/key.h"
#include "sim/stream.h"

extern const struct service kinesis_service;

enum { PHASE_PUT };

struct kinesis {
	struct stream stream;		/* first */
	struct dist latency;
	uint32_t most_bytes;
	bool is_on_demand;
	int64_t minute_ns;		/* start of the minute at hand */
	int64_t split_ns;		/* when a split ends; 0 = none */
	double minute_bytes, minute_records;
	int64_t split_time_ns;
	double split_share;
	uint64_t n_units;
	double unit_bytes, unit_price, shard_price;
};

static struct stream *stream_of(struct component *m)
{
	return &((struct kinesis *)m->state)->stream;
}

static const struct source kinesis_source = { .stream = stream_of };

/* Doubles what the stream may take when a split is over, and decides on the next one. */
static void scale(struct sim *s, struct kinesis *k, uint32_t bytes)
{
	struct stream *t = &k->stream;

	if (k->split_ns && s->now_ns >= k->split_ns) {
		t->write_bytes *= 2;
		t->write_records *= 2;
		t->burst_bytes *= 2;
		t->read_bytes *= 2;
		t->fan_out_bytes *= 2;
		t->read_calls *= 2;
		stream_pace(s, t);
		k->split_ns = 0;
	}
	if (s->now_ns - k->minute_ns >= NS_PER_MIN) {
		k->minute_ns = s->now_ns - s->now_ns % NS_PER_MIN;
		k->minute_bytes = k->minute_records = 0;
	}
	k->minute_bytes += bytes;
	k->minute_records += 1;
	if (!k->split_ns &&
	    (k->minute_bytes > k->split_share * 60 * t->write_bytes * t->n_shards ||
	     k->minute_records > k->split_share * 60 * t->write_records * t->n_shards))
		k->split_ns = s->now_ns + k->split_time_ns;
}

static void arrive(struct sim *s, struct component *m, uint32_t slot)
{
	struct kinesis *k = m->state;
	struct call *c = call_at(s, slot);

	if (c->bytes > k->most_bytes) {
		call_reply(s, slot, OUTCOME_INVALID, RULE_KINESIS_SIZE);
		return;
	}
	if (k->is_on_demand)
		scale(s, k, c->bytes);
	c->a = stream_shard(&k->stream, c->key);
	if (!stream_admits(s, &k->stream, c->a, c->bytes)) {
		call_reply(s, slot, OUTCOME_PROVISIONED_THROUGHPUT, RULE_KINESIS_WRITE);
		return;
	}
	k->n_units += c->bytes ? ((uint64_t)c->bytes + (uint64_t)k->unit_bytes - 1) /
					 (uint64_t)k->unit_bytes
			       : 1;
	call_wake_after(s, slot, component_draw(m, &k->latency), PHASE_PUT);
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	struct kinesis *k = m->state;
	const struct call *c = call_at(s, slot);

	if (!(c->flags & CALL_FAILS))
		stream_put(s, m, &k->stream, c, c->a);
	call_reply(s, slot, OUTCOME_FINE, RULE_NONE);
}

static void configure_limits(struct build *b, struct component *m, struct kinesis *k)
{
	struct stream *t = &k->stream;
	double normal = build_fact(b, "kinesis.record.default"),
	       most = build_fact(b, "kinesis.record.most");

	k->most_bytes = (uint32_t)(1024 * build_number_in(b, m, build_properties(b, m),
							  "MaxRecordSizeInKiB", normal / 1024,
							  normal / 1024, most / 1024));
	t->write_bytes = build_fact(b, "kinesis.shard.write.bytes");
	t->write_records = build_fact(b, "kinesis.shard.write.records");
	t->read_bytes = build_fact(b, "kinesis.shard.read.bytes");
	t->read_calls = build_fact(b, "kinesis.shard.read.calls");
	t->fan_out_bytes = build_fact(b, "kinesis.fanout.bytes");
	t->burst_bytes = k->most_bytes > normal ? build_fact(b, "kinesis.shard.write.burst")
						: t->write_bytes;
}

static void configure(struct build *b, struct component *m)
{
	struct kinesis *k = m->state;
	double hours = (double)build_fact_ns(b, "kinesis.retention.default") / (double)NS_PER_H,
	       shards;

	k->is_on_demand =
		!strcmp(value_string(build_properties(b, m), "StreamModeDetails.StreamMode", ""),
			"ON_DEMAND");
	shards = k->is_on_demand ? build_fact(b, "kinesis.ondemand.shards")
				 : build_number(b, m, "ShardCount", "kinesis.shards.default", 1,
						build_fact(b, "kinesis.shards.most"));
	hours = build_number_in(b, m, build_properties(b, m), "RetentionPeriodHours", hours, hours,
				build_fact(b, "kinesis.retention.most"));
	stream_init(b, m, &k->stream, (uint32_t)shards, "lambda.esm.stream.poll.kinesis",
		    (int64_t)hours * NS_PER_H);
	configure_limits(b, m, k);
	build_dist(b, m, &k->latency, "kinesis.latency.put", "put");
	k->split_time_ns = build_fact_ns(b, "kinesis.ondemand.split");
	k->split_share = build_fact(b, "kinesis.ondemand.share");
	k->unit_bytes = build_fact(b, "kinesis.price.put.unit");
	k->unit_price = build_fact(b, "kinesis.price.put");
	k->shard_price = build_fact(b, "kinesis.price.shard");
}

static uint32_t address(struct build *b, const struct component *m, const struct workload *w)
{
	(void)b, (void)m;
	return w->path && *w->path ? key_of_text(w->path) : 0;
}

static enum op op_for_verb(enum arch_verb verb, const char *action)
{
	(void)action;
	return verb == VERB_POLLS || verb == VERB_READS ? OP_NONE : OP_PUT_RECORD;
}

static void report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct stream *t = &((const struct kinesis *)m->state)->stream;

	metrics_count(out, "IncomingRecords", t->n_in);
	metrics_count(out, "IncomingBytes", t->bytes_in);
	metrics_count(out, "WriteProvisionedThroughputExceeded", t->n_throttled);
	metrics_count(out, "ReadProvisionedThroughputExceeded", stream_refused(s, t));
	metrics_count(out, "GetRecords.Records", t->n_out);
	metrics_count(out, "GetRecords.Bytes", t->bytes_out);
	report_time(out, "GetRecords.IteratorAgeMilliseconds", &t->age);
	metrics_count(out, "OpenShardCount", t->n_shards);
}

/* On demand another price list holds, for which there is no source at hand. */
static struct held_cost held(const struct sim *s, const struct component *m)
{
	const struct kinesis *k = m->state;

	return held_by_hour(s, k->is_on_demand ? 0 : k->stream.n_shards * k->shard_price);
}

static double cost(const struct sim *s, const struct component *m)
{
	const struct kinesis *k = m->state;

	return k->is_on_demand ? 0 : held(s, m).usd + (double)k->n_units * k->unit_price;
}

static void done(struct component *m)
{
	stream_done(stream_of(m));
}

const struct service kinesis_service = {
	.name = "kinesis",
	.state_bytes = sizeof(struct kinesis),
	.kind = ARCH_STREAM,
	.configure = configure,
	.arrive = arrive,
	.wake = wake,
	.ops = 1 << OP_PUT_RECORD,
	.op_for = op_for_verb,
	.entry_op = OP_PUT_RECORD,
	.address = address,
	.error = OUTCOME_SERVER_ERROR,
	.throttled = OUTCOME_PROVISIONED_THROUGHPUT,
	.denied = OUTCOME_ACCESS_DENIED,
	.down = OUTCOME_UNAVAILABLE,
	.source = &kinesis_source,
	.report = report,
	.cost = cost,
	.held = held,
	.done = done,
};
