# mpt backup and mpt restore: copies made while others write are whole, only sound copies are put back, whatever breaks
# off leaves the old or the new, and nothing that was replaced is lost.
set -u
folder=$(mktemp -d) || exit 2
mounted='' others=''
clean_up() {
    # shellcheck disable=SC2086 # a list of processes
    [ -z "$others" ] || kill $others 2>/dev/null
    [ -z "$mounted" ] || umount "$mounted"
    rm -rf "$folder"
}
trap clean_up EXIT
cd "$folder" || exit 2
cp "$PROGRAM" mpt
export MPT_DB=p.mpt MPT_TODAY=2024-07-07 MPT_USER=tester LC_ALL=C.UTF-8
unset MPT_RULES
failed=0
fail() {
    echo "FAILED: $*"
    failed=$((failed + 1))
}

# expect CODE WORDS COMMAND...: the exit code, and words in what it says.
expect() {
    wanted=$1 words=$2
    shift 2
    "$@" >said 2>&1 </dev/null
    code=$?
    [ $code = "$wanted" ] || fail "exit $code, expected $wanted: $* ($(head -n 2 said))"
    grep -q -e "$words" said || fail "nothing of '$words' in what $* said: $(head -n 2 said)"
}

healthy() {
    expect 0 'is healthy' ./mpt doctor --db "$1"
}

# How many of the names there are: patterns that nothing fits are none.
files() {
    found=0
    for name in "$@"; do
        [ ! -e "$name" ] || found=$((found + 1))
    done
    echo $found
}

# holds FOLDER NAMES: these and nothing else.
holds() {
    [ "$(find "$1" -mindepth 1 | sed 's|.*/||' | LC_ALL=C sort | tr '\n' ' ')" = "$2 " ]
}

# Nothing in the making, no log beside a copy.
tidy() {
    for left in *.new-* *-wal *-shm *-journal; do
        [ ! -e "$left" ] || fail "$1 left $left"
    done
}

# same FILE EXPORT: the portfolio's records are these.
same() {
    ./mpt export --db "$1" | cmp -s - "$2"
}

./mpt init --seed --quiet || exit 2
./mpt export >old.json

# --- Names ---
expect 0 '^Copied p.mpt to p-....-..-..T......Z.mpt: .* kB, [0-9]* records, 2 entries of history, checked\.$' ./mpt backup
copy=$(./mpt backup -q)
[ "$(files p-20*.mpt)" = 2 ] || fail 'the second copy within a second took the place of the first'
healthy "$copy"
same "$copy" old.json || fail 'a copy differs from the portfolio'
[ "$(head -c 20 "$copy" | tail -c 2 | od -An -tu1 | tr -d ' ')" = 22 ] || fail 'the copy does not keep a log'
expect 0 'to c.mpt' ./mpt backup c.mpt
before=$(sha256sum <c.mpt)
./mpt add-project 'One more' -q >/dev/null
expect 4 'c.mpt exists already.*--force' ./mpt backup c.mpt
[ "$(sha256sum <c.mpt)" = "$before" ] || fail 'a copy that was refused changed the file'
expect 0 'to c.mpt' ./mpt backup --force c.mpt
[ "$(sha256sum <c.mpt)" != "$before" ] || fail '--force did not replace the file'
expect 4 'p.mpt is the portfolio itself' ./mpt backup --force p.mpt
ln -s p.mpt alias.mpt
expect 4 'alias.mpt is the portfolio itself' ./mpt backup --force alias.mpt
for part in p.mpt-wal p.mpt-shm p.mpt-journal; do
    expect 4 "$part is a part of the portfolio" ./mpt backup --force $part
done
expect 4 'nowhere/c.mpt cannot be made' ./mpt backup nowhere/c.mpt
: >stale.mpt-wal
expect 4 'stale.mpt-wal lies beside stale.mpt' ./mpt backup stale.mpt
rm stale.mpt-wal
mkdir kept
expect 0 'to kept/p-20' ./mpt backup kept
expect 4 'there is no portfolio at none.mpt' ./mpt backup --db none.mpt
expect 2 'name of the copy is empty' ./mpt backup ''
cp p.mpt secret.mpt && chmod 600 secret.mpt
./mpt backup hidden.mpt --db secret.mpt -q >/dev/null
[ "$(stat -c %a hidden.mpt)" = 600 ] || fail 'a copy of a secret portfolio can be read by others'
tidy 'backup'

