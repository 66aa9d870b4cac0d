#!/bin/sh
# Any series of merges of the demo's records: each leaves a healthy portfolio and a code that leads on; undone one by one,
# newest first, the export is what it was before each, byte for byte, and --as-of says the same. SEED and STEPS may be
# set to try others.
set -u
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
seed=${SEED:-11}
steps=${STEPS:-24}
MPT_TODAY=2024-07-07 MPT_DB=$work/p.mpt MPT_USER=tester
export MPT_TODAY MPT_DB MPT_USER
mpt() { "$PROGRAM" "$@"; }
failed=0
wrong() { echo "$*"; failed=1; }

state=$seed
# Sets $n to a number below $1. (A generator of our own: awk's and the shell's differ from machine to machine.)
roll()
{
    state=$(((state * 1103515245 + 12345) % 2147483648))
    n=$((state / 65536 % $1))
}

# Sets $code to the code of some record of kind $1 (plural).
pick()
{
    mpt list "$1" --fields code --format csv | sed '1d; s/,.*//' > codes
    roll "$(wc -l < codes)"
    code=$(sed -n "$((n + 1))p" codes)
}

# Sets $kind and $kinds.
pick_kind()
{
    roll 12
    case $n in
    0 | 1 | 2 | 3) kind=project kinds=projects ;;
    4 | 5 | 6) kind=stakeholder kinds=stakeholders ;;
    7) kind=mission kinds=missions ;;
    8) kind=programme kinds=programmes ;;
    9) kind=decision kinds=decisions ;;
    10) kind=tag kinds=tags ;;
    11) kind=step kinds=steps ;;
    esac
}

entry() { mpt history --limit 1 --format json | sed -n 's/.*"entry": \([0-9]*\).*/\1/p' | head -n 1; }

mpt init --demo --quiet || exit 1
entries=$(entry) began=$entries
mpt export > "export.$entries"
i=0
while [ $i -lt "$steps" ]; do
    i=$((i + 1))
    pick_kind
    pick "$kinds"
    a=$code
    pick "$kinds"
    b=$code
    [ "$a" != "$b" ] || continue
    mpt merge "$kind:$a" "$kind:$b" --dry-run > trial 2>&1
    mpt export > now
    cmp -s now "export.$entries" || wrong "a trial of merging $kind $b into $a changed something"
    mpt merge "$kind:$a" "$kind:$b" --format json > said 2>&1
    code=$?
    if [ $code -ne 0 ]; then
        grep -q 'differ in' said || wrong "merging $kind $b into $a ended with $code: $(cat said)"
        continue
    fi
    entries=$(entry)
    mpt export > "export.$entries"
    mpt show "$kind:$b" > shown 2> remark || wrong "$kind $b is not shown"
    grep -q "was merged into $a" remark || wrong "$kind $b leads nowhere: $(cat remark)"
    head -n 1 shown | grep -q "^$kind $a" || wrong "$kind $b leads to $(head -n 1 shown)"
    mpt doctor > said 2>&1 || wrong "after merging $kind $b into $a: $(cat said)"
done
echo "seed $seed: $((entries - began)) merges"
[ $((entries - began)) -gt $((steps / 2)) ] || wrong "too few merges were made"

e=$entries
while [ "$e" -gt "$began" ]; do
    mpt export --as-of $((e - 1)) > now
    cmp -s now "export.$((e - 1))" || wrong "as of entry $((e - 1)) the export differs"
    mpt undo "$e" > said 2>&1 || { wrong "entry $e is not taken back: $(cat said)"; break; }
    e=$((e - 1))
    mpt export > now
    cmp -s now "export.$e" || { wrong "after taking back entry $((e + 1)) the export differs"; diff "export.$e" now | head -n 5; }
done
mpt doctor --history > said 2>&1 || wrong "$(cat said)"

# And what was taken back comes again, in order.
e=1
while [ "$e" -le "$((entries - began))" ]; do
    mpt undo "$((entries + entries - began + 1 - e))" > said 2>&1 || { wrong "undo $e is not taken back: $(cat said)"; break; }
    e=$((e + 1))
done
mpt export > now
cmp -s now "export.$entries" || wrong "taken back and again, the export differs"
exit $failed
