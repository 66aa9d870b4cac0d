#!/bin/sh
# Speed on a portfolio of 100,000 projects, as ratios to the sqlite3 shell doing the same: sh bench.sh PROGRAM
#
# The data are made from a seed number, once for each generator and schema, and kept in build/bench. Each line is the
# median of pairs of runs, ours and theirs in turn. A ratio above its goal is marked SLOW; the exit code is 0.
set -eu

program=$1
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
for helper in generate pairs; do
    ${CC:-cc} -std=c17 -D_POSIX_C_SOURCE=200809L -O2 "$here/$helper.c" -o "$work/$helper"
done
${CC:-cc} -std=c17 -O2 -shared -fPIC "$here/trace.c" -o "$work/trace.so" -ldl

# --- The data ---------------------------------------------------------------------------------------------------------

key=$(cat "$here/generate.c" sql/schema/*.sql | cksum | cut -d ' ' -f 1)-$seed-$projects
file=$work/$key.mpt
if ! [ -e "$file" ]; then
    rm -f "$work"/*.mpt* "$work"/*.json "$work"/made
    "$work/generate" $seed $projects > "$work/bundle.json"
    "$program" init --quiet --db "$work/new.mpt"
    start=$(date +%s%N)
    records=$("$program" import "$work/bundle.json" --as bench --db "$work/new.mpt" | tr -dc '0-9 ' | cut -d ' ' -f 2)
    end=$(date +%s%N)
    echo "$records records were imported in $(((end - start) / 1000000000)) s," \
        "$(((end - start) / records / 1000)) us each." > "$work/made"
    rm "$work/bundle.json"
    mv "$work/new.mpt" "$file"
fi

# The files that are written to are copies: the portfolio, and its table of projects alone.
rm -f "$work"/write.mpt* "$work"/table.db*
cp "$file" "$work/write.mpt"
sqlite3 "$file" "SELECT sql || ';' FROM sqlite_master WHERE name = 'project'" > "$work/table.sql"
sqlite3 "$work/table.db" 'PRAGMA journal_mode = WAL' ".read $work/table.sql" "ATTACH '$file' AS whole" \
    'INSERT INTO project SELECT * FROM whole.project' > /dev/null
sync

# --- The measurements -------------------------------------------------------------------------------------------------

# pairs NAME GOAL COUNT SQL-FILE ARGUMENTS ...: our command with these arguments against the shell reading the file.
compare()
{
    name=$1 goal=$2 count=$3 sql=$4
    shift 4
    "$work/pairs" "$name" "$goal" "$count" "$program" "$@" --db "$file" -- \
        sqlite3 -batch -init /dev/null "$file" '.mode list' ".read $sql" || true
}

# trace NAME ARGUMENTS ...: writes the statements our command runs.
trace()
{
    traced=$work/$1.sql
    shift
    MPT_TRACE=$traced LD_PRELOAD=$PWD/$work/trace.so "$program" "$@" --db "$file" > /dev/null
}

word=$(sqlite3 "$file" 'SELECT title FROM tag ORDER BY id LIMIT 1')
sed "s/WORD/$word/" "$here/list-search.sql" > "$work/list-search.sql"

printf '%-44s %12s %12s %7s  %5s\n' "$projects projects" mpt sqlite3 ratio goal
"$work/pairs" 'start' 1.5 51 "$program" --version -- sqlite3 :memory: 'select 1' || true
# A title made of words that others have, so that "is it one of these?" has something to compare.
title=$(sqlite3 "$file" 'SELECT title FROM project ORDER BY id LIMIT 1 OFFSET 5000')
"$work/pairs" 'add-project' 2 51 "$program" add-project "$title {n}" --mission m001 \
    --stage research --starts 2024 --as bench --db "$work/write.mpt" -- \
    sqlite3 -batch -init /dev/null "$work/table.db" "PRAGMA synchronous = NORMAL; INSERT INTO project (id, code, title,
    stage, starts) VALUES ((SELECT max(id) + 1 FROM project), 'harbour-heat-from-sewage-{n}',
    'Harbour heat from sewage {n}', 'research', '2024')" || true
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
cat "$work/made"