# --- Keeping the last: nothing but dated copies of this portfolio goes ---
for name in p-2023-01-01T000000Z p-2023-01-02T000000Z p-2023-01-03T000000Z other-2023-01-01T000000Z \
    p-2023-01-01T00000Z p-2023-01-01T000000Zx p-x-2023-01-01T000000Z p-2023-01-04T000000Z; do
    cp c.mpt "kept/$name.mpt"
done
mkdir kept/p-2022-01-01T000000Z.mpt
: >kept/p-2023-01-04T000000Z.mpt-wal
: >kept/p-2023-01-01T000000Z.txt
./mpt backup kept --keep 2 >said 2>&1 || fail "--keep 2: $(cat said)"
[ "$(grep -c '^Removed kept/p-2023-01-0[123]T000000Z.mpt.$' said)" = 3 ] || fail "--keep 2 said: $(cat said)"
grep -q 'kept/p-2023-01-04T000000Z.mpt is in use' said || fail "--keep 2 said: $(cat said)"
[ "$(files kept/p-202[4-9]-* kept/p-20[3-9]*)" = 2 ] || fail "--keep 2 kept $(ls kept)"
[ -d kept/p-2022-01-01T000000Z.mpt ] || fail '--keep removed a folder'
[ "$(files kept/*2023-01*)" = 7 ] || fail "--keep removed what it may not: $(ls kept)"
expect 2 '--keep goes with dated copies' ./mpt backup --keep 2 d.mpt
[ ! -e d.mpt ] || fail 'a refused command made a copy'
expect 2 'keep' ./mpt backup --keep 0
rm -r kept p-20*.mpt secret.mpt hidden.mpt alias.mpt

# --- A copy that must not be put back leaves everything as it is ---
refused() {
    file=$(sha256sum "$1" 2>/dev/null) portfolio=$(sha256sum <p.mpt)
    expect 4 "$2" ./mpt restore "$1"
    [ "$(sha256sum "$1" 2>/dev/null)" = "$file" ] || fail "restore changed $1"
    [ "$(sha256sum <p.mpt)" = "$portfolio" ] || fail "restore from $1 changed the portfolio"
    tidy "restore from $1"
    [ "$(files p.mpt.replaced-*)" = 0 ] || fail "a refused restore from $1 kept something"
}
refused none.mpt 'none.mpt cannot be read'
echo 'Dear board, this is a letter, not a database. It is longer than a header of a hundred bytes would be.' >letter.txt
refused letter.txt 'letter.txt is not a portfolio'
: >empty.mpt
refused empty.mpt 'empty.mpt is empty'
refused p.mpt 'p.mpt is the portfolio itself'
mkdir folder.mpt
refused folder.mpt 'folder.mpt is a folder'
head -c 300000 c.mpt >cut.mpt
refused cut.mpt 'cut.mpt is damaged'
cp c.mpt holes.mpt
page=20
while [ $page -lt 60 ]; do # the header is whole, pages behind it are not
    head -c 4096 /dev/urandom | dd of=holes.mpt bs=4096 seek=$page conv=notrunc 2>/dev/null
    page=$((page + 7))
