#!/usr/bin/env python3
"""A running lake is backed up, and what was acknowledged before is in the lake that is restored,
whether a commit had it or not.

usage: copies_test.py TELLTALE
"""

import json
import shutil
import signal
import stat
import sys
import threading
from pathlib import Path

from telltale_server import Answer, Server, reading, run, wait_until

WAITS = {"cut_interval_ms": 600_000}  # so long that what is sent stays in the journal
BACKUPS = 4


def send(server: Server, device: str, minute: int, key: str = "") -> Answer:
    fields = {"Content-Type": "application/json"} | ({"Idempotency-Key": key} if key else {})
    body = json.dumps([reading(device, minute, temperature=20 + minute % 5)]).encode()
    answer = server.ask("POST", "/v1/readings", body, fields)
    assert answer.status == 200, answer
    return answer


class Restored(Server):
    """A server over a lake restored from a backup."""

    def __init__(self, program: str, backup: Path, options: dict[str, object]) -> None:
        super().__init__(program, options=options)
        shutil.rmtree(self.lake)
        run(program, "restore", "--from", str(backup), "--to", str(self.lake), "--verify")


def check_received(program: str, backup: Path, least: int) -> None:
    run(program, "verify", "--data", str(backup))
    with Restored(program, backup, {}) as again:
        wait_until("what waited is taken", lambda: again.books()["received"] >= least)
        again.stop()
        assert again.books()["balanced"]
        run(program, "verify", "--data", str(again.lake))


def check_while_writing(program: str) -> None:
    """Records of several senders arrive all the while, and small commits are merged and swept."""
    options = {"cut_interval_ms": 20, "snapshot_records": 1000, "sweep_grace_s": 0}
    with Server(program, options=options) as server:
        acknowledged: list[int] = []
        is_done = threading.Event()

        def sender(device: str) -> None:
            for minute in range(40_000):
                if is_done.is_set():
                    return
                send(server, device, minute)
                acknowledged.append(minute)

        threads = [threading.Thread(target=sender, args=(f"d{i}",)) for i in range(3)]
        for thread in threads:
            thread.start()
        backup = server.folder / "backup"
        try:
            for _ in range(BACKUPS):
                least = len(acknowledged) + 50
                wait_until("more arrives", lambda least=least: len(acknowledged) >= least)
                before = len(acknowledged)
                run(program, "backup", "--data", str(server.lake), "--to", str(backup))
                check_received(program, backup, before)
        finally:
            is_done.set()
            for thread in threads:
                thread.join()


def check_journal(program: str) -> None:
    """Nothing is committed when the backup is made, and a repeat gets the receipts of the first."""
    with Server(program, options=WAITS) as server:
        receipts = [send(server, "d", minute, f"key-{minute}").body for minute in range(10)]
        backup = server.folder / "backup"
        run(program, "backup", "--data", str(server.lake), "--to", str(backup))
        receipts += [send(server, "d", minute, f"key-{minute}").body for minute in range(10, 15)]
        run(program, "backup", "--data", str(server.lake), "--to", str(backup))
        server.stop(signal.SIGKILL)
        run(program, "backup", "--data", str(server.lake), "--to", str(backup))
        with Restored(program, backup, {}) as again:
            wait_until("what waited is taken", lambda: again.books()["received"] == 15)
            assert again.books()["stored"] == 15, again.books()
            for minute, first in enumerate(receipts):
                assert send(again, "d", minute, f"key-{minute}").body == first, minute
            again.stop()
            assert again.books()["received"] == 15, again.books()


def check_keys(program: str) -> None:
    """Keys are in the copy, for their owner alone."""
    with Server(program) as server:
        lake, backup = str(server.lake), server.folder / "backup"
        words = ("--name", "one", "--scope", "read")
        run(program, "keys", "create", "--data", lake, *words)
        run(program, "backup", "--data", lake, "--to", str(backup))
        run(program, "keys", "create", "--data", lake, *words)
        run(program, "backup", "--data", lake, "--to", str(backup))
        keys = run(program, "keys", "list", "--data", lake).stdout
        restored = server.folder / "restored"
        run(program, "restore", "--from", str(backup), "--to", str(restored))
        for folder in (backup, restored):
            assert stat.S_IMODE((folder / "_access").stat().st_mode) == 0o700
            assert stat.S_IMODE((folder / "_access/access.db").stat().st_mode) == 0o600
            assert run(program, "keys", "list", "--data", str(folder)).stdout == keys


def check_flips(program: str) -> None:
    """A byte of a backup that has changed is found, and the file named."""
    with Server(program) as server:
        server.send([reading("d", minute, temperature=20) for minute in range(50)])
        server.stop()
        backup = server.folder / "backup"
        run(program, "backup", "--data", str(server.lake), "--to", str(backup))
        for number, path in enumerate(sorted(backup.rglob("*.parquet"))):
            whole = path.read_bytes()
            place = len(whole) // 2
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            where = str(server.folder / f"again-{number}")
            found = run(program, "restore", "--from", str(backup), "--to", where, "--verify",
                        check=False)
            assert found.returncode == 1 and path.name in found.stderr, found
            path.write_bytes(whole)
            # What was not finished is finished by the same command.
            run(program, "restore", "--from", str(backup), "--to", where, "--verify")


def main(arguments: list[str]) -> int:
    for check in (check_journal, check_keys, check_flips, check_while_writing):
        check(arguments[0])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
