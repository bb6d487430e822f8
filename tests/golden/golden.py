"""What golden lakes are asked, and how a copy of one is worked on."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "server"))

from telltale_server import Server, run, wait_until  # noqa: E402

LAKE = "lake"
EXPECTED = "expected.json"
MORE = "more.ndjson"
WORDS: tuple[tuple[str, ...], ...] = (
    ("books", "--format", "json"),
    ("books", "--by", "log", "--format", "json"),
    ("books", "--by", "reason", "--format", "json"),
    ("anomalies", "--format", "json"),
    ("rejects", "--raw"),
    ("where-is", "2:0:0", "--format", "json"),
    ("where-is", "pump-1", "2025-01-01T00:01:00Z", "--format", "json"),
    ("retention", "--format", "csv"),
)
QUERIES = (
    "SELECT device_id, count(*), sum(temperature), min(temperature), max(temperature), "
    "sum(score), count(*) FILTER (late) FROM device_metrics GROUP BY 1 ORDER BY 1",
    "SELECT * FROM device_metrics ORDER BY receipt LIMIT 5",
    "SELECT * FROM ledger ORDER BY receipt, _commit",
    "SELECT * FROM superseded ORDER BY ALL",
    "SELECT log, count(*), sum(octet_length(bytes)) FROM "
    "(SELECT split_part(receipt, ':', 1) AS log, bytes FROM raw) GROUP BY 1 ORDER BY 1",
    "SELECT * EXCLUDE (expected, completeness) FROM rollups_hour ORDER BY ALL LIMIT 20",
    "SELECT device_id, last_seen FROM dim_devices ORDER BY 1",
)
# Their rows stay, whenever the test is run.
TABLES = ("raw", "anomalies", "device_metrics", "ledger", "rollups_hour", "rollups_minute")
# Of the lake as it was earlier.
QUERIES_AS_OF = ("SELECT disposition, count(*) FROM ledger GROUP BY 1 ORDER BY 1",)


def ask(program: str, lake: Path, words: tuple[str, ...]) -> str:
    said = run(program, words[0], "--data", str(lake), *words[1:]).stdout
    return said.replace(str(lake), "{lake}")


def answers(program: str, lake: Path, as_of: int) -> dict[str, list[str]]:
    """What the lake says to every question, by lines so that a difference can be read."""
    questions = [*WORDS, *(("sql", query, "--format", "csv") for query in QUERIES)]
    then = ("--as-of", str(as_of), "--format", "csv")
    questions += [("sql", query, *then) for query in QUERIES_AS_OF]
    return {" ".join(words): ask(program, lake, words).splitlines() for words in questions}


def counts(program: str, lake: Path) -> dict[str, Any]:
    """The books, apart from what upkeep and a newer judge may change."""
    books: dict[str, Any] = json.loads(ask(program, lake, WORDS[0]))
    return {name: value for name, value in books.items() if name not in ("commit", "digest")}


def keep_known_options(program: str, config: Path) -> None:
    """Leaves out what an earlier program cannot be told."""
    known = run(program, "config", "--reference").stdout.splitlines()
    names = {line.partition(":")[0] for line in known}
    lines = config.read_text().splitlines(keepends=True)
    config.write_text("".join(line for line in lines if line.partition(":")[0] in names))


@contextmanager
def server_over(
    program: str, lake: Path, options: dict[str, Any] | None = None
) -> Iterator[Server]:
    """A server over that lake itself."""
    server = Server(program, options=options)
    keep_known_options(program, server.config)
    shutil.rmtree(server.lake)
    server.lake.symlink_to(lake)
    with server:
        yield server


def work_on(program: str, lake: Path, more: Path, received: int) -> list[dict[str, Any]]:
    """The books after more is ingested, and after a server took what waited in the journal."""
    for table in TABLES:
        run(program, "retention", "--data", str(lake), "--table", table, "--keep", "forever")
    run(program, "ingest", "--data", str(lake), str(more))
    steps = [counts(program, lake)]
    run(program, "verify", "--data", str(lake))
    with server_over(program, lake) as server:
        wait_until("what waits is taken", lambda: server.books()["received"] >= received)
        server.stop()
    steps.append(counts(program, lake))
    run(program, "verify", "--data", str(lake))
    return steps


@contextmanager
def copy_of(golden: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="telltale-golden-") as folder:
        lake = Path(folder) / LAKE
        shutil.copytree(golden / LAKE, lake)
        yield lake
