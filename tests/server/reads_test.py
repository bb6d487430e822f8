#!/usr/bin/env python3
"""The routes that answer about books, records, devices, anomalies, schemas and tables.

usage: reads_test.py TELLTALE
"""

import base64
import hashlib
import struct
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from telltale_server import Server, reading, run

MINUTES = 400
GREENHOUSE = """\
schema: greenhouse
device: sensor
time: at
signals: {moisture: {unit: "%", range: [0, 100]}}
"""
SPAN = {"from": "2025-01-01T00:00:00Z", "to": "2025-01-02T00:00:00Z", "width": 50}


def fleet() -> list[dict[str, Any]]:
    """Three devices, a value a minute; one goes far beyond all it ever showed."""
    records = []
    for minute in range(MINUTES):
        for device in ("pump-1", "Pump-2", "valve/7 ü"):
            value = 20 + (minute * 7 + len(device)) % 11 / 10
            if device == "pump-1" and minute == MINUTES - 3:
                value = 95
            records.append(reading(device, minute, temperature=value, status=f"s{minute % 3}"))
    return records


def check_books(server: Server) -> None:
    total = server.get_json("/v1/books")
    assert total["balanced"] and total["received"] == 3 * MINUTES + 4, total
    assert total["commit_time"] == server.get_json("/v1/status")["lakes"][0]["commit_time"]
    assert (total["stored"], total["duplicate"], total["rejected"]) == (3 * MINUTES, 1, 3)
    status = server.get_json("/v1/status")["lakes"][0]
    received = server.query("SELECT max(ingest_time) FROM raw").json()["rows"][0][0]
    told = datetime.fromisoformat(status["received_time"])
    assert told == datetime.fromisoformat(received), (status, received)
    assert datetime.now(UTC) - timedelta(minutes=5) < told < datetime.now(UTC), status
    assert total["received_time"] == status["received_time"], (total, status)
    by_reason = server.get_json("/v1/books", by="reason")["rows"]
    assert {row["reason"]: row["records"] for row in by_reason if row["reason"]} == {
        "out_of_range": 1, "malformed": 1, "invalid_utf8": 1}
    by_log = server.get_json("/v1/books", by="log")["rows"]
    assert sum(row["received"] for row in by_log) == total["received"]
    assert server.get("/v1/books", by="color").status == 400
    assert server.get("/v1/books", buy="log").status == 400


def check_records(server: Server, receipts: dict[str, Any]) -> None:
    first = server.get_json("/v1/receipts/" + receipts["first"])
    assert first["disposition"] == "stored" and first["device_id"] == "pump-1", first
    assert first["bytes"].startswith('{"device_id": "pump-1"'), first
    found = server.get_json("/v1/where-is", device="pump-1", time="2025-01-01T00:05:00Z")["records"]
    assert sorted(record["disposition"] for record in found) == ["duplicate", "stored"], found
    repeat = next(record for record in found if record["disposition"] == "duplicate")
    original = next(record for record in found if record["disposition"] == "stored")
    assert repeat["first_receipt"] == original["receipt"]
    nobody = server.get_json("/v1/where-is", device="nobody", time="2025-01-01T00:05:00Z")
    assert nobody["records"] == []
    assert server.get("/v1/receipts/1:999999999:0").status == 404
    assert server.get("/v1/receipts/99:0:0").status == 404
    assert server.get("/v1/receipts/one").status == 400
    assert server.get("/v1/where-is", device="pump-1").status == 400
    assert server.get("/v1/where-is", device="pump-1", time="noon").status == 400


def pages(server: Server, path: str, name: str, **parameters: Any) -> list[Any]:
    items, cursor = [], {}
    while True:
        page = server.get_json(path, **parameters, **cursor)
        assert len(page[name]) <= parameters["limit"]
        items += page[name]
        if "next" not in page:
            return items
        cursor = {"cursor": page["next"]}


