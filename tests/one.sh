#!/bin/sh
# Runs one test for run.sh: one.sh FILE. What it says comes in one piece, as others run beside it; how many cases passed
# and failed goes to files in $RESULTS.
set -u
file=$1
name=$(basename "$file")
logs=$(mktemp -d "$RESULTS/XXXXXX") || exit 2
passed=0 failed=0

case $file in
*.t)
    sh "$TESTS/transcript.sh" "$PROGRAM" "$file" >"$logs/now"
    if diff -u "$file" "$logs/now" >"$logs/diff"; then
        passed=1
        echo "ok     $name" >"$logs/says"
    else
        failed=1
        { echo "FAILED $file (- expected, + now)" && cat "$logs/diff"; } >"$logs/says"
    fi
    ;;
*.sh)
    sh "$file" >"$logs/out" 2>&1
    case $? in
    0) passed=1 && echo "ok     $name" >"$logs/says" ;;
    77) echo "not run: $name: $(tail -n 1 "$logs/out")" >"$logs/says" ;;
    *) failed=1 && { echo "FAILED $file" && cat "$logs/out"; } >"$logs/says" ;;
    esac
    ;;
*)
    "$file" >"$logs/out" 2>&1
    code=$?
    passed=$(grep -c '^\[       OK \]' "$logs/out")
    failed=$(sed -n 's/^ *\([0-9][0-9]*\) FAILED TEST(S)$/\1/p' "$logs/out")
    failed=${failed:-0}
    # A unit test that died on the way counts as failed even when no case says so.
    [ $code = 0 ] || [ "$failed" != 0 ] || failed=1
    if [ $code != 0 ]; then
        { echo "FAILED $file" && cat "$logs/out"; } >"$logs/says"
    else
        { echo "ok     $name ($passed)" && grep ' was not run: ' "$logs/out"; } >"$logs/says"
    fi
    ;;
esac

cat "$logs/says"
echo "$failed" >"$RESULTS/$name.failed"
echo "$passed" >"$RESULTS/$name.passed"
