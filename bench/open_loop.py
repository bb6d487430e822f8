"""Load as devices make it: requests are due at fixed times whether or not those before were
answered (open loop), and the time of each counts from when it was due, so that a server that stands
still is not spared the requests it held up."""

import http.client
import itertools
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

SECONDS_MAX = 60
CONNECTIONS = 32


def post(path: str, body: bytes, fields: str = "") -> bytes:
    """A request in bytes, ready to be sent."""
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{fields}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


class Connection:
    """One that is made again when the server has closed it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None

    def ask(self, request: bytes) -> tuple[int, bytes]:
        """Status and body; 0: the connection broke."""
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), SECONDS_MAX)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self.socket.sendall(request)
            reply = http.client.HTTPResponse(self.socket)
            reply.begin()
            body = reply.read()
        except (OSError, http.client.HTTPException):
            self.close()
            return 0, b""
        if reply.will_close:
            self.close()
        return reply.status, body

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None


@dataclass
class Answered:
    number: int  # of the request
    status: int  # 0: there was no answer
    seconds: float  # since it was due
    due: float  # by the clock that only goes on
    body: bytes


@dataclass
class Load:
    """Sends request `number` at its time, for all numbers below `count`. `make` gives its bytes.
    Stops early at a deadline: what was not sent then is missing among `answered`."""

    port: int
    rate: float  # requests a second
    count: int
    make: Callable[[int], bytes]
    connections: int = CONNECTIONS
    on_answer: Callable[[Answered], None] = lambda _: None
    answered: list[Answered] = field(default_factory=list)
    begun: float = 0

    def run(self, seconds_max: float) -> None:
        self.start()
        self.join(seconds_max)

    def start(self) -> None:
        self.begun = time.monotonic() + 0.1
        self._numbers = itertools.count()
        self._is_over = False
        self._failures: list[BaseException] = []
        self._threads = [threading.Thread(target=self._guarded) for _ in range(self.connections)]
        for thread in self._threads:
            thread.start()

    def join(self, seconds_max: float) -> None:
        deadline = self.begun + seconds_max
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._is_over = True
        for thread in self._threads:
            thread.join(SECONDS_MAX)
        if self._failures:
            raise self._failures[0]

    def _guarded(self) -> None:
        try:
            self._work()
        except BaseException as failure:
            self._failures.append(failure)

    def _work(self) -> None:
        connection = Connection(self.port)
        for number in self._numbers:
            if number >= self.count or self._is_over:
                break
            request = self.make(number)
            due = self.begun + number / self.rate
            time.sleep(max(0.0, due - time.monotonic()))
            status, body = connection.ask(request)
            one = Answered(number, status, time.monotonic() - due, due, body)
            self.answered.append(one)
            self.on_answer(one)
        connection.close()


def percentile(seconds: Sequence[float], share: float) -> float:
    """The least of them that so large a share is not above."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def as_text(seconds: Sequence[float]) -> str:
    if not seconds:
        return "none"
    marks = (("p50", 0.5), ("p99", 0.99), ("max", 1.0))
    return ", ".join(f"{name} {percentile(seconds, share) * 1e3:.1f} ms" for name, share in marks)