def check_rejects(server: Server) -> None:
    whole = server.get_json("/v1/rejects", raw="true")["rejects"]
    assert [reject["reason"] for reject in whole] == ["invalid_utf8", "malformed", "out_of_range"]
    assert whole[2]["field"] == "temperature" and whole[2]["value"] == "1000", whole[2]
    assert whole[1]["bytes"] == '{"device_id": "pump-1", "timestamp"'
    assert base64.b64decode(whole[0]["bytes_base64"]) == b'{"device_id": "\xff\xfe"}'
    for limit in (1, 2, 3):
        assert pages(server, "/v1/rejects", "rejects", limit=limit, raw="true") == whole
        assert pages(server, "/v1/rejects", "rejects", limit=limit, raw="true",
                     order="oldest_first") == whole[::-1]
        first = server.get_json("/v1/rejects", limit=limit, raw="true", order="oldest_first")
        if "next" in first:  # a cursor knows the order it goes on in
            rest = server.get_json("/v1/rejects", raw="true", cursor=first["next"])
            assert first["rejects"] + rest["rejects"] == whole[::-1], (limit, first, rest)
            assert server.get("/v1/rejects", cursor=first["next"],
                              order="newest_first").status == 400
        then = {"as_of": whole[1]["commit"], "raw": "true"}
        assert pages(server, "/v1/rejects", "rejects", limit=limit, **then) == [
            reject for reject in whole if reject["commit"] <= then["as_of"]]
    assert server.get("/v1/rejects", order="boredom").status == 400
    one = server.get_json("/v1/rejects", reason="malformed")["rejects"]
    assert [reject["receipt"] for reject in one] == [whole[1]["receipt"]]
    assert "bytes" not in one[0]
    assert server.get_json("/v1/rejects", until="2001-01-01T00:00:00Z")["rejects"] == []
    assert len(server.get_json("/v1/rejects", since="2001-01-01T00:00:00Z")["rejects"]) == 3
    assert server.get("/v1/rejects", reason="boredom").status == 400
    assert server.get("/v1/rejects", cursor="boredom").status == 400
    assert server.get("/v1/rejects", limit=0).status == 400


def check_anomalies(server: Server) -> None:
    found = server.get_json("/v1/anomalies")["anomalies"]
    assert found, "nothing unusual was found"
    times = [anomaly["event_time"] for anomaly in found]
    assert times == sorted(times, reverse=True)
    peak = next(anomaly for anomaly in found if anomaly["value"] == 95)
    assert peak["device_id"] == "pump-1" and peak["signal"] == "temperature", peak
    shares = sum(part["share"] for part in peak["contributions"])
    assert abs(shares - peak["score"]) < 1e-9, peak
    assert pages(server, "/v1/anomalies", "anomalies", limit=1) == found
    for wish in ({"device": "pump-1"}, {"kind": peak["kind"]}, {"signal": "temperature"},
                 {"since": peak["event_time"]}, {"score_min": peak["score"]}):
        assert peak in server.get_json("/v1/anomalies", **wish)["anomalies"], wish
    for wish in ({"device": "pump"}, {"signal": "humidity"}, {"until": peak["event_time"]}):
        assert peak not in server.get_json("/v1/anomalies", **wish)["anomalies"], wish
    in_sql = server.query("SELECT count(*) FROM anomalies").json()["rows"]
    assert in_sql == [[len(found)]]
    assert server.get("/v1/anomalies", kind="odd").status == 400
    assert server.get("/v1/anomalies", score_min=2).status == 400
    assert server.get("/v1/anomalies", cursor="x").status == 400


