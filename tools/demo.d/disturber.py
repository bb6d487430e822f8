"""Makes readings wrong as they pass, so that there is something to be found while one looks: in
turn one reading of a device, and all of another's for a while. What was done is written down.
"""

import json
import random
from pathlib import Path

EVERY_SECONDS = 15.0
LASTING_SECONDS = 600.0
DEGREES_LEAST, DEGREES_MOST = 12.0, 25.0


class Disturber:
    def __init__(self, truth: Path, now: float) -> None:
        self.truth = truth
        self.truth.write_text("")
        self.random = random.Random(7)
        self.next = now  # when the next device is due
        self.shifted: dict[str, tuple[float, float]] = {}  # by how much, until when
        self.devices: set[str] = set()  # all that were disturbed

    def pass_on(self, line: bytes, now: float) -> bytes:
        reading = parsed(line)
        if reading is None:
            return line
        device = reading["device_id"]
        degrees = self._degrees_for(device, now)
        if degrees == 0.0:
            return line
        reading["temperature"] = round(reading["temperature"] + degrees, 2)
        return json.dumps(reading, separators=(",", ":")).encode() + b"\n"

    def _degrees_for(self, device: str, now: float) -> float:
        degrees, until = self.shifted.get(device, (0.0, 0.0))
        if now < until:
            return degrees
        if now < self.next or device in self.devices:
            return 0.0
        return self._begin(device, now)

    def _begin(self, device: str, now: float) -> float:
        degrees = round(self.random.uniform(DEGREES_LEAST, DEGREES_MOST), 1)
        is_lasting = len(self.devices) % 2 == 1
        if is_lasting:
            self.shifted[device] = (degrees, now + LASTING_SECONDS)
        self.devices.add(device)
        self.next = now + EVERY_SECONDS
        kind = "shift" if is_lasting else "spike"
        with self.truth.open("a") as file:
            file.write(json.dumps({"device": device, "fault": kind, "degrees": degrees}) + "\n")
        return degrees


def parsed(line: bytes) -> dict | None:
    """A reading with a device and a temperature; nothing where the line has none."""
    try:
        reading = json.loads(line)
        is_whole = isinstance(reading["device_id"], str)
        return reading if is_whole and isinstance(reading["temperature"], float) else None
    except (ValueError, KeyError, TypeError):
        return None
