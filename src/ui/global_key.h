/* SPDX-License-Identifier: MIT */
/* The keys that mean the same on every screen: a view asks here when it has no use for a key. */
#ifndef UI_GLOBAL_KEY_H
#define UI_GLOBAL_KEY_H

#include "ui/view.h"

/* ACTION_NONE for a key that has no meaning everywhere. */
struct action global_key(struct key k);

/* What the help adds to a view's own keys; ends with a NULL key. */
extern const struct key_help global_key_help[];

#endif
