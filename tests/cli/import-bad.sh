# Imports that go wrong: drifted headers, one row in a hundred broken, a trial, all or nothing, a kill in the middle, a
# file for refused records that cannot be written, two at once, standard input, several files in one entry, undo.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
export MPT_DB=p.mpt MPT_TODAY=2024-07-07 MPT_USER=tester LC_ALL=C.UTF-8
unset MPT_RULES MPT_MAPS
failed=0
fail() {
    echo "FAILED: $*"
    failed=1
}
mpt() {
    "$PROGRAM" "$@"
}
# says TEXT: what was printed last has that text.
says() {
    grep -qF -- "$1" out || fail "$2: no '$1' in: $(cat out)"
}
projects() {
    mpt list projects --format csv --fields code --limit 100000 | tail -n +2 | wc -l
}
fresh() {
    rm -rf p.mpt* ./*.refused.csv*
    mpt init --quiet || fail 'init'
}

# nsf COUNT EVERY: that many awards; every EVERYth is broken in one of three ways (0: none).
nsf() {
    awk -v count="$1" -v every="$2" 'BEGIN {
        print "AwardNumber,Title,NSFOrganization,StartDate,EndDate,Organization,AwardedAmountToDate"
        for (i = 1; i <= count; i++) {
            starts = "07/01/2020"; amount = "\"$1,000.00\""; title = "Study number " i " of waves"
            if (every && i % every == 0) {
                way = (i / every) % 3
                if (way == 0) starts = "soon"
                if (way == 1) amount = "much"
                if (way == 2) title = ""
            }
            printf "%d,%s,DMS,%s,06/30/2023,University %d,%s\n", 9000000 + i, title, starts, i % 50, amount
        }
    }'
}

# Headers: what is new is left alone, what is missing is named.
fresh
nsf 3 0 | sed -e '1s/$/,"A new column"/' -e '2,$s/$/,x/' >more.csv
mpt import more.csv >out 2>&1 || fail "a new column: $(cat out)"
says '3 new' 'a new column'
fresh
nsf 3 0 | sed 's/,EndDate,/,Ends,/' >drifted.csv
mpt import drifted.csv --map nsf-awards >out 2>&1
[ $? = 3 ] || fail 'a missing column: exit code'
says "'EndDate', which is not in the file" 'a missing column'
[ "$(projects)" = 0 ] || fail 'a missing column: something was stored'

# One in a hundred of 20,000 is broken: refused by line, the others are in.
fresh
nsf 20000 100 >many.csv
mpt import many.csv >out 2>&1 || fail "many: $(cat out)"
says 'Read 20,000 from many.csv: 19,800 new, 0 changed, 0 unchanged, 200 refused' 'many'
says 'Refused records, with reasons: many.refused.csv' 'many'
[ "$(projects)" = 19800 ] || fail "many: $(projects) projects"
[ "$(wc -l <many.refused.csv)" = 201 ] || fail 'many: refused records'
awk 'NR > 1' many.refused.csv | cut -d , -f 1 >lines
awk 'BEGIN { for (i = 100; i <= 20000; i += 100) print i + 1 }' | diff - lines >/dev/null || fail 'many: lines'
for reason in "project.starts" "funding.amount" "a project needs title"; do
    grep -qF "$reason" many.refused.csv || fail "many: nothing was refused for $reason"
done
# Corrected with sed and imported again, they complete the others; then nothing is left to refuse.
sed -e 's/,soon,/,07\/01\/2020,/2' -e 's/,much$/,5/' -e 's/\(,90[0-9]*\),,/\1,A title,/' \
    many.refused.csv >corrected.csv
mpt import corrected.csv >out 2>&1 || fail "corrected: $(cat out)"
says '200 new, 0 changed, 0 unchanged, 0 refused' 'corrected'
[ "$(projects)" = 20000 ] || fail "corrected: $(projects) projects"
mpt doctor >out 2>&1 || fail "corrected: $(cat out)"
# An import is taken back whole; its organisations and fundings too.
mpt undo --quiet || fail 'undo'
[ "$(projects)" = 19800 ] || fail "undo: $(projects) projects"
mpt undo 1 >out 2>&1 || mpt undo --quiet || fail 'undo of the first'
mpt doctor >out 2>&1 || fail "undo: $(cat out)"

# All or nothing, and a trial: nothing is stored, and no file is left.
fresh
nsf 500 100 >few.csv
mpt import few.csv --strict >out 2>&1
[ $? = 3 ] || fail 'strict: exit code'
says '5 records were refused' 'strict'
[ "$(projects)" = 0 ] || fail 'strict: something was stored'
[ ! -e few.refused.csv ] || fail 'strict: a file of refused records'
mpt import few.csv --dry-run >out 2>&1 || fail "trial: $(cat out)"
says '495 new' 'trial'
says 'Nothing was stored' 'trial'
[ "$(projects)" = 0 ] || fail 'trial: something was stored'
[ ! -e few.refused.csv ] || fail 'trial: a file of refused records'

# A file for refused records that cannot be written: said, and nothing is stored.
mpt import few.csv --refused nowhere/few.csv >out 2>&1
[ $? = 4 ] || fail 'unwritable: exit code'
says 'nowhere/few.csv, where refused records go, cannot be written' 'unwritable'
[ "$(projects)" = 0 ] || fail 'unwritable: something was stored'

# The second of two files is none: the first is not taken in either, and leaves no file of refused records.
echo 'nothing' >none.txt
mpt import few.csv none.txt --map nsf-awards >out 2>&1 && fail 'two files, the second of which is none'
[ "$(projects)" = 0 ] || fail 'two files: something was stored'
[ ! -e few.refused.csv ] || fail 'two files: a file of refused records'

# Broken off, by Ctrl-C and worse. (timeout sends it: what a script runs in the background does not hear Ctrl-C.)
for signal in INT KILL; do
    timeout -s $signal 0.4 "$PROGRAM" import many.csv >out 2>&1 && fail "$signal: it was through already"
    [ "$(projects)" = 0 ] || fail "$signal: $(projects) projects"
    ls many.refused.csv* >/dev/null 2>&1 && fail "$signal: a file of refused records"
    mpt doctor >out 2>&1 || fail "$signal: $(cat out)"
done

# Two at once: one after the other, both whole.
nsf 3000 0 >one.csv
sed 's/^90/80/' one.csv >two.csv
mpt import one.csv --quiet >out1 2>&1 &
first=$!
mpt import two.csv --quiet >out2 2>&1 || fail "two at once: $(cat out2)"
wait $first || fail "two at once: $(cat out1)"
[ "$(projects)" = 6000 ] || fail "two at once: $(projects) projects"
mpt doctor >out 2>&1 || fail "two at once: $(cat out)"

# Standard input; its refused records go where they are told, or beside nothing.
fresh
mpt import - <few.csv >out 2>&1 || fail "standard input: $(cat out)"
says 'Read 500 from standard input: 495 new' 'standard input'
[ -e import.refused.csv ] || fail "standard input: $(ls)"

# Several files are one entry, each with a file of its own for what is refused.
fresh
mkdir refused
sed 's/^90/80/' few.csv >other.csv
mpt import few.csv other.csv --refused refused >out 2>&1 || fail "several: $(cat out)"
[ "$(projects)" = 990 ] || fail "several: $(projects) projects"
for name in few other; do
    [ "$(wc -l <refused/$name.refused.csv)" = 6 ] || fail "several: the refused records of $name"
done
mpt undo --quiet || fail 'several: undo'
[ "$(projects)" = 0 ] || fail 'several: undo'
exit $failed
