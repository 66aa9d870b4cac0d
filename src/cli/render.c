/* Hands a document to the renderer of the format asked for. */
#include "cli.h"

void cli_render(struct cli *cli, const struct mpt_document *document)
{
    size_t width = cli_output_width(cli);
    switch (cli->format) {
    case CLI_JSON:
        mpt_render_json(document, cli->out);
        break;
    case CLI_MD:
        mpt_render_markdown(document, cli->out);
        break;
    case CLI_HTML:
        mpt_render_html(document, cli->out);
        break;
    default:
        mpt_render_text(document, width ? width : 80, cli_output_colour(cli), cli->out);
        break;
    }
}
