#!/usr/bin/env python3
"""Devices and gateways that speak ThingsBoard's HTTP device API, as they are: a fleet of them, what
becomes of their records, and that the lake says the same when it is replayed.

usage: thingsboard_test.py TELLTALE
"""

import gzip
import json
import random
import sys
from typing import Any

from telltale_server import Answer, Server, run, wait_until

START_MS = 1_735_689_600_000  # 2025-01-01T00:00:00Z
DEVICES = 40
POSTS = 25
SEED = 7


def post(server: Server, key: str, body: Any, route: str = "telemetry") -> Answer:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return server.ask("POST", f"/api/v1/{key}/{route}", raw)


def taken(server: Server, key: str, body: Any, route: str = "telemetry") -> None:
    answer = post(server, key, body, route)
    assert answer.status == 200 and answer.body == b"", (body, answer)
    assert "content-type" not in answer.fields, answer


def settled(server: Server, received: int) -> dict[str, Any]:
    """The books once so many records are in them."""
    def books() -> dict[str, Any] | None:
        shown = server.books()
        return shown if shown["received"] == received else None

    return wait_until(f"{received} records are committed", books, pause=0.1)


def sql(server: Server, query: str) -> list[dict[str, Any]]:
    shown = run(server.program, "sql", "--data", str(server.lake), "--format", "json", query)
    return list(json.loads(shown.stdout))


def check_forms(server: Server) -> int:
    """Each form that ThingsBoard documents; how many records these are."""
    key = server.make_key("--scope", "ingest", "--device", "thermometer")
    taken(server, key, {"temperature": 21})
    taken(server, key, {"ts": START_MS, "values": {"temperature": 22, "humidity": 40}})
    taken(server, key, [{"temperature": 23}, {"humidity": 41}])
    taken(server, key, [{"ts": START_MS + 1_000, "values": {"temperature": "24.5"}},
                        {"ts": START_MS + 2_000, "values": {"temperature": 25, "fan": True}}])
    taken(server, key, {"firmware_version": "1.2", "serial": "x"}, "attributes")
    taken(server, key, {"device_id": "another", "temperature": 26})
    packed = gzip.compress(b'{"temperature": 27}')
    answer = server.ask("POST", f"/api/v1/{key}/telemetry", packed, {"Content-Encoding": "gzip"})
    assert answer.status == 200, answer
    settled(server, 9)
    rows = sql(server, "SELECT device_id, epoch_ms(event_time) AS ms, temperature, humidity, "
                       "firmware_version FROM device_metrics ORDER BY event_time")
    assert {row["device_id"] for row in rows} == {"thermometer"}
    timed = [(row["ms"] - START_MS, row["temperature"]) for row in rows[:3]]
    assert timed == [(0, 22), (1_000, 24.5), (2_000, 25)], timed
    assert [row["firmware_version"] for row in rows].count("1.2") == 1, rows
    # A repeat with a time is known to be one.
    taken(server, key, {"ts": START_MS, "values": {"temperature": 22, "humidity": 40}})
    assert settled(server, 10)["duplicate"] == 1
    return 10


def check_refusals(server: Server) -> None:
    device = server.make_key("--scope", "ingest", "--device", "thermometer")
    gateway = server.make_key("--scope", "ingest", "--prefix", "gw/")
    reader = server.make_key("--scope", "read")
    wrong = device[:-1] + ("a" if device[-1] != "a" else "b")
    assert post(server, wrong, {"temperature": 1}).status == 401
    assert post(server, "A1_TEST_TOKEN", {"temperature": 1}).status == 401
    assert post(server, reader, {"temperature": 1}).status == 403
    assert post(server, device, b"").status == 400
    assert post(server, gateway, {"temperature": 1}).status == 400
    assert post(server, gateway, {"gw/1": {"temperature": 1}}).status == 400
    assert post(server, gateway, {"a\nb": [{"temperature": 1}]}).status == 400
    assert post(server, gateway, {"gw/1": [{}]}, "attributes").status == 400
    for route in ("rpc", "claim", "attributes/updates", "firmware", "telemetry/x"):
        assert post(server, device, {}, route).status == 404, route
    assert server.get(f"/api/v1/{device}/attributes").status == 405
    assert server.get(f"/api/v1/{device}/rpc").status == 404
    # The key is not told again, whatever is wrong with the request.
    for path in (f"/api/v1/{wrong}/telemetry", f"/api/v1/{device}/none", f"/api/v1/{device}"):
        answer = server.ask("POST", path, b"{}")
        assert device[16:-1].encode() not in answer.body + str(answer.fields).encode(), answer


