#!/bin/sh
# Runs all tests: run.sh PROGRAM UNIT_TEST...
#   unit tests (cmocka), transcripts (tests/cli/*.t), checks as scripts (tests/cli/*.sh: exit 0 passed, 77 not run)
# Ends with "N passed, N failed".
set -u
here=$(dirname "$0")
program=$1
shift
passed=0 failed=0
logs=$(mktemp -d) || exit 2
trap 'rm -rf "$logs"' EXIT

for unit in "$@"; do
    "$unit" >"$logs/out" 2>&1
    code=$?
    good=$(grep -c '^\[       OK \]' "$logs/out")
    bad=$(sed -n 's/^ *\([0-9][0-9]*\) FAILED TEST(S)$/\1/p' "$logs/out")
    bad=${bad:-0}
    # A unit test that died on the way counts as failed even when no case says so.
    [ $code = 0 ] || [ "$bad" != 0 ] || bad=1
    passed=$((passed + good)) failed=$((failed + bad))
    if [ $code != 0 ]; then
        echo "FAILED $unit"
        cat "$logs/out"
    else
        echo "ok     $(basename "$unit") ($good)"
        grep ' was not run: ' "$logs/out"
    fi
done

for transcript in "$here"/cli/*.t; do
    sh "$here/transcript.sh" "$program" "$transcript" >"$logs/now"
    if diff -u "$transcript" "$logs/now" >"$logs/diff"; then
        passed=$((passed + 1))
        echo "ok     $(basename "$transcript")"
    else
        failed=$((failed + 1))
        echo "FAILED $transcript (- expected, + now)"
        cat "$logs/diff"
    fi
done

for script in "$here"/cli/*.sh; do
    PROGRAM=$(realpath "$program") TESTS=$(realpath "$here") sh "$script" >"$logs/out" 2>&1
    code=$?
    case $code in
    0) passed=$((passed + 1)) && echo "ok     $(basename "$script")" ;;
    77) echo "not run: $(basename "$script"): $(tail -n 1 "$logs/out")" ;;
    *)
        failed=$((failed + 1))
        echo "FAILED $script"
        cat "$logs/out"
        ;;
    esac
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
