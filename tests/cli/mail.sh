# `mpt mail` against a mail server on loopback: what arrives, what is refused, and that the password shows nowhere.
# Needs python3 (the server, and a decoder that is not ours) and openssl (certificates for a day).
set -u
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
unset MPT_RULES MPT_MAIL_PASSWORD
failed=0
fail() {
    echo "FAILED: $*"
    failed=$((failed + 1))
}
mpt() { "$PROGRAM" "$@"; }

# --- The server, its certificates, and our configuration ---
mkdir s
secret='hunter2 £ 50%'
printf '%s\n' "$secret" >s/password
key='-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'
# shellcheck disable=SC2086 # several words
openssl req -x509 $key -keyout s/ca.key -out s/ca.pem -days 2 -subj '/CN=Authority of the tests' >said 2>&1 || cat said
for name in cert other; do
    case $name in
    cert) printf 'subjectAltName=IP:127.0.0.1' >s/names ;;
    other) printf 'subjectAltName=DNS:mail.example' >s/names ;;
    esac
    # shellcheck disable=SC2086
    openssl req $key -keyout s/$name.key -out s/$name.csr -subj /CN=mail.test >said 2>&1 &&
        openssl x509 -req -in s/$name.csr -CA s/ca.pem -CAkey s/ca.key -CAcreateserial -days 2 -extfile s/names \
            -out s/$name.pem >said 2>&1 || cat said
done
modes='plain starttls smtps other-name login login-line plain-login refusing no-sender full gone-in-data gone-after
    silent silent-after busy'
mkfifo hold
# shellcheck disable=SC2086
python3 "$TESTS/cli/smtp_server.py" s $modes <hold >server.log 2>&1 &
server=$!
exec 3>hold # the server ends when we do
for try in $(seq 100); do
    [ -e s/busy.port ] && break
    sleep 0.1
done
[ -e s/busy.port ] || { echo "the server of the tests did not start after $try tries: $(cat server.log)" && exit 1; }
url() { # MODE: where it listens
    case $1 in smtps) printf 'smtps' ;; *) printf 'smtp' ;; esac
    printf '://127.0.0.1:%s' "$(cat "s/$1.port")"
}
configure() { # LINE...: the configuration, beside what is always there
    printf 'mail.from = Bjørn Ås <bjorn@rcn.no>\nmail.timeout = 20\n' >config
    printf '%s\n' "$@" >>config
}
arrived() { find s -name "$1.*.eml" | wc -l; } # MODE: how many mails
# deliver MODE FLAGS...: is taken; what arrives is the dry run's message.
deliver() {
    mode=$1
    shift
    before=$(arrived "$mode")
    mpt mail --to anna@csiro.au --server "$(url "$mode")" "$@" gaps --mission hydrogen >said 2>&1 ||
        fail "$mode $*: exit $?: $(cat said)"
    cat said >>heard
    grep -qx 'Sent to 1 recipient.' said || fail "$mode $*: $(cat said)"
    [ "$(arrived "$mode")" = $((before + 1)) ] || fail "$mode $*: nothing arrived"
    mpt mail --to anna@csiro.au "$@" --dry-run -q gaps --mission hydrogen >dry.eml || fail "$mode $*: dry run"
    cmp dry.eml "s/$mode.$((before + 1)).eml" || fail "$mode $*: not what was sent"
}
# refuse MODE WORDS FLAGS...: exit 5, these words, and nothing arrives.
refuse() {
    mode=$1 words=$2
    shift 2
    before=$(arrived "$mode")
    mpt mail --to anna@csiro.au --server "$(url "$mode")" "$@" rules >said 2>&1
    code=$?
    cat said >>heard
    [ $code = 5 ] || fail "$mode $*: exit $code: $(cat said)"
    grep -q -e "$words" said || fail "$mode $*: nothing of '$words' in: $(cat said)"
    [ "$(arrived "$mode")" = "$before" ] || fail "$mode $*: it arrived all the same"
}
# wrong CODE WORDS FLAGS...: is not even tried.
wrong() {
    wanted=$1 words=$2
    shift 2
    mpt mail "$@" >said 2>&1
    code=$?
    [ $code = "$wanted" ] || fail "mail $*: exit $code instead of $wanted: $(cat said)"
    cat said >>heard
    grep -q -e "$words" said || fail "mail $*: nothing of '$words' in: $(cat said)"
}

