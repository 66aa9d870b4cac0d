"""A web server for tests, on 127.0.0.1: http_server.py FOLDER

Three servers, each on a free port that is written to FOLDER/NAME.port: http; https with cert.pem; other with other.pem,
a certificate for another host. All know the same paths. FOLDER/requests has a line a request: method, path, and those of
the headers below that it had. FOLDER/body.csv and upper.csv are the tables that most paths give. What the paths do stands in `class Answers`, a method each: /cut-range is cut_range(); a
number behind a slash is its argument. What a path does at first and not later is counted for each address by itself, so
that /busy?a and /busy?b are two of them.
"""
import gzip
import json
import os
import socket
import ssl
import struct
import sys
import threading
import time
import zlib
from email.utils import formatdate
from urllib.parse import parse_qs, unquote, urlsplit

folder = sys.argv[1]
lock = threading.Lock()
counts = {}
ports = {}
LOGGED = ["Range", "If-Range", "If-None-Match", "If-Modified-Since", "Accept-Encoding", "Accept", "Content-Type",
          "User-Agent"]
HEADER = b"id,title,summary\n"
ROWS = "".join(f"{i},Project {i},{f'what project {i} is about ' * 1000:.19870}\n" for i in range(1, 20)).encode()
BODY = HEADER + ROWS  # about 378 kB
UPPER = HEADER + ROWS.upper()
for name, content in ("body", BODY), ("upper", UPPER):
    with open(os.path.join(folder, name + ".csv"), "wb") as out:
        out.write(content)
CHANGED = "Tue, 02 Jul 2024 10:00:00 GMT"


def count(address):
    """How many times the address was asked for before."""
    with lock:
        counts[address] = counts.get(address, 0) + 1
        return counts[address] - 1


