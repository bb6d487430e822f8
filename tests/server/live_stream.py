"""One who follows a lake live: reads server-sent events of /v1/live by their rules, and remembers
what came. Python's standard library only."""

import json
import socket
import threading
import time
from typing import Any, NamedTuple

from telltale_server import SECONDS_MAX, Server, wait_until


class Event(NamedTuple):
    kind: str
    data: Any
    id: str
    at: float  # when it came, by the clock that only goes on


class LiveStream:
    """`with LiveStream(server, topics="readings") as stream:` follows until the block ends."""

    def __init__(
        self,
        server: Server,
        *,
        last_event_id: str = "",
        body: dict[str, Any] | None = None,
        query: str = "",
        pause: bool = False,
    ) -> None:
        self.events: list[Event] = []
        self.is_ended = False
        self.last_id = last_event_id
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS_MAX)
        if pause:  # little fits into a window that nobody empties
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        content = json.dumps(body).encode() if body is not None else b""
        method = "POST" if body is not None else "GET"
        fields = f"Last-Event-ID: {last_event_id}\r\n" if last_event_id else ""
        fields += f"Content-Length: {len(content)}\r\n" if body is not None else ""
        head = f"{method} /v1/live{query} HTTP/1.1\r\nHost: localhost\r\n{fields}\r\n"
        self.socket.sendall(head.encode() + content)
        self._buffer = b""
        status, _, self.head = self._read_head().partition("\r\n")
        assert " 200 " in status, (status, self.head, self._buffer)
        self._thread = threading.Thread(target=self._follow, daemon=True)
        if not pause:
            self._thread.start()

    def __enter__(self) -> "LiveStream":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def resume(self) -> None:
        self._thread.start()

    def close(self) -> None:
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        if self._thread.is_alive():
            self._thread.join(SECONDS_MAX)
        self.socket.close()

    def of(self, kind: str) -> list[Event]:
        return [event for event in list(self.events) if event.kind == kind]

    def wait_for(self, what: str, is_so: Any, seconds: float = SECONDS_MAX) -> Any:
        def look() -> Any:
            if self.is_ended and not is_so():
                raise AssertionError(f"the stream ended: {what}: {self.events[-5:]}")
            return is_so()

        return wait_until(what, look, seconds)

    def _more(self) -> bool:
        try:
            got = self.socket.recv(65536)
        except OSError:
            got = b""
        self._buffer += got
        return bool(got)

    def _read_head(self) -> str:
        while b"\r\n\r\n" not in self._buffer:
            if not self._more():
                raise AssertionError(f"no answer: {self._buffer!r}")
        head, self._buffer = self._buffer.split(b"\r\n\r\n", 1)
        return head.decode()

    def _chunks(self) -> Any:
        while True:
            while b"\r\n" not in self._buffer:
                if not self._more():
                    return
            size_text, rest = self._buffer.split(b"\r\n", 1)
            size = int(size_text, 16)
            self._buffer = rest
            while len(self._buffer) < size + 2:
                if not self._more():
                    return
            chunk, self._buffer = self._buffer[:size], self._buffer[size + 2 :]
            if size == 0:
                return
            yield chunk

    def _follow(self) -> None:
        text = b""
        for chunk in self._chunks():
            text += chunk
            while b"\n\n" in text:
                block, text = text.split(b"\n\n", 1)
                self._take(block.decode())
        self.is_ended = True

    def _take(self, block: str) -> None:
        fields = {"event": "message", "data": ""}
        for line in block.split("\n"):
            name, _, value = line.partition(":")
            fields[name] = value.removeprefix(" ")
        if "id" in fields:
            self.last_id = fields["id"]
        if fields["data"]:
            at = time.monotonic()
            self.events.append(
                Event(fields["event"], json.loads(fields["data"]), self.last_id, at)
            )


def place(text: str) -> tuple[int, int]:
    """A place in the journal, or the part of a receipt that is one."""
    offset, index = text.split(":")[-2:]
    return int(offset), int(index)


def is_in_gap(receipt: str, gap: Any) -> bool:
    return "from" in gap and place(gap["from"]) <= place(receipt) < place(gap["to"])
