/* Calendars: what stands in them, and that RFC 5545 is kept, by a reader that shares nothing with the writer. */
#include "support.h"

#include <ctype.h>

#include "mpt/calendar.h"

/* --- A reader of iCalendar ---------------------------------------------------------------------------------------- */

enum { EVENTS_MOST = 64, TEXT_MOST = 8192 };

struct read_event {
    char uid[TEXT_MOST], stamp[32], start[32], end[32], summary[TEXT_MOST], description[TEXT_MOST], category[64];
    long sequence;
};

struct read_calendar {
    char name[256];
    struct read_event events[EVENTS_MOST];
    size_t count;
};

/* Section 3.1: lines end with CRLF, hold at most 75 octets, and go on after CRLF and a blank; here they are joined. */
static char *unfold(struct fixture *f, const char *raw, size_t len)
{
    char *joined = mpt_arena_alloc(f->arena, len + 1);
    size_t used = 0, octets = 0, bad;
    assert_true(mpt_utf8_valid(raw, len, &bad));
    for (size_t i = 0; i < len; i++) {
        if (raw[i] == '\r') {
            assert_true(i + 1 < len && raw[i + 1] == '\n');
            continue;
        }
        if (raw[i] != '\n') {
            if (++octets > 75) {
                WRONG("a line of more than 75 octets: %.90s", raw + i - 75);
            }
            joined[used++] = raw[i];
            continue;
        }
        assert_true(i > 0 && raw[i - 1] == '\r');
        octets = 0;
        if (raw[i + 1] == ' ') { /* the next line must begin with a whole character */
            assert_true(((unsigned char)raw[i + 2] & 0xc0) != 0x80);
            i++;
            octets = 1;
        } else {
            joined[used++] = '\n';
        }
    }
    assert_true(len > 2 && raw[len - 1] == '\n');
    return joined;
}

/* Section 3.3.11. */
static void read_text(const char *value, char *text, size_t room)
{
    size_t used = 0;
    for (const char *at = value; *at; at++) {
        char c = *at;
        assert_true((unsigned char)c >= 0x20 || c == '\t');
        assert_true(c != ';' && c != ',');
        if (c == '\\') {
            c = *++at;
            assert_non_null(strchr("\\;,nN", c));
            c = c == 'n' || c == 'N' ? '\n' : c;
        }
        assert_true(used + 1 < room);
        text[used++] = c;
    }
    text[used] = '\0';
}

static void read_line(struct read_calendar *calendar, struct read_event *event, const char *name, const char *value)
{
    struct {
        const char *name;
        char *text;
        size_t room;
    } slots[] = {{"UID", event->uid, TEXT_MOST},           {"DTSTAMP", event->stamp, 32},
                 {"DTSTART;VALUE=DATE", event->start, 32}, {"DTEND;VALUE=DATE", event->end, 32},
                 {"SUMMARY", event->summary, TEXT_MOST},   {"DESCRIPTION", event->description, TEXT_MOST},
                 {"CATEGORIES", event->category, 64}};
    (void)calendar;
    for (size_t i = 0; i < COUNT(slots); i++) {
        if (strcmp(slots[i].name, name) == 0) {
            assert_int_equal(slots[i].text[0], '\0'); /* at most once */
            read_text(value, slots[i].text, slots[i].room);
            return;
        }
    }
    if (strcmp(name, "SEQUENCE") == 0) {
        event->sequence = strtol(value, NULL, 10);
    } else if (strcmp(name, "LAST-MODIFIED") != 0 && strcmp(name, "TRANSP") != 0) {
        WRONG("a property that was not expected: %s", name);
    }
}

/* 20240707 or 20240707T123456Z. */
static bool digits_and(const char *text, const char *form)
{
    for (; *form; form++, text++) {
        if (*form == '0' ? !isdigit((unsigned char)*text) : *text != *form) {
            return false;
        }
    }
    return !*text;
}

