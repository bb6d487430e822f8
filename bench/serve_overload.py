"""Ten times as much as a server can take: what it still takes, what memory that costs, and what
another lake of the same server notices. The server has one core, the senders have the other."""

import os
import sys
import time
from collections import Counter, deque
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests/server"))

from fleet_lines import NDJSON, FleetLines  # noqa: E402
from open_loop import Answered, Load, as_text, post  # noqa: E402
from serving import Process, Setting, say  # noqa: E402
from telltale_server import Server, reading, wait_until  # noqa: E402

BATCH = 1000
FACTOR = 10
PEAK_SECONDS = 15
OTHERS_RATE = 20


class Senders:
    """What is refused is sent again before anything new."""

    def __init__(self, lines: FleetLines) -> None:
        self.lines = lines
        self.again: deque[bytes] = deque()
        self.sent: dict[int, bytes] = {}

    def make(self, number: int) -> bytes:
        try:
            request = self.again.popleft()
        except IndexError:
            request = post("/v1/readings", self.lines.take(BATCH), NDJSON)
        self.sent[number] = request
        return request

    def learn(self, answered: Answered) -> None:
        request = self.sent.pop(answered.number)
        if answered.status != 200:
            self.again.append(request)


class Committed:
    """How fast records come into the first lake."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.begun, self.before = time.monotonic(), self.count()

    def count(self) -> int:
        return int(self.server.get_json("/v1/books")["received"])

    def rate(self) -> float:
        return (self.count() - self.before) / (time.monotonic() - self.begun)


def others(server: Server, seconds: float, first: int) -> Load:
    """Small requests to the other lake, which nobody overloads."""
    def make(number: int) -> bytes:
        line = str(reading(f"o{number % 10}", (first + number) % 40_000, temperature=20))
        fields = NDJSON + "Telltale-Lake: other\r\n"
        return post("/v1/readings", line.replace("'", '"').encode(), fields)

    load = Load(server.port, OTHERS_RATE, int(OTHERS_RATE * seconds), make, connections=4)
    load.start()
    return load


def run(setting: Setting) -> None:
    seconds = setting.seconds
    lines = setting.lines(200_000 * (seconds + 60))
    with Server(setting.program, lakes=("plant", "other"), options={"lanes": 1}) as server:
        process = Process(server)
        process.bind(0)
        os.sched_setaffinity(0, {1})

        senders = Senders(lines)
        quiet = others(server, PEAK_SECONDS, 0)
        quiet.join(PEAK_SECONDS + 30)
        peak = Load(server.port, 2_000, 10**9, senders.make, 8, senders.learn)
        committed = Committed(server)
        peak.run(PEAK_SECONDS)
        taken = sum(one.status == 200 for one in peak.answered) * BATCH
        wait_until("all is committed", lambda: committed.count() == committed.before + taken, 120)
        best = committed.rate()
        say(f"overload: as fast as it can {best:,.0f} records a second come into the lake, "
            f"{process.peak_mb():.0f} MB")
        flood = Load(server.port, FACTOR * best / BATCH, 10**9, senders.make, 64, senders.learn)
        flood.start()
        time.sleep(1)
        beside = others(server, seconds - 2, 10_000)
        committed = Committed(server)
        time.sleep(seconds)
        flooded = committed.rate()
        flood.join(0)
        beside.join(30)
        offered = len(flood.answered) * BATCH / seconds
        say(f"  offered {offered:,.0f} a second for {seconds} s: {flooded:,.0f} come into the "
            f"lake, {flooded / best:.0%} of that, {process.peak_mb():.0f} MB at most; answers "
            f"{dict(Counter(one.status for one in flood.answered))}")
        say(f"  the other lake is acknowledged: {as_text([one.seconds for one in quiet.answered])} "
            f"before, {as_text([one.seconds for one in beside.answered])} meanwhile")
        refused = [(one.status, one.body) for one in beside.answered if one.status != 200]
        assert not refused, refused
        server.stop()
