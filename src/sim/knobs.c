/* SPDX-License-Identifier: MIT */
#include "sim/knobs.h"

#include <string.h>

#include "base/arena.h"
#include "base/suggest.h"

#define KNOBS(...) (const char *const[]){ __VA_ARGS__, NULL }

static const char *const *const knobs[N_ARCH_KINDS] = {
	[ARCH_API] = KNOBS("Access", "Auth", "CacheClusterEnabled", "CacheClusterSize", "Callers",
			   "CanarySetting", "Cors", "CorsConfiguration", "DefaultRouteSettings",
			   "EndpointConfiguration", "LostDisconnects", "MethodSettings",
			   "ProtocolType", "RouteSettings", "Variables"),
	[ARCH_BUCKET] = KNOBS("NotificationConfiguration", "Prefixes", "VersioningConfiguration"),
	[ARCH_BUS] = KNOBS("DeadLetterConfig", "Filter", "Name"),
	[ARCH_CDN] = KNOBS("Cache", "Callers", "DistributionConfig"),
	[ARCH_FIREWALL] = KNOBS("Blocked"),
	[ARCH_FUNCTION] = KNOBS("Architectures", "AutoPublishAlias", "Calls", "ColdStart", "Cpu",
				"DeadLetterConfig", "DeadLetterQueue", "EphemeralStorage", "ErrorRate",
				"EventInvokeConfig", "Events", "FileSystemConfigs", "FunctionUrlConfig",
				"KeepAlive", "MemorySize", "PackageType", "Payload",
				"Poison", "ProvisionedConcurrencyConfig", "RecursiveLoop",
				"ReservedConcurrentExecutions", "Runtime", "SnapStart", "Timeout", "Work"),
	[ARCH_LOADBALANCER] = KNOBS("LoadBalancerAttributes"),
	[ARCH_OTHER] = KNOBS("QueueLimit", "Servers", "Work"),
	[ARCH_PARAMETER] = KNOBS("Cache", "Throughput"),
	[ARCH_QUEUE] = KNOBS("DelaySeconds", "Duplicates", "FifoQueue", "FifoThroughputLimit", "Filter",
			     "Groups", "MaximumMessageSize", "MessageRetentionPeriod", "Poison",
			     "RedrivePolicy", "VisibilityTimeout"),
	[ARCH_RULE] = KNOBS("EventPattern", "ScheduleExpression", "State", "Targets"),
	[ARCH_SCHEDULE] = KNOBS("FlexibleTimeWindow", "ScheduleExpression", "ScheduleExpressionTimezone",
				"State", "Target"),
	[ARCH_SECRET] = KNOBS("Cache", "KmsKeyId", "RotationStep", "Users"),
	[ARCH_STREAM] = KNOBS("Filter", "MaxRecordSizeInKiB", "Poison", "RetentionPeriodHours",
			      "ShardCount", "StreamModeDetails"),
	[ARCH_TABLE] = KNOBS("BillingMode", "ConsistentReads", "Filter", "GlobalSecondaryIndexes",
			     "HotKey", "ItemSize", "OnDemandThroughput", "Poison",
			     "ProvisionedThroughput", "StreamSpecification"),
	[ARCH_TOPIC] = KNOBS("Filter", "FifoTopic", "MaximumMessageSize", "Subscription"),
};

const char *const *knobs_of(enum arch_kind kind)
{
	return knobs[kind];
}

/* By the template, not by whoever asks. */
static bool is_written(const struct value *v)
{
	return v && v->line;
}

bool knob_is_unknown(const struct arch_resource *r, const char *path, const char **ret_nearest)
{
	const char *const *known = knobs_of(r->kind);
	char first[128];
	size_t n = strcspn(path, ".");

	*ret_nearest = NULL;
	if (!known || n >= sizeof(first))
		return false;
	memcpy(first, path, n);
	first[n] = '\0';
	if (is_written(value_get(r->properties, first)) || is_written(value_get(r->metadata, first)))
		return false;
	for (size_t i = 0; known[i]; i++)
		if (!strcmp(known[i], first))
			return false;
	*ret_nearest = suggest_nearest(first, known);
	return true;
}