static void check_event(const struct read_calendar *calendar, const struct read_event *event)
{
    assert_true(*event->uid && *event->summary && *event->category);
    assert_true(digits_and(event->stamp, "00000000T000000Z"));
    assert_true(digits_and(event->start, "00000000"));
    assert_true(!*event->end || (digits_and(event->end, "00000000") && strcmp(event->end, event->start) > 0));
    for (size_t i = 0; i < calendar->count; i++) {
        assert_string_not_equal(calendar->events[i].uid, event->uid);
    }
}

static struct read_calendar *read_calendar(struct fixture *f, const char *raw, size_t len)
{
    struct read_calendar *calendar = mpt_arena_alloc(f->arena, sizeof *calendar);
    struct read_event *event = NULL;
    char *lines = unfold(f, raw, len), *rest = lines;
    bool begun = false, ended = false, version = false, product = false;
    for (char *line; (line = strtok_r(rest, "\n", &rest));) {
        char *colon = strchr(line, ':');
        assert_non_null(colon);
        *colon = '\0';
        const char *value = colon + 1;
        assert_false(ended);
        if (!begun) {
            assert_text(line, "BEGIN");
            assert_text(value, "VCALENDAR");
            begun = true;
        } else if (strcmp(line, "BEGIN") == 0) {
            assert_text(value, "VEVENT");
            assert_null(event);
            assert_true(version && product && calendar->count < EVENTS_MOST);
            event = &calendar->events[calendar->count];
        } else if (strcmp(line, "END") == 0 && event) {
            assert_text(value, "VEVENT");
            check_event(calendar, event);
            calendar->count++;
            event = NULL;
        } else if (strcmp(line, "END") == 0) {
            assert_text(value, "VCALENDAR");
            ended = true;
        } else if (event) {
            read_line(calendar, event, line, value);
        } else if (strcmp(line, "X-WR-CALNAME") == 0) {
            read_text(value, calendar->name, sizeof calendar->name);
        } else {
            version |= strcmp(line, "VERSION") == 0 && strcmp(value, "2.0") == 0;
            product |= strcmp(line, "PRODID") == 0;
        }
    }
    assert_true(ended && version && product);
    return calendar;
}

/* --- Writing ------------------------------------------------------------------------------------------------------ */

static const char *written(struct fixture *f, const struct mpt_calendar *calendar, size_t *len)
{
    FILE *out = fopen(path_of(f, "c.ics"), "wb");
    assert_non_null(out);
    mpt_calendar_write(calendar, out);
    assert_int_equal(fclose(out), 0);
    return read_whole(f, path_of(f, "c.ics"), len);
}

static struct mpt_event event_saying(const char *summary, const char *description)
{
    return (struct mpt_event){.uid = "step-a-due@key.mpt",
                              .summary = summary,
                              .description = description,
                              .category = "Step",
                              .day = {2024, 12, 31},
                              .changed = "2024-07-07T12:34:56Z",
                              .changes = 2};
}

static void test_an_event_in_full(void **state)
{
    struct fixture *f = *state;
    struct mpt_event event = event_saying("Step due: A", NULL);
    struct mpt_calendar calendar = {.name = "p", .events = &event, .count = 1};
    assert_text(written(f, &calendar, NULL), "BEGIN:VCALENDAR\r\n"
                                             "VERSION:2.0\r\n"
                                             "PRODID:-//mpt//Mission portfolio//EN\r\n"
                                             "CALSCALE:GREGORIAN\r\n"
                                             "X-WR-CALNAME:p\r\n"
                                             "BEGIN:VEVENT\r\n"
                                             "UID:step-a-due@key.mpt\r\n"
                                             "DTSTAMP:20240707T123456Z\r\n"
                                             "LAST-MODIFIED:20240707T123456Z\r\n"
                                             "SEQUENCE:2\r\n"
                                             "DTSTART;VALUE=DATE:20241231\r\n"
                                             "DTEND;VALUE=DATE:20250101\r\n"
                                             "SUMMARY:Step due: A\r\n"
                                             "CATEGORIES:Step\r\n"
                                             "TRANSP:TRANSPARENT\r\n"
                                             "END:VEVENT\r\n"
                                             "END:VCALENDAR\r\n");
}

