# The other exports: CSV folders all or nothing, one CSV as `list` has it, SQL that SQLite and PostgreSQL both load with
# the same contents, maps whose ends meet, grants that are complete.
set -u
folder=$(mktemp -d) || exit 2
server=
stop() {
    [ -z "$server" ] || as_owner "$pg/pg_ctl" -D "$server/data" -m immediate stop >/dev/null 2>&1
    rm -rf "$folder" ${server:+"$server"}
}
trap stop EXIT
cd "$folder" || exit 2
export MPT_DB=p.mpt MPT_TODAY=2024-07-07 MPT_USER=tester LC_ALL=C.UTF-8
unset MPT_RULES
failed=0
fail() {
    echo "FAILED: $*"
    failed=1
}
mpt() { "$PROGRAM" "$@"; }
make() { mpt "$@" --quiet >/dev/null || fail "$*"; }

mpt init --demo --quiet || exit 2
make add-project "=HYPERLINK(\"x\"), 'y'" --code nasty --alias '-12.5' --alias '+1' --summary "@first
-second \\' -- ; \\. ø 漢字 \$\$ :x
.quit
GO
/" --manager "'=quoted" --mission hydrogen:60% --mission drought
make add-funding --project nasty --code m1 --amount 'KWD 1234.567' --stage committed --giver csiro --title "- it's"
make add-funding --project nasty --code m2 --amount 'NOK -90071992547409.93' --stage applied --starts 2024
make add-funding --project nasty --code m3 --amount 'JPY 98765' --stage spent --year 2024

# --- Every format is in the help, and only export has them ---
mpt export --format nonsense >said 2>&1
[ $? = 2 ] || fail "--format nonsense: $(cat said)"
for format in $(sed -n 's/.*export gives //; s/,//gp' said); do
    mpt help export | grep -q "^  $format  *[a-z]" || fail "$format is not in the help"
done
mpt list projects --format sql >said 2>&1
[ $? = 2 ] || fail 'list --format sql'

# --- CSV ---
mpt export --format csv >said 2>&1
[ $? = 2 ] && grep -q -- '-o FOLDER' said || fail "csv without a folder: $(cat said)"
mpt export --format csv -o tables/ >said 2>&1 && [ ! -s said ] || fail "csv: $(cat said)"
mpt export projects --format csv | cmp - tables/projects.csv || fail 'one kind alone is another table'
mpt export rainbows --format csv >said 2>&1
[ $? = 2 ] || fail "rainbows: $(cat said)"
[ -e tables/scores.csv ] && fail 'a table without rows'
mpt export scores --format csv | grep -q '^code,' || fail 'a kind without records has no header'
python3 - >said 2>&1 <<'EOF' || fail "csv: $(cat said)"
import csv, json, os, subprocess
bundle = json.loads(subprocess.run([os.environ['PROGRAM'], 'export'], capture_output=True, check=True).stdout)
tables = {name[:-4] for name in os.listdir('tables')}
assert len(tables) == len(bundle['records']), tables
def text(value):
    if value in (None, False, True):
        return {None: '', False: '0', True: '1'}[value]
    if isinstance(value, list):
        return '\n'.join(text(v) for v in value)
    if isinstance(value, dict):
        return value['code'] + (':%g%%' % value['share'] if value.get('share') is not None else '')
    return value if isinstance(value, str) else repr(value)
def unguarded(cell):
    return cell[1:] if cell.startswith("'") and cell.lstrip("'")[:1] in tuple('=+-@\t\r') else cell
