"""Records of a simulated fleet in a file, taken in pieces by any number of threads."""

import mmap
import subprocess
import threading
from pathlib import Path
from typing import NamedTuple

DEVICES = 5000
# Header fields of a request whose body is such a piece.
NDJSON = "Content-Type: application/x-ndjson\r\nPrefer: return=minimal\r\n"


class Fleet(NamedTuple):
    records: int
    devices: int
    start: str


class FleetLines:
    def __init__(self, program: str, path: Path, fleet: Fleet) -> None:
        """Makes the file unless it is there."""
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            minutes = fleet.records // fleet.devices + 2
            words = ["--devices", str(fleet.devices), "--duration", f"{minutes}min",
                     "--faults", "none", "--seed", "3", "--start", fleet.start]
            subprocess.run([program, "simulate", *words, "--out", str(path)], check=True,
                           capture_output=True)
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._at = 0
        self._lock = threading.Lock()

    def take(self, lines: int) -> bytes:
        """The next lines; an error when there are no more."""
        with self._lock:
            begin = at = self._at
            for _ in range(lines):
                at = self._bytes.find(b"\n", at) + 1
                if at == 0:
                    raise IndexError("there are no more lines")
            self._at = at
            return self._bytes[begin:at]
