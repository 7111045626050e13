/* SPDX-License-Identifier: MIT */
#include "app/stack.h"

#include <string.h>

#include "app/session.h"

struct screen *stack_top(struct stack *k)
{
	return &k->screens[k->n - 1];
}

struct view *stack_view(struct stack *k)
{
	return stack_top(k)->view;
}

struct screen *stack_find(struct stack *k, enum screen_kind kind)
{
	for (size_t i = 0; i < k->n; i++)
		if (k->screens[i].kind == kind)
			return &k->screens[i];
	return NULL;
}

static void screen_free(struct session *s, struct screen *x)
{
	if (x->kind == SCREEN_LESSON)
		reader_close(s, x->view);
	else
		view_free(x->view);
	if (x->free_data)
		x->free_data(x->data);
}

static void take_out(struct session *s, struct screen *x)
{
	struct stack *k = &s->stack;
	size_t above = k->n - 1 - (size_t)(x - k->screens);

	screen_free(s, x);
	memmove(x, x + 1, above * sizeof(*x));
	k->n--;
}

void stack_push(struct session *s, struct screen screen)
{
	struct screen *same = stack_find(&s->stack, screen.kind);

	if (same)
		take_out(s, same);
	s->stack.screens[s->stack.n++] = screen;
	s->wishes |= WISH_DRAW;
}

void stack_replace(struct session *s, struct view *view)
{
	struct screen *top = stack_top(&s->stack);

	view_free(top->view);
	top->view = view;
	s->wishes |= WISH_DRAW;
}

/* What is on top now may have missed something. */
static void settle(struct session *s)
{
	session_refresh(s);
	if (stack_top(&s->stack)->kind == SCREEN_LESSON)
		reader_shown(s);
	s->wishes |= WISH_DRAW;
}

void stack_pop(struct session *s)
{
	if (s->stack.n < 2)
		return;
	take_out(s, stack_top(&s->stack));
	settle(s);
}

void stack_pop_to(struct session *s, enum screen_kind kind)
{
	while (s->stack.n > 1 && stack_top(&s->stack)->kind != kind)
		take_out(s, stack_top(&s->stack));
	settle(s);
}

void stack_clear(struct session *s)
{
	while (s->stack.n)
		take_out(s, stack_top(&s->stack));
}