mpt init --demo --quiet || exit 2
mpt history >history.before

# --- What arrives ---
configure 'mail.ca-file = s/ca.pem'
deliver plain --insecure-plain
deliver starttls
deliver starttls --insecure-plain
deliver smtps
grep -q '^STARTTLS' s/starttls.log || fail 'STARTTLS was not used'
[ "$(grep -c '^STARTTLS' s/starttls.log)" = 2 ] || fail 'encryption was offered, but --insecure-plain did without'

# Decoded by Python: headers, both texts, files; recipients of To and Cc once each.
printf '.\n..\nFrom here\n\303\270 %01000d\n' 7 >'Báo cáo Đà Nẵng — kretsløp, åpen og svært lang navnet er den, uten ende.txt'
head -c 200000 /dev/urandom >bytes.bin
: >empty.csv
subject='Đà Nẵng — kretsløpsøkonomi på tvers av oppdragene i Norge, Việt Nam, Danmark og Australia, uke 27'
mpt mail --to 'Nguyễn Văn Đà <da@undp.vn>' --to '"Ås, Bjørn" <bjorn@rcn.no>' --cc ANNA@csiro.au --cc anna@csiro.au \
    --subject "$subject" --attach 'Báo cáo Đà Nẵng — kretsløp, åpen og svært lang navnet er den, uten ende.txt' \
    --attach bytes.bin --attach empty.csv --server "$(url plain)" --insecure-plain \
    report --mission hydrogen --sources >said 2>&1 || fail "with files: $(cat said)"
grep -qx 'Sent to 3 recipients.' said || fail "with files: $(cat said)"
printf '%s\n' da@undp.vn bjorn@rcn.no ANNA@csiro.au | cmp - s/plain.2.to || fail 'the envelope'
mpt report --mission hydrogen --sources >text
cat >check.py <<'PYTHON'
import email, email.policy, sys

data = open("s/plain.2.eml", "rb").read()
assert all(len(line) <= 76 and not line.startswith(b".") for line in data.split(b"\r\n")), "lines"
assert max(data) < 127 and b"\n" not in data.replace(b"\r\n", b""), "bytes"
mail = email.message_from_bytes(data, policy=email.policy.default)
for name, value in mail.items():
    assert not value.defects, (name, value.defects)
assert mail["Subject"] == sys.argv[1], mail["Subject"]
people = [(a.display_name, a.addr_spec) for name in ("From", "To", "Cc") for a in mail[name].addresses]
assert people == [("Bjørn Ås", "bjorn@rcn.no"), ("Nguyễn Văn Đà", "da@undp.vn"), ("Ås, Bjørn", "bjorn@rcn.no"),
                  ("", "ANNA@csiro.au"), ("", "anna@csiro.au")], people
assert mail["Date"].datetime.isoformat() == "2024-07-07T12:00:00+00:00", mail["Date"]
assert mail["Message-ID"] and mail["MIME-Version"] == "1.0"
assert [p.get_content_type() for p in mail.walk()] == [
    "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/plain", "application/octet-stream",
    "text/csv"]
assert not any(p.defects for p in mail.walk())
assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n") == open("text", encoding="utf-8").read(), "text"
html = mail.get_body(("html",)).get_content()
assert html.startswith("<!DOCTYPE html>") and "Hydrogen Industry Mission" in html, "HTML"
files = list(mail.iter_attachments())
for part in files:
    assert part.get_payload(decode=True) == open(part.get_filename(), "rb").read(), part.get_filename()
