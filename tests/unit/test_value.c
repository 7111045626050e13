/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include "model/value.h"

static struct value *pair(struct arena *a, struct value *map, const char *key, const char *text)
{
	struct value *v = value_text(a, text);

	value_put(a, map, key, v);
	return v;
}

TEST(a_path_leads_through_maps)
{
	struct arena a;
	struct value *root, *inner;

	arena_init(&a);
	root = value_map(&a);
	inner = value_map(&a);
	pair(&a, inner, "MaximumConcurrency", "5");
	value_put(&a, root, "ScalingConfig", inner);
	t_str(value_at(root, "ScalingConfig.MaximumConcurrency")->text, "5");
	t_true(value_at(root, "") == root);
	t_null(value_at(root, "ScalingConfig.Maximum"));
	t_null(value_at(root, "ScalingConfig.MaximumConcurrency.Deeper"));
	t_null(value_get(NULL, "x"));
	t_null(value_get(value_at(root, "ScalingConfig.MaximumConcurrency"), "x"));
	arena_done(&a);
}

TEST(numbers_are_finite_decimals_and_nothing_else)
{
	static const char *const bad[] = { "", "x", "1x", " 1", "0x10", "inf", "nan", "1e999", "-", "1 " };
	struct arena a;
	struct value *m;
	double x = 7;

	arena_init(&a);
	m = value_map(&a);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		pair(&a, m, "N", bad[i]);
		t_false(value_number(m, "N", &x));
	}
	t_true(x == 7);
	t_false(value_number(m, "M", &x));
	pair(&a, m, "N", "-1.5e2");
	t_true(value_number(m, "N", &x));
	t_true(x == -150);
	t_int(m->n, 1);
	arena_done(&a);
}

TEST(only_text_is_a_string)
{
	struct arena a;
	struct value *m, *list;

	arena_init(&a);
	m = value_map(&a);
	pair(&a, m, "Text", "yes");
	pair(&a, m, "Ref", "Queue")->kind = VALUE_REF;
	pair(&a, m, "Import", "what")->kind = VALUE_UNKNOWN;
	list = value_list(&a);
	value_put(&a, m, "List", list);
	t_str(value_string(m, "Text", "no"), "yes");
	t_str(value_string(m, "Ref", "no"), "no");
	t_str(value_string(m, "Import", "no"), "no");
	t_str(value_string(m, "List", "no"), "no");
	t_str(list->text, "");
	t_true(value_bool(m, "Text", false));
	t_true(value_bool(m, "Ref", true));
	pair(&a, m, "Text", "TRUE");
	t_true(value_bool(m, "Text", false));
	pair(&a, m, "Text", "on");
	t_false(value_bool(m, "Text", true));
	arena_done(&a);
}

TEST(a_reference_is_found_alone_and_inside_a_text)
{
	struct arena a;
	struct value *ref, *text;

	arena_init(&a);
	ref = value_text(&a, "Queue");
	ref->kind = VALUE_REF;
	t_str(value_ref(ref), "Queue");
	text = value_text(&a, "https://${Queue}/x");
	t_null(value_ref(text));
	text->child = ref;
	t_str(value_ref(text), "Queue");
	t_null(value_ref(NULL));
	t_null(value_ref(value_map(&a)));
	arena_done(&a);
}

TEST(putting_replaces_in_place)
{
	struct arena a;
	struct value *m, *list;

	arena_init(&a);
	m = value_map(&a);
	pair(&a, m, "A", "1");
	pair(&a, m, "B", "2");
	pair(&a, m, "C", "3");
	pair(&a, m, "B", "4");
	t_int(m->n, 3);
	t_str(m->child->next->key, "B");
	t_str(m->child->next->text, "4");
	t_str(m->child->next->next->text, "3");
	list = value_list(&a);
	value_append(list, value_text(&a, "x"));
	value_append(list, value_text(&a, "y"));
	t_int(list->n, 2);
	t_str(list->child->next->text, "y");
	t_null(list->child->next->next);
	arena_done(&a);
}

TEST(setting_leaves_the_original_as_it_was)
{
	struct arena a;
	struct value *m, *inner, *set;

	arena_init(&a);
	m = value_map(&a);
	inner = value_map(&a);
	pair(&a, m, "Timeout", "3");
	value_put(&a, m, "Scaling", inner);
	pair(&a, inner, "Max", "5");
	pair(&a, m, "Memory", "128");
	set = value_set(&a, m, "Scaling.Max", "7");
	t_str(value_string(set, "Scaling.Max", ""), "7");
	t_str(value_string(m, "Scaling.Max", ""), "5");
	t_str(value_string(set, "Memory", ""), "128");
	t_int(set->n, 3);
	set = value_set(&a, set, "Timeout.Deep.Deeper", "1");
	t_str(value_string(set, "Timeout.Deep.Deeper", ""), "1");
	t_str(value_string(m, "Timeout", ""), "3");
	t_str(value_string(value_set(&a, NULL, "A.B", "x"), "A.B", ""), "x");
	arena_done(&a);
}

TESTS(t(a_path_leads_through_maps), t(numbers_are_finite_decimals_and_nothing_else),
      t(only_text_is_a_string), t(a_reference_is_found_alone_and_inside_a_text),
      t(putting_replaces_in_place), t(setting_leaves_the_original_as_it_was))
