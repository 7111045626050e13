/* SPDX-License-Identifier: MIT */
/*
 * Where to go on reading: the lesson opened last, or once that is read to its
 * end, the first one after it that is not. Every way to continue goes by this.
 */
#ifndef MODEL_RESUME_H
#define MODEL_RESUME_H

#include "model/catalog.h"
#include "model/progress.h"

enum resume_kind {
	RESUME_NONE,		/* nothing of this course was opened yet */
	RESUME_HERE,		/* the lesson opened last */
	RESUME_NEXT,		/* another one: the last is read to its end */
	RESUME_DONE,		/* every lesson is read */
};

struct resume {
	enum resume_kind kind;
	int entry;				/* what to open; -1 = nothing */
	int last;				/* the lesson opened last; -1 = none */
	const struct lesson_progress *at;	/* where reading of the entry stopped; NULL = not begun */
};

/*
 * Behind the last lesson the search goes on at the first. A lesson whose file
 * was not scanned counts as unread, one whose file is missing is passed over.
 * p may be NULL; the result borrows from it.
 */
struct resume resume_find(const struct catalog *c, const struct progress *p);

#endif
