/* SPDX-License-Identifier: MIT */
#include "store/search.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/path.h"
#include "base/prng.h"
#include "base/utf8.h"
#include "store/words.h"
#include "tests/support/t.h"
#include "tests/support/tmp.h"

static const struct file_stamp stamp = { 1000, 20, UINT64_MAX };

static struct search *open_in(const char *dir)
{
	struct search *s = NULL;

	t_int(search_open(dir, "/course", &s), ERR_OK);
	return s;
}

static void add(struct search *s, const char *heading, const char *text)
{
	t_int(search_add(s, &(struct search_passage){
		.heading = heading, .heading_id = heading, .line = 7,
		.text = text, .len = strlen(text) }), ERR_OK);
}

/* A course of two lessons. */
static void fill(struct search *s)
{
	t_int(search_begin(s), ERR_OK);
	t_int(search_add_file(s, "lambda/retries.md", "Retries", &stamp), ERR_OK);
	add(s, "", "What happens when a function fails.");
	add(s, "Asynchronous", "Lambda retries twice, then the event goes to a dead-letter queue.");
	t_int(search_add_file(s, "sqs/queues.md", "Queues", &stamp), ERR_OK);
	add(s, "Dead-letter queues", "A queue keeps a message till it is deleted. Café, Größe.");
	add(s, "Throttles", "Lambda polls the queue and throttles; retry later.");
	t_int(search_commit(s), ERR_OK);
}

/* The headings found, best first, as one line. */
static const char *found(struct search *s, struct arena *a, const char *query)
{
	const struct search_hit *hits = NULL;
	struct buf out;
	size_t n = 99;
	char *text;

	buf_init(&out);
	t_int(search_query(s, query, 10, a, &hits, &n), ERR_OK);
	for (size_t i = 0; i < n; i++) {
		t_true(i == 0 || hits[i].score <= hits[i - 1].score);
		buf_printf(&out, "%s[%s]", i ? " " : "", hits[i].heading);
	}
	text = arena_strdup(a, buf_str(&out));
	buf_done(&out);
	return text;
}

TEST(words_are_prefixes_and_all_must_occur)
{
	struct search *s = open_in(NULL);
	struct arena a;

	arena_init(&a);
	fill(s);
	t_str(found(s, &a, "asynch"), "[Asynchronous]");
	t_str(found(s, &a, "dead lambda"), "[Asynchronous]");
	t_str(found(s, &a, "lamb thrott"), "[Throttles]");
	t_str(found(s, &a, "lambda nothing"), "");
	t_str(found(s, &a, "mbda"), "");
	t_str(found(s, &a, "LAMBDA POLLS"), "[Throttles]");
	t_str(found(s, &a, "cafe grosse"), "");
	t_str(found(s, &a, "cafe größe"), "[Dead-letter queues]");
	search_close(s);
	arena_done(&a);
}

TEST(quoted_words_are_phrases)
{
	struct search *s = open_in(NULL);
	struct arena a;

	arena_init(&a);
	fill(s);
	t_str(found(s, &a, "\"letter queue\""), "[Asynchronous]");
	t_str(found(s, &a, "\"queue letter\""), "");
	t_str(found(s, &a, "\"lambda retries\" event"), "[Asynchronous]");
	t_str(found(s, &a, "\"lambda retr"), "[Asynchronous]");
	t_str(found(s, &a, "\"lambda retr\""), "");
	t_str(found(s, &a, "dead-lett lambda"), "[Asynchronous]");
	search_close(s);
	arena_done(&a);
}

TEST(headings_and_titles_weigh_more_than_text)
{
	struct search *s = open_in(NULL);
	struct arena a;

	arena_init(&a);
	t_int(search_begin(s), ERR_OK);
	t_int(search_add_file(s, "a.md", "Other", &stamp), ERR_OK);
	add(s, "text", "quota quota and some more words about it here");
	add(s, "quota", "nothing to see");
	t_int(search_add_file(s, "b.md", "Quota", &stamp), ERR_OK);
	add(s, "title", "nothing to see");
	for (int i = 0; i < 20; i++)
		add(s, "filler", "words that are not asked for");
	t_int(search_commit(s), ERR_OK);
	t_int(strncmp(found(s, &a, "quota"), "[quota] [title]", 15), 0);
	t_null(strstr(found(s, &a, "quota -filler text"), "filler"));
	search_close(s);
	arena_done(&a);
}

