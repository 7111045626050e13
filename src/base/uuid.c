/* SPDX-License-Identifier: MIT */
#include "base/uuid.h"

#include <stdio.h>
#include <string.h>

struct uuid uuid_v7(int64_t unix_ms, const unsigned char random[10])
{
	struct uuid u;

	for (int i = 0; i < 6; i++)
		u.bytes[i] = (unsigned char)((uint64_t)unix_ms >> (40 - 8 * i));
	memcpy(u.bytes + 6, random, 10);
	u.bytes[6] = (unsigned char)(0x70 | (u.bytes[6] & 0x0F));
	u.bytes[8] = (unsigned char)(0x80 | (u.bytes[8] & 0x3F));
	return u;
}

int64_t uuid_v7_ms(const struct uuid *u)
{
	uint64_t ms = 0;

	for (int i = 0; i < 6; i++)
		ms = ms << 8 | u->bytes[i];
	return (int64_t)ms;
}

void uuid_text(const struct uuid *u, char out[UUID_TEXT_SIZE])
{
	static const char hex[] = "0123456789abcdef";
	char *p = out;

	for (int i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*p++ = '-';
		*p++ = hex[u->bytes[i] >> 4];
		*p++ = hex[u->bytes[i] & 15];
	}
	*p = '\0';
}