static void test_texts_come_back_as_they_were(void **state)
{
    struct fixture *f = *state;
    static const char *const texts[] = {
        "plain",
        "a; b, c: d \\ e \\n \"f\"",
        "two\nlines\n\nand a tab\tbetween",
        "Nghiên cứu và phát triển đổi mới sáng tạo cấp cơ sở: thử nghiệm ở Đà Nẵng, Huế và Cần Thơ; bước đầu 2030",
        "日本語の長い見出し日本語の長い見出し日本語の長い見出し日本語の長い見出し日本語の長い見出し",
        "🌱🌾🌱🌾🌱🌾🌱🌾🌱🌾🌱🌾🌱🌾🌱🌾🌱🌾🌱🌾🌱🌾🌱🌾🌱🌾🌱🌾🌱🌾🌱🌾🌱🌾🌱🌾🌱🌾🌱🌾🌱🌾🌱🌾🌱🌾",
        ";;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        for (size_t shift = 0; shift < 8; shift++) { /* so that folds come at every place of a character */
            size_t len;
            const char *text = mpt_arena_print(f->arena, "%.*s%s", (int)shift, "1234567", texts[i]);
            struct mpt_event event = event_saying(text, text);
            struct mpt_calendar calendar = {.name = "a, b", .events = &event, .count = 1};
            const char *raw = written(f, &calendar, &len);
            struct read_calendar *read = read_calendar(f, raw, len);
            assert_int_equal(read->count, 1);
            assert_text(read->name, "a, b");
            assert_text(read->events[0].summary, text);
            assert_text(read->events[0].description, text);
        }
    }
}

static void test_control_characters_are_dropped(void **state)
{
    struct fixture *f = *state;
    size_t len;
    struct mpt_event event = event_saying("a\001b\r\nc\033[31md\177e\302\205f\302\240g", NULL);
    struct mpt_calendar calendar = {.name = "p", .events = &event, .count = 1};
    const char *raw = written(f, &calendar, &len);
    assert_text(read_calendar(f, raw, len)->events[0].summary, "ab\nc[31mdef\302\240g");
    /* Bytes that are no character do not take a line end with them. */
    event = event_saying("a\351\nb\200c\360\237\r\nEND:VCALENDAR\303", NULL);
    raw = written(f, &calendar, &len);
    assert_text(read_calendar(f, raw, len)->events[0].summary, "a\nbc\nEND:VCALENDAR");
}

static void test_the_last_day_there_is(void **state)
{
    struct fixture *f = *state;
    size_t len;
    struct mpt_event event = event_saying("The end", NULL);
    event.day = (struct mpt_date){9999, 12, 31};
    struct mpt_calendar calendar = {.name = "p", .events = &event, .count = 1};
    const char *raw = written(f, &calendar, &len);
    assert_text(read_calendar(f, raw, len)->events[0].start, "99991231");
    assert_not_contains(raw, "DTEND");
}

/* --- Collecting --------------------------------------------------------------------------------------------------- */

static struct mpt_calendar collect(struct fixture *f, const char *mission, const char *portfolio)
{
    struct mpt_calendar_query query = {.today = {2024, 7, 7}, .mission = mission, .portfolio = portfolio};
    struct mpt_calendar calendar;
    assert_ok(f, mpt_calendar_collect(f->store, &query, f->arena, &calendar, &f->error));
    size_t len;
    const char *raw = written(f, &calendar, &len);
    assert_int_equal(read_calendar(f, raw, len)->count, calendar.count);
    return calendar;
}

/* The event whose UID begins so; NULL when there is none. */
static const struct mpt_event *find(const struct mpt_calendar *calendar, const char *uid)
{
    for (size_t i = 0; i < calendar->count; i++) {
        if (strncmp(calendar->events[i].uid, uid, strlen(uid)) == 0) {
            return &calendar->events[i];
        }
    }
    return NULL;
}

