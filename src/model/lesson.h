/* SPDX-License-Identifier: MIT */
/* A lesson: front matter and document. Made by course/lesson_load.c, freed by lesson_free. */
#ifndef MODEL_LESSON_H
#define MODEL_LESSON_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "model/doc.h"

struct lesson {
	struct arena arena;
	struct buf text;		/* clean, includes expanded, front matter kept */
	struct file_stamp stamp;	/* of the file when it was read */
	const char *path;		/* relative to the course; "-" for a stream */
	const char *id, *title;
	int minutes;			/* 0 = not given */
	const char *reviewed;		/* "2026-11"; "" = not given */
	const char *const *objectives;
	size_t n_objectives;
	const char *const *sources;
	size_t n_sources;
	const struct origin *origins;	/* by line; at least one; NULL for a stream */
	size_t n_origins;
	const char *const *files;	/* included into it, relative to the course */
	size_t n_files;
	struct doc *doc;
};

void lesson_free(struct lesson *l);

/* File and line there of a line of the text. */
const char *lesson_origin(const struct lesson *l, int line, int *ret_file_line);

#endif
