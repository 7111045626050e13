/* SPDX-License-Identifier: MIT */
/* See rules.h. DynamoDB, S3, Secrets Manager. */
#ifndef SIM_RULES_DATA_H
#define SIM_RULES_DATA_H

#define RULES_DATA(X)                                                                    \
	X(DYNAMODB_PROVISIONED, "dynamodb.provisioned", "dynamodb.burst",                \
	  "The table's provisioned capacity is used up, and so is what it had saved: at most {} of " \
	  "it. ProvisionedThroughputExceededException.")                                 \
	X(DYNAMODB_ONDEMAND, "dynamodb.ondemand", "dynamodb.ondemand.window",            \
	  "The load is more than an on-demand table takes at once: what a new one takes, or twice the " \
	  "highest of the last {}. It grows with the load. ThrottlingException.")        \
	X(DYNAMODB_MAXIMUM, "dynamodb.maximum", "",                                      \
	  "The table's owner allows no more: OnDemandThroughput caps what it may cost.") \
	X(DYNAMODB_QUOTA, "dynamodb.quota", "dynamodb.ondemand.writes.most",             \
	  "An on-demand table gives no more than its quota, {} unless AWS raised it. "  \
	  "RequestLimitExceeded.")                                                       \
	X(DYNAMODB_KEY_WRITES, "dynamodb.key.writes", "dynamodb.partition.writes",       \
	  "All of this load writes to one key, and one partition takes {}, however much "  \
	  "the table has.")                                                              \
	X(DYNAMODB_KEY_READS, "dynamodb.key.reads", "dynamodb.partition.reads",          \
	  "All of this load reads one key, and one partition gives {}, however much the " \
	  "table has.")                                                                  \
	X(DYNAMODB_GSI, "dynamodb.gsi", "",                                              \
	  "A global secondary index has too little write capacity: it holds the writes " \
	  "of its table back.")                                                          \
	X(DYNAMODB_ITEM, "dynamodb.item", "dynamodb.item",                               \
	  "The item is larger than {}: ValidationException.") \
	X(S3_WRITES, "s3.writes", "s3.prefix.writes",                                    \
	  "This prefix takes {} for changes until S3 has split it: 503 Slow Down. Keys spread " \
	  "over several prefixes are not held up.")                                      \
	X(S3_READS, "s3.reads", "s3.prefix.reads",                                       \
	  "This prefix gives {} for reads until S3 has split it: 503 Slow Down.")        \
	X(S3_SPLIT, "s3.split", "s3.prefix.growth",                                      \
	  "After {} of too much load S3 has split the prefix: it takes twice as much.")  \
	X(S3_DUPLICATE, "s3.duplicate", "s3.event.duplicates",                           \
	  "S3 delivers an event at least once: this one comes twice. Its receiver must not mind.") \
	X(S3_RECURSION, "s3.recursion", "",                                              \
	  "A function writes to the bucket that triggers it, and so triggers itself, again and " \
	  "again. Write to another bucket, or filter the events by prefix or suffix.")   \
	X(S3_NO_KEY, "s3.no-key", "",                                                    \
	  "There is no such object: a delete is seen by everyone at once.") \
	X(SECRETS_RATE, "secrets.rate", "secretsmanager.get.rate",                       \
	  "All secrets of an account share {} for GetSecretValue. A cache in the client takes the load " \
	  "off.")                                                                        \
	X(SECRETS_ROTATE_RATE, "secrets.rotate.rate", "secretsmanager.rotate.rate",      \
	  "All secrets of an account share {} for RotateSecret.")                        \
	X(SECRETS_STALE, "secrets.stale", "",                                            \
	  "setSecret gave the database a new password, and this client has the old one. Until " \
	  "finishSecret AWSCURRENT is the old one, too: read the secret and try again until then, " \
	  "or let two users take turns.")                                                \
	X(SECRETS_BUSY, "secrets.busy", "", "The last rotation of this secret is not over yet.") \
	X(SECRETS_NO_ROTATION, "secrets.no-rotation", "",                                \
	  "Nobody can rotate this secret: it has no RotationSchedule.")                  \
	X(SECRETS_STEP_FAILED, "secrets.step-failed", "secretsmanager.rotation.steps",   \
	  "One of the {} of a rotation failed. The new version stays AWSPENDING, and AWSCURRENT is the " \
	  "old one still, even where the database has the new password already.")        \
	X(SECRETS_KEY, "secrets.key", "",                                                \
	  "The secret's KMS key cannot be used, and without it nobody can read the secret.") \
	X(PARAMETERS_RATE, "parameters.rate", "parameterstore.rate.default",             \
	  "All parameters of an account share {} for reading, unless higher throughput is on. Many " \
	  "environments that start at once meet it. ThrottlingException.")               \
	X(PARAMETERS_RATE_HIGH, "parameters.rate.high", "parameterstore.rate.high",      \
	  "All parameters of an account share {} for reading, even with higher throughput. " \
	  "ThrottlingException.")

#endif
