#!/usr/bin/env python3
"""Measures what keeping a lake costs, on one made of a simulated fleet: how often bytes are
written, processor time of merging, bytes of a record afterwards, and how long one record and one
device's day take to be found.

usage: upkeep.py TELLTALE FOLDER [--devices N] [--days D] [--cut-bytes N]

The lake is made in FOLDER unless it is there; find_bench lies beside TELLTALE.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any


class Lake:
    def __init__(self, binary: Path, folder: Path, config: Path) -> None:
        self.words = [str(binary), "--config", str(config)]
        self.folder = folder

    def run(self, *words: str) -> str:
        done = subprocess.run([*self.words, *words], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"upkeep: {words[0]}: {done.stderr}")
        return done.stdout

    def ask(self, *words: str) -> str:
        return self.run(words[0], "--data", str(self.folder), *words[1:])

    def rows(self, *words: str) -> list[dict[str, Any]]:
        answer: list[dict[str, Any]] = json.loads(self.ask(*words, "--format", "json"))
        return answer


def cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def make(lake: Lake, arguments: argparse.Namespace) -> None:
    log = arguments.folder / "fleet.ndjson"
    lake.run("init", str(lake.folder))
    for day in range(arguments.days):
        start = f"2025-01-{day + 1:02}T00:00:00Z"
        lake.run(
            *("simulate", "--devices", str(arguments.devices), "--duration", "1d"),
            *("--seed", "5", "--faults", "none", "--start", start, "--out", str(log)),
        )
        lake.ask("ingest", "--judge", "basic", str(log))
        print(f"upkeep: {day + 1} of {arguments.days} days", file=sys.stderr, flush=True)
    log.unlink()


def maintain(lake: Lake) -> None:
    before = {row["table"]: row for row in lake.rows("storage")}
    began = cpu_seconds()
    done = lake.rows("maintain", "--compact")
    seconds = cpu_seconds() - began
    after = {row["table"]: row for row in lake.rows("storage")}
    records = json.loads(lake.ask("books", "--format", "json"))["received"]
    cost = 1e6 * seconds / records
    print(f"{records:,} records; merging took {cost:.2f} CPU s a million records")
    for table in ("raw", "device_metrics"):
        merged = sum(row["rows"] for row in done if row["table"] == table)
        was, became = before[table], after[table]
        print(
            f"{table}: {was['files']:,} files of {was['bytes_per_record']} bytes a record became "
            f"{became['files']:,} of {became['bytes_per_record']}; each row was written "
            f"{1 + merged / was['rows']:.1f} times"
        )


def find(lake: Lake, bench: Path) -> None:
    query = "SELECT device_id, event_time FROM device_metrics LIMIT 1 OFFSET 777777"
    row = lake.rows("sql", query)[0]
    words = [str(bench), str(lake.folder), row["device_id"], row["event_time"]]
    print(subprocess.run(words, capture_output=True, text=True, check=True).stdout, end="")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("telltale", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--devices", type=int, default=1157)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--cut-bytes", type=int, default=1_000_000)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    config = arguments.folder / "bench.yaml"
    config.write_text(f"cut_bytes: {arguments.cut_bytes}\nsweep_grace_s: 0\n")
    lake = Lake(arguments.telltale.resolve(), arguments.folder / "lake", config)
    if not lake.folder.exists():
        make(lake, arguments)
        maintain(lake)
        lake.ask("maintain")
    find(lake, arguments.telltale.with_name("find_bench"))


if __name__ == "__main__":
    main()
