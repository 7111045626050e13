/* SPDX-License-Identifier: MIT */
#include "store/pages.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/vec.h"

enum {
	PAGE_INDEX_INNER = 0x02,
	PAGE_INDEX_LEAF = 0x0A,
	LOG_HEADER = 32,	/* of the write-ahead log, and of each frame in it */
	FRAME_HEADER = 24,
	N_COLUMNS = 9,
	RECORD_MAX = 1 << 16,	/* bytes: far above any event */

	/* How much of a record stays on its page (fileformat2, section 1.6). */
	LOCAL_MAX = (PAGES_SIZE - 12) * 64 / 255 - 23,
	LOCAL_MIN = (PAGES_SIZE - 12) * 32 / 255 - 23,
};

/* A page in the log. */
struct frame {
	uint32_t page;
	off_t at;
};

struct scan {
	int file, log;		/* log: -1 without one */
	struct frame *frames;	/* by page, the newest of each last */
	size_t n_frames;
	pages_found *found;
	void *context;
	struct buf record;	/* one that is put together from several pages */
};

struct span_of_bytes {
	const unsigned char *p, *end;
};

static uint32_t get_u32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* SQLite's variable-length integer; false when it runs past the end. */
static bool get_varint(struct span_of_bytes *s, uint64_t *ret)
{
	uint64_t x = 0;

	for (int i = 0; i < 9 && s->p < s->end; i++) {
		unsigned char c = *s->p++;

		x = i == 8 ? x << 8 | c : x << 7 | (c & 0x7F);
		if (i == 8 || !(c & 0x80)) {
			*ret = x;
			return true;
		}
	}
	return false;
}

/* Bytes at offset; what cannot be read is zero. False when nothing is there. */
static bool read_at(int fd, off_t offset, unsigned char *out, size_t n)
{
	size_t got = 0;

	while (got < n) {
		ssize_t r = pread(fd, out + got, n - got, offset + (off_t)got);

		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			break;
		got += (size_t)r;
	}
	memset(out + got, 0, n - got);
	return got > 0;
}

/* Lengths by serial type (fileformat2, section 2.1). */
static uint64_t serial_bytes(uint64_t type)
{
	static const uint8_t small[] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0 };

	return type < sizeof(small) ? small[type] : (type - 12) / 2;
}

static bool is_integer(uint64_t type)
{
	return type != 0 && type != 7 && type < 10;
}

static bool is_text(uint64_t type)
{
	return type >= 13 && type % 2;
}

static int64_t get_integer(const unsigned char *p, uint64_t type)
{
	uint64_t x;
	size_t n = (size_t)serial_bytes(type);

	if (type >= 8)
		return type == 9;
	x = p[0] & 0x80 ? UINT64_MAX : 0;
	for (size_t i = 0; i < n; i++)
		x = x << 8 | p[i];
	return (int64_t)x;
}

/* True when the types are those of a row of the event table. */
static bool are_types_of_event(const uint64_t types[N_COLUMNS])
{
	enum { BLOB_16 = 12 + 2 * 16 };

	return types[0] == BLOB_16 && types[1] == BLOB_16 && is_integer(types[2]) &&
	       is_integer(types[3]) && is_integer(types[4]) && is_text(types[5]) &&
	       is_text(types[6]) && is_integer(types[7]) && is_text(types[8]);
}

/* The header of a record: its columns' types, and where each begins. */
static bool get_columns(struct span_of_bytes record, uint64_t types[N_COLUMNS],
			const unsigned char *at[N_COLUMNS])
{
	const unsigned char *start = record.p;
	uint64_t header, room = (uint64_t)(record.end - start);
	struct span_of_bytes head = record;

	if (!get_varint(&head, &header) || header > room)
		return false;
	head.end = start + header;
	room -= header;
	for (int i = 0; i < N_COLUMNS; i++) {
		if (!get_varint(&head, &types[i]) || serial_bytes(types[i]) > room)
			return false;
		at[i] = record.end - room;
		room -= serial_bytes(types[i]);
	}
	return head.p == head.end && !room && are_types_of_event(types);
}

static enum err scan_record(struct scan *s, struct span_of_bytes record)
{
	uint64_t types[N_COLUMNS];
	const unsigned char *at[N_COLUMNS];
	struct event ev;

	if (!get_columns(record, types, at))
		return ERR_OK;
	memcpy(ev.id.bytes, at[0], sizeof(ev.id.bytes));
	memcpy(ev.device.bytes, at[1], sizeof(ev.device.bytes));
	ev.seq = get_integer(at[2], types[2]);
	ev.at_ms = get_integer(at[3], types[3]);
	ev.tz_min = get_integer(at[4], types[4]);
	ev.kind = (const char *)at[5];
	ev.kind_len = serial_bytes(types[5]);
	ev.item = (const char *)at[6];
	ev.item_len = serial_bytes(types[6]);
	ev.item_rev = get_integer(at[7], types[7]);
	ev.body = (const char *)at[8];
	ev.body_len = serial_bytes(types[8]);
	return s->found(s->context, &ev);
}

