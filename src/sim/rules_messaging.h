/* SPDX-License-Identifier: MIT */
/* See rules.h. Queues, mappings, streams, topics, buses, rules and schedules. */
#ifndef SIM_RULES_MESSAGING_H
#define SIM_RULES_MESSAGING_H

#define RULES_SQS(X)                                                                     \
	X(SQS_SIZE, "sqs.size", "sqs.message",                                           \
	  "The message is too large: SQS takes {} at most, or what the queue's own limit says.") \
	X(SQS_DELAY, "sqs.delay", "",                                                    \
	  "The queue delays its messages: nobody can receive this one yet.")             \
	X(SQS_FIFO_CALLS, "sqs.fifo.calls", "sqs.fifo.calls",                            \
	  "A FIFO queue takes so many sends: {}. More are throttled.")                            \
	X(SQS_FIFO_PARTITION, "sqs.fifo.partition", "sqs.fifo.high.partition",           \
	  "In high-throughput mode each partition takes {}: only many groups use them all.") \
	X(SQS_VISIBILITY, "sqs.visibility", "sqs.visibility.default",                    \
	  "Nobody deleted the message within the visibility timeout ({} unless the queue says "  \
	  "otherwise): it can be received again. Where Lambda's batching window and the " \
	  "function's timeout together are longer, it was hidden for both, and a while more.") \
	X(SQS_REDRIVE, "sqs.redrive", "sqs.redrive.receives.default",                    \
	  "The message was received as often as maxReceiveCount allows ({} if it says nothing): " \
	  "it goes to the dead-letter queue.")                                           \
	X(SQS_RETENTION, "sqs.retention", "sqs.retention.default",                       \
	  "The message is older than the retention period ({} unless the queue says otherwise): "  \
	  "it is gone.")                                                                 \
	X(SQS_AT_LEAST_ONCE, "sqs.at.least.once", "sqs.duplicates",                      \
	  "A standard queue delivers at least once: now and then a message comes twice.") \
	X(SQS_IN_FLIGHT, "sqs.in.flight", "sqs.inflight.standard",                       \
	  "As many messages are in flight as a queue allows: none can be received until some "  \
	  "are deleted.")

#define RULES_MAPPING(X)                                                                 \
	X(MAPPING_RAMP, "mapping.ramp", "lambda.esm.sqs.ramp",                           \
	  "While messages wait, Lambda works on more batches at a time: {} more unless its pollers " \
	  "are provisioned.")                                                            \
	X(MAPPING_THROTTLED, "mapping.throttled", "lambda.esm.sqs.backoff.first",        \
	  "The function is throttled. The batch is tried again later; its messages stay hidden, " \
	  "and the visibility timeout runs.")                                            \
	X(MAPPING_POISON, "mapping.poison", "",                                          \
	  "A poison record is in the batch: the function fails on it each time, and the whole batch " \
	  "with it. ReportBatchItemFailures would let the other messages pass.")         \
	X(MAPPING_ITEMS, "mapping.items", "",                                            \
	  "The function reported messages of its batch as failed (ReportBatchItemFailures): to " \
	  "Lambda that is no error. They come back after the visibility timeout and have used " \
	  "up a receive; the others are deleted.")                                       \
	X(MAPPING_GIVE_UP, "mapping.give.up", "",                                        \
	  "The function was throttled, and before the next try the visibility timeout would be over. " \
	  "The messages come back then and have used up a receive, although no code ever saw them.")

