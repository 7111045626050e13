/* SPDX-License-Identifier: MIT */
#include "term/term.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include <curses.h>
#include <term.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "canvas/ascii.h"
#include "term/term_colour.h"
#include "term/term_keys.h"
#include "term/term_restore.h"

/* A window larger than this is used in part. */
enum { HEIGHT_MAX = 1000, WIDTH_MAX = 2000 };

static const char mouse_on[] = "\033[?1000h\033[?1006h";
static const char paste_on[] = "\033[?2004h";
static const char modes_off[] = "\033[?2004l\033[?1006l\033[?1000l";

static struct {
	SCREEN *screen;
	WINDOW *input;			/* a pad: reading from it never draws */
	struct canvas shown;		/* the frame on the screen */
	bool is_shown_known;
	cchar_t *row;			/* room for one row of it */
	bool is_ascii, has_mouse, is_ansi;
	struct term_keys keys;
	struct key pending[TERM_KEYS_OUT_MAX];
	size_t n_pending, next_pending;
} term;

/* Modes that curses does not manage; only for terminals that skip what they do not know. */
static void modes_set(const char *sequence)
{
	if (term.is_ansi)
		term_restore_write(sequence, strlen(sequence));
}

static void modes_on(void)
{
	modes_set(paste_on);
	if (term.has_mouse)
		modes_set(mouse_on);
}

static enum err check_terminal(const char **ret_why)
{
	const char *name = getenv("TERM");
	const char *move;
	bool can_move;
	int found;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		*ret_why = "there is no terminal here; --plain works without one";
		return ERR_IO;
	}
	if (!name || !*name) {
		*ret_why = "TERM is not set, so what this terminal can do is unknown; "
			   "set it (TERM=xterm, for example) or use --plain";
		return ERR_UNSUPPORTED;
	}
	if (setupterm(name, STDOUT_FILENO, &found) == ERR) {
		*ret_why = "terminfo does not know the terminal that TERM names; "
			   "set TERM (to xterm, for example) or use --plain";
		return ERR_UNSUPPORTED;
	}
	move = tigetstr("cup");
	can_move = move && move != (char *)-1;
	term.is_ansi = can_move && !strncmp(move, "\033[", 2);
	del_curterm(cur_term);	/* newterm reads its own */
	if (!can_move) {
		*ret_why = "this terminal cannot move its cursor; use --plain";
		return ERR_UNSUPPORTED;
	}
	return ERR_OK;
}

static void input_start(void)
{
	term.input = newpad(1, 1);
	keypad(term.input, TRUE);
	nodelay(term.input, TRUE);
	/* Curses waits for nothing: term_keys knows how long an Escape may be alone. */
	set_escdelay(0);
	/* term_keys reads the mouse: curses would block inside a report that was cut. */
	keyok(KEY_MOUSE, FALSE);
	term_keys_init(&term.keys);
	term.n_pending = term.next_pending = 0;
}

static void screen_start(void)
{
	raw();
	noecho();
	nonl();
	intrflush(stdscr, FALSE);
	typeahead(-1);
	idlok(stdscr, TRUE);
	curs_set(0);
}

/* Starts curses without the handlers it would install: signals belong to the program. */
static SCREEN *curses_start(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGTSTP, SIGWINCH };
	enum { N_SIGNALS = sizeof(signals) / sizeof(*signals) };
	struct sigaction before[N_SIGNALS];
	SCREEN *screen;

	use_tioctl(TRUE);
	for (size_t i = 0; i < N_SIGNALS; i++)
		sigaction(signals[i], NULL, &before[i]);
	screen = newterm(NULL, stdout, stdin);
	for (size_t i = 0; i < N_SIGNALS; i++)
		sigaction(signals[i], &before[i], NULL);
	return screen;
}

/*
 * Until it has come back from a suspension once, curses sends a frame in as many
 * pieces as there are moves of the cursor. Here it goes and comes back before
 * anything shows: each frame is then one write. Before colours are started,
 * since coming back with them would reset the user's palette.
 */
static void frames_start(void)
{
	endwin();
	doupdate();
}

enum err term_start(const struct term_options *o, const char **ret_why)
{
	enum err e = check_terminal(ret_why);