/* One of each kind that is open. */
static void fill(struct fixture *f)
{
    add(f, "portfolio", "code", "pf", "title", "Portfolio", NULL);
    add(f, "mission", "code", "h2", "title", "Hydrogen", "status", "launched", "portfolio", "pf", "governing_body",
        "the board", "governing_body_meets_on", "2024-09-01", NULL);
    add(f, "mission", "code", "other", "title", "Other", "status", "launched", NULL);
    add(f, "stakeholder", "code", "bank", "title", "The bank", NULL);
    add(f, "project", "code", "plant", "title", "Plant", "mission", "other", "mission", "h2", NULL);
    add(f, "decision", "code", "d-31", "title", "Choose the site", "status", "needed", "due_on", "2024-08-01",
        "mission", "h2", "level", "ministry", "proposal", "Gladstone; the other in reserve", "holds", "AUD 6.2m",
        "blocks", "plant", NULL);
    add(f, "step", "code", "permit", "title", "Permit", "status", "planned", "due", "2024-06-03", "mission", "h2",
        NULL);
    add(f, "action", "code", "call-them", "title", "Call them", "due_on", "2024-07-09", "mission", "h2", NULL);
    add(f, "evaluation", "code", "mid", "title", "Midterm", "status", "planned", "planned_on", "2025-02", "project",
        "plant", NULL);
    add(f, "agreement", "code", "grid", "title", "Grid data", "expires_on", "2024-09-17", "project", "plant", NULL);
    add(f, "funding", "code", "money", "title", "", "amount", "AUD 3m", "stage", "committed", "giver", "bank",
        "project", "plant", "ends", "2025-06-30", NULL);
    add(f, "call", "code", "round", "title", "Round one", "closes", "2024-10-01", "mission", "h2", NULL);
}

static void test_what_is_open_is_there(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *uid, *summary;
        struct mpt_date day;
    } expected[] = {
        {"step-permit-due@", "Step due: Permit (Hydrogen)", {2024, 6, 3}}, /* late, and open all the same */
        {"action-call-them-due@", "Action due: Call them (Hydrogen)", {2024, 7, 9}},
        {"decision-d-31-due@", "Decision due: Choose the site (Hydrogen)", {2024, 8, 1}},
        {"mission-h2-meets@", "Meeting: the board (Hydrogen)", {2024, 9, 1}},
        {"agreement-grid-ends@", "Agreement ends: Grid data (Other)", {2024, 9, 17}},
        {"call-round-closes@", "Call closes: Round one (Hydrogen)", {2024, 10, 1}},
        {"evaluation-mid-planned@", "Evaluation planned: Midterm (Other)", {2025, 2, 28}},
        {"funding-money-ends@", "Committed money ends: AUD 3m, Plant (Other)", {2025, 6, 30}},
    };
    fill(f);
    struct mpt_calendar calendar = collect(f, NULL, NULL);
    assert_int_equal(calendar.count, COUNT(expected));
    assert_text(calendar.name, "p");
    for (size_t i = 0; i < COUNT(expected); i++) {
        assert_contains(calendar.events[i].uid, expected[i].uid);
        assert_text(calendar.events[i].summary, expected[i].summary);
        assert_text(mpt_date_format(calendar.events[i].day, f->arena), mpt_date_format(expected[i].day, f->arena));
    }
    assert_text(find(&calendar, "decision-")->description,
                "Decides: ministry\nOn hold: AUD 6.2m\nProposal: Gladstone; the other in reserve\n"
                "Cannot go on without it: Plant\nmpt show decision:d-31");
    assert_text(find(&calendar, "funding-")->description, "Giver: The bank\nAmount: AUD 3m\nmpt show funding:money");
    assert_contains(find(&calendar, "evaluation-")->description, "Only the month is known: February 2025\n");
}

