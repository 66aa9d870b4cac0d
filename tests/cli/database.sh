# Files that are no portfolio, or one that cannot be used: a message, exit code 4, and the file as it was.
set -u
folder=$(mktemp -d) || exit 2
holder='' mounted=''
clean_up() {
    [ -z "$holder" ] || kill "$holder" 2>/dev/null
    [ -z "$mounted" ] || umount "$mounted"
    rm -rf "$folder"
}
trap clean_up EXIT
cd "$folder" || exit 2
chmod 755 .
cp "$PROGRAM" mpt && chmod 755 mpt
export MPT_TODAY=2024-07-07 MPT_USER=tester LC_ALL=C.UTF-8
unset MPT_DB MPT_RULES
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

# refused FILE WORDS: nothing can be done with the file, and nothing is done to it.
refused() {
    before=$(sha256sum <"$1" 2>/dev/null)
    expect 4 "$2" ./mpt list projects --db "$1"
    expect 4 "$2" ./mpt add-project X --db "$1"
    expect 4 "$2" ./mpt doctor --db "$1"
    expect 4 "$2" ./mpt export --db "$1"
    expect 4 'exists already' ./mpt init --db "$1"
    [ "$(sha256sum <"$1" 2>/dev/null)" = "$before" ] || fail "$1 was changed"
}

healthy() {
    expect 0 'is healthy' ./mpt doctor --db "$1"
}

sqlite() {
    sqlite3 "$@" || fail "sqlite3 $*"
}

./mpt init --seed --quiet --db good.mpt || exit 2
./mpt export --db good.mpt >good.json

# --- Not a portfolio at all ---
echo 'Dear board, this is a letter, not a database. It is longer than a header of a hundred bytes would be.' >letter.mpt
refused letter.mpt 'letter.mpt is not a portfolio'
: >empty.mpt
refused empty.mpt 'empty.mpt is empty'
mkdir folder.mpt
expect 4 'folder.mpt is a folder' ./mpt list projects --db folder.mpt
expect 4 'folder.mpt is a folder' ./mpt add-project X --db folder.mpt
expect 4 'there is no portfolio at missing.mpt' ./mpt list projects --db missing.mpt
expect 4 'there is no portfolio at missing.mpt' ./mpt add-project X --db missing.mpt
expect 4 'there is no portfolio at no/where.mpt' ./mpt list projects --db no/where.mpt
expect 4 'no/where.mpt' ./mpt init --db no/where.mpt
[ ! -e missing.mpt ] || fail 'a missing portfolio was made by looking for it'
ln -s loop.mpt loop.mpt
expect 4 'loop.mpt' ./mpt list projects --db loop.mpt
expect 4 'letter.mpt/x cannot be opened' ./mpt list projects --db letter.mpt/x

# --- Truncated copies: a correct answer or exit 4, never a crash ---
size=$(wc -c <good.mpt)
for twentieth in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19; do
    head -c $((size * twentieth / 20 + twentieth * 37)) good.mpt >cut.mpt
    before=$(sha256sum <cut.mpt)
    for command in 'list projects' 'gaps' 'report --mission hydrogen' 'export' 'doctor' \
        'list missions --search green'; do
        # shellcheck disable=SC2086
        ./mpt $command --db cut.mpt >said 2>&1
        code=$?
        [ $code = 0 ] || [ $code = 4 ] || fail "cut at $twentieth/20: exit $code: mpt $command: $(head -n 2 said)"
    done
    [ "$(sha256sum <cut.mpt)" = "$before" ] || fail "reading changed the copy cut at $twentieth/20"
    ./mpt doctor --db cut.mpt >said 2>&1 && fail "the copy cut at $twentieth/20 is called healthy"
    ./mpt add-project X --db cut.mpt >said 2>&1
    code=$?
    [ $code = 0 ] || [ $code = 4 ] || fail "cut at $twentieth/20: exit $code: mpt add-project: $(head -n 2 said)"
    rm -f cut.mpt*
done

# --- A full disk ---
if [ -e /dev/full ]; then
    for command in 'list projects' 'gaps' 'report --mission hydrogen' 'export' 'help kinds' 'history'; do
        # shellcheck disable=SC2086
        ./mpt $command --db good.mpt 2>said >/dev/full
        code=$?
        [ $code != 0 ] || fail "mpt $command on a full disk says it went well"
        grep -q 'could not be written' said || fail "mpt $command on a full disk: $(head -n 2 said)"
    done
