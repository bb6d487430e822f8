#!/usr/bin/env python3
"""Looking back: what is asked as of a commit is what was said at that commit, or says what it
lacks, whatever has left the lake since; a few ancient rows keep nobody from anything else.

usage: lookback_test.py TELLTALE
"""

import csv
import io
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from telltale_server import Server, reading, run, wait_until

QUERIES = {
    "device_metrics": "SELECT count(*), min(event_time), max(event_time) FROM device_metrics",
    "rollups_hour": "SELECT device_id, hour, n, late, temperature_sum, temperature_last "
                    "FROM rollups_hour ORDER BY 1, 2",
    "anomalies": "SELECT count(*) FROM anomalies",
    "rejects": "SELECT receipt, reason FROM rejects ORDER BY 1",
    "raw": "SELECT count(*) FROM raw",
}
ANCIENT = "2001-01-01T00:00:00Z"
FAULTS = (400, 500, 550)


class Past:
    """What a lake said at each of its commits."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.said: dict[int, dict[str, list[list[str]]]] = {}

    def ask(self, table: str, *words: str) -> list[list[str]] | str:
        done = run(self.server.program, "sql", "--data", str(self.server.lake), *words, "--format",
                   "csv", QUERIES[table], check=False)
        if done.returncode != 0:
            assert done.returncode == 2, done.stderr
            assert f"cannot look at {table} as of commit" in done.stderr, done.stderr
            return done.stderr
        return list(csv.reader(io.StringIO(done.stdout)))

    def remember(self) -> int:
        commit = self.server.books()["commit"]
        now = {table: self.ask(table) for table in QUERIES}
        assert all(isinstance(said, list) for said in now.values()), now
        self.said[commit] = now  # type: ignore[assignment]
        return int(commit)

    def check(self, told: set[str]) -> None:
        """Never another answer than then; of the tables named, none that is refused."""
        for commit, said in self.said.items():
            for table, then in said.items():
                again = self.ask(table, "--as-of", str(commit))
                if isinstance(again, str):
                    assert table not in told, (commit, again)
                else:
                    assert again == then, (commit, table, then, again)


def maintain(server: Server, *words: str) -> None:
    run(server.program, "maintain", "--data", str(server.lake), *words)


def take(server: Server, records: list[dict[str, Any]], raw: bytes = b"") -> None:
    """As a server receives them: by the clock of their arrival."""
    server.start()
    server.send(records)
    if raw:
        answer = server.ask("POST", "/v1/readings", raw, {"Content-Type": "application/x-ndjson"})
        assert answer.status == 200, answer
    wait_until("all is in the lake", lambda: server.get_json("/v1/status")["lakes"][0][
        "backlog_bytes"] == 0)
    server.stop()


def check_old_clock(server: Server) -> None:
    """Sums of an ancient hour leave again and again; their readings stay, and so does the past."""
    past = Past(server)
    for turn in range(3):
        take(server, [reading("pump", 10 * turn + i, temperature=20 + i) for i in range(5)],
             b"junk\n")
        past.remember()
        take(server, [{"device_id": "clock", "timestamp": f"2001-01-01T00:0{2 - turn}:00Z",
                       "temperature": 20 + turn}])
        past.remember()
        for step in ("--rollups", "--compact", "--retention"):
            maintain(server, step)
            past.remember()
    newest = past.said[max(past.said)]
    assert newest["device_metrics"][1][0] == "18", newest
    assert not any("2001" in row[1] for row in newest["rollups_hour"]), newest
    past.check(set(QUERIES))
    server.start()
    for commit in past.said:
        asked = {"as_of": str(commit), "device": "pump", "signal": "temperature"}
        assert server.get("/v1/series", **asked).status == 200
        page = server.get_json("/v1/rejects", as_of=str(commit))
        assert len(page["rejects"]) == len(past.said[commit]["rejects"]) - 1, page
        assert "missing" not in page, page
    server.stop()


def check_loaded_history(server: Server) -> None:
    """Readings and rejects that leave are missed where they would be shown, and nowhere else."""
    past = Past(server)
    lines = server.folder / "history.csv"
    lines.write_text("device_id,timestamp,temperature\n" + "".join(
        f"old,2001-01-01T{minute // 60:02}:{minute % 60:02}:00Z,"
        f"{20 + minute % 3 + 60 * (minute in FAULTS)}\n" for minute in range(600)))
    run(server.program, "ingest", "--data", str(server.lake), str(lines))
    before = past.remember()
    assert past.said[before]["anomalies"] != [["count_star()"], ["0"]], past.said[before]
    lines.write_text("device_id,timestamp,temperature\n" + "".join(
        f"new,2026-01-01T00:{minute:02}:00Z,{20 + minute % 3}\n" for minute in range(30)))
    run(server.program, "ingest", "--data", str(server.lake), str(lines))
    both = past.remember()
    maintain(server, "--rollups")
    summed = past.remember()
    maintain(server, "--retention")
    after = past.remember()
    lines.write_text("device_id,timestamp,temperature\nnew,2026-01-01T01:00:00Z,20\n")
    run(server.program, "ingest", "--data", str(server.lake), str(lines))
    past.remember()
    maintain(server, "--rollups")
    past.remember()
    past.check({"raw", "rejects"})
    refusal = past.ask("device_metrics", "--as-of", str(both))
    assert isinstance(refusal, str) and "event times from 2001-01-01T00:00:00" in refusal, refusal
    assert isinstance(past.ask("rollups_hour", "--as-of", str(after)), list)
    assert isinstance(past.ask("rollups_hour", "--as-of", str(summed)), str)

    server.start()
    server.wait_for_devices()
    asked = {"device": "new", "signal": "temperature", "as_of": str(both)}
    assert server.get("/v1/series", **asked).status == 200
    answer = server.get("/v1/series", **asked, **{"from": ANCIENT})
    assert answer.status == 400 and b"the series as of commit" in answer.body, answer
    for commit in (before, both, after):
        page = server.get_json("/v1/anomalies", as_of=str(commit), until="2001-06-01T00:00:00Z")
        assert page["anomalies"] == [], page
        assert ("missing" in page) == (commit != after), page
        if commit != after:
            times = page["missing"]["event_time"]
            assert times["from"] >= ANCIENT and times["to"] < "2001-01-01T10:00:00Z", times
            assert both < page["missing"]["commit"] <= after, (page, after)
        page = server.get_json("/v1/anomalies", as_of=str(commit), since="2001-06-01T00:00:00Z")
        assert "missing" not in page, page
    server.stop()


def check_sums_outlive(server: Server) -> None:
    """Sums of readings that have left are those of then, whatever was summed since."""
    past = Past(server)
    lines = server.folder / "readings.csv"

    def load(device: str, days: int) -> None:
        day = (datetime.now(UTC) - timedelta(days=days)).date()
        lines.write_text("device_id,timestamp,temperature\n" + "".join(
            f"{device},{day}T{minute // 60:02}:{minute % 60:02}:00Z,{20 + minute % 3}\n"
            for minute in range(0, 1440, 10)))
        run(server.program, "ingest", "--data", str(server.lake), str(lines))

    lake = ("--data", str(server.lake))
    run(server.program, "retention", *lake, "--table", "device_metrics", "--keep", "30d")
    load("old", 90)
    load("older", 100)
    maintain(server, "--rollups")
    told = [past.remember()]
    maintain(server, "--retention")
    told.append(past.remember())
    for turn in range(3):
        load(f"new-{turn}", 10 - turn)
        told.append(past.remember())
        for step in ("--rollups", "--compact"):
            maintain(server, step)
            told.append(past.remember())
    past.check({"raw", "rejects", "anomalies"})
    assert past.said[told[-1]]["device_metrics"][1][0] == str(3 * 144), past.said[told[-1]]
    assert len(past.said[told[-1]]["rollups_hour"]) == 1 + 5 * 24, past.said[told[-1]]
    for commit in told:
        assert isinstance(past.ask("rollups_hour", "--as-of", str(commit)), list), commit
    # Sums that were made since of hours whose readings had left: those of then are not told.
    load("late", 90)
    before = past.remember()
    maintain(server, "--rollups")
    past.remember()
    past.check({"raw", "rejects"})
    assert isinstance(past.ask("rollups_hour", "--as-of", str(before)), list)
    assert isinstance(past.ask("rollups_hour", "--as-of", str(told[-1])), str)


def main(arguments: list[str]) -> int:
    for check in (check_old_clock, check_loaded_history, check_sums_outlive):
        server = Server(arguments[0])
        try:
            check(server)
        finally:
            server.stop()
            server.room.cleanup()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
