/* `mpt mail`: sends what another command answers with, as text and as HTML. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"
#include "mpt/config.h"
#include "mpt/mail.h"
#include "mpt/net.h"

/* A mail under way. */
struct letter {
    struct cli *cli;
    struct cli inner; /* the command whose answer is sent */
    struct mpt_config config;
    struct mpt_mail mail;
    struct mpt_net_mail net;
    const char **recipients; /* of To and Cc, each once */
    size_t recipient_count;
};

/* --- The command whose answer is sent ----------------------------------------------------------------------------- */

static enum mpt_status refuse_inner(struct cli *cli, const char *name)
{
    struct mpt_text possible = mpt_text_init(cli->arena);
    for (size_t i = 0; cli_commands[i]; i++) {
        if (cli_commands[i]->document) {
            mpt_text_print(&possible, "%s%s", possible.len ? ", " : "", cli_commands[i]->name);
        }
    }
    return mpt_fail(&cli->error, MPT_USAGE, "the answer of `mpt %s` cannot be mailed; it can be that of %s", name,
                    mpt_text_get(&possible));
}

/* A command line of its own, to which the shared flags that were said in front of it go along. */
static enum mpt_status parse_inner(struct letter *letter)
{
    static const char *const shared[] = {"db", "as-of", "profile", "as"};
    struct cli *cli = letter->cli, *inner = &letter->inner;
    char **words =
        mpt_arena_array(cli->arena, cli->argument_count + 2 * sizeof shared / sizeof *shared + 1, sizeof *words);
    int count = 0;
    words[count++] = (char *)"mpt";
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++) {
        const char *value = cli_option(cli, shared[i]);
        if (value) {
            words[count++] = mpt_arena_print(cli->arena, "--%s", shared[i]);
            words[count++] = (char *)value;
        }
    }
    for (size_t i = 0; i < cli->argument_count; i++) {
        words[count++] = (char *)cli->arguments[i];
    }
    *inner = (struct cli){.arena = cli->arena, .out = cli->out};
    enum mpt_status status = cli_parse(inner, count, words);
    if (status) {
        cli->error = inner->error;
        return status;
    }
    if (inner->help) {
        return MPT_OK;
    }
    if (!inner->command->document) {
        return refuse_inner(cli, inner->command->name);
    }
    if (cli_writes(inner)) {
        return mpt_fail(&cli->error, MPT_USAGE,
                        "mail: `mpt %s` changes the portfolio; run it by itself, then mail what it shows",
                        inner->command_line);
    }
    if (cli_option(inner, "format") || inner->output) {
        return mpt_fail(&cli->error, MPT_USAGE,
                        "a mail has the answer as text and as HTML; leave --format and -o out behind %s",
                        inner->command->name);
    }
    return MPT_OK;
}

/* The document is made from a portfolio opened for reading: that something was mailed is no change of it. */
static enum mpt_status make_document(struct letter *letter, struct mpt_document **document)
{
    struct cli *cli = letter->cli, *inner = &letter->inner;
    inner->quiet = cli->quiet;
    enum mpt_status status = cli_open_store(inner);
    cli->store = inner->store;
    status = status ? status : inner->command->document(inner, document);
    if (*document && (status == MPT_OK || status == MPT_FOUND)) {
        cli_add_withheld(inner, *document);
    }
    cli->error = inner->error;
    return status;
}

/* --- Who and what ------------------------------------------------------------------------------------------------- */

static enum mpt_status read_addresses(struct letter *letter, const char *option, const struct mpt_address **addresses,
                                      size_t *count)
{
    struct cli *cli = letter->cli;
    struct mpt_address *list = mpt_arena_array(cli->arena, cli->given_count, sizeof *list);
    for (size_t i = 0; i < cli->given_count; i++) {
        if (strcmp(cli->given[i].name, option) != 0) {
            continue;
        }
        enum mpt_status status = mpt_address_parse(cli->given[i].value, cli->arena, &list[*count], &cli->error);
        if (status) {
            mpt_error_prefix(&cli->error, "--%s", option);
            return status;
        }
        bool known = false;
        for (size_t j = 0; j < letter->recipient_count; j++) {
            known |= strcasecmp(letter->recipients[j], list[*count].mailbox) == 0;
        }
        if (!known) {
            letter->recipients[letter->recipient_count++] = list[*count].mailbox;
        }
        ++*count;
    }
    *addresses = list;
    return MPT_OK;
}

