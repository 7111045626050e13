/* SPDX-License-Identifier: MIT */
#include "store/search.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/path.h"
#include "base/prng.h"
#include "base/vec.h"
#include "store/db.h"
#include "store/words.h"

enum {
	FORMAT = 2,		/* of the index: another one is made anew */
	OPEN_BUSY_MS = 2000,	/* another process creates the index: soon done */
	UPDATE_BUSY_MS = 50,	/* another process fills it: longer than people wait */
	HITS_MAX = 1000,
	CHUNK_BYTES = 16 * 1024,	/* of text a row: an extract reads a whole one */
};

struct search {
	struct db db;
	struct arena arena;
	const char *path;	/* NULL = in memory */
	const char *root;
	int64_t next_row;	/* of the passages of the file being added */
	enum err failed;	/* what ended the update before its commit; ERR_OK = nothing did */
};

/* A passage's row number is its file's number in the upper half, so that a file's are a range. */
static const char schema[] =
	"CREATE TABLE about (root TEXT NOT NULL) STRICT;"
	"CREATE TABLE file (id INTEGER NOT NULL PRIMARY KEY, path TEXT NOT NULL UNIQUE, "
	"title TEXT NOT NULL, mtime_ns INTEGER NOT NULL, size_bytes INTEGER NOT NULL, "
	"inode INTEGER NOT NULL) STRICT;"
	"CREATE VIRTUAL TABLE passage USING fts5(title, heading, body, heading_id UNINDEXED, "
	"line UNINDEXED, is_question UNINDEXED, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');";

static enum err create_tables(struct search *s)
{
	sqlite3_stmt *st;
	enum err e = db_exec(&s->db, schema);

	if (e == ERR_OK)
		e = db_prepare(&s->db, "INSERT INTO about VALUES (?1)", &st);
	if (e != ERR_OK)
		return e;
	db_bind_text(st, 1, s->root);
	e = db_run(&s->db, st);
	return e == ERR_OK ? db_execf(&s->db, "PRAGMA user_version = %d", FORMAT) : e;
}

/* Creates the tables unless another process has done it meanwhile. */
static enum err create(struct search *s)
{
	int64_t format;
	enum err e = db_begin(&s->db);

	if (e != ERR_OK)
		return e;
	e = db_number(&s->db, "PRAGMA user_version", &format);
	if (e == ERR_OK && !format)
		e = create_tables(s);
	return db_end(&s->db, e);
}

/* ERR_CORRUPT for an index of another format or another course. */
static enum err check(struct search *s)
{
	sqlite3_stmt *st;
	enum err e = db_prepare(&s->db, "SELECT 1 FROM about WHERE root = ?1", &st);

	if (e != ERR_OK)
		return e;
	db_bind_text(st, 1, s->root);
	e = db_row(&s->db, st);
	sqlite3_reset(st);
	return e == ERR_NOT_FOUND ? ERR_CORRUPT : e;
}

/* Nothing here must outlive a power failure: the files of the course do. */
static enum err set_modes(struct db *d)
{
	enum err e = db_exec(d, "PRAGMA synchronous = OFF; PRAGMA secure_delete = OFF");

	if (e == ERR_OK)
		e = db_exec(d, "PRAGMA journal_mode = WAL");
	/* Then another process is just doing the same. */
	return e == ERR_BUSY ? ERR_OK : e;
}

static enum err open_index(struct search *s)
{
	int64_t format = 0;
	enum err e = db_open(&s->db, s->path ? s->path : ":memory:", DB_WRITE, OPEN_BUSY_MS);

	if (e == ERR_OK)
		e = set_modes(&s->db);
	if (e == ERR_OK)
		e = db_number(&s->db, "PRAGMA user_version", &format);
	if (e == ERR_OK && !format)
		e = create(s);
	else if (e == ERR_OK && format != FORMAT)
		e = ERR_CORRUPT;
	if (e == ERR_OK)
		e = check(s);
	if (e != ERR_OK)
		return e;
	db_trust(&s->db);
	sqlite3_busy_timeout(s->db.sql, UPDATE_BUSY_MS);
	return ERR_OK;
}

static void remove_index(const struct search *s)
{
	static const char *const parts[] = { "", "-wal", "-shm", "-journal" };
	struct buf name;

	if (!s->path)
		return;
	buf_init(&name);
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		buf_clear(&name);
		buf_printf(&name, "%s%s", s->path, parts[i]);
		unlink(buf_str(&name));
	}
	buf_done(&name);
}

/* An empty index in place of what is there; in memory when that cannot be. */
static enum err start_anew(struct search *s)
{
	enum err e;

