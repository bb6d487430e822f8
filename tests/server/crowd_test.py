#!/usr/bin/env python3
"""Clients that cost a server what they can: slow in head or body, never reading, ten thousand that
only wait. The others notice nothing, and each of these is let go in its time.

usage: crowd_test.py TELLTALE
"""

import json
import resource
import socket
import sys
from pathlib import Path

from telltale_server import SECONDS_MAX, Server, reading, wait_until

HOST = b"Host: localhost\r\n"
CONNECTIONS = 10_000


def connect(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), SECONDS_MAX)


def read_all(connection: socket.socket) -> bytes:
    got = b""
    while piece := connection.recv(65536):
        got += piece
    return got


def drip(connection: socket.socket, piece: bytes) -> bytes:
    """Sends a byte now and then until the server answers; all of its answer."""
    connection.setblocking(False)

    def answer() -> bytes | None:
        try:
            connection.send(piece)
        except (BrokenPipeError, ConnectionResetError, BlockingIOError):
            pass
        try:
            return connection.recv(65536) or b"closed"
        except BlockingIOError:
            return None

    first = wait_until("an answer", answer, pause=0.05)
    connection.settimeout(SECONDS_MAX)
    return bytes(first)


def check_slow(server: Server) -> None:
    """A head or a body that comes byte by byte ends in 408; who never begins is closed."""
    heads = [connect(server) for _ in range(200)]
    for head in heads:
        head.sendall(b"POST /v1/readings HTTP/1.1\r\nX: ")
    bodies = [connect(server) for _ in range(200)]
    for body in bodies:
        body.sendall(b"POST /v1/readings HTTP/1.1\r\n" + HOST + b"Content-Length: 9000000\r\n\r\n")
    silent = connect(server)
    check_others(server)
    assert drip(heads[0], b"a").startswith(b"HTTP/1.1 408 ")
    assert drip(bodies[0], b"a").startswith(b"HTTP/1.1 408 ")
    for connection in heads[1:] + bodies[1:]:
        answer = read_all(connection)
        assert answer.startswith(b"HTTP/1.1 408 ") and b"Connection: close" in answer, answer
    assert read_all(silent) == b""
    for connection in (*heads, *bodies, silent):
        connection.close()


def check_announced(server: Server) -> None:
    """Bodies that are announced and do not come take no room from those that do."""
    waiting = [connect(server) for _ in range(100)]
    for one in waiting:  # 1.6 GB in all, of 256 MB that bodies may have
        one.sendall(b"POST /v1/readings HTTP/1.1\r\n" + HOST + b"Content-Length: 16000000\r\n\r\nx")
    check_others(server)
    for one in waiting:
        one.close()


def check_others(server: Server) -> None:
    for minute in range(20):
        record = json.dumps(reading("busy", minute + 20 * server.rounds, temperature=1)).encode()
        answer = server.ask("POST", "/v1/readings", record)
        assert answer.status == 200, answer
        assert server.get("/livez").status == 200
    server.rounds += 1


def check_never_reads(server: Server) -> None:
    """Who asks for a lot and takes nothing is closed, and holds no more than a little meanwhile."""
    for number in range(100):
        wish = {"name": f"{number}" + "n" * 200, "scopes": ["read"]}
        assert server.ask("POST", "/v1/keys", json.dumps(wish).encode()).status == 201
    before = memory(server)
    ask = b"GET /v1/keys HTTP/1.1\r\n" + HOST + b"\r\n"
    greedy = []
    for _ in range(20):
        connection = connect(server)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(ask * 500)  # 20 MB of answers each
        greedy.append(connection)
    check_others(server)
    assert memory(server) - before < 100 << 20

    def is_closed(connection: socket.socket) -> bool:
        try:
            connection.send(b"G")
            return False
        except (BrokenPipeError, ConnectionResetError):
            return True

    for connection in greedy:
        what = "a reader that takes nothing is closed"
        wait_until(what, lambda: is_closed(connection), pause=0.1)
        connection.close()


def memory(server: Server) -> int:
    assert server.process
    pages = int(Path(f"/proc/{server.process.pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def check_idle(server: Server) -> None:
    """Ten thousand that wait: the next is served, and each of them costs little."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(CONNECTIONS, hard - 200)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted + 200), hard))
    before = memory(server)
    idle = [connect(server) for _ in range(wanted)]
    check_others(server)
    each = (memory(server) - before) / wanted
    print(f"{wanted} idle connections: {each:.0f} bytes each")
    assert each < 16 << 10, each
    for connection in idle:
        connection.close()


def check_full(program: str) -> None:
    """Where there is no place left, those there go on, and places become free again."""
    with Server(program, options={"http_connections": 10, "http_idle_ms": 500}) as server:
        first = connect(server)
        first.sendall(b"GET /livez HTTP/1.1\r\n" + HOST + b"\r\n")
        assert first.recv(65536).startswith(b"HTTP/1.1 200 ")
        others = [connect(server) for _ in range(9)]
        refused = connect(server)
        assert read_all(refused) == b""
        first.sendall(b"GET /livez HTTP/1.1\r\n" + HOST + b"\r\n")
        assert first.recv(65536).startswith(b"HTTP/1.1 200 ")
        for one in others:
            one.close()
        wait_until("a place is free", lambda: is_served(server))


def is_served(server: Server) -> bool:
    with connect(server) as connection:
        try:
            connection.sendall(b"GET /livez HTTP/1.1\r\n" + HOST + b"\r\n")
            return connection.recv(100).startswith(b"HTTP/1.1 200 ")
        except (BrokenPipeError, ConnectionResetError):
            return False


class CrowdedServer(Server):
    rounds = 0  # so that no reading is sent twice


def main() -> None:
    program = sys.argv[1]
    patience = {"http_head_ms": 3_000, "http_body_ms": 3_000, "http_write_ms": 3_000}
    with CrowdedServer(program, options=patience) as server:
        check_slow(server)
        check_announced(server)
        check_never_reads(server)
        wait_until("all is stored", lambda: server.books()["stored"] == 20 * server.rounds)
    with CrowdedServer(program, options={"http_head_ms": 600_000}) as server:
        check_idle(server)
    check_full(program)


if __name__ == "__main__":
    main()
