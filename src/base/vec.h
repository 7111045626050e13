/* SPDX-License-Identifier: MIT */
/*
 * Growable arrays without a container type: a pointer, a length and a
 * capacity that belong together. vec_push(p, n, cap) makes room for one more
 * element and evaluates to the new, uninitialised last element.
 *
 *	struct row *rows = NULL; size_t n_rows = 0, cap_rows = 0;
 *	*vec_push(rows, n_rows, cap_rows) = (struct row){ ... };
 *	free(rows);
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include "base/xalloc.h"

#define vec_reserve(p, n, cap, more)                                           \
	((n) + (more) > (cap)                                                  \
		 ? ((cap) = vec_capacity((n), (more)),                         \
		    (p) = xrealloc((p), (cap), sizeof(*(p))))                  \
		 : (p))

#define vec_push(p, n, cap) (vec_reserve((p), (n), (cap), 1), &(p)[(n)++])

static inline size_t vec_capacity(size_t n, size_t more)
{
	size_t grown = n + n / 2 + 8;

	return grown > n + more ? grown : n + more;
}

#endif
