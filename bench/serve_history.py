"""What a dashboard reads, measured while records arrive at a lake with a past of thirty days."""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests/server"))

from fleet_lines import NDJSON  # noqa: E402
from open_loop import Load, as_text, get, post  # noqa: E402
from serving import Setting, say  # noqa: E402
from telltale_server import Server  # noqa: E402

DAYS = 30
FEED_RATE, FEED_RECORDS = 100, 100
DEVICES = 1158  # each reports every minute: 50 M records
JSON = "Content-Type: application/json\r\n"

FLEET_HOURS = """SELECT hour, sum(n) AS n, sum(temperature_sum) / sum(temperature_n) AS mean,
  min(temperature_min) AS least, max(temperature_max) AS most FROM rollups_hour
  WHERE hour >= TIMESTAMPTZ '2025-01-24 00:00:00Z' GROUP BY hour ORDER BY hour"""
MOST_ENERGY = """SELECT device_id, sum(energy_consumption_sum) AS used FROM rollups_hour
  WHERE hour >= TIMESTAMPTZ '2025-01-30 00:00:00Z' GROUP BY device_id ORDER BY used DESC LIMIT 10"""
COMPLETENESS = """SELECT hour, avg(completeness) AS completeness, sum(late) AS late
  FROM rollups_hour
  GROUP BY hour ORDER BY hour"""


def make_lake(program: str, folder: Path) -> Path:
    lake = folder / "history"
    if (folder / "history.made").exists():
        return lake
    subprocess.run([program, "init", str(lake)], check=True, capture_output=True)
    day_file = folder / "history.ndjson"
    for day in range(1, DAYS + 1):
        words = ["--devices", str(DEVICES), "--duration", "1d", "--seed", "5", "--faults", "none"]
        words += ["--start", f"2025-01-{day:02}T00:00:00Z", "--out", str(day_file)]
        subprocess.run([program, "simulate", *words], check=True, capture_output=True)
        ingest = [program, "ingest", "--data", str(lake), str(day_file)]
        subprocess.run(ingest, check=True, capture_output=True)
        say(f"history: {day} of {DAYS} days")
    subprocess.run([program, "maintain", "--data", str(lake)], check=True, capture_output=True)
    day_file.unlink()
    (folder / "history.made").touch()
    return lake


class Over(Server):
    """A server over a lake that is there, which commits as often as one does by default."""

    def __init__(self, program: str, lake: Path) -> None:
        super().__init__(program, options={"cut_interval_ms": 2000})
        self.lakes = [lake]
        self.lake = lake


def query(sql: str) -> bytes:
    return post("/v1/query", json.dumps({"sql": sql}).encode(), JSON)


def series(device: str, begin: str, end: str, width: int) -> bytes:
    words = {"signal": "temperature", "from": begin, "to": end, "width": width}
    return get(f"/v1/devices/{quote(device)}/series?{urlencode(words)}")


class Records:
    def __init__(self, server: Server, seed: int) -> None:
        self.random = random.Random(seed)
        self.devices = [row[0] for row in server.query(
            "SELECT device_id FROM dim_devices ORDER BY 1 LIMIT 1000").json()["rows"]]
        # Some that are there: to look for what is not would be answered sooner.
        self.some = server.query(
            "SELECT device_id, event_time, receipt FROM device_metrics WHERE "
            "minute(event_time) = 7 AND hour(event_time) = 5 ORDER BY hash(receipt) LIMIT 400"
        ).json()["rows"]

    def device(self) -> str:
        return self.random.choice(self.devices)

    def day(self) -> bytes:
        day = self.random.randrange(1, DAYS)
        begin, end = (f"2025-01-{number:02}T00:00:00Z" for number in (day, day + 1))
        return series(self.device(), begin, end, 1000)

    def month(self) -> bytes:
        return series(self.device(), "2025-01-01T00:00:00Z", "2025-01-31T00:00:00Z", 720)

    def where_is(self) -> bytes:
        device, at, _ = self.random.choice(self.some)
        return get(f"/v1/where-is?{urlencode({'device': device, 'time': at})}")

    def receipt(self) -> bytes:
        return get(f"/v1/receipts/{self.random.choice(self.some)[2]}")


class Question(NamedTuple):
    name: str
    make: Callable[[], bytes]
    rate: float  # a second
    count: int

    def measure(self, server: Server) -> None:
        requests = [self.make() for _ in range(self.count)]
        load = Load(server.port, self.rate, self.count, requests.__getitem__, connections=8)
        load.run(self.count / self.rate + 60)
        bad = {one.status for one in load.answered} - {200}
        say(f"  {self.name}: {as_text([one.seconds for one in load.answered])}"
            + (f", refused {bad}" if bad else ""))


def questions(server: Server) -> list[Question]:
    records = Records(server, 7)
    return [
        Question("fleet by hour, 7 days", lambda: query(FLEET_HOURS), 2, 60),
        Question("most energy, a day", lambda: query(MOST_ENERGY), 2, 60),
        Question("completeness, 30 days", lambda: query(COMPLETENESS), 2, 60),
        Question("a device's day", records.day, 20, 400),
        Question("a device's month", records.month, 2, 60),
        Question("where-is by device and time", records.where_is, 20, 400),
        Question("where-is by receipt", records.receipt, 20, 400),
    ]


def run(setting: Setting) -> None:
    program = setting.program
    lake = make_lake(program, setting.folder)
    shown = subprocess.run([program, "storage", "--data", str(lake)], capture_output=True,
                           text=True, check=True)
    print(shown.stdout)
    server = Over(program, lake)
    begun = time.monotonic()
    with server:
        say(f"history: ready after {time.monotonic() - begun:.2f} s")
        server.wait_for_devices()
        asked = questions(server)
        say("history: at rest")
        for question in asked:
            question.measure(server)
        ask_while_records_arrive(setting, server, asked, DAYS + 1)
        ask_while_records_arrive(setting, server, asked, 1)


def ask_while_records_arrive(setting: Setting, server: Server, asked: list[Question],
                             day: int) -> None:
    lines = setting.lines(3_000_000, day=day)
    feed = Load(server.port, FEED_RATE, 10**9,
                lambda _: post("/v1/readings", lines.take(FEED_RECORDS), NDJSON))
    kind = "late" if day <= DAYS else "current"
    say(f"history: while {FEED_RATE * FEED_RECORDS:,} {kind} records a second arrive")
    feed.start()
    for question in asked:
        question.measure(server)
    feed.join(0)
    say(f"  acknowledged: {as_text([one.seconds for one in feed.answered])}")
