/* Makes a table of invented projects as somebody else's system would give it, 20 columns: table SEED ROWS > FILE.csv */
#include <stdio.h>
#include <stdlib.h>

#include "invent.h"

struct project *projects; /* of invent.h's other users */
unsigned project_count;
unsigned participations[STAKEHOLDERS + 1];

static void print_words(unsigned count, const char *end)
{
    for (unsigned i = 0; i < count; i++) {
        printf("%s%s", i ? " " : "", words[draw_word()]);
    }
    fputs(end, stdout);
}

static void print_plain_day(unsigned from_year)
{
    const struct day day = draw_day(from_year, 3);
    printf("%04u-%02u-%02u,", day.year, day.month, day.day);
}

int main(int count, char **arguments)
{
    static const char *const statuses[] = {"finished", "finished", "running", "approved", "applied", "rejected"};
    static const char *const stages[] = {"research", "development", "demonstration", "deployment", "diffusion"};
    static const char *const instruments[] = {"project-grant", "business-grant", "procurement", "voucher"};
    static const char *const kinds[] = {"technology", "behaviour", "institutional", "finance"};
    static const char *const countries[] = {"AU", "NO", "DK", "VN", "SE", "DE"};
    static const char *const risks[] = {"low", "medium", "high"};
    if (count != 3) {
        fputs("table SEED ROWS\n", stderr);
        return 2;
    }
    invent((uint64_t)atoll(arguments[1]));
    puts("id,title,acronym,summary,status,stage,instrument,activity,alignment,trl,start,end,place,country,manager,"
         "stop criterion,decision on,scale plan,risk,reported on");
    for (unsigned long i = 1, rows = strtoul(arguments[2], NULL, 10); i <= rows; i++) {
        printf("%lu,", i);
        print_words(4 + below(6), ",");
        printf("%.3s%.3s%lu,\"", words[draw_word()], words[draw_word()], i);
        print_words(30 + below(20), ".\",");
        printf("%s,%s,%s,%s,mission-aligned,%u,", one_of(statuses, COUNT(statuses)), one_of(stages, COUNT(stages)),
               one_of(instruments, COUNT(instruments)), one_of(kinds, COUNT(kinds)), 1 + below(9));
        unsigned year = 2005 + below(18);
        print_plain_day(year);
        print_plain_day(year + 3);
        print_words(1, ",");
        printf("%s,%s %s,", one_of(countries, COUNT(countries)), words[draw_word()], words[draw_word()]);
        print_words(5, ",");
        print_plain_day(year + 1);
        print_words(6, ",");
        printf("%s,", one_of(risks, COUNT(risks)));
        const struct day day = draw_day(year + 2, 1);
        printf("%04u-%02u-%02u\n", day.year, day.month, day.day);
    }
    return 0;
}
