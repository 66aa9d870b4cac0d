# `mpt source`, `mpt fetch` and `mpt import URL` against a web server on loopback: what arrives and is taken in, what is
# refused, what is tried again, and what is left of it in the cache. Needs python3 (the server) and openssl (certificates for a day).
set -u
: "${PROGRAM:?}" "${TESTS:?}"
for tool in python3 openssl; do
    command -v $tool >/dev/null 2>&1 || { echo "there is no $tool" && exit 77; }
done
folder=$(mktemp -d) || exit 2
server=
end() {
    [ -z "$server" ] || kill "$server" 2>/dev/null
    rm -rf "$folder"
}
trap end EXIT
cd "$folder" || exit 2
export MPT_DB=p.mpt MPT_TODAY=2024-07-07 MPT_USER=tester MPT_CONFIG="$folder/config" LC_ALL=C.UTF-8
unset MPT_RULES http_proxy https_proxy all_proxy no_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY
failed=0
fail() {
    echo "FAILED: $*"
    failed=$((failed + 1))
}
mpt() { "$PROGRAM" "$@"; }

# --- The server and its certificates ---
mkdir s
key='-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'
# shellcheck disable=SC2086 # several words
openssl req -x509 $key -keyout s/ca.key -out s/ca.pem -days 2 -subj '/CN=Authority of the tests' >said 2>&1 || cat said
for name in cert other; do
    case $name in
    cert) printf 'subjectAltName=IP:127.0.0.1' >s/names ;;
    other) printf 'subjectAltName=DNS:data.example' >s/names ;;
    esac
    # shellcheck disable=SC2086
    openssl req $key -keyout s/$name.key -out s/$name.csr -subj /CN=data.test >said 2>&1 &&
        openssl x509 -req -in s/$name.csr -CA s/ca.pem -CAkey s/ca.key -CAcreateserial -days 2 -extfile s/names \
            -out s/$name.pem >said 2>&1 || cat said
done
mkfifo hold
python3 "$TESTS/cli/http_server.py" s <hold >server.log 2>&1 &
server=$!
exec 3>hold # the server ends when we do
for try in $(seq 100); do
    [ -e s/other.port ] && break
    sleep 0.1
done
[ -e s/other.port ] || { echo "the server of the tests did not start after $try tries: $(cat server.log)" && exit 1; }
http=http://127.0.0.1:$(cat s/http.port) https=https://127.0.0.1:$(cat s/https.port)
other=https://127.0.0.1:$(cat s/other.port)
printf 'fetch.ca-file = s/ca.pem\nfetch.contact = anna@csiro.au\n' >config
cp s/body.csv s/upper.csv .
cp -r "$TESTS/data/fetch" maps || exit 2
export MPT_MAPS="$folder/maps"