done
refused holes.mpt 'holes.mpt is damaged'
if command -v sqlite3 >/dev/null; then
    sqlite3 foreign.mpt 'CREATE TABLE project(code); INSERT INTO project VALUES (1);'
    refused foreign.mpt 'but not a portfolio of mpt'
    cp c.mpt newer.mpt && sqlite3 newer.mpt 'PRAGMA user_version = 999'
    refused newer.mpt 'newer.mpt was written by a newer mpt'
    cp c.mpt loose.mpt && sqlite3 loose.mpt 'PRAGMA foreign_keys = OFF; UPDATE target SET mission = "no-such-mission"'
    refused loose.mpt 'loose.mpt is damaged (reference'
    expect 4 'is damaged' ./mpt backup never.mpt --db loose.mpt
    [ ! -e never.mpt ] || fail 'a damaged portfolio was copied as if it were sound'
    # Another program's file is not replaced.
    foreign=$(sha256sum <foreign.mpt)
    expect 4 'but not a portfolio of mpt' ./mpt restore c.mpt --db foreign.mpt
    [ "$(sha256sum <foreign.mpt)" = "$foreign" ] || fail "another program's file was changed"
    # An older version is upgraded on the way, though the copy of an earlier upgrade lies there.
    { cat "$TESTS/../sql/schema/0001_records.sql" && echo 'PRAGMA user_version = 1;'; } | sqlite3 older.mpt
    cp p.mpt upgraded.mpt && : >upgraded.mpt.version1
    before=$(sha256sum <older.mpt)
    expect 0 'upgraded.mpt is as in older.mpt: .* 0 records' ./mpt restore older.mpt --db upgraded.mpt
    healthy upgraded.mpt
    [ "$(sha256sum <older.mpt)" = "$before" ] || fail 'restore upgraded the copy itself'
    # Pages of another size.
    cp c.mpt pages.mpt && sqlite3 pages.mpt 'PRAGMA journal_mode = DELETE; PRAGMA page_size = 8192; VACUUM' >/dev/null
    cp p.mpt wide.mpt
    expect 0 'wide.mpt is as in pages.mpt' ./mpt restore pages.mpt --db wide.mpt
    healthy wide.mpt
    same wide.mpt old.json && fail 'nothing was restored'
    # What the doctor finds in data keeps nobody from having a copy.
    cp c.mpt shares.mpt
    sqlite3 shares.mpt "UPDATE change SET entry = (SELECT max(id) FROM entry)"
    expect 0 'mpt doctor. finds' ./mpt backup shares-copy.mpt --db shares.mpt
    same shares-copy.mpt old.json && fail 'a copy of another portfolio'
    rm -f foreign.mpt newer.mpt loose.mpt older.mpt upgraded.mpt* pages.mpt wide.mpt* shares*.mpt
else
    echo 'in part: there is no sqlite3 shell here'
fi
rm -rf folder.mpt

# --- Restore: what was there is kept, a copy is not touched ---
./mpt export >new.json
copy=$(sha256sum <c.mpt)
./mpt add-project 'To be undone' -q >/dev/null
./mpt export >undone.json
expect 0 '^p.mpt is as in c.mpt: .* kB, [0-9]* records, 3 entries of history, checked\.$' ./mpt restore c.mpt
grep -q '^What was there before is kept as p.mpt.replaced-....-..-..T......Z\.$' said || fail "restore said $(cat said)"
same p.mpt new.json || fail 'what was restored is not what the copy holds'
same p.mpt.replaced-* undone.json || fail 'what was kept is not what was replaced'
healthy p.mpt
healthy "$(echo p.mpt.replaced-*)"
expect 0 'is as in' ./mpt restore "$(echo p.mpt.replaced-*)"
same p.mpt undone.json || fail 'what was kept cannot be restored'
[ "$(sha256sum <c.mpt)" = "$copy" ] || fail 'restore changed the copy'
rm p.mpt.replaced-*
tidy restore

# Where there is nothing, or nothing that can be read.
expect 0 'made.mpt is as in c.mpt' ./mpt restore c.mpt --db made.mpt
grep -q 'is kept as' said && fail 'kept what was not there'
same made.mpt new.json || fail 'a new portfolio is not what the copy holds'
for spoilt in cut.mpt letter.txt empty.mpt holes.mpt; do
    cp $spoilt made.mpt
    expect 0 'is kept as made.mpt.replaced-' ./mpt restore c.mpt --db made.mpt
    same made.mpt new.json || fail "in the place of $spoilt: not what the copy holds"
    cmp -s made.mpt.replaced-* $spoilt || [ $spoilt = holes.mpt ] || fail "$spoilt was not kept as it was"
    rm made.mpt.replaced-*
done
rm made.mpt && : >made.mpt-wal
expect 4 'made.mpt-wal lies there without its portfolio' ./mpt restore c.mpt --db made.mpt
rm made.mpt-wal
tidy restore

# A portfolio that somebody writes to: after a while a message, and everything as it was.
if command -v sqlite3 >/dev/null; then
    cp p.mpt locked.mpt && cp p.mpt locked-before.mpt
    mkfifo statements
    sqlite3 locked.mpt <statements >holding 2>&1 &
    others=$!
    exec 3>statements
    echo 'BEGIN IMMEDIATE; SELECT 1;' >&3
    while kill -0 $others && ! grep -q 1 holding; do sleep 0.05; done
    # Copying it is no matter.
    expect 0 'to meanwhile.mpt' ./mpt backup meanwhile.mpt --db locked.mpt
    ./mpt restore c.mpt --db locked.mpt >refusal 2>&1 3>&- &
    locked=$!
