/* The bytes that readers read: of a file, of standard input or of memory, unpacked when they are gzip. */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum { SAMPLE = 65536, PACKED = 65536, MEGABYTE = 1 << 20 };

static const uint64_t largest_by_default = UINT64_C(16) << 30;

/* Published tables shrink to a fifth or a fiftieth. What grows two hundred times over and is no longer small was packed
 * to fill somebody's disk or patience. */
enum { MOST_GROWTH = 200, GROWTH_FROM = 64 * MEGABYTE };

struct input {
    struct mpt_arena *arena; /* all of this is in it */
    const char *name;
    int file; /* -1: memory */
    const char *text;
    size_t text_len;       /* how much of the memory is left */
    uint64_t taken, total; /* bytes of the file so far, of how many (0: not known) */

    bool gzip, in_member, any_growth;
    z_stream unpack;
    unsigned char packed[PACKED];
    uint64_t unpacked, largest;

    unsigned char sample[SAMPLE]; /* taken from the file, not yet by the reader */
    size_t sample_at, sample_len;
    struct decoder *decoder;

    enum mpt_status status;
    struct mpt_error error;
};

struct mpt_error *input_refuse(struct input *input)
{
    input->status = MPT_BAD_INPUT;
    return &input->error;
}

/* Bytes of the file itself. */
static size_t take_file(struct input *input, void *buffer, size_t size)
{
    ssize_t got = 0;
    if (input->file < 0) {
        got = (ssize_t)(size < input->text_len ? size : input->text_len);
        if (got) {
            memcpy(buffer, input->text, (size_t)got);
            input->text += got;
            input->text_len -= (size_t)got;
        }
    } else {
        do {
            got = read(input->file, buffer, size);
        } while (got < 0 && errno == EINTR);
    }
    if (got < 0) {
        mpt_fail(input_refuse(input), MPT_BAD_INPUT, "%s cannot be read: %s", input->name, strerror(errno));
        return 0;
    }
    input->taken += (uint64_t)got;
    return (size_t)got;
}

/* --- gzip --------------------------------------------------------------------------------------------------------- */

static bool is_grown_too_large(struct input *input)
{
    if (input->unpacked > input->largest) {
        mpt_fail(input_refuse(input), MPT_BAD_INPUT, "%s: unpacked it is larger than %" PRIu64 " MB, the most allowed",
                 input->name, input->largest / MEGABYTE);
    } else if (!input->any_growth && input->unpacked > GROWTH_FROM && input->unpacked / input->taken >= MOST_GROWTH) {
        mpt_fail(input_refuse(input), MPT_BAD_INPUT,
                 "%s: unpacked it is more than %d times as large as packed (%" PRIu64 " MB so far), as no real table "
                 "is; unpack it yourself if you trust it",
                 input->name, MOST_GROWTH, input->unpacked / MEGABYTE);
    }
    return input->status != MPT_OK;
}

/* More packed bytes; false at the end of the file. */
static bool refill(struct input *input)
{
    size_t got = take_file(input, input->packed, sizeof input->packed);
    input->unpack.next_in = input->packed;
    input->unpack.avail_in = (uInt)got;
    if (!got && !input->status && input->in_member) {
        mpt_fail(input_refuse(input), MPT_BAD_INPUT,
                 "%s: the gzip data breaks off after %" PRIu64 " bytes (%" PRIu64
                 " unpacked): the file is not complete; expected the rest",
                 input->name, input->taken, input->unpacked);
    }
    return got > 0;
}

/* Behind a member: tapes and some servers fill up with zeros; anything else must be another member. */
static void skip_filling(z_stream *unpack)
{
    while (unpack->avail_in && !*unpack->next_in) {
        unpack->next_in++;
        unpack->avail_in--;
    }
}

static size_t take_unpacked(struct input *input, void *buffer, size_t size)
{
    z_stream *unpack = &input->unpack;
    unpack->next_out = buffer;
    unpack->avail_out = (uInt)(size < MEGABYTE ? size : MEGABYTE);
    uInt room = unpack->avail_out;
    while (unpack->avail_out == room) {
        if (!unpack->avail_in && !refill(input)) {
            return 0;
        }
        if (!input->in_member) {
            skip_filling(unpack);
            input->in_member = unpack->avail_in > 0;
            continue;
        }
        int result = inflate(unpack, Z_NO_FLUSH);
        if (result == Z_STREAM_END) {
            input->in_member = false;
            inflateReset(unpack);
        } else if (result != Z_OK && result != Z_BUF_ERROR) {
            mpt_fail(input_refuse(input), MPT_BAD_INPUT, "%s: the gzip data is broken near byte %" PRIu64 ": %s",
                     input->name, input->taken - unpack->avail_in, unpack->msg ? unpack->msg : "not understood");
            return 0;
        }
    }
    size_t got = room - unpack->avail_out;
    input->unpacked += got;
    return is_grown_too_large(input) ? 0 : got;
}

