"""A small fleet's records, the same bytes every time, and what must become of each.

The expected books come from how the records were made, not from the program under test.
"""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import dataclass, field
from pathlib import Path

MINUTES_A_DAY = 24 * 60


@dataclass
class Books:
    """What `telltale books --format json` must say of records, apart from commit and digest."""

    received: int = 0
    stored: int = 0
    duplicate: int = 0
    conflict: int = 0
    rejected: int = 0
    late: int = 0
    expired: int = 0

    def add(self, other: Books) -> Books:
        return Books(*(getattr(self, name) + getattr(other, name) for name in FIELDS))

    def count(self, disposition: str, late: bool = False) -> None:
        self.received += 1
        setattr(self, disposition, getattr(self, disposition) + 1)
        self.late += late


FIELDS = ("received", "stored", "duplicate", "conflict", "rejected", "late", "expired")


@dataclass
class Source:
    """A file to ingest and the books it brings."""

    path: Path
    books: Books
    too_hot: int = 0  # refused for a temperature that a wider range would let pass


@dataclass
class Fleet:
    """Smart devices that report each minute, repeat and contradict themselves and are late."""

    random: random.Random
    devices: int = 40
    minute: dict[str, int] = field(default_factory=dict)  # the newest of each device
    kept: list[dict[str, object]] = field(default_factory=list)  # stored once, in full
    skipped: list[tuple[str, int]] = field(default_factory=list)  # minutes nobody reported yet
    conflicts: list[dict[str, object]] = field(default_factory=list)
    too_hot: int = 0

    def record(self, device: str, minute: int) -> dict[str, object]:
        day, of_day = divmod(minute, MINUTES_A_DAY)
        time = f"2025-03-{1 + day:02}T{of_day // 60:02}:{of_day % 60:02}:00Z"
        return {
            "device_id": device,
            "timestamp": time,
            "temperature": self.random.randrange(1500, 2800) / 100,
            "humidity": self.random.randrange(300, 700) / 10,
            "battery_level": self.random.randrange(20, 101),
            "energy_consumption": self.random.randrange(10_000) / 1000,
            "device_type": "thermostat",
            "latitude": 52.1,
            "longitude": 4.3,
            "status": "ok",
            "firmware_version": "1.4.2",
            "room": "a field that is not in the schema",
        }

    def fresh(self, books: Books) -> dict[str, object]:
        device = f"device-{self.random.randrange(self.devices):03}"
        # Every few readings a device passes over a minute, which may be reported late.
        step = self.random.choice((31, 31, 31, 62))
        minute = self.minute.get(device, 0) + step
        if step == 62:
            self.skipped.append((device, minute - 31))
        self.minute[device] = minute
        record = self.record(device, minute)
        self.kept.append(record)
        books.count("stored")
        return record

    def late(self, books: Books) -> dict[str, object]:
        if not self.skipped:
            return self.fresh(books)
        device, minute = self.skipped.pop(self.random.randrange(len(self.skipped)))
        record = self.record(device, minute)
        self.kept.append(record)
        books.count("stored", late=True)
        return record

    def repeat(self, books: Books) -> dict[str, object]:
        if not self.kept:
            return self.fresh(books)
        books.count("duplicate")
        return self.random.choice(self.kept)

    def contradiction(self, books: Books) -> dict[str, object]:
        if self.conflicts and self.random.random() < 0.3:
            books.count("duplicate")  # a conflict that is kept already
            return self.random.choice(self.conflicts)
        if not self.kept:
            return self.fresh(books)
        # Each differs in its own way, so that no two conflicts are the same by chance.
        record = self.random.choice(self.kept) | {"energy_consumption": 100.0 + len(self.conflicts)}
        self.conflicts.append(record)
        books.count("conflict")
        return record

    def wrong(self, books: Books) -> str:
        record = self.record("device-000", 0)
        books.count("rejected")
        hot = json.dumps(record | {"temperature": 150})
        chosen = self.random.choice(
            (
                json.dumps(record)[: self.random.randrange(20, 80)],
                hot,
                json.dumps(record | {"timestamp": "yesterday"}),
                json.dumps({k: v for k, v in record.items() if k != "device_id"}),
                json.dumps(record | {"humidity": "wet"}),
                '["no object"]',
            )
        )
        self.too_hot += chosen == hot
        return chosen

    def message(self, books: Books) -> str:
        """One line: mostly one record, now and then an array of some."""
        kind = self.random.random()
        if kind < 0.06:
            return self.wrong(books)
        if kind < 0.10:
            return json.dumps([self.reading(books) for _ in range(self.random.randrange(2, 5))])
        return json.dumps(self.reading(books))

    def reading(self, books: Books) -> dict[str, object]:
        kind = self.random.random()
        if kind < 0.08:
            return self.repeat(books)
        if kind < 0.13:
            return self.contradiction(books)
        if kind < 0.20:
            return self.late(books)
        return self.fresh(books)

    def lines(self, records: int) -> tuple[str, Books]:
        books = Books()
        lines: list[str] = []
        while books.received < records:
            lines.append(self.message(books))
        return "\n".join(lines) + "\n", books


def write_fleet(folder: Path, records: tuple[int, ...] = (1_300, 900, 700)) -> list[Source]:
    """JSON lines, gzip and JSON lines again; later files repeat and contradict earlier ones."""
    fleet = Fleet(random.Random(20250301))
    sources = []
    for number, count in enumerate(records):
        fleet.too_hot = 0
        text, books = fleet.lines(count)
        path = folder / f"fleet-{number}.ndjson{'.gz' if number == 1 else ''}"
        data = text.encode()
        path.write_bytes(gzip.compress(data, mtime=0) if number == 1 else data)
        sources.append(Source(path, books, fleet.too_hot))
    return sources


def write_motes(folder: Path, rows: int = 6_000) -> Source:
    """A CSV of the `wsn` schema, whose event times count the rows of each mote."""
    numbers = random.Random(20100510)
    books = Books()
    lines = ["mote_id,indoor,humidity,temperature,label"]
    for row in range(rows):
        humidity = f"{numbers.uniform(20, 80):.12f}"
        temperature = f"{numbers.uniform(15, 30):.12f}"
        line = f"{1 + row % 7},{row % 2},{humidity},{temperature},{int(row % 97 == 0)}"
        if row % 211 == 5:
            line += ",one,too,many"
        elif row % 307 == 9:
            line = f"{1 + row % 7},1,-5,{temperature},0"
        books.count("rejected" if row % 211 == 5 or row % 307 == 9 else "stored")
        lines.append(line)
    path = folder / "motes.csv"
    path.write_text("\n".join(lines) + "\n")
    return Source(path, books)