static void test_what_is_done_or_over_is_not(void **state)
{
    struct fixture *f = *state;
    fill(f);
    edit(f, "decision", "d-31", "status", "taken", NULL);
    edit(f, "step", "permit", "done_on", "2024-07-01", NULL);
    edit(f, "action", "call-them", "done_on", "2024-07", NULL);
    edit(f, "evaluation", "mid", "status", "dropped", NULL);
    edit(f, "agreement", "grid", "expires_on", "2024-07-06", NULL);
    edit(f, "funding", "money", "stage", "applied", NULL);
    edit(f, "call", "round", "closes", "2024-06", NULL);
    edit(f, "mission", "h2", "governing_body_meets_on", "2024-07-06", NULL);
    assert_int_equal(collect(f, NULL, NULL).count, 0);
    edit(f, "agreement", "grid", "expires_on", "2024-07-07", NULL); /* today is not over */
    edit(f, "call", "round", "closes", "2024-07", NULL);
    assert_int_equal(collect(f, NULL, NULL).count, 2);
    edit(f, "mission", "h2", "status", "closed", NULL);
    edit(f, "mission", "other", "status", "closed", NULL);
    assert_int_equal(collect(f, NULL, NULL).count, 0);
}

static void test_identity_outlives_changes(void **state)
{
    struct fixture *f = *state;
    fill(f);
    struct mpt_calendar before = collect(f, NULL, NULL), again = collect(f, NULL, NULL);
    size_t len, same;
    const char *first = written(f, &before, &len), *second = written(f, &again, &same);
    assert_int_equal(len, same);
    assert_memory_equal(first, second, len);
    assert_int_equal(find(&before, "decision-")->changes, 0);
    edit(f, "decision", "d-31", "due_on", "2024-08-15", "title", "Choose the site now", NULL);
    struct mpt_calendar after = collect(f, NULL, NULL);
    const struct mpt_event *moved = find(&after, "decision-");
    assert_text(moved->uid, find(&before, "decision-")->uid);
    assert_int_equal(moved->day.day, 15);
    assert_int_equal(moved->changes, 2);
    assert_text(find(&after, "step-")->uid, find(&before, "step-")->uid);
    /* A copy of the portfolio is the same portfolio; another one is not. */
    struct mpt_copy copy;
    assert_ok(f, mpt_store_backup(f->store, path_of(f, "copy.mpt"), false, f->arena, &copy, &f->error));
    mpt_store_close(f->store);
    assert_ok(f, mpt_store_open(path_of(f, "copy.mpt"), MPT_STORE_READ, &f->store, &f->error));
    struct mpt_calendar copied = collect(f, NULL, NULL);
    assert_text(find(&copied, "decision-")->uid, moved->uid);
    mpt_store_close(f->store);
    assert_ok(f, mpt_store_open(path_of(f, "other.mpt"), MPT_STORE_CREATE, &f->store, &f->error));
    assert_ok(f, mpt_store_begin(f->store, "somebody else", "test", &f->error));
    struct mpt_record made = record(f, "step", "code", "permit", "title", "Permit", "due", "2024-08-01", NULL);
    assert_ok(f, mpt_store_add(f->store, &made, false, f->arena, &f->error));
    commit(f);
    struct mpt_calendar other = collect(f, NULL, NULL);
    assert_string_not_equal(find(&other, "step-")->uid, find(&before, "step-")->uid);
}

static void test_of_a_mission_or_portfolio(void **state)
{
    struct fixture *f = *state;
    fill(f);
    struct mpt_calendar hydrogen = collect(f, "h2", NULL), other = collect(f, "other", NULL);
    assert_int_equal(hydrogen.count, 8);
    assert_text(hydrogen.name, "Hydrogen");
    assert_text(find(&hydrogen, "funding-")->summary, "Committed money ends: AUD 3m, Plant (Hydrogen)");
    assert_int_equal(other.count, 3); /* what comes with the project */
    struct mpt_calendar portfolio = collect(f, NULL, "pf");
    assert_int_equal(portfolio.count, 5);
    assert_text(portfolio.name, "Portfolio");
    assert_null(find(&portfolio, "funding-"));
    edit(f, "project", "plant", "portfolio", "pf", NULL);
    portfolio = collect(f, NULL, "pf");
    assert_non_null(find(&portfolio, "funding-"));
}

