/* SPDX-License-Identifier: MIT */
#include "sim/duration.h"

#include <ctype.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct unit {
	const char *name;
	double ns;
};

static const struct unit units[] = {
	{ "ns", 1 },
	{ "us", 1e3 },
	{ "\xc2\xb5s", 1e3 },
	{ "ms", 1e6 },
	{ "s", 1e9 },
	{ "sec", 1e9 },
	{ "second", 1e9 },
	{ "seconds", 1e9 },
	{ "m", 60e9 },
	{ "min", 60e9 },
	{ "minute", 60e9 },
	{ "minutes", 60e9 },
	{ "h", 3600e9 },
	{ "hour", 3600e9 },
	{ "hours", 3600e9 },
	{ "d", 86400e9 },
	{ "day", 86400e9 },
	{ "days", 86400e9 },
	{ NULL, 0 },
};

static const char *skip_blanks(const char *p)
{
	while (*p == ' ')
		p++;
	return p;
}

/* The unit at p, its end in ret_end; NULL if there is none. */
static const struct unit *unit_at(const char *p, const char **ret_end)
{
	size_t n = 0;

	while (isalpha((unsigned char)p[n]) || (unsigned char)p[n] >= 0x80)
		n++;
	for (const struct unit *u = units; u->name; u++) {
		if (strlen(u->name) == n && !strncmp(u->name, p, n)) {
			*ret_end = p + n;
			return u;
		}
	}
	return NULL;
}

/*
 * A decimal number: digits, a point, an exponent. strtod() would follow the
 * locale, and take "nan", "inf" and hexadecimal.
 */
static enum err number_at(const char *p, const char **ret_end, double *ret)
{
	double value = 0, scale = 1;
	int exponent = 0;
	const char *start = p;

	for (; isdigit((unsigned char)*p); p++)
		value = value * 10 + (*p - '0');
	if (*p == '.')
		for (p++; isdigit((unsigned char)*p); p++) {
			if (scale >= 1e20)	/* further digits are beyond a double */
				continue;
			value = value * 10 + (*p - '0');
			scale *= 10;
		}
	if (p == start || (p == start + 1 && *start == '.'))
		return ERR_SYNTAX;
	if ((*p == 'e' || *p == 'E') && (isdigit((unsigned char)p[1]) || (p[1] == '-' && isdigit((unsigned char)p[2])))) {
		int sign = p[1] == '-' ? -1 : 1;

		for (p += sign < 0 ? 2 : 1; isdigit((unsigned char)*p); p++)
			exponent = exponent < 1000 ? exponent * 10 + (*p - '0') : exponent;
		exponent *= sign;
	}
	value /= scale;
	for (; exponent > 0; exponent--)
		value *= 10;
	for (; exponent < 0; exponent++)
		value /= 10;
	*ret_end = p;
	*ret = value;
	return isfinite(value) ? ERR_OK : ERR_TOO_BIG;
}

enum err duration_parse(const char *text, const char **ret_end, double *ret_ns)
{
	static const struct unit seconds = { "s", 1e9 };
	const struct unit *unit;
	const char *p = skip_blanks(text), *end;
	double value;
	enum err e = number_at(p, &p, &value);

	if (e != ERR_OK)
		return e;
	end = p;
	unit = unit_at(skip_blanks(p), &end);
	if (!unit && (isalpha((unsigned char)*p) || (!ret_end && *skip_blanks(p))))
		return ERR_SYNTAX;
	if (!ret_end && *skip_blanks(end))
		return ERR_SYNTAX;
	value *= (unit ? unit : &seconds)->ns;
	if (!(value <= (double)DURATION_MAX_NS))
		return ERR_TOO_BIG;
	if (ret_end)
		*ret_end = end;
	*ret_ns = value;
	return ERR_OK;
}

enum err rate_parse(const char *text, const char **ret_end, double *ret_per_s)
{
	const char *p = skip_blanks(text), *end;
	double value, ns = 1e9;
	enum err e = number_at(p, &p, &value);

	if (e != ERR_OK)
		return e;
	end = p;
	if (*skip_blanks(p) == '/') {
		const struct unit *unit = unit_at(skip_blanks(skip_blanks(p) + 1), &end);

		if (!unit)
			return ERR_SYNTAX;
		ns = unit->ns;
	}
	if (!ret_end && *skip_blanks(end))
		return ERR_SYNTAX;
	if (!(value > 0))
		return ERR_SYNTAX;
	if (ret_end)
		*ret_end = end;
	*ret_per_s = value * (1e9 / ns);
	return ERR_OK;
}

enum err share_parse(const char *text, double *ret)
{
	const char *p = skip_blanks(text);
	double value;
	enum err e = number_at(p, &p, &value);

	if (e != ERR_OK)
		return e;
	p = skip_blanks(p);
	if (*p == '%') {
		value /= 100;
		p = skip_blanks(p + 1);
	}
	if (*p || !(value <= 1))
		return ERR_SYNTAX;
	*ret = value;
	return ERR_OK;
}

enum err size_parse(const char *text, double *ret_bytes)
{
	static const char *const prefixes = "KMG";
	const char *p = skip_blanks(text), *prefix;
	double value;
	enum err e = number_at(p, &p, &value);

	if (e != ERR_OK)
		return e;
	p = skip_blanks(p);
	prefix = *p ? strchr(prefixes, toupper((unsigned char)*p)) : NULL;
	if (prefix) {
		for (const char *k = prefixes; k <= prefix; k++)
			value *= 1024;
		p++;
		if (*p == 'i')
			p++;
	}
	if (*p == 'B')
		p++;
	if (*skip_blanks(p) || (prefix && p[-1] != 'B'))
		return ERR_SYNTAX;
	*ret_bytes = value;
	return ERR_OK;
}

bool duration_is_number(const char *text)
{
	char *end;
	double x = strtod(text, &end);

	return end != text && !*end && x > 0;
}
