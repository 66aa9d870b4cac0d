# Weeks of reviews on a small portfolio: what is new, known, worse, better and cleared against the last closed review of
# the same scope; what a closed review keeps, and that nothing later touches it.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
export MPT_DB=p.mpt MPT_USER=tester LC_ALL=C.UTF-8
unset MPT_RULES
failed=0
fail() {
    echo "FAILED: $*"
    failed=1
}
mpt() { "$PROGRAM" "$@"; }
# On a day, quietly: do DAY COMMAND...
do_on() {
    MPT_TODAY=$1
    export MPT_TODAY
    shift
    mpt "$@" >said 2>&1 || fail "$MPT_TODAY mpt $*: $(cat said)"
}
# The review of a day goes to the file `page`; no line is wider than 80 columns.
review() {
    do_on "$@"
    cp said page
    [ "$(wc -L <page)" -le 80 ] || fail "$*: wider than 80 columns: $(grep -E '.{81}' page)"
}
has() { grep -qF -- "$1" page || fail "on $MPT_TODAY the page lacks '$1': $(cat page)"; }
says() { grep -q -- "$1" page || fail "on $MPT_TODAY no line of the page is like '$1': $(cat page)"; }
lacks() { ! grep -qF -- "$1" page || fail "on $MPT_TODAY the page has '$1': $(cat page)"; }
same() { cmp -s "$1" "$2" || fail "$3: $(diff "$1" "$2" | head -n 6)"; }

# A mission with an owner, a target that is slow, money that does not last, two decisions.
do_on 2024-06-03 init
do_on 2024-06-03 add-portfolio 'All' --code all
do_on 2024-06-03 add-portfolio 'Other' --code other
do_on 2024-06-03 add-mission 'Hydrogen' --code h --portfolio all --status launched --launched 2020 --owner Anna \
    --governing-body Board --governing-body-met-on 2024-05-20 --governing-body-meets-on 2024-09-20
do_on 2024-06-03 add-mission 'Drought' --code d --portfolio other --status launched --launched 2020 --owner Bo \
    --governing-body Board --governing-body-met-on 2024-05-20 --governing-body-meets-on 2024-09-20
do_on 2024-06-03 add-target 'Ferries' --code t --mission h --status agreed --metric ferries --unit ferries \
    --direction up --path linear --baseline 0 --baseline-on 2020-01-01 --value 100 --due 2030-01-01 --headline
do_on 2024-06-03 add-target 'Farms' --code t2 --mission d --status agreed --metric farms --unit farms \
    --direction up --path linear --baseline 0 --baseline-on 2020-01-01 --value 100 --due 2030-01-01
do_on 2024-06-03 measure t2 45 --on 2024-05-01
do_on 2024-06-03 measure t 23.2 --on 2024-01-01
do_on 2024-06-03 add-funding 'Plan' --code plan --mission h --stage planned --amount 'NOK 100m' --year 2025
do_on 2024-06-03 add-funding 'Own' --code own --mission h --stage committed --amount 'NOK 48m' --year 2025
do_on 2024-06-03 add-decision 'Choose the harbour' --code d1 --mission h --status needed --level board \
    --asked-on 2024-05-01 --due-on 2024-06-01
do_on 2024-06-03 add-project 'Loose end' --code loose --mission h --status running --starts 2021 --ends 2029

# --- The first review, and its closing ----------------------------------------------------------------------------

review 2024-06-07 review
has 'The first review: nothing to compare with'
has 'This is the first review.'
has 'target-off-track:t]'
has 'funding-cliff:h]'
has 'orphan-project:loose]'
found=$(sed -n 's/^4 Findings: \([0-9]*\) found, 0 accepted$/\1/p' page)
[ -n "$found" ] || fail "no count of findings: $(grep '^4 ' page)"
cp page open.txt
for format in md json html; do
    do_on 2024-06-07 review --format $format
    cp said open.$format
done
do_on 2024-06-07 review --close
grep -v '^Closed as' said >closed.txt
same open.txt closed.txt 'closed, the page is not as it was shown'
for format in text md json html; do
    do_on 2024-06-07 review 2024-06-07 --format $format
    cp said first.$format
