/* SPDX-License-Identifier: MIT */
/* UUID version 7 (RFC 9562, section 5.7): ordered by time, from one device unique. */
#ifndef BASE_UUID_H
#define BASE_UUID_H

#include <stdint.h>

struct uuid {
	unsigned char bytes[16];
};

/* From Unix milliseconds and ten random bytes, of which 74 bits are used. */
struct uuid uuid_v7(int64_t unix_ms, const unsigned char random[10]);

int64_t uuid_v7_ms(const struct uuid *u);

enum { UUID_TEXT_SIZE = 37 };
void uuid_text(const struct uuid *u, char out[UUID_TEXT_SIZE]);

#endif
