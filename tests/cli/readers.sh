# Two writers and three readers at work on one portfolio: nothing is lost, readers see imports whole or not at all, and
# none of them waits for a writer. Ten seconds; a minute with MPT_LONG=1.
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
case $(date +%N) in
*[!0-9]* | '') echo 'this date does not know nanoseconds' && exit 77 ;;
esac
milliseconds() {
    echo $(($(date +%s%N) / 1000000))
}
seconds=10
[ -z "${MPT_LONG:-}" ] || seconds=60

# bundle NAME COUNT: that many stakeholders whose codes begin with NAME; projects would be looked at for duplicates.
bundle() {
    printf '{"schema": "mpt.bundle/1", "records": {"stakeholder": [\n'
    awk -v name="$1" -v count="$2" 'BEGIN {
        for (i = 1; i <= count; i++) {
            printf "%s{\"code\": \"%s-%d\", \"title\": \"Member %d of %s\"}\n", (i > 1 ? "," : ""), name, i, i, name
        }
    }'
    printf ']}}\n'
}

# read_until FILE COMMAND...: runs it until FILE is there; each line of what it prints is how long a call took. What
# is listed must be whole batches of ten.
read_until() {
    stop=$1
    shift
    while [ ! -e "$stop" ]; do
        begun=$(milliseconds)
        listed=$("$PROGRAM" "$@" | grep -c '"code"')
        echo $(($(milliseconds) - begun))
        [ $((listed % 10)) = 0 ] || echo "$listed records were seen" >>mixtures
    done
}
longest() {
    cat "$@" | sort -n | tail -n 1
}

# three_readers NAME COMMAND...: starts them; NAME-1 to NAME-3 take what they measure, NAME-enough ends them.
three_readers() {
    name=$1
    shift
    readers=''
    for reader in 1 2 3; do
        read_until "$name-enough" "$@" >"$name-$reader" 2>>complaints &
        readers="$readers $!"
    done
}
end_readers() {
    : >"$name-enough"
    # shellcheck disable=SC2086 # a list of processes
    wait $readers
}

"$PROGRAM" init --seed --quiet || exit 2
: >complaints

# --- Together ---
until=$(($(date +%s) + seconds))
write_singles() {
    number=0
    while [ "$(date +%s)" -lt $until ]; do
        number=$((number + 1))
        "$PROGRAM" add-project "Single $number" --code "single-$number" -q --as A &&
            "$PROGRAM" edit-project "single-$number" --summary "Changed $number" -q --as A >/dev/null
    done
}
write_batches() {
    number=0
    while [ "$(date +%s)" -lt $until ]; do
        number=$((number + 1))
        bundle "batch-$number" 10 >batch.json
        "$PROGRAM" import batch.json -q --as B && echo "batch-$number"
    done
}
three_readers together list stakeholders 'code~batch-' --format json --fields code
write_singles >singles 2>>complaints &
first=$!
write_batches >batches 2>>complaints &
wait $first $!
end_readers
[ ! -s complaints ] || fail "$(head -n 5 complaints)"
[ ! -e mixtures ] || fail "half an import: $(head -n 3 mixtures)"
[ "$(wc -l <singles)" -ge $((seconds * 3)) ] || fail "only $(wc -l <singles) projects were added in $seconds seconds"
[ "$(wc -l <batches)" -ge $((seconds * 3)) ] || fail "only $(wc -l <batches) batches in $seconds seconds"
"$PROGRAM" list projects 'summary~Changed' --format json --fields code | grep -o '"single-[^"]*"' | tr -d '"' |
    LC_ALL=C sort >there
LC_ALL=C sort singles | cmp -s - there || fail "$(wc -l <there) of $(wc -l <singles) projects are there and changed"
[ "$("$PROGRAM" list stakeholders 'code~batch-' --format json | grep -c '"code"')" = $(($(wc -l <batches) * 10)) ] ||
    fail 'a batch was lost'
"$PROGRAM" history --all >listed
[ "$(grep -c "  A: " listed)" = $(($(wc -l <singles) * 2)) ] || fail "the history lacks some of A's"
[ "$(grep -c "  B: " listed)" = "$(wc -l <batches)" ] || fail "the history lacks some of B's"
"$PROGRAM" doctor >said 2>&1 || fail "$(cat said)"

# --- The readers alone, on what there is by now ---
three_readers alone list stakeholders 'code~batch-' --format json --fields code
sleep 3
end_readers
with=$(longest together-?) without=$(longest alone-?)
echo "$(wc -l <singles) added and changed, $(wc -l <batches) batches; $(cat together-? | wc -l) times read"
echo "a reader's longest call: $with ms while others write, $without ms alone"
# Writers take some of the processor, but nobody waits for the end of anything.
[ "$with" -le $((without * 10 + 1000)) ] || fail "a reader waited: $with ms, alone $without ms"

# --- While one writer holds its transaction for seconds ---
bundle long 60000 >long.json
"$PROGRAM" import long.json -q --as C >/dev/null 2>>complaints &
writer=$!
begun=$(milliseconds)
three_readers during list stakeholders 'code~batch-' --format json --fields code
wait $writer || fail "the long import: exit $?"
held=$(($(milliseconds) - begun))
end_readers
count=$(cat during-? | wc -l)
slowest=$(longest during-?)
echo "an import of $held ms; $count times read meanwhile, the longest call $slowest ms"
[ "$count" -ge 10 ] || fail "read only $count times during an import of $held ms"
[ "$held" -ge 1000 ] || echo 'the import was too short to say much'
[ "$slowest" -lt $((held * 2 / 3)) ] || fail "a reader waited for a writer: $slowest of $held ms"
[ ! -s complaints ] || fail "$(head -n 5 complaints)"
[ ! -e mixtures ] || fail "half an import: $(head -n 3 mixtures)"
"$PROGRAM" doctor >said 2>&1 || fail "$(cat said)"
exit $failed
