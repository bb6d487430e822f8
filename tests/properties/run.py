#!/usr/bin/env python3
"""What must hold for any input, tried on random ones.

usage: run.py TELLTALE [PROPERTY...]

Each property is tried with several seeds. A failure prints the seed; TELLTALE_SEED=N tries that one
again.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inputs import Piece, csv_log, joined, json_log

# TELLTALE_ROUNDS says how many seeds each is tried with.
ROUNDS = int(os.environ.get("TELLTALE_ROUNDS", "5"))
LONG = frozenset({"merging"})  # asks more than a hundred questions a round
LONG_ROUNDS = (ROUNDS + 1) // 2
RUN_SECONDS_MAX = 120
COUNTED = ("received", "stored", "duplicate", "conflict", "rejected", "late")
# Everything a reading is, apart from where and when it came in.
READINGS = """SELECT device_id, event_time, temperature, humidity, status, score, is_anomaly, late
              FROM device_metrics ORDER BY ALL"""
ANOMALIES = """SELECT device_id, signal, kind, start_time, event_time, score, value, reason
               FROM anomalies ORDER BY ALL"""


class Broken(Exception):
    """A property that does not hold."""


def must(holds: bool, what: str) -> None:
    if not holds:
        raise Broken(what)


@dataclass
class Lake:
    binary: str
    folder: Path
    config: Path | None = None

    def run(self, *arguments: str | Path, code: int = 0) -> bytes:
        command = [self.binary]
        command += ["--config", str(self.config)] if self.config else []
        command += [str(a) for a in arguments]
        ended = subprocess.run(command, capture_output=True, timeout=RUN_SECONDS_MAX, check=False)
        said = ended.stderr.decode(errors="replace").strip()
        must(ended.returncode == code, f"{arguments[0]}: exit {ended.returncode}: {said[-400:]}")
        return ended.stdout

    def ask(self, *arguments: str) -> bytes:
        return self.run(arguments[0], "--data", self.folder, *arguments[1:])

    def take(self, *arguments: str | Path) -> None:
        self.run("ingest", "--data", self.folder, *arguments)

    def books(self) -> dict[str, Any]:
        books: dict[str, Any] = json.loads(self.ask("books", "--format", "json"))
        kept = sum(books[name] for name in ("stored", "duplicate", "conflict", "rejected"))
        must(books["balanced"] and books["received"] == kept, f"the books: {books}")
        return books

    def counts(self) -> dict[str, int]:
        books = self.books()
        return {name: books[name] for name in COUNTED}

    def rows(self, query: str) -> bytes:
        return self.ask("sql", "--format", "csv", query)


@dataclass
class Bench:
    """A folder and the random numbers of one try."""

    binary: str
    folder: Path
    numbers: random.Random

    def lake(self, name: str, **options: int) -> Lake:
        config = None
        if options:
            config = self.folder / f"{name}.yaml"
            config.write_text("".join(f"{key}: {value}\n" for key, value in options.items()))
        lake = Lake(self.binary, self.folder / name, config)
        lake.run("init", lake.folder)
        return lake

    def file(self, name: str, data: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(data)
        return path

    def fleet(self, *options: str) -> bytes:
        """A simulated fleet with faults, enough of it to be judged."""
        path = self.folder / "fleet"
        seed = str(self.numbers.randrange(2**31))
        everything = "spike,shift,drift,stuck,noise,gap,duplicate,conflict,out_of_order,malformed"
        Lake(self.binary, self.folder).run(
            *("simulate", "--devices", "12", "--duration", "2d", "--seed", seed),
            *("--faults", everything, "--out", path, *options),
        )
        return path.read_bytes()


def any_bytes(bench: Bench) -> None:
    """Books balance, refused bytes come back exactly, and verify agrees."""
    for form, make in (("ndjson", json_log), ("csv", csv_log)):
        pieces = make(bench.numbers, 400)
        data = joined(bench.numbers, pieces)
        is_packed = bench.numbers.random() < 0.3
        path = bench.file(f"log.{form}", gzip.compress(data) if is_packed else data)
        lake = bench.lake(f"lake-{form}")
        lake.take("--judge", "off", path)
        check_pieces(lake, pieces)
        lake.ask("verify")


def check_pieces(lake: Lake, pieces: list[Piece]) -> None:
    books = lake.books()
    records = sum(piece.records for piece in pieces)
    must(books["received"] == records, f"{books['received']} received of {records}")
    refused = [piece.data for piece in pieces if piece.is_refused]
    must(books["rejected"] == len(refused), f"{books['rejected']} rejected of {len(refused)}")
    given_back = lake.ask("rejects", "--raw")
    must(given_back == b"".join(data + b"\n" for data in refused), "refused bytes differ")


def lanes_and_cuts(bench: Bench) -> None:
    """Neither the number of lanes nor where commits fall changes a row, a digest or an anomaly."""
    path = bench.file("fleet.ndjson", bench.fleet())
    seen = {}
    for lanes in (1, 2, 8):
        for cut in (65_536, 1_048_576):
            lake = bench.lake(f"lake-{lanes}-{cut}", cut_bytes=cut, cut_interval_ms=600_000)
            lake.take("--lanes", str(lanes), path)
            seen[lanes, cut] = (lake.books()["digest"], lake.counts(), lake.rows(ANOMALIES))
    first = seen[1, 65_536]
    must(first[2].count(b"\n") > 1, "a fleet without an anomaly proves nothing")
    for key, what in seen.items():
        must(what == first, f"{key} lanes and cut bytes give something else than one lane")


def file_splits(bench: Bench) -> None:
    """How a stream is cut into files changes nothing but positions."""
    lines = bench.fleet().splitlines(keepends=True)
    whole = bench.lake("whole")
    whole.take(bench.file("whole.ndjson", b"".join(lines)))
    split = bench.lake("split")
    places = sorted(bench.numbers.sample(range(1, len(lines)), 4))
    files = [
        bench.file(f"part-{begin}.ndjson", b"".join(lines[begin:end]))
        for begin, end in zip([0, *places], [*places, len(lines)], strict=True)
    ]
    split.take(*files[:2])
    for file in files[2:]:  # also over restarts
        split.take(file)
    must(whole.counts() == split.counts(), f"{whole.counts()} and {split.counts()}")
    for query in (READINGS, ANOMALIES):
        must(whole.rows(query) == split.rows(query), "rows differ after splitting")


def again(bench: Bench) -> None:
    """The same file once more changes nothing; taken as new, nothing more is stored."""
    path = bench.file("log.ndjson", joined(bench.numbers, json_log(bench.numbers, 500)))
    lake = bench.lake("lake")
    lake.take("--judge", "off", path)
    once = lake.books()
    rows = lake.rows(READINGS)
    lake.take("--judge", "off", path)
    must(lake.books() == once, "a file that is known was taken again")
    lake.take("--judge", "off", "--again", path)
    twice = lake.counts()
    known = once["stored"] + once["conflict"] + once["duplicate"]
    wanted = {
        "received": 2 * once["received"],
        "stored": once["stored"],
        "duplicate": once["duplicate"] + known,
        "conflict": once["conflict"],
        "rejected": 2 * once["rejected"],
        "late": once["late"],
    }
    must(twice == wanted, f"taken again: {twice} instead of {wanted}")
    must(lake.rows(READINGS) == rows, "taken again, rows changed")
    lake.ask("verify")


# What a person may ask; the answers may not depend on the files that rows lie in.
QUESTIONS = (
    READINGS,
    ANOMALIES,
    "SELECT * EXCLUDE (ingest_time) FROM ledger ORDER BY ALL",
    "SELECT receipt, bytes, _commit FROM raw ORDER BY ALL",
    "SELECT receipt, device_id, event_time, temperature, _commit FROM conflicts ORDER BY ALL",
    "SELECT * EXCLUDE (ingest_time, receipt, _commit) FROM smart_device ORDER BY ALL",
    "SELECT device_id, first_seen, last_seen, readings, status FROM dim_devices ORDER BY ALL",
    "SELECT log, disposition, reason, records FROM books ORDER BY ALL",
    """SELECT device_id, hour, n, late, temperature_n, round(temperature_sum, 6),
              temperature_min, temperature_max, humidity_last, expected
       FROM rollups_hour ORDER BY ALL""",
)


def answers(lake: Lake, commits: list[int]) -> dict[tuple[int, str], bytes]:
    return {
        (commit, question): lake.ask("sql", "--as-of", str(commit), "--format", "csv", question)
        for commit in commits
        for question in QUESTIONS
    }


def newest_commit(lake: Lake) -> int:
    return int(lake.books()["commit"])


def wider_schema(bench: Bench, version: int) -> Path:
    text = Path(__file__).parents[2].joinpath("schemas/smart_device.yaml").read_text()
    text = text.replace("version: 1", f"version: {version}")
    wider = text.replace("[-50, 100]", f"[-500, {10**version}]")
    return bench.file(f"v{version}.yaml", wider.encode())


def merging(bench: Bench) -> None:
    """Merging, summing and sweeping change no answer, as of any commit; nor does taking again."""
    lake = bench.lake("lake", cut_bytes=65_536, cut_interval_ms=600_000, sweep_grace_s=0)
    seen: dict[tuple[int, str], bytes] = {}
    for part in range(3):
        pieces = json_log(bench.numbers, 300)
        log = bench.file(f"log-{part}.ndjson", joined(bench.numbers, pieces))
        lake.take("--judge", "basic", bench.file(f"fleet-{part}.ndjson", bench.fleet()), log)
        if part > 0:
            schema = wider_schema(bench, part + 1)
            where = bench.numbers.choice(("true", "reason = 'out_of_range'", "receipt < '2'"))
            lake.ask("redrive", "--where", where, "--schema", str(schema), "--yes")
        newest = newest_commit(lake)
        seen |= answers(lake, sorted({newest, bench.numbers.randrange(2, newest + 1)}))
        lake.ask("maintain", *bench.numbers.choice(((), ("--compact",), ("--rollups",))))
        for (commit, question), answer in seen.items():
            now = lake.ask("sql", "--as-of", str(commit), "--format", "csv", question)
            must(now == answer, f"as of {commit} it answers something else: {question}")
        lake.books()
        lake.ask("verify")


PROPERTIES: dict[str, Callable[[Bench], None]] = {
    "any_bytes": any_bytes,
    "lanes_and_cuts": lanes_and_cuts,
    "file_splits": file_splits,
    "again": again,
    "merging": merging,
}


def seeds(name: str) -> list[int]:
    given = os.environ.get("TELLTALE_SEED")
    if given:
        return [int(given)]
    rounds = LONG_ROUNDS if name in LONG else ROUNDS
    return [random.SystemRandom().randrange(1, 2**31) for _ in range(rounds)]


def holds(binary: str, name: str, seed: int) -> bool:
    with tempfile.TemporaryDirectory(prefix="telltale-properties-") as folder:
        try:
            PROPERTIES[name](Bench(binary, Path(folder), random.Random(seed)))
            return True
        except Broken as broken:
            print(f"BROKEN {name}: {broken}: again with TELLTALE_SEED={seed}", flush=True)
            return False


def main() -> int:
    binary = str(Path(sys.argv[1]).resolve())
    failures = 0
    for name in sys.argv[2:] or PROPERTIES:
        began = time.monotonic()
        tried = seeds(name)
        failures += sum(not holds(binary, name, seed) for seed in tried)
        print(f"{name}: seeds {tried}: {time.monotonic() - began:.0f} s", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
