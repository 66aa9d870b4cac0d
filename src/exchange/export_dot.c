/* The stakeholder map for Graphviz: missions and projects in a cluster a portfolio, programmes and stakeholders beside,
 * and what joins them as arrows. */
#include <string.h>

#include "exchange/export_internal.h"
#include "mpt/text.h"

/* How the kinds look: shape and colour. */
static const char *const looks[][3] = {{"mission", "box3d", "#9ecae1"},
                                       {"project", "box", "#deebf7"},
                                       {"programme", "folder", "#fdd0a2"},
                                       {"stakeholder", "ellipse", "#e5f5e0"}};

/* A quoted text: Graphviz reads backslashes and the names of characters in labels (&amp;), so both are escaped. */
static void write_quoted(FILE *out, const char *text, struct mpt_arena *arena)
{
    fputc('"', out);
    for (const char *at = mpt_text_clean(text, arena); *at; at++) {
        switch (*at) {
        case '"':
        case '\\':
            fputc('\\', out);
            fputc(*at, out);
            break;
        case '\n':
            fputs("\\n", out);
            break;
        case '&':
            fputs("&amp;", out);
            break;
        default:
            fputc(*at, out);
        }
    }
    fputc('"', out);
}

static void write_node(FILE *out, struct mpt_cursor *row, bool inside, struct mpt_arena *arena)
{
    const char *kind = mpt_cursor_text(row, "kind"), *title = mpt_cursor_text(row, "title");
    fputs(inside ? "    " : "  ", out);
    write_quoted(out, mpt_cursor_text(row, "id"), arena);
    fputs(" [label=", out);
    write_quoted(out, mpt_cursor_integer(row, "example") ? mpt_arena_print(arena, "%s (e)", title) : title, arena);
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        if (strcmp(kind, looks[i][0]) == 0) {
            fprintf(out, ", shape=%s, fillcolor=\"%s\"];\n", looks[i][1], looks[i][2]);
        }
    }
}

static void begin_cluster(FILE *out, struct mpt_cursor *row, struct mpt_arena *arena)
{
    fputs("  subgraph ", out);
    write_quoted(out, mpt_arena_print(arena, "cluster_%s", mpt_cursor_text(row, "portfolio")), arena);
    fputs(" {\n    label=", out);
    write_quoted(out, mpt_cursor_text(row, "portfolio_title"), arena);
    fputs(";\n", out);
}

/* The nodes come portfolio by portfolio, those of none last. */
static enum mpt_status write_nodes(struct mpt_store *store, FILE *out, struct mpt_error *error)
{
    struct mpt_cursor *row;
    enum mpt_status status = mpt_cursor_open(store, "map-nodes", NULL, NULL, 0, &row, error);
    if (status) {
        return status;
    }
    struct mpt_arena *names = mpt_arena_open();
    const char *open = NULL; /* the portfolio whose cluster is open */
    while (mpt_cursor_next(row)) {
        struct mpt_arena *arena = mpt_arena_open();
        const char *portfolio = mpt_cursor_text(row, "portfolio");
        if (open && (!portfolio || strcmp(open, portfolio) != 0)) {
            fputs("  }\n", out);
            open = NULL;
        }
        if (portfolio && !open) {
            begin_cluster(out, row, arena);
            open = mpt_arena_copy(names, portfolio);
        }
        write_node(out, row, open != NULL, arena);
        mpt_arena_close(arena);
    }
    fputs(open ? "  }\n" : "", out);
    mpt_arena_close(names);
    return mpt_cursor_close(row, error);
}

static void write_edge(FILE *out, struct mpt_cursor *row, struct mpt_arena *arena)
{
    const char *id = mpt_cursor_text(row, "id"), *amount = export_amount(row, arena);
    const char *type = mpt_cursor_text(row, "type");
    fputs("  ", out);
    write_quoted(out, mpt_cursor_text(row, "owner"), arena);
    fputs(" -> ", out);
    write_quoted(out, mpt_cursor_text(row, "other"), arena);
    fputs(" [label=", out);
    write_quoted(
        out, amount ? mpt_arena_print(arena, "%s\n%s %s", type, mpt_cursor_text(row, "amount_currency"), amount) : type,
        arena);
    fputs(strncmp(id, "link:", 5) == 0 ? ", style=dashed];\n" : "];\n", out);
}

enum mpt_status mpt_export_dot(struct mpt_store *store, const struct mpt_export *how, FILE *out,
                               struct mpt_error *error)
{
    struct mpt_cursor *row;
    (void)how;
    fputs("digraph portfolio {\n"
          "  rankdir=LR;\n"
          "  node [style=filled, fontname=\"sans-serif\"];\n"
          "  edge [fontname=\"sans-serif\", fontsize=10];\n",
          out);
    enum mpt_status status = write_nodes(store, out, error);
    status = status ? status : mpt_cursor_open(store, "map-connections", NULL, NULL, 0, &row, error);
    if (!status) {
        while (mpt_cursor_next(row)) {
            struct mpt_arena *arena = mpt_arena_open();
            write_edge(out, row, arena);
            mpt_arena_close(arena);
        }
        fputs("}\n", out);
        status = mpt_cursor_close(row, error);
    }
    return status;
}
