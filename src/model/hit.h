/* SPDX-License-Identifier: MIT */
/* One passage that a search found. */
#ifndef MODEL_HIT_H
#define MODEL_HIT_H

struct search_hit {
	const char *path, *title;		/* of the lesson */
	const char *heading, *heading_id;	/* "" for what stands before the first heading */
	int line;				/* of the passage */
	const char *passage;			/* about 160 characters; hits between \x02 and \x03 */
	double score;				/* higher is better */
};

#endif