read = {name: list(csv.DictReader(open('tables/%s.csv' % name, newline='', encoding='utf-8'))) for name in tables}
for kind, records in bundle['records'].items():
    rows = [t for t in read.values() if [r['code'] for r in t] == [r['code'] for r in records]]
    assert len(rows) == 1, kind
    by_code = {r['code']: r for r in rows[0]}
    for record in records:
        row = by_code[record['code']]
        for field, cell in row.items():
            wanted = text(record.get(field))
            if wanted in ('', '0') and cell in ('', '0'):
                continue
            number = not isinstance(record.get(field), (str, list)) and record.get(field) is not True
            same = float(cell) == float(wanted) if number and not isinstance(record.get(field), dict) else \
                unguarded(cell) == wanted
            assert same, (kind, record['code'], field, cell, wanted)
            assert cell[:1] not in tuple('=+@\t\r') and (cell[:1] != '-' or float(cell) < 0), cell
EOF
grep -qF "\"'=HYPERLINK(\"\"x\"\"), 'y'\"" tables/projects.csv || fail 'a formula is not guarded'
grep -qF "''=quoted" tables/projects.csv || fail 'an apostrophe before a sign is not told apart'
mpt list projects --format csv --fields title | grep -qF "\"'=HYPERLINK(" || fail 'list does not guard formulas'
make add-project New --code new
mpt export --format csv -o tables || fail 'an earlier export is not replaced'
grep -q '^new,' tables/projects.csv || fail 'the earlier export is still there'
cp -r tables before
echo mine >tables/notes.txt
mpt export --format csv -o tables >said 2>&1
[ $? = 4 ] && grep -q 'tables holds notes.txt' said || fail "a folder with other things: $(cat said)"
rm tables/notes.txt && diff -r tables before >said || fail "the folder was changed: $(cat said)"
printf 'a,b\n' >tables/links.csv
mpt export --format csv -o tables >said 2>&1
[ $? = 4 ] && grep -q 'tables holds links.csv' said || fail "a table of somebody else: $(cat said)"
mpt export --format csv -o no/where >said 2>&1
[ $? = 4 ] || fail "a folder in a folder that is not there: $(cat said)"
mpt export --format csv -o p.mpt >said 2>&1
[ $? = 4 ] || fail "a folder where a file is: $(cat said)"
mpt export --format csv --db none.mpt -o none >said 2>&1
[ $? = 4 ] && [ ! -e none ] || fail "no portfolio: $(cat said)"
if [ -e /dev/full ]; then
    mkdir full.d && ln -s /dev/full full.d/projects.csv
    mpt export projects --format csv -o full.d/projects.csv >said 2>&1
    [ $? = 4 ] || fail "a full disk: $(cat said)"
fi
[ "$(ls -d ./*.new-* ./*.old-* 2>/dev/null)" = '' ] || fail "left behind: $(ls -d ./*.new-* ./*.old-*)"

# --- SQL ---
mpt export --format sql -o all.sql || fail sql
mkdir -p counted
for table in project funding project_mission tagging note decision; do
    sqlite3 p.mpt "SELECT count(*) FROM $table" >>counted/mpt
    echo "SELECT count(*) FROM \"$table\";" >>count.sql
done
cat >content.sql <<'EOF'
SELECT code || '|' || title || '|' || COALESCE(alias, '') || '|' || COALESCE(summary, '') || '|' || example FROM project ORDER BY code;
SELECT code || '|' || COALESCE(title, '') || '|' || amount_minor || '|' || amount_currency || '|' || stage || '|' || COALESCE(year, 0) FROM funding ORDER BY code;
SELECT owner || '|' || mission || '|' || COALESCE(CAST(share AS INTEGER), 0) FROM project_mission ORDER BY owner, position;
EOF
sed 's/amount_minor/amount/' content.sql | sqlite3 p.mpt >counted/mpt-content
sqlite3 -bail -cmd 'PRAGMA foreign_keys = ON' new.db <all.sql >said 2>&1 && [ ! -s said ] || fail "sqlite3: $(head -c 500 said)"
sqlite3 new.db <count.sql >counted/sqlite
sqlite3 new.db <content.sql >counted/sqlite-content
cmp counted/mpt counted/sqlite && cmp counted/mpt-content counted/sqlite-content || fail 'SQLite has other contents'
[ "$(sqlite3 new.db 'PRAGMA foreign_key_check; PRAGMA integrity_check')" = ok ] || fail 'references in SQLite'
[ "$(sqlite3 new.db "SELECT amount_minor FROM funding WHERE code = 'm2'")" = -9007199254740993 ] || fail 'm2 in SQLite'
sqlite3 -cmd 'PRAGMA foreign_keys = ON' new.db "UPDATE funding SET project = 'none'" >/dev/null 2>&1 &&
    fail 'a reference to nothing is taken'
