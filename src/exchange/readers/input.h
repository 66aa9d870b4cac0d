/* What input.c, encoding.c and undouble.c know of one another and no reader needs. */
#ifndef MPT_EXCHANGE_READERS_INPUT_H
#define MPT_EXCHANGE_READERS_INPUT_H

#include "readers.h"

/* Bytes as they are in the file, unpacked; 0 at the end or when it failed. */
size_t input_take(struct input *input, char *buffer, size_t size);

/* Marks the reading as failed and gives the place for the message: mpt_fail(input_refuse(input), MPT_BAD_INPUT, ...) */
struct mpt_error *input_refuse(struct input *input);

struct decoder;

/* In `arena`, to be closed all the same. Errors: MPT_USAGE for an encoding that nobody knows. */
enum mpt_status decoder_open(struct input *input, const char *encoding, struct mpt_arena *arena,
                             struct mpt_read_facts *facts, struct decoder **decoder, struct mpt_error *error);
size_t decoder_read(struct decoder *decoder, struct input *input, char *buffer, size_t size);
void decoder_close(struct decoder *decoder);

/* Whether the text, the beginning of something, has been encoded twice beyond doubt: hardly a letter outside ASCII is
 * not a part of such a sequence. */
bool text_is_double(const char *text, size_t len);

#endif
