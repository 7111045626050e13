/* SPDX-License-Identifier: MIT */
#include "cli/json.h"

#include <string.h>

#include "cli/words.h"

static int take_bytes(const char *bytes, size_t n, void *output)
{
	output_raw(output, bytes, n);
	return 0;
}

static void print(struct output *o, json_t *value, size_t flags)
{
	/* As many digits as a double keeps of any decimal number: 0.1 stays 0.1. */
	flags |= JSON_REAL_PRECISION(15) | (o->is_ascii ? JSON_ENSURE_ASCII : 0);
	json_dump_callback(value, take_bytes, o, flags);
	output_raw(o, "\n", 1);
	json_decref(value);
}

void json_print(struct output *o, json_t *value)
{
	print(o, value, JSON_INDENT(1));
}

void json_print_line(struct output *o, json_t *value)
{
	print(o, value, JSON_COMPACT);
}

json_t *json_text_n(const char *text, size_t n)
{
	json_t *s = json_stringn(text, n);

	return s ? s : json_string("");
}

json_t *json_text(const char *text)
{
	return json_text_n(text, strlen(text));
}

json_t *json_blocks(const struct block *first)
{
	struct buf text;
	json_t *s;

	buf_init(&text);
	words_of_blocks(first, &text);
	s = json_text_n(buf_str(&text), text.len);
	buf_done(&text);
	return s;
}

json_t *json_texts(const char *const *texts, size_t n)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n; i++)
		json_push(array, json_text(texts[i]));
	return array;
}

void json_put(json_t *object, const char *key, json_t *value)
{
	json_object_set_new(object, key, value);
}

void json_put_text(json_t *object, const char *key, const char *text)
{
	json_put(object, key, json_text(text));
}

void json_put_int(json_t *object, const char *key, long long n)
{
	json_put(object, key, json_integer(n));
}

void json_put_bool(json_t *object, const char *key, bool is_true)
{
	json_put(object, key, json_boolean(is_true));
}

void json_push(json_t *array, json_t *value)
{
	json_array_append_new(array, value);
}
