/* Single keys, lines and pages at a terminal that is given back as it was. */
#include "terminal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <unistd.h>

#include "mpt/text.h"

enum { CTRL_D = 4, ESCAPE = 27 };

static const int ending[CLI_TERMINAL_SIGNALS] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

/* Which signal came: a handler has no other place to leave it. */
static volatile sig_atomic_t caught;

static void catch_signal(int number)
{
    caught = number;
}

enum mpt_status cli_terminal_open(struct cli_terminal *terminal, struct cli *cli, const char *instead)
{
    *terminal = (struct cli_terminal){.cli = cli};
    if (!isatty(STDIN_FILENO) || !isatty(fileno(cli->out)) || tcgetattr(STDIN_FILENO, &terminal->usual) != 0) {
        return mpt_fail(&cli->error, MPT_USAGE, "%s", instead);
    }
    sigset_t block;
    struct sigaction action = {.sa_handler = catch_signal};
    caught = 0;
    sigemptyset(&block);
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < CLI_TERMINAL_SIGNALS; i++) {
        sigaction(ending[i], NULL, &terminal->actions[i]);
        if (terminal->actions[i].sa_handler != SIG_IGN) { /* as nohup wants it */
            sigaction(ending[i], &action, NULL);
            sigaddset(&block, ending[i]);
        }
    }
    sigprocmask(SIG_BLOCK, &block, &terminal->mask);
    return MPT_OK;
}

void cli_terminal_close(struct cli_terminal *terminal)
{
    fflush(terminal->cli->out);
    for (size_t i = 0; i < CLI_TERMINAL_SIGNALS; i++) {
        sigaction(ending[i], &terminal->actions[i], NULL);
    }
    if (terminal->signal) {
        struct mpt_error unused;
        mpt_store_settle(terminal->cli->store, &unused);
        raise(terminal->signal);
    }
    sigprocmask(SIG_SETMASK, &terminal->mask, NULL);
}

/* --- Reading ------------------------------------------------------------------------------------------------------ */

/* Waits until something was typed and takes it; false when there is nothing: Ctrl-D at the beginning of a line, or
 * nothing ever more, which `ended` says: a signal, or a line that was hung up. */
static bool read_more(struct cli_terminal *terminal)
{
    fflush(terminal->cli->out);
    for (;;) {
        fd_set input;
        FD_ZERO(&input);
        FD_SET(STDIN_FILENO, &input);
        /* Only here do signals come through, so that none gets lost between a look and the wait. */
        int ready = pselect(STDIN_FILENO + 1, &input, NULL, NULL, NULL, &terminal->mask);
        if (caught) {
            terminal->signal = caught;
            terminal->ended = true;
            return false;
        }
        if (ready < 0 && errno == EINTR) {
            continue;
        }
        ssize_t len = ready < 0 ? -1 : read(STDIN_FILENO, terminal->typed, sizeof terminal->typed);
        terminal->at = 0;
        terminal->len = len > 0 ? (size_t)len : 0;
        terminal->ended = len < 0;
        return len > 0;
    }
}

/* One by one and without echo, or whole lines as the terminal edits them. */
static void set_keys(const struct cli_terminal *terminal, bool keys)
{
    struct termios mode = terminal->usual;
    if (keys) {
        mode.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
        mode.c_cc[VMIN] = 1;
        mode.c_cc[VTIME] = 0;
    }
    tcsetattr(STDIN_FILENO, TCSADRAIN, &mode);
}

/* What follows the first byte of an arrow ("ESC [ A") or of a letter of several bytes is no key of its own. */
static void skip_rest(struct cli_terminal *terminal, unsigned char first)
{
    const unsigned char *typed = (const unsigned char *)terminal->typed;
    bool sequence = first == ESCAPE && terminal->at < terminal->len && strchr("[O", typed[terminal->at]);
    terminal->at += sequence;
    while (terminal->at < terminal->len &&
           (sequence ? typed[terminal->at] < 0x40 : first != ESCAPE && (typed[terminal->at] & 0xc0) == 0x80)) {
        terminal->at++;
    }
    terminal->at += sequence && terminal->at < terminal->len; /* the letter that ends it */
}

