/* SPDX-License-Identifier: MIT */
/* The version of curses, for `doctor`. */
#ifndef TERM_TERM_VERSION_H
#define TERM_TERM_VERSION_H

/* The version that runs; ret_built: the one whose headers were compiled in. */
const char *term_version(const char **ret_built);

#endif
