/* SPDX-License-Identifier: MIT */
/*
 * Runs a command in a terminal of its own, types lines into it and prints what
 * it showed:
 *
 *	inpty COMMAND [ARGUMENT]... -- [LINE]...
 *
 * Each line is typed when a prompt ("> " at the end of the output) waits for
 * it; "^C" is typed as the interrupt key. Ends with the command's status.
 */
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DEADLINE_MS = 20000, TAIL = 2 };

static void type(int fd, const char *line)
{
	const char *text = !strcmp(line, "^C") ? "\003" : line;

	if (write(fd, text, strlen(text)) < 0 || (text == line && write(fd, "\n", 1) < 0))
		perror("inpty");
}

static void remember(char tail[TAIL], const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		memmove(tail, tail + 1, TAIL - 1);
		tail[TAIL - 1] = bytes[i];
	}
}

/* Until the command closes the terminal; false when it goes silent before. */
static int converse(int fd, char **lines)
{
	char bytes[4096], tail[TAIL] = { 0 };
	struct pollfd p = { .fd = fd, .events = POLLIN };

	for (;;) {
		ssize_t n;

		if (poll(&p, 1, DEADLINE_MS) <= 0)
			return 0;
		n = read(fd, bytes, sizeof(bytes));
		if (n <= 0)
			return n == 0 || errno == EIO;
		fwrite(bytes, 1, (size_t)n, stdout);
		remember(tail, bytes, (size_t)n);
		if (*lines && !memcmp(tail, "> ", TAIL)) {
			type(fd, *lines++);
			memset(tail, 0, TAIL);
		}
	}
}

int main(int argc, char **argv)
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };
	char **lines = argv + 1;
	int fd, status;
	pid_t pid;

	while (*lines && strcmp(*lines, "--") != 0)
		lines++;
	if (*lines)
		*lines++ = NULL;
	pid = argc > 1 ? forkpty(&fd, NULL, NULL, &size) : -1;
	if (pid < 0)
		return 125;
	if (!pid) {
		execv(argv[1], argv + 1);
		_exit(127);
	}
	if (!converse(fd, lines)) {
		fprintf(stderr, "inpty: the command went silent\n");
		kill(pid, SIGKILL);
	}
	fflush(stdout);
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