	if (e != ERR_OK)
		return e;
	if (term_restore_save(STDOUT_FILENO) != ERR_OK) {
		*ret_why = "the terminal does not tell its settings; --plain works without them";
		return ERR_IO;
	}
	term_restore_arm();
	term.screen = curses_start();
	if (!term.screen) {
		term_restore_disarm();
		*ret_why = "curses cannot start on this terminal; use --plain";
		return ERR_UNSUPPORTED;
	}
	term.is_ascii = o->is_ascii;
	term.has_mouse = o->has_mouse;
	screen_start();
	frames_start();
	input_start();
	term_colour_start(o->is_colourless);
	term_colour_set(o->theme);
	canvas_init(&term.shown, 0, 0);
	term_resized();
	modes_on();
	return ERR_OK;
}

/* After a hang-up nobody reads what is written, and curses would try for long. */
static bool is_gone(void)
{
	struct termios t;

	return tcgetattr(STDOUT_FILENO, &t) != 0;
}

void term_stop(void)
{
	if (!term.screen)
		return;
	if (!is_gone()) {
		modes_set(modes_off);
		curs_set(1);
		endwin();
	}
	term_restore_disarm();
	delwin(term.input);
	delscreen(term.screen);
	term.screen = NULL;
	canvas_done(&term.shown);
	free(term.row);
	term.row = NULL;
}

void term_emergency(void)
{
	term_restore_now();
}

void term_suspend(void)
{
	if (!term.screen)
		return;
	modes_set(modes_off);
	def_prog_mode();
	endwin();
	term_restore_disarm();
}

void term_resume(void)
{
	if (!term.screen)
		return;
	term_restore_arm();
	reset_prog_mode();
	modes_on();
	term_resized();
}

void term_size(int *ret_height, int *ret_width)
{
	*ret_height = term.screen ? LINES : 24;
	*ret_width = term.screen ? COLS : 80;
}

void term_resized(void)
{
	struct winsize w;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_row && w.ws_col)
		resizeterm(w.ws_row < HEIGHT_MAX ? w.ws_row : HEIGHT_MAX,
			   w.ws_col < WIDTH_MAX ? w.ws_col : WIDTH_MAX);
	term_restore_prepare(term.is_ansi ? modes_off : "", LINES);
	free(term.row);
	term.row = xcalloc((size_t)COLS, sizeof(*term.row));
	term_repaint();
}

void term_set_theme(const struct theme *t)
{
	term_colour_set(t);
	term_repaint();
}

void term_repaint(void)
{
	if (!term.screen)
		return;
	clearok(curscr, TRUE);
	term.is_shown_known = false;
}

static bool is_same_cell(const struct cell *a, const struct cell *b)
{
	return a->ch[0] == b->ch[0] && a->ch[1] == b->ch[1] && a->ch[2] == b->ch[2] &&
	       a->role == b->role && a->attr == b->attr && a->cells == b->cells;
}

/*
 * The characters of c as this terminal's library measures them, never wider or
 * narrower than c: one wrong column would shift the rest of the row. Returns
 * how many of the cells they cover.
 */
static int characters_of(const struct cell *c, wchar_t out[CELL_CHARS + 1])
{
	size_t n = 1;
	int cells;

	out[0] = (wchar_t)(term.is_ascii ? (char32_t)ascii_of(c->ch[0]) : c->ch[0]);
	cells = wcwidth(out[0]);
	if (cells < 1 || cells > c->cells) {
		out[0] = wcwidth(0xFFFD) == 1 ? 0xFFFD : '?';
		cells = 1;
	}
	for (size_t i = 1; i < CELL_CHARS && c->ch[i] && !term.is_ascii; i++)
		if (cells == c->cells && wcwidth((wchar_t)c->ch[i]) == 0)
			out[n++] = (wchar_t)c->ch[i];
	out[n] = L'\0';
	return cells;
}

