# What nobody should type or send: escape sequences, half characters, broken bundles, a megabyte in a title. Nothing of
# it reaches a terminal raw, and nothing is changed by what was refused.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
export MPT_DB=p.mpt MPT_TODAY=2024-07-07 MPT_USER=tester LC_ALL=C.UTF-8
unset MPT_RULES
failed=0
fail() {
    echo "FAILED: $*"
    failed=$((failed + 1))
}
mpt() { "$PROGRAM" "$@"; }

# The beginning of what was said, with everything but ASCII as dots.
shown() { head -c 200 "$1" | LC_ALL=C tr -c ' -~\n' '.'; }

# No byte that a terminal obeys: ESC and other controls, DEL, and C1 as one byte or as two of UTF-8.
clean() {
    if LC_ALL=C grep -qaP '[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]' "$1"; then
        fail "$2: control characters come out: $(shown "$1")"
    elif ! iconv -f UTF-8 -t UTF-8 "$1" >/dev/null 2>&1; then
        fail "$2: what comes out is not UTF-8: $(shown "$1")"
    fi
}

# say WHAT CODE COMMAND...: the exit code and a clean answer.
say() {
    what=$1 wanted=$2
    shift 2
    "$PROGRAM" "$@" >said 2>&1 </dev/null
    code=$?
    [ $code = "$wanted" ] || fail "$what: exit $code, expected $wanted: $(shown said)"
    clean said "$what"
}

mpt init --seed --quiet || exit 2
mpt export >before.json

# --- Words on the command line ---
esc=$(printf 'zq\033[31mzq') c1=$(printf 'zq\302\233zq') raw=$(printf 'zq\233zq') half=$(printf 'zq\377zq')
del=$(printf 'zq\177zq') rtl=$(printf 'zq\342\200\256zq') bel=$(printf 'zq\007zq')
for bad in "$esc" "$c1" "$raw" "$half" "$del" "$rtl" "$bel"; do
    say title 3 add-project "$bad"
    say alias 3 add-project Good --alias "$bad"
    say summary 3 add-project Good --summary "$bad"
    say code 3 add-project Good --code "$bad"
    say choice 3 add-project Good --stage "$bad"
    say money 3 add-project Good --scale-cost "NOK $bad"
    say date 3 add-project Good --starts "$bad"
    say reference 3 add-project Good --mission "$bad"
    say tag 3 add-project Good --tag "$bad:$bad"
    say owner 3 edit-mission hydrogen --owner "$bad"
    say as 2 add-project Good --as "$bad"
    MPT_USER=$bad say MPT_USER 2 add-project Good
    say command 2 "$bad"
    say flag 2 list projects "--$bad"
    say kind 2 list "$bad"
    say 'filter field' 2 list projects "$bad=1"
    say 'filter value' 3 list projects "stage=$bad"
    say 'format' 2 list projects --format "$bad"
    say 'sort' 2 list projects --sort "$bad"
    say 'fields' 2 list projects --fields "$bad"
    say show 3 show "$bad"
    say explain 2 explain "$bad"
    say 'as-of' 2 gaps --as-of "$bad"
    say severity 2 gaps --severity "$bad"
    say rule 2 gaps --rule "$bad"
    say help 2 help "$bad"
    say db 4 list projects --db "$bad.mpt"
    say 'import file' 3 import "$bad.json"
    say output 4 list projects -o "no/$bad"
    MPT_RULES=$bad say MPT_RULES 3 gaps
done
mpt export >after.json
cmp before.json after.json || fail 'something of what was refused on the command line was kept'

# --- Names of files that exist ---
for bad in "$esc" "$c1" "$raw"; do
    MPT_DB=$bad.mpt say 'init with a name' 0 init
    MPT_DB=$bad.mpt say 'doctor with a name' 0 doctor
    MPT_DB=$bad.mpt say 'init again with a name' 4 init
    printf '{"schema": "mpt.bundle/1", "records": {"project": [{"title": "From file"}]}}' >"$bad.json"
    MPT_DB=$bad.mpt say 'import a name' 0 import "$bad.json"
    MPT_DB=$bad.mpt say 'history with a name' 0 history
    MPT_DB=$bad.mpt say 'history of a record with a name' 0 history from-file
    printf 'x' >"$bad.json"
    MPT_DB=$bad.mpt say 'import a bad name' 3 import "$bad.json"
    mkdir "$bad.rules" && printf -- '-- rule: x\n-- nonsense: y\nSELECT 1' >"$bad.rules/$bad.sql"
    MPT_RULES=$bad.rules say 'rule file with a name' 3 gaps
    say 'output with a name' 0 list missions -o "$bad.txt"
done