done
for format in md json html; do
    ! diff open.$format first.$format | grep '^<' || fail "the reprint lacks lines of the page as $format"
done
# Printed again it is what was shown, and what came since.
sed '/^Since it was closed/,$d' first.text | sed '$d' >again
same open.txt again 'the reprint is not what was shown'
grep -A1 '^Since it was closed' first.text | grep -q 'Nothing was changed\.' || fail "since: $(tail -n 2 first.text)"
mpt review --close >said 2>&1
[ $? = 3 ] || fail 'a review was closed twice a day'
grep -q 'was closed already, by tester, as all-2024-06-07; `mpt undo [0-9]*` takes that back' said || fail "$(cat said)"

# Hysteresis: a target gets a little faster and money a little more; without a closed review that would clear it.
do_on 2024-07-01 measure t 27.9 --on 2024-07-01
do_on 2024-07-01 edit-funding own --amount 'NOK 53m'
cp p.mpt without.mpt && MPT_DB=without.mpt mpt remove-review all-2024-06-07 --quiet
MPT_DB=without.mpt mpt gaps --all >page
lacks 'target-off-track:t]'
lacks 'funding-cliff:h]'
mpt gaps --all >page
has 'target-off-track:t]'
has 'funding-cliff:h]'

# Worse, better, new, cleared; a skipped week does not matter: compared with the last closed, of 7 June.
do_on 2024-07-01 add-decision 'Second ferry' --code d2 --mission h --status needed --level board --asked-on 2024-06-01 \
    --due-on 2024-06-25 --holds 'NOK 2m'
do_on 2024-07-02 add-step 'Keel laid' --code keel --mission h --due 2024-06-20
review 2024-07-03 review
has 'Compared with the review of 7 June 2024'
has 'target-off-track:t]'
has 'pace 0.58 -> 0.62'
says 'Money  *committed +NOK 5m'
has '* warning   "Second ferry"'
has '^ critical  "Choose the harbour" has waited 32 days'
has '4 Findings: 1 new, 5 known, 1 worse, 0 better, 0 cleared, 0 accepted'
cp page july
mpt review >again && same july again 'the same day twice'
mpt review --as-of 2024-07-03 >again && same july again 'the same --as-of'
for format in text md json html; do # the closed one does not heed what came later, but for the last section
    mpt review 2024-06-07 --format $format >now.$format || fail "reprint as $format"
done
for format in md json html; do
    ! diff open.$format now.$format | grep '^<' || fail "later changes show in the reprint as $format"
done
sed '/^Since it was closed/,$d' now.text | sed '$d' >again
same open.txt again 'later changes show in the reprint'
grep -A3 '^Since it was closed' now.text >since
grep -q 'step\|measurement t\.' since && fail "later dates are named: $(cat since)"
do_on 2024-07-03 measure t2 44 --on 2024-05-20
mpt review 2024-06-07 >page
has '1 record was entered or changed afterwards with a date of that day or before:'
has 'measurement t2.2024-05-20 (2024-05-20)'
mpt review 2024-06-07 --format json >json
grep -A4 '"late": \[' json | grep -q '"code": "t2.2024-05-20"' || fail 'the late measurement is not in the JSON'
sed '/^Since it was closed/,$d' page | sed '$d' >again
same open.txt again 'a late measurement shows in the reprint'
do_on 2024-07-03 undo

# Rules that change do not change what was shown, nor what was known.
mkdir rules && sed 's/short = 50 %/short = 20 %/; s/Committed money for/Money of/' \
    "$TESTS/../sql/gaps/funding-cliff.sql" >rules/funding-cliff.sql
sed '/^4 Findings/,/^5 /d' july >rest
MPT_RULES=rules mpt review 2024-06-07 >again && same now.text again 'other rules change the reprint'
MPT_RULES=rules mpt review >page
has ', 1 cleared,'
has 'cleared     funding-cliff:h'

# Accepted ones are counted, not listed.
do_on 2024-07-03 add-acceptance --finding decision-overdue:d2 --reason 'known' --accepted-by Anna --until 2024-07-15
review 2024-07-03 review
has ', 1 accepted'
lacks 'decision-overdue:d2]'
has '1  accepted for not much longer: decision-overdue:d2 (until 15 Jul 2024)'

