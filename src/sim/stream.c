/* SPDX-License-Identifier: MIT */
#include "sim/stream.h"

#include "sim/key.h"
#include "sim/mapping.h"

void stream_init(struct build *b, struct component *m, struct stream *t, uint32_t n_shards,
		 const char *poll_fact, int64_t retention_ns)
{
	t->n_shards = n_shards;
	t->shards = arena_zalloc(&b->sim->arena, n_shards * sizeof(*t->shards));
	t->asked_poll_ns = t->poll_ns = (int64_t)(1e9 / build_fact(b, poll_fact));
	t->retention_ns = retention_ns;
	t->poison = build_share(b, m, "Poison", 0);
	random_init(&t->random, b->sim->seed, m->id, "records");
	summary_init(&t->age);
}

void stream_done(struct stream *t)
{
	summary_done(&t->age);
}

uint32_t stream_shard(struct stream *t, uint32_t key)
{
	if (t->n_shards == 1)
		return 0;
	if (!key)
		return (uint32_t)(random_unit(&t->random) * t->n_shards);
	return key_part(key, t->n_shards);
}

static double less(double owed, double drained)
{
	return owed > drained ? owed - drained : 0;
}

bool stream_admits(struct sim *s, struct stream *t, uint32_t shard, uint32_t bytes)
{
	struct stream_shard *d = &t->shards[shard];
	double seconds = (double)(s->now_ns - d->written_ns) / 1e9, owed_bytes, owed_records;

	if (t->write_records == 0)
		return true;
	owed_bytes = less(d->written_bytes, seconds * t->write_bytes);
	owed_records = less(d->written_records, seconds * t->write_records);
	d->written_ns = s->now_ns;
	d->written_bytes = owed_bytes;
	d->written_records = owed_records;
	/*
	 * Times are whole nanoseconds: a hair of slack leaves a writer at exactly the rate
	 * unharmed.
	 */
	if (owed_bytes + bytes > t->burst_bytes + 1 || owed_records + 1 > t->write_records + 1e-3) {
		t->n_throttled++;
		return false;
	}
	d->written_bytes += bytes;
	d->written_records += 1;
	return true;
}

void stream_put(struct sim *s, struct component *m, struct stream *t, const struct call *like,
		uint32_t shard)
{
	bool is_poison = random_coin(&t->random, t->poison);

	t->n_in++;
	t->bytes_in += like->bytes;
	for (uint32_t i = 0; i < t->n_consumers; i++) {
		uint32_t slot =
			call_new(s, like->from, m->index, OP_PUT_RECORD, CALL_NONE, like->request);
		struct call *c = call_at(s, slot);

		c->bytes = like->bytes;
		c->hops = like->hops;
		c->key = like->key;
		c->a = shard;
		c->flags = is_poison ? CALL_POISON : 0;
		mapping_record(s, &s->components[t->consumers[i]], shard, slot);
	}
}

/* Calls a nanosecond to one shard, beyond what it takes. */
static double excess(const struct stream *t)
{
	double calls = (double)t->n_readers / (double)t->asked_poll_ns;

	return t->read_calls ? less(calls, t->read_calls / 1e9) : 0;
}

static double refused(const struct sim *s, const struct stream *t)
{
	return t->n_refused + excess(t) * t->n_shards * (double)(s->now_ns - t->paced_ns);
}

void stream_pace(struct sim *s, struct stream *t)
{
	t->n_refused = refused(s, t);
	t->paced_ns = s->now_ns;
	t->poll_ns = t->asked_poll_ns;
	if (excess(t) > 0)
		t->poll_ns = (int64_t)(t->n_readers * 1e9 / t->read_calls);
}

uint64_t stream_refused(const struct sim *s, const struct stream *t)
{
	return t->n_held + (uint64_t)refused(s, t);
}

void stream_attach(struct build *b, struct stream *t, uint16_t consumer, bool has_fan_out)
{
	if (!t->consumers)
		t->consumers = arena_zalloc(&b->sim->arena,
					    b->sim->n_components * sizeof(*t->consumers));
	t->consumers[t->n_consumers++] = consumer;
	t->n_readers += !has_fan_out;
	stream_pace(b->sim, t);
}

static void count_read(struct stream *t, uint32_t n, uint64_t bytes, int64_t wait_ns,
		       int64_t age_ns)
{
	t->n_out += n;
	t->bytes_out += bytes;
	summary_add(&t->age, age_ns);
	/* It asks again each time that it would poll. */
	if (wait_ns > 0)
		t->n_held += (uint64_t)(1 + wait_ns / t->asked_poll_ns);
}

int64_t stream_read(struct sim *s, struct stream *t, uint32_t shard, uint32_t n, uint64_t bytes,
		    double *own_read_ns, int64_t age_ns)
{
	double *busy_ns = own_read_ns ? own_read_ns : &t->shards[shard].read_ns;
	double rate = own_read_ns ? t->fan_out_bytes : t->read_bytes, wait_ns = 0;

	if (rate > 0) {
		wait_ns = less(*busy_ns, (double)s->now_ns);
		*busy_ns = (double)s->now_ns + wait_ns + (double)bytes * 1e9 / rate;
	}
	if (!own_read_ns)
		count_read(t, n, bytes, (int64_t)wait_ns, age_ns);
	return (int64_t)wait_ns;
}