def check_devices(server: Server) -> None:
    server.wait_for_devices()
    page = server.get_json("/v1/devices")
    assert [device["device_id"] for device in page["devices"]] == ["Pump-2", "pump-1", "valve/7 ü"]
    assert page["total"] == 3 and sum(page["states"].values()) == 3, page
    pump = next(device for device in page["devices"] if device["device_id"] == "pump-1")
    assert pump["state"] == "faulty", pump
    assert pump["newest_time"] == "2025-01-01T06:39:00Z"
    assert pump["oldest_time"] == "2025-01-01T00:00:00Z"
    assert abs(pump["interval_s"] - 60) < 1, pump
    last = MINUTES - 1
    value = 20 + (last * 7 + len("pump-1")) % 11 / 10
    assert pump["signals"]["temperature"] == {
        "value": value, "unit": "°C", "time": "2025-01-01T06:39:00Z"}, pump
    assert pump["attributes"]["status"]["value"] == f"s{last % 3}"
    assert server.get_json("/v1/devices/pump-1") == pump
    assert server.get_json("/v1/devices/Pump-2")["state"] == "connected"
    # A part of a path holds no slash: such an id is a parameter.
    slashed = server.get_json("/v1/devices", device="valve/7 ü")["devices"]
    assert [device["device_id"] for device in slashed] == ["valve/7 ü"]
    assert server.get_json("/v1/devices", device="valve")["devices"] == []
    points = server.get_json("/v1/series", device="valve/7 ü", signal="temperature")
    assert sum(points["count"]) == MINUTES
    assert server.get_json("/v1/devices", search="VALVE")["devices"][0]["device_id"] == "valve/7 ü"
    ids = [d["device_id"] for d in pages(server, "/v1/devices", "devices", limit=1)]
    assert ids == ["Pump-2", "pump-1", "valve/7 ü"]
    found = server.get_json("/v1/devices", search="PUMP", limit=1)
    assert [device["device_id"] for device in found["devices"]] == ["Pump-2"]
    faulty = server.get_json("/v1/devices", state="faulty")["devices"]
    assert [device["device_id"] for device in faulty] == ["pump-1"]
    assert server.get_json("/v1/devices", state="silent")["devices"] == []
    alike = pages(server, "/v1/devices", "devices", attribute="status", value=f"s{last % 3}",
                  limit=2)
    assert [device["device_id"] for device in alike] == ["Pump-2", "pump-1", "valve/7 ü"], alike
    none = server.get_json("/v1/devices", attribute="status", value="s9")
    assert none["devices"] == [], none
    for wrong in ({"attribute": "status"}, {"value": "s0"},
                  {"attribute": "temperature", "value": "s0"}):
        assert server.get("/v1/devices", **wrong).status == 400, wrong
    assert server.get("/v1/devices/nobody").status == 404
    assert server.get("/v1/devices", state="bored").status == 400


def check_fleet(server: Server) -> None:
    groups = server.get_json("/v1/fleet", by="status")
    assert groups["total"] == 4 and groups["groups_total"] == 2, groups
    group, without = groups["groups"]
    assert group["value"] == f"s{(MINUTES - 1) % 3}" and group["count"] == 3, group
    assert without["value"] is None and without["count"] == 1, without
    assert group["connected"] + group["silent"] + group["faulty"] == 3, group
    nowhere = server.get_json("/v1/map")
    assert (nowhere["placed"], nowhere["clusters"]) == (0, []), nowhere
    server.send([reading("pump-1", MINUTES + 5, latitude=52.5, longitude=13.4),
                 reading("Pump-2", MINUTES + 5, latitude=-33.9, longitude=151.2)])
    server.wait_for_devices()
    everywhere = server.get_json("/v1/map", cells=36)
    assert everywhere["placed"] == 2 and everywhere["total"] == 4, everywhere
    assert [one["device_id"] for one in everywhere["clusters"]] == ["Pump-2", "pump-1"]
    around = server.get_json("/v1/map", west=100, east=-100, south=-60, north=0)
    (sydney,) = around["clusters"]
    assert (sydney["latitude"], sydney["longitude"]) == (-33.9, 151.2), sydney
    for wrong in ({"west": 200}, {"south": 10, "north": 10}, {"cells": 0}, {"zoom": 3},
                  {"west": "nan"}, {"east": -180}):
        assert server.get("/v1/map", **wrong).status == 400, wrong
    assert server.get("/v1/fleet", by="temperature").status == 400
    assert server.get("/v1/fleet").status == 400


