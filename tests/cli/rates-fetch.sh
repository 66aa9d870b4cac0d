# Rates from an address: fetched, named by it, and nothing taken of what is no rate.
set -u
data=$(realpath tests/data/rates) || exit 2
command -v python3 >/dev/null || { echo 'python3 is not there' && exit 77; }
folder=$(mktemp -d) || exit 2
server=
trap 'rm -rf "$folder"; [ -z "$server" ] || kill "$server"' EXIT
cd "$folder" || exit 2
export MPT_DB=p.mpt MPT_TODAY=2024-07-07 LC_ALL=C.UTF-8 MPT_CONFIG="$folder/config" no_proxy='*'
: >config
failed=0
fail() {
    echo "FAILED: $*"
    failed=1
}
cat >serve.py <<'END'
import http.server, os, sys
os.chdir(sys.argv[1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
with open(sys.argv[2] + ".new", "w") as port:
    port.write(str(server.server_port))
os.rename(sys.argv[2] + ".new", sys.argv[2])
server.serve_forever()
END
python3 serve.py "$data" "$folder/port" 2>requests &
server=$!
for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    [ -e port ] || sleep 0.2
done
[ -e port ] || { echo "no server after $try tries" && exit 77; }
at="http://127.0.0.1:$(cat port)"

"$PROGRAM" init --quiet || exit 2
"$PROGRAM" rates update "$at/history.csv" >said 2>&1 || fail "exit $?: $(cat said)"
grep -q "^Took in 25 rates of 4 January 1999 to 5 July 2024 from $at/history.csv" said || fail "$(cat said)"
"$PROGRAM" rates update "$at/daily.xml" >said 2>&1 || fail "exit $?: $(cat said)"
"$PROGRAM" rates convert 'USD 1' --to EUR --on 2024-07-08 >said
grep -q "1.0835 (8 Jul 2024); $at/daily.xml" said || fail "$(cat said)"
"$PROGRAM" rates update "$at/daily.xml" >said 2>&1
grep -q '^Nothing new in' said || fail "$(cat said)"
before=$("$PROGRAM" export --format json | cksum)
"$PROGRAM" rates update "$at/none.xml" >said 2>&1
[ $? = 5 ] || fail "what is not there: $(cat said)"
"$PROGRAM" rates update "$at/" >said 2>&1 # a list of files, as a page
[ $? = 3 ] || fail "a page: $(cat said)"
grep -qF "mpt: $at/, line " said || fail "the address is not named: $(cat said)"
"$PROGRAM" rates update ftp://127.0.0.1/daily.xml >said 2>&1
[ $? = 3 ] || fail "ftp: $(cat said)"
[ "$("$PROGRAM" export --format json | cksum)" = "$before" ] || fail 'what failed left something behind'
exit $failed
