/* The invented projects: how they are drawn and printed. One title in 200 is a variant of an earlier one, so that there
 * are duplicates to be found. */
#include <stdio.h>

#include "invent.h"

struct project *projects;
unsigned project_count;
unsigned participations[STAKEHOLDERS + 1];

const char *draw_status(void)
{
    static const char *const statuses[] = {"finished", "finished", "finished", "finished", "finished", "running",
                                           "running",  "running",  "approved", "applied",  "rejected", "stopped"};
    return one_of(statuses, COUNT(statuses));
}

const char *draw_stage(void)
{
    static const char *const stages[] = {"research",      "research",   "development",
                                         "demonstration", "deployment", "diffusion"};
    return one_of(stages, COUNT(stages));
}

struct project draw_project(unsigned number)
{
    enum { VARIANT_ONE_IN = 200 };
    static const char *const instruments[] = {"project-grant", "project-grant", "business-grant", "procurement",
                                              "voucher",       "networking",    "fellowship",     "regulation"};
    bool variant = number > 100 && below(VARIANT_ONE_IN) == 0;
    struct project project = {.title =
                                  variant ? vary_title(projects[below(number)].title) : draw_title(4, TITLE_WORDS)};
    project.code_words[0] = project.title.words[0];
    project.code_words[1] = project.title.words[1];
    project.status = draw_status();
    project.stage = draw_stage();
    project.instrument = one_of(instruments, COUNT(instruments));
    project.starts = draw_day(2005 + below(20), 1);
    project.ends = draw_day(project.starts.year + 2, 3);
    project.solution = (uint16_t)(draw_word() % SOLUTIONS);
    project.theme = (uint16_t)below(THEMES);
    return project;
}

void print_project_code(unsigned number)
{
    const struct project *project = &projects[number];
    printf("\"%s-%s-%u\"", words[project->code_words[0]], words[project->code_words[1]], number + 1);
}

void print_project_fields(unsigned number)
{
    const struct project *project = &projects[number];
    fputs("\"code\": ", stdout);
    print_project_code(number);
    fputs(", ", stdout);
    print_title(project->title);
    printf(", \"status\": \"%s\", \"stage\": \"%s\"", project->status, project->stage);
    printf(", \"instrument\": \"%s\"", project->instrument);
    print_day("starts", project->starts);
    print_day("ends", project->ends);
}

void print_project_tags(unsigned number)
{
    const struct project *project = &projects[number];
    printf(", \"tag\": [\"solution:%s\", \"theme:%s\"]", words[FIRST_TAG + project->solution],
           words[FIRST_TAG + SOLUTIONS + project->theme]);
}
