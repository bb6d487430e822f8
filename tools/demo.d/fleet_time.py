"""When a line of a simulated fleet is sent. Lines come in the order in which they are received,
and most carry the time at which that is. Some do not: readings that were held back, repeats, clocks
that are wrong, damaged lines. Those go with the line before.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timezone

# No simulated clock is ahead by less. A fleet of a hundred devices is never silent for so long.
AHEAD_SECONDS = 10.0
MARK = b'"timestamp":"'
STAMP_BYTES = len("2025-01-01T00:00:00.344Z")


def in_due_order(lines: Iterable[bytes]) -> Iterator[tuple[float, bytes]]:
    """Each line with the second of Unix time at which it is due; that never goes back."""
    due = 0.0
    for line in lines:
        stamp = stamp_of(line)
        if stamp is not None and (due == 0.0 or due < stamp < due + AHEAD_SECONDS):
            due = stamp
        yield due, line


def stamp_of(line: bytes) -> float | None:
    begin = line.find(MARK) + len(MARK)
    try:
        written = line[begin : begin + STAMP_BYTES].decode()
        return datetime.fromisoformat(written.replace("Z", "+00:00")).timestamp()
    except ValueError:
        return None


def text_of(second: float) -> str:
    moment = datetime.fromtimestamp(second, timezone.utc)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
