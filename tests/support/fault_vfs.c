/* SPDX-License-Identifier: MIT */
#include "tests/support/fault_vfs.h"

#include <stddef.h>

#include <sqlite3.h>

struct fault_file {
	sqlite3_file base;
	/* The real file follows. */
};

static sqlite3_vfs *real_vfs, layer;

static struct {
	int countdown, code;
	bool is_lasting, has_struck, is_read_only, has_no_shm;
} plan;

static sqlite3_file *real(sqlite3_file *f)
{
	return (sqlite3_file *)((struct fault_file *)f + 1);
}

/* SQLITE_OK, or what this write, sync or truncation shall fail with. */
static int strike(void)
{
	if (!plan.countdown)
		return SQLITE_OK;
	if (plan.countdown > 1) {
		plan.countdown--;
		return SQLITE_OK;
	}
	plan.has_struck = true;
	if (!plan.is_lasting)
		plan.countdown = 0;
	return plan.code;
}

static int do_close(sqlite3_file *f)
{
	return real(f)->pMethods ? real(f)->pMethods->xClose(real(f)) : SQLITE_OK;
}

static int do_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
	return real(f)->pMethods->xRead(real(f), p, n, at);
}

static int do_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
	int code = strike();

	return code ? code : real(f)->pMethods->xWrite(real(f), p, n, at);
}

static int do_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	int code = strike();

	return code ? code : real(f)->pMethods->xTruncate(real(f), size);
}

static int do_sync(sqlite3_file *f, int flags)
{
	int code = strike();

	(void)f;
	(void)flags;
	return code;
}

static int do_size(sqlite3_file *f, sqlite3_int64 *size)
{
	return real(f)->pMethods->xFileSize(real(f), size);
}

static int do_lock(sqlite3_file *f, int level)
{
	return real(f)->pMethods->xLock(real(f), level);
}

static int do_unlock(sqlite3_file *f, int level)
{
	return real(f)->pMethods->xUnlock(real(f), level);
}

static int do_check_lock(sqlite3_file *f, int *ret)
{
	return real(f)->pMethods->xCheckReservedLock(real(f), ret);
}

static int do_control(sqlite3_file *f, int op, void *arg)
{
	return real(f)->pMethods->xFileControl(real(f), op, arg);
}

static int do_sector_size(sqlite3_file *f)
{
	return real(f)->pMethods->xSectorSize(real(f));
}

static int do_characteristics(sqlite3_file *f)
{
	return real(f)->pMethods->xDeviceCharacteristics(real(f));
}

static int do_shm_map(sqlite3_file *f, int region, int size, int extend, void volatile **ret)
{
	if (plan.is_read_only)
		return SQLITE_CANTOPEN;
	return real(f)->pMethods->xShmMap(real(f), region, size, extend, ret);
}

static int do_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
	return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
}

static void do_shm_barrier(sqlite3_file *f)
{
	real(f)->pMethods->xShmBarrier(real(f));
}

static int do_shm_unmap(sqlite3_file *f, int remove)
{
	return real(f)->pMethods->xShmUnmap(real(f), remove);
}

static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = do_close,
	.xRead = do_read,
	.xWrite = do_write,
	.xTruncate = do_truncate,
	.xSync = do_sync,
	.xFileSize = do_size,
	.xLock = do_lock,
	.xUnlock = do_unlock,
	.xCheckReservedLock = do_check_lock,
	.xFileControl = do_control,
	.xSectorSize = do_sector_size,
	.xDeviceCharacteristics = do_characteristics,
	.xShmMap = do_shm_map,
	.xShmLock = do_shm_lock,
	.xShmBarrier = do_shm_barrier,
	.xShmUnmap = do_shm_unmap,
};

static sqlite3_io_methods methods_without_shm;

static int do_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *ret_flags)
{
	int code;

	(void)vfs;
	f->pMethods = NULL;
	if (plan.is_read_only && flags & SQLITE_OPEN_READWRITE) {
		/* The main file is then opened to be read, as the real layer does. */
		if (!(flags & SQLITE_OPEN_MAIN_DB))
			return SQLITE_CANTOPEN;
		flags &= ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
		flags |= SQLITE_OPEN_READONLY;
	}
	code = real_vfs->xOpen(real_vfs, name, real(f), flags, ret_flags);
	if (real(f)->pMethods)
		f->pMethods = plan.has_no_shm ? &methods_without_shm : &methods;
	return code;
}

static int do_delete(sqlite3_vfs *vfs, const char *name, int sync_dir)
{
	(void)vfs;
	if (plan.is_read_only)
		return SQLITE_IOERR_DELETE;
	return real_vfs->xDelete(real_vfs, name, sync_dir);
}

void fault_vfs_remove(void)
{
	if (!real_vfs)
		return;
	sqlite3_vfs_unregister(&layer);
	sqlite3_vfs_register(real_vfs, 1);
}

void fault_vfs_install(void)
{
	/* A test that failed may have left it in place. */
	fault_vfs_remove();
	real_vfs = sqlite3_vfs_find(NULL);
	layer = *real_vfs;
	layer.zName = "fault";
	layer.pNext = NULL;
	layer.szOsFile = (int)sizeof(struct fault_file) + real_vfs->szOsFile;
	layer.xOpen = do_open;
	layer.xDelete = do_delete;
	methods_without_shm = methods;
	methods_without_shm.iVersion = 1;
	sqlite3_vfs_register(&layer, 1);
	fault_vfs_arm(0, 0, false);
	fault_vfs_set_read_only(false);
	fault_vfs_set_no_shm(false);
}

void fault_vfs_arm(int n, int code, bool is_lasting)
{
	plan.countdown = n;
	plan.code = code;
	plan.is_lasting = is_lasting;
	plan.has_struck = false;
}

bool fault_vfs_has_struck(void)
{
	return plan.has_struck;
}

void fault_vfs_set_read_only(bool is_read_only)
{
	plan.is_read_only = is_read_only;
}

void fault_vfs_set_no_shm(bool has_no_shm)
{
	plan.has_no_shm = has_no_shm;
}
