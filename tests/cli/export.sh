# Export and import: what is taken out and put into an empty portfolio comes out the same; taken in again it changes
# nothing; of an import that is refused nothing stays.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
export MPT_TODAY=2024-07-07 MPT_USER=tester LC_ALL=C.UTF-8
unset MPT_DB MPT_RULES
failed=0
fail() {
    echo "FAILED: $*"
    failed=1
}
mpt() { "$PROGRAM" "$@"; }

for seeds in --seed=texts --seed --demo; do
    mpt init $seeds --quiet --db from.mpt || fail "init $seeds"
    mpt init --quiet --db to.mpt || fail init
    mpt export --db from.mpt -o from.json || fail "export $seeds"
    mpt import from.json --db to.mpt >said || fail "import $seeds: $(cat said)"
    grep -q '^Imported: [1-9][0-9]* new, 0 changed, 0 unchanged' said || fail "import $seeds: $(cat said)"
    mpt export --db to.mpt -o to.json || fail "export of the import of $seeds"
    cmp from.json to.json || fail "$seeds: what was imported comes out otherwise"
    # Once more: nothing new, from a file and from standard input.
    mpt import from.json --db to.mpt >said || fail "import again $seeds: $(cat said)"
    grep -q '^Imported: 0 new, 0 changed, [1-9][0-9]* unchanged' said || fail "import again $seeds: $(cat said)"
    mpt import - --db to.mpt <from.json >said || fail "import from standard input: $(cat said)"
    grep -q '^Imported: 0 new, 0 changed, [1-9][0-9]* unchanged' said || fail "import from standard input: $(cat said)"
    mpt export --db to.mpt | cmp - from.json || fail "$seeds: importing again changed something"
    # Reports on both are the same.
    for command in 'gaps' 'gaps --all --format json' 'report --mission hydrogen' 'report --mission pilot-e --sources' \
        'list projects' 'list missions --format csv' 'list stakeholders --search energy' 'list fundings --format md'; do
        # shellcheck disable=SC2086
        mpt $command --db from.mpt >from.txt 2>&1
        # shellcheck disable=SC2086
        mpt $command --db to.mpt >to.txt 2>&1
        cmp from.txt to.txt || fail "$seeds: mpt $command differs"
    done
    mpt doctor --db to.mpt >said || fail "$seeds: $(cat said)"
    rm from.mpt to.mpt
done

# All or nothing: the last record of a large bundle is wrong, or the last of many bundles.
mpt init --quiet --db p.mpt
mpt import from.json --db p.mpt --quiet || fail 'import --quiet'
mpt init --quiet --db empty.mpt
mpt export --db empty.mpt -o empty.json
sed '$d' from.json | sed '$d' >cut.json
printf '  },\n  "edits": {"project": [{"code": "there-is-no-such-project", "title": "x"}]}\n}\n' >>cut.json
mpt import cut.json --db empty.mpt >said 2>&1
[ $? = 3 ] || fail "a bundle whose last record is wrong: $(cat said)"
grep -q "there is no project 'there-is-no-such-project'" said || fail "a bundle whose last record is wrong: $(cat said)"
mpt import from.json "$TESTS/data/unknown-reference.json" --db empty.mpt >said 2>&1
[ $? = 3 ] || fail "two bundles, the second wrong: $(cat said)"
mpt export --db empty.mpt | cmp - empty.json || fail 'of a refused import something stayed'
mpt history --db empty.mpt | grep -q 'Nothing was changed' || fail 'a refused import is in the history'
[ "$(mpt list projects --db empty.mpt --search ferry 2>/dev/null)" = '' ] ||
    fail 'a refused import is in the search index'
mpt doctor --db empty.mpt >said || fail "$(cat said)"

# Two bundles that refer to each other, in either order.
for order in 'ferries.json ferry-links.json' 'ferry-links.json ferries.json'; do
    # shellcheck disable=SC2086
    (cd "$TESTS/data" && mpt import $order --db "$folder/empty.mpt") >said 2>&1 || fail "import $order: $(cat said)"
    mpt show battery-ferry --db empty.mpt | grep -q 'Battery ferry for a long crossing' || fail "import $order"
    mpt export --db empty.mpt -o "$(echo "$order" | cut -c 1-7).json"
    mpt init --quiet --db next.mpt && mv next.mpt empty.mpt && rm -f empty.mpt-wal empty.mpt-shm
done
cmp ferries.json ferry-l.json || fail 'the order of bundles makes a difference'
exit $failed
