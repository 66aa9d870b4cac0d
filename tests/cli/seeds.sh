# What `mpt init --seed` loads: every record names its source, nothing unverified is among them, and what the source
# texts and the published facts name is all there.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
export MPT_DB=p.mpt MPT_TODAY=2024-07-07 MPT_USER=tester LC_ALL=C.UTF-8
unset MPT_RULES
failed=0
fail() {
    echo "FAILED: $*"
    failed=1
}
mpt() { "$PROGRAM" "$@"; }

mpt init --seed --quiet || exit 2
mpt doctor >said || fail "$(cat said)"

kinds='challenges stakeholders portfolios vocabularies tags missions programmes calls roadmaps steps projects
    participations fundings targets measurements contributions frameworks criteria evaluations scores decisions
    recommendations ratings barriers learnings agreements reviews actions notes links acceptances'
records=0
for kind in $kinds; do
    without=$(mpt list "$kind" source= --fields code --format csv | tail -n +2 | cut -d , -f 1 | tr -d '\r')
    [ -z "$without" ] || fail "$kind without a source: $without"
    invented=$(mpt list "$kind" example=yes --fields code --format csv | tail -n +2)
    [ -z "$invented" ] || fail "$kind marked as invented: $invented"
    mpt list "$kind" --fields code,source --format json >listed || fail "list $kind"
    records=$((records + $(grep -c '"code"' listed)))
    # A source is a place in one of the three texts, or a mark and what it rests on: verified, read, or derived.
    sed "s/\\\\\"/'/g" listed | grep -o '"source": \[[^]]*\]' | sed 's/^"source": //' | grep -o '"[^"]*"' |
        grep -v -E '^"(00[012]@[0-9]{2}:[0-5][0-9]:[0-5][0-9]"|[VRD] .+")' >odd &&
        fail "$kind with an odd source: $(head -n 3 odd)"
done
[ $records -gt 500 ] || fail "only $records records were loaded"

# codes KINDS FILTER...: the codes in order, in one line.
codes() { mpt list "$@" --fields code --format csv | tail -n +2 | cut -d , -f 1 | tr -d '\r' | sort | tr '\n' ' '; }
same() { [ "$2" = "$3" ] || fail "$1: '$2' instead of '$3'"; }
# there KIND CODE...: these records are there.
there() {
    kind=$1
    shift
    for code in "$@"; do
        mpt show "$kind:$code" --format json | grep -q "\"code\": \"$code\"" || fail "there is no $kind $code"
    done
}

same portfolios "$(codes portfolios)" 'cross-border csiro innomissions rcn undp-vietnam '
# The thirteen missions of the portfolios, and the five named as examples of a kind.
there mission hydrogen future-protein agrifood-exports drought green-fuels ccus agrifoodture trace pilot-e \
    pilot-health oil-gas-transition plastics-vietnam da-nang
there mission schools-internet family-planning-2030 gavi fibre-colombia city-circular-economies
# The twenty-three programmes, schemes, networks and reports.
there programme mission-actions-lab pilot-e-scheme rcn-portfolio-system deep-demonstrations sense-making \
    studio-approach innomissions-programme csiro-missions deep-space-food-challenge space-apps \
    global-innovation-collaborative loti-programme 5g-mobix government-accelerators government-exchange \
    moonshot-apprenticeship moonshot-pilot-grant ministry-of-possibilities agile-nations cross-border-work \
    cross-border-report-1 cross-border-report-2 playbook
# Eight elements were announced, seven listed: the eighth is not made up.
same 'elements of NASA' "$(codes criteria framework=nasa-elements | wc -w | tr -d ' ')" 7
same dimensions "$(codes criteria framework=oecd-dimensions)" \
    'policy-coordination policy-implementation strategic-orientation '
same 'success factors' "$(codes criteria framework=cross-border-success-factors | wc -w | tr -d ' ')" 5

# has WHAT WORDS KINDS FILTER...: the list shows them.
has() {
    words=$1
    shift
    mpt list "$@" >said 2>&1
    grep -q -F -e "$words" said || fail "mpt list $*: nothing of '$words'"
}
# Corrected against what was published, with what the text said kept in the history.
mpt history protein-growth | grep -q 'target protein-growth: due 2025 -> 2030' || fail 'the due year of protein-growth'
has 'DKK 700m' programmes code=innomissions-programme --fields code,budget
has 'USD 100 000' programmes code=moonshot-pilot-grant --fields code,ceiling
same 'length of an accelerator' \
    "$(mpt list programmes code=government-accelerators --fields time_box -q | tail -n 1 | tr -d ' ')" 100

# Letters beyond ASCII come out as they went in, to files and to terminals of any locale.
for locale in C C.UTF-8; do
    LC_ALL=$locale
    has 'Brødrene Aa' projects title~Aa --fields code,title
    has 'Wärtsilä' projects code=pilot-e-2016-wartsila --fields code,title
done
mpt export >export.json
for word in 'Brødrene Aa' 'Wärtsilä' 'Đà Nẵng'; do
    grep -q -F "$word" export.json || fail "the seeds hold no $word"
done
# The text's garbled euro sign is quoted once, where a note says so.
[ "$(grep -c 'â‚¬' export.json)" = "$(grep -c 'the euro sign is garbled' export.json)" ] ||
    fail 'the seeds hold euro signs that were read in the wrong encoding'
! grep -q 'Ã' export.json || fail 'the seeds hold letters that were read in the wrong encoding'
mpt add-project '€ 5m for Đà Nẵng and 日本' --code euro --place 'Đà Nẵng' --scale-cost 'EUR 5m' -q >said ||
    fail 'add-project'
for format in text csv md json; do
    mpt list projects code=euro --fields title,place --format $format | grep -q -F '€ 5m for Đà Nẵng and 日本' ||
        fail "a list as $format loses letters"
done
exit $failed
