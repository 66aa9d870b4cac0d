#!/bin/sh
# Real data: every file of the JSONTestSuite (github.com/nst/JSONTestSuite) imported as a bundle. None is one, so each
# must be refused with a message of its own and leave the portfolio as it is; none may end the program in another way.
set -u
suite=${DATA:-}/bad_inputs/JSONTestSuite/test_parsing
if [ ! -d "$suite" ]; then
    echo "no real data at '$suite' (set DATA)"
    exit 77
fi
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
export MPT_DB="$folder/p.mpt" MPT_USER=tester
"$PROGRAM" init --quiet || exit 1
"$PROGRAM" add-mission "Before" --quiet >/dev/null || exit 1
"$PROGRAM" export -o "$folder/before"
bad=0 count=0
for file in "$suite"/*.json; do
    "$PROGRAM" import "$file" >"$folder/out" 2>&1
    code=$?
    count=$((count + 1))
    if [ $code != 3 ] || [ ! -s "$folder/out" ]; then
        echo "$(basename "$file"): exit $code: $(head -c 300 "$folder/out")"
        bad=$((bad + 1))
    fi
done
"$PROGRAM" export -o "$folder/after"
cmp "$folder/before" "$folder/after" || bad=$((bad + 1))
echo "$count files, $bad wrong"
[ $bad = 0 ] && [ $count -gt 300 ]
