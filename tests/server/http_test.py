#!/usr/bin/env python3
"""Requests as attackers write them, over raw sockets: each gets the one right answer, a request
that was smuggled is never answered, and the next client notices nothing.

usage: http_test.py TELLTALE
"""

import gzip
import json
import socket
import sys
import zlib
from typing import NamedTuple

from telltale_server import SECONDS_MAX, Server, reading

HOST = b"Host: localhost\r\n"
GET = b"GET /livez HTTP/1.1\r\n" + HOST + b"\r\n"


class Case(NamedTuple):
    name: str
    raw: bytes
    statuses: list[int]  # of all answers, in their order
    closes: bool  # the server closes the connection by itself


def post(lines: bytes, body: bytes = b"") -> bytes:
    return b"POST /v1/readings HTTP/1.1\r\n" + HOST + lines + b"\r\n" + body


def get(target: bytes) -> bytes:
    return b"GET " + target + b" HTTP/1.1\r\n" + HOST + b"\r\n"


def refused(name: str, raw: bytes, status: int = 400) -> Case:
    return Case(name, raw + GET, [status], True)


def chunked(body: bytes) -> bytes:
    return post(b"Transfer-Encoding: chunked\r\n", body)


RECORD = json.dumps(reading("d", 1, temperature=1)).encode()
LENGTH = b"Content-Length: %d\r\n" % len(RECORD)
SMUGGLED = b"GET /readyz HTTP/1.1\r\n" + HOST + b"\r\n"

