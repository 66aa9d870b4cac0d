/* Committed fundings of projects as grants, a JSON package of 360Giving 1.1.
 *
 * A grant needs id, title, description, currency, amountAwarded, awardDate, recipientOrganization and
 * fundingOrganization. The title is the funding's or else the project's, the description the project's summary, the
 * award's date the day from when the money is (or its year: the standard takes a date as exact as it is known). Ids are
 * made of a key of the portfolio, the same in every export of it and of its copies: mpt-KEY-CODE; of an organisation
 * that has one it is its identifier after org-id.guide. What stays with who gives it is no grant. A grant to or from a
 * person is left out: publishing people is nothing that happens by itself. */
#include <string.h>

#include "exchange/export_internal.h"
#include "mpt/json.h"
#include "mpt/money.h"

struct package {
    const struct mpt_export *how;
    FILE *out;
    const char *key;
    struct mpt_arena *arena; /* of the grant at hand */
    struct mpt_cursor *row;
    bool examples, begun;
};

static void add_member(struct mpt_text *text, const char *name, const char *value)
{
    if (value) {
        mpt_text_print(text, "%s\"%s\": ", text->data[text->len - 1] == '{' ? "" : ", ", name);
        mpt_json_string(text, value);
    }
}

/* A number with all decimals of its currency, as it came in. */
static void add_amount(struct package *package, struct mpt_text *text, const char *name, const char *column)
{
    const char *currency = mpt_cursor_text(package->row, "amount_currency");
    struct mpt_money money = {.minor = mpt_cursor_integer(package->row, column)};
    if (currency && strlen(currency) == 3 && !mpt_cursor_is_null(package->row, column)) {
        memcpy(money.currency, currency, sizeof money.currency);
        mpt_text_print(text, ", \"%s\": %s", name, mpt_money_format(money, package->arena) + sizeof money.currency);
    }
}

static const char *get(struct package *package, const char *name, const char *suffix)
{
    return mpt_cursor_text(package->row, mpt_arena_print(package->arena, "%s%s", name, suffix));
}

static const char *id_of(struct package *package, const char *code)
{
    return mpt_arena_print(package->arena, "mpt-%s-%s", package->key, code);
}

static void add_organisation(struct package *package, struct mpt_text *text, const char *member, const char *name)
{
    const char *id = export_iati_id(get(package, name, "_ids"), package->arena);
    mpt_text_print(text, ", \"%s\": [{", member);
    add_member(text, "id", id ? id : id_of(package, get(package, name, "")));
    add_member(text, "name", get(package, name, "_title"));
    mpt_text_add(text, "}]");
}

/* The project's dates and place and the programme, as far as they are known. */
static void add_rest(struct package *package, struct mpt_text *text)
{
    struct mpt_cursor *row = package->row;
    const char *starts = mpt_cursor_text(row, "project_starts"), *country = mpt_cursor_text(row, "country");
    const char *one_country = country && !strchr(country, '\n') ? country : NULL;
    if (starts) {
        mpt_text_add(text, ", \"plannedDates\": [{");
        add_member(text, "startDate", starts);
        add_member(text, "endDate", mpt_cursor_text(row, "project_ends"));
        mpt_text_add(text, "}]");
    }
    if (!mpt_cursor_is_null(row, "place") || one_country) {
        mpt_text_add(text, ", \"beneficiaryLocation\": [{");
        add_member(text, "name", mpt_cursor_text(row, "place"));
        add_member(text, "countryCode", one_country);
        mpt_text_add(text, "}]");
    }
    if (!mpt_cursor_is_null(row, "programme")) {
        mpt_text_add(text, ", \"grantProgramme\": [{");
        add_member(text, "code", mpt_cursor_text(row, "programme"));
        add_member(text, "title", mpt_cursor_text(row, "programme_title"));
        mpt_text_add(text, "}]");
    }
}

static bool is_person(const char *form)
{
    return form && strcmp(form, "person") == 0;
}

/* Why the funding can be no grant; NULL: it can. */
static const char *why_not(struct package *package)
{
    struct mpt_cursor *row = package->row;
    const char *form = mpt_cursor_text(row, "form");
    if (mpt_cursor_integer(row, "example") && !package->examples) {
        return "is invented";
    }
    if (form && strcmp(form, "in-kind") == 0) {
        return "is in kind, no grant of money";
    }
    if (mpt_cursor_is_null(row, "giver")) {
        return "has no giver";
    }
    if (mpt_cursor_is_null(row, "receiver")) {
        return "has no receiver";
    }
    if (is_person(mpt_cursor_text(row, "giver_form")) || is_person(mpt_cursor_text(row, "receiver_form"))) {
        return "is given or received by a person";
    }
    if (mpt_cursor_is_null(row, "summary")) {
        return "is for a project without a summary, which is the description";
    }
    return mpt_cursor_is_null(row, "starts") && mpt_cursor_is_null(row, "year") ? "does not say from when it is" : NULL;
}

static void write_grant(struct package *package)
{
    struct mpt_cursor *row = package->row;
    struct mpt_text text = mpt_text_init(package->arena);
    const char *own = mpt_cursor_text(row, "title"), *title = own ? own : mpt_cursor_text(row, "project_title");
    const char *starts = mpt_cursor_text(row, "starts");
    mpt_text_add(&text, package->begun ? ",\n  {" : "\n  {");
    add_member(&text, "id", id_of(package, mpt_cursor_text(row, "code")));
    add_member(&text, "title",
               mpt_cursor_integer(row, "example") ? mpt_arena_print(package->arena, "%s (e)", title) : title);
    add_member(&text, "description", mpt_cursor_text(row, "summary"));
    add_member(&text, "currency", mpt_cursor_text(row, "amount_currency"));
    add_amount(package, &text, "amountAppliedFor", "applied");
    add_amount(package, &text, "amountAwarded", "amount");
    add_amount(package, &text, "amountDisbursed", "spent");
    add_member(&text, "awardDate", starts ? starts : mpt_cursor_text(row, "year"));
    add_organisation(package, &text, "recipientOrganization", "receiver");
    add_organisation(package, &text, "fundingOrganization", "giver");
    add_rest(package, &text);
    fprintf(package->out, "%s}", mpt_text_get(&text));
    package->begun = true;
}

enum mpt_status mpt_export_360giving(struct mpt_store *store, const struct mpt_export *how, FILE *out,
                                     struct mpt_error *error)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_param params[EXPORT_PARAMS];
    struct package package = {.how = how, .out = out, .key = mpt_store_key(store, arena)};
    export_params(store, how->today, arena, params);
    package.examples = params[1].number != 0;
    enum mpt_status status = mpt_cursor_open(store, "export-grants", NULL, params, EXPORT_PARAMS, &package.row, error);
    if (!status) {
        fputs("{\"version\": \"1.1\", \"grants\": [", out);
        while (mpt_cursor_next(package.row)) {
            package.arena = mpt_arena_open();
            const char *why = why_not(&package);
            if (why) {
                export_remark(how, "funding", mpt_cursor_text(package.row, "code"), why, true);
            } else {
                write_grant(&package);
            }
            mpt_arena_close(package.arena);
        }
        fputs(package.begun ? "\n]}\n" : "]}\n", out);
        status = mpt_cursor_close(package.row, error);
    }
    mpt_arena_close(arena);
    return status;
}
