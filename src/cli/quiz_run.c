/* SPDX-License-Identifier: MIT */
#include "cli/quiz_run.h"

#include <unistd.h>

#include "model/domain.h"

/* "Question 3 of 12 (security-compliance, difficulty 2)" */
static void make_heading(struct buf *out, const struct item *it, size_t number, size_t n)
{
	const struct domain *domain = domain_find(it->domain);

	buf_clear(out);
	buf_printf(out, "Question %zu of %zu", number, n);
	if (domain || it->difficulty)
		buf_printf(out, " (%s%s", domain ? domain->title : "",
			   domain && it->difficulty ? ", " : "");
	if (it->difficulty)
		buf_printf(out, "difficulty %d", it->difficulty);
	if (domain || it->difficulty)
		buf_addc(out, ')');
}

/* The place of the question whose answer was taken back; here if there was none. */
static size_t undo(struct asker *a, const struct quiz_session *s, size_t here)
{
	const struct item *it = ask_undo(a);

	for (size_t i = 0; it && i < s->n; i++)
		if (s->items[i] == it)
			return i;
	return here;
}

/* Asks question i; when all are done, offers to take the last answer back. */
static enum asked ask_one(struct asker *a, const struct quiz_session *s, size_t i,
			  struct said *ret_said)
{
	struct buf heading;
	enum asked asked;

	struct output *o = &a->cli->out;

	if (i == s->n) {
		output_puts(o, "\n");
		*ret_said = talk_ask(o, a->input,
				     "That was the last question. Enter ends it (or undo):");
		return ret_said->word == WORD_UNDO ? ASKED_WORD : ASKED_END;
	}
	buf_init(&heading);
	make_heading(&heading, s->items[i], i + 1, s->n);
	asked = ask_item(a, s->items[i], s->topics[i], buf_str(&heading), ret_said);
	if (asked == ASKED_ANSWERED && i + 1 < s->n)
		output_puts(o, "\n");
	buf_done(&heading);
	return asked;
}

void quiz_ask_all(struct asker *a, const struct quiz_session *s, struct said *ret_said)
{
	size_t i = 0;

	while (!a->cli->out.error) {
		enum asked asked = ask_one(a, s, i, ret_said);

		if (asked == ASKED_ANSWERED || asked == ASKED_SKIPPED)
			i++;
		else if (asked == ASKED_WORD && ret_said->word == WORD_UNDO)
			i = undo(a, s, i);
		else
			break;
	}
}

int quiz_run(struct cli *c, const struct quiz_session *s)
{
	struct input in;
	struct asker a;
	struct said said;
	bool is_interrupted;

	cli_open_store(c, false);
	input_init(&in, STDIN_FILENO);
	asker_init(&a, c, &in, WORDS_QUIZ);
	quiz_ask_all(&a, s, &said);
	is_interrupted = input_is_interrupted();
	if (is_interrupted)
		output_puts(&c->out, "Stopped. ");
	ask_sums(&a);
	asker_done(&a);
	input_done(&in);
	return is_interrupted ? STATUS_INTERRUPTED : STATUS_FINE;
}
