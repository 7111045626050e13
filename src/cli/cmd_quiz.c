/* SPDX-License-Identifier: MIT */
#include "cli/ask.h"
#include "cli/cli.h"
#include "cli/json.h"
#include "cli/open_app.h"
#include "cli/quiz_run.h"
#include "cli/session.h"

static json_t *option_object(const struct option *option)
{
	json_t *object = json_object();

	json_put(object, "text", json_blocks(option->text));
	json_put_bool(object, "correct", option->is_right);
	json_put(object, "reason", json_blocks(option->reason));
	return object;
}

static json_t *item_object(const struct item *it, const char *topic)
{
	json_t *object = json_object(), *options = json_array(), *hints = json_array();

	for (size_t i = 0; i < it->n_options; i++)
		json_push(options, option_object(&it->options[i]));
	for (size_t i = 0; i < it->n_hints; i++)
		json_push(hints, json_blocks(it->hints[i]));
	json_put_text(object, "id", it->id);
	json_put_text(object, "topic", topic);
	json_put_text(object, "domain", it->domain);
	json_put_text(object, "type", item_type_name(it->type));
	json_put_int(object, "difficulty", it->difficulty);
	json_put(object, "stem", json_blocks(it->stem));
	json_put(object, "options", options);
	json_put(object, "explanation", json_blocks(it->explanation));
	json_put(object, "hints", hints);
	json_put(object, "sources", json_texts(it->sources, it->n_sources));
	return object;
}

static void print_json(struct cli *c, const struct quiz_session *s)
{
	json_t *root = json_object(), *questions = json_array();

	for (size_t i = 0; i < s->n; i++)
		json_push(questions, item_object(s->items[i], s->topics[i]));
	json_put(root, "questions", questions);
	json_print(&c->out, root);
}

static void put_in_order(struct cli *c, struct quiz_session *s)
{
	struct pick_options o = { .count = (size_t)options_number(&c->options, OPT_COUNT, 0) };
	struct progress *p = NULL;

	o.has_seed = cli_seed(c, &o.seed);
	if (!o.has_seed) {
		cli_open_store(c, cli_is_format(c, "json"));
		o.progress = p = cli_progress(c);
	}
	session_pick(s, &o);
	progress_free(p);
}

static int run_session(struct cli *c, struct quiz_session *s)
{
	if (cli_is_format(c, "json")) {
		print_json(c, s);
		return STATUS_FINE;
	}
	if (!s->n) {
		message("there are no questions here; \"nephoscope topics\" tells where there are");
		return STATUS_FINE;
	}
	return quiz_run(c, s);
}

/* The app knows sessions of one topic, or of all; the rest is asked in lines. */
static bool is_for_app(struct cli *c, const char **ret_topic)
{
	int entry;

	if (!cli_has_screen(c) || c->options.values[OPT_FORMAT] || c->options.n_args > 1)
		return false;
	*ret_topic = "";
	if (!c->options.n_args)
		return true;
	if (course_open(cli_course_path(c), NULL, &c->course) != ERR_OK)
		return false;
	course_scan_all(c->course);
	entry = cli_find_entry(c, c->options.args[0]);
	if (entry < 0 || c->course->entries[entry].parent >= 0)
		return false;
	*ret_topic = c->course->entries[entry].id;
	return *ret_topic;
}

static int refuse(const char *option, const char *instead)
{
	message("--%s is not part of this version; %s", option, instead);
	return STATUS_USAGE;
}

static int run(struct cli *c)
{
	struct quiz_session s;
	const char *topic;
	int status;

	if (options_has(&c->options, OPT_DUE))
		return refuse("due", "reviews are not scheduled yet. Without it, questions that "
				     "were never answered come first, then those answered wrong");
	if (options_has(&c->options, OPT_EXAM))
		return refuse("exam", "there is no timed exam yet. \"nephoscope quiz --count 75\" "
				      "asks as many questions as one");
	if (is_for_app(c, &topic))
		return open_app(c, &(struct app_options){
			.topic = topic,
			.count = (size_t)options_number(&c->options, OPT_COUNT, 0),
		});
	status = session_find(c, c->options.args, c->options.n_args, &s);
	if (status != STATUS_FINE)
		return status;
	put_in_order(c, &s);
	status = run_session(c, &s);
	session_free(&s);
	return status;
}

static const char *const formats[] = { "text", "json", NULL };

const struct command cmd_quiz = {
	.name = "quiz",
	.usage = "[TOPIC]...",
	.about = "answer questions",
	.details =
		"TOPIC is a topic or a lesson (id, path or title); without one the whole course is "
		"asked. Questions that were never answered come first, then those answered wrong; "
		"with --seed they are drawn by chance. Answers are typed as lines (\"b\", \"a c\"),"
		" each is saved before it is acknowledged. --format json prints the questions with "
		"their keys and reasons instead of asking.\n",
	.options = OPT_BIT(OPT_COUNT) | OPT_BIT(OPT_DUE) | OPT_BIT(OPT_DUMP_FRAME) |
		   OPT_BIT(OPT_EXAM) | OPT_BIT(OPT_FORMAT) | OPT_BIT(OPT_SCRIPT),
	.formats = formats,
	.argument = ARGUMENT_WORD,
	.most_args = MANY_ARGS,
	.run = run,
};
