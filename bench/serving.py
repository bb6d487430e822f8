"""What the parts of serve.py share: what was asked for, and what the kernel says of a server."""

import os
from dataclasses import dataclass
from pathlib import Path

from fleet_lines import DEVICES, Fleet, FleetLines
from telltale_server import Server

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Setting:
    program: str
    folder: Path
    seconds: int
    rate: int  # requests a second of `peak`
    judge: str

    def lines(self, records: int, devices: int = DEVICES, day: int = 1) -> FleetLines:
        """Of that day of January and the next ones."""
        path = self.folder / f"fleet-{devices}-{records}-{day}.ndjson"
        fleet = Fleet(records, devices, f"2025-01-{day:02}T00:00:00Z")
        return FleetLines(self.program, path, fleet)


class Process:
    def __init__(self, server: Server) -> None:
        assert server.process
        self.id = server.process.pid
        self.folder = Path(f"/proc/{self.id}")

    def cpu_seconds(self) -> float:
        fields = (self.folder / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def peak_mb(self) -> float:
        for line in (self.folder / "status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
        raise AssertionError("no VmHWM")

    def bind(self, core: int) -> None:
        """All its threads run on that core."""
        for task in (self.folder / "task").iterdir():
            os.sched_setaffinity(int(task.name), {core})


def say(text: str) -> None:
    print(f"serve: {text}", flush=True)
