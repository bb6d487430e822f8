"""Many times as many senders as a server has room for, each as fast as it is answered: what still
comes into the lake, what memory that costs, and what another lake of the same server notices. The
server has one core, the senders have the other."""

import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests/server"))

from fleet_lines import NDJSON  # noqa: E402
from open_loop import Connection, Load, as_text, post  # noqa: E402
from serving import Process, Setting, say  # noqa: E402
from telltale_server import Server, reading, wait_until  # noqa: E402

BATCH = 1000
QUIET_SECONDS = 15
OTHERS_RATE = 20
SENDERS = 1500
# What may wait is full at once, so that most of the time is what it is when nothing is in hand.
TIGHT = {"lanes": 1, "journal_waiting_bytes": 256 << 20, "cut_interval_ms": 2000}


def template() -> bytes:
    """A minute of one device; which minute and which device is filled in."""
    rows = []
    for row in range(BATCH):
        at = f"2025-01-@MINUTE@:{60 * row // BATCH:02}.{60_000 * row // BATCH % 1000:03}Z"
        rows.append(json.dumps({
            "device_id": "@DEVICE@", "device_type": "sensor", "timestamp": at,
            "temperature": 20 + row * 37 % 100 / 50, "humidity": 40 + row * 53 % 100 / 25,
            "battery_level": 90 - row % 7 / 10, "energy_consumption": row * 29 % 100 / 10_000,
            "latitude": 45.5, "longitude": -73.5, "status": "active",
            "firmware_version": "2.17.1"}))
    return ("\n".join(rows) + "\n").encode()


class Crowd:
    """Senders that send a minute of their own device after another as fast as they are answered,
    and at once again what is refused."""

    TEMPLATE = template()

    def __init__(self, server: Server, name: str, senders: int) -> None:
        self.port = server.port
        self.statuses: Counter[int] = Counter()
        self.is_over = False
        self.threads = [threading.Thread(target=self.send, args=(f"{name}{number}",))
                        for number in range(senders)]
        for thread in self.threads:
            thread.start()

    def send(self, device: str) -> None:
        connection = Connection(self.port)
        body = self.TEMPLATE.replace(b"@DEVICE@", device.encode())
        minute = 0
        while not self.is_over:
            day, rest = divmod(minute, 24 * 60)
            at = f"{day + 1:02}T{rest // 60:02}:{rest % 60:02}".encode()
            request = post("/v1/readings", body.replace(b"@MINUTE@", at), NDJSON)
            status = 0
            while status != 200 and not self.is_over:
                status, _ = connection.ask(request)
                self.statuses[status] += 1
            minute += 1
        connection.close()

    def finish(self) -> int:
        """Ends it; how many records were acknowledged."""
        self.is_over = True
        for thread in self.threads:
            thread.join(60)
        return self.statuses[200] * BATCH


class Committed:
    """How fast records come into the first lake."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.begun, self.before = time.monotonic(), self.count()

    def count(self) -> int:
        return int(self.server.get_json("/v1/books")["received"])

    def rate(self) -> float:
        return (self.count() - self.before) / (time.monotonic() - self.begun)


class Others:
    """Small requests to the other lake, which nobody overloads; sent by a process of their own, as
    the crowd's threads hold each other up."""

    def __init__(self, server: Server, seconds: float, first: int) -> None:
        words = [str(server.port), str(seconds), str(first)]
        self.process = subprocess.Popen([sys.executable, __file__, *words], stdout=subprocess.PIPE)

    def seconds(self) -> list[float]:
        """How long each acknowledgement took, in the end."""
        out, _ = self.process.communicate(timeout=600)
        answered: list[tuple[int, float]] = json.loads(out)
        refused = [status for status, _ in answered if status != 200]
        assert not refused, refused
        return [seconds for _, seconds in answered]


def be_others(port: int, seconds: float, first: int) -> None:
    def make(number: int) -> bytes:
        line = json.dumps(reading(f"o{number % 10}", (first + number) % 40_000, temperature=20))
        return post("/v1/readings", line.encode(), NDJSON + "Telltale-Lake: other\r\n")

    load = Load(port, OTHERS_RATE, int(OTHERS_RATE * seconds), make, connections=4)
    load.run(seconds + 60)
    print(json.dumps([(one.status, one.seconds) for one in load.answered]))


def run(setting: Setting) -> None:
    seconds = setting.seconds
    with Server(setting.program, lakes=("plant", "other"), options=TIGHT) as server:
        process = Process(server)
        process.bind(0)
        os.sched_setaffinity(0, {1})
        quiet = Others(server, QUIET_SECONDS, 0).seconds()
        committed = Committed(server)
        few = Crowd(server, "a", 8)
        time.sleep(min(seconds, 60))  # so long that upkeep has its share of it
        best = committed.rate()
        taken = few.finish()
        wait_until("all is committed", lambda: committed.count() == taken, 120)
        say(f"overload: as fast as 8 senders can {best:,.0f} records a second come into the lake, "
            f"{process.peak_mb():.0f} MB")
        crowd = Crowd(server, "b", SENDERS)
        time.sleep(1)
        beside = Others(server, seconds - 2, 10_000)
        committed = Committed(server)
        time.sleep(seconds)
        flooded = committed.rate()
        taken += crowd.finish()
        meanwhile = beside.seconds()
        offered = sum(crowd.statuses.values()) * BATCH / seconds
        say(f"  of {SENDERS:,} senders, who send {offered:,.0f} a second for {seconds} s, "
            f"{flooded:,.0f} come into the lake, {flooded / best:.0%} of that, "
            f"{process.peak_mb():.0f} MB at most; answers {dict(crowd.statuses)}")
        say(f"  the other lake is acknowledged: {as_text(quiet)} before, {as_text(meanwhile)} "
            "meanwhile")
        wait_until("all is committed", lambda: committed.count() == taken, 60)
        server.stop()


if __name__ == "__main__":
    be_others(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))