	db_close(&s->db);
	remove_index(s);
	e = open_index(s);
	if (e == ERR_OK || !s->path)
		return e;
	db_close(&s->db);
	s->path = NULL;
	return open_index(s);
}

enum err search_open(const char *dir, const char *root, struct search **ret)
{
	struct search *s = xcalloc(1, sizeof(*s));
	uint64_t hash = hash_bytes(HASH_START, root, strlen(root));
	enum err e;

	arena_init(&s->arena);
	s->root = arena_strdup(&s->arena, root);
	if (dir && file_mkdirs(dir) == ERR_OK)
		s->path = path_join(&s->arena, dir, arena_printf(&s->arena, "search-%016llx.db",
								 (unsigned long long)hash));
	e = open_index(s);
	if (e != ERR_OK && e != ERR_CORRUPT)
		s->path = NULL;
	if (e != ERR_OK)
		e = start_anew(s);
	if (e == ERR_OK)
		*ret = s;
	else
		search_close(s);
	return e;
}

void search_close(struct search *s)
{
	if (!s)
		return;
	db_close(&s->db);
	arena_done(&s->arena);
	free(s);
}

/* A damaged index is replaced by an empty one; whoever was using it is told. */
static enum err heal(struct search *s, enum err e)
{
	if (e == ERR_CORRUPT) {
		s->failed = e;
		start_anew(s);
	}
	return e;
}

/* After an error nothing of the update stays. */
static enum err in_update(struct search *s, enum err e)
{
	if (e == ERR_OK)
		return e;
	s->failed = e;
	return heal(s, db_end(&s->db, e));
}

static void bind_stamp(sqlite3_stmt *st, int i, const struct file_stamp *stamp)
{
	sqlite3_bind_int64(st, i, stamp->mtime_ns);
	sqlite3_bind_int64(st, i + 1, stamp->size_bytes);
	sqlite3_bind_int64(st, i + 2, (int64_t)stamp->inode);
}

bool search_is_fresh(struct search *s, const char *path, const struct file_stamp *stamp)
{
	sqlite3_stmt *st;
	enum err e = db_prepare(&s->db, "SELECT 1 FROM file WHERE path = ?1 "
				"AND (mtime_ns, size_bytes, inode) = (?2, ?3, ?4)", &st);

	if (e == ERR_OK) {
		db_bind_text(st, 1, path);
		bind_stamp(st, 2, stamp);
		e = db_row(&s->db, st);
		sqlite3_reset(st);
	}
	return heal(s, e) == ERR_OK;
}

enum err search_begin(struct search *s)
{
	enum err e = heal(s, db_begin(&s->db));

	if (e == ERR_CORRUPT)
		e = db_begin(&s->db);
	s->failed = e;
	return e;
}

enum err search_commit(struct search *s)
{
	if (s->failed != ERR_OK)
		return s->failed;
	return heal(s, db_end(&s->db, ERR_OK));
}

static enum err forget_file(struct search *s, int64_t id)
{
	sqlite3_stmt *passages, *file;
	enum err e = db_prepare(&s->db, "DELETE FROM passage "
				"WHERE rowid BETWEEN ?1 << 32 AND (?1 + 1 << 32) - 1", &passages);

	if (e == ERR_OK)
		e = db_prepare(&s->db, "DELETE FROM file WHERE id = ?1", &file);
	if (e != ERR_OK)
		return e;
	sqlite3_bind_int64(passages, 1, id);
	sqlite3_bind_int64(file, 1, id);
	e = db_run(&s->db, passages);
	return e == ERR_OK ? db_run(&s->db, file) : e;
}

static enum err find_file(struct search *s, const char *path, int64_t *ret_id)
{
	sqlite3_stmt *st;
	enum err e = db_prepare(&s->db, "SELECT id FROM file WHERE path = ?1", &st);

	if (e != ERR_OK)
		return e;
	db_bind_text(st, 1, path);
	e = db_row(&s->db, st);
	if (e != ERR_OK)
		return e;
	*ret_id = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	return ERR_OK;
}

static enum err replace_file(struct search *s, const char *path, const char *title,
			     const struct file_stamp *stamp)
{
	sqlite3_stmt *st;
	int64_t id;
	enum err e = find_file(s, path, &id);

	if (e == ERR_OK)
		e = forget_file(s, id);
	if (e == ERR_OK || e == ERR_NOT_FOUND)
		e = db_prepare(&s->db, "INSERT INTO file (path, title, mtime_ns, size_bytes, "
			       "inode) VALUES (?1, ?2, ?3, ?4, ?5)", &st);
	if (e != ERR_OK)
		return e;
	db_bind_text(st, 1, path);
	db_bind_text(st, 2, title);
	bind_stamp(st, 3, stamp);
	e = db_run(&s->db, st);
	s->next_row = sqlite3_last_insert_rowid(s->db.sql) << 32;
	return e;
}

