/* SPDX-License-Identifier: MIT */
/*
 * A course's menu: what SUMMARY.md lists, flattened depth first. Made by
 * course/, const after load but for what a scan of the files adds.
 */
#ifndef MODEL_CATALOG_H
#define MODEL_CATALOG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum entry_kind {
	ENTRY_LESSON,		/* has a path */
	ENTRY_DRAFT,		/* announced, without a file */
	ENTRY_PART,		/* a part's title */
	ENTRY_SEPARATOR,
};

struct entry {
	enum entry_kind kind;
	const char *title;	/* clean, one line; "" for a separator */
	const char *path;	/* relative to the root, for ENTRY_LESSON; else NULL */
	const char *number;	/* "14.2." as mdBook numbers it; "" if unnumbered */
	int depth;		/* 0 = top level */
	int parent;		/* index of the entry above; -1 at the top */
	int line;		/* in SUMMARY.md */

	/* Known once the file was scanned: */
	bool is_scanned;
	bool is_missing;	/* the file cannot be read */
	const char *id;		/* from the front matter, else the path without ".md" */
	int minutes;		/* reading time; 0 = not given */
	int n_diagrams, n_questions;	/* in the lesson itself */
};

/* A file of scenario questions: any .md in a folder named scenarios of a topic's folder. */
struct scenario_file {
	const char *path;
	int topic;		/* index of the top-level entry it belongs to; -1 = none */
	int n_questions;	/* known once scanned */
};

struct catalog {
	struct arena arena;
	const char *root;	/* absolute path of the folder of SUMMARY.md */
	const char *title;	/* of the course: book.toml's title, else SUMMARY.md's heading, else the folder's name */
	struct entry *entries;
	size_t n_entries;
	struct scenario_file *scenarios;
	size_t n_scenarios;
	size_t n_scanned;	/* files done so far, entries first; see course_scan */
};

/* Index of the entry with this path (or id), -1 if none. */
int catalog_find(const struct catalog *c, const char *path_or_id);

/* Index of the top-level entry above (or at) entry i. */
int catalog_topic(const struct catalog *c, int i);

/* The next or previous lesson with a file in reading order, -1 at the end. */
int catalog_next(const struct catalog *c, int i);
int catalog_previous(const struct catalog *c, int i);

/* The scenario file at path; NULL if none is there. */
const struct scenario_file *catalog_scenario(const struct catalog *c, const char *path);

/* What the questions of the scenario file at path are about: its topic's title, or the course's. */
const char *catalog_scenario_title(const struct catalog *c, const char *path);

/* The path from the top to entry i: "Lambda › Core components". */
char *catalog_breadcrumb(const struct catalog *c, int i, struct arena *a);

#endif