assert len(files) == 3
PYTHON
python3 check.py "$subject" >said 2>&1 || fail "decoded: $(cat said)"

# The subject by default; what was found decides the exit code when it has been mailed.
mpt mail --to anna@csiro.au --dry-run -q --as-of 2024-06-30 gaps --mission hydrogen >dry.eml
grep -q 'Subject: GAPS mission hydrogen, as of 30 June 2024' dry.eml || fail "$(grep Subject dry.eml)"
mpt mail --to anna@csiro.au --server "$(url smtps)" gaps --fail-on critical >said 2>&1
[ $? = 1 ] || fail "--fail-on: $(cat said)"
grep -q '^Sent' said || fail "--fail-on: $(cat said)"
mpt mail --to anna@csiro.au --dry-run -o message.eml rules >said 2>&1 || fail "-o: $(cat said)"
[ "$(cat said)" = 'Nothing was sent. It would go to 1 recipient.' ] || fail "-o: $(cat said)"
head -n 1 message.eml | grep -q '^From: ' || fail '-o: no message'

# --- Whom to trust ---
refuse plain 'offers no encryption'
refuse other-name 'certificate.*is not to be trusted'
refuse other-name 'certificate.*is not to be trusted' --insecure-plain
configure
refuse starttls 'certificate.*is not to be trusted'
refuse smtps 'certificate.*is not to be trusted'
configure "mail.ca-file = $folder/none.pem"
wrong 3 'config, line 3: the certificates .*none.pem cannot be read' --to a@b.no --server "$(url smtps)" rules

# --- Logging in ---
cp s/password right && chmod 600 right
printf 'wrong\n' >other && chmod 600 other
configure 'mail.ca-file = s/ca.pem' 'mail.user = bjorn' 'mail.password-file = right'
deliver login
deliver login-line
[ "$(grep -c '^logged in as bjorn$' s/login.log s/login-line.log | tr '\n' ' ')" = \
    's/login.log:1 s/login-line.log:1 ' ] || fail 'nobody logged in'
configure 'mail.ca-file = s/ca.pem' 'mail.user = bjorn' 'mail.password-file = other'
MPT_MAIL_PASSWORD=$secret deliver login
refuse login 'does not let bjorn log in: 535 5.7.8'
refuse login-line 'does not let bjorn log in: 535 5.7.8'
# A password never goes over a line that is not encrypted: the server would take it, and is not given it.
configure 'mail.user = bjorn' 'mail.password-file = right'
refuse plain-login 'offers no encryption'
deliver plain-login --insecure-plain
grep -q AUTH s/plain-login.log && fail 'a password went over an open line'
# Its file is the owner's alone; one that is open is not read.
for mode in 644 640 604; do
    chmod $mode right
    wrong 3 'chmod 600' --to a@b.no --server "$(url starttls)" rules
done
chmod 600 right
configure 'mail.user = bjorn'
wrong 3 'MPT_MAIL_PASSWORD' --to a@b.no --server "$(url starttls)" rules
configure 'mail.user = bjorn' 'mail.password = x'
wrong 3 "config, line 4: nothing is called 'mail.password'" --to a@b.no --server "$(url starttls)" rules
configure

# --- What servers refuse ---
mpt mail --to anna@csiro.au --to no-body@rcn.no --cc later-gator@undp.vn --server "$(url refusing)" --insecure-plain \
    rules >said 2>&1
[ $? = 5 ] || fail "refused recipients: $(cat said)"
printf 'mpt: %s refused 2 of 3 recipients; nothing was sent:\n%s\n%s\n' "$(url refusing)" \
    '  no-body@rcn.no: 550 5.1.1 No such user here' \
    '  later-gator@undp.vn: 451 4.7.1 Greylisted, 4.7.1 try again later' | diff - said || fail 'refused recipients'
