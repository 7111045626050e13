/* SPDX-License-Identifier: MIT */
/* One passage that a search found: what stands below one heading, or one question. */
#ifndef MODEL_HIT_H
#define MODEL_HIT_H

#include <stdbool.h>

#include "model/catalog.h"

struct search_hit {
	const char *path, *title;		/* of the lesson, or the file of questions */
	const char *heading, *heading_id;	/* "" before the first; a question's title and id */
	int line;				/* of the passage */
	bool is_question;			/* of a scenario file */
	const char *passage;			/* about 160 characters; hits between \x02 and \x03 */
	double score;				/* higher is better */
};

/* "Lambda › Core components › Execution role", "Question on Lambda › Lost photos"; in a. */
const char *hit_title(const struct catalog *c, const struct search_hit *hit, struct arena *a);

#endif
