#!/bin/sh
# Runs fuzz targets, two at a time: run.sh SECONDS TARGET...
#   tests/fuzz/corpus/TARGET is where they begin; what they find goes to build/fuzz/corpus/TARGET, an input on which one
#   fails to build/fuzz/TARGET-crash-*.
set -u
seconds=$1
shift

printf '%s\n' "$@" | xargs -P 2 -I TARGET sh -c '
    target=$1 seconds=$2
    mkdir -p "build/fuzz/corpus/$target"
    if "build/fuzz/fuzz_$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=1024 \
        -artifact_prefix="build/fuzz/$target-" "build/fuzz/corpus/$target" "tests/fuzz/corpus/$target" \
        >"build/fuzz/$target.log" 2>&1; then
        echo "ok     fuzz_$target: $(tail -n 1 "build/fuzz/$target.log")"
    else
        echo "FAILED fuzz_$target"
        tail -n 60 "build/fuzz/$target.log"
        exit 1
    fi' fuzz TARGET "$seconds"
