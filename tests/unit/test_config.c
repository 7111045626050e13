/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include <stdlib.h>
#include <string.h>

#include "app/config.h"
#include "app/paths.h"
#include "tests/support/tmp.h"

static const char *const variables[] = {
	"NEPHOSCOPE_THEME", "NEPHOSCOPE_ASCII", "NEPHOSCOPE_ANIMATION", "NEPHOSCOPE_MOUSE",
	"NEPHOSCOPE_MEASURE", "NEPHOSCOPE_COURSE", "NEPHOSCOPE_DATA_DIR",
};

/* A configuration file in a folder of its own, and what loading gives. */
struct setup {
	struct tmp tmp;
	struct diag_list diags;
	struct config_sources sources;
	struct app_config config;
	struct buf said;
};

static void begin(struct setup *s, const char *file)
{
	*s = (struct setup){ 0 };
	tmp_init(&s->tmp);
	diag_list_init(&s->diags);
	for (size_t i = 0; i < sizeof(variables) / sizeof(*variables); i++)
		unsetenv(variables[i]);
	if (file)
		s->sources.file = tmp_write(&s->tmp, "config.yaml", file);
}

static void load(struct setup *s)
{
	config_load(&s->tmp.arena, &s->sources, &s->diags, &s->config);
	for (size_t i = 0; i < s->diags.n; i++)
		diag_print(&s->said, &s->diags.items[i]);
}

static void end(struct setup *s)
{
	buf_done(&s->said);
	diag_list_done(&s->diags);
	tmp_done(&s->tmp);
}

static void expect_said(const struct setup *s, const char *text)
{
	if (!strstr(buf_str(&s->said), text))
		t_str(buf_str(&s->said), text);
}

TEST(without_any_source_the_defaults_hold)
{
	struct setup s;

	begin(&s, NULL);
	load(&s);
	t_str(s.config.theme->name, "default");
	t_false(s.config.is_ascii);
	t_true(s.config.has_animation);
	t_true(s.config.has_mouse);
	t_int(s.config.measure, 72);
	t_null(s.config.course);
	t_null(s.config.data_dir);
	t_int(s.diags.n, 0);
	end(&s);
}

TEST(the_file_sets_everything)
{
	struct setup s;

	begin(&s, "theme: dark\nascii: yes\nanimation: off\nmouse: \"no\"\nmeasure: 90\n"
		  "course: /srv/course\ndata-dir: /srv/data\n");
	load(&s);
	t_int(s.diags.n, 0);
	t_str(s.config.theme->name, "dark");
	t_true(s.config.is_ascii);
	t_false(s.config.has_animation);
	t_false(s.config.has_mouse);
	t_int(s.config.measure, 90);
	t_str(s.config.course, "/srv/course");
	t_str(s.config.data_dir, "/srv/data");
	end(&s);
}

TEST(the_flag_wins_over_the_environment_and_that_over_the_file)
{
	struct setup s;

	begin(&s, "theme: dark\nmeasure: 50\nmouse: no\n");
	setenv("NEPHOSCOPE_THEME", "light", 1);
	setenv("NEPHOSCOPE_MEASURE", "60", 1);
	s.sources.flags[CONFIG_THEME] = "mono";
	load(&s);
	t_str(s.config.theme->name, "mono");
	t_int(s.config.measure, 60);
	t_false(s.config.has_mouse);
	end(&s);
}

TEST(an_empty_variable_says_nothing)
{
	struct setup s;

	begin(&s, "theme: dark\n");
	setenv("NEPHOSCOPE_THEME", "", 1);
	load(&s);
	t_int(s.diags.n, 0);
	t_str(s.config.theme->name, "dark");
	end(&s);
}

TEST(an_unknown_key_is_named_with_its_line_and_the_nearest)
{
	struct setup s;

	begin(&s, "theme: dark\nmeasures: 50\n");
	load(&s);
	expect_said(&s, "config.yaml:2:1: warning: ");
	expect_said(&s, "2 | measures: 50");
	expect_said(&s, "measure\"");
	t_int(s.diags.n_errors, 0);
	t_str(s.config.theme->name, "dark");
	t_int(s.config.measure, 72);
	end(&s);
}

TEST(a_bad_value_in_the_file_is_a_warning_and_the_default_holds)
{
	struct setup s;

	begin(&s, "theme: drak\nascii: maybe\nmeasure: 500\ncourse: \"\"\nmouse: [a, b]\n");
	load(&s);
	expect_said(&s, "config.yaml:1:8: warning: \"drak\" is not a theme [bad-value]");
	expect_said(&s, "did you mean \"dark\"?");
	expect_said(&s, "config.yaml:2:8: warning: \"maybe\" is not yes or no");
	expect_said(&s, "config.yaml:3:10: warning: \"500\" is not a width from 30 to 160");
	expect_said(&s, "config.yaml:4:9: warning: \"\" is not a folder");
	expect_said(&s, "config.yaml:5:8: warning: \"\" is not yes or no");
	t_int(s.diags.n_errors, 0);
	t_str(s.config.theme->name, "default");
	t_int(s.config.measure, 72);
	end(&s);
}

TEST(a_bad_flag_is_an_error_and_a_bad_variable_a_warning)
{
	struct setup s;

	begin(&s, NULL);
	setenv("NEPHOSCOPE_MEASURE", "wide", 1);
	s.sources.flags[CONFIG_THEME] = "drak";
	load(&s);
	expect_said(&s, "--theme: error: \"drak\" is not a theme");
	expect_said(&s, "NEPHOSCOPE_MEASURE: warning: \"wide\" is not a width");
	t_int(s.diags.n_errors, 1);
	t_int(s.diags.n_warnings, 1);
	end(&s);
}

