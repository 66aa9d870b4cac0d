# The IATI export: the demonstration's activities keep the schema and the rules of the standard (iati_check.py); what
# cannot be an activity is left out and named; amounts and texts come out as they went in. The checker is checked too: it
# finds every mistake that is planted, and judges the standard's own examples as they judge themselves, where they are.
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
# make COMMAND...: a command whose answer is not looked at.
make() { mpt "$@" --quiet >/dev/null || fail "$*"; }
codelists=${DATA:-/nowhere}/taxonomies/iati_codelists
check() {
    if [ -d "$codelists" ]; then
        python3 "$TESTS/cli/iati_check.py" --rules 2024-07-07 --codelists "$codelists" "$@"
    else
        python3 "$TESTS/cli/iati_check.py" --rules 2024-07-07 "$@"
    fi
}

# --- Who reports ---
mpt init --demo --quiet || exit 2
mpt export --format iati >said 2>&1
[ $? = 2 ] && grep -q 'reporting-org CODE' said || fail "without a reporter: $(cat said)"
mpt export --format iati --reporting-org csiro >said 2>&1
[ $? = 3 ] && grep -q 'csiro has no identifier of organisations' said || fail "without an identifier: $(cat said)"
make edit-stakeholder climate-kic --outside-id org-id:NL-KVK-1 --actor-group ''
mpt export --format iati --reporting-org climate-kic >said 2>&1
[ $? = 3 ] && grep -q 'what type of organisation' said || fail "without a type: $(cat said)"
make edit-stakeholder csiro --outside-id+ org-id:AU-ABN-41687119230
mpt export --format iati --reporting-org csiro --language english >said 2>&1
[ $? = 2 ] || fail "--language english: $(cat said)"

# --- The demonstration as it is ---
mpt export --format iati --reporting-org csiro --language en --verbose -o demo.xml 2>said || fail "export: $(cat said)"
check demo.xml || fail 'the demonstration'
activities=$(grep -c '<iati-activity ' demo.xml)
left_out=$(grep -c '^left out: project' said)
[ "$activities" = 100 ] || fail "$activities activities"
[ $((activities + left_out)) = "$(($(mpt list projects --format csv --fields code | wc -l) - 1))" ] ||
    fail "$activities activities and $left_out projects left out are not all"
grep -q '^left out: project 5g-mobix has no status$' said || fail "5g-mobix: $(cat said)"
mpt export --format iati --reporting-org csiro --quiet 2>said | grep -q iati-activities || fail 'on stdout'
[ -s said ] && fail "--quiet says: $(cat said)"

# --- What else there is to say ---
make add-stakeholder 'Gov & "Sons" <Ltd>' --code gov --actor-group civil-society --level national 
make add-project "R&D <b>\"1\"</b> 'x' ]]> &amp;" --code nasty --status running --starts 2023 --ends 2025-03 --country NO \
    --country DK --summary "first line
second line; =1+1 \\ ø 漢字" --outside-id iati:AU-ABN-41687119230-OLD7 --outside-id rcn:123 
make add-participation --stakeholder gov --project nasty --role decide 
make add-project 'A part' --code part --status approved --starts 2025-02-01 --summary s 
make add-participation --stakeholder csiro --project part --role deliver 
make add-project 'Not ready' --code unready --status running --starts 2024 
make link part part-of nasty
make link unready part-of nasty
for tag in dac:23230 dac:23210 sdg:13 sdg:13.2 theme:ocean theme:soil focus:a; do make tag nasty $tag; done
make edit-vocabulary theme --adds-up split-100
for share in dac:23230=60 dac:23210=40 theme:ocean=33.3 theme:soil=66.7; do
    make edit-tagging "nasty.${share%=*}" --share "${share#*=}"
done
make tag part dac-marker:6
make edit-tagging part.dac-marker:6 --significance 2
# Shares too small to be said without an exponent as they are kept; codes that only begin like goals and targets.
for tag in dac:14010 dac:14020 sdg:13.a sdg:013 sdg:13x sdg:18; do make tag part $tag; done
make edit-tagging part.dac:14010 --share 99.99999
make edit-tagging part.dac:14020 --share 0.00001
# Two projects with one identifier: the code of one is in the other's own.
make add-project 'Of the same name' --code old8 --status running --starts 2024 --summary s
make add-participation --stakeholder csiro --project old8 --role deliver
make add-project 'Its own id' --code second --status running --starts 2024 --summary s \
    --outside-id iati:AU-ABN-41687119230-old8
