"""A server of the demo's lake as its own process, and what the demo asks of it."""

import http.client
import json
import os
import re
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

SECONDS_MAX = 60
USUAL_PORT = 8080


class DemoServer:
    def __init__(self, program: str, lake: Path, log: Path) -> None:
        made = subprocess.run(
            [program, "keys", "create", "--data", str(lake), "--name", "demo fleet",
             "--scope", "ingest,read", "--format", "json"],
            capture_output=True, text=True, check=True, timeout=SECONDS_MAX,
        )
        self.key = json.loads(made.stdout)[0]["key"]
        self.log = log
        self.port = USUAL_PORT if is_free(USUAL_PORT) else 0
        with log.open("wb") as messages:
            self.process = start(
                [program, "serve", "--data", str(lake), "--listen", f"127.0.0.1:{self.port}"],
                stderr=messages,
            )

    def wait_until_ready(self) -> None:
        self.port = int(self._wait_until_said(r"event=listening url=http://[^ ]*:(\d+)"))
        self.token = self._wait_until_said(r"(setup_\w+)")
        self._wait_until_said(r"(event=ready)")

    def _wait_until_said(self, pattern: str) -> str:
        found = wait_for(lambda: self.check_lives() or re.search(pattern, self.log.read_text()))
        if not found:
            raise RuntimeError(f"the server does not start; it said: {self.log.read_text()}")
        return found[1]

    def check_lives(self) -> None:
        if self.process.poll() is not None:
            raise RuntimeError(f"the server has ended; it said: {self.log.read_text()}")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, parameters: dict[str, str] | None = None) -> Any:
        query = "?" + urlencode(parameters) if parameters else ""
        return json.loads(self._exchange("GET", path + query))

    def send(self, lines: list[bytes], name: str) -> int:
        """Returns how many were taken. Under one name they are taken once, however often sent."""
        fields = {"Content-Type": "application/x-ndjson", "Idempotency-Key": name,
                  "Prefer": "return=minimal"}
        answer = self._exchange("POST", "/v1/readings", b"".join(lines), fields)
        return json.loads(answer)["accepted"]

    def page(self, path: str = "/") -> str:
        return self._exchange("GET", path, fields={"Accept": "text/html"}).decode()

    def _exchange(
        self, method: str, path: str, body: bytes | None = None,
        fields: dict[str, str] | None = None,
    ) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS_MAX)
        try:
            fields = {"Authorization": f"Bearer {self.key}"} | (fields or {})
            connection.request(method, path, body, fields)
            reply = connection.getresponse()
            said = reply.read()
        finally:
            connection.close()
        if reply.status != 200:
            raise OSError(f"{method} {path}: {reply.status} {said[:300].decode(errors='replace')}")
        return said

    def stop(self) -> int:
        """Returns its exit code."""
        return end(self.process)


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def start(command: list[str], **streams: Any) -> subprocess.Popen[bytes]:
    """Out of reach of the terminal's Ctrl-C, as the demo ends what it started in order; where the
    demo is killed it ends, too."""
    return subprocess.Popen(
        ["setpriv", "--pdeathsig", "TERM", *command], stdin=subprocess.DEVNULL,
        start_new_session=True, env=os.environ, **streams,
    )


def end(process: subprocess.Popen[bytes]) -> int:
    process.terminate()
    try:
        return process.wait(SECONDS_MAX)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def wait_for(is_so: Callable[[], Any], seconds: float = SECONDS_MAX) -> Any:
    """The first answer that is true, or the last one."""
    deadline = time.monotonic() + seconds
    while not (answer := is_so()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return answer
