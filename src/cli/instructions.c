/* SPDX-License-Identifier: MIT */
#include "cli/instructions.h"

#include <unistd.h>

#ifdef HAVE_LINUX_PERF_EVENT_H
#include <linux/perf_event.h>
#include <sys/syscall.h>

void instructions_begin(struct instructions *i)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_HARDWARE,
		.size = sizeof(attr),
		.config = PERF_COUNT_HW_INSTRUCTIONS,
		.exclude_kernel = 1,
		.exclude_hv = 1,
	};

	i->fd = (int)syscall(SYS_perf_event_open, &attr, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
}
#else
void instructions_begin(struct instructions *i)
{
	i->fd = -1;
}
#endif

uint64_t instructions_end(struct instructions *i)
{
	uint64_t n = 0;

	if (i->fd < 0)
		return 0;
	if (read(i->fd, &n, sizeof(n)) != (ssize_t)sizeof(n))
		n = 0;
	close(i->fd);
	return n;
}