static void test_dates_known_to_the_year_are_named(void **state)
{
    struct fixture *f = *state;
    add(f, "step", "code", "some-day", "title", "Some day", "due", "2030", NULL);
    add(f, "step", "code", "one-day", "title", "One day", "due", "2030-06-01", NULL);
    struct mpt_calendar calendar = collect(f, NULL, NULL);
    assert_int_equal(calendar.count, 1);
    assert_int_equal(calendar.left_out_count, 1);
    assert_text(calendar.left_out[0], "step:some-day");
}

static void test_invented_records_speak_in_demonstrations(void **state)
{
    struct fixture *f = *state;
    add(f, "step", "code", "invented", "title", "Invented", "due", "2030-06-01", "example", "yes", NULL);
    assert_int_equal(collect(f, NULL, NULL).count, 0);
    begin(f);
    assert_ok(f, mpt_store_set(f->store, "demo", "1", &f->error));
    commit(f);
    struct mpt_calendar calendar = collect(f, NULL, NULL);
    assert_int_equal(calendar.count, 1);
    assert_text(calendar.events[0].summary, "Step due: Invented (e)");
}

/* The window of the query, as the next fourteen days: a month or year counts by its last day. */
static void test_a_window_of_dates(void **state)
{
    struct fixture *f = *state;
    static const char *const due[] = {"2024-07-06", "2024-07-07", "2024-07-20", "2024-07-21",
                                      "2024-07",    "2024-06",    "2024",       "2025"};
    static const struct {
        const char *from, *until, *codes;
    } windows[] = {
        {"2024-07-07", "2024-07-21", "s1 s2"},
        {"2024-07-07", "2024-08-01", "s4 s1 s2 s3"},
        {"2024-07-07", "2025-01-01", "s6 s4 s1 s2 s3"},
        {NULL, "2024-07-07", "s5 s0"},
        {"2024-07-21", NULL, "s6 s4 s3 s7"},
    };
    for (size_t i = 0; i < COUNT(due); i++) {
        add(f, "step", "code", mpt_arena_print(f->arena, "s%zu", i), "title", "S", "due", due[i], NULL);
    }
    for (size_t i = 0; i < COUNT(windows); i++) {
        const struct mpt_param params[] = {{.name = "today", .text = "2024-07-07"},
                                           {.name = "from", .text = windows[i].from},
                                           {.name = "until", .text = windows[i].until}};
        struct mpt_text codes = mpt_text_init(f->arena);
        struct mpt_cursor *cursor;
        assert_ok(f, mpt_cursor_open(f->store, "dates", NULL, params, COUNT(params), &cursor, &f->error));
        while (mpt_cursor_next(cursor)) {
            mpt_text_print(&codes, "%s%s", codes.len ? " " : "", mpt_cursor_text(cursor, "code"));
        }
        assert_ok(f, mpt_cursor_close(cursor, &f->error));
        assert_text(mpt_text_get(&codes), windows[i].codes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_an_event_in_full),
        WITH_FOLDER(test_texts_come_back_as_they_were),
        WITH_FOLDER(test_control_characters_are_dropped),
        WITH_FOLDER(test_the_last_day_there_is),
        WITH_STORE(test_what_is_open_is_there),
        WITH_STORE(test_what_is_done_or_over_is_not),
        WITH_STORE(test_identity_outlives_changes),
        WITH_STORE(test_of_a_mission_or_portfolio),
        WITH_STORE(test_dates_known_to_the_year_are_named),
        WITH_STORE(test_invented_records_speak_in_demonstrations),
        WITH_STORE(test_a_window_of_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
