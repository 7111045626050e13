/* SPDX-License-Identifier: MIT */
/*
 * A disk that fails on command: a layer over SQLite's own file access, for all
 * connections opened while it is installed. Everything passes through until told
 * otherwise but syncs, which no test can tell from none: so tests run at the speed of memory.
 */
#ifndef TESTS_SUPPORT_FAULT_VFS_H
#define TESTS_SUPPORT_FAULT_VFS_H

#include <stdbool.h>

void fault_vfs_install(void);
void fault_vfs_remove(void);

/*
 * The n-th write, sync or truncation from now on (1 = the next) fails with an SQLite code;
 * with is_lasting all later ones too. n = 0 ends it.
 */
void fault_vfs_arm(int n, int code, bool is_lasting);
bool fault_vfs_has_struck(void);

/* No file can be created, written or removed. */
void fault_vfs_set_read_only(bool is_read_only);

/* No shared memory, as on many network file systems. */
void fault_vfs_set_no_shm(bool has_no_shm);

#endif
