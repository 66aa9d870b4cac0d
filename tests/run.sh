#!/bin/sh
# Runs all tests, as many at a time as there are cores: run.sh PROGRAM UNIT_TEST...
#   unit tests (cmocka), transcripts (tests/cli/*.t), checks as scripts (tests/cli/*.sh: exit 0 passed, 77 not run)
# Ends with "N passed, N failed".
set -u
here=$(dirname "$0")
PROGRAM=$(realpath "$1") TESTS=$(realpath "$here")
export PROGRAM TESTS
shift
RESULTS=$(mktemp -d) || exit 2
export RESULTS
trap 'rm -rf "$RESULTS"' EXIT

# The scripts first: the longest are among them.
printf '%s\n' "$here"/cli/*.sh "$@" "$here"/cli/*.t | xargs -P "$(nproc)" -n 1 sh "$here/one.sh"

passed=$(cat "$RESULTS"/*.passed | awk '{ sum += $1 } END { print sum + 0 }')
failed=$(cat "$RESULTS"/*.failed | awk '{ sum += $1 } END { print sum + 0 }')
wanted=$(ls "$here"/cli/*.sh "$@" "$here"/cli/*.t | wc -l) ended=$(ls "$RESULTS" | grep -c '\.passed$')
[ "$ended" = "$wanted" ] || echo "FAILED $((wanted - ended)) tests did not end" # one.sh was killed
echo "$passed passed, $((failed + wanted - ended)) failed"
[ "$failed" = 0 ] && [ "$ended" = "$wanted" ]