enum err search_add_file(struct search *s, const char *path, const char *title,
			 const struct file_stamp *stamp)
{
	return s->failed != ERR_OK ? s->failed : in_update(s, replace_file(s, path, title, stamp));
}

/* Bytes of the next piece: it ends at a blank if there is one. */
static size_t piece_len(const char *text, size_t len)
{
	if (len <= CHUNK_BYTES)
		return len;
	for (size_t i = CHUNK_BYTES; i > CHUNK_BYTES / 2; i--)
		if (text[i] == ' ' || text[i] == '\n')
			return i;
	/* Not within a character. */
	for (size_t i = CHUNK_BYTES; i > CHUNK_BYTES - 4; i--)
		if (((unsigned char)text[i] & 0xC0) != 0x80)
			return i;
	return CHUNK_BYTES;
}

static enum err add_passage(struct search *s, const struct search_passage *p)
{
	const char *text = p->text;
	size_t len = p->len;
	sqlite3_stmt *st;
	enum err e = db_prepare(&s->db, "INSERT INTO passage "
				"(rowid, title, heading, body, heading_id, line, is_question) "
				"SELECT ?1, title, ?2, ?3, ?4, ?5, ?6 FROM file "
				"WHERE id = ?1 >> 32", &st);

	if (e != ERR_OK)
		return e;
	db_bind_text(st, 2, p->heading);
	db_bind_text(st, 4, p->heading_id);
	sqlite3_bind_int(st, 5, p->line);
	sqlite3_bind_int(st, 6, p->is_question);
	do {
		size_t n = piece_len(text, len);

		sqlite3_bind_int64(st, 1, s->next_row++);
		sqlite3_bind_text64(st, 3, text, n, SQLITE_STATIC, SQLITE_UTF8);
		e = db_run(&s->db, st);
		text += n;
		len -= n;
	} while (e == ERR_OK && len);
	return e;
}

enum err search_add(struct search *s, const struct search_passage *p)
{
	return s->failed != ERR_OK ? s->failed : in_update(s, add_passage(s, p));
}

