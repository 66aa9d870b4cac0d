/* Draws the bar: how much, how fast, how long yet. */
#include "progress.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "mpt/text.h"

struct cli_progress cli_progress_begin(const struct cli *cli, const char *what, const char *unit)
{
    struct cli_progress progress = {.what = what, .unit = unit, .shown = !cli->quiet && isatty(STDERR_FILENO)};
    clock_gettime(CLOCK_MONOTONIC, &progress.started);
    return progress;
}

static double seconds_since(struct timespec start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start.tv_sec) + (double)(now.tv_nsec - start.tv_nsec) / 1e9;
}

static int columns(void)
{
    struct winsize size;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20 ? size.ws_col : 80;
}

/* "  43 %  #########............  0:12 left" as far as it is known. */
static void add_share(char *line, size_t size, uint64_t done, uint64_t total, double seconds)
{
    enum { BAR = 16 };
    char bar[BAR + 1];
    double share = (double)done / (double)total;
    long left = share > 0.01 ? (long)(seconds / share - seconds) : 0;
    for (int i = 0; i < BAR; i++) {
        bar[i] = i < (int)(share * BAR) ? '#' : '.';
    }
    bar[BAR] = '\0';
    size_t len = strlen(line);
    snprintf(line + len, size - len, "  %3d %% %s", (int)(share * 100), bar);
    len = strlen(line);
    if (left) {
        snprintf(line + len, size - len, "  %ld:%02ld left", left / 60, left % 60);
    }
}

/* Whether it is time to draw it anew. */
static bool is_due(struct cli_progress *progress, double *seconds)
{
    *seconds = progress->shown ? seconds_since(progress->started) : 0;
    if (!progress->shown || *seconds < 0.3 || *seconds - progress->drawn_s < 0.1) {
        return false;
    }
    progress->drawn_s = *seconds;
    return true;
}

static void draw(const char *line)
{
    fprintf(stderr, "\r%.*s\033[K", (int)mpt_text_fit(line, (size_t)columns() - 1), line);
    fflush(stderr);
}

void cli_progress_share(struct cli_progress *progress, const char *step, double share)
{
    enum { PARTS = 1000 };
    char line[300];
    double seconds;
    if (is_due(progress, &seconds)) {
        snprintf(line, sizeof line, "%.40s: %.60s", progress->what, step);
        add_share(line, sizeof line, (uint64_t)(share * PARTS), PARTS, 0);
        draw(line);
    }
}

void cli_progress_show(struct cli_progress *progress, uint64_t count, uint64_t done, uint64_t total)
{
    char line[300];
    double seconds;
    if (!is_due(progress, &seconds)) {
        return;
    }
    if (progress->unit) {
        snprintf(line, sizeof line, "%.40s  %llu %s  %.1f MB  %.0f/s", progress->what, (unsigned long long)count,
                 progress->unit, (double)done / 1e6, (double)count / seconds);
    } else {
        snprintf(line, sizeof line, "%.40s  %.1f MB  %.1f MB/s", progress->what, (double)done / 1e6,
                 (double)count / 1e6 / seconds);
    }
    if (total && done <= total) {
        add_share(line, sizeof line, done, total, seconds);
    }
    draw(line);
}

void cli_progress_end(struct cli_progress *progress)
{
    if (progress->shown && progress->drawn_s > 0) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
    progress->shown = false;
}
