/* SPDX-License-Identifier: MIT */
#include "cli/options.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include "base/path.h"
#include "base/suggest.h"
#include "canvas/theme.h"
#include "cli/cmd_table.h"
#include "cli/output.h"

const struct option_spec option_table[N_OPTIONS] = {
	[OPT_ASCII] = { .name = "ascii", .about = "draw with ASCII characters only",
			.is_global = true },
	[OPT_AT] = { .name = "at", .value = "TIME", .kind = TAKES_TEXT, .is_repeated = true,
		     .about = "when the requests begin to arrive: 3s" },
	[OPT_CALLS] = { .name = "calls", .value = "ID=CALLS", .kind = TAKES_TEXT, .is_repeated = true,
			.about = "what a function calls, in order" },
	[OPT_CLIENT] = { .name = "client", .value = "KIND", .kind = TAKES_CHOICE,
			 .about = "callers from outside: plain (try once) or sdk" },
	[OPT_COLOR] = { .name = "color", .value = "WHEN", .kind = TAKES_CHOICE,
			.about = "auto (on a terminal), always or never" },
	[OPT_CONFIG] = { .name = "config", .value = "FILE", .kind = TAKES_FILE,
			 .about = "the configuration to use", .is_global = true },
	[OPT_COUNT] = { .name = "count", .letter = 'n', .value = "N", .kind = TAKES_NUMBER, .least = 1,
			.most = UINT64_C(1000000000000), .is_repeated = true,
			.about = "how many: questions to ask, requests to send" },
	[OPT_COURSE] = { .name = "course", .value = "DIR", .kind = TAKES_DIR,
			 .about = "the course: a folder with SUMMARY.md", .is_global = true },
	[OPT_DATA_DIR] = { .name = "data-dir", .value = "DIR", .kind = TAKES_DIR,
			   .about = "where progress is kept", .is_global = true },
	[OPT_DUE] = { .name = "due", .about = "only what is due (not in this version)" },
	[OPT_DUMP_FRAME] = { .name = "dump-frame",
			     .about = "print the first frame as text, and end" },
	[OPT_DURATION] = { .name = "duration", .value = "TIME", .kind = TAKES_TEXT,
			   .about = "how long requests arrive: 60s" },
	[OPT_EXAM] = { .name = "exam", .about = "a timed exam (not in this version)" },
	[OPT_FAULT] = { .name = "fault", .value = "FAULT", .kind = TAKES_TEXT, .is_repeated = true,
			.about = "'ID errors 50% from 10s to 20s'; or slow, down ..." },
	[OPT_FORMAT] = { .name = "format", .value = "FORMAT", .kind = TAKES_CHOICE,
			 .about = "the form of the output" },
	[OPT_HELP] = { .name = "help", .letter = 'h', .about = "say what the command does (also -h)",
		       .is_global = true },
	[OPT_NO_ANIMATION] = { .name = "no-animation", .about = "nothing moves by itself",
			       .is_global = true },
	[OPT_PARAMETER] = { .name = "parameter", .value = "NAME=VALUE", .kind = TAKES_TEXT,
			    .is_repeated = true, .about = "a parameter of the template" },
	[OPT_PLAIN] = { .name = "plain", .about = "lines instead of a screen", .is_global = true },
	[OPT_PROFILE] = { .name = "profile", .value = "NAME", .kind = TAKES_CHOICE,
			  .about = "whose limits: aws-2026 or aws-2023" },
	[OPT_RATE] = { .name = "rate", .value = "RATE", .kind = TAKES_TEXT, .is_repeated = true,
		       .about = "how often that request arrives: 50/s[,constant]" },
	[OPT_REBUILD] = { .name = "rebuild",
			  .about = "make the tables anew, mend a damaged database" },
	[OPT_REQUEST] = { .name = "request", .value = "REQUEST", .kind = TAKES_TEXT,
			  .is_repeated = true, .about = "what arrives: 'GET /path', 'put s3://Bucket/key' ..." },
	[OPT_RULES] = { .name = "rules", .about = "list the rules instead" },
	[OPT_RUNS] = { .name = "runs", .value = "N", .kind = TAKES_NUMBER, .least = 1, .most = 10000,
		       .about = "N runs with seeds of their own, and 95 % intervals" },
	[OPT_SCRIPT] = { .name = "script", .value = "FILE", .kind = TAKES_FILE,
			 .about = "play the keys in FILE instead of using a terminal" },
	[OPT_SEED] = { .name = "seed", .value = "N", .kind = TAKES_NUMBER, .most = UINT64_MAX,
		       .about = "what chance starts from", .is_global = true },
	[OPT_SET] = { .name = "set", .value = "ID.PROPERTY=VALUE", .kind = TAKES_TEXT, .is_repeated = true,
		      .about = "a property as if the template said so" },
	[OPT_THEME] = { .name = "theme", .value = "NAME", .kind = TAKES_CHOICE,
			.about = "colours to use", .is_global = true },
	[OPT_TRACE] = { .name = "trace", .value = "FILE", .kind = TAKES_FILE,
			.about = "all events, to FILE.jsonl or (for viewers) FILE.json" },
	[OPT_UNTIL] = { .name = "until", .value = "TIME", .kind = TAKES_TEXT,
			.about = "stop then, even if work is left" },
	[OPT_VERSION] = { .name = "version", .about = "print the version", .is_global = true },
	[OPT_WHY] = { .name = "why", .about = "say what each connection rests on" },
	[OPT_WIDTH] = { .name = "width", .value = "N", .kind = TAKES_NUMBER, .least = 1,
			.most = 10000, .about = "columns to use" },
	[OPT_WORK] = { .name = "work", .value = "ID=TIME", .kind = TAKES_TEXT, .is_repeated = true,
		       .about = "how long a function works: 120ms[,exp|lognormal:CV]" },
};

