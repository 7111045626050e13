/* SPDX-License-Identifier: MIT */
/* A folder to a catalog, a file of it to a lesson. Reads nothing outside the folder. */
#ifndef COURSE_COURSE_H
#define COURSE_COURSE_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/err.h"
#include "model/catalog.h"
#include "model/item.h"
#include "model/lesson.h"

/*
 * Opens the course at path: a folder with SUMMARY.md, or an mdBook project
 * (book.toml names its src folder, "src" by default). Parses the menu and lists
 * the scenario files; reads no lesson. ERR_NOT_FOUND without a SUMMARY.md.
 */
enum err course_open(const char *path, struct diag_list *diags, struct catalog **ret_catalog);
void course_free(struct catalog *c);

/*
 * The course that a file belongs to: the nearest folder above it with a
 * SUMMARY.md, else its own folder as a course with an empty menu. ret_path is
 * the file's path in it, in the catalog's arena. ERR_NOT_FOUND if there is no such file.
 */
enum err course_of_file(const char *file, struct diag_list *diags, struct catalog **ret_catalog,
			const char **ret_path);

/* True for a file of scenario questions, by its place or its front matter. */
bool course_is_scenario(const struct catalog *c, const char *path);

/*
 * Reads the next file that was not scanned yet for what the menu shows (id,
 * minutes, counts). Returns false when all are done. Cheap: no Markdown parse.
 */
bool course_scan(struct catalog *c);
void course_scan_all(struct catalog *c);

/* Loads a lesson by its path relative to the course's root. Includes are expanded. */
enum err course_lesson(const struct catalog *c, const char *path, struct diag_list *diags,
		       struct lesson **ret_lesson);

/* A lesson from a stream: it belongs to no course and includes nothing. */
struct lesson *lesson_from_text(const char *text, size_t len, struct diag_list *diags);

/*
 * All questions below entry topic (an index; -1 = the whole course): those in
 * lessons and those in scenario files, in reading order. What cannot be read or
 * asked is left out and told in diags.
 */
struct item_set {
	struct arena arena;
	const struct item **items;
	const char **topics;		/* id of each item's topic */
	size_t n_items;
	struct lesson **lessons;	/* keeps what the items point into */
	size_t n_lessons;
};
void course_items(const struct catalog *c, int topic, struct diag_list *diags,
		  struct item_set *ret);
void item_set_done(struct item_set *s);

/* The questions of one scenario file. */
void course_scenario(const struct catalog *c, const char *path, struct diag_list *diags,
		     struct item_set *ret);

/*
 * Where a link in the file from leads. LINK_LESSON: path of a course file and
 * anchor ("" without one), in a.
 */
enum link_kind { LINK_LESSON, LINK_EXTERNAL, LINK_MISSING, LINK_OUTSIDE };
enum link_kind course_link(const struct catalog *c, const char *from, const char *url,
			   struct arena *a, const char **ret_path, const char **ret_anchor);

#endif
