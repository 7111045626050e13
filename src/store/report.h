/* SPDX-License-Identifier: MIT */
/* Reading the store: derived state for the views, the log as lines for people. */
#ifndef STORE_REPORT_H
#define STORE_REPORT_H

#include "model/progress.h"
#include "store/db.h"
#include "store/store.h"

/* p is zeroed, with its arena ready; half filled after an error. */
enum err report_progress(struct db *d, struct store_time now, struct progress *p);

enum err report_history(struct db *d, size_t limit, struct buf *out);

#endif
