/* Writes invented portfolios as bundles (include/mpt/bundle.h): the same bytes for the same seed, anywhere.
 *
 *   generate SEED PROJECTS ENTRIES CHANGES FOLDER
 *
 * Into the folder go all.json, a portfolio of so many projects; projects.json, the same projects alone and without what
 * refers to anything; and what happens to the portfolio later (changes.c): 001.json and so on, and week.json.
 *
 * Sizes as a national agency has them after decades: 20 missions, 12 of them in 5 portfolios, and 3,000 stakeholders.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "invent.h"

enum {
    LIVING = 12,
    PORTFOLIOS = 5,
    TARGETS = 40,
    MEASUREMENTS = 6,
    STEPS = 600,
    DECISIONS = 300,
    LINKS = 400,
};

/* --- Records ------------------------------------------------------------------------------------------------------ */

static void print_date(const char *field, unsigned from_year, unsigned years)
{
    print_day(field, draw_day(from_year, years));
}

/* One of few large missions, mostly. */
static unsigned draw_mission(void)
{
    unsigned a = below(MISSIONS), b = below(MISSIONS);
    return 1 + (a < b ? a : b);
}

static void print_portfolios(void)
{
    begin_kind("portfolio");
    for (unsigned i = 1; i <= PORTFOLIOS; i++) {
        begin_record();
        printf("\"code\": \"f%03u\", ", i);
        print_title(draw_title(2, 4));
        printf(", \"board\": \"Board %u\"}", i);
    }
}

static void print_missions(void)
{
    begin_kind("mission");
    for (unsigned i = 1; i <= MISSIONS; i++) {
        begin_record();
        printf("\"code\": \"m%03u\", ", i);
        print_title(draw_title(3, 6));
        if (i <= LIVING) {
            printf(", \"portfolio\": \"f%03u\", \"status\": \"%s\"", 1 + (i - 1) % PORTFOLIOS,
                   i % 3 ? "launched" : "scaling");
            print_date("launched", 2016, 7);
        } else {
            printf(", \"status\": \"%s\"", i % 2 ? "candidate" : "closed");
        }
        if (i % 6) {
            printf(", \"owner\": \"Owner %u\", \"governing_body\": \"Board %u\"", i, i);
            print_date("governing_body_met_on", 2023, 2);
        }
        printf(", \"ends\": \"%u\"}", 2030 + i % 10);
    }
}

static void print_stakeholders(void)
{
    static const char *const groups[] = {"government-sti", "ministry-sector", "research", "research",
                                         "industry",       "industry",        "finance",  "civil-society"};
    static const char *const countries[] = {"AU", "NO", "NL", "VN", "DE", "SE", "DK"};
    begin_kind("stakeholder");
    for (unsigned i = 1; i <= STAKEHOLDERS; i++) {
        begin_record();
        printf("\"code\": \"s%04u\", ", i);
        print_title(draw_title(2, 4));
        printf(", \"form\": \"organisation\", \"actor_group\": \"%s\"", one_of(groups, COUNT(groups)));
        printf(", \"country\": \"%s\"}", one_of(countries, COUNT(countries)));
    }
}

static void print_tags(void)
{
    begin_kind("vocabulary");
    begin_record();
    fputs("\"code\": \"solution\", \"title\": \"Solution\", \"adds_up\": \"split-100\"}", stdout);
    begin_record();
    fputs("\"code\": \"theme\", \"title\": \"Theme\", \"adds_up\": \"multi\"}", stdout);
    begin_kind("tag");
    for (unsigned i = 0; i < SOLUTIONS + THEMES; i++) {
        bool solution = i < SOLUTIONS;
        begin_record();
        printf("\"code\": \"%s:%s\", \"title\": \"%s\", \"vocabulary\": \"%s\"}", solution ? "solution" : "theme",
               words[FIRST_TAG + i], words[FIRST_TAG + i], solution ? "solution" : "theme");
    }
}