else
    locked=''
fi

# --- Copies while others write: each is whole, and nobody is in the other's way ---
bundle() {
    printf '{"schema": "mpt.bundle/1", "records": {"stakeholder": [\n'
    awk -v name="$1" -v count="$2" 'BEGIN {
        for (i = 1; i <= count; i++) {
            printf "%s{\"code\": \"%s-%d\", \"title\": \"Member %d of %s\"}\n", (i > 1 ? "," : ""), name, i, i, name
        }
    }'
    printf ']}}\n'
}
# count DATABASE KINDS NAME: how many have that in their code.
count() {
    ./mpt list "$2" "code~$3" --format json --db "$1" | grep -c '"code"'
}
import=0
while [ $import -lt 12 ]; do
    import=$((import + 1))
    bundle "batch$import" 100 >"batch$import.json"
done
(
    import=0
    while [ $import -lt 12 ]; do
        import=$((import + 1))
        ./mpt import "batch$import.json" -q || echo "import $import: exit $?"
        ./mpt add-project "Single $import" -q || echo "add $import: exit $?"
    done
    : >finished
) >writing 2>&1 &
others="$others $!"
last=0 copies=0
while [ ! -e finished ]; do
    copies=$((copies + 1))
    expect 0 'checked' ./mpt backup "during-$copies.mpt"
    there=$(count "during-$copies.mpt" stakeholders batch)
    [ $((there % 100)) = 0 ] || fail "copy $copies has $there of the imported records"
    [ "$there" -ge "$last" ] || fail "copy $copies has less than the one before"
    last=$there
    healthy "during-$copies.mpt"
    rm "during-$copies.mpt"
done
[ $copies -ge 2 ] || fail "only $copies copies were made while others wrote"
grep 'exit' writing && fail 'a backup stood in the way of a writer'
[ "$(count p.mpt stakeholders batch)" = 1200 ] || fail 'writers lost something'
healthy p.mpt

# --- Restore while others read and write: readers see the one or the other ---
./mpt restore c.mpt -q >/dev/null
sed 's/"One more"/"Two more"/' new.json >other.json
./mpt init -q --db other.mpt && ./mpt import other.json -q --db other.mpt
./mpt export --db other.mpt >other.json
cmp -s new.json other.json && fail 'the two portfolios do not differ'
(
    while [ ! -e enough ]; do
        ./mpt export >seen.json || echo "exit $?"
        cmp -s seen.json new.json || cmp -s seen.json other.json || echo 'a mixture'
        echo read
    done
) >reading 2>&1 &
reader=$!
turns=0
while [ $turns -lt 6 ]; do
    turns=$((turns + 1))
    expect 0 'is as in other.mpt' ./mpt restore other.mpt
    expect 0 'is as in c.mpt' ./mpt restore c.mpt
    rm -f p.mpt.replaced-*
done
: >enough
wait $reader
grep -q '^read' reading || fail 'nothing was read while a copy was restored'
grep -v '^read' reading && fail 'a reader saw a half-restored portfolio'
# A writer's changes are before or after: in the kept one, in the portfolio, or both, never lost.
turns=0
while [ $turns -lt 5 ]; do
    turns=$((turns + 1))
    (
        number=0
        while [ $number -lt 8 ]; do
            number=$((number + 1))
            ./mpt add-project "Turn $turns number $number" -q --code "turn-$turns-$number"
        done
    ) >added 2>&1 &
    writer=$!
    sleep 0.02
    expect 0 'is as in c.mpt' ./mpt restore c.mpt
    kept=$(sed -n 's/^What was there before is kept as \(.*\)\.$/\1/p' said)
    wait $writer
    [ "$(wc -l <added)" = 8 ] || fail "a restore stood in the way of a writer: $(cat added)"
    together=$(($(count "$kept" projects "turn-$turns-") + $(count p.mpt projects "turn-$turns-")))
    [ "$together" = 8 ] || fail "turn $turns: $together of 8 changes are in the portfolio or in what was kept"
    rm -f p.mpt.replaced-*