TEST(a_hit_says_where_it_is_and_shows_the_words)
{
	struct search *s = open_in(NULL);
	const struct search_hit *hits;
	struct arena a;
	size_t n;

	arena_init(&a);
	fill(s);
	t_int(search_query(s, "dead retries", 10, &a, &hits, &n), ERR_OK);
	t_int(n, 1);
	t_str(hits[0].path, "lambda/retries.md");
	t_str(hits[0].title, "Retries");
	t_str(hits[0].heading, "Asynchronous");
	t_str(hits[0].heading_id, "Asynchronous");
	t_int(hits[0].line, 7);
	t_true(hits[0].score > 0);
	t_str(hits[0].passage, "Lambda \x02retries\x03 twice, then the event goes to a "
			       "\x02" "dead\x03-letter queue.");
	/* Found by its title alone: the passage is its beginning, without marks. */
	t_int(search_query(s, "queues message", 10, &a, &hits, &n), ERR_OK);
	t_str(hits[0].passage, "A queue keeps a \x02message\x03 till it is deleted. Café, Größe.");
	t_int(search_query(s, "lambda", 0, &a, &hits, &n), ERR_OK);
	t_int(n, 0);
	t_int(search_query(s, "lambda", 1, &a, &hits, &n), ERR_OK);
	t_int(n, 1);
	search_close(s);
	arena_done(&a);
}

TEST(no_query_is_a_mistake)
{
	static const char *const queries[] = {
		"", " ", "\"", "\"\"", "\" \"", "\"\"\"", "*", "***", "a*", "^a", "-", "+", "a + b",
		"(", ")", "(a", "a)", "{title}: a", "title:a", "title : a", "NEAR", "NEAR(a b, 2)",
		"AND", "a AND",
		"OR b", "NOT", "a NOT b", "'", "''; DROP TABLE file; --", "\\", "a\\\"b", "a\"b\"c",
		"\xFF\xFE", "\x01\x02\x03", "ü\xC3", "\xE2\x80\x94", "— lambda", "雲",
		"\U0001F327", "s3:PutObject", "arn:aws:s3:::bucket/*", "{}", "[x]", "$HOME",
		"%s%n", "a,b;c", "\n\t\r", "c", "c++", ".", "...", "lambda...", "null", "?1", "@a",
		":b", "\"a\" * \"b\" *",
	};
	struct search *s = open_in(NULL);
	struct arena a;

	arena_init(&a);
	fill(s);
	for (size_t i = 0; i < sizeof(queries) / sizeof(*queries); i++)
		found(s, &a, queries[i]);
	t_str(found(s, &a, "— lambda twice"), "[Asynchronous]");
	t_str(found(s, &a, "lambda... (twice)"), "[Asynchronous]");
	t_str(found(s, &a, "-twice"), "[Asynchronous]");
	search_close(s);
	arena_done(&a);
}

TEST(random_bytes_are_no_mistake_either)
{
	static const char alphabet[] = "ab \"\"*-+:(){}^'\\\t,.\xC3\xBC\xFF\x02NEAROTD";
	struct search *s = open_in(NULL);
	struct arena a;
	struct prng r;

	arena_init(&a);
	prng_init(&r, 4);
	fill(s);
	for (int i = 0; i < 3000; i++) {
		char query[40];
		size_t n = prng_below(&r, sizeof(query));

		for (size_t j = 0; j < n; j++)
			query[j] = i % 2 ? alphabet[prng_below(&r, sizeof(alphabet) - 1)]
					 : (char)(1 + prng_below(&r, 255));
		query[n] = '\0';
		found(s, &a, query);
	}
	search_close(s);
	arena_done(&a);
}