make add-participation --stakeholder csiro --project second --role deliver
make link second part-of old8
money() { make add-funding --project nasty "$@"; }
money --code m1 --amount 'KWD 1234.567' --stage committed --giver csiro --receiver gov --starts 2024-01-15
money --code m2 --amount 'JPY 98765' --stage pledged --giver gov --year 2024
money --code m3 --amount 'EUR 0.01' --stage spent --giver csiro --receiver gov --ends 2024-06 --form in-kind
money --code m4 --amount 'NOK 90071992547409.93' --stage planned --year 2026
money --code m5 --amount 'NOK 5' --stage applied --year 2024
money --code m6 --amount 'NOK 6' --stage committed --starts 2025 --ends 2026
money --code m7 --amount 'NOK 7' --stage spent
mpt export --format iati --reporting-org csiro --verbose -o all.xml 2>said || fail "export: $(cat said)"
check all.xml || fail 'with everything'
for line in 'funding m5 is only applied for' 'funding m6 is for longer than the year a budget may have' \
    'funding m7 has no day on which it was spent' 'project second has the identifier of another activity' \
    'project unready has no summary, which is the description'; do
    grep -q "^left out: $line\$" said || fail "not named: $line"
done
python3 - >said 2>&1 <<'EOF' || fail "contents: $(cat said)"
import xml.etree.ElementTree as tree
activities = {a.findtext('iati-identifier'): a for a in tree.parse('all.xml').iter('iati-activity')}
nasty, part = activities['AU-ABN-41687119230-OLD7'], activities['AU-ABN-41687119230-part']
def same(got, wanted):
    assert got == wanted, '%r is not %r' % (got, wanted)
same(nasty.findtext('title/narrative'), "R&D <b>\"1\"</b> 'x' ]]> &amp;")
same(nasty.findtext('description/narrative'), 'first line\nsecond line; =1+1 \\ ø 漢字')
same({p.findtext('narrative') for p in nasty.findall('participating-org')}, {'CSIRO', 'Gov & "Sons" <Ltd>'})
same({(p.get('role'), p.get('type')) for p in nasty.findall('participating-org')}, {('2', '22'), ('1', '22'), ('1', '80')})
same([(d.get('type'), d.get('iso-date'), d.findtext('narrative')) for d in nasty.findall('activity-date')],
     [('2', '2023-01-01', '2023'), ('3', '2025-03-31', '2025-03')])
same([o.get('ref') for o in nasty.findall('other-identifier')], ['rcn:123'])
same(nasty.findall('recipient-country'), [])
same([(s.get('vocabulary'), s.get('code'), s.get('percentage')) for s in nasty.findall('sector')],
     [('1', '23210', '40'), ('1', '23230', '60'), ('99', 'theme:ocean', '33.3'), ('99', 'theme:soil', '66.7')])
same([(t.get('vocabulary'), t.get('code')) for t in nasty.findall('tag')],
     [('99', 'focus:a'), ('2', '13'), ('3', '13.2')])
same([(s.get('code'), s.get('percentage')) for s in part.findall('sector')],
     [('14010', '99.99999'), ('14020', '0.00001')])
same([(t.get('vocabulary'), t.get('code')) for t in part.findall('tag')],
     [('99', 'sdg:013'), ('3', '13.a'), ('99', 'sdg:13x'), ('99', 'sdg:18')])
same([(m.get('code'), m.get('significance')) for m in part.findall('policy-marker')], [('6', '2')])
same([(r.get('ref'), r.get('type')) for r in nasty.findall('related-activity')], [('AU-ABN-41687119230-part', '2')])
same([(r.get('ref'), r.get('type')) for r in part.findall('related-activity')], [('AU-ABN-41687119230-OLD7', '1')])
same([(d.get('type'), d.get('iso-date')) for d in part.findall('activity-date')], [('1', '2025-02-01')])
same([(t.get('ref'), t.find('transaction-type').get('code'), t.find('transaction-date').get('iso-date'),
       t.find('value').get('currency'), t.findtext('value')) for t in nasty.findall('transaction')],
     [('m1', '2', '2024-01-15', 'KWD', '1234.567'), ('m2', '13', '2024-01-01', 'JPY', '98765'),
      ('m3', '3', '2024-06-30', 'EUR', '0.01')])
same([(b.get('status'), b.find('period-start').get('iso-date'), b.find('period-end').get('iso-date'),
       b.findtext('value')) for b in nasty.findall('budget')], [('1', '2026-01-01', '2026-12-31', '90071992547409.93')])
results = [r for a in activities.values() for r in a.findall('result')]
assert any(r.find('indicator/period/target') is not None for r in results)
assert any(r.find('indicator/period/actual') is not None for r in results)
assert any(r.find('indicator/baseline') is not None for r in results)
EOF

