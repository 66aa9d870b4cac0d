/* What happens to the invented portfolio: bundles of edits and additions, and now and then a stakeholder that goes.
 *
 * Most changes are a project's stage, status or end; some its title or a tag; some are new projects and participations.
 * Every edit gives a field another value than it has, so that the changes can be counted beforehand. */
#include <stdio.h>
#include <string.h>

#include "invent.h"

enum { REMOVES_ONE_IN = 10 };

static bool is_gone[STAKEHOLDERS + 1];

static unsigned draw_stakeholder(void)
{
    unsigned stakeholder;
    do {
        stakeholder = 1 + below(STAKEHOLDERS);
    } while (is_gone[stakeholder]);
    return stakeholder;
}

/* --- Edits -------------------------------------------------------------------------------------------------------- */

static void change_status(struct project *project)
{
    const char *before = project->status;
    while (strcmp(before, project->status) == 0) {
        project->status = draw_status();
    }
    printf(", \"status\": \"%s\"", project->status);
}

static void change_stage(struct project *project)
{
    const char *before = project->stage;
    while (strcmp(before, project->stage) == 0) {
        project->stage = draw_stage();
    }
    printf(", \"stage\": \"%s\"", project->stage);
}

static void change_end(struct project *project)
{
    struct day before = project->ends;
    while (memcmp(&before, &project->ends, sizeof before) == 0) {
        project->ends = draw_day(project->starts.year + 2, 5);
    }
    print_day("ends", project->ends);
}

static void change_title(struct project *project)
{
    struct title before = project->title;
    bool same = true;
    while (same) {
        project->title = before.count > 3 ? vary_title(before) : draw_title(4, TITLE_WORDS);
        same = before.count == project->title.count &&
               memcmp(before.words, project->title.words, before.count * sizeof *before.words) == 0;
    }
    fputs(", ", stdout);
    print_title(project->title);
}

/* One tag for another: one is removed and one added. */
static void change_tag(unsigned number)
{
    projects[number].theme = (uint16_t)((projects[number].theme + 1 + below(THEMES - 1)) % THEMES);
    print_project_tags(number);
}

/* Returns how many changes it makes. */
static unsigned print_edit(unsigned number, unsigned left)
{
    enum { STAGE = 40, STATUS = 65, END = 91, TITLE = 96 }; /* of a hundred, up to */
    unsigned kind = below(100);
    struct project *project = &projects[number];
    begin_record();
    fputs("\"code\": ", stdout);
    print_project_code(number);
    if (kind >= TITLE && left > 1) {
        change_tag(number);
    } else if (kind >= END) {
        change_title(project);
    } else if (kind >= STATUS) {
        change_end(project);
    } else if (kind >= STAGE) {
        change_status(project);
    } else {
        change_stage(project);
    }
    fputs("}", stdout);
    return kind >= TITLE && left > 1 ? 2 : 1;
}

/* --- Entries ------------------------------------------------------------------------------------------------------ */

/* A new project is three changes, with its two tags. */
static unsigned print_new_project(void)
{
    projects[project_count] = draw_project(project_count);
    begin_record();
    print_project_fields(project_count);
    printf(", \"mission\": [\"m%03u\"]", 1 + below(MISSIONS));
    print_project_tags(project_count);
    fputs("}", stdout);
    project_count++;
    return 3;
}

static unsigned print_new_participation(unsigned older)
{
    unsigned stakeholder = draw_stakeholder();
    begin_record();
    printf("\"stakeholder\": \"s%04u\", \"project\": ", stakeholder);
    print_project_code(below(older));
    fputs(", \"role\": \"informed\"}", stdout);
    participations[stakeholder]++;
    return 1;
}

static void print_bundle(unsigned changes)
{
    unsigned left = changes, older = project_count;
    begin_bundle("what happened");
    begin_part("records");
    begin_kind("project");
    for (unsigned i = 0; i < changes / 100; i++) {
        left -= print_new_project();
    }
    begin_kind("participation");
    for (unsigned i = 0; i < changes / 25; i++) {
        left -= print_new_participation(older);
    }
    begin_part("edits");
    begin_kind("project");
    while (left) {
        left -= print_edit(below(older), left);
    }
    end_bundle();
}

/* Its participations go with it. */
static unsigned print_removal(void)
{
    unsigned stakeholder = draw_stakeholder();
    is_gone[stakeholder] = true;
    printf("s%04u\n", stakeholder);
    return 1 + participations[stakeholder];
}

void print_changes(const char *folder, unsigned entries, unsigned changes)
{
    unsigned left = changes;
    for (unsigned i = 1; i <= entries; i++) {
        bool removes = i % REMOVES_ONE_IN == REMOVES_ONE_IN / 2;
        unsigned quota = left / (entries - i + 1);
        char name[40];
        snprintf(name, sizeof name, "%03u.%s", i, removes ? "remove" : "json");
        print_to(folder, name);
        if (removes) {
            left -= print_removal();
        } else {
            print_bundle(quota);
            left -= quota;
        }
    }
    print_to(folder, "week.json");
    print_bundle(changes / (entries ? entries : 1));
}