TEST(a_very_long_query_is_cut)
{
	struct search *s = open_in(NULL);
	struct arena a;
	struct buf query;

	arena_init(&a);
	buf_init(&query);
	fill(s);
	for (int i = 0; i < 100000; i++)
		buf_adds(&query, "lambda ");
	t_str(found(s, &a, buf_str(&query)), "[Throttles] [Asynchronous]");
	buf_clear(&query);
	buf_pad(&query, 'x', 1000000);
	t_str(found(s, &a, buf_str(&query)), "");
	buf_done(&query);
	search_close(s);
	arena_done(&a);
}

TEST(only_files_that_changed_need_reading)
{
	const struct file_stamp newer = { 1001, 20, UINT64_MAX }, longer = { 1000, 21, UINT64_MAX };
	const struct file_stamp other = { 1000, 20, 3 };
	struct search *s = open_in(NULL);
	struct arena a;

	arena_init(&a);
	fill(s);
	t_true(search_is_fresh(s, "sqs/queues.md", &stamp));
	t_false(search_is_fresh(s, "sqs/queues.md", &newer));
	t_false(search_is_fresh(s, "sqs/queues.md", &longer));
	t_false(search_is_fresh(s, "sqs/queues.md", &other));
	t_false(search_is_fresh(s, "sqs", &stamp));
	t_int(search_begin(s), ERR_OK);
	t_int(search_add_file(s, "sqs/queues.md", "Queues", &newer), ERR_OK);
	add(s, "New", "Lambda reads batches.");
	t_int(search_commit(s), ERR_OK);
	t_true(search_is_fresh(s, "sqs/queues.md", &newer));
	t_str(found(s, &a, "lambda"), "[New] [Asynchronous]");
	t_str(found(s, &a, "throttles"), "");
	search_close(s);
	arena_done(&a);
}

TEST(files_that_are_gone_are_forgotten)
{
	static const char *const keep[] = { "zzz.md", "sqs/queues.md", "aaa.md" };
	struct search *s = open_in(NULL);
	struct arena a;

	arena_init(&a);
	fill(s);
	t_int(search_begin(s), ERR_OK);
	t_int(search_retain(s, keep, 3), ERR_OK);
	t_int(search_commit(s), ERR_OK);
	t_false(search_is_fresh(s, "lambda/retries.md", &stamp));
	t_str(found(s, &a, "lambda"), "[Throttles]");
	t_int(search_begin(s), ERR_OK);
	t_int(search_retain(s, NULL, 0), ERR_OK);
	t_int(search_commit(s), ERR_OK);
	t_str(found(s, &a, "lambda"), "");
	search_close(s);
	arena_done(&a);
}

TEST(an_index_outlives_the_program_and_is_one_a_course)
{
	struct tmp tmp;
	struct search *s;
	struct arena a;

	tmp_init(&tmp);
	arena_init(&a);
	s = open_in(tmp_path(&tmp, "new/cache"));
	fill(s);
	search_close(s);
	s = open_in(tmp_path(&tmp, "new/cache"));
	t_true(search_is_fresh(s, "sqs/queues.md", &stamp));
	t_str(found(s, &a, "polls"), "[Throttles]");
	search_close(s);
	t_int(search_open(tmp_path(&tmp, "new/cache"), "/other", &s), ERR_OK);
	t_str(found(s, &a, "polls"), "");
	search_close(s);
	arena_done(&a);
	tmp_done(&tmp);
}

TEST(what_was_not_committed_is_forgotten)
{
	struct tmp tmp;
	struct search *s;
	struct arena a;

	tmp_init(&tmp);
	arena_init(&a);
	s = open_in(tmp.dir);
	fill(s);
	t_int(search_begin(s), ERR_OK);
	t_int(search_add_file(s, "sqs/queues.md", "Queues", &stamp), ERR_OK);
	search_close(s);
	s = open_in(tmp.dir);
	t_str(found(s, &a, "polls"), "[Throttles]");
	search_close(s);
	arena_done(&a);
	tmp_done(&tmp);
}

TEST(where_nothing_can_be_written_the_index_is_in_memory)
{
	struct tmp tmp;
	struct search *s;
	struct arena a;

	tmp_init(&tmp);
	arena_init(&a);
	tmp_write(&tmp, "file", "");
	s = open_in(tmp_path(&tmp, "file/cache"));
	fill(s);
	t_str(found(s, &a, "polls"), "[Throttles]");
	search_close(s);
	arena_done(&a);
	tmp_done(&tmp);
}