def check_series(server: Server) -> None:
    path = "/v1/devices/pump-1/series"
    whole = {"signal": "temperature", "from": "2025-01-01T00:00:00Z", "to": "2025-01-02T00:00:00Z"}
    series = server.get_json(path, **whole, width=24)
    assert series["step_us"] == 3600 * 10**6 and series["unit"] == "°C"
    assert series["count"] == [60] * 6 + [MINUTES - 360], series
    assert series["time_ms"][1] - series["time_ms"][0] == 3600 * 1000
    in_sql = server.query(
        "SELECT count(*), min(temperature), avg(temperature), max(temperature) FROM device_metrics "
        "WHERE device_id = 'pump-1' GROUP BY date_trunc('hour', event_time) "
        "ORDER BY date_trunc('hour', event_time)").json()["rows"]
    rows = zip(series["count"], series["min"], series["mean"], series["max"], strict=True)
    for mine, sql in zip(rows, in_sql, strict=True):
        assert all(abs(a - b) < 1e-9 for a, b in zip(mine, sql, strict=True)), (mine, sql)
    binary = server.ask("GET", path, None, {"Accept": "application/vnd.telltale.series"},
                        **whole, width=24)
    magic, count, begin, step = struct.unpack_from("<4sIqq", binary.body)
    assert (magic, count, step) == (b"TLS1", 7, series["step_us"])
    assert begin == 1735689600 * 10**6
    values = struct.unpack_from(f"<{3 * count}d{2 * count}I", binary.body, 24)
    assert len(binary.body) == 24 + count * (3 * 8 + 2 * 4)
    assert list(values[count : 2 * count]) == series["mean"]
    assert list(values[4 * count :]) == series["count"]
    lately = server.get_json(path, signal="temperature")
    assert sum(lately["count"]) == MINUTES and len(lately["count"]) <= 1000
    assert server.get(path, signal="warmth").status == 404
    assert server.get(path, signal="status").status == 400
    assert server.get(path).status == 400
    assert server.get(path, **(whole | {"to": "2024-01-01T00:00:00Z"})).status == 400
    assert server.get(path, **whole, width=0).status == 400
    assert server.get("/v1/devices/nobody/series", signal="temperature").status == 404


def check_schemas(server: Server) -> None:
    assert [schema["name"] for schema in server.get_json("/v1/schemas")["schemas"]] == [
        "smart_device"]
    yaml = {"Content-Type": "application/yaml"}
    added = server.ask("POST", "/v1/schemas", GREENHOUSE.encode(), yaml)
    assert added.status == 201 and added.json() == {"name": "greenhouse", "version": 1}, added
    again = server.ask("POST", "/v1/schemas", GREENHOUSE.encode(), yaml)
    assert again.status == 200, again
    one = server.get_json("/v1/schemas/greenhouse")
    assert one["yaml"] == GREENHOUSE and one["fields"][0]["unit"] == "%", one
    text = server.ask("GET", "/v1/schemas/greenhouse", None, {"Accept": "application/yaml"})
    assert text.body.decode() == GREENHOUSE
    changed = GREENHOUSE.replace("[0, 100]", "[0, 50]").encode()
    assert server.ask("POST", "/v1/schemas", changed, yaml).status == 409
    other_unit = GREENHOUSE.replace("greenhouse", "other").replace('"%"', "bar").encode()
    assert server.ask("POST", "/v1/schemas", other_unit, yaml).status == 409
    for wrong in (b"", b"schema: [", b"colour: red", b"\xff"):
        assert server.ask("POST", "/v1/schemas", wrong, yaml).status == 400, wrong
    assert server.ask("POST", "/v1/schemas", b"a: b", {"Content-Type": "image/png"}).status == 415
    assert server.get("/v1/schemas/nothing").status == 404
    assert server.get("/v1/schemas/greenhouse", version=2).status == 404
    # Records of it are taken at once.
    record = {"sensor": "g", "at": "2025-01-01T00:00:00Z", "moisture": 40}
    server.send([record], schema="greenhouse")
    # A misspelled name does not pass for none.
    assert server.ask("POST", "/v1/readings", b"{}", None, schem="greenhouse").status == 400
    assert server.query("SELECT sensor, moisture FROM greenhouse").json()["rows"] == [["g", 40]]


def check_catalog(server: Server) -> None:
    tables = {table["name"]: table for table in server.get_json("/v1/catalog")["tables"]}
    assert {"device_metrics", "anomalies", "raw", "rejects", "greenhouse"} <= set(tables)
    schemas = {schema["name"] for schema in server.get_json("/v1/schemas")["schemas"]}
    for name, table in tables.items():
        answer = server.query(f"SELECT * FROM {name}").json()
        columns = [{key: c[key] for key in ("name", "type")} for c in table["columns"]]
        assert columns == answer["columns"], name
        if table["rows"] is not None:
            assert table["rows"] == answer["row_count"], (name, table["rows"])
        assert "under its own names" not in table["what"] or name in schemas, table["what"]
    # Each file is in one of these, and parts of them are no larger.
    stored = ("raw", "device_metrics", "anomalies", "ledger", "superseded", "rollups_hour",
              "rollups_minute")
    lake = server.get_json("/v1/status")["lakes"][0]
    for member in ("files", "bytes"):
        assert sum(tables[name][member] for name in stored) == lake[f"live_{member}"], member
        assert 0 < tables["rejects"][member] <= tables["ledger"][member]
    assert tables["books"]["bytes"] is None
    moisture = next(c for c in tables["greenhouse"]["columns"] if c["name"] == "moisture")
    assert moisture["unit"] == "%"


