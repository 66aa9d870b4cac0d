#!/bin/sh
# Runs a transcript and prints what it looks like now: transcript.sh PROGRAM FILE.t
#
# A transcript holds commands ("$ mpt list missions") and their whole output, stdout and stderr as they come, and
# "[exit 3]" where the exit code is not 0. Lines that begin with "# " are comments. Every transcript starts in an empty
# folder of its own, with MPT_DB=p.mpt, MPT_TODAY=2024-07-07 and MPT_USER=tester; `mpt` is the program under test.
set -u
program=$(realpath "$1")
file=$(realpath "$2")
here=$(dirname "$(realpath "$0")")
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
export MPT_DB=p.mpt MPT_TODAY=2024-07-07 MPT_USER=tester NO_COLOR=1 LC_ALL=C.UTF-8
export TESTS="$here" MPT="$program"
unset MPT_RULES
mkdir .bin && ln -s "$program" .bin/mpt
PATH="$folder/.bin:$PATH"
export PATH
while IFS= read -r line; do
    case $line in
    '$ '*)
        printf '%s\n' "$line"
        sh -c "${line#??}" >.out 2>&1 </dev/null
        code=$?
        cat .out
        if [ -s .out ] && [ "$(tail -c 1 .out | wc -l)" = 0 ]; then echo; fi
        [ $code = 0 ] || echo "[exit $code]"
        ;;
    '# '* | '#') printf '%s\n' "$line" ;;
    esac
done <"$file"
