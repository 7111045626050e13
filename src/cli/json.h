/* SPDX-License-Identifier: MIT */
/* The one form in which all commands print JSON. */
#ifndef CLI_JSON_H
#define CLI_JSON_H

#include <jansson.h>

#include "cli/output.h"
#include "model/doc.h"

/* Prints value with a newline and releases it. */
void json_print(struct output *o, json_t *value);
void json_print_line(struct output *o, json_t *value);	/* all on one line */

/* Clean text; never NULL. */
json_t *json_text(const char *text);
json_t *json_text_n(const char *text, size_t n);

/* The words of a list of blocks, a blank line between paragraphs; "" for NULL. */
json_t *json_blocks(const struct block *first);

/* An array of n texts. */
json_t *json_texts(const char *const *texts, size_t n);

/* Sets a key of an object to value, which it takes over. */
void json_put(json_t *object, const char *key, json_t *value);
void json_put_text(json_t *object, const char *key, const char *text);
void json_put_int(json_t *object, const char *key, long long n);
void json_put_bool(json_t *object, const char *key, bool is_true);
void json_push(json_t *array, json_t *value);

#endif
