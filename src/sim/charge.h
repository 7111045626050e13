/* SPDX-License-Identifier: MIT */
/* Messages and events are billed in parts: each that is started, an empty one as one. */
#ifndef SIM_CHARGE_H
#define SIM_CHARGE_H

#include <stdint.h>

static inline uint64_t charge_parts(uint64_t bytes, uint64_t part_bytes)
{
	return bytes <= part_bytes ? 1 : (bytes + part_bytes - 1) / part_bytes;
}

#endif
