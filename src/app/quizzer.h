/* SPDX-License-Identifier: MIT */
/* Questions: opening a quiz, recording answers, taking one back. */
#ifndef APP_QUIZZER_H
#define APP_QUIZZER_H

#include "model/attempt.h"
#include "model/item.h"

struct session;
struct view;

/* The quiz on questions of the lesson that is open. */
void quizzer_ask(struct session *s, const struct item *const *items, size_t n);

/* The quiz on questions of a topic (its id, "" = the whole course): those that pick() chooses. */
void quizzer_open(struct session *s, const char *topic);

/* The quiz on one question of a scenario file. */
void quizzer_question(struct session *s, const char *path, const char *id);

/* The quiz goes: what to say of it below, in the scratch arena; NULL = nothing. */
const char *quizzer_left(struct session *s, const struct view *quiz);

/* Records, then tells the quiz what came of it. */
void quizzer_answered(struct session *s, const struct attempt *attempt);
void quizzer_undo(struct session *s);

#endif
