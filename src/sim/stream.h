/* SPDX-License-Identifier: MIT */
/*
 * What Kinesis streams and DynamoDB Streams have in common: shards that keep
 * the order of their records, and consumers that each get every record. A
 * record is a call; each consumer (a mapping) is given its own copy and keeps it
 * until it has moved on, so a stream without consumers keeps nothing.
 *
 * The service has a struct stream in its state and returns it through its
 * source (source.h); it calls stream_put for each record.
 */
#ifndef SIM_STREAM_H
#define SIM_STREAM_H

#include "sim/source.h"

struct stream_shard {
	double written_bytes, written_records;	/* what the write buckets owe, at written_ns */
	int64_t written_ns;
	double read_ns;			/* until when readers without fan-out are busy */
};

struct stream {
	struct stream_shard *shards;
	uint32_t n_shards;

	double write_bytes, write_records;	/* a second and shard; 0 = no limit */
	double burst_bytes;
	double read_bytes, read_calls;		/* the same, of readers without fan-out */
	double fan_out_bytes;			/* of each with it; 0 = no limit */
	int64_t asked_poll_ns;			/* between two reads of a quiet shard */
	int64_t poll_ns;			/* and between two that are not refused */
	int64_t retention_ns;

	uint16_t *consumers;
	uint32_t n_consumers, n_readers;	/* those without fan-out */
	double poison;
	struct random random;

	uint64_t n_in, bytes_in, n_throttled;
	uint64_t n_out, bytes_out;		/* without fan-out */
	uint64_t n_held;			/* reads refused for their bytes */
	double n_refused;			/* for too many calls, until paced_ns */
	int64_t paced_ns;
	struct summary age;			/* of what is read without fan-out */
};

/*
 * For configure: shards, and facts for the rest: how often a second mappings
 * read each shard, and how long records are kept. Without limits until set.
 */
void stream_init(struct build *b, struct component *m, struct stream *t, uint32_t n_shards,
		 const char *poll_fact, int64_t retention_ns);
void stream_done(struct stream *t);

/* The shard of a partition key; a random one for key 0, which names none. */
uint32_t stream_shard(struct stream *t, uint32_t key);

/* Whether a shard takes a record of so many bytes now; if so, it counts. */
bool stream_admits(struct sim *s, struct stream *t, uint32_t shard, uint32_t bytes);

/* A record like the given call (key, bytes, request, hops) is there for all consumers. */
void stream_put(struct sim *s, struct component *m, struct stream *t, const struct call *like,
		uint32_t shard);

/* A mapping will be given the records. In connect, before which all limits are set. */
void stream_attach(struct build *b, struct stream *t, uint16_t consumer, bool has_fan_out);

/*
 * The readers of a shard poll it all the time, and share its calls evenly when they are
 * too many. Called when the number of either has changed.
 */
void stream_pace(struct sim *s, struct stream *t);

/* How many reads were refused. */
uint64_t stream_refused(const struct sim *s, const struct stream *t);

/*
 * A consumer reads n records of a shard, of so many bytes, which all but those with
 * fan-out share: after how many nanoseconds it has them. *own_read_ns is that of a
 * consumer with fan-out, NULL otherwise. age_ns: of the last record.
 */
int64_t stream_read(struct sim *s, struct stream *t, uint32_t shard, uint32_t n, uint64_t bytes,
		    double *own_read_ns, int64_t age_ns);

#endif
