/* SPDX-License-Identifier: MIT */
#include "model/item.h"

const char *item_type_name(enum item_type t)
{
	static const char *const names[] = {
		[ITEM_SINGLE] = "single", [ITEM_MULTIPLE] = "multiple",
	};

	return names[t];
}

uint32_t item_key(const struct item *it)
{
	uint32_t key = 0;

	for (size_t i = 0; i < it->n_options; i++)
		key |= (uint32_t)it->options[i].is_right << i;
	return key;
}