struct parser {
	struct options *options;
	struct arena *arena;
	char *const *argv;
	int argc, next;
	char **args;
	struct option_given *given;
	bool is_ended;		/* "--" was seen */
	const char *why;
};

bool option_applies(enum option_id id, const struct command *c)
{
	return option_table[id].is_global || (c && (c->options & OPT_BIT(id)));
}

const char *const *option_choices(struct arena *a, enum option_id id, const struct command *c)
{
	static const char *const when[] = { "auto", "always", "never", NULL };
	static const char *const clients[] = { "plain", "sdk", NULL };
	static const char *const profiles[] = { "aws-2026", "aws-2023", NULL };
	const char **names;
	size_t n = 0;

	if (id == OPT_COLOR)
		return when;
	if (id == OPT_CLIENT)
		return clients;
	if (id == OPT_PROFILE)
		return profiles;
	if (id == OPT_FORMAT)
		return c->formats;
	while (themes[n])
		n++;
	names = arena_zalloc(a, (n + 1) * sizeof(*names));
	for (size_t i = 0; i < n; i++)
		names[i] = themes[i]->name;
	return names;
}

bool option_number(enum option_id id, const char *s, uint64_t *ret)
{
	uint64_t n = 0;

	if (!*s)
		return false;
	for (; *s; s++) {
		unsigned digit = (unsigned)(*s - '0');

		if (digit > 9 || n > (UINT64_MAX - digit) / 10)
			return false;
		n = n * 10 + digit;
	}
	*ret = n;
	return n >= option_table[id].least && n <= option_table[id].most;
}

uint64_t options_number(const struct options *o, enum option_id id, uint64_t fallback)
{
	uint64_t n;

	return o->values[id] && option_number(id, o->values[id], &n) ? n : fallback;
}

/* The program's name and the command's, as one types them. */
static const char *typed_name(const struct parser *p)
{
	const struct command *c = p->options->command;

	return c ? arena_printf(p->arena, "nephoscope %s", c->name) : "nephoscope";
}