int cli_terminal_key(struct cli_terminal *terminal, const char *keys)
{
    bool wait = terminal->at == terminal->len && !terminal->ended;
    if (wait) {
        set_keys(terminal, true); /* before anybody is told to press one */
    }
    if (keys) {
        cli_terminal_say(terminal, keys);
    }
    if (wait) {
        terminal->ended |= !read_more(terminal);
        set_keys(terminal, false);
    }
    if (terminal->ended) {
        return CLI_KEY_END;
    }
    unsigned char key = (unsigned char)terminal->typed[terminal->at++];
    if (key == ESCAPE || key >= 0x80) {
        skip_rest(terminal, key);
        return CLI_KEY_OTHER;
    }
    terminal->ended = key == CTRL_D;
    return key == CTRL_D ? CLI_KEY_END : key == '\r' ? '\n' : key;
}

const char *cli_terminal_line(struct cli_terminal *terminal, const char *question)
{
    struct mpt_text line = mpt_text_init(terminal->cli->arena);
    fprintf(terminal->cli->out, "%s: ", question);
    while (!terminal->ended) {
        if (terminal->at == terminal->len && !read_more(terminal)) {
            fputc('\n', terminal->cli->out);
            return NULL;
        }
        const char *from = terminal->typed + terminal->at;
        size_t left = terminal->len - terminal->at, len = 0;
        while (len < left && from[len] != '\n') {
            len++;
        }
        mpt_text_add_len(&line, from, len);
        terminal->at += len + (len < left);
        if (len < left) {
            return mpt_text_get(&line);
        }
    }
    return NULL;
}

/* --- Showing ------------------------------------------------------------------------------------------------------ */

static size_t window_rows(const struct cli_terminal *terminal)
{
    enum { USUAL = 24, LEAST = 6 };
    struct winsize size;
    bool known = ioctl(fileno(terminal->cli->out), TIOCGWINSZ, &size) == 0 && size.ws_row;
    return !known ? USUAL : size.ws_row < LEAST ? LEAST : size.ws_row;
}

static void show_pages(struct cli_terminal *terminal, const char *text)
{
    FILE *out = terminal->cli->out;
    size_t room = window_rows(terminal) - 2, shown = 0;
    for (const char *at = text; *at; shown++) {
        if (shown == room) {
            int key = cli_terminal_key(terminal, "-- Enter: more, q: enough --");
            if (key == 'q' || key == CLI_KEY_END) {
                return;
            }
            shown = 0;
        }
        size_t len = strcspn(at, "\n");
        fprintf(out, "%.*s\n", (int)len, at);
        at += len + (at[len] == '\n');
    }
}

void cli_terminal_show(struct cli_terminal *terminal, const struct mpt_document *document)
{
    char *memory = NULL;
    size_t len = 0, width = cli_output_width(terminal->cli);
    FILE *out = open_memstream(&memory, &len);
    if (!out) {
        fputs("mpt: out of memory\n", stderr);
        abort();
    }
    mpt_render_text(document, width ? width : 80, cli_output_colour(terminal->cli), out);
    fclose(out);
    show_pages(terminal, memory);
    free(memory);
}

void cli_terminal_say(struct cli_terminal *terminal, const char *text)
{
    size_t width = cli_output_width(terminal->cli);
    text = mpt_text_clean(text, terminal->cli->arena);
    while (*text) {
        size_t line = strcspn(text, "\n"), len = mpt_text_fit(text, width ? width : 80);
        len = len < line ? len : line;
        size_t blank = len;
        while (len < line && blank && text[blank] != ' ') {
            blank--;
        }
        len = blank ? blank : len;
        fprintf(terminal->cli->out, "%.*s\n", (int)len, text);
        text += len;
        text += *text == ' ' || *text == '\n';
    }
}
