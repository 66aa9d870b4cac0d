/* Disclosure: the table shipped speaks of every kind and field; what the Research Council of Norway's rule says holds
 * on a small portfolio; names are blanked in texts; tables that are wrong are refused. */
#include "mpt/disclosure.h"

#include "mpt/asset.h"
#include "store/blanks.h"
#include "support.h"

static struct mpt_disclosure *read_shipped(struct fixture *f, const char *profile)
{
    struct mpt_disclosure *table;
    const struct mpt_asset *asset = mpt_asset_find("sql/disclosure/rcn.txt");
    assert_non_null(asset);
    assert_ok(f, mpt_disclosure_read(asset->text, asset->path, profile, f->arena, &table, &f->error));
    return table;
}

/* Who adds a kind or field has to say whether it leaves. */
static void test_every_field_is_listed(void **state)
{
    static const char *const profiles[] = {"public", "partners"};
    struct fixture *f = *state;
    for (size_t p = 0; p < COUNT(profiles); p++) {
        const struct mpt_disclosure *table = read_shipped(f, profiles[p]);
        for (size_t k = 0; k < mpt_kind_count; k++) {
            const struct mpt_disclosure_kind *kind = &table->kinds[k];
            if (!kind->listed) {
                WRONG("sql/disclosure/rcn.txt, profile %s, does not say whether %s leave", profiles[p],
                      kind->kind->plural);
            }
            for (size_t i = 0; i < kind->kind->field_count && !kind->stays; i++) {
                const struct mpt_field *field = &kind->kind->fields[i];
                if (!kind->fields[i].listed && !(field->flags & (MPT_DERIVED | MPT_THROUGH))) {
                    WRONG("sql/disclosure/rcn.txt, profile %s, does not say whether %s.%s leaves", profiles[p],
                          kind->kind->name, field->name);
                }
            }
        }
    }
}

static void test_wrong_tables_are_refused(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *table, *message;
    } cases[] = {
        {"rule r Says.\nprofile p\nship\n", "t, line 3: there is no kind 'ship'"},
        {"rule r Says.\nprofile p\nnote\n  leaves colour under r\n", "t, line 4: note has no field 'colour'"},
        {"rule r Says.\nprofile p\nnote\n  leaves title under q\n", "there is no rule 'q' above"},
        {"rule r Says.\nprofile p\nnote\n  leaves title\n", "a line ends with `under RULE`"},
        {"rule r Says.\nprofile p\nnote\n  goes title under r\n", "not 'goes'"},
        {"rule r Says.\nprofile p\nnote\n  stays title under r\n", "a note cannot be without title"},
        {"rule r Says.\nprofile p\nnote\n  leaves title if award under r\n", "a note cannot be without title"},
        {"rule r Says.\nprofile p\nnote\n  leaves summary if x under r\n", "there is no condition 'x'"},
        {"rule r Says.\nprofile p\ntag\n  leaves summary if award under r\n", "to which no tag refers"},
        {"rule r Says.\nprofile p\nnote\n  leaves summary under r\n  stays summary under r\n", "was listed"},
        {"rule r Says.\nprofile p\nreview\n  leaves page under r\n", "review.page never leaves"},
        {"rule r Says.\nprofile p\nnote\nnote\n", "note was listed in this profile before"},
        {"rule r Says.\nrule r Again.\n", "each name once"},
        {"names note.noted_on\n", "is no KIND.FIELD that holds text"},
        {"profile p\nprofile p\n", "two profiles 'p'"},
    };
    struct mpt_disclosure *table;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_refused_about(f, mpt_disclosure_read(cases[i].table, "t", "p", f->arena, &table, &f->error),
                             MPT_BAD_INPUT, cases[i].message, cases[i].table);
    }
    assert_refused(f, mpt_disclosure_read("profile a\nprofile b\n", "t", "c", f->arena, &table, &f->error), MPT_USAGE,
                   "--profile 'c' is none of internal, a, b");
}