TEST(one_update_at_a_time_and_the_other_may_go_on_reading)
{
	struct tmp tmp;
	struct search *s, *other;
	struct arena a;

	tmp_init(&tmp);
	arena_init(&a);
	s = open_in(tmp.dir);
	fill(s);
	other = open_in(tmp.dir);
	t_int(search_begin(s), ERR_OK);
	t_int(search_add_file(s, "x.md", "X", &stamp), ERR_OK);
	t_int(search_begin(other), ERR_BUSY);
	t_int(search_commit(other), ERR_BUSY);
	t_str(found(other, &a, "polls"), "[Throttles]");
	add(s, "Fresh", "polls");
	t_int(search_commit(s), ERR_OK);
	t_str(found(other, &a, "polls fresh"), "[Fresh]");
	t_int(search_begin(other), ERR_OK);
	t_int(search_commit(other), ERR_OK);
	search_close(other);
	search_close(s);
	arena_done(&a);
	tmp_done(&tmp);
}

/* The one index in a folder. */
static char *index_path(struct tmp *tmp)
{
	DIR *d = opendir(tmp->dir);
	char *path = NULL;

	for (struct dirent *e; (e = readdir(d));)
		if (path_has_suffix(e->d_name, ".db"))
			path = tmp_path(tmp, e->d_name);
	closedir(d);
	t_not_null(path);
	return path;
}

/* Reads what it can of a damaged index, and finds everything when filled once more. */
static void works_again(struct tmp *tmp)
{
	const struct search_hit *hits;
	struct search *s = open_in(tmp->dir);
	struct arena a;
	size_t n;

	arena_init(&a);
	search_is_fresh(s, "sqs/queues.md", &stamp);
	search_query(s, "queue", 10, &a, &hits, &n);
	if (search_begin(s) == ERR_OK) {
		search_add_file(s, "sqs/queues.md", "Queues", &stamp);
		search_add(s, &(struct search_passage){ "h", "h", 1, "polls", 5, false });
		search_retain(s, NULL, 0);
		search_commit(s);
	}
	search_query(s, "polls", 10, &a, &hits, &n);
	search_close(s);
	/* By now damage was met, or there is none that matters. */
	s = open_in(tmp->dir);
	fill(s);
	t_str(found(s, &a, "polls"), "[Throttles]");
	search_close(s);
	arena_done(&a);
}

TEST(a_damaged_index_is_replaced)
{
	struct tmp tmp;
	struct buf bytes;
	struct search *s;
	char *path;

	tmp_init(&tmp);
	buf_init(&bytes);
	s = open_in(tmp.dir);
	fill(s);
	search_close(s);
	path = index_path(&tmp);
	t_int(file_read(path, &bytes, NULL), ERR_OK);
	for (size_t page = 0; page * 4096 < bytes.len; page++) {
		char was[4096];

		memcpy(was, bytes.p + page * 4096, sizeof(was));
		for (size_t i = 0; i < sizeof(was); i++)
			bytes.p[page * 4096 + i] = (char)(i * 37 + i / 5);
		tmp_write_bytes(&tmp, path_base(path), bytes.p, bytes.len);
		works_again(&tmp);
		memcpy(bytes.p + page * 4096, was, sizeof(was));
	}
	for (size_t len = 0; len < bytes.len; len += 3001) {
		tmp_write_bytes(&tmp, path_base(path), bytes.p, len);
		works_again(&tmp);
	}
	tmp_write(&tmp, path_base(path), "no database at all, but longer than a header is, by far");
	works_again(&tmp);
	buf_done(&bytes);
	tmp_done(&tmp);
}