/* The first bytes tell. Those of a plain file are the beginning of the sample. */
static void begin(struct input *input)
{
    size_t len = 0, got;
    do {
        got = take_file(input, input->packed + len, sizeof input->packed - len);
        len += got;
    } while (got && len < 3);
    input->gzip = len >= 3 && memcmp(input->packed, "\x1f\x8b\x08", 3) == 0;
    if (!input->gzip) {
        memcpy(input->sample, input->packed, len);
        input->sample_len = len;
        return;
    }
    if (inflateInit2(&input->unpack, 15 + 16) != Z_OK) { /* 16: with gzip's own head and sum */
        input->gzip = false;
        mpt_fail(input_refuse(input), MPT_BAD_INPUT, "%s cannot be unpacked: out of memory", input->name);
        return;
    }
    input->in_member = true;
    input->unpack.next_in = input->packed;
    input->unpack.avail_in = (uInt)len;
}

/* --- Opening and closing ------------------------------------------------------------------------------------------ */

static enum mpt_status open_any(struct input *input, uint64_t largest, struct input **out, struct mpt_error *error)
{
    input->any_growth = largest > 0;
    input->largest = largest ? largest : largest_by_default;
    begin(input);
    if (input->status) {
        return input_close(input, error);
    }
    *out = input;
    return MPT_OK;
}

static struct input *new_input(const char *name)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct input *input = mpt_arena_alloc(arena, sizeof *input);
    input->arena = arena;
    input->name = mpt_arena_copy(arena, name);
    input->file = -1;
    return input;
}

enum mpt_status input_open(const char *path, const char *name, uint64_t largest, struct input **input,
                           struct mpt_error *error)
{
    bool standard = strcmp(path, "-") == 0;
    const char *called = name ? name : standard ? "standard input" : path;
    int file = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    struct stat about;
    if (file < 0 || fstat(file, &about) != 0) {
        enum mpt_status status = mpt_fail(error, MPT_BAD_INPUT, "%s cannot be read: %s", called, strerror(errno));
        if (file > STDIN_FILENO) {
            close(file);
        }
        return status;
    }
    struct input *made = new_input(called);
    made->file = file;
    made->total = S_ISREG(about.st_mode) ? (uint64_t)about.st_size : 0;
    return open_any(made, largest, input, error);
}

enum mpt_status input_open_file(int file, const char *name, struct input **input, struct mpt_error *error)
{
    struct stat about;
    off_t at = lseek(file, 0, SEEK_CUR);
    struct input *made = new_input(name);
    made->file = file;
    made->total = at >= 0 && fstat(file, &about) == 0 && about.st_size > at ? (uint64_t)(about.st_size - at) : 0;
    return open_any(made, 0, input, error);
}

enum mpt_status input_open_text(const char *name, const char *text, size_t len, uint64_t largest, struct input **input,
                                struct mpt_error *error)
{
    struct input *made = new_input(name);
    made->text = text;
    made->text_len = len;
    made->total = len;
    return open_any(made, largest, input, error);
}

enum mpt_status input_close(struct input *input, struct mpt_error *error)
{
    if (!input) {
        return MPT_OK;
    }
    enum mpt_status status = input->status;
    if (status) {
        *error = input->error;
    }
    if (input->gzip) {
        inflateEnd(&input->unpack);
    }
    if (input->file > STDIN_FILENO) {
        close(input->file);
    }
    decoder_close(input->decoder);
    mpt_arena_close(input->arena);
    return status;
}

/* --- Reading ------------------------------------------------------------------------------------------------------ */

static size_t take_new(struct input *input, void *buffer, size_t size)
{
    if (input->status) {
        return 0;
    }
    return input->gzip ? take_unpacked(input, buffer, size) : take_file(input, buffer, size);
}

size_t input_take(struct input *input, char *buffer, size_t size)
{
    size_t there = input->sample_len - input->sample_at;
    if (!there) {
        return take_new(input, buffer, size);
    }
    there = there < size ? there : size;
    memcpy(buffer, input->sample + input->sample_at, there);
    input->sample_at += there;
    return there;
}

const unsigned char *input_peek(struct input *input, size_t *len)
{
    size_t got = 1;
    while (got && input->sample_len < SAMPLE) {
        got = take_new(input, input->sample + input->sample_len, SAMPLE - input->sample_len);
        input->sample_len += got;
    }
    *len = input->sample_len - input->sample_at;
    return input->sample + input->sample_at;
}

size_t input_read(struct input *input, char *buffer, size_t size)
{
    return input->decoder ? decoder_read(input->decoder, input, buffer, size) : input_take(input, buffer, size);
}

enum mpt_status input_decode(struct input *input, const char *encoding, struct mpt_read_facts *facts,
                             struct mpt_error *error)
{
    return decoder_open(input, encoding, input->arena, facts, &input->decoder, error);
}

const char *input_name(const struct input *input)
{
    return input->name;
}

bool input_failed(const struct input *input)
{
    return input->status != MPT_OK;
}

bool input_is_gzip(const struct input *input)
{
    return input->gzip;
}

void input_progress(const struct input *input, uint64_t *done, uint64_t *total)
{
    *done = input->taken;
    *total = input->total;
}