static void print_targets(void)
{
    static const char *const directions[] = {"up", "up", "down", "keep-below"};
    begin_kind("target");
    for (unsigned i = 1; i <= TARGETS; i++) {
        begin_record();
        printf("\"code\": \"t%03u\", ", i);
        print_title(draw_title(4, 8));
        printf(
            ", \"mission\": \"m%03u\", \"status\": \"agreed\", \"headline\": %s, \"metric\": \"%s\", \"unit\": \"%%\"",
            1 + (i - 1) % MISSIONS, i <= MISSIONS ? "true" : "false", words[1000 + i]);
        printf(", \"direction\": \"%s\", \"baseline\": 40, \"baseline_on\": \"2018\"",
               one_of(directions, COUNT(directions)));
        printf(", \"value\": %u, \"due\": \"2030\", \"interval\": 12, \"data_source\": \"%s\"}", 10 + below(80),
               words[2000 + i]);
    }
    begin_kind("measurement");
    for (unsigned i = 1; i <= TARGETS; i++) {
        for (unsigned j = 0; j < MEASUREMENTS; j++) {
            begin_record();
            printf("\"target\": \"t%03u\", \"measured_on\": \"%u-06-30\", \"value\": %.1f, \"basis\": \"measured\"}", i,
                   2019 + j, 30 + below(400) / 10.0);
        }
    }
}

static void print_steps(void)
{
    static const char *const statuses[] = {"planned", "active", "done", "done"};
    begin_kind("step");
    for (unsigned i = 1; i <= STEPS; i++) {
        const char *status = one_of(statuses, COUNT(statuses));
        begin_record();
        printf("\"code\": \"r%03u\", ", i);
        print_title(draw_title(4, 8));
        printf(", \"mission\": \"m%03u\", \"status\": \"%s\"", draw_mission(), status);
        if (i > 20 && in_hundred(50)) {
            printf(", \"depends_on\": [\"r%03u\"]", i - 1 - below(20));
        }
        print_date("due", strcmp(status, "done") == 0 ? 2018 : 2023, 6);
        fputs("}", stdout);
    }
}

static void print_project(unsigned i)
{
    unsigned mission = draw_mission(), second = draw_mission();
    projects[i] = draw_project(i);
    begin_record();
    print_project_fields(i);
    if (second != mission && in_hundred(20)) {
        printf(", \"mission\": [{\"code\": \"m%03u\", \"share\": 60}, {\"code\": \"m%03u\", \"share\": 40}]", mission,
               second);
    } else {
        printf(", \"mission\": [\"m%03u\"]", mission);
    }
    print_project_tags(i);
    fputs("}", stdout);
}

static void print_participations(void)
{
    static const char *const roles[] = {"deliver", "advise", "co-fund"};
    begin_kind("participation");
    for (unsigned i = 0; i < 2 * project_count; i++) {
        unsigned stakeholder = 1 + below(STAKEHOLDERS);
        participations[stakeholder]++;
        begin_record();
        printf("\"stakeholder\": \"s%04u\", \"project\": ", stakeholder);
        print_project_code(i / 2);
        printf(", \"role\": \"%s\"}", i % 2 ? one_of(roles, COUNT(roles)) : "deliver");
    }
}

static void print_funding(unsigned project, const char *currency, unsigned amount, const char *stage, unsigned year)
{
    begin_record();
    fputs("\"project\": ", stdout);
    print_project_code(project);
    printf(", \"amount\": \"%s %u.00\", \"stage\": \"%s\", \"source_kind\": \"own\", \"year\": %u, \"ends\": "
           "\"%u-12-31\"}",
           currency, amount, stage, year, year);
}

static void print_fundings(void)
{
    begin_kind("funding");
    for (unsigned i = 1; i <= MISSIONS; i++) {
        for (unsigned year = 2022; year < 2030; year++) {
            begin_record();
            printf(
                "\"mission\": \"m%03u\", \"amount\": \"AUD %u000000.00\", \"stage\": \"%s\", \"year\": %u, \"ends\": "
                "\"%u-12-31\"}",
                i, 100 + below(900), year % 2 ? "planned" : "committed", year, year);
        }
    }
    for (unsigned i = 0; i < project_count; i++) {
        const char *currency = in_hundred(90) ? "AUD" : in_hundred(50) ? "EUR" : "NOK";
        unsigned amount = 20000 + below(3000) * below(3000), year = 2006 + below(22);
        print_funding(i, currency, amount, "committed", year);
        if (in_hundred(50)) {
            print_funding(i, currency, amount / 100 * below(100), "spent", year);
        }
    }
}

