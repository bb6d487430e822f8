"""Random inputs, and what an independent reading of their formats says of them."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """One line of a log: its bytes without the line end, and the records in it."""

    data: bytes
    records: int
    is_refused: bool = False


SPACES = b" \t\r\n"


def reading(numbers: random.Random) -> dict[str, object]:
    """Few devices and moments, so that repeats, contradictions and late ones come by themselves."""
    minute = numbers.randrange(600)
    record: dict[str, object] = {
        "device_id": f"d{numbers.randrange(12)}",
        "timestamp": f"2025-01-01T{minute // 60:02}:{minute % 60:02}:00Z",
        "temperature": numbers.choice((20, 21.5)),
    }
    if numbers.random() < 0.4:
        record["humidity"] = numbers.choice((40, 41))
    if numbers.random() < 0.2:
        record["status"] = numbers.choice(("on", "off", 'a "quoted" \u00e9\n text'))
    return record


def json_text(numbers: random.Random, record: object) -> bytes:
    return json.dumps(record, ensure_ascii=numbers.random() < 0.5).encode()


def garbage(numbers: random.Random) -> bytes:
    """No JSON, no line end, and nothing a layout could be taken from."""
    size = numbers.choice((1, 5, 80, 3000))
    data = bytes(b for b in numbers.randbytes(size) if b not in b"\n\r[{")
    return b"!" + data


def refused(numbers: random.Random) -> bytes:
    record = reading(numbers)
    text = json.dumps(record).encode()
    kind = numbers.randrange(9)
    if kind == 0:
        return text[: numbers.randrange(1, len(text) - 1)]
    if kind == 1:
        return json.dumps(record | {"temperature": 10**numbers.randrange(3, 400)}).encode()
    if kind == 2:
        return json.dumps(record | {"timestamp": numbers.choice(("soon", None, {}, "9"))}).encode()
    if kind == 3:
        return text.replace(b'"temperature": ', b'"temperature": "', 1)
    if kind == 4:
        return text[:-1] + b', "device_id": "twice"}'
    if kind == 5:
        return b'{"device_id": ' + b"[" * 5000 + b"]" * 5000 + b"}"
    if kind == 6:
        return text.replace(b'"d', b'"\xff\xfe', 1)
    if kind == 7:
        del record["device_id"]
        return json.dumps(record).encode()
    return json.dumps(numbers.choice((7, "text", None, True))).encode()


def json_piece(numbers: random.Random) -> Piece:
    kind = numbers.random()
    if kind < 0.12:
        return Piece(refused(numbers), 1, is_refused=True)
    if kind < 0.18:
        return Piece(garbage(numbers), 1, is_refused=True)
    if kind < 0.22:
        return Piece(bytes(numbers.choice(SPACES[:2]) for _ in range(numbers.randrange(4))), 0)
    if kind < 0.27:
        some = [reading(numbers) for _ in range(numbers.randrange(1, 6))]
        return Piece(json_text(numbers, some), len(some))
    return Piece(json_text(numbers, reading(numbers)), 1)


def json_log(numbers: random.Random, lines: int) -> list[Piece]:
    """The first line is a reading: from it the layout is told."""
    first = Piece(json_text(numbers, reading(numbers)), 1)
    return [first, *(json_piece(numbers) for _ in range(lines))]


def csv_row(numbers: random.Random) -> Piece:
    record = reading(numbers)
    row = [str(record["device_id"]), str(record["timestamp"]), str(record["temperature"])]
    kind = numbers.random()
    if kind < 0.06:
        return Piece(",".join([*row, "more", "and more"]).encode(), 1, is_refused=True)
    if kind < 0.12:
        row[2] = numbers.choice(("warm", "1e999", "--1", "0x10"))
        return Piece(",".join([*row, ""]).encode(), 1, is_refused=True)
    if kind < 0.16:
        return Piece(row[0].encode(), 1, is_refused=True)
    status = numbers.choice(("", "on", '"on, really"', '"over\ntwo lines"', '"say ""on"""'))
    return Piece(",".join([*row, status]).encode(), 1)


def csv_log(numbers: random.Random, rows: int) -> list[Piece]:
    header = Piece(b"device_id,timestamp,temperature,status", 0)
    return [header, *(csv_row(numbers) for _ in range(rows))]


def joined(numbers: random.Random, pieces: list[Piece]) -> bytes:
    ends = (b"\n", b"\n", b"\r\n")
    return b"".join(piece.data + numbers.choice(ends) for piece in pieces)
