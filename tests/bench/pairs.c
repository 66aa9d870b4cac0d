/* Runs two commands in turn and prints how long ours takes as a ratio to theirs:
 *
 *   pairs NAME GOAL COUNT [PREPARING ... --] OURS ... -- THEIRS ...
 *
 * COUNT pairs, ours first (before it what prepares it, whose time does not count), after one pair that does not count;
 * where COUNT is 1 they take long, and that one is left out.
 * The ratio is the median of the pairs' ratios, so that whatever else the machine does for a while falls on both.
 * Output of the commands goes to /dev/null; {n} in an argument is the number of the pair. GOAL 0: no goal. */
#include <assert.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { MOST_ARGUMENTS = 64, ARGUMENT_SIZE = 4096, MOST_PAIRS = 1000 };

/* The arguments with {n} filled in; good until the next call. */
static char **fill(char *const *arguments, size_t count, int number)
{
    static char texts[MOST_ARGUMENTS][ARGUMENT_SIZE];
    static char *filled[MOST_ARGUMENTS + 1];
    for (size_t i = 0; i < count; i++) {
        const char *mark = strstr(arguments[i], "{n}");
        filled[i] = texts[i];
        if (mark) {
            snprintf(texts[i], ARGUMENT_SIZE, "%.*s%d%s", (int)(mark - arguments[i]), arguments[i], number, mark + 3);
        } else {
            snprintf(texts[i], ARGUMENT_SIZE, "%s", arguments[i]);
        }
    }
    filled[count] = NULL;
    return filled;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* Milliseconds from start to end. */
static double measure(char *const *arguments, size_t count, int number)
{
    posix_spawn_file_actions_t actions;
    pid_t child;
    int status = -1;
    char **filled = fill(arguments, count, number);
    assert(filled[0]);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    double start = now();
    if (posix_spawnp(&child, filled[0], &actions, NULL, filled, environ) == 0) {
        waitpid(child, &status, 0);
    }
    double end = now();
    posix_spawn_file_actions_destroy(&actions);
    if (status != 0) {
        fprintf(stderr, "pairs: %s failed\n", filled[0]);
        exit(1);
    }
    return end - start;
}

static int by_size(const void *a, const void *b)
{
    const double *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

static double median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, by_size);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

/* A command among the arguments. */
struct command {
    char **arguments;
    size_t count;
};

/* Takes the commands apart that stand between "--"; returns how many there are. */
static size_t split(char **arguments, size_t count, struct command commands[3])
{
    size_t found = 0;
    for (size_t start = 0, i = 0; i <= count && found < 3; i++) {
        if (i == count || strcmp(arguments[i], "--") == 0) {
            commands[found++] = (struct command){arguments + start, i - start};
            if (i == start) {
                return 0;
            }
            start = i + 1;
        }
    }
    return found;
}

int main(int argc, char **argv)
{
    static double ours[MOST_PAIRS], theirs[MOST_PAIRS], ratios[MOST_PAIRS];
    struct command commands[3], *first = commands;
    size_t command_count = argc > 4 && argc <= MOST_ARGUMENTS ? split(argv + 4, (size_t)argc - 4, commands) : 0;
    long count = argc > 4 ? strtol(argv[3], NULL, 10) : 0;
    if (command_count < 2 || count < 1 || count > MOST_PAIRS) {
        fputs("usage: pairs NAME GOAL COUNT [PREPARING ... --] OURS ... -- THEIRS ...\n", stderr);
        return 2;
    }
    double goal = strtod(argv[2], NULL);
    for (long i = count > 1 ? -1 : 0; i < count; i++) {
        if (command_count == 3) {
            measure(commands[0].arguments, commands[0].count, (int)i + 2);
            first = commands + 1;
        }
        double a = measure(first[0].arguments, first[0].count, (int)i + 2);
        double b = measure(first[1].arguments, first[1].count, (int)i + 2);
        if (i >= 0) {
            ours[i] = a;
            theirs[i] = b;
            ratios[i] = a / b;
        }
    }
    double ratio = median(ratios, (size_t)count);
    printf("%-44s %9.1f ms %9.1f ms %7.2f", argv[1], median(ours, (size_t)count), median(theirs, (size_t)count), ratio);
    if (goal > 0) {
        printf("  %5.1f  %s", goal, ratio <= goal ? "ok" : "SLOW");
    }
    putchar('\n');
    return 0;
}