static void print_contributions(void)
{
    begin_kind("contribution");
    for (unsigned i = 0; i < project_count; i++) {
        if (in_hundred(90)) {
            bool target = in_hundred(60);
            begin_record();
            fputs("\"project\": ", stdout);
            print_project_code(i);
            printf(", \"%s\": \"%c%03u\"}", target ? "target" : "step", target ? 't' : 'r',
                   1 + below(target ? TARGETS : STEPS));
        }
    }
}

static void print_decisions(void)
{
    static const char *const kinds[] = {"start", "continue", "pivot", "scale", "stop", "other"};
    begin_kind("decision");
    for (unsigned i = 1; i <= DECISIONS; i++) {
        bool taken = in_hundred(70);
        begin_record();
        printf("\"code\": \"d%03u\", ", i);
        print_title(draw_title(4, 8));
        printf(", \"mission\": \"m%03u\", \"status\": \"%s\"", draw_mission(), taken ? "taken" : "needed");
        printf(", \"decision_kind\": \"%s\"", one_of(kinds, COUNT(kinds)));
        print_date("asked_on", taken ? 2015 : 2023, 2);
        print_date(taken ? "taken_on" : "due_on", taken ? 2017 : 2024, taken ? 7 : 2);
        printf(", \"level\": \"board\", \"holds\": \"AUD %u000.00\"}", 1 + below(9000));
    }
}

static void print_links(void)
{
    static const char *const relations[] = {"complements", "follows", "competes-with", "distinct-from"};
    unsigned apart = (project_count - 1) / LINKS;
    begin_kind("link");
    for (unsigned i = 0; i < LINKS; i++) {
        unsigned project = apart * i + below(apart); /* none twice */
        begin_record();
        fputs("\"project\": ", stdout);
        print_project_code(project);
        printf(", \"relation\": \"%s\", \"to_project\": ", one_of(relations, COUNT(relations)));
        print_project_code(project + 1);
        fputs("}", stdout);
    }
}

static void print_all(void)
{
    begin_bundle("a portfolio");
    begin_part("records");
    print_portfolios();
    print_missions();
    print_stakeholders();
    print_tags();
    print_targets();
    print_steps();
    begin_kind("project");
    for (unsigned i = 0; i < project_count; i++) {
        print_project(i);
    }
    print_participations();
    print_fundings();
    print_contributions();
    print_decisions();
    print_links();
    end_bundle();
}

static void print_plain(void)
{
    begin_bundle("projects alone");
    begin_part("records");
    begin_kind("project");
    for (unsigned i = 0; i < project_count; i++) {
        begin_record();
        print_project_fields(i);
        fputs("}", stdout);
    }
    end_bundle();
}

int main(int argc, char **argv)
{
    long wanted = argc == 6 ? strtol(argv[2], NULL, 10) : 0;
    if (wanted <= LINKS || wanted > 10000000) {
        fputs("usage: generate SEED PROJECTS ENTRIES CHANGES FOLDER\n", stderr);
        return 2;
    }
    unsigned entries = (unsigned)strtoul(argv[3], NULL, 10), changes = (unsigned)strtoul(argv[4], NULL, 10);
    project_count = (unsigned)wanted;
    projects = calloc(project_count + changes, sizeof *projects); /* no change adds more than a project */
    if (!projects) {
        fputs("generate: no memory\n", stderr);
        return 1;
    }
    invent(strtoull(argv[1], NULL, 10));
    print_to(argv[5], "all.json");
    print_all();
    print_to(argv[5], "projects.json");
    print_plain();
    print_changes(argv[5], entries, changes);
    free(projects);
    return 0;
}
