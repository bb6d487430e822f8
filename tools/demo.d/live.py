#!/usr/bin/env python3
"""The live part of the demo: a server with the dashboard over the demo's lake, and the fleet that
goes on from where its history ends, until Ctrl-C, SIGTERM or the end of the time.

usage: live.py FOLDER PROGRAM SIMULATE...
  FOLDER    of the demo: lake/, and cut.json of until_now.py
  PROGRAM   telltale, with the dashboard
  SIMULATE  the rest of the command that simulated the fleet; it is played again, to the same bytes

environment:
  DEMO_SECONDS  how long; by default until Ctrl-C, and where nobody sees it, on no terminal, 0: it
                ends once the page and the books were seen
"""

import http.client
import itertools
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from demo_server import USUAL_PORT, DemoServer, end, start, wait_for
from disturber import EVERY_SECONDS, Disturber
from fleet_time import in_due_order

BEAT_SECONDS = 1.0
SHOWN_MAX = 8  # anomalies of one beat


class LiveFleet:
    """Hands out the lines of a simulated fleet when they are due."""

    def __init__(self, command: list[str], lines_sent: int) -> None:
        self.process = start(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert self.process.stdout
        lines = in_due_order(self.process.stdout)
        self.rest = itertools.islice(lines, lines_sent, None)
        self.next: tuple[float, bytes] | None = next(self.rest, None)

    def take_due(self, now: float) -> Iterator[bytes]:
        while self.next and self.next[0] <= now:
            yield self.next[1]
            self.next = next(self.rest, None)

    def stop(self) -> None:
        self.process.stdout.close()  # it waits for somebody to take more
        end(self.process)


class Live:
    def __init__(self, folder: Path, program: str, simulate: list[str]) -> None:
        cut = json.loads((folder / "cut.json").read_text())
        self.program = program
        self.begun = cut["end"]
        self.server = DemoServer(program, folder / "lake", folder / "server.log")
        self.fleet = LiveFleet([program, *simulate, "--out", "-"], cut["lines"])
        self.disturber = Disturber(folder / "disturbed.ndjson", time.time())
        self.batch: list[bytes] = []  # to be sent, again while the server is busy
        self.requests = 0
        self.taken = 0
        self.found: dict[str, dict] = {}  # anomalies by id

    def begin(self) -> None:
        self.server.wait_until_ready()
        self.received_before = self.server.ask("/v1/books")["received"]
        check_page(self.server)

    def beat(self) -> None:
        now = time.time()
        if not self.batch:
            due = self.fleet.take_due(now)
            self.batch = [self.disturber.pass_on(line, now) for line in due]
        try:
            self.send()
            self.look()
        except (OSError, http.client.HTTPException) as trouble:
            self.server.check_lives()
            print(f"  again in a second: {trouble}", flush=True)

    def send(self) -> None:
        if self.batch:
            self.taken += self.server.send(self.batch, f"{self.begun} {self.requests}")
            self.requests += 1
            self.batch = []

    def look(self) -> None:
        """Says what was found since the last look."""
        page = self.server.ask("/v1/anomalies", {"since": self.begun, "limit": "200"})
        new = [one for one in page["anomalies"] if one["anomaly_id"] not in self.found]
        self.found |= {one["anomaly_id"]: one for one in new}
        for anomaly in new[:SHOWN_MAX]:
            print(f"  {time.strftime('%H:%M:%S')}  {anomaly['reason']}", flush=True)

    def report(self) -> bool:
        """Returns whether all that was sent is in the books, and they balance."""
        expected = self.received_before + self.taken
        is_whole = wait_for(lambda: self.server.ask("/v1/books")["received"] == expected)
        self.look()
        devices = {anomaly["device_id"] for anomaly in self.found.values()}
        disturbed = self.disturber.devices
        print(f"\nReadings taken live: {self.taken}. Anomalies found live: {len(self.found)}, in "
              f"{len(disturbed & devices)} of {len(disturbed)} devices that the demo disturbed and "
              f"in {len(devices - disturbed)} others.", flush=True)
        books = subprocess.run(
            [self.program, "books", "--server", self.server.url],
            env=os.environ | {"TELLTALE_KEY": self.server.key}, check=False, timeout=60,
        )
        return is_whole and books.returncode == 0

    def stop(self) -> int:
        self.fleet.stop()
        return self.server.stop()


def check_page(server: DemoServer) -> None:
    """The page is there, and so is the script that makes it."""
    script = re.search(r'<script type="module"[^>]* src="([^"]+)"', server.page())
    if not script or not server.page(script[1]):
        raise RuntimeError(f"{server.url} answers with no dashboard")


def seconds_wanted() -> float | None:
    """None: until Ctrl-C."""
    wanted = os.environ.get("DEMO_SECONDS")
    if wanted:
        return float(wanted)
    return None if sys.stdin.isatty() and sys.stdout.isatty() else 0.0


def invite(server: DemoServer, seconds: float | None) -> None:
    if server.port != USUAL_PORT:
        print(f"Port {USUAL_PORT} is taken: this is another.")
    print(f"Dashboard:  {server.url}/")
    print(f"Sign in:    {server.token}   (once, within an hour: it makes you the administrator)\n")
    disturbed = f"every {EVERY_SECONDS:g} s a device is disturbed"
    if seconds is None:
        print(f"The fleet goes on, and {disturbed}. Ctrl-C ends it all.")
    elif seconds == 0:
        print("No terminal and no DEMO_SECONDS: the page answers, and this ends here.")
    else:
        print(f"The fleet goes on for {seconds:g} s, and {disturbed}.")
    sys.stdout.flush()


def play(live: Live, stopped: threading.Event) -> bool:
    seconds = seconds_wanted()
    live.begin()
    invite(live.server, seconds)
    deadline = None if seconds is None else time.monotonic() + seconds
    while True:
        live.beat()
        if stopped.wait(BEAT_SECONDS) or (deadline and time.monotonic() >= deadline):
            return live.report()


def main(arguments: list[str]) -> int:
    if len(arguments) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stopped.set())
    live = Live(Path(arguments[0]), arguments[1], arguments[2:])
    try:
        is_well = play(live, stopped)
    finally:
        code = live.stop()
    return 0 if is_well and code == 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
