/* SPDX-License-Identifier: MIT */
#include "cli/ask.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/vec.h"
#include "cli/stream.h"
#include "quiz/grade.h"

enum { OPTION_INDENT = 5, LABEL_CELLS = 3, NS_PER_MS = 1000000 };

void asker_init(struct asker *a, struct cli *c, struct input *in, uint32_t words)
{
	*a = (struct asker){
		.cli = c, .input = in, .width = output_width(&c->out), .words = words,
	};
}

void asker_done(struct asker *a)
{
	free(a->given);
}

static void print_blocks(struct asker *a, const struct block *first, int indent, const char *label)
{
	const struct flow_options options = {
		.width = a->width, .measure = a->cli->config.measure,
	};

	stream_blocks(&a->cli->out, first, &options, indent, label);
}

static size_t count_right(const struct item *it)
{
	size_t n = 0;

	for (size_t i = 0; i < it->n_options; i++)
		n += it->options[i].is_right;
	return n;
}

static char letter(size_t option)
{
	return (char)('a' + option);
}

/* "answer is a", "answers are a, c and d" */
static void add_key(struct buf *out, uint32_t key)
{
	bool is_one = !(key & (key - 1));
	const char *before = is_one ? "answer is " : "answers are ";

	for (size_t i = 0; i < ITEM_MAX_OPTIONS; i++) {
		bool is_last = !(key >> i >> 1);

		if (!(key >> i & 1))
			continue;
		buf_printf(out, "%s%c", is_last && !is_one ? " and " : before, letter(i));
		before = ", ";
	}
}

void ask_print(struct asker *a, const struct item *it, const char *heading)
{
	struct output *o = &a->cli->out;

	output_printf(o, "%s\n", heading);
	if (*it->title)
		output_printf(o, "%s\n", it->title);
	output_puts(o, "\n");
	print_blocks(a, it->stem, 0, NULL);
	output_puts(o, "\n");
	for (size_t i = 0; i < it->n_options; i++) {
		const char label[] = { letter(i), ')', ' ', '\0' };

		print_blocks(a, it->options[i].text, OPTION_INDENT, label);
	}
	output_puts(o, "\n");
}

/* "Your answer, one letter from a to d (or hint, skip, undo, help, quit):" */
static void make_offer(struct buf *out, const struct item *it)
{
	char last = letter(it->n_options - 1);

	buf_clear(out);
	if (it->type == ITEM_SINGLE)
		buf_printf(out, "Your answer, one letter from a to %c", last);
	else
		buf_printf(out, "Your answer, %zu letters from a to %c with blanks between",
			   count_right(it), last);
	buf_printf(out, " (or %sskip, undo, help, quit):", it->n_hints ? "hint, " : "");
}

/* Nothing is acknowledged before this has returned. */
static enum err record(struct asker *a, const struct attempt *attempt)
{
	struct cli *c = a->cli;

	cli_open_store(c, false);
	return c->store ? store_answered(c->store, cli_now(), attempt) : ERR_IO;
}

static void print_verdict(struct asker *a, const struct item *it, bool is_right, enum err saved)
{
	struct output *o = &a->cli->out;
	struct buf key;

	buf_init(&key);
	add_key(&key, item_key(it));
	if (is_right)
		output_puts(o, "Right.");
	else
		output_printf(o, "Wrong. The right %s.", buf_str(&key));
	buf_done(&key);
	if (saved == ERR_OK)
		output_puts(o, "\n");
	else
		output_printf(o, " This answer is not saved: %s.\n", err_text(saved));
}

static void print_option(struct asker *a, const struct item *it, size_t i, bool is_chosen)
{
	const struct option *option = &it->options[i];
	struct output *o = &a->cli->out;

	output_printf(o, "\n%*s%c) %s%s\n", flow_margin(a->width) + OPTION_INDENT - LABEL_CELLS, "",
		      letter(i), option->is_right ? "right" : "wrong",
		      is_chosen ? ", your answer" : "");
	if (option->reason)
		print_blocks(a, option->reason, OPTION_INDENT, NULL);
	else
		output_printf(o, "%*sThe author gives no reason.\n",
			      flow_margin(a->width) + OPTION_INDENT, "");
}

static void print_reasons(struct asker *a, const struct item *it, uint32_t chosen)
{
	struct output *o = &a->cli->out;

	for (size_t i = 0; i < it->n_options; i++)
		print_option(a, it, i, chosen >> i & 1);
	if (it->explanation) {
		output_puts(o, "\nExplanation\n\n");
		print_blocks(a, it->explanation, 0, NULL);
	}
	if (it->n_sources)
		output_puts(o, "\nSources\n\n");
	for (size_t i = 0; i < it->n_sources; i++)
		output_printf(o, "%*s%s\n", flow_margin(a->width), "", it->sources[i]);
}

static void take_answer(struct asker *a, const struct item *it, struct attempt *attempt)
{
	enum err e;

	attempt->is_right = grade(it, attempt->chosen);
	e = record(a, attempt);
	*vec_push(a->given, a->n_given, a->cap_given) = (struct given){
		.item = it, .is_right = attempt->is_right, .is_saved = e == ERR_OK,
	};
	print_verdict(a, it, attempt->is_right, e);
	print_reasons(a, it, attempt->chosen);
}