static int compare_paths(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The numbers of the files whose paths are not in keep, which is sorted. */
static enum err list_others(struct search *s, const char *const *keep, size_t n, int64_t **ids,
			    size_t *n_ids)
{
	sqlite3_stmt *st;
	size_t cap = 0;
	enum err e = db_prepare(&s->db, "SELECT id, path FROM file", &st);

	if (e != ERR_OK)
		return e;
	while ((e = db_row(&s->db, st)) == ERR_OK) {
		const char *path = (const char *)sqlite3_column_text(st, 1);

		if (!n || !bsearch(&path, keep, n, sizeof(*keep), compare_paths))
			*vec_push(*ids, *n_ids, cap) = sqlite3_column_int64(st, 0);
	}
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err forget_others(struct search *s, const char *const *keep, size_t n)
{
	const char **sorted = xcalloc(n, sizeof(*sorted));
	int64_t *ids = NULL;
	size_t n_ids = 0;
	enum err e;

	if (n) {
		memcpy(sorted, keep, n * sizeof(*sorted));
		qsort(sorted, n, sizeof(*sorted), compare_paths);
	}
	e = list_others(s, sorted, n, &ids, &n_ids);
	for (size_t i = 0; e == ERR_OK && i < n_ids; i++)
		e = forget_file(s, ids[i]);
	free(ids);
	free(sorted);
	return e;
}

enum err search_retain(struct search *s, const char *const *keep, size_t n)
{
	return s->failed != ERR_OK ? s->failed : in_update(s, forget_others(s, keep, n));
}

/* Ranks first, without reading a text: extracts are made for the best ones only. */
static enum err rank(struct search *s, const char *match, size_t limit, struct search_hit *hits,
		     int64_t *rows, size_t *ret_n)
{
	sqlite3_stmt *st;
	size_t n = 0;
	enum err e = db_prepare(&s->db, "SELECT rowid, bm25(passage, 4.0, 6.0, 1.0) AS score "
				"FROM passage WHERE passage MATCH ?1 "
				"ORDER BY score, rowid LIMIT ?2", &st);

	if (e != ERR_OK)
		return e;
	db_bind_text(st, 1, match);
	sqlite3_bind_int64(st, 2, (int64_t)limit);
	while ((e = db_row(&s->db, st)) == ERR_OK) {
		rows[n] = sqlite3_column_int64(st, 0);
		hits[n++].score = -sqlite3_column_double(st, 1);
	}
	*ret_n = n;
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* From the row that st stands at; its passage's number is in the first column. */
static void read_hit(sqlite3_stmt *st, struct arena *a, struct search_hit *hit)
{
	struct buf line;

	buf_init(&line);
	words_passage(&line, (const char *)sqlite3_column_text(st, 7),
		      (size_t)sqlite3_column_bytes(st, 7));
	hit->path = db_text(st, 1, a);
	hit->title = db_text(st, 2, a);
	hit->heading = db_text(st, 3, a);
	hit->heading_id = db_text(st, 4, a);
	hit->line = sqlite3_column_int(st, 5);
	hit->is_question = sqlite3_column_int(st, 6);
	hit->passage = arena_strdup(a, buf_str(&line));
	buf_done(&line);
}

static size_t index_of(const int64_t *rows, size_t n, int64_t row)
{
	size_t i = 0;

	while (i < n && rows[i] != row)
		i++;
	return i;
}

/* "[3,1,2]" */
static char *list_of(struct arena *a, const int64_t *rows, size_t n)
{
	struct buf list;
	char *text;

	buf_init(&list);
	for (size_t i = 0; i < n; i++)
		buf_printf(&list, "%c%lld", i ? ',' : '[', (long long)rows[i]);
	buf_addc(&list, ']');
	text = arena_strdup(a, buf_str(&list));
	buf_done(&list);
	return text;
}

/*
 * The texts of the hits in one pass over what matches: the words are looked up
 * once. The "+" keeps SQLite from looking them up again for each row of the list.
 */
static enum err fill(struct search *s, const char *match, const int64_t *rows, size_t n,
		     struct arena *a, struct search_hit *hits)
{
	sqlite3_stmt *st;
	enum err e = db_prepare(&s->db,
		"SELECT passage.rowid, path, file.title, heading, heading_id, line, is_question, "
		"snippet(passage, 2, char(2), char(3), '…', 32) "
		"FROM passage CROSS JOIN file ON file.id = passage.rowid >> 32 "
		"WHERE passage MATCH ?1 "
		"AND +passage.rowid IN (SELECT value FROM json_each(?2))", &st);

	if (e != ERR_OK)
		return e;
	db_bind_text(st, 1, match);
	db_bind_text(st, 2, list_of(a, rows, n));
	while ((e = db_row(&s->db, st)) == ERR_OK) {
		size_t i = index_of(rows, n, sqlite3_column_int64(st, 0));

		if (i < n)
			read_hit(st, a, &hits[i]);
	}
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/*
 * Who looks something up wants to read about it: of two passages that fit alike
 * the lesson comes before the question. Equals stay in their order.
 */
static void lessons_first(struct search_hit *hits, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct search_hit hit = hits[i];
		size_t k = i;

		if (hit.is_question)
			hit.score /= 2;
		for (; k && hits[k - 1].score < hit.score; k--)
			hits[k] = hits[k - 1];
		hits[k] = hit;
	}
}

static enum err find(struct search *s, const char *match, size_t limit, struct arena *a,
		     const struct search_hit **ret_hits, size_t *ret_n)
{
	struct search_hit *hits = arena_zalloc(a, limit * sizeof(*hits));
	int64_t *rows = arena_alloc(a, limit * sizeof(*rows));
	size_t n = 0, n_filled = 0;
	enum err e = rank(s, match, limit, hits, rows, &n);

	if (e == ERR_OK && n)
		e = fill(s, match, rows, n, a, hits);
	if (e != ERR_OK)
		return e;
	/* Another process may have replaced some of them in between. */
	for (size_t i = 0; i < n; i++)
		if (hits[i].path)
			hits[n_filled++] = hits[i];
	lessons_first(hits, n_filled);
	*ret_hits = hits;
	*ret_n = n_filled;
	return ERR_OK;
}

enum err search_query(struct search *s, const char *query, size_t limit, struct arena *a,
		      const struct search_hit **ret_hits, size_t *ret_n)
{
	struct buf match;
	enum err e = ERR_OK;

	buf_init(&match);
	if (words_query(&match, query)) {
		e = heal(s, find(s, buf_str(&match), limit < HITS_MAX ? limit : HITS_MAX, a,
				 ret_hits, ret_n));
	} else {
		*ret_hits = NULL;
		*ret_n = 0;
	}
	buf_done(&match);
	return e;
}
