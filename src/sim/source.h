/* SPDX-License-Identifier: MIT */
/*
 * What a service offers to those that poll it (service->source). A mapping asks
 * only this header, so that SQS, Kinesis and DynamoDB Streams look alike to it:
 * a queue gives messages in any number of batches at once, each message deleted
 * by its receipt or visible again after a while; a stream gives the records of
 * each shard in order and forgets nothing until the mapping moves on.
 *
 * Nobody polls while it is quiet: the source calls mapping_notify or
 * mapping_record (mapping.h) when there is something.
 */
#ifndef SIM_SOURCE_H
#define SIM_SOURCE_H

#include "sim/service.h"

/*
 * Set on an invocation by a mapping: the function reports the records that
 * failed (ReportBatchItemFailures). It succeeds as a whole then, and the
 * mapping asks service->record_fails for each record.
 */
enum { CALL_REPORTS_ITEMS = 1 << 7 };

/* A message as somebody received it. It is no longer theirs once it was visible again. */
struct receipt {
	uint32_t message;		/* call that the queue keeps */
	uint32_t number, receives;
};

struct stream;

struct source {
	/* Of a stream: the part that it shares with others (stream.h). NULL = it is a queue. */
	struct stream *(*stream)(struct component *m);
	bool (*is_fifo)(const struct component *m);	/* queues only, from here on */

	/*
	 * A poller is there, which is told of messages. They stay hidden for at least
	 * least_hidden_ns.
	 */
	void (*attach)(struct build *b, struct component *m, uint16_t poller,
		       int64_t least_hidden_ns);

	/* Whether receive would give something now. */
	bool (*has_some)(const struct component *m);

	/*
	 * Up to most messages of together at most most_bytes; is_first: but one in any
	 * case. Returns how many.
	 */
	size_t (*receive)(struct sim *s, struct component *m, size_t most, uint32_t most_bytes,
			  bool is_first, struct receipt *ret);

	/* These messages were dealt with. Those whose receipt is stale stay where they are. */
	void (*delete_all)(struct sim *s, struct component *m, const struct receipt *list,
			   size_t n);

	/* Whether the receipt is still good. */
	bool (*holds)(struct sim *s, const struct component *m, const struct receipt *r);

	int64_t (*hidden_ns)(const struct component *m);	/* the visibility timeout */
};

/*
 * Flag of messages and records that no one can process: Metadata.Nephoscope.Poison is their
 * share.
 */
enum { CALL_POISON = CALL_OWN };

#endif
