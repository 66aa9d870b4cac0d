# Workbooks: an export is read back as it went out, what it holds is no formula, and files that are made to do harm, or
# are of another kind, are refused with a reason and in little memory. With MPT_LONG=1 also 600 MB of texts.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
export MPT_DB=p.mpt MPT_TODAY=2024-07-07 MPT_USER=tester LC_ALL=C.UTF-8 TMPDIR="$folder/temporary"
unset MPT_RULES
mkdir temporary
failed=0
fail() {
    echo "FAILED: $*"
    failed=1
}
mpt() { "$PROGRAM" "$@"; }
make() { mpt "$@" --quiet >/dev/null || fail "$*"; }
sheet=$PROGRAM-sheet
check() { python3 "$TESTS/cli/workbook_check.py" "$@"; }
book() { python3 "$TESTS/cli/workbooks.py" "$1" "$1.xlsx"; }

# --- Out and in again ---
mpt init --demo --quiet || exit 2
make add-project '=cmd|calc!A1' --code nasty --alias '-12.5' --alias '+1' --summary "@first  
_x0041_ ø 漢字 <&\"'>" --manager 'http://example.org' --mission hydrogen:60% --mission drought
make add-funding --project nasty --code m1 --amount 'KWD 1234.567' --stage committed --giver csiro --title "- it's"
make add-funding --project nasty --code m2 --amount 'NOK -90071992547409.93' --stage applied --starts 2024
make add-funding --project nasty --code m3 --amount 'NOK 1234567890123.45' --stage spent --year 2024
make add-funding --project nasty --code m4 --amount 'JPY 98765' --stage spent --starts 1788-01-26
make add-note 'Long' --code long --project nasty --summary "$(awk 'BEGIN {for (i = 0; i < 8000; i++) printf "word "}')"
mpt export --format csv -o tables || fail 'export as CSV'
mpt export --format xlsx -o all.xlsx 2>said || fail "export as XLSX: $(cat said)"
grep -q '^not said: 1 funding: amount has more digits than the 15 .*(m2)$' said || fail "an amount of 16 digits: $(cat said)"
grep -q '^not said: 1 note: summary is longer than the 32,767 characters .*(long)$' said || fail "a long text: $(cat said)"
check shape all.xlsx || fail 'the shape of the sheets'
check same "$sheet" all.xlsx tables >differences
grep -v "^notes long: summary is 'word .* (cut here: a cell holds 32,767 characters)', not " differences >others
echo "$(tail -n 1 others)"
[ "$(wc -l <others)" = 1 ] || fail "$(head -n 5 others | cut -c 1-300)"
[ "$(wc -l <differences)" = 2 ] || fail 'the long text was not cut'
cells() { python3 -c 'import sys, zipfile
for name in zipfile.ZipFile(sys.argv[1]).namelist():
    if name.startswith("xl/worksheets/sheet"): print(zipfile.ZipFile(sys.argv[1]).read(name).decode())' "$1"; }
cells all.xlsx >xml
for cell in '<c r="A[0-9]*" t="inlineStr"><is><t>nasty</t>' 't="inlineStr"><is><t>=cmd|calc!A1</t>' \
    't="inlineStr"><is><t>http://example.org</t>' '_x005F_x0041_ ø 漢字 &lt;' '<v>1234.567</v>' '<v>98765</v>' \
    '<is><t>-90071992547409.93</t>' '<is><t>1788-01-26</t>' '<v>1234567890123.45</v>' 't="b"><v>[01]</v>'; do
    grep -q "$cell" xml || fail "no cell $cell"
done
mpt export --format xlsx 2>/dev/null | cmp -s - all.xlsx || fail 'through a pipe it is another file'
mpt export --format xlsx -o /dev/full 2>said
[ $? = 4 ] && grep -q 'No space left' said || fail "a full disk: $(cat said)"
[ -z "$(ls temporary)" ] || fail "temporary files are left: $(ls temporary)"

# --- Not there, not for a terminal ---
mkdir alone && cp "$PROGRAM" alone/mpt
alone/mpt export --format xlsx -o alone.xlsx 2>said
[ $? = 3 ] && grep -q 'mpt-sheet, which does' said && [ ! -e alone.xlsx ] || fail "without its helper: $(cat said)"
python3 -c 'import os, pty, sys
child, terminal = pty.fork()
if not child:
    os.execv(sys.argv[1], [sys.argv[1], "export", "--format", "xlsx"])
said = b""
try:
    while piece := os.read(terminal, 4096):
        said += piece
except OSError:
    pass
sys.stdout.write(said.decode(errors="replace"))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))' "$PROGRAM" >said 2>&1
code=$?
if [ $code = 2 ] && grep -q 'on a terminal' said; then :; else
    grep -q 'out of pty devices\|No such file' said || fail "a terminal: exit $code, $(cat said)"
fi
"$sheet" 2>said
[ $? = 2 ] || fail 'mpt-sheet alone'

