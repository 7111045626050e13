/* SPDX-License-Identifier: MIT */
/*
 * A run's events in a file while it goes on: NAME.jsonl = one JSON object a
 * line; NAME.json = the Trace Event Format that trace viewers open.
 */
#ifndef CLI_TRACE_FILE_H
#define CLI_TRACE_FILE_H

#include "base/err.h"
#include "model/history.h"
#include "sim/sim.h"

struct trace_file;

/* ERR_USAGE for another ending than these two, ERR_IO (errno tells). */
enum err trace_file_open(const char *path, const struct arch *arch, struct trace_file **ret);

/* Where the run hands its events. */
struct history_sink trace_file_sink(struct trace_file *t);

/* Ends and closes the file: false when anything could not be written (errno tells). */
bool trace_file_close(struct trace_file *t);

#endif