class Answers:
    def __init__(self, connection, path, query, headers, body):
        self.connection, self.path, self.query, self.headers, self.body = connection, path, query, headers, body
        self.before = count(path + "?" + query)

    def send(self, data):
        self.connection.sendall(data)

    def head(self, code, *lines):
        self.send(f"HTTP/1.1 {code} Said\r\n".encode() + "".join(line + "\r\n" for line in lines).encode() +
                  f"Date: {formatdate(usegmt=True)}\r\nConnection: close\r\n\r\n".encode())

    def whole(self, body, *lines, code=200):
        self.head(code, f"Content-Length: {len(body)}", *lines)
        self.send(body)

    def json(self, value, *lines):
        self.whole(json.dumps(value).encode(), "Content-Type: application/json", *lines)

    def to(self, where, code=302):
        self.whole(b"over there", "Location: " + where, code=code)

    # --- What goes well ---
    def plain(self):
        if self.headers.get("If-None-Match") == '"v1"':
            self.head(304, 'ETag: "v1"')
        else:
            self.whole(BODY, 'ETag: "v1"', "Content-Type: text/csv; charset=utf-8")

    def dated(self):
        if self.headers.get("If-Modified-Since") == CHANGED:
            self.head(304)
        else:
            self.whole(BODY, "Last-Modified: " + CHANGED)

    def unknown(self):  # nothing to know it again by
        self.whole(BODY)

    def versions(self):  # another one each time
        self.whole(BODY + b"v%d,Version,\n" % self.before, f'ETag: "v{self.before}"')

    def gzip(self):
        self.whole(gzip.compress(BODY), "Content-Encoding: gzip")

    def deflate(self):
        self.whole(zlib.compress(BODY), "Content-Encoding: deflate")

    def chunked(self):
        self.head(200, "Transfer-Encoding: chunked")
        for at in range(0, len(BODY), 50000):
            piece = BODY[at:at + 50000]
            self.send(b"%x\r\n" % len(piece) + piece + b"\r\n")
        self.send(b"0\r\n\r\n")

    def until_closed(self):
        self.head(200)
        self.send(BODY)

    def empty(self):
        self.whole(b"")

    def slow(self):
        self.head(200, f"Content-Length: {len(BODY)}", 'ETag: "v1"')
        for i in range(4):
            self.send(BODY[i * len(BODY) // 4:(i + 1) * len(BODY) // 4])
            time.sleep(0.5 if i < 3 else 0)

    # --- What is no table that can be taken in ---
    def page(self):
        self.whole(b"\n<HTML><body>Under construction", "Content-Type: text/csv")

    def torn(self):
        self.whole(b'{"records": [{"id": "t1"}, {"id": "t2"}, {"id"')

    def bytes(self):
        self.whole(bytes(range(256)) * 100)

    def strange(self):
        rows = "".join(f"S{i},Tiltak {i},{i}000\n" for i in range(1, 10))
        self.whole(("Nr,Tittel,Beløp (NOK)\n" + rows).encode(), 'ETag: "s"')

    def changing(self):
        if self.headers.get("If-None-Match") == '"upper"':
            self.head(304, 'ETag: "upper"')
        elif self.before:
            self.whole(UPPER, 'ETag: "upper"')
        else:
            self.whole(BODY, 'ETag: "v1"')

    # --- Redirects ---
    def hop(self, number):
        self.to(f"/hop/{number - 1}" if number else "/plain", [301, 302, 303, 307, 308][number % 5])

    def away(self):
        self.to(unquote(self.query))

    def circle(self):
        self.to("/circle-back")

    def circle_back(self):
        self.to("/circle")

    def nowhere(self):
        self.head(302, "Content-Length: 0")

    def search_moved(self):
        self.to("/reporter")

    def search_moved_rightly(self):
        self.to("/reporter", 308)

    # --- What is busy, or broken ---
    def limited(self):
        if self.before:
            self.plain()
        else:
            self.whole(b"", "Retry-After: 1", code=429)

    def limited_by_date(self):
        if self.before:
            self.plain()
        else:
            self.whole(b"", "Retry-After: " + formatdate(time.time() + 2, usegmt=True), code=503)

    def limited_long(self):
        self.whole(b"", "Retry-After: 3600", code=429)

    def busy(self):
        if self.before > 1:
            self.plain()
        else:
            self.whole(b"later", code=503)

    def code(self, number):
        self.whole(b"<html>a page about it</html>", code=number)

    def endless_error(self):
        self.head(404)
        while True:
            self.send(b"sorry " * 10000)

    def reset(self):
        if self.before:
            self.plain()
        else:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def closed(self):
        pass

    def not_http(self):
        self.send(b"220 files.example FTP server ready\r\n")

    def silent(self):
        self.connection.recv(1)

    def half_silent(self):
        self.head(200, f"Content-Length: {len(BODY)}", 'ETag: "v1"')
        self.send(BODY[:1000])
        self.connection.recv(1)

    def trickle(self):  # a part, then a byte now and then, for ever
        if "Range" in self.headers:
            self.rest(len(BODY))
            return
        self.head(200, f"Content-Length: {len(BODY)}", 'ETag: "v1"')
        self.send(BODY[:100000])
        for i in range(200):
            time.sleep(0.1)
            self.send(BODY[100000 + i:100001 + i])

    def long_header(self):
        self.head(200, "X-Long: " + "x" * 1000000)

    def many_headers(self):
        self.head(200, *[f"X-{i}: {'x' * 100}" for i in range(2000)])

    def large(self):
        self.head(200, "Content-Length: 50000000000")
        self.connection.recv(1)

    def large_unsaid(self):
        self.head(200)
        while True:
            self.send(BODY)

    def bomb(self):
        self.head(200, "Content-Encoding: gzip")
        pack = zlib.compressobj(9, zlib.DEFLATED, 31)
        for _ in range(200):
            self.send(pack.compress(b"\0" * 1000000))
        self.send(pack.flush())

    def badly_packed(self):
        self.whole(BODY, "Content-Encoding: gzip")

    # --- What breaks off, and how it goes on ---
    def cut(self, *lines, at=100000):
        self.head(200, f"Content-Length: {len(BODY)}", *lines)
        self.send(BODY[:at])

    def rest(self, end, etag='"v1"', shift=0):
        start = int(self.headers["Range"].split("=")[1].rstrip("-")) + shift
        self.head(206, f"Content-Range: bytes {start}-{len(BODY) - 1}/{len(BODY)}", "ETag: " + etag,
                  f"Content-Length: {len(BODY) - start}")
        self.send(BODY[start:end])

    def cut_range(self):
        if "Range" not in self.headers:
            self.cut('ETag: "v1"')
        elif self.headers.get("If-Range") == '"v1"':
            self.rest(200000 if self.before == 1 else len(BODY))

    def cut_dated(self):
        if self.headers.get("If-Range") == CHANGED:
            self.rest(len(BODY))
        else:
            self.cut("Last-Modified: " + CHANGED)

    def cut_no_range(self):
        if self.before:
            self.whole(BODY, 'ETag: "v1"')
        else:
            self.cut('ETag: "v1"')

    def cut_changed(self):
        if self.before:
            self.whole(UPPER, 'ETag: "v2"')
        else:
            self.cut('ETag: "v1"')

    def cut_mixed(self):  # does not know If-Range, and sends the rest of another version
        if "Range" in self.headers:
            self.rest(len(BODY), '"v2"')
        elif self.before:
            self.whole(UPPER, 'ETag: "v2"')
        else:
            self.cut('ETag: "v1"')

    def cut_shifted(self):
        if "Range" in self.headers:
            self.rest(len(BODY), shift=10)
        elif self.before:
            self.whole(BODY, 'ETag: "v1"')
        else:
            self.cut('ETag: "v1"')

    def cut_refused(self):
        if "Range" in self.headers:
            self.whole(b"", code=416)
        elif self.before:
            self.whole(BODY, 'ETag: "v1"')
        else:
            self.cut('ETag: "v1"')

    def cut_weak(self):
        if self.before:
            self.whole(BODY, 'ETag: W/"v1"')
        else:
            self.cut('ETag: W/"v1"')

    def cut_packed(self):
        packed = gzip.compress(BODY)
        if self.before:
            self.whole(packed, 'ETag: "v1"', "Content-Encoding: gzip")
        else:
            self.head(200, f"Content-Length: {len(packed)}", 'ETag: "v1"', "Content-Encoding: gzip")
            self.send(packed[:len(packed) // 2])

    def cut_always(self):
        self.cut()

    # --- Pages ---
    def gtr(self):
        if self.headers.get("Accept") != "application/vnd.rcuk.gtr.json-v7":
            self.code(406)
            return
        page = int(parse_qs(self.query)["p"][0])
        self.json({"page": page, "size": 2, "totalPages": 3, "project": [{"id": f"g{page}{i}"} for i in "ab"]},
                  f'ETag: "p{page}"')

    def gtr_broken(self):
        if parse_qs(self.query)["p"][0] == "2":
            self.code(500)
        else:
            self.json({"totalPages": 3, "project": []})

    def gtr_unsaid(self):
        self.json({"project": []})

    def reporter(self, total=5):
        asked = json.loads(self.body)
        start, limit = asked["offset"], asked["limit"]
        assert self.headers["Content-Type"] == "application/json" and start <= 6, asked
        self.json({"meta": {"total": total, "offset": start, "limit": limit},
                   "results": [{"appl_id": i, "year": asked["criteria"]["year"]}
                               for i in range(start, min(start + limit, total))]})

    def reporter_many(self):
        self.reporter(30)

    def next(self, number):
        self.json({"records": [{"id": f"n{number}"}], "next": f"{number + 1}?x=1" if number < 3 else None})

    def next_inside(self, number):
        self.json({"records": [{"id": f"i{number}"}], "links": {"next": f"/next-inside/{number + 1}" if number < 3 else ""}})

    def link(self, number, body=None):
        path = self.path.rpartition("/")[0]
        lines = ['Link: <%s/1>; rel="first", <%s/%d>; title="a, b"; rel="next"' % (path, path, number + 1)]
        body = HEADER + b"l%d,Linked %d,\n" % (number, number) if body is None else body
        self.whole(body, *(lines if number < 3 else []))

    def link_torn(self, number):
        self.link(number, b'{"records": [{"id": "t%d"}, {"id": "u%d"' % (number, number) + (b"" if number == 2 else b"}]}"))

    def link_page(self, number):
        self.link(number, b"<!DOCTYPE html><html lang=en><title>Log in</title>" if number == 2 else None)

    def link_empty(self, number):
        self.link(number, b"" if number == 3 else None)

    def link_refused(self, number):
        self.link(number, HEADER + b"r%d,Right %d,\nw%d,,\n" % (number, number, number))

    def next_circle(self):
        self.json({"next": "/next-circle"})

    def next_ftp(self):
        self.json({"next": "ftp://127.0.0.1/x"})

    def next_plain(self):
        self.json({"next": f"http://127.0.0.1:{ports['http']}/next/1"})

    def next_wrong(self):
        self.json({"next": 7})


def read_request(connection):
    data = b""
    while b"\r\n\r\n" not in data:
        got = connection.recv(65536)
        if not got:
            return None
        data += got
    head, body = data.split(b"\r\n\r\n", 1)
    lines = head.decode().split("\r\n")
    headers = {k.strip().title(): v.strip() for k, v in (line.split(":", 1) for line in lines[1:])}
    while len(body) < int(headers.get("Content-Length", 0)):
        body += connection.recv(65536)
    return lines[0].split(" "), headers, body


def serve(connection, context):
    try:
        if context:
            connection = context.wrap_socket(connection, server_side=True)
        request = read_request(connection)
        if not request:
            return
        (method, target, _), headers, body = request
        parts = urlsplit(target)  # through a proxy it is a whole address
        with lock, open(os.path.join(folder, "requests"), "a", encoding="utf-8") as log:
            said = "".join(f" {name}={headers[name]}" for name in LOGGED if name in headers)
            log.write(f"{method} {target}{said}\n")
        name, _, number = parts.path[1:].replace("-", "_").partition("/")
        answers = Answers(connection, parts.path, parts.query, headers, body)
        getattr(answers, name)(*([int(number)] if number else []))
    except (OSError, ssl.SSLError):
        pass
    finally:
        connection.close()


def listen(listener, context):
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection, context), daemon=True).start()


def context_of(name):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(os.path.join(folder, name + ".pem"), os.path.join(folder, name + ".key"))
    return made


for server, certificate in ("http", None), ("https", "cert"), ("other", "other"):
    listening = socket.create_server(("127.0.0.1", 0))
    ports[server] = listening.getsockname()[1]
    tls = context_of(certificate) if certificate else None
    threading.Thread(target=listen, args=(listening, tls), daemon=True).start()
    with open(os.path.join(folder, server + ".making"), "w", encoding="utf-8") as out:
        out.write(str(ports[server]))
    os.rename(os.path.join(folder, server + ".making"), os.path.join(folder, server + ".port"))
sys.stdin.read()  # until whoever started us ends
