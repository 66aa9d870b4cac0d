# kill -9 in the middle of writing commands: the file opens, the doctor finds nothing wrong, an import is there whole or
# not at all, and no half-made portfolio bears the name that init was given.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
export MPT_DB=p.mpt MPT_TODAY=2024-07-07 MPT_USER=tester LC_ALL=C.UTF-8
unset MPT_RULES
failed=0
fail() {
    echo "FAILED: $*"
    failed=1
}

# A bundle of 300 projects whose codes begin with $1.
bundle() {
    printf '{"schema": "mpt.bundle/1", "records": {"project": [\n'
    awk -v name="$1" 'BEGIN {
        for (i = 1; i <= 300; i++) {
            printf "%s{\"code\": \"%s-%d\", \"title\": \"Project %d of %s\", \"summary\": \"To be broken off.\"}\n",
                (i > 1 ? "," : ""), name, i, i, name
        }
    }'
    printf ']}}\n'
}

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
    "$PROGRAM" "$@" >said 2>&1 &
    started=$!
    sleep "$(delay "$most")"
    kill -9 $started 2>/dev/null
    wait $started 2>/dev/null
    [ $? = 137 ]
}

"$PROGRAM" init --seed --quiet || exit 2
# Milliseconds from which the delays are drawn; they grow after a kill and shrink after a command that came through, so
# that about half are killed on any machine.
importing=20 adding=6 making=60
killed=0 whole=0 round=0
while [ $round -lt 60 ]; do
    round=$((round + 1))
    case $((round % 6)) in
    0 | 1 | 2)
        bundle "r$round" >bundle.json
        if run $importing import bundle.json; then
            killed=$((killed + 1)) importing=$((importing + 3))
        else
            importing=$((importing > 6 ? importing - 3 : 4))
        fi
        "$PROGRAM" list projects "code~r$round-" --format json >listed ||
            fail "round $round: the file does not open"
        there=$(grep -c '"code"' listed)
        [ "$there" != 300 ] || whole=$((whole + 1))
        [ "$there" = 0 ] || [ "$there" = 300 ] || fail "round $round: $there of 300 records are there"
        ;;
    3)
        if run $adding add-project "Added in round $round"; then
            killed=$((killed + 1)) adding=$((adding + 1))
        else
            adding=$((adding > 3 ? adding - 1 : 2))
        fi
        ;;
    4)
        if run $adding edit-mission hydrogen --summary "Changed in round $round" --owner "Owner $round"; then
            killed=$((killed + 1)) adding=$((adding + 1))
        else
            adding=$((adding > 3 ? adding - 1 : 2))
        fi
        ;;
    5)
        if run $making init --demo --db "new-$round.mpt"; then
            killed=$((killed + 1)) making=$((making + 20))
        else
            making=$((making > 30 ? making - 20 : 10))
        fi
        if [ -e "new-$round.mpt" ]; then
            MPT_DB=new-$round.mpt "$PROGRAM" doctor >said ||
                fail "round $round: init left a portfolio that is not healthy"
            [ "$("$PROGRAM" list missions --db "new-$round.mpt" --format json | grep -c '"code"')" -ge 20 ] ||
                fail "round $round: init left half a portfolio"
        fi
        # What was under way has another name, and does not stand in the way of the next try.
        rm -f "new-$round.mpt" "new-$round.mpt-wal" "new-$round.mpt-shm"
        ;;
    esac
    "$PROGRAM" doctor >said 2>&1 || fail "round $round: $(cat said)"
done
"$PROGRAM" init --demo --quiet --db new-5.mpt || fail 'init after an init that was killed'
[ $killed -ge 10 ] || fail "only $killed of 60 commands were killed before their end"
"$PROGRAM" add-project 'After all that' -q >said || fail 'cannot be written any more'
echo "$killed of 60 commands were killed; $whole of 30 imports came through"
exit $failed