def check_as_of(server: Server) -> None:
    """Who looks back is told what was said then, whatever has come and been merged since."""
    asked = (("/v1/books", {}), ("/v1/books", {"by": "log"}), ("/v1/books", {"by": "reason"}),
             ("/v1/anomalies", {}), ("/v1/rejects", {"raw": "true"}),
             ("/v1/devices/pump-1/series", {"signal": "temperature"} | SPAN),
             ("/v1/series", {"device": "pump-1", "signal": "humidity"} | SPAN))
    then = [server.get(path, **words) for path, words in asked]
    commit = then[0].json()["commit"]
    moment = server.query("SELECT now()").json()["rows"][0][0]
    time.sleep(0.05)
    server.send([reading("pump-1", 7, humidity=99, status="s1"),
                 reading("pump-1", 500, temperature=88)])
    server.send([{"device_id": "pump-1", "timestamp": "no time"}])
    server.stop()
    run(server.program, "maintain", "--data", str(server.lake), "--compact")
    server.start()
    server.wait_for_devices()
    for as_of in (commit, moment):
        for (path, words), before in zip(asked, then, strict=True):
            answer = server.get(path, as_of=as_of, **words)
            assert answer.status == 200, (path, answer)
            assert answer.json() == before.json() | {"commit": commit}, (path, words, as_of)
            assert answer.fields["telltale-commit"] == str(commit), answer
            assert server.get(path, **words).json() != before.json(), (path, words)
    for wrong in (0, 1_000_000, "noon", "1999-01-01T00:00:00Z", ""):
        assert server.get("/v1/books", as_of=wrong).status == 400, wrong


def check_restart(server: Server) -> None:
    """What is known of devices is read back, and follows what came while nobody served."""
    before = server.get_json("/v1/devices")["devices"]
    server.stop()
    kept = list((server.lake / "_register").iterdir())
    assert len(kept) == 1, kept
    more = server.folder / "more.ndjson"
    more.write_text('{"device_id": "late-9", "timestamp": "2025-01-03T00:00:00Z"}\n')
    run(server.program, "ingest", "--data", str(server.lake), str(more))
    server.start()
    server.wait_for_devices()
    after = {device["device_id"]: device for device in server.get_json("/v1/devices")["devices"]}
    assert set(after) == {device["device_id"] for device in before} | {"late-9"}
    for device in before:
        same = {key: value for key, value in device.items() if key != "state"}
        assert {k: v for k, v in after[device["device_id"]].items() if k != "state"} == same
    server.stop()
    for copy in (server.lake / "_register").iterdir():
        copy.write_bytes(copy.read_bytes()[:-1] + b"x")  # as good as none
    server.start()
    server.wait_for_devices()
    assert server.get_json("/v1/devices")["total"] == len(after)
    server.stop()
    (copy,) = (server.lake / "_register").iterdir()  # another takes its place
    saved = copy.read_bytes()
    assert hashlib.sha256(saved[:-64]).hexdigest().encode() == saved[-64:], copy
    server.start()
    server.wait_for_devices()


def main(arguments: list[str]) -> int:
    with Server(arguments[0], options={"query_rows": 100_000}) as server:
        receipts = server.send(fleet())
        server.send([reading("pump-1", 5, temperature=20 + (5 * 7 + 6) % 11 / 10, status="s2")])
        server.send([reading("pump-1", MINUTES, temperature=1000)])
        for raw in (b'{"device_id": "pump-1", "timestamp"', b'{"device_id": "\xff\xfe"}'):
            answer = server.ask("POST", "/v1/readings", raw + b"\n",
                                {"Content-Type": "application/x-ndjson"})
            assert answer.status == 200, answer
        deadline = time.monotonic() + 30
        while server.get_json("/v1/books")["received"] < 3 * MINUTES + 4:
            assert time.monotonic() < deadline
        for check in (check_books, check_rejects, check_anomalies, check_devices, check_series):
            check(server)
        check_records(server, receipts)
        check_schemas(server)
        check_catalog(server)
        check_as_of(server)
        check_fleet(server)
        check_restart(server)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
