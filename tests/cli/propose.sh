# A table that no map is known for: what is proposed, with nobody to ask, with --yes, and in a conversation at a pseudo
# terminal; the map that is kept, and what is imported by it.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
export MPT_DB=p.mpt MPT_TODAY=2024-07-07 MPT_USER=tester TERM=dumb LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
unset MPT_RULES MPT_MAPS
failed=0
fail() {
    echo "FAILED: $*"
    failed=$((failed + 1))
}
mpt() { "$PROGRAM" "$@"; }
# says PATTERN ABOUT: in `said`.
says() { grep -q -- "$1" said || fail "$2: nothing of '$1' in: $(cat said)"; }

mpt init --quiet
cat >Innsats.csv <<'END'
Prosjektnr;Tittel;Beløp (NOK);Startdato;Søker;Merknad
A-1;Grønt stål;1.250,50;31.12.2024;SINTEF AS;x
A-2;Tidevann;2.000,00;13.01.2025;NTNU;
A-3;Havvind;99,95;01.02.2025;NTNU;
END

# --- Nobody to ask ---
mpt import Innsats.csv >said 2>&1 </dev/null
[ $? = 2 ] || fail "exit code with nobody to ask"
says 'no map is known for Innsats.csv; --yes takes it as proposed above' 'nobody to ask'
says "Decimal sign: ','" 'the decimal sign'
says 'Dates: day first' 'the order of dates'
says 'Not used: Merknad' 'what is not used'
[ ! -e innsats.sql ] || fail 'a map was kept though nobody took it'
[ "$(mpt list projects --format csv | wc -l)" = 1 ] || fail 'something was imported'

# --- Taken as it is ---
mpt import Innsats.csv --yes >said 2>&1 </dev/null || fail "--yes: $(cat said)"
says 'The map is kept as innsats.sql' 'the map'
says 'Read 3 from Innsats.csv: 3 new, 0 changed, 0 unchanged, 0 refused (map innsats)' 'the end line'
[ "$(mpt list projects --fields code,starts,committed --format csv | tr -d '\r' | tr '\n' ' ')" = \
    "code,starts,committed,example gront-stal,2024-12-31,NOK 1250.50,0 havvind,2025-02-01,NOK 99.95,0 \
tidevann,2025-01-13,NOK 2000.00,0 " ] ||
    fail "projects: $(mpt list projects --format csv)"
mpt import Innsats.csv --map innsats.sql >said 2>&1 </dev/null
says '0 new, 0 changed, 3 unchanged, 0 refused' 'the kept map again'
mpt import Innsats.csv --yes >said 2>&1 </dev/null && fail 'a kept map was written over'
says 'innsats.sql, which is there already: use it with --map' 'a map that is there'
mpt import Innsats.csv --yes --save-map other.sql --decimal . >said 2>&1 </dev/null
grep -q '^-- decimal: \.$' other.sql || fail "--decimal is not in the map: $(cat other.sql)"
# A list that is only compared keeps its map too, and says the same when it comes again.
mpt duplicates --against Innsats.csv >said 2>&1 </dev/null && fail 'a proposed map was taken without --yes'
says '--yes takes it as proposed above' 'how to take it'
mpt duplicates --against Innsats.csv --yes --save-map list.sql >said 2>&1 </dev/null || fail "--against: $(cat said)"
mpt duplicates --against Innsats.csv --yes --save-map list.sql >said 2>&1 </dev/null && fail 'a kept map was written over'
says 'list.sql, which is there already: use it with --map list.sql, or name another with --save-map' 'what to do'
mpt duplicates --against Innsats.csv --map list.sql >said 2>&1 </dev/null || fail "--map list.sql: $(cat said)"

# --- What is no table of projects ---
printf 'a,b\n1,2\n' >plain.csv
mpt import plain.csv --yes >said 2>&1 </dev/null && fail 'a table without a title was taken'
says 'no column seems to be a title' 'no title'
printf '{"a": [{"b": 1}]}' >plain.json
mpt import plain.json --yes >said 2>&1 </dev/null && fail 'JSON was taken'
says 'plain.json' 'JSON of no known kind'

# --- In a conversation ---
if python3 -c 'import pty; pty.openpty()' 2>/dev/null; then
    python3 - "$PROGRAM" "$TESTS" <<'END' || failed=$((failed + 1))
import os, sys
program, tests = sys.argv[1:]
sys.path.insert(0, tests + "/cli")
from terminal import Failed, Terminal
question = "Import it so?"
try:
    t = Terminal([program, "import", "Innsats.csv", "--save-map", "mine.sql"])
    t.talk(question, "nonsense\n", "Write COLUMN = ROLE", "", question, "Merknad = summary\n", "Merknad", "",
           question, "Søker =\n", question, "dates = dmy\n", question, "?\n", "the project's title", "", question, "y\n")
    t.wait("The map is kept as mine.sql")
    if t.end() != 0:
        raise Failed("it ended with an error: " + t.shown)
    text = open("mine.sql").read()
    if '"Merknad"' not in text or "Søker" in text.split("SELECT", 1)[1]:
        raise Failed("the corrections are not in the map:\n" + text)
    t = Terminal([program, "import", "Innsats.csv", "--save-map", "none.sql"])
    t.talk(question, "n\n")
    if t.end() != 2 or os.path.exists("none.sql"):
        raise Failed("it was given up and something stayed")
except Failed as failure:
    print("FAILED:", failure)
    sys.exit(1)
END
else
    echo 'The conversation was not run: there are no pseudo terminals here.'
fi
exit $failed
