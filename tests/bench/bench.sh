#!/bin/sh
# Speed on a portfolio of 100,000 projects: sh bench.sh PROGRAM DATA. As ratios to the sqlite3 shell doing the same
# (the first part), to other runs of its own (the second), and to scikit-learn (matching.py). DATA: a folder of real
# tables, of which nsf_dms/awards.csv is read.
#
# The data are made from a seed number (data.sh) and kept in build/bench. Each line is the median of pairs of runs, ours
# and theirs in turn. A ratio above its goal is marked SLOW; the exit code is 0.
set -eu

program=$1
data=$2
here=$(dirname "$0")
work=build/bench
seed=1
projects=100000
MPT_TODAY=2024-07-07
export MPT_TODAY
unset MPT_RULES MPT_DB

if ! command -v sqlite3 > /dev/null; then
    echo 'bench: the sqlite3 shell is needed (package sqlite3)' >&2
    exit 0
fi
[ -c /dev/null ] || echo 'bench: /dev/null is a file here, which costs time' >&2
mkdir -p "$work"
${CC:-cc} -std=c17 -D_POSIX_C_SOURCE=200809L -O2 "$here"/generate.c "$here"/invent.c "$here"/projects.c \
    "$here"/changes.c -o "$work/generate"
${CC:-cc} -std=c17 -D_POSIX_C_SOURCE=200809L -O2 "$here/pairs.c" -o "$work/pairs"
${CC:-cc} -std=c17 -O2 -shared -fPIC "$here/trace.c" -o "$work/trace.so" -ldl

# shellcheck source=tests/bench/data.sh
. "$here/data.sh"

# The files that are written to are copies: the portfolio, and its table of projects alone.
rm -f "$work"/write.mpt* "$work"/table.db*
cp "$whole" "$work/write.mpt"
sqlite3 "$whole" "SELECT sql || ';' FROM sqlite_master WHERE name = 'project'" > "$work/table.sql"
sqlite3 "$work/table.db" 'PRAGMA journal_mode = WAL' ".read $work/table.sql" "ATTACH '$whole' AS whole" \
    'INSERT INTO project SELECT * FROM whole.project' > /dev/null
sync

# --- Beside the sqlite3 shell -----------------------------------------------------------------------------------------

# pairs NAME GOAL COUNT SQL-FILE ARGUMENTS ...: our command with these arguments against the shell reading the file.
compare()
{
    name=$1 goal=$2 count=$3 sql=$4
    shift 4
    "$work/pairs" "$name" "$goal" "$count" "$program" "$@" --db "$whole" -- \
        sqlite3 -batch -init /dev/null "$whole" '.mode list' ".read $sql" || true
}

# trace NAME ARGUMENTS ...: writes the statements our command runs.
trace()
{
    traced=$work/$1.sql
    shift
    MPT_TRACE=$traced LD_PRELOAD=$PWD/$work/trace.so "$program" "$@" --db "$whole" > /dev/null
}

word=$(sqlite3 "$whole" 'SELECT title FROM tag ORDER BY id LIMIT 1')
sed "s/WORD/$word/" "$here/list-search.sql" > "$work/list-search.sql"

printf '%-44s %12s %12s %7s  %5s\n' "$projects projects" mpt sqlite3 ratio goal
"$work/pairs" 'start' 1.5 51 "$program" --version -- sqlite3 :memory: 'select 1' || true
# A title made of words that others have, so that "is it one of these?" has something to compare.
title=$(sqlite3 "$whole" 'SELECT title FROM project ORDER BY id LIMIT 1 OFFSET 5000')
"$work/pairs" 'add-project --quiet' 2 51 "$program" add-project "$title {n}" --quiet --mission m001 \
    --stage research --starts 2024 --as bench --db "$work/write.mpt" -- \
    sqlite3 -batch -init /dev/null "$work/table.db" "PRAGMA synchronous = NORMAL; INSERT INTO project (id, code, title,
    stage, starts) VALUES ((SELECT max(id) + 1 FROM project), 'harbour-heat-from-sewage-{n}',
    'Harbour heat from sewage {n}', 'research', '2024')" || true
"$work/pairs" 'add-project, to a full-text query' 3 21 "$program" add-project "$title once more {n}" --mission m001 \
    --stage research --starts 2024 --as bench --db "$work/write.mpt" -- \
    sqlite3 -batch -init /dev/null "$whole" '.mode list' ".read $work/list-search.sql" || true