static enum mpt_status read_sender(struct letter *letter)
{
    struct cli *cli = letter->cli;
    const char *said = cli_option(cli, "from"), *configured = mpt_config_get(&letter->config, "mail.from");
    if (!said && !configured) {
        return mpt_fail(&cli->error, MPT_USAGE, "say who sends: --from ADDRESS, or mail.from = ADDRESS in %s",
                        letter->config.path);
    }
    enum mpt_status status = mpt_address_parse(said ? said : configured, cli->arena, &letter->mail.from, &cli->error);
    if (status) {
        mpt_error_prefix(&cli->error, "%s", said ? "--from" : mpt_config_place(&letter->config, "mail.from"));
    }
    return status;
}

static enum mpt_status read_people(struct letter *letter)
{
    struct cli *cli = letter->cli;
    struct mpt_mail *mail = &letter->mail;
    letter->recipients = mpt_arena_array(cli->arena, cli->given_count, sizeof *letter->recipients);
    enum mpt_status status = read_addresses(letter, "to", &mail->to, &mail->to_count);
    status = status ? status : read_addresses(letter, "cc", &mail->cc, &mail->cc_count);
    if (!status && !mail->to_count) {
        return mpt_fail(&cli->error, MPT_USAGE, "say to whom: mpt mail --to ADDRESS [--to ADDRESS ...] COMMAND");
    }
    return status ? status : read_sender(letter);
}

static enum mpt_status read_files(struct letter *letter)
{
    struct cli *cli = letter->cli;
    struct mpt_attachment *files = mpt_arena_array(cli->arena, cli->given_count, sizeof *files);
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < cli->given_count; i++) {
        if (strcmp(cli->given[i].name, "attach") == 0) {
            status = mpt_attachment_read(cli->given[i].value, cli->arena, &files[letter->mail.attachment_count++],
                                         &cli->error);
        }
    }
    letter->mail.attachments = files;
    return status;
}

/* "MISSION Hydrogen Industry, as of 7 July 2024": what stands at the top of the document, in one line. */
static const char *subject_of(const struct mpt_document *document, struct mpt_arena *arena)
{
    enum { WIDTH = 150 };
    struct mpt_text subject = mpt_text_init(arena);
    const char *aside = document->aside && *document->aside ? document->aside : NULL;
    const char *whole = mpt_arena_print(arena, "%s%s%s", document->title, aside ? ", " : "", aside ? aside : "");
    for (const char *at = whole + strspn(whole, " \t\n"); *at; at += strspn(at, " \t\n")) {
        size_t len = strcspn(at, " \t\n");
        mpt_text_add(&subject, subject.len ? " " : "");
        mpt_text_add_len(&subject, at, len);
        at += len;
    }
    return mpt_text_shorten(mpt_text_clean(mpt_text_get(&subject), arena), WIDTH, arena);
}

/* The document as text for 80 columns, or as a page of HTML. */
static const char *rendered(struct letter *letter, const struct mpt_document *document, bool html)
{
    char *memory = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&memory, &len);
    if (!out) {
        fputs("mpt: out of memory\n", stderr);
        abort();
    }
    if (html) {
        mpt_render_html(document, out);
    } else {
        mpt_render_text(document, 80, false, out);
    }
    fclose(out);
    const char *text = mpt_arena_copy_len(letter->cli->arena, memory, len);
    free(memory);
    return text;
}

