# The demonstration is told in two parts: seeds/demo ends with 30 June 2024, seeds/week is the week after it. What only
# happened in the week must not be known before, or the week's review shows no change; and what the week brings is
# invented, marked as such, and of every kind a review speaks of.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
export MPT_DB=p.mpt MPT_TODAY=2024-06-30 MPT_USER=tester LC_ALL=C.UTF-8
unset MPT_RULES
seeds=$TESTS/../seeds
failed=0
fail() {
    echo "FAILED: $*"
    failed=1
}
mpt() { "$PROGRAM" "$@"; }

# What has happened by a date: a field in the past tense, in the kinds that have it.
happened='decisions:asked_on decisions:taken_on steps:done_on actions:asked_on actions:done_on participations:joined_on
    participations:left_on participations:last_contact_on learnings:learnt_on measurements:measured_on
    measurements:published_on ratings:rated_on notes:noted_on projects:stop_criterion_met_on projects:reported_on
    projects:ended_on barriers:opened_on barriers:closed_on agreements:signed_on evaluations:done_on
    recommendations:made_on recommendations:responded_on roadmaps:received_on roadmaps:reviewed_on reviews:held_on
    links:linked_on missions:governing_body_met_on missions:framing_reviewed_on missions:roadmap_reviewed_on'

# codes KINDS FILTER...: the codes in order, in one line; kept in a file first, so that a failure is no empty answer.
codes() {
    mpt list "$@" --fields code --format csv >listed || fail "list $*"
    tail -n +2 listed | cut -d , -f 1 | tr -d '\r' | sort | tr '\n' ' '
}
# none_after DAY WHOSE: nothing invented has happened after that day; the facts also name what came later.
none_after() {
    for field in $happened; do
        later=$(codes "${field%:*}" "${field#*:}>$1" 'source~example:')
        [ -z "$later" ] || fail "$2 has ${field%:*} with ${field#*:} after $1: $later"
    done
}
same() { [ "$2" = "$3" ] || fail "$1: '$2' instead of '$3'"; }
# value KIND CODE FIELD WANTED: as it stands now.
value() {
    mpt list "$1" code="$2" --fields code,"$3" --format csv >listed || fail "list $1 code=$2"
    same "$3 of $2" "$(tail -n 1 listed | cut -d , -f 2 | tr -d '\r')" "$4"
}

mpt init --seed --quiet || exit 2
mpt import "$seeds"/demo/*.json >said 2>&1 || fail "seeds/demo without the week: $(cat said)"
none_after 2024-06-30 seeds/demo
value steps hyresource-3 status active
value projects methane-pyrolysis-2 status running
value decisions d-33 status needed
same 'actions done before the week' "$(codes actions 'due_on<=2024-07-05' done_on!=)" ''
mpt report --mission hydrogen >page || fail 'report --mission hydrogen on seeds/demo'
grep -q 'pace 0.27' page || fail 'on 30 June the pace is that of the figure of 2023'
grep -q 'amber  *30 Jun 2024' page || fail 'the rating of 30 June is part of that day'

export MPT_TODAY=2024-07-07
mpt import "$seeds/week/01-week.json" >said 2>&1 || fail "seeds/week/01-week.json: $(cat said)"
grep -q ', 0 unchanged' said || fail "the week says what was known before: $(cat said)"
none_after 2024-07-07 'the week'
mpt doctor >said || fail "$(cat said)"

# Everything the week touched is invented and says so, and a review has something of each kind to tell.
entry=$(mpt history --limit 1 --format json | sed -n 's/^ *"entry": \([0-9]*\),$/\1/p')
mpt history "$entry" --format json >week.json || fail "history $entry"
sed -n 's/^ *"kind": "\(.*\)",$/\1/p' week.json >kinds
sed -n 's/^ *"code": "\(.*\)",$/\1/p' week.json >names
paste -d : kinds names | sort -u >touched
[ "$(wc -l <touched)" -ge 20 ] || fail "the week touched little: $(cat touched)"
while IFS= read -r record; do
    case $record in
    tagging:*) continue ;; # a tag put on a record
    esac
    mpt show "$record" --format json >shown || fail "show $record"
    grep -q '"example": true' shown || fail "$record is of the week and not marked as invented"
    grep -q '"example: ' shown || fail "$record is of the week and no source says that it is invented"
done <touched
for kind in measurement step project funding participation decision action learning note; do
    grep -q "^$kind:" touched || fail "nothing of the week is a $kind"
done
unmarked=$(grep -c '{ "code"' "$seeds/week/01-week.json")
same 'entries of the week that say they are examples' "$(grep -c '"example": true' "$seeds/week/01-week.json")" "$unmarked"

week='>=2024-07-01'
same 'figures published' "$(codes measurements "published_on$week")" 'hydrogen-cost-2024 protein-growth-2024-03 '
same 'partners joined' "$(codes participations "joined_on$week")" 'coral-coast-ports-hydrogen '
same 'projects ended' "$(codes projects "ended_on$week")" 'methane-pyrolysis-2 '
same 'decisions taken' "$(codes decisions "taken_on$week")" 'd-33 d-35 '
same 'decisions asked for and open' "$(codes decisions "asked_on$week" status=needed)" 'd-34 '
same 'actions done' "$(codes actions "done_on$week")" \
    'confirm-hearing publish-cost-2024 send-site-paper tidy-stack-tags '
same 'learnt' "$(codes learnings "learnt_on$week")" 'rectifier-spare '
same 'noted from outside' "$(codes notes "noted_on$week" outside=yes example=yes)" 'dry-winter-2024 '
value steps hyresource-3 status "done"
value steps endurance-run moved 2
value projects ore-catalyst status approved
mpt report --mission hydrogen >page || fail 'report --mission hydrogen'
grep -q 'pace 0.29.*It was 0.27' page || fail 'after the week the pace is that of the figure of 2024'
grep -q 'committed AUD 59m of AUD 68m' page || fail 'after the week AUD 59m are committed'

# Taken in again it changes nothing; its actions can be told where they were agreed once that review is closed.
mpt import "$seeds/week/01-week.json" >said || fail "the week once more: $(cat said)"
grep -q '^Imported: 0 new, 0 changed' said || fail "the week once more: $(cat said)"
mpt add-review 'Weekly review of 30 June 2024' --code csiro-2024-06-30 --portfolio csiro --held-on 2024-06-30 --quiet \
    >said || fail add-review
mpt import "$seeds/week/02-review.json" >said || fail "seeds/week/02-review.json: $(cat said)"
same 'actions of the review' "$(codes actions review=csiro-2024-06-30 | wc -w | tr -d ' ')" 5
exit $failed