static int compare_frames(const void *a, const void *b)
{
	const struct frame *x = a, *y = b;

	if (x->page != y->page)
		return x->page < y->page ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

static void list_frames(struct scan *s)
{
	unsigned char header[FRAME_HEADER];
	size_t cap = 0;

	for (off_t at = LOG_HEADER; s->log >= 0 && read_at(s->log, at, header, sizeof(header));
	     at += FRAME_HEADER + PAGES_SIZE)
		*vec_push(s->frames, s->n_frames, cap) = (struct frame){
			.page = get_u32(header),
			.at = at + FRAME_HEADER,
		};
	if (s->n_frames)
		qsort(s->frames, s->n_frames, sizeof(*s->frames), compare_frames);
}

/* The newest copy of a page in the log; NULL if it is not there. */
static const struct frame *find_in_log(const struct scan *s, uint32_t page)
{
	size_t low = 0, high = s->n_frames;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->frames[mid].page <= page)
			low = mid + 1;
		else
			high = mid;
	}
	return low && s->frames[low - 1].page == page ? &s->frames[low - 1] : NULL;
}

static bool read_page(const struct scan *s, uint32_t number, unsigned char *out)
{
	const struct frame *f = find_in_log(s, number);

	if (f)
		return read_at(s->log, f->at, out, PAGES_SIZE);
	return number && read_at(s->file, (off_t)(number - 1) * PAGES_SIZE, out, PAGES_SIZE);
}

/* A record that goes on from its page in a chain of others: each names the next. */
static enum err scan_spilled(struct scan *s, const unsigned char *local, size_t n, size_t total)
{
	unsigned char page[PAGES_SIZE];
	uint32_t next = get_u32(local + n);

	buf_clear(&s->record);
	buf_add(&s->record, (const char *)local, n);
	while (s->record.len < total) {
		size_t more = total - s->record.len;

		if (!read_page(s, next, page))
			return ERR_OK;
		if (more > PAGES_SIZE - 4)
			more = PAGES_SIZE - 4;
		buf_add(&s->record, (const char *)page + 4, more);
		next = get_u32(page);
	}
	local = (const unsigned char *)s->record.p;
	return scan_record(s, (struct span_of_bytes){ local, local + total });
}

/* One cell of an index page, from after its child's number. */
static enum err scan_cell(struct scan *s, struct span_of_bytes cell)
{
	uint64_t total, local;

	if (!get_varint(&cell, &total) || total > RECORD_MAX)
		return ERR_OK;
	local = total;
	if (total > LOCAL_MAX) {
		local = LOCAL_MIN + (total - LOCAL_MIN) % (PAGES_SIZE - 4);
		if (local > LOCAL_MAX)
			local = LOCAL_MIN;
	}
	if (local + (local < total ? 4 : 0) > (uint64_t)(cell.end - cell.p))
		return ERR_OK;
	if (local < total)
		return scan_spilled(s, cell.p, (size_t)local, (size_t)total);
	return scan_record(s, (struct span_of_bytes){ cell.p, cell.p + total });
}

static enum err scan_page(struct scan *s, const unsigned char page[PAGES_SIZE])
{
	bool is_inner = page[0] == PAGE_INDEX_INNER;
	size_t n = (size_t)page[3] << 8 | page[4];
	const unsigned char *pointers = page + (is_inner ? 12 : 8);
	enum err e = ERR_OK;

	if (!is_inner && page[0] != PAGE_INDEX_LEAF)
		return ERR_OK;
	for (size_t i = 0; e == ERR_OK && i < n && pointers + 2 * i + 2 <= page + PAGES_SIZE; i++) {
		size_t at = (size_t)pointers[2 * i] << 8 | pointers[2 * i + 1];

		if (is_inner)
			at += 4;
		if (at < PAGES_SIZE)
			e = scan_cell(s, (struct span_of_bytes){ page + at, page + PAGES_SIZE });
	}
	return e;
}

/* Pages that lie in fd from start on, each behind gap bytes of something else. */
static enum err scan_pages(struct scan *s, int fd, off_t start, size_t gap)
{
	unsigned char page[PAGES_SIZE];
	struct stat st;
	enum err e = ERR_OK;

	if (fstat(fd, &st))
		return ERR_IO;
	for (off_t at = start + (off_t)gap; e == ERR_OK && at < st.st_size;
	     at += (off_t)gap + PAGES_SIZE)
		if (read_at(fd, at, page, sizeof(page)))
			e = scan_page(s, page);
	return e;
}

/*
 * The file before the log, and the log in its order: where two rows claim one
 * sequence number (a transaction that a crash cut off left its pages at the log's end),
 * the first one is what was committed.
 */
static enum err scan_both(struct scan *s)
{
	enum err e = scan_pages(s, s->file, 0, 0);

	return e == ERR_OK && s->log >= 0 ? scan_pages(s, s->log, LOG_HEADER, FRAME_HEADER) : e;
}

enum err pages_scan(const char *path, pages_found *found, void *context)
{
	struct scan s = { .found = found, .context = context };
	struct buf log;
	enum err e;

	s.file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (s.file < 0)
		return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
	buf_init(&s.record);
	buf_init(&log);
	buf_printf(&log, "%s-wal", path);
	s.log = open(buf_str(&log), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	list_frames(&s);
	e = scan_both(&s);
	if (s.log >= 0)
		close(s.log);
	close(s.file);
	buf_done(&log);
	buf_done(&s.record);
	free(s.frames);
	return e;
}
