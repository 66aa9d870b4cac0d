#!/bin/sh
# What a project that is about to be added may be: asked also where its title is typed at a terminal, and of two who add
# the same at once with --fail-on duplicate only one does.
set -u
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
MPT_DB=$work/p.mpt
export MPT_DB
failed=0
"$PROGRAM" init --seed --quiet || exit 1

add() { "$PROGRAM" add-project "$1" --fail-on duplicate --quiet > "$2" 2>&1; echo $? >> codes; }
for title in "Tidal mills" "Sand batteries" "Whale songs"; do
    : > codes
    add "$title" one & add "$title" two &
    wait
    [ "$(sort codes | tr '\n' ' ')" = "0 1 " ] || { echo "two who add \"$title\" end with" $(cat codes); cat one two; failed=1; }
done

PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$TESTS/cli python3 - "$PROGRAM" <<'END' || failed=1
import sys

from terminal import Terminal, expect, run


def a_typed_title():
    person = Terminal([sys.argv[1], "add-project"])
    person.talk("title", "Tidal mills\r")
    person.wait("Is it one of these?")
    person.wait("tidal-mills")
    expect("it is added all the same", person.end() == 0)


run([a_typed_title])
END
exit $failed