fi
mkdir small
if mount -t tmpfs -o size=1m tmpfs small 2>/dev/null; then
    mounted=$folder/small
    # An init that the disk has no room for leaves nothing; one that says it went well left a healthy portfolio.
    for flag in --quiet --seed --demo; do
        ./mpt init $flag --db small/p.mpt >said 2>&1
        code=$?
        if [ $code = 0 ]; then
            healthy small/p.mpt
        else
            { [ $code = 4 ] && grep -q 'small/p.mpt' said; } ||
                fail "init $flag on a small disk: exit $code: $(head -n 2 said)"
            [ -z "$(ls -A small)" ] || fail "init $flag on a small disk left $(ls -A small)"
        fi
        rm -f small/*
    done
    mount -o remount,size=3m small
    ./mpt init --quiet --db small/p.mpt || fail 'init on a small disk'
    added=0
    while [ $added -lt 400 ]; do
        ./mpt add-project "Project $added" --summary "$(head -c 8000 /dev/zero | tr '\0' x)" -q --db small/p.mpt \
            >said 2>&1 || break
        added=$((added + 1))
    done
    [ $added -lt 400 ] || fail 'the disk of 3 MB was not full'
    grep -q 'small/p.mpt' said || fail "on a full disk: $(head -n 2 said)"
    [ "$(./mpt list projects --format json --db small/p.mpt | grep -c '"code"')" = $added ] ||
        fail 'on a full disk projects were lost or half made'
    healthy small/p.mpt
    head -c 10000000 /dev/zero >small/rest 2>/dev/null
    ./mpt export --db good.mpt -o small/export.json >said 2>&1
    code=$?
    [ $code = 4 ] || fail "exit $code, expected 4: export to a full disk"
    { [ ! -e small/export.json ] && [ ! -e small/export.json.new ]; } || fail 'half an export was left'
    umount small && mounted=''
else
    echo 'part not run: a file system of 1 MB cannot be mounted here'
fi

# --- Read-only: reading works, writing is refused ---
if [ "$(id -u)" = 0 ]; then
    as_user() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
else
    as_user() { "$@"; }
fi
if as_user true 2>/dev/null; then
    mkdir read-only && cp good.mpt read-only/p.mpt
    chmod 444 read-only/p.mpt && chmod 555 read-only
    before=$(sha256sum <read-only/p.mpt)
    as_user ./mpt list missions --db read-only/p.mpt >said 2>&1 || fail "read-only: $(head -n 2 said)"
    grep -q 'Hydrogen Industry Mission' said || fail 'read-only: the list lacks a mission'
    as_user ./mpt export --db read-only/p.mpt >said 2>&1 || fail "read-only: $(head -n 2 said)"
    cmp -s said good.json || fail 'read-only: the export differs'
    as_user ./mpt gaps --db read-only/p.mpt >said 2>&1 || fail "read-only: $(head -n 2 said)"
    as_user ./mpt doctor --db read-only/p.mpt >said 2>&1 || fail "read-only: $(head -n 2 said)"
    for command in 'add-project X' 'edit-mission hydrogen --status paused' 'remove-project loti' 'import good.json'; do
        # shellcheck disable=SC2086
        as_user ./mpt $command --db read-only/p.mpt >said 2>&1
        code=$?
        [ $code = 4 ] || fail "read-only: exit $code, expected 4: mpt $command"
        grep -q 'read-only/p.mpt' said || fail "read-only: mpt $command: $(head -n 2 said)"
    done
    [ "$(sha256sum <read-only/p.mpt)" = "$before" ] || fail 'the read-only file was changed'
    [ "$(ls -A read-only)" = p.mpt ] || fail "beside the read-only file: $(ls -A read-only)"
    cp good.mpt secret.mpt && chmod 000 secret.mpt
    as_user ./mpt list missions --db secret.mpt >said 2>&1
    code=$?
    [ "$(id -u)" != 0 ] || [ $code = 4 ] || fail "a file nobody may read: exit $code"
else
    echo 'part not run: nobody to run as who may not write'
fi

# --- What needs the sqlite3 shell ---
if ! command -v sqlite3 >/dev/null; then
    [ $failed = 0 ] || exit 1
    echo 'in part: there is no sqlite3 shell here'
    exit 0
fi
sqlite foreign.mpt 'CREATE TABLE project(code); INSERT INTO project VALUES (1);'
refused foreign.mpt 'but not a portfolio of mpt'
cp good.mpt newer.mpt && sqlite newer.mpt 'PRAGMA user_version = 999'
refused newer.mpt 'written by a newer mpt'

# Locked by another: a message within its patience, and everything as it was.
cp good.mpt locked.mpt
mkfifo statements
sqlite3 locked.mpt <statements >holding 2>&1 &
holder=$!
exec 3>statements
echo 'PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE project SET title = title; SELECT 1;' >&3
while kill -0 $holder && ! grep -q 1 holding; do sleep 0.05; done
before=$(date +%s)
./mpt add-project X --db locked.mpt >writing 2>&1 3>&- &
writer=$!
./mpt list projects --db locked.mpt >reading 2>&1
code=$?
{ [ $code = 4 ] && grep -q 'locked.mpt is locked by another program' reading; } ||
    fail "reading a locked file: exit $code"
wait $writer
code=$?
{ [ $code = 4 ] && grep -q 'locked.mpt is locked by another program' writing; } ||
    fail "writing a locked file: exit $code"
[ $(($(date +%s) - before)) -le 12 ] || fail 'waited too long for a locked file'
echo 'ROLLBACK;' >&3
exec 3>&-
wait $holder
holder=''
healthy locked.mpt
./mpt export --db locked.mpt | cmp - good.json || fail 'a refused change to a locked file was kept'
# Locked for a moment only: waits and goes on.
sqlite3 locked.mpt <statements >holding 2>&1 &
holder=$!
exec 3>statements
echo 'BEGIN IMMEDIATE; SELECT 1;' >&3
while kill -0 $holder && ! grep -q 1 holding; do sleep 0.05; done
./mpt add-project X --db locked.mpt >writing 2>&1 3>&- &
writer=$!
sleep 0.3
./mpt list projects --db locked.mpt >/dev/null || fail 'reading while another writes'
exec 3>&-
wait $writer || fail "a file locked for a moment: $(cat writing)"
wait $holder
holder=''
healthy locked.mpt
[ $failed = 0 ]