TEST(a_very_long_passage_is_found_to_its_end)
{
	struct search *s = open_in(NULL);
	const struct search_hit *hits;
	struct buf text;
	struct arena a;
	size_t n;

	arena_init(&a);
	buf_init(&text);
	for (int i = 0; i < 20000; i++)
		buf_adds(&text, "füllwort ");
	buf_adds(&text, "needle");
	buf_pad(&text, 'x', 40000);
	for (int i = 0; i < 20000; i++)
		buf_adds(&text, "ü");
	buf_adds(&text, " thread");
	t_int(search_begin(s), ERR_OK);
	t_int(search_add_file(s, "long.md", "Long", &stamp), ERR_OK);
	t_int(search_add(s, &(struct search_passage){ "", "", 1, text.p, text.len, false }), ERR_OK);
	t_int(search_add(s, &(struct search_passage){ "empty", "", 2, "", 0, false }), ERR_OK);
	t_int(search_commit(s), ERR_OK);
	t_int(search_query(s, "needlex", 10, &a, &hits, &n), ERR_OK);
	t_true(n >= 1);
	t_true(utf8_is_valid(hits[0].passage, strlen(hits[0].passage)));
	t_true(utf8_cells(hits[0].passage, strlen(hits[0].passage)) <= 162);
	t_int(search_query(s, "thread", 10, &a, &hits, &n), ERR_OK);
	t_int(n, 1);
	t_true(utf8_is_valid(hits[0].passage, strlen(hits[0].passage)));
	t_int(search_query(s, "empty", 10, &a, &hits, &n), ERR_OK);
	t_int(n, 1);
	t_str(hits[0].passage, "");
	buf_done(&text);
	search_close(s);
	arena_done(&a);
}

static const char *passage(struct arena *a, const char *text)
{
	struct buf b;
	char *line;

	buf_init(&b);
	words_passage(&b, text, strlen(text));
	line = arena_strdup(a, buf_str(&b));
	buf_done(&b);
	return line;
}

TEST(a_passage_is_one_clean_line)
{
	struct arena a;

	arena_init(&a);
	t_str(passage(&a, ""), "");
	t_str(passage(&a, " \n a\t\tb  \x02" "c\x03 \n"), "a b \x02" "c\x03");
	/* Blocks stay apart, which are no sentences often enough. */
	t_str(passage(&a, "a\n\n\tb\nIt ends.\nc"), "a · b · It ends. c");
	t_str(passage(&a, "\x02" "a\x03\nb"), "\x02" "a\x03 · b");
	t_str(passage(&a, "esc\033[31m \xFF \u202E"), "esc\uFFFD[31m \uFFFD \uFFFD");
	arena_done(&a);
}

TEST(a_long_passage_is_cut_around_its_first_hit_with_marks_in_pairs)
{
	struct arena a;
	struct buf text;
	const char *line;

	arena_init(&a);
	buf_init(&text);
	for (int i = 0; i < 50; i++)
		buf_printf(&text, "word%d ", i);
	buf_adds(&text, "\x02hit\x03 ");
	for (int i = 0; i < 90; i++)
		buf_printf(&text, "\x02more%d\x03", i);
	line = passage(&a, buf_str(&text));
	t_int(strncmp(line, "…word", strlen("…word")), 0);
	t_not_null(strstr(line, " \x02hit\x03 \x02more0\x03\x02more1"));
	t_true(utf8_cells(line, strlen(line)) <= 162);
	t_true(utf8_cells(line, strlen(line)) > 140);
	t_int(strcmp(line + strlen(line) - strlen("\x03…"), "\x03…"), 0);
	buf_clear(&text);
	buf_pad(&text, 'a', 500);
	buf_adds(&text, "\x02");
	buf_pad(&text, 'b', 500);
	buf_adds(&text, "\x03");
	line = passage(&a, buf_str(&text));
	t_not_null(strstr(line, "a\x02" "b"));
	t_not_null(strstr(line, "b\x03…"));
	t_true(utf8_cells(line, strlen(line)) <= 162);
	buf_done(&text);
	arena_done(&a);
}