grep -qF "1234.567, 'KWD', 1234567," all.sql || fail 'm1 in SQL'

pg=
for place in "$(dirname "$(command -v initdb 2>/dev/null || echo none/x)")" /usr/lib/postgresql/*/bin; do
    [ -x "$place/initdb" ] && [ -x "$place/pg_ctl" ] && pg=$place
done
if [ -z "$pg" ] || ! command -v psql >/dev/null; then
    echo 'PostgreSQL was not run: there is no initdb or psql'
elif [ "$(id -u)" = 0 ] && ! id postgres >/dev/null 2>&1; then
    echo 'PostgreSQL was not run: it refuses root, and there is no user postgres'
else
    as_owner() {
        if [ "$(id -u)" = 0 ]; then
            runuser -u postgres -- "$@"
        else
            "$@"
        fi
    }
    query() {
        as_owner psql -h "$server" -d postgres -X -q -A -t -v ON_ERROR_STOP=1 "$@"
    }
    server=$(mktemp -d /tmp/mpt-pg-XXXXXX) && chmod 755 "$server"
    cp all.sql count.sql content.sql "$server"
    [ "$(id -u)" != 0 ] || chown -R postgres "$server"
    (
        cd "$server" || exit 1
        as_owner "$pg/initdb" -D "$server/data" -E UTF8 --locale=C -A trust -N >said 2>&1 &&
            as_owner "$pg/pg_ctl" -D "$server/data" -w -l "$server/log" \
                -o "-c listen_addresses='' -c fsync=off -k $server" start >said 2>&1
    ) || fail "PostgreSQL does not start: $(cat "$server/said" "$server/log" 2>/dev/null)"
    (
        cd "$server" || exit 1
        query -f all.sql >said 2>&1 && [ ! -s said ]
    ) || fail "psql: $(head -c 500 "$server/said")"
    (cd "$server" && query -f count.sql) >counted/postgres
    (cd "$server" && query -f content.sql) >counted/postgres-content
    cmp counted/mpt counted/postgres && cmp counted/mpt-content counted/postgres-content ||
        fail 'PostgreSQL has other contents'
    [ "$(cd "$server" && query -c "SELECT amount FROM funding WHERE code IN ('m1', 'm2', 'm3') ORDER BY code" | tr '\n' ' ')" = \
        '1234.567 -90071992547409.93 98765 ' ] || fail 'amounts in PostgreSQL'
fi

# --- Maps ---
mpt export --format kumu -o map.json || fail kumu
python3 - >said 2>&1 <<'EOF' || fail "kumu: $(cat said)"
import json
blueprint = json.load(open('map.json', encoding='utf-8'))
ids = [e['id'] for e in blueprint['elements']] + [c['id'] for c in blueprint['connections']]
assert len(ids) == len(set(ids)) and len(blueprint['connections']) > 500
elements = {e['id']: e for e in blueprint['elements']}
for c in blueprint['connections']:
    assert c['from'] in elements and c['to'] in elements, c
nasty = elements['project:nasty']
assert nasty['label'] == "=HYPERLINK(\"x\"), 'y'" and nasty['type'] == 'Project' and nasty['alias'] == ['-12.5', '+1']
assert 'solution:pem' in elements['project:ageing-protocol']['tags']
serves = {(c['to'], c.get('share')) for c in blueprint['connections'] if c['from'] == 'project:nasty'}
assert serves == {('mission:hydrogen', 60), ('mission:drought', None)}, serves
funds = [c for c in blueprint['connections'] if c['id'] == 'funding:m1']
assert (funds[0]['from'], funds[0]['type'], funds[0]['currency']) == ('stakeholder:csiro', 'funds, committed', 'KWD')
EOF
grep -qF '"amount": 1234.567' map.json || fail 'm1 in kumu'
mpt export --format dot -o map.dot || fail dot
[ "$(grep -c 'subgraph' map.dot)" = "$(sqlite3 p.mpt 'SELECT count(*) FROM portfolio WHERE code IN (SELECT portfolio FROM mission UNION SELECT portfolio FROM project_portfolio)')" ] ||
    fail 'not a cluster a portfolio'
grep -qF '"project:nasty" [label="=HYPERLINK(\"x\"), '"'y'" map.dot || fail 'quotes in dot'
if command -v dot >/dev/null; then
    dot -Tplain map.dot -o map.plain 2>said && [ "$(grep -c '^node' map.plain)" = "$(grep -c 'shape=' map.dot)" ] ||
        fail "dot: $(head -n 3 said)"
fi

# --- 360Giving ---
# grant CODE ...: a funding of a project with a summary, given by csiro in 2024.
grant() {
    make add-funding --project biogas-plasma --giver csiro --year 2024 --code "$@"
}
make add-stakeholder 'A person' --code person --form person
make add-stakeholder 'Bank & "Co"' --code bank --outside-id org-id:NO-BRC-971526920
make add-project 'No summary' --code bare
grant g1 --amount 'AUD 12.34' --stage committed --receiver person
grant g2 --amount 'KWD 7.005' --stage committed --receiver bank --starts 2024-05-06
grant g3 --amount 'KWD 9.5' --stage applied --receiver bank
grant g4 --amount 'KWD 1.001' --stage spent --receiver bank
grant g5 --amount 'KWD 2' --stage spent --receiver bank
grant g6 --amount 'NOK 6' --stage committed
grant g7 --amount 'NOK 7' --stage committed --receiver bank --project bare
grant g8 --amount 'NOK 8' --stage committed --receiver csiro
mpt export --format 360giving -o grants.json 2>said || fail "360giving: $(cat said)"
for line in 'g1 is given or received by a person' 'g6 has no receiver' 'm1 has no receiver' \
    'g7 is for a project without a summary, which is the description'; do
    grep -q "^left out: funding $line\$" said || fail "not named: $line: $(head -n 3 said)"
done
python3 - >said 2>&1 <<'EOF' || fail "360giving: $(cat said)"
import decimal, json, re
package = json.load(open('grants.json', encoding='utf-8'), parse_float=decimal.Decimal)
assert package['version'] == '1.1' and len(package['grants']) > 200
needed = 'id title description currency amountAwarded awardDate recipientOrganization fundingOrganization'.split()
for grant in package['grants']:
    assert all(grant.get(name) not in (None, '', []) for name in needed), grant
    assert re.fullmatch(r'\d{4}(-\d\d(-\d\d)?)?', grant['awardDate']) and re.fullmatch('[A-Z]{3}', grant['currency'])
    for side in ('recipientOrganization', 'fundingOrganization'):
        assert all(org['id'] and org['name'] for org in grant[side]), grant
assert len({grant['id'] for grant in package['grants']}) == len(package['grants'])
grant, = [g for g in package['grants'] if g['id'].endswith('-g2')]
assert (str(grant['amountAwarded']), str(grant['amountAppliedFor']), str(grant['amountDisbursed'])) == (
    '7.005', '9.500', '3.001'), grant
assert grant['recipientOrganization'] == [{'id': 'NO-BRC-971526920', 'name': 'Bank & "Co"'}]
assert grant['awardDate'] == '2024-05-06'
assert not [g for g in package['grants'] if g['id'].endswith('-g8')], 'money that stays in the house'
EOF
exit $failed