/* What is not listed stays, whole kinds too. */
static void test_unlisted_stays(void **state)
{
    struct fixture *f = *state;
    struct mpt_disclosure *table;
    assert_ok(f, mpt_disclosure_read("rule r Says.\nprofile p\nnote\n  leaves code title under r\n", "t", "p", f->arena,
                                     &table, &f->error));
    for (size_t k = 0; k < mpt_kind_count; k++) {
        bool note = strcmp(mpt_kinds[k]->name, "note") == 0;
        assert_int_equal(table->kinds[k].stays, !note);
        for (size_t i = 0; i < mpt_kinds[k]->field_count; i++) {
            assert_int_equal(table->kinds[k].fields[i].leaves, note && i < 2);
        }
    }
}

static void disclose(struct fixture *f, const char *profile)
{
    reopen(f, MPT_STORE_READ);
    assert_ok(f, mpt_store_disclose(f->store, read_shipped(f, profile), &f->error));
}

static bool exists(struct fixture *f, const char *kind, const char *code)
{
    return mpt_store_exists(f->store, kind_of(kind), code);
}

static size_t withheld(struct fixture *f, const char *rule, const char *kind, const char *field)
{
    const struct mpt_disclosed *disclosed = mpt_store_disclosed(f->store);
    for (size_t i = 0; i < disclosed->count; i++) {
        const struct mpt_withheld *w = &disclosed->withheld[i];
        bool same = field ? w->field && strcmp(w->field->name, field) == 0 : !w->field;
        if (same && strcmp(w->rule->name, rule) == 0 && strcmp(w->kind->name, kind) == 0) {
            return w->count;
        }
    }
    return 0;
}

/* A granted project, a refused application and one of SkatteFUNN, each with who answers for it and a partner. */
static void fill(struct fixture *f)
{
    add(f, "stakeholder", "title", "Research Council", "form", "organisation", NULL);
    add(f, "stakeholder", "title", "University of Bergen", "form", "organisation", NULL);
    add(f, "stakeholder", "title", "Fjordkraft Brødrene AS", "form", "organisation", NULL);
    add(f, "programme", "title", "Energy", "organisation", "research-council", NULL);
    add(f, "programme", "title", "SkatteFUNN", "organisation", "research-council", NULL);
    add(f, "mission", "title", "Clean ferries", "organisation", "research-council", NULL);
    add(f, "project", "title", "Ammonia ferry", "status", "running", "programme", "energy", "mission", "clean-ferries",
        "manager", "Kari Berge", "manager_gender", "female", "summary",
        "With FJORDKRAFT BRODRENE AS, for Ola Nordmann's ferries; Fjordkraft is a word.", "starts", "2021", NULL);
    add(f, "project", "title", "Wave ferry", "status", "rejected", "programme", "energy", "mission", "clean-ferries",
        "manager", "Ola Nordmann", "manager_gender", "male", "summary", "Secret.", "starts", "2022", "place", "Bergen",
        NULL);
    add(f, "project", "title", "Wind ferry", "status", "applied", "programme", "skattefunn", NULL);
    static const char *const projects[] = {"ammonia-ferry", "wave-ferry", "wind-ferry"};
    for (size_t i = 0; i < COUNT(projects); i++) {
        add(f, "participation", "stakeholder", "university-of-bergen", "project", projects[i], "role", "orchestrate",
            "gives", "Seven doctors", NULL);
        add(f, "participation", "stakeholder", "fjordkraft-brodrene-as", "project", projects[i], "role", "deliver",
            NULL);
        add(f, "funding", "project", projects[i], "stage", i ? "applied" : "committed", "amount", "NOK 8000000",
            "source_kind", "own", "giver", "research-council", "title", "For it", NULL);
    }
    add(f, "rating", "project", "ammonia-ferry", "rated_on", "2024", "colour", "red", "reason", "Slow", NULL);
}

