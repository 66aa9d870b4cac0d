#!/bin/sh
# Any random series of commands: the export taken after each step equals the --as-of export of that step later, and
# undone one by one they end in the export the series began with. SEED and STEPS may be set to try others.
set -u
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
seed=${SEED:-7}
steps=${STEPS:-40}
MPT_TODAY=2024-07-07 MPT_DB=$work/p.mpt MPT_USER=tester
export MPT_TODAY MPT_DB MPT_USER
mpt() { "$PROGRAM" "$@"; }
failed=0

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
    count=$(wc -l < codes)
    code=
    [ "$count" -gt 0 ] || return 0
    roll "$count"
    code=$(sed -n "$((n + 1))p" codes)
}

# One random command; most succeed, some are refused, which must change nothing.
step()
{
    roll 16
    case $n in
    0) mpt add-project "Test rig $1" --stage research --tag "topic:t$1" --mission hydrogen:60%,future-protein:30% ;;
    1) mpt add-project "Test rig $1" --starts 2024-0$((1 + $1 % 9)) --alias "Rig number $1" ;;
    2) pick projects; mpt edit-project "$code" --stage deployment --title "Renamed $1" ;;
    3) pick projects; mpt edit-project "$code" --code "moved-$1" ;;
    4) pick missions; mpt edit-mission "$code" --code "mission-$1" ;;
    5) pick projects; mpt remove-project "$code" --cascade ;;
    6) pick stakeholders; mpt remove-stakeholder "$code" --cascade ;;
    7) pick missions; mpt remove-mission "$code" --cascade ;;
    8) pick projects; mpt tag "$code" "topic:t$(($1 % 5))" ;;
    9) pick taggings; mpt remove-tagging "$code" ;;
    10) pick projects; a=$code; pick projects; mpt link "$a" complements "$code" ;;
    11) pick targets; mpt measure "$code" "$1.$1" --on 2024-06-0$((1 + $1 % 9)) --basis modelled ;;
    12) pick stakeholders; mpt edit-stakeholder "$code" --code "org-$1" ;;
    13) pick tags; mpt edit-tag "$code" --code "renamed:t$1" ;;
    14)
        printf '{"schema": "mpt.bundle/1", "records": {"project": [{"code": "p%s", "title": "One"}, {"code": "q%s",
            "title": "Two", "mission": [{"code": "drought"}]}]}}' "$1" "$1" > bundle.json
        mpt import bundle.json
        ;;
    15) roll 8; mpt undo "$((entries - n))" ;;
    esac
}

entry() { mpt history --limit 1 --format json | sed -n 's/.*"entry": \([0-9]*\).*/\1/p' | head -n 1; }

mpt init --demo --quiet || exit 1
mpt export > export.start
entries=$(entry) began=$entries
i=0
while [ $i -lt "$steps" ]; do
    i=$((i + 1))
    before=$entries
    step $i > said 2>&1
    code=$?
    [ -z "${TRACE:-}" ] || { echo "$i: $n $code $(cat said)"; }
    [ $code -le 3 ] || { echo "step $i ended with $code: $(cat said)"; failed=1; }
    entries=$(entry)
    [ "$entries" = "$before" ] || mpt export > "export.$entries"
done
echo "seed $seed: $((entries - began)) entries by $steps commands"

# As of each entry, from the end of the series.
e=$began
cp export.start "export.$began"
while [ "$e" -le "$entries" ]; do
    mpt export --as-of "$e" > now
    cmp -s now "export.$e" || { echo "as of entry $e the export differs"; diff "export.$e" now | head -n 5; failed=1; }
    e=$((e + 1))
done

# Each command taken back by its number, newest first: after each, the portfolio is as it was before the command.
e=$entries
while [ "$e" -gt "$began" ]; do
    mpt undo "$e" > said 2>&1 || { echo "entry $e is not taken back: $(cat said)"; failed=1; break; }
    e=$((e - 1))
    mpt export > now
    cmp -s now "export.$e" || { echo "after taking back entry $((e + 1)) the export differs"; diff "export.$e" now | head -n 5; failed=1; }
done
mpt doctor > said 2>&1 || { cat said; failed=1; }

# And what was taken back comes again, in order.
e=1
while [ "$e" -le "$((entries - began))" ]; do
    mpt undo "$((entries + entries - began + 1 - e))" > said 2>&1 || { echo "undo $e is not taken back: $(cat said)"; failed=1; break; }
    e=$((e + 1))
done
mpt export > now
cmp -s now "export.$entries" || { echo "taken back and again, the export differs"; failed=1; }
mpt doctor > said 2>&1 || { cat said; failed=1; }
exit $failed