TEST(mistakes_are_named_even_where_something_stronger_is_right)
{
	struct setup s;

	begin(&s, "theme: drak\n");
	s.sources.flags[CONFIG_THEME] = "light";
	load(&s);
	t_int(s.diags.n_warnings, 1);
	t_str(s.config.theme->name, "light");
	end(&s);
}

TEST(a_missing_file_matters_only_when_it_was_named)
{
	struct setup s;

	begin(&s, NULL);
	s.sources.file = tmp_path(&s.tmp, "none.yaml");
	load(&s);
	t_int(s.diags.n, 0);
	s.sources.is_file_required = true;
	load(&s);
	t_int(s.diags.n_errors, 1);
	expect_said(&s, "none.yaml: error: the configuration cannot be read: not found");
	end(&s);
}

TEST(what_is_no_configuration_is_told_and_the_defaults_hold)
{
	static const char *const files[] = {
		"- a\n- b\n", "theme: [unclosed\n", "just words\n", "\xFF\xFE\n", "a: &x [*x]\n",
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		struct setup s;

		begin(&s, files[i]);
		load(&s);
		t_true(s.diags.n > 0);
		t_str(s.config.theme->name, "default");
		end(&s);
	}
}

TEST(a_folder_instead_of_the_file_is_told)
{
	struct setup s;

	begin(&s, NULL);
	s.sources.file = s.tmp.dir;
	load(&s);
	t_int(s.diags.n_warnings, 1);
	t_str(s.config.theme->name, "default");
	end(&s);
}

TEST(an_empty_file_is_fine)
{
	struct setup s;

	begin(&s, "# nothing yet\n");
	load(&s);
	t_int(s.diags.n, 0);
	end(&s);
}

TEST(relative_folders_of_the_file_start_at_the_file)
{
	struct setup s;

	begin(&s, "course: courses/devops\ndata-dir: ~/notes\n");
	setenv("HOME", "/home/ada", 1);
	s.sources.flags[CONFIG_DATA_DIR] = NULL;
	load(&s);
	t_str(s.config.course, tmp_path(&s.tmp, "courses/devops"));
	t_str(s.config.data_dir, "/home/ada/notes");
	s.sources.flags[CONFIG_COURSE] = "here";
	load(&s);
	t_str(s.config.course, "here");
	end(&s);
}

static void set_home(const char *home, const char *data, const char *config, const char *cache)
{
	unsetenv("HOME");
	unsetenv("XDG_DATA_HOME");
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("XDG_CACHE_HOME");
	if (home)
		setenv("HOME", home, 1);
	if (data)
		setenv("XDG_DATA_HOME", data, 1);
	if (config)
		setenv("XDG_CONFIG_HOME", config, 1);
	if (cache)
		setenv("XDG_CACHE_HOME", cache, 1);
}

TEST(paths_follow_the_base_directory_specification)
{
	struct arena a;
	struct paths p;

	arena_init(&a);
	set_home("/home/ada", NULL, NULL, NULL);
	paths_find(&a, &p);
	t_str(p.data_dir, "/home/ada/.local/share/nephoscope");
	t_str(p.config_file, "/home/ada/.config/nephoscope/config.yaml");
	t_str(p.cache_dir, "/home/ada/.cache/nephoscope");
	set_home("/home/ada", "/data", "/etc/ada", "/var/tmp");
	paths_find(&a, &p);
	t_str(p.data_dir, "/data/nephoscope");
	t_str(p.config_file, "/etc/ada/nephoscope/config.yaml");
	t_str(p.cache_dir, "/var/tmp/nephoscope");
	arena_done(&a);
}

TEST(relative_and_empty_base_directories_do_not_count)
{
	struct arena a;
	struct paths p;

	arena_init(&a);
	set_home("/home/ada", "data", "", "./cache");
	paths_find(&a, &p);
	t_str(p.data_dir, "/home/ada/.local/share/nephoscope");
	t_str(p.config_file, "/home/ada/.config/nephoscope/config.yaml");
	t_str(p.cache_dir, "/home/ada/.cache/nephoscope");
	arena_done(&a);
}

TEST(without_home_the_system_is_asked_and_nothing_becomes_relative)
{
	static const char *const homes[] = { NULL, "", "relative" };
	struct arena a;
	struct paths p;

	arena_init(&a);
	for (size_t i = 0; i < sizeof(homes) / sizeof(*homes); i++) {
		set_home(homes[i], NULL, NULL, NULL);
		paths_find(&a, &p);
		t_true(!p.data_dir || p.data_dir[0] == '/');
		t_true(!p.config_file || p.config_file[0] == '/');
		t_true(!p.cache_dir || p.cache_dir[0] == '/');
	}
	arena_done(&a);
}

TESTS(t(without_any_source_the_defaults_hold), t(the_file_sets_everything),
      t(the_flag_wins_over_the_environment_and_that_over_the_file),
      t(an_empty_variable_says_nothing), t(an_unknown_key_is_named_with_its_line_and_the_nearest),
      t(a_bad_value_in_the_file_is_a_warning_and_the_default_holds),
      t(a_bad_flag_is_an_error_and_a_bad_variable_a_warning),
      t(mistakes_are_named_even_where_something_stronger_is_right),
      t(a_missing_file_matters_only_when_it_was_named),
      t(what_is_no_configuration_is_told_and_the_defaults_hold),
      t(a_folder_instead_of_the_file_is_told), t(an_empty_file_is_fine),
      t(relative_folders_of_the_file_start_at_the_file),
      t(paths_follow_the_base_directory_specification),
      t(relative_and_empty_base_directories_do_not_count),
      t(without_home_the_system_is_asked_and_nothing_becomes_relative))