# --- What the checks share ---
cache=p.mpt.cache
number=0
map= # of the sources that are added from now on; empty: found by the columns
# from URL FLAGS...: a source of its own, fetched; waits are short. Gives the exit code, what was said is in `said`.
from() {
    number=$((number + 1)) url=$1
    shift
    mpt source add "s$number" "$url" ${map:+--map "$map"} --quiet >said 2>&1 || fail "$url: source add: $(cat said)"
    again "$@"
}
again() { # the same source once more
    mpt fetch "s$number" --wait 0.02 --timeout 1 "$@" >said 2>&1
}
requests() { wc -l <s/requests; }
file_of() { # URL: the body in the cache
    facts=$(grep -lsxF -e "url $1" $cache/*.facts)
    printf '%s' "${facts%.facts}.body"
}
# good URL FILE FLAGS...: comes in whole, and is that file.
good() {
    url=$1 file=$2
    shift 2
    from "$url" "$@" || fail "$url: exit $?: $(cat said)"
    cmp -s "$file" "$(file_of "$url")" || fail "$url: is not $file: $(cat said)"
    [ ! -e "$(file_of "$url").part" ] || fail "$url: a part is left"
}
# bad URL WORDS FLAGS...: exit 5 with these words and the address; nothing is in the cache under its name.
bad() {
    url=$1 words=$2
    shift 2
    from "$url" "$@"
    code=$?
    [ $code = 5 ] || fail "$url: exit $code: $(cat said)"
    grep -q -e "$words" said || fail "$url: nothing of '$words' in: $(cat said)"
    grep -q -F -e "${url%%\?*}" said || fail "$url: not named in: $(cat said)"
    [ -z "$(grep -lsxF -e "url $url" $cache/*.facts)" ] || fail "$url: something was kept"
    mpt list sources "code=s$number" --format csv --fields right_on,trouble | tail -n 1 | grep -q '^,.*http' ||
        fail "$url: not recorded"
}
# broken URL WORDS FLAGS...: comes, but cannot be taken in: exit 5 with these words and the address, nothing imported.
broken() {
    url=$1 words=$2
    shift 2
    mpt export >before.json
    from "$url" "$@"
    code=$?
    [ $code = 5 ] || fail "$url: exit $code: $(cat said)"
    says "^mpt: s$number: .*$words" "$url"
    says "^mpt: s$number: ${url%/*}/" "$url"
    grep -q -F -e .cache said && fail "$url: the cache is named instead of the address: $(cat said)"
    mpt list sources "code=s$number" --format csv --fields right_on,trouble | tail -n 1 | grep -q '^,.*http' ||
        fail "$url: not recorded"
    mpt remove-source "s$number" --quiet >said2 2>&1 && mpt export | cmp -s - before.json || fail "$url: something is left"
}
says() { grep -q -e "$1" said || fail "$2: nothing of '$1' in: $(cat said)"; }
asked() { # COUNT WORDS: so many of the requests had them
    got=$(grep -c -e "$2" s/requests)
    [ "$got" = "$1" ] || fail "$got instead of $1 requests with '$2'; the last: $(tail -n 3 s/requests)"
}

# Silence takes its time: 5 tries of a second and more, aside while the rest goes on, each in a portfolio of its own.
mpt init --quiet || exit 2
for path in silent half-silent; do
    mpt init --quiet --db $path.mpt && mpt source add s "$http/$path" --quiet --db $path.mpt >said
    mpt fetch --db $path.mpt --wait 0.02 --timeout 1 >$path.said 2>&1 &
    eval "$(echo $path | tr -d -)=$!"
done

# --- What arrives, and is known again ---
good "$http/plain" body.csv
says '^s1: 19 records: 19 new, 0 changed, 0 refused.$' plain
says '^Added: 19 projects.$' plain
says '^A table of the tests: CSV' plain
[ "$(mpt list projects --fields code --format csv | wc -l)" = 20 ] || fail 'not all projects came in'
grep -q 'User-Agent=mpt/[0-9.]* (+portfolio tool; anna@csiro.au)$' s/requests || fail "$(cat s/requests)"
again || fail "304: $(cat said)"
says '^s1: unchanged since 7 July 2024.$' 304
asked 1 '^GET /plain If-None-Match="v1"'
MPT_TODAY=2024-07-09 again || fail "304 later: $(cat said)"
says '^s1: unchanged since 7 July 2024.$' '304 later'
[ "$(mpt source list --format csv --fields code,url,right_on,right_as,trouble | tail -n 1 | tr -d '\r')" = \
    "s1,$http/plain,2024-07-09,\"19 records: 19 new, 0 changed, 0 refused\",,0" ] || fail "list: $(mpt source list --format csv)"
good "$http/dated" body.csv
again && says 'unchanged since' 'If-Modified-Since'
asked 1 '^GET /dated If-Modified-Since=Tue, 02 Jul 2024 10:00:00 GMT'
good "$http/unknown" body.csv
again && says 'unchanged since' 'the same again, without a validator'
good "$http/versions" "$(cat body.csv >v0 && echo v0,Version, >>v0 && echo v0)"
again && says '^s[0-9]*: 20 records: 1 new, 0 changed, 0 refused.$' 'another version'
cmp -s "$(file_of "$http/versions")" "$(cat body.csv >v1 && echo v1,Version, >>v1 && echo v1)" || fail 'another version'
# A body that is not as it was written down is asked for anew; so is one that is gone.
printf x >>"$(file_of "$http/plain")"
number=1 && again && cmp -s body.csv "$(file_of "$http/plain")" || fail 'a changed body was kept'
number=100
for path in gzip deflate chunked until-closed slow; do
    good "$http/$path" body.csv
done
asked 1 '^GET /gzip Accept-Encoding=.*gzip'
good "$https/plain" body.csv

# --- Redirects ---
good "$http/hop/4" body.csv
bad "$http/hop/5" 'more than 5 redirects'
bad "$http/circle" "circle-back leads back to $http/circle: a circle of redirects"
bad "$http/nowhere" 'a redirect (302) that leads nowhere'
bad "$http/away?file:///etc/passwd" 'leads to file:///etc/passwd, which is neither http nor https; refused'
bad "$http/away?ftp://127.0.0.1/x" 'leads to ftp://127.0.0.1/x, which is neither'
bad "$http/away?gopher://127.0.0.1/x" 'which is neither http nor https'
bad "$http/away?http://anna:secret@127.0.0.1/" 'a user or password in it; refused'
grep -q secret said && ! grep -q 'away?.*secret' said && fail "a password is shown: $(cat said)"
bad "$https/away?$http/plain" 'leads from https to http://.*without encryption; refused'
good "$http/away?$https/plain" body.csv

# --- Certificates ---
bad "$other/plain" 'certificate is not to be trusted'
printf 'fetch.contact = anna@csiro.au\n' >config
export SSL_CERT_FILE="$folder/s/ca.pem" SSL_CERT_DIR="$folder/s" CURL_CA_BUNDLE="$folder/s/ca.pem"
export SSLKEYLOGFILE="$folder/keys" OPENSSL_CONF="$folder/s/names"
bad "$https/plain?x" 'certificate is not to be trusted .*fetch.ca-file'
printf 'fetch.ca-file = s/ca.pem\nfetch.contact = anna@csiro.au\n' >config
good "$https/plain?y" body.csv
[ ! -e keys ] || fail 'the keys of a connection were written down'
unset SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE SSLKEYLOGFILE OPENSSL_CONF

# --- Busy servers ---
good "$http/busy" body.csv
[ "$(grep -c 'busy: 503 Service Unavailable; .*; waiting 0.0[0-9]* s, then try [23] of 5$' said)" = 2 ] ||
    fail "waits: $(cat said)"
before=$(date +%s%N)
good "$http/limited" body.csv
[ $((($(date +%s%N) - before) / 1000000)) -ge 1000 ] || fail 'Retry-After was not waited for'
says 'limited: 429 Too Many Requests; try again later; waiting 1 s, then try 2 of 5' Retry-After
good "$http/limited-by-date" body.csv
says '503 .*; waiting [12] s, then' 'Retry-After with a date'
bad "$http/limited-long" '429 Too Many Requests; the server asks to come back in 3600 seconds; try again then'
for status in 500 502 504; do
    bad "$http/code/$status" "tried 5 times: $http/code/$status: $status .*try again later"
    asked 5 "^GET /code/$status "
done
for status in 400 401 403 404 410 418 204 300; do
    bad "$http/code/$status" "code/$status: $status.*; "
    asked 1 "^GET /code/$status "
done
bad "$http/endless-error" '404 Not Found; nothing is at that address'

# --- Lines that break, and go on ---
good "$http/reset" body.csv
bad "$http/closed" 'tried 5 times: .*broke off'
asked 5 '^GET /closed '
good "$http/cut-range" body.csv
asked 1 '^GET /cut-range Range=bytes=100000- If-Range="v1" Accept-Encoding=identity'
asked 1 '^GET /cut-range Range=bytes=200000- If-Range="v1"'
good "$http/cut-dated" body.csv
asked 1 '^GET /cut-dated Range=bytes=100000- If-Range=Tue, 02 Jul 2024 10:00:00 GMT'
for path in cut-no-range cut-shifted cut-refused; do
    good "$http/$path" body.csv
    asked 1 "^GET /$path Range=bytes=100000-"
done
for path in cut-changed cut-mixed; do
    good "$http/$path" upper.csv
    asked 1 "^GET /$path Range=bytes=100000-"
done
for path in cut-weak cut-packed; do
    good "$http/$path" body.csv
    asked 0 "^GET /$path Range="
done
bad "$http/cut-always" 'tried 5 times: .*broke off'
python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])' >s/nobody.port
bad "http://127.0.0.1:$(cat s/nobody.port)/" 'cannot be reached'
bad 'http://nowhere.invalid/' 'there is no host of that name'
# --- Too much ---
bad "$http/large" 'large is larger than 17179869184 bytes; --largest allows more'
bad "$http/large-unsaid" 'larger than 5000000 bytes' --largest 5000000
bad "$http/bomb" 'unpacks to more than 250 times its size.*broken off'
bad "$http/bomb?x" 'larger than 1000000 bytes' --largest 1000000
bad "$http/badly-packed" 'not packed as it says'
bad "$http/long-header" 'header'
bad "$http/many-headers" 'more than 65536 bytes of headers'
bad "$http/not-http" 'does not speak HTTP'

# --- Silence ---
wait "$silent"
[ $? = 5 ] || fail "silent: exit $?"
grep -q 'tried 5 times: .*/silent sent nothing for 1 seconds' silent.said || fail "silent: $(cat silent.said)"
wait "$halfsilent"
[ $? = 5 ] || fail "half-silent: exit $?"
grep -q 'tried 5 times: .*/half-silent sent nothing for 1 seconds' half-silent.said ||
    fail "half-silent: $(cat half-silent.said)"
[ "$(find half-silent.mpt.cache -name '*.part' -size 2 | wc -l)" = 1 ] || fail 'half-silent: no part is left'
asked 4 '^GET /half-silent Range=bytes=1000- '


# --- Pages ---
paged() { # URL COUNT FLAGS...: comes in as so many records
    url=$1 count=$2
    shift 2
    from "$url" "$@" || fail "$url: exit $?: $(cat said)"
    says "^s$number: $count record" "$url"
}
gtr='Accept: application/vnd.rcuk.gtr.json-v7'
map=gtr-plain
paged "$http/gtr?q=hydrogen&p=7&s=2" 6 --header "$gtr" --pages 'parameter p of totalPages'
for page in 1 2 3; do
    asked 1 "^GET /gtr?q=hydrogen&p=$page&s=2 .*Accept=application/vnd.rcuk.gtr.json-v7 "
    grep -q "g${page}a" "$(file_of "$http/gtr?q=hydrogen&p=$page&s=2")" || fail "page $page is another one"
done
again --header "$gtr" --pages 'parameter p of totalPages' && says 'unchanged since 7 July 2024' 'the same pages'
asked 1 '^GET /gtr?q=hydrogen&p=2&s=2 If-None-Match="p2"'
from "$http/gtr-broken" --pages 'parameter p of totalPages'
[ $? = 5 ] || fail "a page that fails: $(cat said)"
says "tried 5 times: $http/gtr-broken?p=2: 500 Internal Server Error" 'a page that fails'
asked 0 '^GET /gtr-broken?p=3'
bad "$http/code/404?p=1" '404 Not Found' --pages 'parameter p of totalPages'
from "$http/gtr-unsaid" --pages 'parameter p of totalPages'
says "gtr-unsaid?p=1: this page does not say as a whole number 'totalPages' how many there are" 'no total'
from "$http/plain?pages" --pages 'parameter p of totalPages'
says 'plain?pages&p=1: this page is not JSON (line 1: ' 'no JSON'

map=reporter-test
search='{"criteria": {"year": 2024}, "offset": 99}'
reporter='offset in body, limit 2, total meta.total, at most 6'
before=$(date +%s%N)
paged "$http/reporter" 5 --body "$search" --pages "$reporter, 4 a second"
[ $((($(date +%s%N) - before) / 1000000)) -ge 500 ] || fail 'more than 4 requests a second'
asked 3 '^POST /reporter .*Content-Type=application/json'
cat $cache/*.body | grep -q '"appl_id": 4, "year": 2024' || fail 'the last record did not come'
paged "$http/search-moved-rightly" 5 --body "$search" --pages "$reporter"
paged "$http/reporter-many" 8 --body "$search" --pages "$reporter"
says ' 8 records: 3 new, 0 changed, 0 refused; 22 more that the server does not give, ask for less at once' 'more than can be had'
mpt list sources --format csv --fields right_as "code=s$number" | grep -q '22 more' || fail 'that is not recorded'
from "$http/search-moved" --body "$search"
says 'a redirect (302) to .*/reporter that would drop what was asked' 'a search redirected'
from "$http/reporter" --body '[1]' --pages "$reporter"
says "'offset in body' needs a body that is a JSON object" 'a body that is none'

map=records-test
paged "$http/next/1" 3 --pages next
asked 1 '^GET /next/3?x=1 '
paged "$http/next-inside/1" 3 --pages 'next links.next'
map=
paged "$http/link/1" 3 --pages next
says ' 3 new' link
paged "$http/plain?one" 19 --pages next
for case in "next-circle|next-circle leads back to $http/next-circle: a circle of pages" \
    "next-ftp|next-ftp names the next page: 'ftp://127.0.0.1/x' cannot be fetched" \
    "next-wrong|next-wrong: 'next' of this page is no address"; do
    from "$http/${case%%|*}" --pages next
    [ $? = 5 ] || fail "$case: $(cat said)"
    says "${case#*|}" "$case"
done
from "$https/next-plain" --pages next
says 'leads from https to http://.*/next/1, which is without encryption; refused' 'a page without encryption'

# What a map says of it needs no flag.
mpt source add by-map "$http/gtr?by-map" --map gtr-test --quiet >said
mpt fetch by-map >said 2>&1 || fail "by a map: $(cat said)"
asked 1 '^GET /gtr?by-map&p=3 .*Accept=application/vnd.rcuk.gtr.json-v7 '
sed -i 's/-- pages: .*/-- pages: backwards/' maps/gtr-test.sql
mpt fetch by-map >said 2>&1 && fail 'a map that is wrong'
says "^mpt: by-map: .*maps/gtr-test.sql: pages: 'backwards' is not understood" 'a map that is wrong'

# --- What cannot be taken in ---
broken "$http/empty" 'is empty; expected CSV, JSON, XML or XLSX'
broken "$http/page" 'page, line 2, column [0-9]*: is a web page (HTML), not data'
map=records-test
broken "$http/torn" 'torn, line 1, column [0-9]*: is not JSON'
broken "$http/link-torn/1" 'link-torn/2, line 1, column [0-9]*: is not JSON' --pages next
map=
broken "$http/bytes" 'bytes'
map=gtr-plain
broken "$http/plain?json" 'is CSV, but the map gtr-plain is for json'
map=
# One page of several: nothing of the others.
broken "$http/link-page/1" 'link-page/2, line 1, column [0-9]*: is a web page' --pages next
broken "$http/link-empty/1" 'link-empty/3 is empty' --pages next
# Without a map nobody is asked and nothing is made up, at a terminal neither.
broken "$http/strange" "has the columns of no map that is known; name one with .mpt edit-source s$((number + 1)) --map M"
from "$http/strange"
cat >ask.py <<'PYTHON'
import os, pty, subprocess, sys

main, side = pty.openpty()
run = subprocess.run([os.environ["PROGRAM"], "fetch", sys.argv[1]], stdin=side, stdout=side, stderr=side, timeout=10)
assert run.returncode == 5, run
PYTHON
PROGRAM=$PROGRAM python3 ask.py "s$number" >said 2>&1 || fail "at a terminal: $(cat said)"
[ -z "$(find . -name '*.sql' ! -path './maps/*')" ] || fail 'a map was made'
mpt import "$http/strange" --yes --save-map strange.sql --dry-run >said 2>&1 || fail "a map for it: $(cat said)"
mpt edit-source "s$number" --map ./strange.sql --quiet && again || fail "with that map: $(cat said)"
says "^s$number: 9 records: 9 new, 0 changed, 0 refused.$" 'with that map'
# Refused records are kept in the cache, those of all pages in one file.
from "$http/link-refused/1" --pages next || fail "refused: $(cat said)"
says "^s$number: 6 records: 3 new, 0 changed, 3 refused.$" refused
says "^Refused records, with reasons: p.mpt.cache/s$number.refused.csv;" refused
[ "$(cut -d, -f 4-5 $cache/s$number.refused.csv | tr -dc 'w0-9\n' | tr '\n' ' ')" = ' w1 w2 w3 ' ] ||
    fail "refused: $(cat $cache/s$number.refused.csv)"

# --- What was taken back here, and what has changed there ---
mpt init --db change.mpt --quiet && mpt source add s "$http/changing" --db change.mpt --quiet >said
for try in 1 2; do
    mpt fetch --db change.mpt >said 2>&1 || fail "changing: $(cat said)"
    mpt undo --db change.mpt --quiet
    [ "$(mpt list projects --db change.mpt --format csv | wc -l)" = 1 ] || fail "changing, try $try: the undo"
done
mpt fetch --db change.mpt >said 2>&1 || fail "the same content after an undo: $(cat said)"
says '^s: 19 records: 19 new, 0 changed, 0 refused.$' 'the same content after an undo'
asked 1 '^GET /changing If-None-Match="upper"'
mpt init --db update.mpt --quiet && mpt source add s "$http/changing?update" --db update.mpt --quiet >said
mpt fetch --db update.mpt --quiet && mpt fetch --db update.mpt >said 2>&1 || fail "changed: $(cat said)"
says '^s: 19 records: 0 new, 19 changed, 0 refused.$' changed
says '^What changed was not taken over; the next fetch does after .mpt edit-source s --updates.' changed
mpt show project-7 --db update.mpt | grep -q 'Project 7' || fail 'a change was taken over unasked'
mpt edit-source s --updates --db update.mpt --quiet && mpt fetch --db update.mpt >said 2>&1
says '^s: 19 records: 0 new, 19 changed, 0 refused.$' 'taken over'
asked 1 '^GET /changing?update If-None-Match="upper"'
mpt show project-7 --db update.mpt | grep -q 'PROJECT 7' || fail 'a change was not taken over'
mpt fetch --db update.mpt >said 2>&1 && says '^s: unchanged since' 'taken over'

# --- Import from an address ---
mpt init --db import.mpt --quiet
url=$http/plain?import
mpt import "$url" --db import.mpt >said 2>&1 || fail "import: exit $?: $(cat said)"
says "^Read 19 from $url: 19 new, 0 changed, 0 unchanged, 0 refused (map table-test).$" import
mpt import "$url" --db import.mpt >said 2>&1
says "^Read 19 from $url: 0 new, 0 changed, 19 unchanged, 0 refused" 'import, once more'
asked 1 '^GET /plain?import If-None-Match="v1"'
cp "$TESTS/data/fetch/gtr-test.sql" maps && sed '/^-- title/a -- pages: next' maps/table-test.sql |
    sed 's/^-- map: .*/-- map: linked/' >maps/linked.sql
mpt import "$http/gtr?import" --map gtr-test --db import.mpt >said 2>&1 || fail "import, pages: exit $?: $(cat said)"
says "^Read 6 from $http/gtr?import: 6 new" 'import, pages'
mpt import "$http/link-refused/1" --map linked --db import.mpt >said 2>&1 || fail "import, refused: $(cat said)"
says '^Read 6 from .*/link-refused/1: 3 new, 0 changed, 0 unchanged, 3 refused' 'import, refused'
[ "$(wc -l <1.refused.csv)" = 4 ] || fail "import, refused: $(cat 1.refused.csv)"
mpt export --db import.mpt >before.json
no_import() { # CODE WORDS FLAGS...
    wanted=$1 words=$2
    shift 2
    mpt import "$@" --db import.mpt >said 2>&1 </dev/null
    code=$?
    [ $code = "$wanted" ] || fail "import $*: exit $code instead of $wanted: $(cat said)"
    says "$words" "import $*"
    grep -q -F -e .cache said && fail "import $*: the cache is named instead of the address: $(cat said)"
    mpt export --db import.mpt | cmp -s - before.json || fail "import $*: something is left"
}
no_import 3 "$http/link-page/2, line 1, column [0-9]*: is a web page" "$http/link-page/1" --map linked
no_import 3 "$http/link-empty/3 is empty" body.csv "$http/link-empty/1" --map linked
no_import 3 "$http/torn, line 1, column [0-9]*: is not JSON" "$http/torn" --map records-test
no_import 2 "no map is known for $http/strange; --yes takes it as proposed above" "$http/strange"
no_import 5 '404 Not Found' "$http/code/404?import" body.csv

# --- Several sources ---
mpt init --db many.mpt --quiet
for name in busy?many code/404?many plain?many; do
    mpt source add "$name" "$http/$name" --db many.mpt --quiet >>said
done
mpt fetch --db many.mpt --wait 0.02 >said 2>&1
[ $? = 5 ] || fail "three sources: exit $?"
says '^mpt: 1 of 3 sources could not be brought up to date$' 'three sources'
says '^mpt: code-404-many: http.*: 404 Not Found; nothing is at that address; set the right one$' 'three sources'
[ "$(grep -c ': 19 records: [0-9]* new, 0 changed, 0 refused.$' said)" = 2 ] || fail "three sources: $(cat said)"
[ "$(mpt history --db many.mpt | grep -c ': fetch --db')" = 3 ] || fail "history: $(mpt history --db many.mpt)"
mpt edit-source code-404-many --url "$http/plain?other" --db many.mpt --quiet
mpt fetch --db many.mpt >said 2>&1 || fail "a source set right: $(cat said)"
[ "$(mpt source list --db many.mpt --format csv --fields code,trouble | tr -d '\r' | sed -n 3p)" = code-404-many,,0 ] ||
    fail "its trouble stays: $(mpt source list --db many.mpt --format csv)"
# What an undo took back comes again, though the server has nothing new.
mpt undo --db many.mpt --quiet && mpt fetch code --db many.mpt >said 2>&1
says '^code-404-many: 19 records: 0 new, 0 changed, 0 refused.$' 'after an undo'
mpt source remove busy --db many.mpt >said 2>&1 && says '^Removed source busy-many.$' remove

# --- Interruptions ---
cat >interrupt.py <<'PYTHON'
"""interrupt.py SIGNAL WHOM DB: lets mpt fetch until a part is there, ends it, and waits for mpt-net to end."""
import glob, os, pty, signal, subprocess, sys, time

name, whom, db = sys.argv[1:]
main, side = pty.openpty()
mpt = subprocess.Popen([os.environ["PROGRAM"], "fetch", "--db", db], stderr=side, start_new_session=True)
os.close(side)
shown, until = b"", time.time() + 5
while b"s  0.1 MB  0." not in shown and time.time() < until:
    shown += os.read(main, 1000)
assert b"\rs  0.1 MB  0." in shown and b" 26 % ####." in shown, shown
(os.killpg if whom == "both" else os.kill)(mpt.pid, getattr(signal, name))
assert mpt.wait(2) == -getattr(signal, name), mpt.returncode
while time.time() < until:
    try:
        os.killpg(mpt.pid, 0)  # is anybody left of it?
    except ProcessLookupError:
        sys.exit(0)
    time.sleep(0.05)
sys.exit("mpt-net is still there")
PYTHON
for how in 'SIGINT both' 'SIGKILL one'; do
    db=$(echo "$how" | tr -dc a-zA-Z).mpt
    mpt init --db "$db" --quiet && mpt source add s "$http/trickle?$db" --db "$db" --quiet >said
    # shellcheck disable=SC2086
    PROGRAM=$PROGRAM python3 interrupt.py $how "$db" >said 2>&1 || fail "$how: $(cat said)"
    [ "$(find "$db.cache" -name '*.part' -size +97k | wc -l)" = 1 ] || fail "$how: no part is left"
    [ "$(find "$db.cache" -name '*.body' | wc -l)" = 0 ] || fail "$how: half a file"
    mpt fetch --db "$db" >said 2>&1 || fail "$how: not gone on with: $(cat said)"
    cmp -s body.csv "$db".cache/*.body || fail "$how: what was gone on with is another file"
    asked 1 "^GET /trickle?$db Range=bytes=1000[0-9]*- If-Range=\"v1\""
done
# Two at once do not write into one another's files.
mpt init --db two.mpt --quiet && mpt source add s "$http/slow?two" --db two.mpt --quiet >said
mpt fetch --db two.mpt >one.said 2>&1 &
one=$!
for try in $(seq 50); do
    [ -e two.mpt.cache/lock ] && break
    sleep 0.02
done
sleep 0.2
mpt fetch --db two.mpt >said 2>&1 && fail 'two at once'
says 'another mpt is fetching into ./two.mpt.cache\|another mpt is fetching into two.mpt.cache' 'two at once'
wait $one || fail "two at once, the first: $(cat one.said)"

# --- A proxy, as the environment says ---
http_proxy=$http from 'http://data.invalid/plain' || fail "proxy: $(cat said)"
asked 1 '^GET http://data.invalid/plain '
http_proxy=http://127.0.0.1:$(cat s/nobody.port) from 'http://data.invalid/plain?x' && fail 'a proxy that is not there'

# --- What makes no sense ---
wrong() { # CODE WORDS COMMAND...
    wanted=$1 words=$2
    shift 2
    mpt "$@" >said 2>&1
    code=$?
    [ $code = "$wanted" ] || fail "$*: exit $code instead of $wanted: $(cat said)"
    says "$words" "$*"
}
wrong 3 'holds no user and no password' source add x https://anna:secret@data.example/x
grep -q secret said && fail "a password is shown: $(cat said)"
wrong 3 "'ftp://a/b' cannot be fetched; an address begins with https:// or http://" source add x ftp://a/b
wrong 3 'cannot be fetched' source add x https://
wrong 3 'cannot be fetched' source add x /etc/passwd
wrong 3 'a character that no address has; a blank is written %20' source add x 'https://a/b c'
wrong 3 'a character that no address has' source add x "$(printf 'https://a/\r\nHost: b')"
wrong 2 'mpt source add NAME URL' source add x
wrong 2 'mpt source add NAME URL' source fetch
wrong 2 'add-source has no flag --mop; did you mean --map' source add x https://a/ --mop y
wrong 3 'no source' fetch nowhere
wrong 2 "is no header" fetch s1 --header 'Accept text'
wrong 2 "is no header" fetch s1 --header "$(printf 'A: b\r\nC: d')"
wrong 3 "pages: 'sideways' is not understood" fetch s1 --pages sideways
wrong 2 'say how one source is asked; name it' fetch --pages next
wrong 2 'no number of seconds' fetch s1 --wait 0
wrong 2 'no number of seconds' fetch s1 --wait soon
mpt edit-source s1 --url https://anna:secret@127.0.0.1/ --quiet
wrong 5 'holds no user and no password' fetch s1
mpt init --db none.mpt --quiet
wrong 0 'There are no sources' fetch --db none.mpt
printf 'fetch.contact = Anna (Berg)\n' >config
wrong 3 'config, line 1: fetch.contact goes to servers as it is' fetch s1
printf 'fetch.ca-file = nothing.pem\n' >config
wrong 3 'config, line 1: the certificates .*nothing.pem cannot be read' fetch s1
# The cache cannot be written: that is said, and the record tells.
: >config
mpt init --db shut.mpt --quiet && mpt source add s "$http/plain?shut" --db shut.mpt --quiet >said && : >shut.mpt.cache
wrong 5 'shut.mpt.cache.*lock cannot be opened: Not a directory' fetch --db shut.mpt

grep -q Traceback server.log && fail "the server of the tests: $(cat server.log)"
[ $failed = 0 ]
