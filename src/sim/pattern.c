/* SPDX-License-Identifier: MIT */
#include "sim/pattern.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/glob.h"

enum { NAME_MAX_BYTES = 256, VALUE_MAX_BYTES = 256 };

static const char *const operators[] = {
	"prefix", "suffix", "equals-ignore-case", "anything-but", "exists", "numeric", "wildcard",
};

/* The value of an attribute, copied to buf; NULL when it is not named. */
static const char *attribute(const char *attributes, const char *name, char buf[VALUE_MAX_BYTES])
{
	size_t n = strlen(name);

	for (const char *p = attributes; *p;) {
		size_t len = strcspn(p, "&");

		if (len > n && !strncmp(p, name, n) && p[n] == '=') {
			snprintf(buf, VALUE_MAX_BYTES, "%.*s", (int)(len - n - 1), p + n + 1);
			return buf;
		}
		p += len + (p[len] == '&');
	}
	return NULL;
}

typedef int comparison(const char *a, const char *b, size_t n);

static bool has_prefix(const char *text, const char *prefix, comparison *compare)
{
	return !compare(text, prefix, strlen(prefix));
}

static bool has_suffix(const char *text, const char *suffix, comparison *compare)
{
	size_t n = strlen(text), k = strlen(suffix);

	return n >= k && !compare(text + n - k, suffix, k);
}

static bool is_same(const char *text, const char *other, comparison *compare)
{
	(void)compare;
	return !strcasecmp(text, other);
}

static bool fits_wildcard(const char *text, const char *pattern, comparison *compare)
{
	(void)compare;
	return glob_fits(pattern, text, strlen(text), GLOB_STAR_ONLY);
}

/* Operators on text; prefix and suffix may have {"equals-ignore-case": x} for x. */
static const struct text_operator {
	const char *name;
	bool (*fits)(const char *text, const char *operand, comparison *compare);
} text_operators[] = {
	{ "prefix", has_prefix },
	{ "suffix", has_suffix },
	{ "equals-ignore-case", is_same },
	{ "wildcard", fits_wildcard },
};

/* Of a list any is enough. */
static bool fits_text(const struct text_operator *t, const char *text, const struct value *operand,
		      comparison *compare)
{
	bool any = false;

	if (operand->kind == VALUE_MAP)
		return operand->child && !strcmp(operand->child->key, "equals-ignore-case") &&
		       fits_text(t, text, operand->child, strncasecmp);
	if (operand->kind != VALUE_LIST)
		return t->fits(text, operand->text, compare);
	for (const struct value *v = operand->child; v && !any; v = v->next)
		any = fits_text(t, text, v, compare);
	return any;
}

static bool compares(double x, const char *operator, double y)
{
	if (!strcmp(operator, "="))
		return x == y;
	if (!strcmp(operator, "<"))
		return x < y;
	if (!strcmp(operator, "<="))
		return x <= y;
	if (!strcmp(operator, ">"))
		return x > y;
	return !strcmp(operator, ">=") && x >= y;
}

/* [">", 0, "<=", 150] */
static bool fits_numbers(const char *text, const struct value *list)
{
	char *end;
	double x = strtod(text, &end);

	if (end == text || *end)
		return false;
	for (const struct value *v = list->child; v; v = v->next->next) {
		double y;

		if (!v->next || !value_number(v->next, "", &y) || !compares(x, v->text, y))
			return false;
	}
	return true;
}

static bool fits(const char *text, const struct value *matcher);

static bool fits_any(const char *text, const struct value *list)
{
	for (const struct value *v = list->child; v; v = v->next)
		if (fits(text, v))
			return true;
	return false;
}

/* {"prefix": "x"}: text is NULL when the attribute is not named. */
static bool fits_operator(const char *text, const struct value *o)
{
	if (!strcmp(o->key, "exists"))
		return !strcasecmp(o->text, "true") == (text != NULL);
	if (!text)
		return false;
	for (size_t i = 0; i < sizeof(text_operators) / sizeof(*text_operators); i++)
		if (!strcmp(o->key, text_operators[i].name))
			return fits_text(&text_operators[i], text, o, strncmp);
	if (!strcmp(o->key, "numeric"))
		return fits_numbers(text, o);
	if (!strcmp(o->key, "anything-but"))
		return o->kind == VALUE_LIST ? !fits_any(text, o) : !fits(text, o);
	return false;
}

static bool fits(const char *text, const struct value *matcher)
{
	if (matcher->kind == VALUE_MAP)
		return matcher->child && fits_operator(text, matcher->child);
	return text && !strcmp(text, matcher->text);
}

/* Whether a field that is not named matches all the same. */
static bool asks_for_absence(const struct value *field)
{
	for (const struct value *v = field->child; v; v = v->next)
		if (v->kind == VALUE_MAP && v->child && !strcmp(v->child->key, "exists"))
			return true;
	return false;
}

static bool matches(const struct value *pattern, const char *prefix, const char *attributes,
		    bool is_lenient);

static bool field_matches(const struct value *field, const char *name, const char *attributes,
			  bool is_lenient)
{
	char buf[VALUE_MAX_BYTES];
	const char *text = attribute(attributes, name, buf);

	if (field->kind == VALUE_MAP)
		return matches(field, name, attributes, is_lenient);
	if (!text && is_lenient && !asks_for_absence(field))
		return true;
	return field->kind == VALUE_LIST ? fits_any(text, field) : fits(text, field);
}

static bool matches(const struct value *pattern, const char *prefix, const char *attributes,
		    bool is_lenient)
{
	for (const struct value *v = pattern->child; v; v = v->next) {
		char name[NAME_MAX_BYTES];
		bool any = false;

		if (!strcmp(v->key, "$or")) {
			for (const struct value *o = v->child; o; o = o->next)
				any |= matches(o, prefix, attributes, is_lenient);
			if (!any)
				return false;
			continue;
		}
		snprintf(name, sizeof(name), "%s%s%s", prefix, *prefix ? "." : "", v->key);
		if (!field_matches(v, name, attributes, is_lenient))
			return false;
	}
	return true;
}

bool pattern_matches(const struct value *pattern, const char *attributes, bool is_lenient)
{
	return !pattern || pattern->kind != VALUE_MAP ||
	       matches(pattern, "", attributes, is_lenient);
}

static bool is_operator(const char *key)
{
	for (size_t i = 0; i < sizeof(operators) / sizeof(*operators); i++)
		if (!strcmp(key, operators[i]))
			return true;
	return false;
}

/* The operator, or one below it, that is not known; NULL = all are. */
static const struct value *unknown_operator(const struct value *o)
{
	while (o && is_operator(o->key) && o->kind == VALUE_MAP)
		o = o->child;
	return o && (o->kind == VALUE_MAP || !is_operator(o->key)) ? o : NULL;
}

const struct value *pattern_unknown(const struct value *pattern)
{
	for (const struct value *v = pattern ? pattern->child : NULL; v; v = v->next) {
		const struct value *deeper;

		if (v->kind == VALUE_LIST) {
			for (const struct value *o = v->child; o; o = o->next)
				if (o->kind == VALUE_MAP && strcmp(v->key, "$or") != 0 &&
				    (deeper = unknown_operator(o->child)) != NULL)
					return deeper;
		} else if (v->kind == VALUE_MAP && (deeper = pattern_unknown(v)) != NULL) {
			return deeper;
		}
	}
	return NULL;
}