#define RULES_STREAM(X)                                                                  \
	X(STREAM_RETRY, "stream.retry", "lambda.esm.stream.backoff.first",               \
	  "The batch failed. It is tried again before any later record of its shard.")   \
	X(STREAM_POISON, "stream.poison", "",                                            \
	  "A poison record is in the batch: the function fails on it each time, and the shard waits " \
	  "behind it. MaximumRetryAttempts or MaximumRecordAgeInSeconds gives it up, an OnFailure " \
	  "destination hears of it, BisectBatchOnFunctionError parts it from the others.") \
	X(STREAM_BISECT, "stream.bisect", "",                                            \
	  "The batch failed: it is split in two, and each half is tried for itself.")    \
	X(STREAM_THROTTLED, "stream.throttled", "",                                      \
	  "The function was throttled or not reachable: the batch waits. It costs no retry.") \
	X(STREAM_RETRIES, "stream.retries", "lambda.esm.stream.retries.most",            \
	  "The batch failed as often as MaximumRetryAttempts allows: the shard goes on.") \
	X(STREAM_AGE, "stream.age", "",                                                  \
	  "The records are older than MaximumRecordAgeInSeconds: the shard goes on without them.") \
	X(STREAM_RETENTION, "stream.retention", "kinesis.retention.default",             \
	  "The stream no longer has the record: it keeps them {} unless it says otherwise.") \
	X(KINESIS_SIZE, "kinesis.size", "kinesis.record.default",                        \
	  "The record is too large: {} unless the stream raises it.")                    \
	X(KINESIS_WRITE, "kinesis.write", "kinesis.shard.write.records",                 \
	  "The shard of this partition key takes {} and 1 MB a second: the record is refused.") \
	X(KINESIS_READ, "kinesis.read", "kinesis.shard.read.bytes",                      \
	  "All readers without enhanced fan-out share 2 MB a second of the shard: this " \
	  "read is refused until its turn comes.")                                        \
	X(KINESIS_READ_CALLS, "kinesis.read.calls", "kinesis.shard.read.calls",          \
	  "A shard takes so many GetRecords calls: {}. Readers without enhanced fan-out share " \
	  "them. They ask more often: reads are refused, and this batch was read later.")

#define RULES_TOPICS(X)                                                                  \
	X(SNS_SIZE, "sns.size", "sns.message",                                           \
	  "The message is too large: a topic takes {} unless it raises the limit.")      \
	X(SNS_FIFO_RATE, "sns.fifo.rate", "sns.fifo.publishes",                          \
	  "FIFO topics take {}: more are throttled.")                                    \
	X(SNS_RETRY, "sns.retry", "sns.aws.attempts",                                    \
	  "The delivery failed and is tried again. Lambda and SQS get {} over 23 days, others far " \
	  "fewer; for HTTP and HTTPS the delivery policy says how many.")                \
	X(SNS_DEAD_LETTER, "sns.dead.letter", "",                                        \
	  "SNS gives the delivery up: the message goes to the subscription's dead-letter queue.") \
	X(SNS_LOST, "sns.lost", "",                                                      \
	  "SNS gives up. The subscription has no dead-letter queue: the message is lost.")

#define RULES_EVENTS(X)                                                                  \
	X(EVENTS_SIZE, "events.size", "eventbridge.entry",                               \
	  "The event is too large: a bus takes {}.")                                     \
	X(EVENTS_PUT_RATE, "events.put.rate", "eventbridge.put.rate",                    \
	  "The account may put events {}: more are throttled.")                          \
	X(EVENTS_DISABLED, "events.disabled", "", "The rule is switched off.")           \
	X(EVENTS_SCHEDULE, "events.schedule", "eventbridge.schedule.delay",              \
	  "The schedule is due. It fires some seconds into its minute.")                 \
	X(EVENTS_FLEXIBLE, "events.flexible", "scheduler.window.most",                   \
	  "The schedule is due. It fires at any moment of its flexible time window.")    \
	X(EVENTS_RETRY, "events.retry", "eventbridge.retry.attempts.default",            \
	  "The target failed. EventBridge tries again, and waits longer each time: for 24 hours " \
	  "and {} at most, unless the target's RetryPolicy says less.")                  \
	X(EVENTS_DEAD_LETTER, "events.dead.letter", "",                                  \
	  "EventBridge gives up: the event goes to the target's dead-letter queue.")     \
	X(EVENTS_LOST, "events.lost", "",                                                \
	  "EventBridge gives up. The target has no dead-letter queue: the event is lost.")

#define RULES_MESSAGING(X)                                                               \
	RULES_SQS(X) RULES_MAPPING(X) RULES_STREAM(X) RULES_TOPICS(X) RULES_EVENTS(X)

#endif
