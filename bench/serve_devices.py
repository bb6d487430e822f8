"""One device that reports twice as much as all others, and a million devices."""

import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests/server"))

from fleet_lines import NDJSON, FleetLines  # noqa: E402
from open_loop import Load, as_text, post  # noqa: E402
from serving import Process, Setting, say  # noqa: E402
from telltale_server import Server, wait_until  # noqa: E402

MANY = 1_000_000
MANY_BATCH = 1000


def fleet(server: Server, lines: FleetLines, rate: float, seconds: float) -> Load:
    """Requests of a hundred records, on their way."""
    def make(_: int) -> bytes:
        return post("/v1/readings", lines.take(100), NDJSON)

    load = Load(server.port, rate, int(rate * seconds), make)
    load.start()
    return load


def hot_request(number: int) -> bytes:
    """A hundred readings of one device, a millisecond apart."""
    rows = []
    for millis in range(number * 100, number * 100 + 100):
        second, rest = divmod(millis, 1000)
        at = f"2025-01-01T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.{rest:03}Z"
        rows.append(f'{{"device_id":"hot","timestamp":"{at}","temperature":{20 + millis % 7}}}\n')
    return post("/v1/readings", "".join(rows).encode(), NDJSON)


def check_all_taken(server: Server, *loads: Load) -> int:
    """How many records were sent; all of them are in the lake."""
    answered = [one for load in loads for one in load.answered]
    assert {one.status for one in answered} == {200}, {one.status for one in answered}
    taken = 100 * len(answered)
    wait_until("all is committed", lambda: server.get_json("/v1/books")["received"] == taken, 300)
    return taken


def hot(setting: Setting) -> None:
    seconds, rate = setting.seconds, 50
    lines = setting.lines(2 * 100 * rate * seconds)
    with Server(setting.program, options={"cut_interval_ms": 2000}) as server:
        before = fleet(server, lines, rate, seconds)
        before.join(seconds + 30)
        beside = fleet(server, lines, rate, seconds)
        one = Load(server.port, 2 * rate, 2 * rate * seconds, hot_request)
        one.run(seconds + 30)
        beside.join(30)
        taken = check_all_taken(server, before, beside, one)
        say(f"hot: {taken:,} records, {100 * rate:,} a second of a fleet, then {200 * rate:,} more "
            "of one device")
        say(f"  the fleet is acknowledged: {as_text([a.seconds for a in before.answered])} before, "
            f"{as_text([a.seconds for a in beside.answered])} meanwhile")
        say(f"  the one: {as_text([a.seconds for a in one.answered])}")
        server.stop()


def million(setting: Setting) -> None:
    """Each device twice: what is kept of it, and whether the second time is as fast."""
    lines = setting.lines(MANY, MANY)
    with Server(setting.program, options={"cut_interval_ms": 2000}) as server:
        process = Process(server)
        say(f"million: {setting.rate} requests of {MANY_BATCH:,} a second are offered")
        taken = 0
        for turn in ("first", "second"):
            count = MANY // MANY_BATCH
            before, begun = process.cpu_seconds(), time.monotonic()
            load = Load(server.port, setting.rate, count,
                        lambda _: post("/v1/readings", lines.take(MANY_BATCH), NDJSON),
                        connections=8)
            load.run(600)
            assert {one.status for one in load.answered} == {200}, load.answered[-1]
            taken += count * MANY_BATCH
            wait_until("all is committed",
                       lambda n=taken: server.get_json("/v1/books")["received"] == n, 600)
            cpu = process.cpu_seconds() - before
            rate = MANY / (time.monotonic() - begun)
            say(f"  {turn} reading of each: {rate:,.0f} a second come into the lake, {cpu:.1f} CPU "
                f"s, acknowledged {as_text([one.seconds for one in load.answered])}, "
                f"{process.peak_mb():.0f} MB")
        server.wait_for_devices()
        shown = server.get_json("/v1/devices", limit=1)
        say(f"  a page of devices is there; {process.peak_mb():.0f} MB at most with the register")
        assert shown["devices"], shown
        server.stop()
