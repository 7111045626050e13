/* SPDX-License-Identifier: MIT */
/* The command palette: what can be done from anywhere by its name. */
#ifndef APP_PALETTE_H
#define APP_PALETTE_H

struct session;

void palette_open(struct session *s);

/* Closes the palette and does what the command says. name must not be the palette's own. */
void palette_run(struct session *s, const char *name);

#endif
