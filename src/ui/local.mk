noinst_LIBRARIES += src/ui/libui.a
src_ui_libui_a_SOURCES = \
	src/ui/bookmarks_view.c \
	src/ui/gauge.c \
	src/ui/gauge.h \
	src/ui/global_key.c \
	src/ui/global_key.h \
	src/ui/help_view.c \
	src/ui/list.c \
	src/ui/list.h \
	src/ui/list_views.h \
	src/ui/menu_detail.c \
	src/ui/menu_draw.c \
	src/ui/menu_view.c \
	src/ui/menu_view.h \
	src/ui/menu_view_internal.h \
	src/ui/motion.c \
	src/ui/motion.h \
	src/ui/palette_view.c \
	src/ui/progress_view.c \
	src/ui/prompt.c \
	src/ui/prompt.h \
	src/ui/search_view.c \
	src/ui/search_view.h \
	src/ui/sentence.c \
	src/ui/sentence.h \
	src/ui/statusbar.c \
	src/ui/statusbar.h \
	src/ui/tally.c \
	src/ui/tally.h \
	src/ui/text_find.c \
	src/ui/text_find.h \
	src/ui/view.c \
	src/ui/view.h
