"""Lets calls of a running server fail, fills its disk and holds its syncs up.

A sync that fails ends the server with one line, since nobody knows what is durable; any other fault
may cost answers (5xx) but not the server's reads, and ten seconds after the fault its client gets
everything through, without a start in between. Nothing acknowledged is missing afterwards, or there
twice. An attack is named serve/LANES/ERROR/POINT.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from attack import Attack, attack_arguments, prepared_stage, run_attacks
from faults import ERRORS
from harness import TracedCall
from serve_kills import Client, Gone, ServeDrill, Serving, ask
from telltale import Violation

RESUME_SECONDS = 10
READ_SECONDS = 2
COMMIT_SECONDS = 3  # where there is room
SYNC_SECONDS = 5
# What a server says that ends by itself: before it has begun, and afterwards.
ENDS_WITH = ("telltale: ", " event=lake_down ")
QUICK_EVERY = 9
DISK_KILOBYTES = (800, 900, 1_000)


@dataclass
class FaultDrill(ServeDrill):
    """Its client asks again when it is refused, as long as the server is there."""

    def use(self, serving: Serving, lake: Path, client: Client) -> None:
        persist(serving, client)
        self.program.check_reader(lake)

    def fail(self, folder: Path, name: str, call: TracedCall) -> None:
        lake = self.scenario.copy_to(folder)
        client, _ = self.client()
        options = ("--fail", str(call.point), "--error", str(getattr(errno, name)))
        outcome = self.serve_traced(lake, client, options)
        if outcome.signal:
            raise Violation(f"crashed by signal {outcome.signal}: {outcome.words}")
        if outcome.code not in (0, 3):
            raise Violation(f"exit {outcome.code}: {outcome.words}")
        if outcome.code == 3 and not any(sign in outcome.words for sign in ENDS_WITH):
            raise Violation(f"it ends without a word: {outcome.words}")
        self.finish(lake, client)

    def faults(self, every: int) -> Iterator[tuple[str, Attack]]:
        done: Counter[str] = Counter()
        for call in self.trace:
            if call.result < 0:
                continue
            for name in ERRORS[call.call]:
                kind = f"{name} {call.call}"
                done[kind] += 1
                if done[kind] % every == 1 or every == 1:
                    yield kind, self.fault(name, call)

    def fault(self, name: str, call: TracedCall) -> Attack:
        return Attack(f"serve/{self.lanes}/{name}/{call.point}",
                      lambda folder: self.fail(folder / "root", name, call))

    def full_disk(self, folder: Path, kilobytes: int) -> None:
        """Acknowledging stops, reading goes on; soon after there is room again all gets through."""
        with small_disk(folder / "disk", kilobytes) as disk:
            lake = self.scenario.copy_to(disk / "root")
            client, _ = self.client()
            client.patience = COMMIT_SECONDS
            serving = Serving.start(self.command(lake))
            if not serving.port:
                raise Violation(f"it does not start: {serving.words()}")
            try:
                send_until_full(serving, client)
                check_reads(serving)
                larger = ["mount", "-o", "remount,size=200m", str(disk)]
                subprocess.run(larger, capture_output=True, check=True)
                persist(serving, client)
            finally:
                serving.stop()
            self.finish(lake, client)

    def slow_sync(self, folder: Path, shim: Path) -> None:
        """Syncs take five seconds: what is sent waits, what is asked does not."""
        lake = self.scenario.copy_to(folder / "root")
        client, _ = self.client()
        mark = folder / "syncs-are-slow"
        preloaded = ["env", f"LD_PRELOAD={shim}", f"TELLTALE_SLOW_SYNCS={mark}",
                     f"TELLTALE_SLOW_SYNC_SECONDS={SYNC_SECONDS}"]
        serving = Serving.start([*preloaded, *self.command(lake)])
        if not serving.port:
            raise Violation(f"it does not start: {serving.words()}")
        try:
            client.receipts[0] = client.send(serving.port, 0)
            mark.touch()
            sender = Sender(serving.port, client, 1)
            check_reads(serving)
            time.sleep(SYNC_SECONDS / 2)
            check_reads(serving)
            if sender.is_done():
                raise Violation("a request is acknowledged before its sync is over")
            mark.unlink()
            sender.join()
            persist(serving, client)
        finally:
            serving.stop()
        self.finish(lake, client)


class Sender(threading.Thread):
    """Sends one request, which may take long."""

    def __init__(self, port: int, client: Client, number: int) -> None:
        super().__init__()
        self.port, self.client, self.number = port, client, number
        self.start()

    def run(self) -> None:
        self.client.receipts[self.number] = self.client.send(self.port, self.number)

    def is_done(self) -> bool:
        return self.number in self.client.receipts


def persist(serving: Serving, client: Client) -> None:
    """Gone: the server went. It may refuse for a while, but never to be read."""
    refused_since = 0.0
    while True:
        done = len(client.receipts)
        try:
            return client.go_on(serving.port)
        except Gone as refused:
            if serving.process.poll() is not None:
                raise
            now = time.monotonic()
            if not refused_since or len(client.receipts) > done:
                refused_since = now
            if now > refused_since + RESUME_SECONDS:
                raise Violation(f"it does not go on: {refused}: {serving.words()}") from refused
            time.sleep(0.1)


def send_until_full(serving: Serving, client: Client) -> None:
    try:
        client.go_on(serving.port)
    except Gone as refused:
        if serving.process.poll() is not None:
            raise Violation(f"a full disk ends it: {serving.words()}") from refused
        return
    raise Violation("the disk did not become full")


def check_reads(serving: Serving) -> None:
    begun = time.monotonic()
    try:
        books = ask(serving.port, "/v1/books")
        ask(serving.port, "/v1/rejects?limit=5")
    except Gone as gone:
        raise Violation(f"it cannot be read: {gone}: {serving.words()}") from gone
    if not books["balanced"]:
        raise Violation(f"the books do not balance: {books}")
    if time.monotonic() > begun + READ_SECONDS:
        raise Violation("reading waits for writing")


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "telltale-crash", str(folder)]
    subprocess.run(mount, capture_output=True, check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], capture_output=True, check=True)


def limits(drill: FaultDrill, shim: Path) -> Iterator[Attack]:
    yield Attack("slow syncs", lambda folder: drill.slow_sync(folder, shim))
    if os.geteuid() != 0:
        print("full disk: passed over: mounting a small disk needs root")
        return
    for size in DISK_KILOBYTES:
        yield Attack(f"full disk/{size}k", lambda folder, n=size: drill.full_disk(folder, n))


def main() -> int:
    parser = attack_arguments(__doc__)
    parser.add_argument("--slow-sync", type=Path, required=True, help="slow_sync's library")
    arguments = parser.parse_args()
    with prepared_stage(arguments) as stage:
        second = next(s for s in stage.scenarios() if s.name == "second")
        lake = replace(second, prepared=stage.folder / second.name)
        drill = FaultDrill.rehearse(stage, lake, 2)
        chosen = list(drill.faults(1 if arguments.full else QUICK_EVERY))
        print(f"serve/2: {dict(sorted(Counter(kind for kind, _ in chosen).items()))}")
        attacks = [attack for _, attack in chosen]
        attacks += limits(drill, arguments.slow_sync.resolve())
        sys.stdout.flush()
        return 1 if run_attacks(attacks, stage, arguments) else 0


if __name__ == "__main__":
    sys.exit(main())
