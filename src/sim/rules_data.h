/* SPDX-License-Identifier: MIT */
/* See rules.h. DynamoDB, S3, Secrets Manager. */
#ifndef SIM_RULES_DATA_H
#define SIM_RULES_DATA_H

#define RULES_DATA(X)                                                                    \
	X(DYNAMODB_PROVISIONED, "dynamodb.provisioned", "dynamodb.burst",                \
	  "The table's provisioned capacity is used up, and so is what it had saved: at most {} of " \
	  "it. ProvisionedThroughputExceededException.")                                 \
	X(DYNAMODB_ONDEMAND, "dynamodb.ondemand", "dynamodb.ondemand.window",            \
	  "The load is more than twice the highest of before. An on-demand table grows, but " \
	  "not by more than that within {}.")                                            \
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
	  "The item is larger than {}: ValidationException.")

#endif