# --- Outside a demonstration nothing invented goes out ---
mpt export | sed 's/^    "demo": "1"$//; /^  "settings": {$/,/^  },$/d' >facts.json
mpt init --quiet --db facts.mpt && mpt import facts.json --db facts.mpt --quiet || fail 'import without the setting'
mpt export --format iati --reporting-org csiro --db facts.mpt --verbose -o facts.xml 2>said || fail "facts: $(cat said)"
check facts.xml || fail facts
grep -q '(e)' facts.xml && fail 'invented records outside a demonstration'
grep -q '^left out: project ageing-protocol is invented$' said || fail "facts: $(cat said)"
mpt init --quiet --db empty.mpt
make add-stakeholder X --code x --outside-id org-id:XM-DAC-1 --actor-group research --db empty.mpt
mpt export --format iati --reporting-org x --db empty.mpt -o empty.xml >said 2>&1
[ $? = 3 ] && [ ! -e empty.xml ] || fail "an empty portfolio: $(cat said)"

# --- Planted mistakes ---
# plant WHAT SED MESSAGE: the checker must say MESSAGE of all.xml changed by SED.
plant() {
    sed -E "$2" all.xml >planted.xml
    cmp -s all.xml planted.xml && fail "$1: nothing was planted"
    check planted.xml >said && fail "$1 is not found"
    grep -qF "$3" said || fail "$1: $(head -n 3 said)"
}
plant 'an end tag too few' '0,/<\/title>/s///' 'is no XML'
plant 'a missing status' '0,/<activity-status.*>/s///' 'lacks activity-status'
plant 'two elements swapped' '0,/<activity-status code="2"\/>/s//<tag vocabulary="99" code="x"\/><activity-status code="2"\/>/' 'lacks activity-status'
plant 'an attribute missing' '0,/ role="1"/s///' 'lacks @role'
plant 'an attribute too many' '0,/ role="1"/s// role="1" colour="1"/' 'has no attribute @colour'
plant 'a day that is none' '0,/iso-date="2022-09-05"/s//iso-date="2022-02-30"/' 'is no date'
plant 'an amount with a comma' '0,/>60000.00</s//>60,000.00</' 'is no decimal'
plant 'a share with an exponent' '0,/percentage="0.00001"/s//percentage="1e-05"/' '"1e-05" is no decimal'
plant 'a status that is none' '0,/<activity-status code="2"/s//<activity-status code="7"/' 'is not in ActivityStatus'
plant 'a role that is none' '0,/ role="1"/s// role="5"/' 'is not in OrganisationRole'
plant 'shares of 110 %' '0,/percentage="40"/s//percentage="50"/' 'shares that do not make 100 %'
plant 'a start in the future' '0,/type="2" iso-date="2022-09-05"/s//type="2" iso-date="2024-08-01"/' 'is still to come'
plant 'a transaction in the future' '0,/<transaction-date iso-date="2022-01-01"/s//<transaction-date iso-date="2025-01-01"/' 'is still to come'
plant 'a budget of two years' '0,/<period-end iso-date="2025-09-05"/s//<period-end iso-date="2027-09-05"/' 'more than a year'
plant 'an identifier of others' '0,/<iati-identifier>AU-ABN-41687119230-/s//<iati-identifier>GB-COH-1-/' 'is not AU-ABN-41687119230-'
plant 'an identifier twice' 's/<iati-identifier>AU-ABN-41687119230-part</<iati-identifier>AU-ABN-41687119230-OLD7</' 'stands twice'
plant 'a relation to nothing' 's/ref="AU-ABN-41687119230-part"/ref="AU-ABN-41687119230-none"/' 'is not in the file'
plant 'no currency' '0,/ currency="AUD"/s///' 'has no currency'

# --- The standard's own examples ---
suite=${DATA:-/nowhere}/iati/pyiati_2-03
if [ -d "$suite" ]; then
    python3 - "$suite" >said <<'EOF' || fail "$(cat said)"
import pathlib, sys
sys.path.insert(0, __import__('os').environ['TESTS'] + '/cli')
sys.dont_write_bytecode = True
import iati_check
for expected in ('pass', 'fail'):
    files = sorted(pathlib.Path(sys.argv[1], 'ssot-activity-xml-' + expected).rglob('*.xml'))
    other = [str(f) for f in files if bool(iati_check.check_file(f, None)) != (expected == 'fail')]
    if other or len(files) < 200:
        sys.exit(print('of %d examples that %s, otherwise:' % (len(files), expected), *other) or 1)
EOF
fi
exit $failed