# --- What cells say ---
cat >values <<'END'
name,value
shared,Kiel ferry
escapes,two<br>lines_x0041_ æ
blanks,"  kept  "
trimmed,not kept
true,true
formula,namex
error,
uncomputed,
date,2024-06-30
custom date,2021-01-01
time,2024-06-30T14:30:00
clock,12:00:00
duration,36:00:00
days,45473
red,1234567.1
percent,0.45
float,0.30000000000000004
tenth,0.1
large,12500000
iso,2024-06-30
1900,1900-02-28
march 1900,1900-03-01
comma,"a, ""b"""
formula-like,=1+1
END
# reads BOOK FILE [SHEET]: the book's sheet is as in the file.
reads() {
    book "$1"
    wanted=$2
    shift 2
    check csv "$sheet" "$book_name.xlsx" "$@" >found
    cmp -s found "$wanted" || fail "$book_name: $(diff found "$wanted" | head -n 5)"
}
for book_name in values strict; do
    reads $book_name values
done
printf 'd\n1904-01-01\n2024-06-30\n' >wanted
book_name=1904 && reads 1904 wanted
printf '\nPortfolio of ferries,,\n\n\ncode,title,budget\na,One,10\n\n\nb,,20.5\n' >wanted
book_name=several && reads several wanted
printf 'k,v\n1,2\n' >wanted
reads several wanted 'äRGER'
printf 'secret,x\n' >wanted
reads several wanted notes
{
    printf 'Projects of 2024,,,,,\n\n\nCode,Budget 2024,Budget 2025,Spent 2024,Spent 2025,Note\na,1,2,3,4,n\n'
    printf 'Phase two,,,,,\nb,5,6,7,8,\n'
} >wanted
book_name=merged && reads merged wanted
printf 'a,b\n1,\n\nfirst,second\n' >wanted
book_name=unreferenced && reads unreferenced wanted
printf 'a,b\nx,1\n' >wanted
book_name=simple && reads simple wanted
book_name=many-entries && reads many-entries wanted
{
    printf 'a,b\n'
    awk 'BEGIN {for (i = 2; i < 1048576; i++) print ""; for (i = 1; i < 16384; i++) printf ","; print "1"}'
} >wanted
book_name=last && reads last wanted

# --- What is refused, and why ---
# refuses BOOK REASON
refuses() {
    book "$1"
    check csv "$sheet" "$1.xlsx" >said 2>&1
    code=$?
    [ $code = 3 ] && grep -q "$2" said || fail "$1: exit $code, $(head -c 400 said)"
    rm -f "$1.xlsx"
}
refuses entities 'sharedStrings.xml, line 2: a document type (and so entities) has no place'
refuses external 'workbook.xml, line 2: a document type'
refuses deep 'nested deeper than in any workbook'
refuses long-markup 'a single piece of markup is longer'
refuses column "row 2: 'XFE2' is no cell of it"
refuses row "row '1048577' is not one of a sheet's 1048576 rows"
refuses other-row "row 2: 'A3' is no cell of it"
refuses rows-back 'row 3 comes behind row 5'
refuses twice 'cell A2 is there twice'
refuses no-string 'cell A2 refers to a text that the workbook does not have: 7'
refuses no-number 'cell A2 should be a number and is seven'
refuses far-apart 'cells are too far apart for a table'
refuses path 'it has no part etc/passwd'
refuses outside 'the workbook has no sheet with cells'
refuses broken-xml 'sheet1.xml, line 2: mismatched tag'
refuses ods 'OpenDocument file (.ods); save it as .xlsx'
refuses xlsb 'binary workbook (.xlsb); save it as .xlsx'
refuses xls 'old workbook (.xls) or one with a password; save it as .xlsx'
refuses zip 'a ZIP archive, but no workbook'
refuses truncated 'no whole XLSX file'
refuses checksum 'sheet1.xml is damaged: CRC error'
refuses encrypted 'is encrypted; save the workbook without a password'
refuses bzip2 'packed in a way that workbooks are not'
book simple
check csv "$sheet" simple.xlsx 'no such' >said
grep -q "there is no sheet 'no such'; there are 'S'" said || fail "a sheet that is not there: $(cat said)"

# --- In little memory ---
# memory BOOK MB: the most that mpt-sheet takes while it refuses the book. Sanitizers take more for themselves.
memory() {
    case $sheet in *build/san*) return ;; esac
    book "$1"
    took=$(python3 -c 'import resource, subprocess, sys
subprocess.run(["sh", "-c", "\"$1\" read 17179869184 <\"$2\" 3>table", "sh", *sys.argv[1:]], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)' "$sheet" "$1.xlsx")
    echo "$1: $took MB"
    [ "$took" -le "$2" ] || fail "$1 took $took MB, more than $2"
    rm -f table
}
memory bomb 32
refuses bomb 'unpacks to more than 250 times its size'
memory far-apart 32
memory long-markup 64
if [ -n "${MPT_LONG:-}" ]; then
    memory strings 640
    refuses strings 'take more than the 512 MB that are held of them'
fi
exit $failed