static void test_rule_of_the_research_council(void **state)
{
    struct fixture *f = *state;
    fill(f);
    disclose(f, "public");
    /* What was granted: also the manager's name and the summary; not the partner's name in it, nor who was refused. */
    assert_text(value_of(f, "project", "ammonia-ferry", "manager"), "Kari Berge");
    assert_text(value_of(f, "project", "ammonia-ferry", "summary"),
                "With [withheld], for [withheld]'s ferries; Fjordkraft is a word.");
    assert_text(value_of(f, "project", "ammonia-ferry", "mission"), "clean-ferries");
    /* An application: organisation, geography, gender, title, period, amount, and no more. */
    assert_text(value_of(f, "project", "wave-ferry", "title"), "Wave ferry");
    assert_text(value_of(f, "project", "wave-ferry", "manager_gender"), "male");
    assert_text(value_of(f, "project", "wave-ferry", "place"), "Bergen");
    assert_text(value_of(f, "project", "wave-ferry", "starts"), "2022");
    assert_null(value_of(f, "project", "wave-ferry", "manager"));
    assert_null(value_of(f, "project", "wave-ferry", "summary"));
    assert_null(value_of(f, "project", "wave-ferry", "mission"));
    assert_true(exists(f, "funding", "wave-ferry.research-council.applied"));
    assert_text(value_of(f, "funding", "wave-ferry.research-council.applied", "amount"), "NOK 8000000.00");
    assert_false(exists(f, "funding", "wind-ferry.research-council.applied"));
    /* Who answers for it, but no partner and nothing of what is given. */
    assert_true(exists(f, "stakeholder", "university-of-bergen"));
    assert_true(exists(f, "participation", "university-of-bergen.wind-ferry.orchestrate"));
    assert_null(value_of(f, "participation", "university-of-bergen.wind-ferry.orchestrate", "gives"));
    assert_false(exists(f, "stakeholder", "fjordkraft-brodrene-as"));
    assert_false(exists(f, "participation", "fjordkraft-brodrene-as.ammonia-ferry.deliver"));
    assert_int_equal(withheld(f, "rcn-partners", "stakeholder", NULL), 1);
    assert_int_equal(withheld(f, "rcn-partners", "participation", NULL), 3);
    assert_int_equal(withheld(f, "rcn-skattefunn", "funding", NULL), 1);
    assert_int_equal(withheld(f, "rcn-awards", "project", "manager"), 1);
    assert_int_equal(withheld(f, "rcn-awards", "project", "summary"), 1);
    assert_int_equal(withheld(f, "rcn-awards", "project", "mission"), 1);
    assert_int_equal(withheld(f, "work", "rating", NULL), 1);
    assert_int_equal(mpt_store_disclosed(f->store)->blanked, 2);
    assert_true(mpt_store_stays(f->store, "rating", NULL) && mpt_store_stays(f->store, "history", NULL));
    assert_true(mpt_store_stays(f->store, "project", "scale_plan"));
    assert_false(mpt_store_stays(f->store, "project", "summary"));
    assert_int_equal(mpt_store_revision(f->store), 0);
    assert_true(mpt_store_withholds(f->store, "SELECT code FROM rating"));
    assert_true(mpt_store_withholds(f->store, "SELECT mission FROM project_mission"));
    assert_true(mpt_store_withholds(f->store, "SELECT p.title FROM project p WHERE p.manager IS NULL"));
    assert_false(mpt_store_withholds(f->store, "SELECT title FROM project"));
}

static void test_partners_see_partners_of_what_was_granted(void **state)
{
    struct fixture *f = *state;
    fill(f);
    disclose(f, "partners");
    assert_true(exists(f, "stakeholder", "fjordkraft-brodrene-as"));
    assert_true(exists(f, "participation", "fjordkraft-brodrene-as.ammonia-ferry.deliver"));
    assert_false(exists(f, "participation", "fjordkraft-brodrene-as.wave-ferry.deliver"));
    assert_contains(value_of(f, "project", "ammonia-ferry", "summary"), "With FJORDKRAFT BRODRENE AS, for [withheld]");
    assert_null(value_of(f, "project", "wave-ferry", "summary"));
    assert_false(exists(f, "rating", "ammonia-ferry.2024"));
}