class Fleet:
    """Devices and a gateway, each writing as real ones do; and what should become of it all."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.random = random.Random(SEED)
        listing = server.folder / "fleet.csv"
        listing.write_text("device\n" + "".join(f"meter-{n}\n" for n in range(DEVICES)))
        made = run(server.program, "keys", "create", "--data", str(server.lake),
                   "--devices", str(listing)).stdout.splitlines()[1:]
        self.keys = dict(line.split(",") for line in made)
        self.gateway = server.make_key("--scope", "ingest", "--prefix", "gw/")
        self.sent = {"received": 0, "stored": 0, "rejected": 0, "duplicate": 0}

    def count(self, what: str, times: int = 1) -> None:
        self.sent["received"] += times
        self.sent[what] += times

    def run(self) -> None:
        last = self.keys[f"meter-{DEVICES - 1}"]
        wait_until("the keys count", lambda: self.server.status_of(last) == 403, pause=0.25)
        for number in range(POSTS):
            moment = START_MS + number * 60_000
            for device, key in self.keys.items():
                taken(self.server, key, self.record(device, moment))
            taken(self.server, self.gateway, self.gateway_body(moment),
                  self.random.choice(["telemetry", "gateway/telemetry"]))

    def record(self, device: str, moment: int) -> Any:
        value = {"temperature": round(20 + self.random.gauss(0, 1), 2), "rssi": -70}
        timed = {"ts": moment, "values": value}
        chance = self.random.random()
        if chance < 0.05:
            self.count("rejected")
            return {"ts": moment, "values": {"temperature": "hot"}}
        if chance < 0.10:
            self.count("rejected")
            return b'{"ts":%d,"values":{"temperature":' % moment
        if chance < 0.20:
            self.count("stored")
            self.count("duplicate")
            return [timed, timed]
        if chance < 0.30:
            self.count("stored", 2)
            return [timed, {"ts": moment + 30_000, "values": {"humidity": 40}}]
        self.count("stored")
        return timed if chance < 0.8 else {"ts": moment, **value}

    def gateway_body(self, moment: int) -> dict[str, Any]:
        body = {f"gw/{n}": [{"ts": moment, "values": {"temperature": n}}] for n in range(10)}
        self.count("stored", 10)
        body["meter-1"] = [{"ts": moment, "values": {"temperature": 99}}] * 2
        self.count("rejected", 2)
        return body


def check_fleet(server: Server, before: int) -> None:
    books = server.books()
    fleet = Fleet(server)
    fleet.run()
    after = settled(server, before + fleet.sent["received"])
    assert after["balanced"] is True, after
    for name, count in fleet.sent.items():
        assert after[name] - books[name] == count, (name, count, books, after)
    rows = sql(server, "SELECT reason, count(*) AS n FROM rejects GROUP BY 1 ORDER BY 1")
    reasons = {row["reason"]: row["n"] for row in rows}
    assert set(reasons) == {"malformed", "not_permitted", "wrong_type"}, reasons
    assert reasons["not_permitted"] == 2 * POSTS
    hot = sql(server, "SELECT count(*) AS n FROM device_metrics WHERE temperature = 99")
    assert hot == [{"n": 0}], hot


def check_where_is(server: Server) -> None:
    found = run(server.program, "where-is", "--data", str(server.lake), "gw/3",
                "2025-01-01T00:01:00Z", "--format", "json")
    rows = json.loads(found.stdout)
    assert rows[0]["disposition"] == "stored", rows
    assert json.loads(rows[0]["bytes"]) == {"ts": START_MS + 60_000, "values": {"temperature": 3}}
    again = run(server.program, "where-is", "--data", str(server.lake), rows[0]["receipt"],
                "--format", "json")
    assert json.loads(again.stdout)[0]["device_id"] == "gw/3"


def check_schema_of_key(server: Server) -> None:
    """A key may name the schema; the lake has one that is not its default only after an ingest."""
    (server.folder / "pump.yaml").write_text(
        "schema: pump\ndevice: pump\ntime: t\nsignals: [pressure]\n")
    (server.folder / "pumps.ndjson").write_text(
        '{"pump":"p0","t":"2025-01-01T00:00:00Z","pressure":1}\n')
    server.stop()
    run(server.program, "ingest", "--data", str(server.lake), "--schema",
        str(server.folder / "pump.yaml"), str(server.folder / "pumps.ndjson"))
    server.start()
    received = server.books()["received"]
    key = server.make_key("--scope", "ingest", "--device", "p1", "--schema", "pump")
    taken(server, key, {"ts": START_MS, "values": {"pressure": 3}})
    settled(server, received + 1)
    assert sql(server, "SELECT pressure FROM pump WHERE pump = 'p1'") == [{"pressure": 3}]


def check_replay(server: Server) -> None:
    server.stop()
    shown = run(server.program, "verify", "--data", str(server.lake))
    assert "nothing differs" in shown.stdout, shown


def check_no_trace(server: Server, keys: list[str], messages: list[str]) -> None:
    for path in server.lake.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(key[16:].encode() in content for key in keys), path
    assert not any(key[16:] in line for key in keys for line in messages)


def main() -> None:
    with Server(sys.argv[1], options={"access": "keys"}) as server:
        received = check_forms(server)
        check_refusals(server)
        check_fleet(server, received)
        check_where_is(server)
        key = server.make_key("--scope", "ingest", "--device", "last")
        taken(server, key, {"temperature": 1})
        messages = list(server.messages)
        check_schema_of_key(server)
        check_replay(server)
        check_no_trace(server, [key], messages)


if __name__ == "__main__":
    main()