# --- A portfolio that somebody else tampered with ---
if command -v sqlite3 >/dev/null; then
    cp p.mpt foreign.mpt
    sqlite3 foreign.mpt "UPDATE project SET title = 'x' || char(27) || '[31mx' || char(155) WHERE code = 'loti';
        UPDATE mission SET title = 'x' || char(27) || '[31mx', owner = 'y' || char(155) || 'y' WHERE code = 'hydrogen';
        UPDATE target SET title = char(27) || ']0;x' || char(7) WHERE code = 'hydrogen-cost';
        UPDATE entry SET who = 'z' || char(27) || '[2J', command = char(27) || 'c';" || fail sqlite3
    for command in 'list projects' 'list missions' 'show project:loti' 'show hydrogen' 'gaps' \
        'report --mission hydrogen' 'report --mission hydrogen --sources' 'explain target-incomplete' 'history' 'history project:loti' 'doctor' \
        'list projects --format md' 'gaps --format md' 'report --mission hydrogen --format md'; do
        # shellcheck disable=SC2086
        mpt $command --db foreign.mpt >said 2>&1
        code=$?
        [ $code = 0 ] || [ $code = 4 ] || fail "tampered with: mpt $command: exit $code"
        clean said "tampered with: mpt $command"
    done
fi

# --- Bundles ---
# refuse WORDS: import of the file `bundle` is refused with these words, naming the file.
refuse() {
    mpt import bundle >said 2>&1
    code=$?
    [ $code = 3 ] || fail "bundle, exit $code: $(head -c 120 bundle)"
    grep -q -e "$1" said || fail "bundle: nothing of '$1' in: $(head -c 300 said)"
    clean said "bundle: $(head -c 120 bundle)"
}
records() { printf '{"schema": "mpt.bundle/1", "records": %s}' "$1" >bundle; }

# What does not say at its beginning that it is a bundle is somebody else's file, of which no map is known.
: >bundle && refuse 'bundle is empty; expected CSV, JSON, XML or XLSX'
printf 'Dear board,' >bundle && refuse 'bundle, line 1: is the header of a table without records'
other='bundle is JSON of a kind that no map is known for, nor a bundle, which begins {"schema": "mpt.bundle/1"'
head -c 5000 before.json >bundle && refuse 'bundle, line [0-9]*.*is not JSON'
head -c 60000 before.json >bundle && refuse 'bundle, line [0-9]*.*is not JSON'
printf '[]' >bundle && refuse "$other"
printf 'null' >bundle && refuse 'bundle, line 1: is the header of a table without records'
printf '{}' >bundle && refuse "$other"
printf '{"schema": 5}' >bundle && refuse "$other"
printf '{"schema": "mpt.bundle/2"}' >bundle && refuse 'mpt.bundle/2'
printf '{"schema": "mpt.bundle/1"} and more' >bundle && refuse 'is not JSON'
printf '{"schema": "mpt.bundle/1", "recrods": {}}' >bundle && refuse 'no part "recrods"'
printf '{"schema": "mpt.bundle/1", "edits": []}' >bundle && refuse '"edits" must be an object'
printf '{"schema": "mpt.bundle/1", "settings": {"demo": 1}}' >bundle && refuse 'settings.demo'
printf '{"schema": "mpt.bundle/1", "records": {"project": [{"title": "x"}]}, "settings": {"a": []}}' >bundle
refuse 'settings.a'
{ printf '{"schema": "mpt.bundle/1", "about": ' && head -c 1000000 /dev/zero | tr '\0' '['; } >bundle
refuse 'is not JSON'
{ printf '{"schema": "mpt.bundle/1", "about": ' && yes '{"a":' | head -n 100000; } >bundle
refuse 'is not JSON'
printf '\377\376{\000"\000' >bundle && refuse 'bundle, line 1'
printf '{"schema": "mpt.bundle/1"}\000' >bundle && refuse 'bundle, line 1'
printf '{"schema": "mpt.bundle/1", "about": "\377"}' >bundle && refuse 'is not UTF-8'
printf '{"schema": "mpt.bundle/1", "about": "\303"}' >bundle && refuse 'is not UTF-8'
printf '{"schema": "mpt.bundle/1", "about": "\355\240\200"}' >bundle && refuse 'is not UTF-8'
printf '{"schema": "mpt.bundle/1", "about": "\300\257"}' >bundle && refuse 'is not UTF-8'
records '[]' && refuse '"records" must be an object'
records '{"zzz": []}' && refuse 'no kind "zzz"'
records '{"project": {}}' && refuse 'records.project must be an array'
records '{"project": [5]}' && refuse 'records.project number 1'
records '{"project": [{"title": "A"}, {"title": 5}]}' && refuse 'records.project number 2.*title'
records '{"project": [{"title": ["A"]}]}' && refuse 'title'
records '{"project": [{"title": {"a": 1}}]}' && refuse 'title'
records '{"project": [{"title": null}]}' && refuse 'title'
records '{"project": [{"title": "A", "titel": "B"}]}' && refuse 'did you mean title'
records '{"project": [{"title": "A", "title": "B"}]}' && refuse 'duplicate'
records '{"project": [{"title": "A", "pilot": "yes"}]}' && refuse 'pilot'
records '{"project": [{"title": "A", "trl": "4"}]}' && refuse 'trl'
records '{"project": [{"title": "A", "trl": true}]}' && refuse 'trl'
records '{"project": [{"title": "A", "trl": 99999999999999999999999999}]}' && refuse 'bundle'
records '{"project": [{"title": "A", "trl": 1e400}]}' && refuse 'bundle'
records '{"project": [{"title": "A", "trl": -1}]}' && refuse 'trl'
records '{"project": [{"title": "A", "starts": "2024-02-30"}]}' && refuse 'starts'
records '{"project": [{"title": "A", "starts": 2024}]}' && refuse 'starts'
records '{"project": [{"title": "A", "scale_cost": "NOK 1e3"}]}' && refuse 'scale_cost'
records '{"project": [{"title": "A", "mission": "nowhere"}]}' && refuse "no mission 'nowhere'"
records '{"project": [{"title": "A",
    "mission": [{"code": "hydrogen", "share": 60}, {"code": "drought", "share": 60}]}]}'