code=$(sqlite3 "$whole" 'SELECT code FROM project ORDER BY id LIMIT 1 OFFSET 5000')
compare 'duplicates CODE, to a full-text query' 3 21 "$work/list-search.sql" duplicates "$code"
compare 'list projects' 1.3 7 "$here/list-projects.sql" list projects
compare 'list projects --format json' 1.3 7 "$here/list-all-fields.sql" list projects --format json
compare 'list projects --format csv' 1.3 7 "$here/list-all-fields.sql" list projects --format csv
compare 'list projects, filtered, sorted, 20' 1.3 15 "$here/list-filtered.sql" \
    list projects mission=m001 stage=demonstration --sort -committed --limit 20
compare 'list projects --search' 1.3 15 "$work/list-search.sql" list projects --search "$word"

trace gaps gaps
compare 'gaps' 1.3 5 "$work/gaps.sql" gaps
trace report report --mission m001
compare 'report --mission' 1.3 5 "$work/report.sql" report --mission m001

# --- Beside itself ----------------------------------------------------------------------------------------------------

# against NAME GOAL COUNT [PREPARING ... --] OURS ... -- THEIRS ...
against()
{
    "$work/pairs" "$@" || true
}

printf '\n%-44s %12s %12s %7s  %5s\n' '... and beside other runs of mpt' this that ratio goal

# What the history costs: the same import with and without the rows of changes. Looking for pairs of projects that look
# alike is left out of both, by a state that says they are known.
"$program" init --quiet --db "$work/empty.mpt"
sqlite3 "$work/empty.mpt" 'UPDATE duplicate_state SET known_change = 1000000000'
against 'import, to without its history' 1.3 5 \
    sh -c "rm -f $work/with.mpt* $work/without.mpt*; cp $work/empty.mpt $work/with.mpt
           cp $work/empty.mpt $work/without.mpt" -- \
    env LD_PRELOAD="$PWD/$work/trace.so" "$program" import "$plain" --as bench --db "$work/with.mpt" -- \
    env LD_PRELOAD="$PWD/$work/trace.so" MPT_WITHOUT='INSERT INTO change' "$program" import "$plain" --as bench \
    --db "$work/without.mpt"
for file in with without; do
    rm -f "$work/$file-packed.db"
    sqlite3 "$work/$file.mpt" "VACUUM INTO '$work/$file-packed.db'"
done
printf '%s %s\n' "$(wc -c < "$work/with-packed.db")" "$(wc -c < "$work/without-packed.db")" |
    awk '{printf "%-44s %9.1f MB %9.1f MB %7.2f  %5.1f  %s\n", "size of the file, likewise", $1 / 1e6, $2 / 1e6, $1 / $2,
        1.3, $1 / $2 <= 1.3 ? "ok" : "SLOW"}'

# What looking for pairs costs where a week's changes come in: nothing of it is left for the next reader.
cp "$changed" "$work/known.mpt"
sqlite3 "$work/known.mpt" 'UPDATE duplicate_state SET known_change = 1000000000'
against 'import of 500 changes, to without comparing' 4 7 \
    sh -c "rm -f $work/with.mpt* $work/without.mpt*; cp $changed $work/with.mpt
           cp $work/known.mpt $work/without.mpt" -- \
    "$program" import "$week" --as bench --db "$work/with.mpt" -- \
    "$program" import "$week" --as bench --db "$work/without.mpt"
rm -f "$work"/known.mpt*

# Entry 1 is the import; a report as of an entry is one of its day, so the other is too.
day=$(sqlite3 "$changed" 'SELECT substr(at, 1, 10) FROM entry WHERE id = 1')
against 'report --as-of, to report' 5 3 "$program" report --mission m001 --as-of 1 --db "$changed" -- \
    env MPT_TODAY="$day" "$program" report --mission m001 --db "$changed"

reports="\"$program\" gaps --db \"$reviewed\""
for mission in $(sqlite3 "$reviewed" "SELECT code FROM mission WHERE status IN ('launched', 'scaling')"); do
    reports="$reports; \"$program\" report --mission $mission --db \"$reviewed\""
done
against 'review, to gaps and the reports it sums up' 1.5 1 "$program" review --db "$reviewed" -- sh -c "$reports"
against "history of a record, to a small file's" 1.5 101 "$program" history $record --db "$reviewed" -- \
    "$program" history $record --db "$small"
against 'gaps after an add-project, to gaps' 0 5 \
    "$program" add-project "$title again {n}" --mission m001 --stage research --as bench --db "$work/write.mpt" -- \
    "$program" gaps --db "$work/write.mpt" -- "$program" gaps --db "$work/write.mpt"

rm -f "$work"/with* "$work"/empty.mpt*

# shellcheck source=tests/bench/matching.sh
. "$here/matching.sh"
# shellcheck source=tests/bench/table.sh
. "$here/table.sh"
cat "$made"
