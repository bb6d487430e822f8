"""Kills a server that takes 10,000 records a second at random moments, some while it starts.

Requests of a hundred records are due every ten milliseconds, whoever is killed meanwhile; each has
a key and is sent again until it is acknowledged. In the end every record is in the lake, once, and
a request that comes again gets the receipts it was given. The seed is printed; TELLTALE_SEED=N
repeats the moments.
"""

from __future__ import annotations

import itertools
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from attack import attack_arguments, run_seeded
from scenarios import Stage
from serve_kills import Gone, Serving, ask
from telltale import TIMEOUT_SECONDS, Violation, environment

KILLS = 200
KILLS_FULL = 10_000
KILLS_A_LAKE = 50
RECORDS = 100  # a request
REQUESTS_A_SECOND = 100
SENDERS = 8
RUN_SECONDS = 0.5
START_SECONDS = 0.15
DURING_START_EVERY = 4  # every fourth kill comes while the server starts
REPEATS = 50
CONFIG = """\
access: open
lanes: 2
cut_interval_ms: 100
journal_segment_bytes: 1048576
snapshot_records: 20000
recent_bytes: 16777216
sweep_grace_s: 0
query_idle_processes: 0
disk_reserve_bytes: 0
"""


def body_of(number: int) -> bytes:
    """The request of that number; a device's readings are two seconds apart."""
    day, second = divmod(2 * number, 86_400)
    at = f"2025-03-{day + 1:02}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"
    lines = (
        f'{{"device_id":"d{device}","timestamp":"{at}","temperature":{20 + number * device % 9}}}\n'
        for device in range(RECORDS)
    )
    return "".join(lines).encode()


class Traffic:
    """Sends what is due, to whichever server there is, until it is told to stop; what it has begun
    it sends again until that is acknowledged."""

    def __init__(self) -> None:
        self.port = 0  # 0: there is no server
        self.receipts: dict[int, list[str]] = {}
        self.wrong: Violation | None = None
        self.begun = time.monotonic()
        self.numbers = itertools.count()
        self.is_over = threading.Event()
        self.threads = [threading.Thread(target=self.work, daemon=True) for _ in range(SENDERS)]
        for thread in self.threads:
            thread.start()

    def work(self) -> None:
        try:
            for number in self.numbers:
                due = self.begun + number / REQUESTS_A_SECOND
                if self.is_over.wait(max(0.0, due - time.monotonic())):
                    return
                self.receipts[number] = self.give(number)
        except Violation as violation:
            self.wrong = violation

    def give(self, number: int) -> list[str]:
        fields = {"Content-Type": "application/x-ndjson", "Idempotency-Key": f"key-{number}"}
        deadline = time.monotonic() + TIMEOUT_SECONDS
        while time.monotonic() < deadline:
            try:
                receipts: list[str] = ask(self.port, "/v1/readings", body_of(number), fields)[
                    "receipts"
                ]
                return receipts
            except Gone:
                time.sleep(0.01)
        raise Violation(f"request {number} is not taken")

    def finish(self) -> None:
        """There must be a server."""
        self.is_over.set()
        for thread in self.threads:
            thread.join()
        if self.wrong:
            raise self.wrong


@dataclass
class Torment:
    stage: Stage
    moments: random.Random
    lake: Path
    kills: int = 0

    def command(self) -> list[str]:
        config = self.lake.parent / "serve.yaml"
        config.write_text(CONFIG)
        return [str(self.stage.program.binary), "--config", str(config), "serve", "--data",
                str(self.lake), "--listen", "127.0.0.1:0"]

    def start(self) -> Serving:
        serving = Serving.start(self.command())
        if not serving.port:
            raise Violation(f"it does not start any more: {serving.words()}")
        return serving

    def run(self, wanted: int) -> int:
        """Records that were acknowledged."""
        self.stage.program.run("init", self.lake).must()
        traffic = Traffic()
        while self.kills < wanted:
            if self.kills % DURING_START_EVERY == 0:
                self.kill_start()
            else:
                self.kill_work(traffic)
            self.kills += 1
        serving = self.start()
        traffic.port = serving.port
        traffic.finish()
        self.check_repeats(serving, traffic)
        serving.stop()
        self.check(len(traffic.receipts) * RECORDS)
        return len(traffic.receipts) * RECORDS

    def kill_start(self) -> None:
        process = subprocess.Popen(self.command(), stderr=subprocess.DEVNULL, env=environment())
        time.sleep(self.moments.uniform(0, START_SECONDS))
        process.kill()
        process.wait()

    def kill_work(self, traffic: Traffic) -> None:
        serving = self.start()
        traffic.port = serving.port
        time.sleep(self.moments.uniform(0, RUN_SECONDS))
        serving.process.kill()
        serving.process.wait()
        if traffic.wrong:
            raise traffic.wrong

    def check_repeats(self, serving: Serving, traffic: Traffic) -> None:
        for number in self.moments.sample(sorted(traffic.receipts), REPEATS):
            if traffic.give(number) != traffic.receipts[number]:
                raise Violation(f"request {number} has other receipts when it comes again")

    def check(self, records: int) -> None:
        program = self.stage.program
        books = program.books(self.lake)
        if books["received"] != records or books["stored"] != records:
            raise Violation(f"{records} were acknowledged, and the books say {books}")
        program.run("verify", "--data", self.lake).must()
        rows = program.row_counts(self.lake)
        if rows["stored"] != records or rows["stored_receipts"] != records:
            raise Violation(f"{records} were acknowledged, and the tables have {rows}")


def torment_lake(stage: Stage, moments: random.Random) -> int:
    folder = Path(tempfile.mkdtemp(prefix="busy-", dir=stage.folder))
    records = Torment(stage, moments, folder / "lake").run(KILLS_A_LAKE)
    shutil.rmtree(folder)
    return records


def torment(stage: Stage, moments: random.Random, wanted: int, jobs: int) -> None:
    lakes = wanted // KILLS_A_LAKE
    each = [random.Random(moments.randrange(2**31)) for _ in range(lakes)]
    # Half of the time nothing is done but to wait for the moment of the next kill.
    with ThreadPoolExecutor(jobs + 1) as pool:
        records = sum(pool.map(lambda of_lake: torment_lake(stage, of_lake), each))
    kills = lakes * KILLS_A_LAKE
    print(f"{kills} kills of {lakes} lakes, {records:,} records: nothing lost, nothing twice")


def main() -> int:
    arguments = attack_arguments(__doc__).parse_args()
    wanted = KILLS_FULL if arguments.full else KILLS
    return run_seeded(
        arguments, lambda stage, moments: torment(stage, moments, wanted, arguments.jobs)
    )


if __name__ == "__main__":
    sys.exit(main())
