/* Hands a document to the renderer of the format asked for. */
#ifndef MPT_CLI_RENDER_H
#define MPT_CLI_RENDER_H

#include "cli.h"
#include "mpt/document.h"

void cli_render(struct cli *cli, const struct mpt_document *document);

#endif
