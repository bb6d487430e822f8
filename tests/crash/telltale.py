"""Running the program under test, and what every run of it must hold to."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from records import FIELDS, Books

# Small enough that a few thousand records make several commits, and snapshots with them; a commit
# is never due by time, so that each run makes the same calls.
CONFIG = (
    "cut_bytes: 65536\nsnapshot_records: 1000\ncut_interval_ms: 600000\nsweep_grace_s: 0\n"
)

TIMEOUT_SECONDS = 300
SIGNS_OF_A_CRASH = re.compile(r"Sanitizer|runtime error:|terminate called|check failed|core dumped")

ROW_COUNTS = """
SELECT (SELECT count(*) FROM device_metrics) AS stored,
       (SELECT count(DISTINCT receipt) FROM device_metrics) AS stored_receipts,
       (SELECT count(*) FROM raw) AS received,
       (SELECT count(DISTINCT receipt) FROM raw) AS received_receipts,
       (SELECT count(*) FROM rejects) AS rejected,
       (SELECT count(*) FROM duplicates) AS duplicate,
       (SELECT count(*) FROM conflicts) AS conflict
"""


class Violation(Exception):
    """A promise that did not hold."""


@dataclass
class Finished:
    command: Sequence[str]
    code: int
    out: str
    err: str

    def must(self, code: int = 0) -> Finished:
        if self.code != code:
            raise Violation(f"exit {self.code} instead of {code}: {self.said()}")
        return self

    def said(self) -> str:
        words = " ".join(Path(word).name for word in self.command)[:160]
        return f"`{words}` said {self.err.strip()[-400:]!r}"

    def one_line(self) -> str:
        """The one sentence on standard error that says what failed."""
        lines = self.err.strip().splitlines()
        if len(lines) != 1 or not lines[0].startswith("telltale: "):
            raise Violation(f"not one clear line but {len(lines)}: {self.said()}")
        return lines[0]


def environment() -> dict[str, str]:
    # A traced process cannot be searched for leaks; everything else a sanitizer finds ends it.
    return os.environ | {"ASAN_OPTIONS": "detect_leaks=0", "UBSAN_OPTIONS": "print_stacktrace=1"}


def finish(command: Sequence[str], **options: Any) -> Finished:
    """Runs a command to its end; a crash is never an answer."""
    ended = subprocess.run(
        command,
        capture_output=True,
        timeout=TIMEOUT_SECONDS,
        env=environment(),
        check=False,
        **options,
    )
    out, err = (stream.decode(errors="replace") for stream in (ended.stdout, ended.stderr))
    finished = Finished(command, ended.returncode, out, err)
    check_no_crash(finished)
    return finished


def check_no_crash(finished: Finished) -> None:
    if finished.code < 0 or finished.code > 3 or SIGNS_OF_A_CRASH.search(finished.err):
        raise Violation(f"crashed, exit {finished.code}: {finished.said()}")


@dataclass
class Program:
    """One build of telltale and the configuration all runs use."""

    binary: Path
    config: Path

    def command(self, *arguments: str | Path) -> list[str]:
        return [str(self.binary), "--config", str(self.config), *map(str, arguments)]

    def run(self, *arguments: str | Path) -> Finished:
        return finish(self.command(*arguments))

    def books(self, lake: Path) -> dict[str, Any]:
        answer = self.run("books", "--data", lake, "--format", "json").must()
        books: dict[str, Any] = json.loads(answer.out)
        if not books["balanced"] or books["in_flight"]:
            raise Violation(f"the books do not balance: {books}")
        return books

    def check_reader(self, lake: Path) -> dict[str, Any]:
        """A reader sees whole commits: the lake opens, balances and passes a quick look."""
        books = self.books(lake)
        self.run("verify", "--quick", "--data", lake).must()
        return books

    def row_counts(self, lake: Path) -> dict[str, int]:
        answer = self.run("sql", "--data", lake, "--format", "json", ROW_COUNTS).must()
        rows: list[dict[str, int]] = json.loads(answer.out)
        return rows[0]

    def check_whole(self, lake: Path, expected: Books, digest: str, counts: bool = True) -> None:
        """Nothing lost, nothing twice: books, digest, a full verification and counts by SQL."""
        books = self.books(lake)
        check_books(books, expected)
        if books["digest"] != digest:
            raise Violation(f"digest {books['digest']} instead of {digest}")
        self.run("verify", "--data", lake).must()
        rows = self.row_counts(lake) if counts else {}
        for name, count in rows.items():
            wanted = getattr(expected, name.removesuffix("_receipts"))
            if count != wanted:
                raise Violation(f"{count} rows of {name} instead of {wanted}")


def check_books(books: dict[str, Any], expected: Books) -> None:
    found = {name: books[name] for name in FIELDS}
    wanted = {name: getattr(expected, name) for name in FIELDS}
    if found != wanted:
        raise Violation(f"books say {found} instead of {wanted}")
