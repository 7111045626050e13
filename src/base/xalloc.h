/* SPDX-License-Identifier: MIT */
/*
 * Allocation that cannot fail: out of memory runs one hook (which restores
 * the terminal) and ends the program with status 3.
 */
#ifndef BASE_XALLOC_H
#define BASE_XALLOC_H

#include <stddef.h>

void *xmalloc(size_t size);
void *xcalloc(size_t n, size_t size);		/* zeroed; checks n * size */
void *xrealloc(void *p, size_t n, size_t size);	/* n elements; checks n * size */
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t n);	/* stops at n or a NUL; terminates */

_Noreturn void xalloc_fail(void);	/* for what allocates in other ways */

/* Called once when memory runs out, before the message is written. */
void xalloc_on_oom(void (*hook)(void));

#endif