static enum err refuse(struct parser *p, const char *nearest, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* What is wrong, then the nearest that is right (NULL = none is near), or where to look. */
static enum err refuse(struct parser *p, const char *nearest, const char *format, ...)
{
	struct buf text;
	va_list ap;

	buf_init(&text);
	va_start(ap, format);
	buf_vprintf(&text, format, ap);
	va_end(ap);
	if (nearest)
		buf_printf(&text, "; did you mean \"%s\"?", nearest);
	else
		buf_printf(&text, "; \"%s --help\" lists what there is", typed_name(p));
	p->why = arena_strdup(p->arena, buf_str(&text));
	buf_done(&text);
	return ERR_USAGE;
}

static enum err refuse_unknown(struct parser *p, const char *typed, const char *name)
{
	const char *names[N_OPTIONS + 1] = { NULL };
	const char *nearest;
	size_t n = 0;

	for (int id = 0; id < N_OPTIONS; id++)
		if (option_applies(id, p->options->command) || !p->options->command)
			names[n++] = option_table[id].name;
	nearest = suggest_nearest(name, names);
	return refuse(p, nearest ? arena_printf(p->arena, "--%s", nearest) : NULL,
		      "there is no option %s", text_shown(p->arena, typed));
}

/* The option with this name, or the only one that begins with it; N_OPTIONS if there is none. */
static int find_option(const char *name, size_t len)
{
	int found = N_OPTIONS;
	int n_found = 0;

	for (int id = 0; id < N_OPTIONS; id++) {
		if (strncmp(option_table[id].name, name, len) != 0)
			continue;
		if (!option_table[id].name[len])
			return id;
		found = id;
		n_found++;
	}
	return len && n_found == 1 ? found : N_OPTIONS;
}

static enum err read_value(struct parser *p, int id, const char *value)
{
	const char *name = option_table[id].name;

	if (option_table[id].kind == TAKES_NONE) {
		if (value)
			return refuse(p, NULL, "--%s takes no value", name);
		value = "";
	} else if (!value) {
		if (p->next == p->argc)
			return refuse(p, NULL, "--%s needs a value: --%s %s", name, name,
				      option_table[id].value);
		value = p->argv[p->next++];
	}
	p->options->values[id] = value;
	p->given[p->options->n_given++] = (struct option_given){ (enum option_id)id, value };
	return ERR_OK;
}

static enum err read_long(struct parser *p, const char *typed)
{
	const char *name = typed + 2;
	size_t len = strcspn(name, "=");
	int id = find_option(name, len);

	if (id == N_OPTIONS)
		return refuse_unknown(p, arena_strndup(p->arena, typed, len + 2),
				      arena_strndup(p->arena, name, len));
	return read_value(p, id, name[len] ? name + len + 1 : NULL);
}

static enum err read_short(struct parser *p, const char *typed)
{
	for (int id = 0; id < N_OPTIONS; id++)
		if (option_table[id].letter && option_table[id].letter == typed[1] &&
		    (!typed[2] || option_table[id].kind != TAKES_NONE))
			return read_value(p, id, typed[2] ? typed + 2 : NULL);
	return refuse_unknown(p, typed, typed + 1);
}

/* What can only be meant as a path: "./x", a file, a folder with a course in it. */
static bool is_course(struct arena *a, const char *name)
{
	static const char *const marks[] = { "SUMMARY.md", "book.toml", "src/SUMMARY.md", NULL };
	struct stat st;

	if (strchr(name, '/') || (!stat(name, &st) && S_ISREG(st.st_mode)))
		return true;
	for (size_t i = 0; marks[i]; i++)
		if (!stat(path_join(a, name, marks[i]), &st))
			return true;
	return false;
}

static enum err read_argument(struct parser *p, char *arg)
{
	struct options *o = p->options;

	if (!o->command && !o->n_args && !p->is_ended) {
		o->command = cmd_find(arg);
		if (o->command)
			return ERR_OK;
		if (!is_course(p->arena, arg))
			return refuse(p, cmd_nearest(arg), "there is no command or course \"%s\"",
				      text_shown(p->arena, arg));
	}
	p->args[o->n_args++] = arg;
	return ERR_OK;
}

static enum err read_all(struct parser *p)
{
	enum err e = ERR_OK;

	while (e == ERR_OK && p->next < p->argc) {
		char *arg = p->argv[p->next++];

		if (p->is_ended || arg[0] != '-' || !arg[1])
			e = read_argument(p, arg);
		else if (!strcmp(arg, "--"))
			p->is_ended = true;
		else
			e = arg[1] == '-' ? read_long(p, arg) : read_short(p, arg);
	}
	return e;
}

static enum err check_choice(struct parser *p, int id, const char *value)
{
	const char *const *choices = option_choices(p->arena, id, p->options->command);
	struct buf text;

	for (size_t i = 0; choices[i]; i++)
		if (!strcmp(choices[i], value))
			return ERR_OK;
	buf_init(&text);
	for (size_t i = 0; choices[i]; i++)
		buf_printf(&text, "%s%s", i ? ", " : "", choices[i]);
	p->why = arena_printf(p->arena, "--%s cannot be \"%s\"; it can be %s", option_table[id].name,
			      text_shown(p->arena, value), buf_str(&text));
	buf_done(&text);
	return ERR_USAGE;
}

static enum err check_number(struct parser *p, int id, const char *value)
{
	const struct option_spec *o = &option_table[id];
	uint64_t n;

	if (option_number(id, value, &n))
		return ERR_OK;
	p->why = arena_printf(p->arena, "--%s needs a whole number from %llu to %llu, not \"%s\"",
			      o->name, (unsigned long long)o->least, (unsigned long long)o->most,
			      text_shown(p->arena, value));
	return ERR_USAGE;
}

static enum err check_options(struct parser *p)
{
	const struct command *c = p->options->command;

	for (int id = 0; id < N_OPTIONS; id++) {
		const char *value = p->options->values[id];
		enum err e = ERR_OK;

		if (!value)
			continue;
		if (!option_applies(id, c ? c : &cmd_open))
			return refuse(p, NULL, "--%s is no option of \"%s\"",
				      option_table[id].name, typed_name(p));
		if (option_table[id].kind == TAKES_CHOICE)
			e = check_choice(p, id, value);
		else if (option_table[id].kind == TAKES_NUMBER)
			e = check_number(p, id, value);
		else if (option_table[id].kind != TAKES_NONE && !*value)
			e = refuse(p, NULL, "--%s needs a value: --%s %s", option_table[id].name,
				   option_table[id].name, option_table[id].value);
		if (e != ERR_OK)
			return e;
	}
	return ERR_OK;
}

static enum err check_args(struct parser *p)
{
	const struct command *c = p->options->command ? p->options->command : &cmd_open;
	size_t n = p->options->n_args;

	if (options_has(p->options, OPT_HELP) || options_has(p->options, OPT_VERSION))
		return ERR_OK;
	if (n < c->least_args && !options_has(p->options, OPT_RULES))
		return refuse(p, NULL, "something is missing: nephoscope %s %s", c->name, c->usage);
	if (n > c->most_args)
		return refuse(p, NULL, "\"%s\" is one argument too many",
			      text_shown(p->arena, p->args[c->most_args]));
	return ERR_OK;
}

enum err options_parse(struct options *o, struct arena *a, int argc, char *const *argv,
		       const char **ret_why)
{
	struct parser p = {
		.options = o, .arena = a, .argv = argv, .argc = argc, .next = 1,
		.args = arena_alloc(a, sizeof(*p.args) * ((size_t)argc + 1)),
		.given = arena_alloc(a, sizeof(*p.given) * ((size_t)argc + 1)),
	};
	enum err e;

	*o = (struct options){ .args = p.args, .given = p.given };
	e = read_all(&p);
	if (e == ERR_OK)
		e = check_options(&p);
	if (e == ERR_OK)
		e = check_args(&p);
	*ret_why = p.why;
	return e;
}
