#!/usr/bin/env python3
"""Measures a server under load on this machine, the senders on it as well.

usage: serve.py TELLTALE PART... [OPTION...]
  steady   10,000 records/s in requests of 100: until it is acknowledged, live and committed
  peak     --rate requests of 1,000 a second, judged as --judge says
  overload 1,500 senders, each as fast as it is answered, for so many seconds
  hot      one device that reports twice as much as all others
  million  so many devices, each twice
  restart  after a kill with 1 GiB in the journal
  history  the reads of a dashboard while records arrive, over a lake of 50 M rows and 30 days
  --folder DIR   where lakes and records are made (default: build/bench; `history` needs 3 GB)
  --seconds N    how long `steady`, `peak` and `overload` send (default: 60)
  --rate N       requests a second of `peak` (default: 260)
  --judge TIER   of `peak` (default: basic)

The load is open loop: bench/open_loop.py.
"""

import argparse
import json
import queue
import re
import signal
import sys
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests/server"))

import serve_devices  # noqa: E402
import serve_history  # noqa: E402
import serve_overload  # noqa: E402
from fleet_lines import NDJSON  # noqa: E402
from live_stream import LiveStream  # noqa: E402
from open_loop import Answered, Load, as_text, post  # noqa: E402
from serving import Process, Setting, say  # noqa: E402
from telltale_server import Server, wait_until  # noqa: E402


def per_million(process: Process, before: float, records: int) -> str:
    return f"{(process.cpu_seconds() - before) / records * 1e6:.2f} CPU s a million records"