TEST(a_query_becomes_phrases)
{
	static const char *const pairs[][2] = {
		{ "lambda", "\"lambda\" *" },
		{ " a  bc ", "\"a\" \"bc\" *" },
		{ "\"dead letter\" q", "\"dead letter\" \"q\"" },
		{ "\"dead lett", "\"dead lett\" *" },
		{ "say\"x y\"z", "\"say\" * \"x y\" \"z\"" },
		{ "a-b", "\"a-b\"" },
		{ "bc. !! cd)", "\"bc\" * \"cd\" *" },
		{ "ü", "\"ü\" *" },
		{ "a1 b2 c3 d4 e5 f6 g7 h8 i9",
		  "\"a1\" * \"b2\" * \"c3\" * \"d4\" * \"e5\" * \"f6\" * \"g7\" * \"h8\" *" },
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		struct buf b;

		buf_init(&b);
		t_true(words_query(&b, pairs[i][0]));
		t_str(buf_str(&b), pairs[i][1]);
		buf_done(&b);
	}
}

TEST(a_question_is_told_from_a_passage)
{
	const struct search_hit *hits;
	struct search *s;
	struct arena a;
	size_t n;

	arena_init(&a);
	t_int(search_open(NULL, "/course", &s), ERR_OK);
	t_int(search_begin(s), ERR_OK);
	t_int(search_add_file(s, "scenarios/1.md", "Lambda", &stamp), ERR_OK);
	t_int(search_add(s, &(struct search_passage){
		.heading = "Lost photos", .heading_id = "lost-photos", .line = 3,
		.text = "Where are they?", .len = 15, .is_question = true }), ERR_OK);
	t_int(search_add_file(s, "lesson.md", "Lesson", &stamp), ERR_OK);
	add(s, "Lost keys", "Where are they?");
	t_int(search_commit(s), ERR_OK);
	t_int(search_query(s, "lost photos", 10, &a, &hits, &n), ERR_OK);
	t_int(n, 1);
	t_true(hits[0].is_question);
	t_str(hits[0].heading_id, "lost-photos");
	t_int(search_query(s, "lost keys", 10, &a, &hits, &n), ERR_OK);
	t_int(n, 1);
	t_false(hits[0].is_question);
	search_close(s);
	arena_done(&a);
}

TEST(of_passages_that_fit_alike_the_lesson_comes_first)
{
	static const char text[] = "A redrive policy moves the message.";
	const struct search_hit *hits = NULL;
	struct search *s = open_in(NULL);
	struct arena a;
	size_t n = 0;

	arena_init(&a);
	t_int(search_begin(s), ERR_OK);
	t_int(search_add_file(s, "a/question.md", "Queues", &stamp), ERR_OK);
	t_int(search_add(s, &(struct search_passage){
		.heading = "", .heading_id = "id", .line = 1, .text = text, .len = sizeof(text) - 1,
		.is_question = true }), ERR_OK);
	t_int(search_add_file(s, "b/lesson.md", "Queues", &stamp), ERR_OK);
	add(s, "", text);
	t_int(search_commit(s), ERR_OK);
	t_int(search_query(s, "redrive", 10, &a, &hits, &n), ERR_OK);
	t_int(n, 2);
	t_str(hits[0].path, "b/lesson.md");
	t_true(hits[1].is_question);
	t_true(hits[1].score < hits[0].score);
	search_close(s);
	arena_done(&a);
}

TESTS(t(of_passages_that_fit_alike_the_lesson_comes_first),
      t(words_are_prefixes_and_all_must_occur), t(quoted_words_are_phrases),
      t(headings_and_titles_weigh_more_than_text), t(a_hit_says_where_it_is_and_shows_the_words),
      t(no_query_is_a_mistake), t(random_bytes_are_no_mistake_either),
      t(a_very_long_query_is_cut), t(only_files_that_changed_need_reading),
      t(files_that_are_gone_are_forgotten), t(an_index_outlives_the_program_and_is_one_a_course),
      t(what_was_not_committed_is_forgotten),
      t(where_nothing_can_be_written_the_index_is_in_memory),
      t(one_update_at_a_time_and_the_other_may_go_on_reading), t(a_damaged_index_is_replaced),
      t(a_very_long_passage_is_found_to_its_end), t(a_passage_is_one_clean_line),
      t(a_long_passage_is_cut_around_its_first_hit_with_marks_in_pairs),
      t(a_query_becomes_phrases),
      t(a_question_is_told_from_a_passage))