# --- Within a month and in the next -------------------------------------------------------------------------------

do_on 2024-07-03 review --close
review 2024-07-10 review
lacks 'orphan-project:loose]'
has '0 new,'
do_on 2024-07-10 edit-decision d1 --due-on 2024-06-25
review 2024-07-10 review
has '0 worse, 1 better, 0 cleared'
do_on 2024-07-10 measure t 29.8 --on 2024-07-02
do_on 2024-07-10 edit-funding own --amount 'NOK 56m'
do_on 2024-07-10 edit-decision d1 --status taken --taken-on 2024-07-09 --outcome 'Bergen.'
review 2024-07-10 review
has '0 new, 3 known, 0 worse, 0 better, 3 cleared, 1 accepted'
says '^  cleared  *decision-overdue:d1, funding-cliff:h, target-off-track:t$'
has 'taken: Choose the harbour: Bergen'
lacks 'target-off-track:t]'
review 2024-08-05 review
has 'orphan-project:loose]' # the mix of things once a month

# --- Money is counted once; what was changed back is no change ----------------------------------------------------

do_on 2024-07-11 review --close
do_on 2024-07-12 edit-funding own --amount 'NOK 60m'
do_on 2024-07-13 edit-funding own --amount 'NOK 66m'
do_on 2024-07-13 add-funding 'More' --code more --project loose --stage committed --amount 'NOK 1m' --year 2025
do_on 2024-07-13 edit-funding more --mission '' --amount 'NOK 2m'
review 2024-07-14 review
says 'Money  *committed +NOK 12m'
do_on 2024-07-14 edit-funding own --amount 'NOK 56m'
do_on 2024-07-14 remove-funding more
review 2024-07-14 review
lacks 'Money'

# --- Scopes are kept apart ----------------------------------------------------------------------------------------

do_on 2024-07-15 review --mission h --close
do_on 2024-07-15 review --portfolio other --close
do_on 2024-07-16 edit-project loose --status stopped --ended-on 2024-07-16
review 2024-07-17 review --mission h
has 'Compared with the review of 15 July 2024'
has 'stopped: Loose end'
review 2024-07-17 review --portfolio other
has 'Compared with the review of 15 July 2024'
lacks 'Loose end'
has 'Nothing of what a review names'
review 2024-07-17 review --portfolio all
has 'The first review'
review 2024-07-17 review
has 'Compared with the review of 11 July 2024'
has 'stopped: Loose end'
do_on 2024-07-17 review --list
[ "$(grep -c tester said)" = 5 ] || fail "list: $(cat said)"
do_on 2024-07-17 review --list --mission h
[ "$(grep -c tester said)" = 1 ] || fail "list: $(cat said)"
mpt review --mission h --portfolio all >said 2>&1
[ $? = 2 ] || fail 'both scopes'
# A project that moves to another mission is of both for the week.
do_on 2024-07-17 edit-project loose --mission d --title 'Loose end, moved' --status running --ended-on ''
review 2024-07-17 review --portfolio other
has 'Loose end, moved'

# --- A closed review taken back -----------------------------------------------------------------------------------

do_on 2024-07-18 review --close
review 2024-07-19 review
has 'Compared with the review of 18 July 2024'
do_on 2024-07-19 undo
mpt review 2024-07-18 >said 2>&1
[ $? = 3 ] || fail 'a review taken back is shown'
review 2024-07-19 review
has 'Compared with the review of 11 July 2024'
do_on 2024-07-18 review --close # there is room again
do_on 2024-07-19 doctor

# No finding is lost between the page and JSON: shown and counted make all.
mpt review --format json >json
total=0
for count in $(sed -n 's/^ *"\(new\|known\|worse\|better\)": \([0-9][0-9]*\),*$/\2/p' json); do
    total=$((total + count))
done
all=$(mpt gaps --format json | grep -c '^ *"id":')
[ "$total" -gt 2 ] && [ "$total" = "$all" ] || fail "JSON counts $total findings, gaps has $all"
exit $failed