static enum mpt_status compose(struct letter *letter, const struct mpt_document *document, struct mpt_text *message)
{
    struct cli *cli = letter->cli;
    struct mpt_mail *mail = &letter->mail;
    struct timespec now = {0};
    bool clock;
    enum mpt_status status = mpt_time_stamp(&mail->sent_at, &clock, &cli->error);
    if (clock) { /* two mails of one second are two mails */
        clock_gettime(CLOCK_REALTIME, &now);
        mail->salt = (uint64_t)now.tv_nsec << 32 ^ (uint64_t)getpid();
    }
    mail->subject = cli_option(cli, "subject");
    mail->subject = mail->subject ? mail->subject : subject_of(document, cli->arena);
    mail->text = rendered(letter, document, false);
    mail->html = rendered(letter, document, true);
    return status ? status : mpt_mail_compose(mail, cli->arena, message, &cli->error);
}

/* --- The server --------------------------------------------------------------------------------------------------- */

static enum mpt_status read_timeout(struct letter *letter)
{
    enum { USUAL = 120, LONGEST = 3600 };
    const char *text = mpt_config_get(&letter->config, "mail.timeout");
    char *end = NULL;
    letter->net.timeout_s = text ? strtol(text, &end, 10) : USUAL;
    if (text && (*end || letter->net.timeout_s < 1 || letter->net.timeout_s > LONGEST)) {
        return mpt_fail(&letter->cli->error, MPT_BAD_INPUT,
                        "%s: mail.timeout '%s' is no number of seconds from 1 to %d",
                        mpt_config_place(&letter->config, "mail.timeout"), text, LONGEST);
    }
    return MPT_OK;
}

/* The password of mail.user: from the environment, else from a file that only its owner can read. */
static enum mpt_status read_password(struct letter *letter)
{
    struct cli *cli = letter->cli;
    const char *file = mpt_config_path(&letter->config, "mail.password-file");
    letter->net.password = getenv("MPT_MAIL_PASSWORD");
    if (letter->net.password && *letter->net.password) {
        return MPT_OK;
    }
    return file ? mpt_secret_read(file, cli->arena, &letter->net.password, &cli->error)
                : mpt_fail(&cli->error, MPT_BAD_INPUT,
                           "there is no password for %s (%s); set MPT_MAIL_PASSWORD, or name a file that only you can "
                           "read: mail.password-file = FILE",
                           letter->net.user, mpt_config_place(&letter->config, "mail.user"));
}

/* Where it goes, and as whom. Where encryption is not sure, nobody logs in: a password is never sent in the clear. */
static enum mpt_status read_server(struct letter *letter)
{
    struct cli *cli = letter->cli;
    struct mpt_net_mail *net = &letter->net;
    const char *said = cli_option(cli, "server"), *configured = mpt_config_get(&letter->config, "mail.server");
    if (!said && !configured) {
        return mpt_fail(&cli->error, MPT_USAGE,
                        "say through which server: --server smtp://HOST:587, or mail.server = smtp://HOST:587 in %s",
                        letter->config.path);
    }
    enum mpt_status status = mpt_net_mail_server(said ? said : configured, cli->arena, &net->server, &cli->error);
    if (status) {
        mpt_error_prefix(&cli->error, "%s", said ? "--server" : mpt_config_place(&letter->config, "mail.server"));
        return status;
    }
    net->plain = cli_option(cli, "insecure-plain") && strncmp(net->server, "smtp://", 7) == 0;
    net->user = mpt_config_get(&letter->config, "mail.user");
    net->ca_file = mpt_config_path(&letter->config, "mail.ca-file");
    if (net->ca_file && access(net->ca_file, R_OK) != 0) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT, "%s: the certificates %s cannot be read",
                        mpt_config_place(&letter->config, "mail.ca-file"), net->ca_file);
    }
    if (net->plain && net->user) {
        cli_say(cli, "--insecure-plain: not logging in as %s", net->user);
        net->user = NULL;
    }
    status = read_timeout(letter);
    return status || !net->user ? status : read_password(letter);
}

