/* SPDX-License-Identifier: MIT */
#include "model/domain.h"

#include <string.h>

const struct domain domains[N_DOMAINS] = {
	{ "sdlc-automation", "SDLC Automation", 22 },
	{ "config-management-iac", "Configuration Management and IaC", 17 },
	{ "resilient-solutions", "Resilient Cloud Solutions", 15 },
	{ "monitoring-logging", "Monitoring and Logging", 15 },
	{ "incident-event-response", "Incident and Event Response", 14 },
	{ "security-compliance", "Security and Compliance", 17 },
};

const struct domain *domain_find(const char *id)
{
	for (int i = 0; i < N_DOMAINS; i++)
		if (!strcmp(domains[i].id, id))
			return &domains[i];
	return NULL;
}