static void print_hint(struct asker *a, const struct item *it, int *seen)
{
	struct output *o = &a->cli->out;

	if ((size_t)*seen < it->n_hints) {
		print_blocks(a, it->hints[(*seen)++], OPTION_INDENT, NULL);
		output_puts(o, "\n");
	} else {
		output_puts(o, it->n_hints ? "There are no more hints.\n"
					   : "This question has no hint.\n");
	}
}

/* Any one letter that could name an option of some question is meant as an answer. */
static bool is_letter(const char *line)
{
	int lower = *line | 0x20;

	return *line && !line[1] && lower >= 'a' && lower < 'a' + ITEM_MAX_OPTIONS;
}

enum reading { READ_ANSWER, READ_BAD, READ_OTHER };

static enum reading read_answer(const struct item *it, const struct said *said,
				uint32_t *ret_chosen)
{
	uint32_t chosen;

	if (said->word == WORD_ENTER || said->word == WORD_END)
		return READ_OTHER;
	if (grade_parse(said->line, it->n_options, &chosen) == ERR_OK) {
		*ret_chosen = chosen;
		/* More than one option is no answer to a single choice. */
		return it->type == ITEM_SINGLE && (chosen & (chosen - 1)) ? READ_BAD : READ_ANSWER;
	}
	if (said->word == WORD_OTHER || said->word == WORD_NUMBER || is_letter(said->line))
		return READ_BAD;
	return READ_OTHER;
}

static void explain_bad(struct asker *a, const struct item *it, const struct said *said)
{
	struct output *o = &a->cli->out;

	output_printf(o, "\"%s\" is no answer to this question. ", said->line);
	if (it->type == ITEM_SINGLE)
		output_printf(o, "It has one right answer: type its letter, a to %c.\n",
			      letter(it->n_options - 1));
	else
		output_printf(o, "Type letters from a to %c with blanks between, like \"a c\".\n",
			      letter(it->n_options - 1));
}

/* Reads until there is an answer or something that the caller must see. */
static struct said converse(struct asker *a, const struct item *it, const char *offer,
			    struct attempt *attempt, enum reading *ret_reading)
{
	for (;;) {
		struct said said = talk_ask(&a->cli->out, a->input, offer);

		*ret_reading = read_answer(it, &said, &attempt->chosen);
		if (*ret_reading == READ_ANSWER)
			return said;
		if (*ret_reading == READ_BAD)
			explain_bad(a, it, &said);
		else if (said.word == WORD_HINT)
			print_hint(a, it, &attempt->hints_seen);
		else if (said.word == WORD_HELP)
			talk_help(&a->cli->out, a->words, ITEM_MAX_OPTIONS);
		else if (said.word < N_WORDS && !(a->words & WORD_BIT(said.word)))
			talk_refuse(&a->cli->out, &said);
		else
			return said;
	}
}

enum asked ask_item(struct asker *a, const struct item *it, const char *topic,
		    const char *heading, struct said *ret_said)
{
	struct attempt attempt = {
		.item = it->id, .item_revision = it->revision, .topic = topic,
	};
	int64_t start_ns = clock_monotonic_ns();
	enum reading reading;
	struct buf offer;

	ask_print(a, it, heading);
	buf_init(&offer);
	make_offer(&offer, it);
	*ret_said = converse(a, it, buf_str(&offer), &attempt, &reading);
	buf_done(&offer);
	if (reading == READ_ANSWER) {
		attempt.took_ms = (clock_monotonic_ns() - start_ns) / NS_PER_MS;
		take_answer(a, it, &attempt);
		return ASKED_ANSWERED;
	}
	if (ret_said->word == WORD_ENTER || ret_said->word == WORD_SKIP)
		return ASKED_SKIPPED;
	return ret_said->word == WORD_END ? ASKED_END : ASKED_WORD;
}

const struct item *ask_undo(struct asker *a)
{
	struct cli *c = a->cli;
	const struct given *last;
	enum err e = ERR_OK;

	if (!a->n_given) {
		output_puts(&c->out, "There is no answer of this session to take back.\n");
		return NULL;
	}
	last = &a->given[a->n_given - 1];
	if (last->is_saved)
		e = store_undo_answer(c->store, cli_now());
	if (e != ERR_OK) {
		output_printf(&c->out, "The last answer cannot be taken back: %s.\n", err_text(e));
		return NULL;
	}
	output_puts(&c->out, "The last answer was taken back.\n\n");
	a->n_given--;
	return last->item;
}

void ask_sums(struct asker *a)
{
	struct output *o = &a->cli->out;
	size_t n_right = 0, n_lost = 0;

	for (size_t i = 0; i < a->n_given; i++) {
		n_right += a->given[i].is_right;
		n_lost += !a->given[i].is_saved;
	}
	output_printf(o, "%zu question%s answered, %zu right.", a->n_given,
		      a->n_given == 1 ? "" : "s", n_right);
	if (n_lost)
		output_printf(o, " Not saved: %zu.\n", n_lost);
	else
		output_puts(o, a->n_given ? " All of it is saved.\n" : "\n");
}
