/* SPDX-License-Identifier: MIT */
#include "course/link.h"

#include <ctype.h>
#include <string.h>
#include <unistd.h>

#include "base/path.h"
#include "base/utf8.h"
#include "course/course.h"

bool link_is_external(const char *url)
{
	const char *p = url;

	if (url[0] == '/' && url[1] == '/')
		return true;
	if (!isalpha((unsigned char)*p))
		return false;
	while (isalnum((unsigned char)*p) || *p == '+' || *p == '-' || *p == '.')
		p++;
	return *p == ':' && p - url > 1;
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)tolower((unsigned char)c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* n bytes of s with %XX decoded. */
static char *decode(struct arena *a, const char *s, size_t n)
{
	char *out = arena_alloc(a, n + 1);
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		int high = i + 2 < n ? hex(s[i + 1]) : -1, low = i + 2 < n ? hex(s[i + 2]) : -1;

		if (s[i] == '%' && high >= 0 && low >= 0) {
			out[len++] = (char)(high * 16 + low);
			i += 2;
		} else {
			out[len++] = s[i];
		}
	}
	out[len] = '\0';
	return out;
}

char *link_anchor(struct arena *a, const char *url)
{
	const char *hash = strchr(url, '#');

	return hash ? decode(a, hash + 1, strlen(hash + 1)) : arena_strdup(a, "");
}

enum err link_file(struct arena *a, const char *from, const char *url, char **ret_path)
{
	size_t n = strcspn(url, "?#");
	char *file = decode(a, url, n);
	size_t len = strlen(file);

	if (!n) {
		*ret_path = arena_strdup(a, from);
		return ERR_OK;
	}
	if (!utf8_is_clean(file, len) || strpbrk(file, "\n\t\\"))
		return ERR_OUTSIDE;
	if (path_has_suffix(file, ".html"))
		file = arena_printf(a, "%.*s.md", (int)(len - 5), file);
	else if (file[len - 1] == '/')
		file = arena_printf(a, "%sREADME.md", file);
	return path_resolve(a, from, file, ret_path);
}

/* Whether the course has this file; README.md and index.md stand for each other. */
static const char *existing_file(const struct catalog *c, struct arena *a, const char *path)
{
	static const char *const index[] = { "README.md", "index.md" };
	const char *base = path_base(path);

	if (catalog_find(c, path) >= 0 || !access(path_join(a, c->root, path), R_OK))
		return path;
	for (int i = 0; i < 2; i++) {
		char *other;

		if (strcmp(base, index[i]) != 0)
			continue;
		other = path_join(a, path_dir(a, path), index[1 - i]);
		if (!access(path_join(a, c->root, other), R_OK))
			return other;
	}
	return NULL;
}

enum link_kind course_link(const struct catalog *c, const char *from, const char *url,
			   struct arena *a, const char **ret_path, const char **ret_anchor)
{
	char *path = NULL;
	const char *found;

	if (link_is_external(url))
		return LINK_EXTERNAL;
	if (link_file(a, from, url, &path) != ERR_OK)
		return LINK_OUTSIDE;
	found = existing_file(c, a, path);
	if (!found)
		return LINK_MISSING;
	*ret_path = found;
	*ret_anchor = link_anchor(a, url);
	return LINK_LESSON;
}
