#!/usr/bin/env python3
"""The band in which a judge expected a signal, as series tell it: that of the anomalies, nothing
while the judge learns, with its reason where there is none.

usage: bands_test.py TELLTALE
"""

import json
import random
import sys
from pathlib import Path
from typing import Any

from telltale_server import Server, reading, run

MINUTES = 6 * 24 * 60
LEARNING = 50
SIGNALS = ("temperature", "humidity")
SCHEMA = """\
schema: plant
device: device_id
time: timestamp
signals:
  temperature: {unit: "°C"}
  humidity: {unit: "%", judge: basic}
  pressure: {unit: bar, judge: off}
"""
PATH = "/v1/devices/pump-1/series"
MANY = 200_001


def history() -> list[dict[str, Any]]:
    """A value a minute about a slow wave, and now and then one that is far off."""
    random.seed(7)
    records = []
    for minute in range(MINUTES):
        wave = abs(minute % 1440 - 720) / 144
        values = {name: wave + random.gauss(20, 0.3) for name in SIGNALS}
        if minute % 1201 == 1200:
            values = {name: value + 12 for name, value in values.items()}
        records.append(reading("pump-1", minute, pressure=1, **values))
    return records


def write_many(folder: Path) -> Path:
    """More readings than are judged again, a second apart."""
    file = folder / "many.ndjson"
    with file.open("w") as out:
        for second in range(MANY):
            day, rest = divmod(second, 86_400)
            clock = f"{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"
            time = f"2025-01-{day + 1:02}T{clock}Z"
            record = {"device_id": "busy", "timestamp": time, "temperature": second % 7}
            out.write(json.dumps(record) + "\n")
    return file


def band(server: Server, signal: str, begin: str, end: str, **words: Any) -> Any:
    window = {"from": begin, "to": end}
    return server.get_json(PATH, signal=signal, expected="true", **window, **words)


def check_as_anomalies_tell(server: Server) -> None:
    found = server.get_json("/v1/anomalies", kind="unusual", limit=1000)["anomalies"]
    assert {one["signal"] for one in found} == set(SIGNALS), found
    for one in found:
        begin = one["event_time"]
        series = band(server, one["signal"], begin, begin.replace("00Z", "01Z")
                      .replace("00.000Z", "01.000Z"), width=1)
        assert series["count"] == [1], (one, series)
        assert series["expected_from"].startswith("2025-01-01T00:00:00"), series
        mine = (series["expected_low"][0], series["expected_high"][0])
        assert mine == (one["expected_low"], one["expected_high"]), (mine, one)


def check_learning(server: Server) -> None:
    series = band(server, "temperature", "2025-01-01T00:00:00Z", "2025-01-01T02:00:00Z", width=120)
    ends = list(zip(series["expected_low"], series["mean"], series["expected_high"], strict=True))
    assert len(ends) == 120
    assert all(low is None and high is None for low, _, high in ends[:LEARNING])
    assert all(low < high for low, _, high in ends[LEARNING:]), ends
    within = [low <= value <= high for low, value, high in ends[LEARNING:]]
    assert sum(within) > 0.5 * len(within), ends


def check_whole(server: Server) -> None:
    """A bucket's band is the mean of those of its readings, and narrow against what it saw."""
    hour = ("2025-01-05T03:00:00Z", "2025-01-05T04:00:00Z")
    one = band(server, "temperature", *hour, width=1)
    each = band(server, "temperature", *hour, width=60)
    for end in ("expected_low", "expected_high"):
        assert abs(one[end][0] - sum(each[end]) / 60) < 1e-9, (one, each)
    days = band(server, "temperature", "2025-01-02T00:00:00Z", "2025-01-06T00:00:00Z", width=1000)
    rows = zip(days["expected_low"], days["mean"], days["expected_high"], strict=True)
    within = [low <= mean <= high for low, mean, high in rows]
    assert sum(within) > 0.95 * len(within), (sum(within), len(within))
    widths = [h - l for l, h in zip(days["expected_low"], days["expected_high"], strict=True)]
    assert sorted(widths)[len(widths) // 2] < 4, sorted(widths)[::100]


def check_own_schema(server: Server) -> None:
    """A signal is judged as the schema says by which it came, whatever others say of its name."""
    window = ("2025-01-02T00:00:00Z", "2025-01-03T00:00:00Z")
    before = band(server, "temperature", *window)
    other = SCHEMA.replace("plant", "hall").replace('{unit: "°C"}', '{unit: "°C", judge: off}')
    answer = server.ask("POST", "/v1/schemas", other.encode(), {"Content-Type": "application/yaml"})
    assert answer.status in (200, 201), answer
    after = band(server, "temperature", *window)
    for end in ("expected_low", "expected_high"):
        assert after[end] == before[end], after


def check_late(server: Server) -> None:
    """What came late was not judged; who looks back sees the band of then."""
    window = {"signal": "temperature", "from": "2025-01-04T00:00:00Z",
              "to": "2025-01-05T00:00:00Z", "width": 24, "expected": "true"}
    before = server.get_json(PATH, **window)
    late = reading("pump-1", 3 * 1440 + 61, temperature=400)
    late["timestamp"] = late["timestamp"].replace(":00Z", ":01Z")
    server.send([late])
    after = server.get_json(PATH, **window)
    assert sum(after["count"]) == sum(before["count"]) + 1
    assert after["max"][1] == 400
    for end in ("expected_low", "expected_high"):
        assert after[end] == before[end]
    assert server.get_json(PATH, as_of=before["commit"], **window) == before


def check_refusals(server: Server) -> None:
    off = band(server, "pressure", "2025-01-01T00:00:00Z", "2025-01-02T00:00:00Z")
    assert off["expected_missing"] == "the signal is not judged" and "expected_low" not in off
    assert "expected_low" not in server.get_json(PATH, signal="temperature")
    none = band(server, "temperature", "2020-01-01T00:00:00Z", "2020-01-02T00:00:00Z")
    assert none["count"] == none["expected_low"] == none["expected_high"] == []
    for words in ({"expected": "yes"}, {"expected": ""}):
        assert server.get(PATH, signal="temperature", **words).status == 400, words
    binary = {"Accept": "application/vnd.telltale.series"}
    answer = server.ask("GET", PATH, None, binary, signal="temperature", expected="true")
    assert answer.status == 400, answer


def check_bound(server: Server) -> None:
    words = {"device": "busy", "signal": "temperature", "expected": "true",
             "from": "2025-01-01T00:00:00Z"}
    long = server.get_json("/v1/series", **words, to="2025-01-04T00:00:00Z")
    assert sum(long["count"]) == MANY
    assert long["expected_missing"].startswith("more than 200000 readings")
    assert "expected_low" not in long
    short = server.get_json("/v1/series", **words, to="2025-01-02T00:00:00Z")
    assert len(short["expected_low"]) == len(short["mean"])


def main(arguments: list[str]) -> int:
    with Server(arguments[0], schema=SCHEMA) as server:
        server.stop()
        file = server.folder / "history.ndjson"
        file.write_text("".join(json.dumps(record) + "\n" for record in history()))
        for log in (file, write_many(server.folder)):
            run(server.program, "ingest", "--data", str(server.lake), str(log))
        server.start()
        server.wait_for_devices()
        for check in (check_as_anomalies_tell, check_learning, check_whole, check_refusals,
                      check_bound, check_own_schema, check_late):
            check(server)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
