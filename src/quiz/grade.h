/* SPDX-License-Identifier: MIT */
/* Right or wrong: AWS's rule, all or nothing (exam guides: no partial credit). */
#ifndef QUIZ_GRADE_H
#define QUIZ_GRADE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/prng.h"
#include "model/item.h"

bool grade(const struct item *it, uint32_t chosen);

/*
 * Reads a typed answer ("b", "a c", "A,C", "1 3") into a set of option places;
 * ERR_SYNTAX for what is no answer to a question with n options.
 */
enum err grade_parse(const char *text, size_t n, uint32_t *ret_chosen);

/* A fair order of n options (at most ITEM_MAX_OPTIONS): order[place] = option. */
void grade_shuffle(struct prng *r, size_t n, uint8_t *order);

#endif
