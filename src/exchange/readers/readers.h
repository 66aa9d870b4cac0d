/* What the readers share: the bytes they read from, and what each format's reader is to mpt_reader_open. A new format
 * is a file here with one const struct reader_format, and a line in reader.c. */
#ifndef MPT_EXCHANGE_READERS_H
#define MPT_EXCHANGE_READERS_H

#include "mpt/reader.h"

/* --- input.c: bytes of a file, of standard input ("-") or of memory; gzip is unpacked on the way. ---- */

struct input;

/* `name` is what it is called in messages (NULL: its path). `largest` is the most that gzip may unpack to; 0: 16 GiB,
 * and from 64 MB on at most 200 times the packed size. Errors: MPT_BAD_INPUT when not even the first bytes can be read.
 */
enum mpt_status input_open(const char *path, const char *name, uint64_t largest, struct input **input,
                           struct mpt_error *error);
enum mpt_status input_open_text(const char *name, const char *text, size_t len, uint64_t largest, struct input **input,
                                struct mpt_error *error);

/* Bytes of `file`, which is closed with the input, from where it stands. Errors: MPT_BAD_INPUT as input_open. */
enum mpt_status input_open_file(int file, const char *name, struct input **input, struct mpt_error *error);

/* What it is called in messages. */
const char *input_name(const struct input *input);

/* The first bytes without taking them, at most 65536: *len is less only where the input is shorter. */
const unsigned char *input_peek(struct input *input, size_t *len);

/* Up to `size` (16 or more) bytes into `buffer`; 0 at the end or when it failed. Once input_decode was called they are
 * whole characters of UTF-8 without NUL and without a byte order mark. */
size_t input_read(struct input *input, char *buffer, size_t size);

/* Whether the reading ended because of a failure (input_close says which): what was read last is then no end of the
 * file, and a record that is not complete is to be dropped without complaint. */
bool input_failed(const struct input *input);

/* Finds out how the text is encoded (or takes `encoding`) and decodes it from here on. Bytes that are none of it end
 * the reading with a message that names the line. Errors: MPT_USAGE for an encoding nobody knows. */
enum mpt_status input_decode(struct input *input, const char *encoding, struct mpt_read_facts *facts,
                             struct mpt_error *error);

void input_progress(const struct input *input, uint64_t *done, uint64_t *total);
bool input_is_gzip(const struct input *input);

/* Ends it (NULL is fine). Errors: MPT_BAD_INPUT: not readable, broken gzip, larger than allowed, not of its encoding.
 */
enum mpt_status input_close(struct input *input, struct mpt_error *error);

/* Whether a file that begins so is UTF-16, with a byte order mark or without. */
bool text_is_wide(const unsigned char *start, size_t len);

/* Text that was UTF-8, taken for Windows-1252 and encoded again ("Ã¸" for "ø") set right, in `arena`; the text itself
 * where it is not so. `input_decode` says in its facts whether it seems worth asking. */
const char *text_undouble(const char *text, struct mpt_arena *arena);

/* --- A format's reader ---- */

struct reader_format {
    enum mpt_format format;
    /* Whether a file that begins so is of this format. */
    bool (*is)(const unsigned char *start, size_t len);
    /* Takes the input over: closes it when it is closed itself, and when opening fails. Fills in facts (in `arena`,
     * which lives as long as the reader). */
    enum mpt_status (*open)(struct input *input, const struct mpt_read_options *options, struct mpt_read_facts *facts,
                            struct mpt_arena *arena, void **state, struct mpt_error *error);
    const char *const *(*header)(const void *state, size_t *count);
    bool (*next)(void *state, struct mpt_row *row);
    /* As mpt_reader_progress; NULL: how far the input is. */
    void (*progress)(const void *state, uint64_t *done, uint64_t *total);
    /* How it went; ends it. */
    enum mpt_status (*close)(void *state, struct mpt_error *error);
};

extern const struct reader_format reader_csv, reader_json, reader_xml, reader_xlsx;

#endif
