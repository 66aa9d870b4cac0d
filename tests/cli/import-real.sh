# Published files, whole: what was read is taken in or refused with a reason, the sums of money are those that Python's
# csv and decimal find, the same again changes nothing. Prints how long each took. The files are not ours to keep: they
# are where DATA says, and nothing is written there.
set -u
if [ ! -d "${DATA:-/nowhere}/rcn_norway" ]; then
    echo "no published files in '${DATA:-}' (set DATA to their folder)"
    exit 77
fi
if ! command -v python3 >/dev/null; then
    echo 'there is no python3 to count with'
    exit 77
fi
data=$(realpath "$DATA")
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
export MPT_TODAY=2026-01-01 MPT_USER=tester LC_ALL=C.UTF-8
unset MPT_RULES MPT_MAPS
failed=0
fail() {
    echo "FAILED: $*"
    failed=1
}

# number PATTERN FILE: the number before that word in "Read 1,957 from ...: 3 new, ...".
number() {
    sed -n "s/.*[ :]\([0-9,]*\) $1.*/\1/p" "$2" | head -n 1 | tr -d ,
}

# money DATABASE: sums of the fundings' amounts by currency, in hundredths.
money() {
    MPT_DB=$1 "$PROGRAM" export --format json | python3 -c '
import decimal, json, sys
sums = {}
for funding in json.load(sys.stdin)["records"].get("funding", []):
    amount = funding["amount"]
    currency, text = amount.split(" ") if isinstance(amount, str) else (amount["currency"], str(amount["amount"]))
    key = currency + (".applied" if funding["stage"] == "applied" else "")
    sums[key] = sums.get(key, 0) + int(decimal.Decimal(text) * 100)
for key in sorted(sums):
    print(key, sums[key])'
}

# check NAME PROJECTS APPLICATIONS FILE DELIMITER KEY RULE CURRENCY:COLUMN...
check() {
    name=$1 projects=$2 applications=$3 file=$4
    shift 3
    MPT_DB=$name.mpt "$PROGRAM" init --quiet || fail "$name: init"
    begun=$(date +%s.%N)
    MPT_DB=$name.mpt "$PROGRAM" import "$data/$file" --refused "$name.refused.csv" >"$name.out" 2>"$name.err" ||
        fail "$name: $(cat "$name.err")"
    ended=$(date +%s.%N)
    shift
    python3 "$TESTS/cli/import-real.py" "$data/$file" "$@" >"$name.counted" || fail "$name: cannot be counted"
    read=$(sed -n 's/^Read \([0-9,]*\) .*/\1/p' "$name.out" | tr -d ,)
    new=$(number new "$name.out") refused=$(number refused "$name.out")
    [ "$read" = "$(sed -n 's/^rows //p' "$name.counted")" ] || fail "$name: $read records were read"
    [ "$refused" = "$(sed -n 's/^refused //p' "$name.counted")" ] || fail "$name: $refused records were refused"
    [ $((new + refused)) = "$read" ] || fail "$name: $new + $refused are not $read"
    [ $((projects + applications)) = "$(sed -n 's/^keys //p' "$name.counted")" ] || fail "$name: other projects"
    added=$(sed -n 's/^Added.* \([0-9,]*\) projects.*/\1/p' "$name.out" | tr -d ,)
    [ "$added" = "$projects" ] || fail "$name: $added projects, not $projects"
    said=$(sed -n 's/^Added.* \([0-9,]*\) applications (no projects).*/\1/p' "$name.out" | tr -d ,)
    [ "${said:-0}" = "$applications" ] || fail "$name: $said applications, not $applications"
    sed -n '/^[A-Z]/p' "$name.counted" >"$name.expected"
    money "$name.mpt" >"$name.money"
    [ -s "$name.expected" ] || fail "$name: no money was counted"
    diff "$name.expected" "$name.money" || fail "$name: other sums of money"
    # Every refused record is in the file for them, with a reason.
    if [ "$refused" != 0 ]; then
        python3 -c '
import csv, sys
csv.field_size_limit(1 << 30)
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8", newline="")))
sys.exit(len(rows) != int(sys.argv[2]) or not all(row["mpt_line"] and row["mpt_reason"] for row in rows))
' "$name.refused.csv" "$refused" || fail "$name: the file of refused records"
    elif [ -e "$name.refused.csv" ]; then
        fail "$name: a file of refused records without any"
    fi
    MPT_DB=$name.mpt "$PROGRAM" import "$data/$file" --refused again.csv >again.out 2>again.err || fail "$name: again"
    grep -q ": 0 new, 0 changed, " again.out || fail "$name: again: $(cat again.out)"
    [ "$(number unchanged again.out)" = "$new" ] || fail "$name: again, not all unchanged"
    # All that came in is in the bundle, and comes back from it.
    MPT_DB=$name.mpt "$PROGRAM" export --format json -o bundle.json || fail "$name: export"
    rm -f copy.mpt*
    MPT_DB=copy.mpt "$PROGRAM" init --quiet
    MPT_DB=copy.mpt "$PROGRAM" import bundle.json --quiet 2>copy.err || fail "$name: $(cat copy.err)"
    MPT_DB=copy.mpt "$PROGRAM" export --format json | cmp - bundle.json || fail "$name: another bundle"
    MPT_DB=$name.mpt "$PROGRAM" doctor >doctor.out 2>&1 || fail "$name: $(cat doctor.out)"
    echo "$name: $read records in $(echo "$ended $begun" | awk '{ printf "%.2f", $1 - $2 }') s"
}

before=$(find "$data" | sort | cksum)
check rcn-applications 64 107 rcn_norway/soknader2/sample.csv , prosjektnummer none \
    NOK:tildelt_belop NOK.applied:sokt_belop
check rcn-eu-grants 1957 0 rcn_norway/bevilgningereu/dataset.csv ';' Prosjektnr none \
    'EUR:Innvilget beløp organisasjon EUR'
check swecris 3271 0 swecris/projects.csv , project_id none SEK:funding_sek
check nsf 7268 0 nsf_dms/awards.csv , AwardNumber none USD:AwardedAmountToDate
check world-bank 10381 0 worldbank/wb_2024.csv , id world-bank USD:curr_total_commitment USD:grantamt
check anid 9668 0 anid_chile/projects_1982_2002.csv , CODIGO_PROYECTO none CLP:MONTO_ADJUDICADO:1000
check anid-2023 1388 0 anid_chile/bom_semicolon_2023-04-13.csv ';' CODIGO_PROYECTO none CLP:MONTO_ADJUDICADO..M..:1000
[ "$before" = "$(find "$data" | sort | cksum)" ] || fail 'something was written beside the published files'
exit $failed
