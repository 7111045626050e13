/* SPDX-License-Identifier: MIT */
#include "base/path.h"

#include <string.h>

#include "base/utf8.h"

char *path_join(struct arena *a, const char *dir, const char *name)
{
	size_t n = strlen(dir), m = strlen(name);
	char *path, *end;

	if (!n || name[0] == '/')
		return arena_strdup(a, name);
	if (!m)
		return arena_strdup(a, dir);
	path = arena_alloc(a, n + 1 + m + 1);
	end = stpcpy(path, dir);
	if (end[-1] != '/')
		*end++ = '/';
	stpcpy(end, name);
	return path;
}

char *path_dir(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == path)
		return arena_strdup(a, "/");
	return arena_strndup(a, path, slash ? (size_t)(slash - path) : 0);
}

const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

char *path_shown(struct arena *a, const char *path)
{
	struct buf clean;
	char *shown;

	buf_init(&clean);
	utf8_clean(&clean, path, strlen(path));
	shown = arena_strdup(a, buf_str(&clean));
	buf_done(&clean);
	for (char *p = shown; *p; p++)
		if (*p == '\n' || *p == '\t')
			*p = ' ';
	return shown;
}

bool path_has_suffix(const char *path, const char *suffix)
{
	size_t n = strlen(path), m = strlen(suffix);

	return n >= m && !strcmp(path + n - m, suffix);
}

/* Appends the parts of path to out (len bytes used); false when it climbs out. */
static bool fold_parts(char *out, size_t *len, const char *path)
{
	while (*path) {
		size_t n = strcspn(path, "/");

		if (n == 2 && !memcmp(path, "..", 2)) {
			if (!*len)
				return false;
			while (*len && out[--*len] != '/')
				;
		} else if (n && !(n == 1 && path[0] == '.')) {
			if (*len)
				out[(*len)++] = '/';
			memcpy(out + *len, path, n);
			*len += n;
		}
		path += n + (path[n] == '/');
	}
	return true;
}

enum err path_resolve(struct arena *a, const char *from, const char *reference, char **ret_path)
{
	const char *dir = reference[0] == '/' ? "" : path_dir(a, from);
	char *out = arena_alloc(a, strlen(dir) + strlen(reference) + 2);
	size_t len = 0;

	if (!fold_parts(out, &len, dir) || !fold_parts(out, &len, reference))
		return ERR_OUTSIDE;
	out[len] = '\0';
	*ret_path = out;
	return ERR_OK;
}
