# IATI on the suites of real schema tests and on real files: what is valid is taken in, what is broken is named.
set -u
files=${DATA:-}/iati/pyiati_2-03
[ -d "$files" ] || { echo "not run: $files is not there (DATA names the folder of real data)"; exit 77; }
files=$(realpath "$files")
DATA_FOLDER=$(realpath "$DATA")
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
export MPT_DB=p.mpt MPT_TODAY=2024-07-07 LC_ALL=C.UTF-8
unset MPT_RULES MPT_MAPS
failed=0
fail() {
    echo "FAILED: $*"
    failed=1
}
"$PROGRAM" init -q || exit 2

# judge FILE: what an import says of it, a remark a line. The suites leave identifiers empty and fill codes with xx,
# which an activity may not; that is set right or passed over here, so that what is left is what the file tests.
judge() {
    awk '{ while (sub(/<iati-identifier><\/iati-identifier>/, "<iati-identifier>XM-T-" ++n "</iati-identifier>")) {} print }' \
        "$1" >judged.xml
    "$PROGRAM" import judged.xml --map iati-activity --dry-run --verbose 2>&1 |
        grep -v -e '^IATI activities' -e '^Read ' -e '^Added' -e '^Nothing was' -e '^No record had' -e '^Refused records' \
            -e 'left out: ' -e 'look alike' -e '^0 pairs' |
        sed 's/^line [0-9]*  *\(refused: \)*//; s/iati:XM-T-[0-9]*: //' | tr ';' '\n' | sed 's/^ //' |
        grep -v "'[Xx]*' is on no code list"
}

# --- What must be taken in ---
# Of it may be remarked what no schema asks: money without a currency, percentages that do not make 100.
find "$files/ssot-activity-xml-pass" -name '*.xml' | sort >passing
while read -r file; do
    judge "$file" | grep -v -e 'nor has the activity a default' -e '^this money' -e 'the percentages sum to' >said
    [ ! -s said ] || fail "${file#"$files"/}: $(cat said)"
done <passing

# --- What is broken ---
find "$files/ssot-activity-xml-fail" -name '*.xml' | sort >failing
while read -r file; do
    [ -n "$(judge "$file")" ] || fail "nothing is said of ${file#"$files"/}"
done <failing
[ "$(wc -l <failing)" -ge 300 ] || fail "only $(wc -l <failing) files"
says() {
    judge "$files/ssot-activity-xml-fail/$1" >said
    grep -qF "$2" said || fail "$1: $(cat said)"
}
says 24-two-titles.xml 'iati-activity has 2 title, one is allowed'
says budget/12-non-decimal-value.xml "budget/value 'eryr' is no decimal number"
says result/19-non-iso-date-period-period-end.xml "result/indicator/period/period-end @iso-date '2009-12-' is no ISO date"
says transaction/01-missing-transaction-type.xml 'transaction has no transaction-type'
echo "$(wc -l <passing) files taken in, what is broken named in $(wc -l <failing)"

# --- Real files of version 1, which break no rule of it ---
for name in AF LE; do
    "$PROGRAM" import "$DATA_FOLDER/iati/$name.xml" --verbose >said 2>&1 || fail "$name.xml: $(cat said)"
    grep -q ' 0 changed, 0 unchanged, 0 refused' said || fail "$name.xml: $(cat said)"
    [ "$(grep -c '^line' said)" = "$(grep -c '^line.* left out: ' said)" ] || fail "$name.xml: $(grep '^line' said)"
    "$PROGRAM" import "$DATA_FOLDER/iati/$name.xml" --update >said 2>&1
    grep -q ' 0 new, 0 changed, .* 0 refused' said || fail "$name.xml again: $(cat said)"
done
"$PROGRAM" doctor >said 2>&1 || fail "$(cat said)"
exit $failed
