/* SPDX-License-Identifier: MIT */
#include "app/paths.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/path.h"

static const char name[] = "nephoscope";

static const char *absolute_variable(const char *variable)
{
	const char *value = getenv(variable);

	return value && value[0] == '/' ? value : NULL;
}

/* HOME, else what the system knows of the user; NULL if neither tells. */
static const char *home(void)
{
	const char *dir = absolute_variable("HOME");
	const struct passwd *user;

	if (dir)
		return dir;
	user = getpwuid(getuid());
	return user && user->pw_dir && user->pw_dir[0] == '/' ? user->pw_dir : NULL;
}

/* The program's folder in the one that variable names, or in the default below home. */
static char *xdg(struct arena *a, const char *variable, const char *below_home)
{
	const char *base = absolute_variable(variable);

	if (!base) {
		base = home();
		if (!base)
			return NULL;
		base = path_join(a, base, below_home);
	}
	return path_join(a, base, name);
}

void paths_find(struct arena *a, struct paths *ret)
{
	const char *config = xdg(a, "XDG_CONFIG_HOME", ".config");

	ret->data_dir = xdg(a, "XDG_DATA_HOME", ".local/share");
	ret->cache_dir = xdg(a, "XDG_CACHE_HOME", ".cache");
	ret->config_file = config ? path_join(a, config, "config.yaml") : NULL;
	ret->course = path_join(a, DATA_DIR, "content");
}

char *paths_expand(struct arena *a, const char *path)
{
	const char *dir = !strncmp(path, "~/", 2) ? home() : NULL;

	return dir ? path_join(a, dir, path + 2) : arena_strdup(a, path);
}
