/* SPDX-License-Identifier: MIT */
/* The month, as lint wants it. */
#ifndef CLI_TODAY_H
#define CLI_TODAY_H

enum { TODAY_BYTES = sizeof("2026-11") };

/* Writes "2026-11" to out and returns it. */
const char *today_month(char out[TODAY_BYTES]);

#endif
