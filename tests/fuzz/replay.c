/* SPDX-License-Identifier: MIT */
/*
 * Instead of libFuzzer: feeds every file of the folders named as arguments to
 * the target, one TAP line each. Without arguments the corpus of the program's
 * own name: tests/fuzz/fuzz_yaml takes tests/fuzz/corpus/yaml.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int n_files, n_failed;

static int is_visible(const struct dirent *e)
{
	return e->d_name[0] != '.';
}

static void replay_file(const char *path)
{
	struct buf bytes;
	enum err e;

	buf_init(&bytes);
	e = file_read(path, &bytes, NULL);
	n_failed += e != ERR_OK;
	/* A copy of just this size: reading beyond its end is noticed. */
	if (e == ERR_OK) {
		uint8_t *data = malloc(bytes.len ? bytes.len : 1);

		if (!data)
			abort();
		memcpy(data, buf_str(&bytes), bytes.len);
		LLVMFuzzerTestOneInput(data, bytes.len);
		free(data);
	}
	printf("%s %d - %s\n", e == ERR_OK ? "ok" : "not ok", ++n_files, path_base(path));
	fflush(stdout);
	buf_done(&bytes);
}

static void replay_folder(struct arena *a, const char *folder)
{
	struct dirent **entries;
	int n = scandir(folder, &entries, is_visible, alphasort);

	if (n < 0) {
		printf("not ok %d - %s cannot be read\n", ++n_files, folder);
		n_failed++;
		return;
	}
	for (int i = 0; i < n; i++) {
		replay_file(path_join(a, folder, entries[i]->d_name));
		free(entries[i]);
	}
	free(entries);
}

static const char *default_folder(struct arena *a, const char *program)
{
	const char *root = getenv("top_srcdir"), *name = strstr(path_base(program), "fuzz_");

	return arena_printf(a, "%s/tests/fuzz/corpus/%s", root ? root : ".",
			    name ? name + strlen("fuzz_") : "");
}

int main(int argc, char **argv)
{
	struct arena a;

	arena_init(&a);
	for (int i = 1; i < argc; i++)
		replay_folder(&a, argv[i]);
	if (argc < 2)
		replay_folder(&a, default_folder(&a, argv[0]));
	printf("1..%d\n", n_files);
	arena_done(&a);
	return n_failed > 0;
}