/* Appends what shows c to the n entries of term.row; returns their new number. */
static int row_add(int n, const struct cell *c)
{
	wchar_t characters[CELL_CHARS + 1];
	short pair;
	attr_t attr = term_colour_role((enum role)c->role, c->attr, &pair);
	int cells = characters_of(c, characters);

	if (setcchar(&term.row[n], characters, attr, pair, NULL) == ERR)
		setcchar(&term.row[n], L"?", attr, pair, NULL);
	n++;
	if (cells < c->cells)
		setcchar(&term.row[n++], term.is_ascii ? characters : L" ", attr, pair, NULL);
	return n;
}

/* Hands cells first to last of row y to curses, which knows wide ones as one entry. */
static void show_cells(const struct canvas *c, int y, int first, int last)
{
	const struct cell *cells = &c->cells[(size_t)y * c->width];
	int n = 0;

	for (int x = first; x <= last; x++)
		if (cells[x].cells)
			n = row_add(n, &cells[x]);
	mvwadd_wchnstr(stdscr, y, first, term.row, n);
}

static void show_row(const struct canvas *c, int y, int width)
{
	const struct cell *new = &c->cells[(size_t)y * c->width];
	const struct cell *old =
		term.is_shown_known ? &term.shown.cells[(size_t)y * c->width] : NULL;
	int first = 0, last = width - 1;

	while (old && first <= last && is_same_cell(&old[first], &new[first]))
		first++;
	while (old && last > first && is_same_cell(&old[last], &new[last]))
		last--;
	while (first > 0 && first <= last && !new[first].cells)
		first--;
	if (first <= last)
		show_cells(c, y, first, last);
}

static void show_cursor(const struct canvas *c)
{
	bool is_shown = c->cursor_y >= 0 && c->cursor_y < LINES && c->cursor_x >= 0 &&
			c->cursor_x < COLS;

	leaveok(stdscr, !is_shown);
	curs_set(is_shown);
	if (is_shown)
		wmove(stdscr, c->cursor_y, c->cursor_x);
}

/*
 * What the terminal shows once it is cleared: blank cells. Where the theme
 * gives plain text a look of its own they look otherwise, and all are sent.
 */
static void forget_shown(int height, int width)
{
	short pair;

	if (term.shown.height != height || term.shown.width != width)
		canvas_resize(&term.shown, height, width);
	else
		canvas_clear(&term.shown);
	werase(stdscr);
	term.is_shown_known = term_colour_role(ROLE_TEXT, 0, &pair) == A_NORMAL && !pair;
}

void term_show(const struct canvas *c)
{
	int height = c->height < LINES ? c->height : LINES;
	int width = c->width < COLS ? c->width : COLS;

	if (!term.screen)
		return;
	if (!term.is_shown_known || term.shown.height != c->height ||
	    term.shown.width != c->width)
		forget_shown(c->height, c->width);
	for (int y = 0; y < height; y++)
		show_row(c, y, width);
	if (height && width)
		memcpy(term.shown.cells, c->cells,
		       (size_t)c->height * c->width * sizeof(*c->cells));
	term.is_shown_known = true;
	show_cursor(c);
	wnoutrefresh(stdscr);
	doupdate();
}

static bool is_outside(struct key k)
{
	return k.code == K_MOUSE && (k.y >= LINES || k.x >= COLS);
}

static bool pending_take(struct key *ret_key)
{
	while (term.next_pending < term.n_pending) {
		struct key k = term.pending[term.next_pending++];

		if (is_outside(k))
			continue;
		*ret_key = k;
		return true;
	}
	return false;
}

bool term_key(struct key *ret_key)
{
	int64_t now_ns = clock_monotonic_ns();

	while (term.screen && !pending_take(ret_key)) {
		int input = wgetch(term.input);

		term.next_pending = 0;
		if (input != ERR) {
			term.n_pending = term_keys_feed(&term.keys, input, now_ns, term.pending);
			continue;
		}
		term.n_pending = term_keys_rest(&term.keys, now_ns, term.pending);
		if (!term.n_pending)
			return false;
	}
	return term.screen != NULL;
}

int term_key_wait_ms(void)
{
	return term_keys_wait_ms(&term.keys, clock_monotonic_ns());
}

int term_colours(void)
{
	return term_colour_count();
}

int term_fd(void)
{
	return STDIN_FILENO;
}
