# Two processes add 500 projects each to one portfolio at the same time: none is lost, none is there twice.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
export MPT_DB=p.mpt MPT_TODAY=2024-07-07 LC_ALL=C.UTF-8
unset MPT_RULES
failed=0
fail() {
    echo "FAILED: $*"
    failed=1
}

"$PROGRAM" init --quiet || exit 2
write() {
    number=0
    while [ $number -lt 500 ]; do
        number=$((number + 1))
        # Every tenth has the title of one of the other's, so that both ask for the same code.
        title="Project $1 $number"
        [ $((number % 10)) != 0 ] || title="Shared project $number"
        "$PROGRAM" add-project "$title" -q --as "writer $1" || echo "writer $1: $title: exit $?" >&2
    done
}
write A >added-a 2>failed-a &
first=$!
write B >added-b 2>failed-b &
second=$!
# Meanwhile somebody reads.
"$PROGRAM" list projects --format json >/dev/null || fail 'reading while two write'
wait $first $second
cat failed-a failed-b >failed-both
[ ! -s failed-both ] || fail "$(head -n 5 failed-both)"
[ "$(cat added-a added-b | sort -u | wc -l)" = 1000 ] || fail 'two projects were given one code'
"$PROGRAM" list projects --format json | grep -o '"code": "[^"]*"' | cut -d '"' -f 4 | sort >there
sort added-a added-b | cmp - there || fail "$(wc -l <there) of 1000 projects are there"
[ "$("$PROGRAM" history --all | grep -c '  writer [AB]: ')" = 1000 ] || fail 'the history lacks some of them'
"$PROGRAM" doctor || fail 'not healthy'
exit $failed
