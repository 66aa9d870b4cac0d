# The European Central Bank's whole history: every rate of it is kept, as published, and found again.
set -u
history="$DATA/ecb_fx/eurofxref-hist.csv"
[ -r "$history" ] || { echo "there is no $history" && exit 77; }
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
history=$(realpath "$history")
cd "$folder" || exit 2
export MPT_DB=p.mpt MPT_TODAY=2024-07-07 LC_ALL=C.UTF-8
failed=0
fail() {
    echo "FAILED: $*"
    failed=1
}
"$PROGRAM" init --quiet || exit 2
begun=$(date +%s%N)
"$PROGRAM" rates update "$history" >said || fail "update: exit $?"
echo "$(cat said) $((($(date +%s%N) - begun) / 1000000)) ms"

# Every cell of the file that is a rate, and nothing else, is in an export.
tr -d '\r' <"$history" | awk -F, 'NR == 1 { split($0, name, ","); next }
    { for (i = 2; i <= NF; i++) if ($i != "" && $i != "N/A") print $1, name[i], $i }' | LC_ALL=C sort >published
"$PROGRAM" export --format json -o bundle.json
sed -n 's/^      "\(....-..-..\)": {\(.*\)},*$/\1 \2/p' bundle.json | tr -d '":,' |
    awk '{ for (i = 2; i < NF; i += 2) print $1, $i, $(i + 1) }' | LC_ALL=C sort >kept
echo "$(wc -l <published) rates are published"
[ "$(wc -l <published)" -gt 200000 ] || fail 'the history is too short to say much'
cmp published kept || fail 'what is kept is not what was published'
grep -q "^Took in $(wc -l <published) rates of 4 January 1999 to " said || fail "$(cat said)"

# Known values.
expect() {
    "$PROGRAM" rates convert "$1" --to "$2" --on "$3" >answer 2>&1
    grep -qF -- "$4" answer || fail "$1 to $2 on $3: $(cat answer), expected $4"
}
expect 'EUR 1' USD 1999-01-04 'EUR 1 = USD 1.1789 (4 Jan 1999)'
expect 'EUR 1' ISK 2010-06-01 'nearest is of 2008-12-09'
expect 'RUB 1' EUR 2022-03-08 'EUR 1 = RUB 117.201 (1 Mar 2022)'
expect 'RUB 1' EUR 2022-03-09 'nearest is of 2022-03-01'
expect 'BGN 195.58' EUR 2025-12-31 'BGN 195.58 = EUR 100.00'
expect 'BGN 195.58' EUR 2026-02-01 'nearest is of 2025-12-31'
expect 'KWD 1' EUR 2024-07-05 'no rate of KWD on any day'
expect 'NOK 12 500' SEK 2010-05-02 'EUR 1 = SEK 9.6217 (30 Apr 2010)'

# Again nothing is new; a portfolio made from the bundle gives the same bundle.
"$PROGRAM" rates update "$history" --update | grep -q "^Nothing new in eurofxref-hist.csv; $(wc -l <published) " ||
    fail 'the second update is not the first'
"$PROGRAM" init --db other.mpt --quiet && "$PROGRAM" import bundle.json --db other.mpt --quiet || fail 'import'
"$PROGRAM" export --format json --db other.mpt | cmp - bundle.json || fail 'the bundle changed on its way'
"$PROGRAM" doctor --history >said 2>&1 || fail "$(cat said)"
"$PROGRAM" backup copy.mpt --quiet >said && "$PROGRAM" restore copy.mpt --db third.mpt --quiet >said || fail "$(cat said)"
"$PROGRAM" export --format json --db third.mpt | cmp - bundle.json || fail 'the bundle changed through a backup'
exit $failed
