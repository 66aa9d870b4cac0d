# kill -9 at 200 random moments of random writing commands: the portfolio opens, the doctor finds nothing wrong, each
# command is there whole or not at all, and what it makes beside the portfolio has its name only when it is whole.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
export MPT_DB=p.mpt MPT_TODAY=2024-07-07 MPT_USER=tester LC_ALL=C.UTF-8
unset MPT_RULES
rounds=200
failed=0
fail() {
    echo "FAILED: $*"
    failed=1
}

# The writing commands, one a line, and a new one here. Each is run in a folder with the portfolio p.mpt, a bundle.json
# and another portfolio other.mpt; what it makes itself is called made.mpt.
cat >commands <<'END'
add-project "Broken off" --mission hydrogen:50% --tag solution:battery --summary "To be broken off."
edit-mission hydrogen --summary "Changed" --owner "New owner" --status scaling
edit-mission hydrogen --code h2
tag electric-ferries solution:battery solution:ferry
link electric-ferries complements 5g-mobix
measure hydrogen-cost 4.60 --on 2024-06-30 --basis modelled --confidence medium
remove-mission hydrogen --cascade
undo 2
import bundle.json
backup made.mpt
restore other.mpt
init --demo --db made.mpt
END
count=$(wc -l <commands)

# perform N: the N-th of them. exec: the process that is killed is the program itself.
perform() {
    # shellcheck disable=SC2317 # it is reached
    eval "exec \"\$PROGRAM\" $(sed -n "$1p" commands)"
}

"$PROGRAM" init --seed --quiet || exit 2
{
    printf '{"schema": "mpt.bundle/1", "records": {"project": [\n'
    awk 'BEGIN {
        for (i = 1; i <= 300; i++) {
            printf "%s{\"code\": \"b-%d\", \"title\": \"Project %d of the bundle\"}\n", (i > 1 ? "," : ""), i, i
        }
    }'
    printf ']}}\n'
} >bundle.json
"$PROGRAM" init --quiet --db other.mpt && "$PROGRAM" import bundle.json -q --db other.mpt

# state DATABASE: what it holds, and how long its history is.
state() {
    "$PROGRAM" export --db "$1" && "$PROGRAM" history --db "$1" | sed -n '/^[0-9]/{s/ .*//p;q;}'
}

# What the portfolio holds before, and what it and made.mpt hold after each command came to its end.
state p.mpt >before
cp p.mpt base.mpt
number=0
while [ $number -lt "$count" ]; do
    number=$((number + 1))
    mkdir "full-$number"
    cp base.mpt "full-$number/p.mpt" && cp other.mpt "full-$number/other.mpt"
    (cd "full-$number" && ln -s ../bundle.json ../commands . && (perform $number)) >said 2>&1 ||
        fail "$(sed -n "${number}p" commands): $(cat said)"
    state "full-$number/p.mpt" >"after-$number"
    [ ! -e "full-$number/made.mpt" ] || state "full-$number/made.mpt" >"made-$number"
    # Milliseconds from which the delays are drawn; they grow after a kill and shrink after a command that came through,
    # so that about half are killed on any machine.
    echo 12 >"most-$number"
done
rm -rf full-*

# A number below $1 from a fixed sequence (a linear congruence), in $drawn.
seed=20240707
draw() {
    seed=$(((seed * 1103515245 + 12345) % 2147483648))
    drawn=$((seed / 65536 % $1))
}

killed=0 whole=0 round=0
while [ $round -lt $rounds ]; do
    round=$((round + 1))
    draw "$count"
    number=$((drawn + 1))
    name="round $round, $(sed -n "${number}p" commands)"
    most=$(cat "most-$number")
    draw "$most"
    (perform $number) >said 2>&1 &
    started=$!
    sleep "$(printf '0.%03d' $drawn)"
    kill -9 $started 2>/dev/null
    wait $started 2>/dev/null
    code=$?
    case $code in
    137) killed=$((killed + 1)) most=$((most + 1 + most / 8)) ;;
    0) most=$((most > 4 ? most - 1 - most / 8 : 3)) ;;
    *) fail "$name: exit $code: $(cat said)" ;;
    esac
    echo "$((most > 900 ? 900 : most))" >"most-$number"

    "$PROGRAM" doctor >said 2>&1 || fail "$name: $(cat said)"
    state p.mpt >now 2>said || fail "$name: $(cat said)"
    if cmp -s now "after-$number"; then
        cmp -s now before || whole=$((whole + 1))
    elif [ $code = 0 ] || ! cmp -s now before; then
        fail "$name: a part of it is there, or it is not there though it came to its end"
    fi
    for made in made.mpt p.mpt.replaced-*Z; do
        [ -e "$made" ] || continue
        "$PROGRAM" doctor --db "$made" >said 2>&1 || fail "$name: $made: $(cat said)"
        case $made in
        made.mpt) state made.mpt | cmp -s - "made-$number" || fail "$name: half of $made" ;;
        *) state "$made" | cmp -s - before || fail "$name: what was kept is not what was there" ;;
        esac
    done
    # What was under way has another name, and does not stand in the way of the next. A log that was left stays, for the
    # next to find it, unless the command's work is there.
    rm -f made.mpt ./*.replaced-* ./*.new-*
    if ! cmp -s now before; then
        rm -f p.mpt p.mpt-wal p.mpt-shm
        cp base.mpt p.mpt
    fi
done
[ $killed -ge $((rounds / 6)) ] || fail "only $killed of $rounds commands were killed before their end"
[ $whole -ge $((rounds / 10)) ] || fail "only $whole of $rounds commands changed the portfolio"
"$PROGRAM" add-project 'After all that' -q >said || fail 'cannot be written any more'
echo "$killed of $rounds commands were killed before their end; $whole changed the portfolio"
exit $failed
