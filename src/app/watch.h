/* SPDX-License-Identifier: MIT */
/*
 * Tells when a file on the screen changes on the disk, through inotify on the
 * folders, since editors replace files by renaming. Without inotify nothing is
 * ever told.
 */
#ifndef APP_WATCH_H
#define APP_WATCH_H

#include <stdbool.h>
#include <stddef.h>

struct watch {
	int fd;			/* readable when something happened; -1 = cannot watch */
	struct watched *files;	/* see watch.c */
	size_t n_files, cap_files;
};

void watch_init(struct watch *w);
void watch_done(struct watch *w);

/* Watches these files of the folder root, and no others any more. */
void watch_set(struct watch *w, const char *root, const char *const *paths, size_t n);

/* Takes what has happened since; true if one of the files was written, replaced or removed. */
bool watch_take(struct watch *w);

#endif
