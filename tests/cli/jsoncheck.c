/* SPDX-License-Identifier: MIT */
/*
 * Reads one JSON value from standard input and checks what the arguments say
 * of it; the first that does not hold is told on standard error, status 1.
 *
 *	0.lessons.1.id=dead-letters	this text, number, true, false or null
 *	questions#3			an array or object of three
 *	questions.0.options:array	of this type
 *	questions.0:id,topic,stem	an object with exactly these keys, in any order
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

static json_t *step(json_t *value, const char *name)
{
	if (json_is_array(value))
		return json_array_get(value, strtoul(name, NULL, 10));
	return json_object_get(value, name);
}

/* The value at path, as "a.0.b"; root itself for "". */
static json_t *find(json_t *root, char *path)
{
	for (char *name = strtok(path, "."); name && root; name = strtok(NULL, "."))
		root = step(root, name);
	return root;
}

static const char *type_name(const json_t *value)
{
	static const char *const names[] = {
		[JSON_OBJECT] = "object", [JSON_ARRAY] = "array", [JSON_STRING] = "string",
		[JSON_INTEGER] = "integer", [JSON_REAL] = "real", [JSON_TRUE] = "boolean",
		[JSON_FALSE] = "boolean", [JSON_NULL] = "null",
	};

	return names[json_typeof(value)];
}

static int is_text(const json_t *value, const char *text)
{
	char number[40];

	if (json_is_string(value))
		return !strcmp(json_string_value(value), text);
	if (json_is_integer(value))
		snprintf(number, sizeof(number), "%lld", (long long)json_integer_value(value));
	else
		snprintf(number, sizeof(number), "%s", json_is_true(value) ? "true"
						     : json_is_false(value) ? "false" : "null");
	return !strcmp(number, text);
}

static int has_keys(const json_t *object, char *keys)
{
	size_t n = 0;

	for (char *key = strtok(keys, ","); key; key = strtok(NULL, ",")) {
		if (!json_object_get(object, key))
			return 0;
		n++;
	}
	return json_object_size(object) == n;
}

static int holds(const json_t *value, char operator, char *wanted)
{
	size_t size = json_is_array(value) ? json_array_size(value) : json_object_size(value);

	if (operator == '=')
		return is_text(value, wanted);
	if (operator == '#')
		return size == strtoul(wanted, NULL, 10);
	if (strchr(wanted, ','))
		return has_keys(value, wanted);
	return !strcmp(type_name(value), wanted);
}

static int check(json_t *root, const char *claim)
{
	char *path = strdup(claim);
	size_t n = strcspn(path, "=#:");
	char operator = path[n];
	json_t *value;
	int is_true;

	path[n] = '\0';
	value = find(root, path);
	is_true = value && operator && holds(value, operator, path + n + 1);
	if (!is_true)
		fprintf(stderr, "jsoncheck: not so: %s\n", claim);
	free(path);
	return is_true;
}

int main(int argc, char **argv)
{
	json_error_t error;
	json_t *root = json_loadf(stdin, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &error);
	int status = 0;

	if (!root) {
		fprintf(stderr, "jsoncheck: line %d: %s\n", error.line, error.text);
		return 1;
	}
	for (int i = 1; i < argc && !status; i++)
		status = !check(root, argv[i]);
	json_decref(root);
	return status;
}
