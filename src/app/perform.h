/* SPDX-License-Identifier: MIT */
/* What a view asks for is done here, one function an action. */
#ifndef APP_PERFORM_H
#define APP_PERFORM_H

#include "ui/view.h"

struct session;

/* Strings of the action must not be parts of views, which may go: see perform_keep. */
void perform(struct session *s, const struct action *a);

/* A copy whose strings live in the session's scratch arena. */
struct action perform_keep(struct session *s, const struct action *a);

#endif