/* A partner of one project who answers for another may be named, but not in the texts of the first. */
static void test_partner_who_answers_elsewhere(void **state)
{
    struct fixture *f = *state;
    fill(f);
    add(f, "project", "title", "Fjordkraft Brødrene AS builds", "status", "running", "summary", "A yard.", NULL);
    add(f, "participation", "stakeholder", "fjordkraft-brodrene-as", "project", "fjordkraft-brodrene-as-builds", "role",
        "orchestrate", NULL);
    disclose(f, "public");
    assert_true(exists(f, "stakeholder", "fjordkraft-brodrene-as"));
    assert_true(exists(f, "project", "fjordkraft-brodrene-as-builds"));
    assert_contains(value_of(f, "project", "ammonia-ferry", "summary"), "With [withheld], for");
}

/* A code made from what stays, or with a withheld name in it, gives way to the record's number wherever it stood. */
static void test_codes_that_tell(void **state)
{
    struct fixture *f = *state;
    fill(f);
    add(f, "project", "title", "A third", "code", "fjordkraft-brodrene-as.third", "status", "running", NULL);
    add(f, "project", "title", "A fourth", "code", "project-7", "status", "running", NULL);
    add(f, "funding", "project", "fjordkraft-brodrene-as.third", "stage", "spent", "amount", "NOK 1", "source_kind",
        "own", NULL);
    int64_t third = mpt_store_number(f->store, kind_of("project"), "fjordkraft-brodrene-as.third");
    int64_t fourth = mpt_store_number(f->store, kind_of("project"), "project-7");
    int64_t money = mpt_store_number(f->store, kind_of("funding"), "fjordkraft-brodrene-as.third.spent");
    disclose(f, "public");
    const char *code = mpt_arena_print(f->arena, "project-%lld", (long long)third);
    assert_text(value_of(f, "project", code, "title"), "A third");
    assert_text(value_of(f, "project", mpt_arena_print(f->arena, "project-%lld", (long long)fourth), "title"),
                "A fourth");
    assert_text(value_of(f, "funding", mpt_arena_print(f->arena, "funding-%lld", (long long)money), "project"), code);
}

static void test_names_in_texts(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *text, *blanked;
    } cases[] = {
        {"Equinor builds.", "[withheld] builds."},
        {"EQUINORS yard", "[withheld] yard"},
        {"equinoralia", "equinoralia"},
        {"(Équinor)", "([withheld])"},
        {"a-equinor-b", "a-[withheld]-b"},
        {"preequinor", "preequinor"},
        {"Brodrene  Aa\nyard", "[withheld]\nyard"},
        {"Brødrene Berg", "Brødrene Berg"},
        {"SINTEF Energy and", "SINTEF Energy and"},
        {"SINTEF Ocean", "[withheld] Ocean"},
        {"no 912345678.", "no [withheld]."},
        {"IBM is short", "IBM is short"},
        {"Equinor–SINTEF", "[withheld]–[withheld]"},
        {"", ""},
    };
    struct blanks *blanks = blanks_open(f->arena, 4);
    blanks_add(blanks, "Equinor\nBrødrene Aa\nSINTEF\norgnr:912345678\nIBM", false);
    blanks_add(blanks, "SINTEF Energy", true);
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t count = 0;
        assert_text(blanks_apply(blanks, NULL, cases[i].text, f->arena, &count), cases[i].blanked);
        assert_int_equal(count > 0, strcmp(cases[i].text, cases[i].blanked) != 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_every_field_is_listed),
        WITH_FOLDER(test_wrong_tables_are_refused),
        WITH_FOLDER(test_unlisted_stays),
        WITH_STORE(test_rule_of_the_research_council),
        WITH_STORE(test_partners_see_partners_of_what_was_granted),
        WITH_STORE(test_partner_who_answers_elsewhere),
        WITH_STORE(test_codes_that_tell),
        WITH_FOLDER(test_names_in_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
