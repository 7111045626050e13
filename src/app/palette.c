/* SPDX-License-Identifier: MIT */
#include "app/palette.h"

#include <stdlib.h>
#include <string.h>

#include "app/perform.h"
#include "app/session.h"
#include "base/xalloc.h"
#include "ui/list_views.h"

/* Done by run, or by performing an action of this kind. */
struct command {
	struct palette_entry entry;
	enum action_kind kind;
	void (*run)(struct session *s);
};

static void next_lesson(struct session *s)
{
	reader_neighbour(s, 1);
}

static void previous_lesson(struct session *s)
{
	reader_neighbour(s, -1);
}

static void menu(struct session *s)
{
	stack_pop_to(s, SCREEN_MENU);
}

static void quiz_topic(struct session *s)
{
	int topic = catalog_topic(s->catalog, reader_entry(s));
	const char *id = topic >= 0 ? s->catalog->entries[topic].id : NULL;

	if (id)
		perform(s, &(struct action){ .kind = ACTION_QUIZ, .text = id });
	else
		view_say(stack_view(&s->stack), false,
			 "No topic's lesson is open; in the menu, t tests a topic.");
}

static const struct command commands[] = {
	{ { "continue", "where you left off, or the next lesson", "" }, .run = reader_continue },
	{ { "next lesson", "the one after this in the menu", "" }, .run = next_lesson },
	{ { "previous lesson", "the one before this in the menu", "" }, .run = previous_lesson },
	{ { "menu", "all topics", "" }, .run = menu },
	{ { "search", "words in the whole course", "/" }, .kind = ACTION_SEARCH },
	{ { "quiz this topic", "all questions of this lesson's topic", "" }, .run = quiz_topic },
	{ { "quiz everything", "all questions of the course", "" }, .kind = ACTION_QUIZ },
	{ { "progress", "what you have read, played and answered", "p" }, .kind = ACTION_PROGRESS },
	{ { "bookmarks", "the places you have marked", "B" }, .kind = ACTION_BOOKMARKS },
	{ { "reload", "read the open lesson from the disk again", "" }, .kind = ACTION_RELOAD },
	{ { "help", "the keys of this screen", "?" }, .kind = ACTION_HELP },
	{ { "quit", "end the program; all is saved", "Ctrl-C" }, .kind = ACTION_QUIT },
};

enum { N_COMMANDS = sizeof(commands) / sizeof(*commands) };

/* The palette's own copy of the table, with the themes after it; names live in arena. */
struct listing {
	struct arena arena;
	struct palette_entry *entries;
	size_t n;
};

static void listing_free(void *data)
{
	struct listing *l = data;

	arena_done(&l->arena);
	free(l);
}

static struct listing *listing_new(void)
{
	struct listing *l = xcalloc(1, sizeof(*l));
	size_t n_themes = 0;

	while (themes[n_themes])
		n_themes++;
	arena_init(&l->arena);
	l->entries = arena_zalloc(&l->arena, (N_COMMANDS + n_themes) * sizeof(*l->entries));
	for (size_t i = 0; i < N_COMMANDS; i++)
		l->entries[l->n++] = commands[i].entry;
	for (size_t i = 0; i < n_themes; i++)
		l->entries[l->n++] = (struct palette_entry){
			.name = arena_printf(&l->arena, "theme %s", themes[i]->name),
			.about = themes[i]->about,
			.key = "",
		};
	return l;
}

void palette_open(struct session *s)
{
	struct listing *l = listing_new();

	stack_push(s, (struct screen){
		.kind = SCREEN_PALETTE,
		.view = palette_view_new(l->entries, l->n),
		.data = l,
		.free_data = listing_free,
	});
}

static void run(struct session *s, const struct command *c)
{
	s->wishes |= WISH_DRAW;
	if (c->run)
		c->run(s);
	else
		perform(s, &(struct action){ .kind = c->kind, .text = "" });
}

void palette_run(struct session *s, const char *name)
{
	if (stack_top(&s->stack)->kind == SCREEN_PALETTE)
		stack_pop(s);
	if (!strncmp(name, "theme ", 6))
		perform(s, &(struct action){ .kind = ACTION_THEME, .text = name + 6 });
	for (size_t i = 0; i < N_COMMANDS; i++)
		if (!strcmp(commands[i].entry.name, name))
			run(s, &commands[i]);
}