done
healthy p.mpt

# --- kill -9 ---
# Milliseconds from a fixed sequence (a linear congruence), up to $1.
seed=20240707
delay() {
    seed=$(((seed * 1103515245 + 12345) % 2147483648))
    printf '0.%03d' $((seed / 65536 % $1))
}
# run MOST COMMAND...: starts it and kills it after at most MOST milliseconds. True when it was killed.
run() {
    most=$1
    shift
    ./mpt "$@" >said 2>&1 &
    started=$!
    sleep "$(delay "$most")"
    kill -9 $started 2>/dev/null
    wait $started 2>/dev/null
    [ $? = 137 ]
}
copying=40 restoring=80 killed=0 round=0
./mpt restore c.mpt -q >/dev/null
rm -f p.mpt.replaced-*
while [ $round -lt 24 ]; do
    round=$((round + 1))
    if run $copying backup during.mpt; then
        killed=$((killed + 1)) copying=$((copying + 5))
    else
        copying=$((copying > 10 ? copying - 5 : 5))
    fi
    if [ -e during.mpt ]; then
        healthy during.mpt
        same during.mpt new.json || same during.mpt other.json || fail "round $round: half a copy"
    fi
    from=c.mpt
    [ $((round % 2)) = 0 ] || from=other.mpt
    if run $restoring restore "$from"; then
        killed=$((killed + 1)) restoring=$((restoring + 8))
    else
        restoring=$((restoring > 20 ? restoring - 8 : 12))
    fi
    healthy p.mpt
    same p.mpt new.json || same p.mpt other.json || fail "round $round: neither the old nor the new"
    for kept in p.mpt.replaced-*; do
        case $kept in
        *Z) [ ! -e "$kept" ] || healthy "$kept" ;;
        esac
    done
    rm -f during.mpt ./*.new-* p.mpt.replaced-*
done
[ $killed -ge 8 ] || fail "only $killed of 48 commands were killed before their end"
expect 0 'is as in c.mpt' ./mpt restore c.mpt
same p.mpt new.json || fail 'restore after all that'

# --- A full disk ---
mkdir small
if mount -t tmpfs -o size=4m tmpfs small 2>/dev/null; then
    mounted=$folder/small
    cp p.mpt small/p.mpt
    head -c 2600000 /dev/zero >small/rest
    expect 4 'no space\|disk' ./mpt backup small/c.mpt
    grep -q 'small/c.mpt' said || fail "backup to a full disk: $(cat said)"
    holds small 'p.mpt rest' || fail "backup to a full disk left $(ls -A small)"
    expect 4 'no space\|disk' ./mpt backup --db small/p.mpt
    before=$(sha256sum <small/p.mpt)
    refusals=0
    for taken in 2600000 1700000 900000 10000; do # at which step it breaks off
        head -c $taken /dev/zero >small/rest
        ./mpt restore other.mpt --db small/p.mpt >said 2>&1
        code=$?
        [ $code = 4 ] || [ $code = 0 ] || fail "restore on a full disk: exit $code"
        if [ $code = 4 ]; then
            refusals=$((refusals + 1))
            grep -q 'small/p.mpt' said || fail "restore on a full disk: $(cat said)"
            same small/p.mpt new.json || fail "restore on a full disk changed the portfolio: $(cat said)"
        fi
        healthy small/p.mpt
        [ "$code" != 4 ] || holds small 'p.mpt rest' ||
            fail "restore on a full disk left $(ls -A small)"
        rm -f small/p.mpt.replaced-*
    done
    [ $refusals = 3 ] || fail "$refusals of 4 restores found the disk full, expected 3"
    umount small && mounted=''
else
    echo 'part not run: a file system of 4 MB cannot be mounted here'
fi

if [ -n "$locked" ]; then
    wait $locked
    code=$?
    { [ $code = 4 ] && grep -q 'locked.mpt is locked by another program' refusal; } ||
        fail "restoring a locked portfolio: exit $code: $(cat refusal)"
    echo 'ROLLBACK;' >&3
    exec 3>&-
    ./mpt export --db locked-before.mpt >before.json
    same locked.mpt before.json || fail 'a refused restore changed a locked portfolio'
    healthy locked.mpt
fi
[ $failed = 0 ]