class Receipts:
    """Follows some receipts until their record is committed."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.waiting: queue.Queue[tuple[float, str] | None] = queue.Queue()
        self.seconds: list[float] = []
        self.thread = threading.Thread(target=self.follow)
        self.thread.start()

    def take(self, answered: Answered) -> None:
        self.waiting.put((answered.due, json.loads(answered.body)["last"]))

    def follow(self) -> None:
        while (item := self.waiting.get()) is not None:
            due, receipt = item
            wait_until("it is committed", lambda it=receipt: self.is_kept(it), pause=0.1)
            self.seconds.append(time.monotonic() - due)

    def is_kept(self, receipt: str) -> bool:
        answer = self.server.get(f"/v1/receipts/{receipt}")
        return answer.status == 200 and answer.json()["disposition"] == "stored"

    def finish(self) -> list[float]:
        self.waiting.put(None)
        self.thread.join()
        return self.seconds


def probe(number: int) -> bytes:
    """A record that a live stream is asked for, and that says which request it came with."""
    hours, rest = divmod(number, 3600)
    at = f"2025-01-{1 + hours // 24:02}T{hours % 24:02}:{rest // 60:02}:{rest % 60:02}Z"
    record = {"device_id": "probe", "timestamp": at, "humidity": number / 1000}
    return json.dumps(record).encode() + b"\n"


def steady(setting: Setting) -> None:
    batch, rate = 100, 100
    count = rate * setting.seconds
    lines = setting.lines(count * batch)
    bodies = [post("/v1/readings", lines.take(batch - 1) + probe(k), NDJSON) for k in range(count)]
    options = {"cut_interval_ms": 2000}
    with Server(setting.program, options=options) as server:
        process = Process(server)
        receipts = Receipts(server)
        every = LiveStream(server, query="?topics=readings,anomalies&rates=readings:100")
        with every, LiveStream(server, query="?topics=readings&device=probe") as stream:
            before = process.cpu_seconds()
            load = Load(server.port, rate, count, bodies.__getitem__)
            load.on_answer = lambda one: receipts.take(one) if one.number % 50 == 0 else None
            load.run(setting.seconds + 30)
            committed = receipts.finish()
            cpu = per_million(process, before, count * batch)
            live = live_seconds(stream, load)
        statuses = {one.status for one in load.answered}
        assert statuses == {200} and len(load.answered) == count, (statuses, len(load.answered))
        say(f"steady: {count * batch:,} records, {rate * batch:,} a second in requests of {batch}")
        say(f"  acknowledged: {as_text([one.seconds for one in load.answered])}")
        say(f"  live: {as_text(live)} of {len(live)}")
        say(f"  committed: {as_text(committed)}")
        say(f"  {cpu}, {process.peak_mb():.0f} MB at most")
        server.stop()
        check_books(server, count * batch)


def live_seconds(stream: LiveStream, load: Load) -> list[float]:
    seconds = []
    for event in stream.of("reading"):
        number = round(event.data["values"]["humidity"] * 1000)
        seconds.append(event.at - load.begun - number / load.rate)
    return seconds


def schema_judged(tier: str) -> str:
    """The schema of a smart device, its signals judged so."""
    text = (HERE.parent / "schemas/smart_device.yaml").read_text()
    return re.sub(r"(  \w+: \{unit: .*range: \[[^\]]*\])\}(?=\n(  \w+: \{unit|attributes))",
                  rf"\1, judge: {tier}}}", text)


def check_books(server: Server, received: int) -> None:
    books = server.books()
    assert books["received"] == received and books["balanced"], books


def peak(setting: Setting) -> None:
    batch, rate = 1000, setting.rate
    count = rate * setting.seconds
    lines = setting.lines(count * batch)
    schema = schema_judged(setting.judge)
    with Server(setting.program, schema=schema) as server:
        process = Process(server)
        before = process.cpu_seconds()
        load = Load(server.port, rate, count,
                    lambda _: post("/v1/readings", lines.take(batch), NDJSON), connections=8)
        load.run(setting.seconds * 3)
        begun = time.monotonic()
        taken = sum(one.status == 200 for one in load.answered) * batch
        wait_until("all is committed", lambda: server.get_json("/v1/books")["received"] >= taken)
        behind = time.monotonic() - begun
        last = max(one.due + one.seconds for one in load.answered)
        rate_taken = taken / (last - load.begun)
        refused = {one.status for one in load.answered} - {200}
        say(f"peak: {taken:,} records in requests of {batch}, {rate_taken:,.0f} a second are "
            "acknowledged")
        say(f"  acknowledged: {as_text([one.seconds for one in load.answered])}, refused {refused}")
        rate_kept = taken / (last - load.begun + behind)
        say(f"  all committed {behind:.1f} s after the last, {rate_kept:,.0f} a second")
        say(f"  {per_million(process, before, taken)}, {process.peak_mb():.0f} MB at most")
        server.stop()
        check_books(server, taken)


def restart(setting: Setting) -> None:
    """Nothing is committed when it is killed, so that all of it waits in the journal."""
    batch, wanted = 1000, 1 << 30
    lines = setting.lines(wanted // 300)
    options = {"cut_interval_ms": 600_000, "cut_bytes": 1 << 30}
    with Server(setting.program, options=options) as server:
        journal = server.lake / "_journal"

        def size() -> int:
            return sum(path.stat().st_size for path in journal.rglob("*.frames"))

        taken = 0
        while size() < wanted - (4 << 20):
            answer = server.ask("POST", "/v1/readings", lines.take(batch),
                                {"Content-Type": "application/x-ndjson"})
            assert answer.status == 200, answer
            taken += batch
        waiting = size() >> 20
        server.stop(signal.SIGKILL)
        begun = time.monotonic()
        server.start()
        ready = time.monotonic() - begun
        committed = server.get_json("/v1/books")["received"]
        server.stop()
        say(f"restart: {waiting:,} MiB in the journal, {taken - committed:,} records of it not in "
            f"the lake: ready after {ready:.2f} s")
        server.start()
        wait_until("all is taken", lambda: server.get_json("/v1/books")["received"] == taken, 300)
        server.stop()
        check_books(server, taken)


PARTS = {
    "steady": steady,
    "peak": peak,
    "restart": restart,
    "overload": serve_overload.run,
    "hot": serve_devices.hot,
    "million": serve_devices.million,
    "history": serve_history.run,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("program")
    parser.add_argument("parts", nargs="+", choices=PARTS)
    parser.add_argument("--folder", type=Path, default=Path("build/bench"))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--rate", type=int, default=260)
    parser.add_argument("--judge", default="basic")
    arguments = parser.parse_args()
    setting = Setting(arguments.program, arguments.folder, arguments.seconds, arguments.rate,
                      arguments.judge)
    for name in arguments.parts:
        PARTS[name](setting)
    return 0


if __name__ == "__main__":
    sys.exit(main())
