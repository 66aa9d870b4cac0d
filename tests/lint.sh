#!/bin/sh
# clang-format, clang-tidy and cppcheck over everything: lint.sh COMPILER_FLAGS
set -u
flags=$1
failed=0
files=$(find src include tests -name '*.[ch]' | sort)
# shellcheck disable=SC2086 # lists of files and flags
clang-format --dry-run --Werror $files || failed=1
sources=$(find src tests -name '*.c' | sort)
# shellcheck disable=SC2086
printf '%s\n' $sources | xargs -P 2 -n 8 sh -c 'clang-tidy --quiet --warnings-as-errors="*" "$@" -- '"$flags"' 2>/dev/null' tidy || failed=1
# shellcheck disable=SC2086
cppcheck --quiet --std=c11 --enable=warning,portability,performance --error-exitcode=1 --inline-suppr \
    --suppress=missingIncludeSystem --suppress=missingInclude -Iinclude -Isrc -j 2 src || failed=1
[ $failed = 0 ] && echo "lint: clean"
exit $failed
