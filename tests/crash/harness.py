"""Calling kill_harness: counting points, killing, failing and tracing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from telltale import Finished, Violation, finish


@dataclass
class TracedCall:
    """One call to files of the lake, as kill_harness wrote it down."""

    point: int
    call: str
    path: str
    path2: str
    flags: int
    size: int
    begun: int
    ended: int
    result: int

    @property
    def may_create(self) -> bool:
        return self.call == "creat" or bool(self.flags & (os.O_CREAT | os.O_TRUNC))

    @property
    def changed_something(self) -> bool:
        return self.ended > 0 and self.result >= 0


@dataclass
class Report:
    """How a traced run ended."""

    finished: Finished
    ended: str  # "exit" or "signal"
    code: int
    points: int
    by_call: dict[str, int]
    hit: dict[str, Any] | None
    trace: list[TracedCall]

    @property
    def was_killed(self) -> bool:
        """By the harness; any other signal is a crash."""
        return self.ended == "signal" and self.code == signal.SIGKILL and self.hit is not None


@dataclass
class Harness:
    binary: Path

    def run(self, folder: Path, command: Sequence[str], *options: str) -> Report:
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            trace_file, report_file = Path(scratch) / "trace", Path(scratch) / "report"
            finished = finish(
                [
                    *(str(self.binary), "--folder", str(folder)),
                    *("--trace", str(trace_file), "--report", str(report_file)),
                    *options,
                    "--",
                    *command,
                ],
                stdin=subprocess.DEVNULL,
            )
            if finished.code != 0:
                raise RuntimeError(f"kill_harness failed: {finished.err}")
            fields = json.loads(report_file.read_text())
            trace = read_trace(trace_file)
        if fields.pop("hidden"):
            raise Violation("the program writes in a way that the harness cannot count")
        report = Report(
            finished=Finished(command, fields["code"], finished.out, finished.err),
            ended=fields["ended"],
            code=fields["code"],
            points=fields["points"],
            by_call=fields["by_call"],
            hit=fields.get("hit"),
            trace=trace,
        )
        if report.ended == "signal" and not report.was_killed:
            raise Violation(f"crashed by signal {report.code}: {report.finished.said()}")
        return report


def read_trace(path: Path) -> list[TracedCall]:
    calls = []
    for line in path.read_text().splitlines():
        fields = json.loads(line)
        fields.pop("thread")
        calls.append(TracedCall(**fields))
    return sorted(calls, key=lambda call: call.begun)