grep -q DATA s/refusing.log && fail 'a message was begun though recipients were refused'
refuse refusing 'refused 1 of 2 recipients' --insecure-plain --cc no-body@rcn.no
refuse no-sender 'naming the sender: 553 5.7.1 Not your address' --insecure-plain
refuse full 'handing the mail over: 552 5.2.2 Mailbox full; nothing was sent' --insecure-plain
refuse busy 'refused while connecting: 421 4.3.2 Too busy' --insecure-plain

# --- Servers that go away or say nothing ---
refuse gone-in-data 'the connection to .* was lost while handing the mail over' --insecure-plain
refuse gone-after 'was lost .*whether it was taken is not known' --insecure-plain
printf 'mail.from = bjorn@rcn.no\nmail.timeout = 1\n' >config
refuse silent 'was silent for too long while connecting (mail.timeout is 1 seconds); nothing was sent' --insecure-plain
refuse silent-after 'was silent for too long .*whether it was taken is not known' --insecure-plain
configure
python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])' >s/nobody.port
refuse nobody 'cannot be reached' --insecure-plain
# A helper that is not there, or is none of ours.
mkdir -p alone/bin alone/libexec/mpt && cp "$PROGRAM" alone/bin/mpt
program=$PROGRAM PROGRAM=$folder/alone/bin/mpt
refuse plain 'mpt-net, which does the work on the network, is neither'
printf '#!/bin/sh\nexit 0\n' >alone/libexec/mpt/mpt-net && chmod 755 alone/libexec/mpt/mpt-net
refuse plain 'libexec/mpt/mpt-net broke off'
cp "$program-net" alone/libexec/mpt/mpt-net
configure 'mail.ca-file = s/ca.pem'
deliver starttls
PROGRAM=$program

# --- What makes no sense ---
wrong 2 'say to whom' rules
wrong 2 'say through which server' --to a@b.no rules
wrong 2 'something is missing' --to a@b.no
wrong 2 'cannot be mailed; it can be that of gaps' --to a@b.no list projects
wrong 2 'cannot be mailed' --to a@b.no mail --to a@b.no rules
wrong 2 "there is no command 'nothing'" --to a@b.no nothing
wrong 2 'mail has no flag --too; did you mean --to?' --too a@b.no rules
wrong 2 'gaps has no flag --to;' gaps --to a@b.no
wrong 2 'leave --format' --to a@b.no gaps --format json
wrong 2 '--subject is empty' --to a@b.no --subject '' rules
wrong 3 'no mission' --to a@b.no --dry-run report --mission nowhere
wrong 3 'cannot be attached' --to a@b.no --dry-run --attach nothing.pdf rules
wrong 3 "no mail address" --to 'a@b.no, c@d.no' --dry-run rules
wrong 3 "no mail address" --to "$(printf 'a@b.no\r\nBcc: all@c.no')" --dry-run rules
wrong 3 'cannot be printed' --to a@b.no --subject "$(printf 'x\nBcc: all@c.no')" --dry-run rules
wrong 3 'no mail server' --to a@b.no --server http://127.0.0.1 rules
printf 'mail.sever = x\n' >config
wrong 3 'config, line 1: nothing is called .mail.sever.; did you mean mail.server' --to a@b.no rules

# --- What nobody sees ---
grep -h '^password' s/*.log && fail 'the password can be seen while it is sent'
[ "$(grep -c '^mpt-net seen' s/login.log)" -ge 2 ] || fail 'it was not looked for in mpt-net'
grep -rqF -e "$secret" heard config p.mpt p.mpt-wal s/*.eml s/*.log 2>/dev/null && fail 'the password stands in a file'
mpt history | cmp - history.before || fail 'mail is in the history'
grep -q Traceback server.log && fail "the server of the tests: $(cat server.log)"
[ $failed = 0 ]
