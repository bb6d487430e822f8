"""Kills a server at calls that change its lake, starts it again, and lets its client go on.

The lake is the one that `second` leaves, so beside taking records the server merges its files, sums
its readings and lets its motes of 2010 go. Its client sends requests with keys one after another,
waits for each answer, and half way adds a schema and has rejects taken again. After the kill one
start must be enough: the client sends again what it has no answer to, then more; nothing that was
acknowledged may be missing or there twice, and a repeated key must give the same receipts.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from attack import Attack, attack_arguments, prepared_stage, run_attacks
from harness import TracedCall, read_trace
from records import Books, Fleet
from scenarios import WIDER_SCHEMA, Scenario, Stage
from telltale import TIMEOUT_SECONDS, Program, Violation, environment

CONFIG = """\
access: open
lanes: {lanes}
cut_bytes: 65536
cut_interval_ms: 40
journal_segment_bytes: 65536
snapshot_records: 1000
sweep_grace_s: 0
query_idle_processes: 0
disk_reserve_bytes: 0
"""
REQUESTS = 24
RECORDS = 40  # a request
WHERE = "reason = 'out_of_range' AND schema = 'smart_device'"
# Which points the quick share takes: those around each link, and every so many of the rest.
QUICK_EVERY = 24
POINTS_LEAST = 200
# The end of a server that was asked to stop.
STOP_SECONDS = 15
COMPARED = ("received", "stored", "duplicate", "conflict", "rejected", "expired")


class Gone(Exception):
    """The server does not answer any more."""


@dataclass
class Client:
    """What is sent, in order, and what came back."""

    bodies: list[bytes]
    books: Books
    counts: list[int]  # records, by request
    before: int = 0  # records that the lake has already
    patience: float | None = None  # seconds; a commit that takes longer counts as a refusal
    receipts: dict[int, list[str]] = field(default_factory=dict)  # by request
    is_redriven: bool = False

    @classmethod
    def make(cls, fleet: Fleet) -> Client:
        bodies, counts, books = [], [], Books()
        for _ in range(REQUESTS):
            text, more = fleet.lines(RECORDS)
            bodies.append(text.encode())
            counts.append(more.received)
            books = books.add(more)
        return cls(bodies, books, counts)

    def go_on(self, port: int) -> None:
        """Sends what was not acknowledged; Gone: the server went meanwhile."""
        for number in range(len(self.bodies)):
            if number == len(self.bodies) // 2 and not self.is_redriven:
                self.redrive(port)
            if number not in self.receipts:
                self.receipts[number] = self.send(port, number)

    def send(self, port: int, number: int) -> list[str]:
        fields = {"Content-Type": "application/x-ndjson", "Idempotency-Key": f"key-{number}"}
        answer = ask(port, "/v1/readings", self.bodies[number], fields)
        receipts: list[str] = answer["receipts"]
        return receipts

    def redrive(self, port: int) -> None:
        # A redrive is about what is committed.
        taken = self.before + sum(self.counts[number] for number in self.receipts)
        begun = time.monotonic()
        while ask(port, "/v1/books")["received"] < taken:
            if self.patience is not None and time.monotonic() > begun + self.patience:
                raise Gone(f"{taken} records are not committed yet")
            if time.monotonic() > begun + TIMEOUT_SECONDS:
                raise Violation(f"{taken} records are not committed")
            time.sleep(0.01)
        ask(port, "/v1/schemas", WIDER_SCHEMA.encode(), {"Content-Type": "application/yaml"})
        body = json.dumps({"where": WHERE, "preview": False}).encode()
        ask(port, "/v1/redrive", body, {"Content-Type": "application/json"})
        self.is_redriven = True

    def check_repeats(self, port: int) -> None:
        for number, receipts in self.receipts.items():
            if self.send(port, number) != receipts:
                raise Violation(f"request {number} has other receipts when it comes again")


def ask(
    port: int, path: str, body: bytes | None = None, fields: dict[str, str] | None = None
) -> Any:
    method = "GET" if body is None else "POST"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request(method, path, body, fields or {})
        reply = connection.getresponse()
        text = reply.read()
    except (OSError, http.client.HTTPException) as error:
        raise Gone from error
    finally:
        connection.close()
    if reply.status >= 500:
        raise Gone(f"{reply.status}: {text[-300:]!r}")
    if reply.status not in (200, 201):
        raise Violation(f"{method} {path} answers {reply.status}: {text[-300:]!r}")
    return json.loads(text)


@dataclass
class Serving:
    """A server that runs, perhaps under the harness."""

    process: subprocess.Popen[str]
    port: int = 0
    said: list[str] = field(default_factory=list)

    @classmethod
    def start(cls, command: Sequence[str]) -> Serving:
        process = subprocess.Popen(
            command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
            env=environment(),
        )
        serving = cls(process)
        is_known = threading.Event()
        threading.Thread(target=serving.listen, args=(is_known,), daemon=True).start()
        is_known.wait(TIMEOUT_SECONDS)
        return serving

    def listen(self, is_known: threading.Event) -> None:
        """It can be asked once it is ready; it may also end before."""
        assert self.process.stderr
        for line in self.process.stderr:
            self.said.append(line)
            if " event=ready " in line and (found := re.search(r"http://[^ ]*:(\d+)", line)):
                self.port = int(found[1])
                is_known.set()
        is_known.set()

    def words(self) -> str:
        return "".join(self.said)[-600:]

    def stop(self) -> None:
        """It ends well, and soon, when it is asked to."""
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired as error:
            self.process.kill()
            raise Violation("a server that is asked to stop does not") from error
        if code != 0:
            raise Violation(f"exit {code} after SIGTERM: {self.words()}")


@dataclass
class Outcome:
    """How a traced server ended."""

    code: int  # 0 when a signal ended it
    signal: int  # 0 when none did
    words: str
    trace: list[TracedCall]


@dataclass
class ServeDrill:
    """The lake, the requests and the points of one number of lanes."""

    stage: Stage
    scenario: Scenario
    lanes: int
    hot: int = 0
    expected: Books = field(default_factory=Books)
    trace: list[TracedCall] = field(default_factory=list)

    @classmethod
    def rehearse(cls, stage: Stage, scenario: Scenario, lanes: int) -> ServeDrill:
        drill = cls(stage, scenario, lanes)
        fleet, motes = stage.write_files()
        client, new_fleet = drill.client()
        hot = sum(source.too_hot for source in fleet) + new_fleet.too_hot
        whole = scenario.expected.add(client.books)
        # All that were too hot are of one device and moment: one is stored, the others differ.
        drill.expected = replace(
            whole,
            stored=whole.stored + 1 - motes.books.stored,
            conflict=whole.conflict + hot - 1,
            rejected=whole.rejected - hot,
            expired=motes.books.stored,
        )
        folder = stage.folder / f"serve-{lanes}"
        drill.trace = drill.run(folder, 0)
        if len(drill.trace) < POINTS_LEAST:
            raise Violation(f"suspiciously few points: {len(drill.trace)}")
        return drill

    def client(self) -> tuple[Client, Fleet]:
        """The same requests each time, of devices that the lake knows."""
        fleet = Fleet(random.Random(20250301))
        fleet.lines(2_900)  # what the lake holds already
        fleet.too_hot = 0
        client = Client.make(fleet)
        client.before = self.scenario.expected.received
        return client, fleet

    @property
    def program(self) -> Program:
        return self.stage.program

    def command(self, lake: Path) -> list[str]:
        config = lake.parent / "serve.yaml"
        config.write_text(CONFIG.format(lanes=self.lanes))
        return [str(self.program.binary), "--config", str(config), "serve", "--data", str(lake),
                "--listen", "127.0.0.1:0"]

    def run(self, folder: Path, point: int) -> list[TracedCall]:
        """Kills the server at that point, if any, and goes on; its calls until then."""
        lake = self.scenario.copy_to(folder)
        client, _ = self.client()
        options = ("--kill-before", str(point)) if point else ()
        outcome = self.serve_traced(lake, client, options)
        if outcome.signal not in (0, signal.SIGKILL if point else 0):
            raise Violation(f"crashed by signal {outcome.signal}: {outcome.words}")
        if outcome.code != 0:
            raise Violation(f"exit {outcome.code}: {outcome.words}")
        self.finish(lake, client)
        return outcome.trace

    def finish(self, lake: Path, client: Client) -> None:
        """One start is enough."""
        self.program.check_reader(lake)
        self.serve_to_the_end(lake, client)
        self.check(lake)

    def serve_traced(self, lake: Path, client: Client, options: Sequence[str]) -> Outcome:
        """A server under the harness, until its client is done or it goes."""
        with tempfile.TemporaryDirectory(dir=self.stage.folder) as scratch:
            trace, report = Path(scratch) / "trace", Path(scratch) / "report"
            serving = Serving.start(
                [str(self.stage.harness.binary), "--folder", str(lake), "--trace", str(trace),
                 "--report", str(report), *options, "--", *self.command(lake)]
            )
            try:
                if serving.port:
                    self.use(serving, lake, client)
            except Gone:
                pass
            finally:
                self.end(serving)
            ended = json.loads(report.read_text())
            number = ended["code"]
            code, sign = (0, number) if ended["ended"] == "signal" else (number, 0)
            return Outcome(code, sign, serving.words(), read_trace(trace))

    def use(self, serving: Serving, lake: Path, client: Client) -> None:
        client.go_on(serving.port)
        self.program.check_reader(lake)

    @staticmethod
    def end(serving: Serving) -> None:
        """The harness passes no signal on: the server, its child, is asked to stop itself."""
        harness = serving.process.pid
        children = Path(f"/proc/{harness}/task/{harness}/children")
        with contextlib.suppress(OSError):
            for child in children.read_text().split():
                os.kill(int(child), signal.SIGTERM)
        try:
            serving.process.wait(TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired as error:
            serving.process.kill()
            raise Violation("a server that is asked to stop does not") from error

    def serve_to_the_end(self, lake: Path, client: Client) -> None:
        serving = Serving.start(self.command(lake))
        if not serving.port:
            raise Violation(f"it does not start any more: {serving.words()}")
        try:
            client.check_repeats(serving.port)
            client.go_on(serving.port)
        except Gone as error:
            raise Violation(f"it went by itself: {serving.words()}") from error
        finally:
            serving.stop()

    def check(self, lake: Path) -> None:
        program = self.program
        program.run("maintain", "--data", lake).must()
        books = program.books(lake)
        found = {name: books[name] for name in COMPARED}
        wanted = {name: getattr(self.expected, name) for name in COMPARED}
        if found != wanted:
            raise Violation(f"books say {found} instead of {wanted}")
        program.run("verify", "--data", lake).must()
        rows = program.row_counts(lake)
        for name, count in rows.items():
            if count != wanted[name.removesuffix("_receipts")]:
                raise Violation(f"{count} rows of {name} where the books say {wanted}")

    def attack(self, point: int) -> Attack:
        def run(folder: Path) -> None:
            self.run(folder / "root", point)

        return Attack(f"serve/{self.lanes}/{point}", run)

    def points(self, full: bool) -> list[TracedCall]:
        return self.trace if full else self.trace[self.lanes :: QUICK_EVERY]


def main() -> int:
    arguments = attack_arguments(__doc__).parse_args()
    with prepared_stage(arguments) as stage:
        second = next(s for s in stage.scenarios() if s.name == "second")
        lake = replace(second, prepared=stage.folder / second.name)
        attacks: list[Attack] = []
        for lanes in (1, 2):
            drill = ServeDrill.rehearse(stage, lake, lanes)
            chosen = drill.points(arguments.full)
            calls = dict(sorted(Counter(call.call for call in chosen).items()))
            print(f"serve/{lanes}: {len(drill.trace)} points, {len(chosen)} kills: {calls}")
            attacks += [drill.attack(call.point) for call in chosen]
        sys.stdout.flush()
        return 1 if run_attacks(attacks, stage, arguments) else 0


if __name__ == "__main__":
    sys.exit(main())
