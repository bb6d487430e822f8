#!/usr/bin/env python3
"""A lake is taken over from a process that hangs. What that had acknowledged is not lost; when it
wakes up it acknowledges nothing more, and nothing that it commits counts.

usage: takeover_test.py TELLTALE
"""

import http.client
import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from telltale_server import SECONDS_MAX, Server, reading, run, wait_until


def send(server: Server, device: str, count: int, key: str) -> list[str]:
    """The receipts of what was acknowledged; none: it was refused, or nobody took it."""
    body = json.dumps([reading(device, minute, temperature=20) for minute in range(count)])
    try:
        answer = server.ask("POST", "/v1/readings", body.encode(),
                            {"Content-Type": "application/json", "Idempotency-Key": key})
    except (ConnectionError, http.client.HTTPException):
        return []
    if answer.status != 200:
        assert answer.status == 503, answer
        return []
    receipts: list[str] = answer.json()["receipts"]
    return receipts


def second(first: Server, *words: str) -> subprocess.Popen[str]:
    """Another server over the same lake."""
    command = [first.program, "--config", str(first.config), "serve", "--data", str(first.lake),
               "--listen", "127.0.0.1:0", *words]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def check_refused(first: Server) -> None:
    with second(first) as process:
        said = process.communicate(timeout=SECONDS_MAX)[1]
    assert process.returncode == 3 and "--takeover" in said, said


class Heir(Server):
    """Takes over the lake of another."""

    def __init__(self, first: Server) -> None:
        super().__init__(first.program, options={"cut_interval_ms": 50})
        self.lakes = [first.lake]
        self.lake = first.lake
        self.words = ("--takeover",)


class Restored(Server):
    """Over the copy of another's lake."""

    def __init__(self, first: Server, lake: Path) -> None:
        super().__init__(first.program)
        self.lakes = [lake]
        self.lake = lake


def journals(lake: Path) -> dict[str, int]:
    """How many segments each journal has."""
    return {path.name: len(list(path.glob("*.frames"))) for path in (lake / "_journal").iterdir()}


def check_copies(heir: Heir, received: int) -> None:
    """A backup has the journals of both, and the control log, which goes on in another file. A
    second one adds to what the first has."""
    backup = heir.folder / "backup"
    restored = heir.folder / "restored"
    run(heir.program, "backup", "--data", str(heir.lake), "--to", str(backup))
    run(heir.program, "restore", "--from", str(backup), "--to", str(restored), "--verify")
    with Restored(heir, restored) as again:
        wait_until("all is there", lambda: again.get_json("/v1/books")["received"] == received)
        books = again.get_json("/v1/books")
        assert books["stored"] == received and books["balanced"], books
        again.stop()
        run(heir.program, "verify", "--data", str(restored))
    shutil.rmtree(restored)


def check_takeover(program: str) -> None:
    # It does not cut by itself, so that what it acknowledges stays in its journal.
    with Server(program, options={"cut_interval_ms": 60_000}) as hung:
        receipts = send(hung, "a", 30, "k1")
        assert len(receipts) == 30
        assert hung.process
        hung.process.send_signal(signal.SIGSTOP)
        check_refused(hung)
        with Heir(hung) as heir:
            assert len(send(heir, "b", 20, "k2")) == 20
            # The same request again is known, though its records are not in the lake yet.
            assert send(heir, "a", 30, "k1") == receipts
            wait_until("b is there", lambda: heir.get_json("/v1/books")["received"] == 20)
            check_copies(heir, 50)
            hung.process.send_signal(signal.SIGCONT)
            assert send(hung, "c", 10, "k3") == [], "it acknowledges what it cannot commit"
            hung.process.wait(SECONDS_MAX)
            said = "\n".join(hung.messages)
            assert hung.process.returncode == 3 and "taken this lake over" in said, said
            hung.process = None
            wait_until("all is there", lambda: heir.get_json("/v1/books")["received"] == 50)
            books = heir.get_json("/v1/books")
            assert books["stored"] == 50 and books["balanced"], books
            assert send(heir, "a", 30, "k1") == receipts
            check_copies(heir, 50)
            rows = heir.query("SELECT device_id, count(*) FROM device_metrics GROUP BY 1 "
                              "ORDER BY 1").json()["rows"]
            assert rows == [["a", 30], ["b", 20]], rows
            assert journals(heir.lake) == {"0001": 0, "0002": 1}, journals(heir.lake)
            # A restart needs no taking over.
            heir.words = ()
            heir.stop()
            heir.start()
            assert send(heir, "a", 30, "k1") == receipts
            assert len(send(heir, "d", 5, "k4")) == 5
            wait_until("d is there", lambda: heir.get_json("/v1/books")["received"] == 55)
            heir.stop()
            run(heir.program, "verify", "--data", str(heir.lake))


def main() -> None:
    check_takeover(sys.argv[1])


if __name__ == "__main__":
    main()