CASES = [
    Case("plain", GET, [200], False),
    Case("pipelined", GET + post(LENGTH, RECORD) + GET, [200, 200, 200], False),
    Case("chunks", chunked(b"%x\r\n%s\r\n0\r\n\r\n" % (len(RECORD), RECORD)) + GET,
         [200, 200], False),
    Case("chunks with extension and trailer",
         chunked(b"%x;a=b\r\n%s\r\n0\r\nX: y\r\n\r\n" % (len(RECORD), RECORD)) + GET,
         [200, 200], False),
    # Where a body ends.
    refused("CL and TE", post(LENGTH + b"Transfer-Encoding: chunked\r\n", b"0\r\n\r\n" + SMUGGLED)),
    refused("TE and CL", post(b"Transfer-Encoding: chunked\r\n" + LENGTH, b"0\r\n\r\n" + SMUGGLED)),
    refused("two CLs", post(b"Content-Length: 5\r\nContent-Length: 6\r\n", b"abcdef")),
    refused("two equal CLs", post(b"Content-Length: 5\r\nContent-Length: 5\r\n", b"abcde")),
    refused("CL list", post(b"Content-Length: 5, 5\r\n", b"abcde")),
    refused("negative CL", post(b"Content-Length: -1\r\n")),
    refused("signed CL", post(b"Content-Length: +5\r\n", b"abcde")),
    refused("hex CL", post(b"Content-Length: 0x5\r\n", b"abcde")),
    refused("empty CL", post(b"Content-Length:\r\n")),
    refused("spaced CL", post(b"Content-Length: 1 2\r\n", b"a")),
    refused("overflowing CL", post(b"Content-Length: 18446744073709551617\r\n", b"a"), 413),
    refused("huge CL", post(b"Content-Length: 9223372036854775808\r\n", b"a"), 413),
    refused("large CL", post(b"Content-Length: 16777217\r\n", b"a"), 413),
    refused("TE twice", post(b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n")),
    refused("TE list", post(b"Transfer-Encoding: gzip, chunked\r\n", b"0\r\n\r\n")),
    refused("TE identity", post(b"Transfer-Encoding: identity\r\n" , b"")),
    refused("TE xchunked", post(b"Transfer-Encoding: xchunked\r\n", b"0\r\n\r\n")),
    refused("TE with vertical tab", post(b"Transfer-Encoding:\x0bchunked\r\n", b"0\r\n\r\n")),
    refused("TE with space before colon", post(b"Transfer-Encoding : chunked\r\n", b"0\r\n\r\n")),
    refused("TE folded", post(b"Transfer-Encoding:\r\n chunked\r\n", b"0\r\n\r\n")),
    refused("TE after bare LF", post(b"X: y\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n")),
    refused("TE after bare CR", post(b"X: y\rTransfer-Encoding: chunked\r\n", b"0\r\n\r\n")),
    Case("TE of HTTP/1.0",
         b"POST /v1/readings HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n" + GET,
         [400], True),
    # Chunks.
    refused("chunk size is none", chunked(b"xyz\r\n")),
    refused("chunk size is negative", chunked(b"-1\r\n")),
    refused("chunk size has 0x", chunked(b"0x5\r\nabcde\r\n0\r\n\r\n")),
    refused("chunk size overflows", chunked(b"ffffffffffffffff1\r\nabc")),
    refused("chunk size is empty", chunked(b"\r\n")),
    refused("chunk is longer than its size", chunked(b"2\r\nabc\r\n0\r\n\r\n")),
    refused("chunk line ends in LF", chunked(b"2\nab\r\n0\r\n\r\n")),
    refused("chunk data ends in LF", chunked(b"2\r\nab\n0\r\n\r\n")),
    refused("chunk extension is endless", chunked(b"2;" + b"a" * 5_000)),
    refused("chunk extension has a control character", chunked(b"2;\x00\r\nab\r\n0\r\n\r\n")),
    refused("trailers are endless", chunked(b"0\r\n" + b"X: aaaaaaaaaaaaaaa\r\n" * 1_000)),
    # Lines and headers.
    refused("bare LF", b"GET /livez HTTP/1.1\nHost: h\n\n"),
    refused("bare LF after the request line", b"GET /livez HTTP/1.1\nHost: h\r\n\r\n"),
    refused("bare LF for the empty line", b"GET /livez HTTP/1.1\r\nHost: h\r\n\n"),
    refused("folded", b"GET /livez HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n"),
    refused("space before colon", b"GET /livez HTTP/1.1\r\nHost: h\r\nX : a\r\n\r\n"),
    refused("first header begins with space", b"GET /livez HTTP/1.1\r\n Host: h\r\n\r\n"),
    refused("no colon", b"GET /livez HTTP/1.1\r\nHost: h\r\nX\r\n\r\n"),
    refused("no name", b"GET /livez HTTP/1.1\r\nHost: h\r\n: a\r\n\r\n"),
    refused("NUL in a value", b"GET /livez HTTP/1.1\r\nHost: h\r\nX: a\x00b\r\n\r\n"),
    refused("no Host", b"GET /livez HTTP/1.1\r\n\r\n"),
    refused("two Hosts", b"GET /livez HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n"),
    refused("Host with a path", b"GET /livez HTTP/1.1\r\nHost: h/x\r\n\r\n"),
    refused("huge header",
            b"GET /livez HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 20_000 + b"\r\n\r\n", 431),
    refused("many headers", b"GET /livez HTTP/1.1\r\n" + HOST + b"X: a\r\n" * 200 + b"\r\n", 431),
    refused("endless header", b"GET /livez HTTP/1.1\r\n" + HOST + b"X: a\r\n" * 20_000, 431),
    refused("endless target", b"GET /" + b"a" * 100_000, 414),
    refused("long target", get(b"/" + b"a" * 9_000), 414),
    # Targets.
    Case("absolute form", get(b"http://localhost/livez") + GET, [200, 200], False),
    refused("absolute form of another host", get(b"http://other/livez")),
    refused("absolute form with a user", get(b"http://u@localhost/livez")),
    refused("another scheme", get(b"gopher://localhost/livez")),
    refused("authority form", b"CONNECT h:80 HTTP/1.1\r\n" + HOST + b"\r\n"),
    refused("asterisk form", b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n"),
    refused("dots", get(b"/v1/../livez")),
    refused("escaped dots", get(b"/v1/%2e%2e/livez")),
    refused("half escaped dots", get(b"/v1/.%2E/livez")),
    refused("escaped slash", get(b"/v1%2fkeys")),
    refused("backslash", get(b"/v1\\keys")),
    refused("NUL", get(b"/livez%00")),
    refused("raw NUL", get(b"/livez\x00")),
    refused("CR LF escaped", get(b"/livez%0d%0aX:%20y")),
    refused("double slash", get(b"//livez")),
    refused("double slash inside", get(b"/v1//keys")),
    refused("slash at the end", get(b"/livez/")),
    refused("broken escape", get(b"/livez%2")),
    refused("overlong UTF-8", get(b"/%c0%ae%c0%ae/livez")),
    refused("raw bytes", get(b"/\xff\xfe")),
    refused("fragment", get(b"/livez#x")),
    Case("unknown path", get(b"/none") + GET, [404, 200], False),
    Case("path of another case", get(b"/LIVEZ") + GET, [404, 200], False),
    # Methods and versions.
    refused("HTTP/0.9", b"GET /livez\r\n"),
    refused("HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    refused("HTTP/1.2", b"GET /livez HTTP/1.2\r\n" + HOST + b"\r\n"),
    refused("two spaces", b"GET  /livez HTTP/1.1\r\n" + HOST + b"\r\n"),
    refused("tab for space", b"GET\t/livez\tHTTP/1.1\r\n" + HOST + b"\r\n"),
    refused("method with brackets", b"G{T /livez HTTP/1.1\r\n" + HOST + b"\r\n"),
    refused("TLS to a plain port", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n"),
    refused("two empty lines first", b"\r\n\r\n" + GET),
    Case("an empty line first", b"\r\n" + GET + b"\r\n" + GET, [200, 200], False),
    Case("method of another case", b"get /livez HTTP/1.1\r\n" + HOST + b"\r\n" + GET,
         [405, 200], False),
    Case("unknown method", b"BREW /livez HTTP/1.1\r\n" + HOST + b"\r\n" + GET, [405, 200], False),
    Case("HEAD", b"HEAD /livez HTTP/1.1\r\n" + HOST + b"\r\n" + GET, [200, 200], False),
    Case("HTTP/1.0", b"GET /livez HTTP/1.0\r\n\r\n" + GET, [200], True),
    Case("HTTP/1.0 that goes on", b"GET /livez HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + GET,
         [200, 200], False),
    Case("close", b"GET /livez HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n" + GET,
         [200], True),
    Case("body where none is",
         b"GET /livez HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\n\r\nabcde" + GET,
         [413], True),
    Case("expect", post(LENGTH + b"Expect: 100-continue\r\n", RECORD) + GET, [200, 200], False),
    refused("expect something else", post(LENGTH + b"Expect: 200-ok\r\n", RECORD), 417),
    Case("what follows a body", post(LENGTH, RECORD + SMUGGLED), [200, 200], False),
]


def read_answers(server: Server, raw: bytes, wanted: int) -> tuple[list[int], bool]:
    """Sends bytes and an end to them; the statuses that come back, and whether the server closed
    although the client would have gone on."""
    with socket.create_connection(("127.0.0.1", server.port), SECONDS_MAX) as connection:
        try:
            connection.sendall(raw)
        except (ConnectionResetError, BrokenPipeError):
            pass  # refused while it was being sent
        stream = connection.makefile("rb")
        statuses = []
        while line := stream.readline():
            assert line.startswith(b"HTTP/1.1 "), line
            status = int(line.split()[1])
            fields = {}
            while (field := stream.readline()) != b"\r\n":
                name, value = field.split(b":", 1)
                fields[name.lower()] = value.strip()
            if status >= 200 and not (raw.startswith(b"HEAD") and not statuses):
                stream.read(int(fields[b"content-length"]))
            statuses.append(status)
            if fields.get(b"connection") == b"close":
                assert stream.read() == b"", "bytes follow the last answer"
                return statuses, True
            if len(statuses) == wanted:
                return statuses, False
    return statuses, True


def check_cases(server: Server) -> None:
    wrong = []
    for case in CASES:
        statuses, closed = read_answers(server, case.raw, len(case.statuses))
        if (statuses, closed) != (case.statuses, case.closes):
            wrong.append((case.name, statuses, closed))
        if server.get("/livez").status != 200:
            wrong.append((case.name, "and then it is not alive"))
    assert not wrong, wrong


def check_invitation(server: Server) -> None:
    """Who asks whether to send is told to, or why not, before the body."""
    def first_line(lines: bytes, target: bytes = b"/v1/readings") -> bytes:
        with socket.create_connection(("127.0.0.1", server.port), SECONDS_MAX) as connection:
            connection.sendall(b"POST " + target + b" HTTP/1.1\r\n" + HOST + lines + b"\r\n")
            return connection.makefile("rb").readline()

    expect = b"Expect: 100-continue\r\n"
    assert first_line(expect + b"Content-Length: 5\r\n") == b"HTTP/1.1 100 Continue\r\n"
    assert first_line(expect + b"Content-Length: 99999999\r\n").startswith(b"HTTP/1.1 413 ")
    assert first_line(expect + b"Content-Length: 5\r\n", b"/none").startswith(b"HTTP/1.1 404 ")


def check_refusal_is_read(server: Server) -> None:
    """A client that sends 32 MiB before it reads gets its refusal all the same."""
    body = b"x" * (32 << 20)
    answer = server.ask("POST", "/v1/readings", body, {"Content-Type": "text/csv"})
    assert answer.status == 413, answer


def bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(megabytes)) + packer.flush()


# A frame of zstd that says it becomes 1 GiB: blocks that repeat one byte.
def zstd_bomb() -> bytes:
    block = ((128 << 10) << 3 | 1 << 1).to_bytes(3, "little") + b"\0"
    return b"\x28\xb5\x2f\xfd\x00\x58" + block * 8_000 + b"\x01\x00\x00"


def check_bombs(server: Server) -> None:
    for coding, body in (("gzip", bomb(1_000)), ("zstd", zstd_bomb())):
        assert len(body) < 2 << 20
        answer = server.ask("POST", "/v1/readings", body, {"Content-Encoding": coding})
        assert answer.status == 413, (coding, answer)
    for coding, body in (("gzip", b"\x1f\x8bx"), ("zstd", b"(\xb5/\xfd"), ("gzip", RECORD)):
        answer = server.ask("POST", "/v1/readings", body, {"Content-Encoding": coding})
        assert answer.status == 400, (coding, answer)
    answer = server.ask("POST", "/v1/readings", RECORD, {"Content-Encoding": "br"})
    assert answer.status == 415, answer
    packed = gzip.compress(json.dumps(reading("packed", 1, temperature=1)).encode())
    answer = server.ask("POST", "/v1/readings", packed, {"Content-Encoding": "gzip"})
    assert answer.status == 200, answer


def main() -> None:
    with Server(sys.argv[1]) as server:
        check_cases(server)
        check_invitation(server)
        check_refusal_is_read(server)
        check_bombs(server)
        assert server.is_alive()


if __name__ == "__main__":
    main()