static const char *recipients_text(const struct letter *letter)
{
    return mpt_arena_print(letter->cli->arena, "%zu recipient%s", letter->recipient_count,
                           letter->recipient_count == 1 ? "" : "s");
}

static enum mpt_status hand_over(struct letter *letter, const struct mpt_text *message)
{
    struct cli *cli = letter->cli;
    struct mpt_net_mail *net = &letter->net;
    if (cli_option(cli, "dry-run")) {
        fwrite(message->data, 1, message->len, cli->out);
        cli_say(cli, "Nothing was sent. It would go to %s.", recipients_text(letter));
        return MPT_OK;
    }
    net->from = letter->mail.from.mailbox;
    net->to = letter->recipients;
    net->to_count = letter->recipient_count;
    net->message = message->data;
    net->len = message->len;
    enum mpt_status status = mpt_net_send(net, cli->arena, &cli->error);
    if (!status) {
        fprintf(cli->out, "Sent to %s.\n", recipients_text(letter));
    }
    return status;
}

/* What can be wrong with the command line or the configuration is said before the document is computed. */
static enum mpt_status run_mail(struct cli *cli)
{
    struct letter letter = {.cli = cli};
    struct mpt_document *document = NULL;
    struct mpt_text message;
    enum mpt_status status = parse_inner(&letter);
    if (!status && letter.inner.help) {
        cli_help_command(&letter.inner);
        return MPT_OK;
    }
    const char *subject = cli_option(cli, "subject");
    if (!status && subject && !*subject) {
        status = mpt_fail(&cli->error, MPT_USAGE, "--subject is empty; without it the subject is the answer's title");
    }
    status = status ? status : mpt_config_load(cli->arena, &letter.config, &cli->error);
    status = status ? status : read_people(&letter);
    status = status ? status : read_files(&letter);
    status = status || cli_option(cli, "dry-run") ? status : read_server(&letter);
    status = status ? status : make_document(&letter, &document);
    if ((status != MPT_OK && status != MPT_FOUND) || !document) {
        return status;
    }
    enum mpt_status sent = compose(&letter, document, &message);
    sent = sent ? sent : hand_over(&letter, &message);
    return sent ? sent : status; /* what --fail-on found shows when it has been mailed */
}

static const struct cli_option options[] = {
    {"to", "ADDRESS", "who gets it: anna@csiro.au or 'Bjørn Ås <bjorn@rcn.no>'; may be given many times", false},
    {"cc", "ADDRESS", "who gets a copy; may be given many times", false},
    {"from", "ADDRESS", "who sends it (else mail.from)", false},
    {"subject", "TEXT", "else the title of the answer and its day", false},
    {"attach", "FILE", "a file to go with it; may be given many times", false},
    {"dry-run", NULL, "print the message as it would be sent, and send nothing", false},
    {"server", "URL", "smtp://HOST[:587] or smtps://HOST[:465] (else mail.server)", false},
    {"insecure-plain", NULL, "take a smtp:// server without encryption too, and do not log in", false},
};

const struct cli_command cli_mail = {
    .name = "mail",
    .arguments = "--to ADDRESS [FLAGS] COMMAND ...",
    .summary = "send what gaps, report ... answer, as text and HTML",
    .details = "The flags of mail stand before COMMAND; what follows is a command line of its own:\n"
               "  mpt mail --to anna@csiro.au --attach plan.pdf report --mission hydrogen\n"
               "The configuration ($MPT_CONFIG, else ~/.config/mpt/config) holds lines like\n"
               "  mail.server = smtp://mail.csiro.au:587\n"
               "and mail.user, mail.from, mail.password-file, mail.ca-file, mail.timeout. The\n"
               "password comes from MPT_MAIL_PASSWORD or from that file, which only its owner\n"
               "may read.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .needs = CLI_NO_STORE, /* it opens what COMMAND needs */
    .arguments_least = 1,
    .arguments_most = SIZE_MAX,
    .run = run_mail,
    .rest_is_command = true};
