"""A mail server for tests, on 127.0.0.1: smtp_server.py FOLDER MODE...

One server a mode, each on a free port that is written to FOLDER/MODE.port. What arrives whole is kept as
FOLDER/MODE.N.eml, byte for byte without the dots that were doubled on the way, and its envelope as FOLDER/MODE.N.to;
FOLDER/MODE.log has every command as it came, but for what follows AUTH. Certificates are read from FOLDER.

The modes, what a client meets there:
  plain         no encryption        starttls      STARTTLS, cert.pem       smtps     TLS from the start, cert.pem
  other-name    STARTTLS with other.pem, a certificate for another host
  login         STARTTLS, and a user bjorn with the password in FOLDER/password; refuses all others with 535
  login-line    the same with AUTH LOGIN alone
  plain-login   as login, without encryption
  refusing      plain; refuses recipients that begin with "no-" (550), and "later-" (451, on two lines)
  no-sender     plain; refuses MAIL FROM         full       plain; refuses the message at its end with 552
  gone-in-data  plain; closes in the middle of the message
  gone-after    plain; closes after the message without an answer
  silent        never says a word                silent-after  plain; never answers to the message
  busy          greets with 421 and closes
"""
import base64
import os
import socket
import ssl
import sys
import threading

folder, modes = sys.argv[1], sys.argv[2:]
lock = threading.Lock()
counts = {}


def path(name):
    return os.path.join(folder, name)


def context(name):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(path(name + ".pem"), path(name + ".key"))
    return made


class Gone(Exception):
    """The client went away, or we do."""


class Session:
    def __init__(self, connection, mode):
        self.connection, self.mode, self.buffer = connection, mode, b""
        self.encrypted, self.recipients = False, []
        if mode == "smtps":
            self.encrypt("cert")

    def encrypt(self, name):
        self.connection = context(name).wrap_socket(self.connection, server_side=True)
        self.encrypted = True

    def say(self, *lines):
        for i, line in enumerate(lines):
            code, text = line[:3], line[4:]
            more = "-" if i + 1 < len(lines) else " "
            self.connection.sendall((code + more + text + "\r\n").encode())

    def line(self):
        while b"\n" not in self.buffer:
            got = self.connection.recv(65536)
            if not got:
                raise Gone
            self.buffer += got
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line + b"\n"

    def log(self, text):
        with lock, open(path(self.mode + ".log"), "a", encoding="utf-8") as file:
            file.write(text + "\n")

    def has(self, *names):
        return self.mode in names

    def login_modes(self):
        return self.has("login", "login-line", "plain-login")

    def greet(self):
        lines = ["250 mail.test", "250 8BITMIME", "250 SIZE 50000000"]
        if self.has("starttls", "other-name", "login", "login-line") and not self.encrypted:
            lines.append("250 STARTTLS")
        if self.login_modes() and (self.encrypted or self.has("plain-login")):
            lines.append("250 AUTH LOGIN" if self.has("login-line") else "250 AUTH GSSAPI NTLM PLAIN LOGIN")
        self.say(*lines)

    def decoded(self):
        return base64.b64decode(self.line()).decode()

    def authenticate(self, words):
        self.look_for_password()
        if words[1].upper() == "PLAIN":
            self.say("334 ")
            _, user, password = self.decoded().split("\0")
        else:
            self.say("334 VXNlcm5hbWU6")
            user = self.decoded()
            self.say("334 UGFzc3dvcmQ6")
            password = self.decoded()
        with open(path("password"), encoding="utf-8") as file:
            right = file.read().rstrip("\n")
        if (user, password) == ("bjorn", right):
            self.say("235 2.7.0 Welcome")
            self.log("logged in as bjorn")
        else:
            self.say("535 5.7.8 Authentication credentials invalid")

    def look_for_password(self):
        """While mpt and mpt-net are at work: is the password in what others can see of them?"""
        with open(path("password"), "rb") as file:
            right = file.read().rstrip(b"\n")
        for process in filter(str.isdigit, os.listdir("/proc")):
            for name in "cmdline", "environ":
                try:
                    with open(f"/proc/{process}/comm", encoding="utf-8") as file:
                        program = file.read().strip()
                    with open(f"/proc/{process}/{name}", "rb") as file:
                        held = right in file.read()
                except OSError:
                    continue
                if name == "cmdline" and program == "mpt-net":
                    self.log("mpt-net seen")
                if held and (name == "cmdline" or program == "mpt-net"):
                    self.log(f"password in {name} of {program}")

    def recipient(self, words):
        address = words[1].split("<", 1)[-1].rstrip(">")
        if self.has("refusing") and address.startswith("no-"):
            self.say("550 5.1.1 No such user here")
        elif self.has("refusing") and address.startswith("later-"):
            self.say("451 4.7.1 Greylisted,", "451 4.7.1 try again later")
        else:
            self.recipients.append(address)
            self.say("250 2.1.5 Ok")

    def message(self):
        self.say("354 Go on")
        lines = []
        while (line := self.line()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b".") else line)
            if self.has("gone-in-data") and len(lines) == 20:
                raise Gone
        if self.has("gone-after"):
            raise Gone
        if self.has("silent-after"):
            self.connection.recv(1)
            raise Gone
        if self.has("full"):
            self.say("552 5.2.2 Mailbox full")
            return
        with lock:
            number = counts[self.mode] = counts.get(self.mode, 0) + 1
        with open(path(f"{self.mode}.{number}.to"), "w", encoding="utf-8") as file:
            file.write("".join(address + "\n" for address in self.recipients))
        with open(path(f"{self.mode}.{number}.eml"), "wb") as file:
            file.write(b"".join(lines))
        self.say("250 2.0.0 Kept")

    def answer(self, words):
        verb = words[0].upper()
        if verb in ("EHLO", "HELO"):
            self.greet()
        elif verb == "STARTTLS":
            self.say("220 Go on")
            self.encrypt("other" if self.has("other-name") else "cert")
        elif verb == "AUTH":
            self.authenticate(words)
        elif verb == "MAIL":
            self.recipients = []
            self.say("553 5.7.1 Not your address" if self.has("no-sender") else "250 2.1.0 Ok")
        elif verb == "RCPT":
            self.recipient(words)
        elif verb == "DATA":
            self.message()
        elif verb == "QUIT":
            self.say("221 Bye")
            raise Gone
        else:
            self.say("502 5.5.1 Unknown")

    def run(self):
        if self.has("silent"):
            self.connection.recv(1)
            return
        if self.has("busy"):
            self.say("421 4.3.2 Too busy")
            return
        self.say("220 mail.test")
        while True:
            words = self.line().decode().strip().split(None, 2)
            self.log(" ".join(words[:2] if words[0].upper() == "AUTH" else words))
            self.answer(words)


def serve(connection, mode):
    session = None
    try:
        session = Session(connection, mode)
        session.run()
    except (Gone, OSError, ssl.SSLError):
        pass
    finally:
        (session.connection if session else connection).close()


def listen(listener, mode):
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection, mode), daemon=True).start()


for wanted in modes:
    server = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=listen, args=(server, wanted), daemon=True).start()
    with open(path(wanted + ".making"), "w", encoding="utf-8") as out:
        out.write(str(server.getsockname()[1]))
    os.rename(path(wanted + ".making"), path(wanted + ".port"))
sys.stdin.read()  # until whoever started us ends
