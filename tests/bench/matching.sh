# Work that is done twice: records held against each other, and one project against 100,000 whose texts are as long and
# as common in their words as real ones; bench.sh reads this file. From $program, $here, $work, $projects and $data, a
# folder that has nsf_dms/awards.csv.

match=build/plain/match
awards=$data/nsf_dms/awards.csv

measure_one()
{
    texts=$work/texts-$(cat "$here"/made.[ch] sql/schema/*.sql | cksum | cut -d ' ' -f 1)-$projects.mpt
    if [ ! -e "$texts" ]; then
        rm -f "$work"/texts*
        "$match" "$data" $projects bundle > "$work/texts.json"
        "$program" init --quiet --db "$work/texts.new"
        "$program" import "$work/texts.json" --as bench --quiet --db "$work/texts.new"
        mv "$work/texts.new" "$texts"
        rm -f "$work/texts.json"
    fi
    rm -f "$work"/kept.mpt* "$work"/stale.mpt* "$work"/write.mpt*
    cp "$texts" "$work/kept.mpt"
    start=$(now)
    "$program" duplicates --quiet --db "$work/kept.mpt" > /dev/null
    end=$(now)
    all=$(awk "BEGIN {printf \"%.1f\", ($end - $start) / 1e9}")
    cp "$work/kept.mpt" "$work/write.mpt"
    cp "$work/kept.mpt" "$work/stale.mpt"
    sqlite3 "$work/stale.mpt" 'UPDATE duplicate_state SET known_change = -1'

    # A word that one record in a hundred has.
    word=$(sqlite3 "$work/kept.mpt" "SELECT word FROM search_common WHERE length(word) > 5
        ORDER BY abs(records - $projects / 100), word LIMIT 1")
    sed "s/WORD/$word/" "$here/list-search.sql" > "$work/texts-search.sql"
    set -- -- sqlite3 -batch -init /dev/null "$work/kept.mpt" '.mode list' ".read $work/texts-search.sql"
    title=$(sqlite3 "$texts" "SELECT title FROM project WHERE code = 'p5000'")
    summary=$(sqlite3 "$texts" "SELECT summary FROM project WHERE code = 'p5000'")
    copy=p$((projects / 10 * 9 + 5000))
    printf '\n%-44s %12s %12s %7s  %5s\n' "$projects projects with texts, to a text query" mpt sqlite3 ratio goal
    "$work/pairs" 'add-project TITLE' 3 31 "$program" add-project "$title once more {n}" --starts 2024 --as bench \
        --db "$work/write.mpt" "$@" || true
    "$work/pairs" 'add-project TITLE --summary TEXT' 3 31 "$program" add-project "$title once again {n}" \
        --summary "$summary" --starts 2024 --as bench --db "$work/write.mpt" "$@" || true
    "$work/pairs" 'duplicates CODE' 3 31 "$program" duplicates "$copy" --db "$work/kept.mpt" "$@" || true
    "$work/pairs" 'duplicates CODE, after an edit of it' 3 31 "$program" edit-project "$copy" --place 'Harbour {n}' \
        --quiet --as bench --db "$work/write.mpt" -- "$program" duplicates "$copy" --db "$work/write.mpt" "$@" || true
    "$work/pairs" 'duplicates CODE, much changed since' 3 31 "$program" duplicates "$copy" --quiet \
        --db "$work/stale.mpt" "$@" || true
    "$work/pairs" 'duplicates CODE, never compared' 3 31 "$program" duplicates "$copy" --quiet --db "$texts" "$@" || true
    printf '%-44s %10s s\n' 'duplicates, all projects for the first time' "$all"
    for file in "$work/stale.mpt much changed since" "$texts never compared"; do
        python3 "$here/alone.py" "$program" "$work/kept.mpt" "${file%% *}" 300 | while read -r whole both more apart; do
            awk "BEGIN {printf \"%-44s %12d %12d %7.3f  %5s  %s\n\", \"  its pairs, ${file#* }\", $both, $whole,
                $both / $whole, \"\", \"$more more; scores within $apart\"}"
        done
    done
    rm -f "$work"/kept.mpt* "$work"/stale.mpt* "$work"/write.mpt*
}

if [ ! -e "$awards" ]; then
    printf '\n%-44s not run: there is no %s (DATA says where)\n' 'records held against each other' "$awards" \
        "$projects projects with texts" "$awards"
else
    measure_one
    python3 "$here/matching.py" "$match" "$data" "$work" || echo 'bench: matching was broken off' >&2
fi
