# Other people's tables at their largest: 1,000,000 projects of 20 columns in, in again, and out; bench.sh reads this file.
# From $program, $here, $work and $seed.

rows=1000000
table=$work/table-$(cat "$here/table.c" "$here"/invent.[ch] | cksum | cut -d ' ' -f 1)-$seed-$rows.csv
in=$work/in.mpt      # what the import makes
plain=$work/plain.db # what the shell makes

if [ ! -e "$table" ]; then
    rm -f "$work"/table-*.csv
    ${CC:-cc} -std=c17 -D_POSIX_C_SOURCE=200809L -O2 "$here/table.c" "$here/invent.c" -o "$work/table"
    "$work/table" $seed $rows > "$work/table.new"
    mv "$work/table.new" "$table"
fi

# The shell's part: a table of texts, and the same full-text index over the same words.
cat > "$work/plain.sql" << END
PRAGMA journal_mode = WAL;
.mode csv
.import $table t
CREATE VIRTUAL TABLE search USING fts5 (text, content = '', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO search (rowid, text)
SELECT rowid, title || char(10) || acronym || char(10) || summary || char(10) || id FROM t;
END

printf '\n%-44s %12s %12s %7s  %5s\n' "$rows rows of a table" mpt sqlite3 ratio goal
"$work/pairs" 'import, with history, to .import and fts5' 4 1 \
    sh -c "rm -f $in* $plain*; $program init --quiet --db $in; cat $table > /dev/null" -- \
    "$program" import "$table" --map "$here/table.sql" --quiet --as bench --db "$in" -- \
    sqlite3 -batch -init /dev/null "$plain" ".read $work/plain.sql" || true
rm -f "$in"* # once more, for its memory
"$program" init --quiet --db "$in"
python3 - "$program" "$table" "$here/table.sql" "$in" << 'END'
import resource, subprocess, sys, time
program, table, table_map, into = sys.argv[1:]
def run(*words):
    start = time.monotonic()
    subprocess.run([program, *words, "--db", into], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - start
first = run("import", table, "--map", table_map, "--quiet", "--as", "bench")
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
again = run("import", table, "--map", table_map, "--quiet", "--as", "bench")
print(f"{'import again, to the first time':<44} {again:10.1f} s {first:10.1f} s {again / first:7.2f}  {1:5.1f}  "
      f"{'ok' if again < first else 'SLOW'}")
print(f"{'peak memory of the import':<44} {peak:9.1f} MB {100:9.1f} MB {peak / 100:7.2f}  {1:5.1f}  "
      f"{'ok' if peak < 100 else 'LARGE'}")
END
# The same columns of the same rows.
sqlite3 "$in" "SELECT group_concat(name, ', ') FROM pragma_table_info('project') WHERE name NOT IN ('id')" \
    > "$work/columns"
printf '.mode csv\n.headers on\nSELECT %s FROM project ORDER BY code;\n' "$(cat "$work/columns")" > "$work/out.sql"
"$work/pairs" 'export projects --format csv' 2 1 "$program" export projects --format csv --db "$in" -- \
    sqlite3 -batch -init /dev/null "$in" ".read $work/out.sql" || true
rm -f "$in"* "$plain"*
