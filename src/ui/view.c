/* SPDX-License-Identifier: MIT */
#include "ui/view.h"

#include <stdarg.h>
#include <stdio.h>

void view_draw(struct view *v, struct canvas *c, int64_t now_ns)
{
	canvas_clear(c);
	v->class->draw(v, c, now_ns);
}

static bool is_typing(const struct view *v)
{
	return v->class->is_typing && v->class->is_typing(v);
}

struct action view_key(struct view *v, struct key k, int64_t now_ns)
{
	if (k.code == K_PASTE) {
		v->is_pasting = !v->is_pasting;
		return action(ACTION_NONE);
	}
	/* Pasted text must never act as commands. */
	if (v->is_pasting && (k.code != K_CHAR || !is_typing(v)))
		return action(ACTION_NONE);
	v->message[0] = '\0';
	return v->class->key(v, k, now_ns);
}

int64_t view_next_ns(const struct view *v, int64_t now_ns)
{
	return v->class->next_ns ? v->class->next_ns(v, now_ns) : -1;
}

bool view_work(struct view *v)
{
	return v->class->work && v->class->work(v);
}

void view_free(struct view *v)
{
	if (v)
		v->class->free(v);
}

void view_say(struct view *v, bool is_bad, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsnprintf(v->message, sizeof(v->message), format, ap);
	va_end(ap);
	v->is_message_bad = is_bad;
}
