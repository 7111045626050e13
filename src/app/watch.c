/* SPDX-License-Identifier: MIT */
#include "app/watch.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef HAVE_SYS_INOTIFY_H
#include <sys/inotify.h>
#endif

#include "base/arena.h"
#include "base/path.h"
#include "base/vec.h"

struct watched {
	int folder;		/* inotify's number of it */
	char *name;
};

#ifdef HAVE_SYS_INOTIFY_H

/* Written and closed, or renamed to: states in which a file is whole. */
enum { EVENTS = IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE };

void watch_init(struct watch *w)
{
	*w = (struct watch){ .fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC) };
}

static void forget_all(struct watch *w)
{
	for (size_t i = 0; i < w->n_files; i++) {
		/* Fails for a folder of several files the second time. */
		inotify_rm_watch(w->fd, w->files[i].folder);
		free(w->files[i].name);
	}
	w->n_files = 0;
}

static void watch_add(struct watch *w, struct arena *a, const char *root, const char *path)
{
	char *full = path_join(a, root, path);
	int folder = inotify_add_watch(w->fd, path_dir(a, full), EVENTS);

	if (folder >= 0)
		*vec_push(w->files, w->n_files, w->cap_files) =
			(struct watched){ folder, xstrdup(path_base(full)) };
}

void watch_set(struct watch *w, const char *root, const char *const *paths, size_t n)
{
	struct arena a;

	if (w->fd < 0)
		return;
	arena_init(&a);
	forget_all(w);
	for (size_t i = 0; i < n; i++)
		watch_add(w, &a, root, paths[i]);
	arena_done(&a);
}

static bool is_watched(const struct watch *w, const struct inotify_event *e)
{
	for (size_t i = 0; i < w->n_files && e->len; i++)
		if (w->files[i].folder == e->wd && !strcmp(w->files[i].name, e->name))
			return true;
	/* Some events were lost: any file may have changed. */
	return e->mask & IN_Q_OVERFLOW;
}

bool watch_take(struct watch *w)
{
	_Alignas(struct inotify_event) char bytes[4096];
	bool is_changed = false;
	ssize_t n;

	while (w->fd >= 0 && (n = read(w->fd, bytes, sizeof(bytes))) > 0) {
		for (const char *p = bytes; p < bytes + n;) {
			const struct inotify_event *e = (const void *)p;

			is_changed |= is_watched(w, e);
			p += sizeof(*e) + e->len;
		}
	}
	return is_changed;
}

void watch_done(struct watch *w)
{
	forget_all(w);
	free(w->files);
	if (w->fd >= 0)
		close(w->fd);
	*w = (struct watch){ .fd = -1 };
}

#else

void watch_init(struct watch *w)
{
	*w = (struct watch){ .fd = -1 };
}

void watch_set(struct watch *w, const char *root, const char *const *paths, size_t n)
{
	(void)w;
	(void)root;
	(void)paths;
	(void)n;
}

bool watch_take(struct watch *w)
{
	(void)w;
	return false;
}

void watch_done(struct watch *w)
{
	(void)w;
}

#endif
