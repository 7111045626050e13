/* SPDX-License-Identifier: MIT */
#include "model/diagram.h"

const char *block_type_name(enum block_type t)
{
	static const char *const names[] = {
		[SEQ_LOOP] = "loop", [SEQ_ALT] = "alt", [SEQ_OPT] = "opt", [SEQ_PAR] = "par",
		[SEQ_CRITICAL] = "critical", [SEQ_BREAK] = "break", [SEQ_RECT] = "rect",
	};

	return names[t];
}
