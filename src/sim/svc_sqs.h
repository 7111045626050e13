/* SPDX-License-Identifier: MIT */
/* What others need to know of SQS. */
#ifndef SIM_SVC_SQS_H
#define SIM_SVC_SQS_H

#include "sim/source.h"

extern const struct service sqs_service;

#endif
