bin_PROGRAMS += nephoscope
nephoscope_SOURCES = \
	src/cli/account.c \
	src/cli/account.h \
	src/cli/ask.c \
	src/cli/ask.h \
	src/cli/bench_models.c \
	src/cli/bench_models.h \
	src/cli/cli.c \
	src/cli/cli.h \
	src/cli/cmd_bench.c \
	src/cli/cmd_completion.c \
	src/cli/cmd_doctor.c \
	src/cli/cmd_facts.c \
	src/cli/cmd_graph.c \
	src/cli/cmd_help.c \
	src/cli/cmd_lint.c \
	src/cli/cmd_open.c \
	src/cli/cmd_play.c \
	src/cli/cmd_progress.c \
	src/cli/cmd_quiz.c \
	src/cli/cmd_read.c \
	src/cli/cmd_search.c \
	src/cli/cmd_sim.c \
	src/cli/cmd_table.c \
	src/cli/cmd_table.h \
	src/cli/cmd_topics.c \
	src/cli/diagrams.c \
	src/cli/diagrams.h \
	src/cli/doctor.c \
	src/cli/doctor.h \
	src/cli/doctor_rebuild.c \
	src/cli/find.c \
	src/cli/find.h \
	src/cli/graph_picture.c \
	src/cli/graph_print.h \
	src/cli/graph_drawn.c \
	src/cli/graph_json.c \
	src/cli/graph_text.c \
	src/cli/help.h \
	src/cli/input.c \
	src/cli/input.h \
	src/cli/instructions.c \
	src/cli/instructions.h \
	src/cli/json.c \
	src/cli/json.h \
	src/cli/lesson_find.c \
	src/cli/lesson_find.h \
	src/cli/main.c \
	src/cli/open_app.h \
	src/cli/options.c \
	src/cli/options.h \
	src/cli/outline.c \
	src/cli/outline.h \
	src/cli/output.c \
	src/cli/output.h \
	src/cli/plain.c \
	src/cli/plain.h \
	src/cli/plain_lesson.c \
	src/cli/plain_lists.c \
	src/cli/progress_line.c \
	src/cli/progress_line.h \
	src/cli/quiz_run.c \
	src/cli/quiz_run.h \
	src/cli/report.c \
	src/cli/report.h \
	src/cli/session.c \
	src/cli/session.h \
	src/cli/sim_args.c \
	src/cli/sim_args.h \
	src/cli/sim_csv.c \
	src/cli/sim_json.c \
	src/cli/sim_lives.c \
	src/cli/sim_print.h \
	src/cli/sim_run.c \
	src/cli/sim_story.c \
	src/cli/stream.c \
	src/cli/stream.h \
	src/cli/talk.c \
	src/cli/talk.h \
	src/cli/today.c \
	src/cli/today.h \
	src/cli/trace_file.c \
	src/cli/trace_file.h \
	src/cli/words.c \
	src/cli/words.h
nephoscope_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
nephoscope_LDADD = src/cloud/libcloud.a src/tell/libtell.a $(LIBS_APP) $(JANSSON_LIBS)

# Completion is written by the program itself, from its tables.
bashcompletiondir = $(datadir)/bash-completion/completions
fishcompletiondir = $(datadir)/fish/vendor_completions.d
zshcompletiondir = $(datadir)/zsh/site-functions
nodist_bashcompletion_DATA = data/completions/nephoscope
nodist_fishcompletion_DATA = data/completions/nephoscope.fish
nodist_zshcompletion_DATA = data/completions/_nephoscope
CLEANFILES += $(nodist_bashcompletion_DATA) $(nodist_fishcompletion_DATA) $(nodist_zshcompletion_DATA)

data/completions/nephoscope: nephoscope$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) data/completions && ./nephoscope$(EXEEXT) completion bash > $@.tmp && mv $@.tmp $@

data/completions/nephoscope.fish: nephoscope$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) data/completions && ./nephoscope$(EXEEXT) completion fish > $@.tmp && mv $@.tmp $@

data/completions/_nephoscope: nephoscope$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) data/completions && ./nephoscope$(EXEEXT) completion zsh > $@.tmp && mv $@.tmp $@
