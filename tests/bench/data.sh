# Makes the portfolios that are measured, once for each generator and schema; bench.sh reads this file.
#
# From $program, $here, $work, $seed and $projects; to the names below, the start of the files' names, and $made.

entries=100
changes=50000
reviews=13
record=harbour-heat-from-sewage

key=$(cat "$here"/generate.c "$here"/invent.[ch] "$here"/projects.c "$here"/changes.c "$here"/data.sh sql/schema/*.sql |
    cksum | cut -d ' ' -f 1)-$seed-$projects
whole=$work/$key-whole.mpt       # a large portfolio, imported at once
changed=$work/$key-changed.mpt   # the same after 50,000 changes in 100 entries
reviewed=$work/$key-reviewed.mpt # the same with 13 closed reviews, and another week's changes
small=$work/$key-small.mpt       # a portfolio of 1,000 projects and short history
plain=$work/$key-plain.json      # the bundle of projects alone
week=$work/$key-week.json        # what changes in a week, 500 changes to the portfolio after 50,000
made=$work/$key-made             # what was made and how long it took

now()
{
    date +%s%N
}

# import FILE BUNDLE
import()
{
    "$program" import "$2" --as bench --quiet --db "$1"
}

# A record that small and large portfolio have in common, and its few changes.
add_record()
{
    "$program" add-project 'Harbour heat from sewage' --code $record --starts 2024 --as bench --quiet --db "$1" > /dev/null
    for stage in research development demonstration deployment diffusion; do
        "$program" edit-project $record --stage $stage --as bench --quiet --db "$1"
    done
}

make_whole()
{
    "$program" init --quiet --db "$work/new.mpt"
    start=$(now)
    records=$("$program" import "$work/all.json" --as bench --db "$work/new.mpt" 2> /dev/null | tr -dc '0-9 ' |
        cut -d ' ' -f 2)
    end=$(now)
    echo "$records records were imported in $(((end - start) / 1000000000)) s," \
        "$(((end - start) / records / 1000)) us each." > "$work/new-made"
    start=$(now)
    "$program" duplicates --quiet --db "$work/new.mpt" > /dev/null
    end=$(now)
    echo "$projects projects were compared in $(((end - start) / 1000000000)) s." >> "$work/new-made"
    mv "$work/new.mpt" "$whole"
}

# What looks alike is compared once at the end, not after each entry: a row of bench.sh measures that.
make_changed()
{
    cp "$whole" "$work/new.mpt"
    sqlite3 "$work/new.mpt" 'UPDATE duplicate_state SET known_change = 1000000000'
    start=$(now)
    for file in "$work"/[0-9][0-9][0-9].json "$work"/[0-9][0-9][0-9].remove; do
        basename "$file"
    done | sort > "$work/entries"
    while read -r name; do
        case $name in
            *.json) import "$work/new.mpt" "$work/$name" ;;
            *) "$program" remove-stakeholder "$(cat "$work/$name")" --cascade --as bench --quiet --db "$work/new.mpt" ;;
        esac
    done < "$work/entries"
    end=$(now)
    count=$(sqlite3 "$work/new.mpt" 'SELECT count(*), count(DISTINCT entry) FROM change WHERE entry > 1' |
        sed 's/|/ changes were made in /')
    echo "$count entries in $(((end - start) / 1000000000)) s, without comparing." >> "$work/new-made"
    sqlite3 "$work/new.mpt" 'UPDATE duplicate_state SET known_change = -1'
    "$program" duplicates --quiet --db "$work/new.mpt" > /dev/null
    mv "$work/new.mpt" "$changed"
}

# One review is closed a week; the days are those before the one that is measured.
make_reviewed()
{
    cp "$changed" "$work/new.mpt"
    add_record "$work/new.mpt"
    before=$(wc -c < "$work/new.mpt")
    start=$(now)
    ago=$reviews
    while [ $ago -gt 0 ]; do
        MPT_TODAY=$(date -d "$MPT_TODAY - $ago weeks" +%Y-%m-%d) "$program" review --close --as bench --quiet \
            --db "$work/new.mpt" > /dev/null
        ago=$((ago - 1))
    done
    end=$(now)
    after=$(wc -c < "$work/new.mpt")
    echo "$reviews reviews were closed in $(((end - start) / 1000000000)) s; the file grew from" \
        "$((before / 1000)) kB to $((after / 1000)) kB." >> "$work/new-made"
    import "$work/new.mpt" "$week"
    mv "$work/new.mpt" "$reviewed"
}

make_small()
{
    "$work/generate" $seed 1000 0 0 "$work"
    "$program" init --quiet --db "$work/new.mpt"
    import "$work/new.mpt" "$work/all.json"
    add_record "$work/new.mpt"
    mv "$work/new.mpt" "$small"
}

if ! [ -e "$made" ]; then
    rm -f "$work"/*.mpt* "$work"/*.json "$work"/*.remove "$work"/*made
    echo 'bench: making the data, which takes some minutes' >&2
    "$work/generate" $seed $projects $entries $changes "$work"
    mv "$work/week.json" "$week"
    mv "$work/projects.json" "$plain"
    make_whole
    make_changed
    make_reviewed
    make_small
    rm -f "$work"/all.json "$work"/projects.json "$work"/week.json "$work"/[0-9]*.remove "$work"/[0-9][0-9][0-9].json
    mv "$work/new-made" "$made"
fi