refuse 'sum to 120 %'
records '{"project": [{"title": "A", "mission": [{"code": "hydrogen", "share": -5}]}]}' && refuse 'share'
records '{"project": [{"title": "A", "mission": [{"code": "hydrogen", "share": "60"}]}]}' && refuse 'mission'
records '{"project": [{"title": "A", "mission": [{"share": 60}]}]}' && refuse 'mission'
records '{"project": [{"title": "A\u0000B"}]}' && refuse 'bundle'
records '{"project": [{"title": "A\u001b[31mB"}]}' && refuse 'title'
records '{"project": [{"title": "A\u009bB"}]}' && refuse 'title'
records '{"project": [{"title": "A\u202eB"}]}' && refuse 'title'
records '{"project": [{"title": "A\ud800B"}]}' && refuse 'bundle'
records '{"project": [{"title": "x", "code": "A\u001b[31mB"}]}' && refuse 'code'
records '{"pro\u001b[31mject": []}' && refuse 'no kind'
records '{"project": [{"ti\u001b[31mtle": "x"}]}' && refuse 'no field'
records '{"project": [{"code": "loti", "title": "Another"}]}' && refuse 'there is one with this code already'
records '{"project": [{"code": "new-one", "title": "A"}, {"code": "new-one", "title": "B"}]}'
refuse 'number 2 (new-one)'
records '{"project": [{"title": "One"}, {"title": "Two"}], "link": [{"project": "one", "to_project": "three",
    "relation": "follows"}]}' && refuse "no project 'three'"
printf '{"schema": "mpt.bundle/1", "edits": {"project": [{"title": "x"}]}}' >bundle && refuse 'needs the code'
printf '{"schema": "mpt.bundle/1", "edits": {"project": [{"code": "nowhere"}]}}' >bundle
refuse "no project 'nowhere'"
printf '{"schema": "mpt.bundle/1", "edits": {"project": [{"code": "loti", "title": null}]}}' >bundle && refuse 'title'
printf '{"schema": "mpt.bundle/1", "edits": {"project": [{"code": "loti", "stage+": "research"}]}}' >bundle
refuse 'stage+'
mkdir folder.json
say 'a folder to import' 3 import folder.json
# Of several bundles one is broken: none goes in.
records '{"project": [{"title": "In a good bundle"}]}' && mv bundle good.json
printf '{"schema": "mpt.bundle/1"' >bad.json
say 'a good and a bad bundle' 3 import good.json bad.json
mpt import - <bad.json >said 2>&1 && fail 'a broken bundle on standard input'
grep -q 'standard input' said || fail "standard input is not named: $(cat said)"
mpt export >after.json
cmp before.json after.json || fail 'something of a bundle that was refused was kept'

# --- A megabyte ---
big=$(head -c 100000 /dev/zero | tr '\0' m)
mpt add-project "$big" -q >said 2>&1
code=$?
[ $code = 0 ] || [ $code = 3 ] || fail "a title of 100 kB: exit $code"
{ printf '{"schema": "mpt.bundle/1", "records": {"project": [{"code": "big", "title": "' &&
    head -c 1000000 /dev/zero | tr '\0' m && printf '"}]}}'; } >bundle
mpt import bundle >said 2>&1
code=$?
[ $code = 0 ] || [ $code = 3 ] || fail "a title of 1 MB: exit $code: $(head -c 300 said)"
if [ $code = 0 ]; then
    mpt list projects code=big --format csv --fields title | tail -n +2 | wc -c >size
    [ "$(cat size)" -gt 1000000 ] || fail "of a title of 1 MB $(cat size) bytes are left"
fi
for command in 'list projects' 'gaps' 'doctor' 'list projects --search mmm*' 'show big' 'history big'; do
    # shellcheck disable=SC2086
    mpt $command >said 2>&1
    code=$?
    [ $code = 0 ] || [ $code = 3 ] || fail "with a title of 1 MB: mpt $command: exit $code: $(head -c 300 said)"
done
mpt doctor >said || fail "the portfolio is not healthy: $(cat said)"
[ $failed = 0 ]
