/* SPDX-License-Identifier: MIT */
/*
 * A growable string of bytes, always NUL-terminated once something was added.
 * May hold NUL bytes; len counts.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>

struct buf {
	char *p;	/* NULL while empty and never written */
	size_t len, cap;
};

void buf_init(struct buf *b);
void buf_done(struct buf *b);
void buf_clear(struct buf *b);
void buf_reserve(struct buf *b, size_t more);	/* room for more bytes and the NUL */

void buf_add(struct buf *b, const char *s, size_t n);
void buf_adds(struct buf *b, const char *s);
void buf_addc(struct buf *b, char c);
void buf_pad(struct buf *b, char c, size_t n);	/* n times c */
void buf_printf(struct buf *b, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *format, va_list ap);

const char *buf_str(const struct buf *b);	/* "" while empty; borrowed */
char *buf_take(struct buf *b);			/* the caller frees; b is empty again */

#endif
