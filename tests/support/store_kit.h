/* SPDX-License-Identifier: MIT */
/* Stores to test with: opened, filled with numbered answers, looked at. */
#ifndef TESTS_SUPPORT_STORE_KIT_H
#define TESTS_SUPPORT_STORE_KIT_H

#include <stdbool.h>

#include "store/store.h"

/* Minute i of 14 November 2023, 22:13 UTC and on. */
struct store_time kit_minute(int i);

/* Opens a store that must be in order and writable. */
struct store *kit_open(const char *dir);

/* Answers question "q-<i>" in minute i; even ones right. */
enum err kit_answer(struct store *s, int i);

/* Answers 0 .. n-1 in a new store in dir, and closes it. */
void kit_fill(const char *dir, int n);

/* How many questions have an answer; dies if the store cannot tell. */
int kit_count(struct store *s);
bool kit_has_answer(struct store *s, int i);

/* The store must pass its own check, and a rebuild must change nothing. */
void kit_is_sound(struct store *s);

#endif
