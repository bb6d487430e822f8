#!/usr/bin/env python3
"""A server keeps its lakes healthy by itself while records are taken and questions answered.

usage: upkeep_test.py TELLTALE
"""

import json
import re
import sys

from telltale_server import Server, reading, run, wait_until

SENDS = 150


def steps(server: Server, upkeep: str) -> int:
    """How many steps of that kind the server has done."""
    shown = server.get("/metrics").body.decode()
    pattern = rf'telltale_app_upkeep_steps_total{{[^}}]*upkeep="{upkeep}"[^}}]*}} (\d+)'
    found = re.search(pattern, shown)
    return int(found[1]) if found else 0


def live_files(server: Server) -> int:
    rows = json.loads(
        run(server.program, "files", "--data", str(server.lake), "--format", "json").stdout
    )
    return len([row for row in rows if row["table"] == "device_metrics"])


def check_merged(server: Server) -> None:
    """Many small commits become few files, and nothing else changes."""
    for number in range(SENDS):
        server.send([reading(f"d{device}", number, temperature=20 + device) for device in range(5)])
        if number % 50 == 49:
            assert server.get_json("/v1/books")["balanced"]
    wait_until("small files are merged", lambda: steps(server, "compaction") > 0)
    wait_until("few are left", lambda: live_files(server) < SENDS / 2)
    answer = server.query("SELECT count(*), count(DISTINCT device_id) FROM device_metrics")
    assert answer.json()["rows"] == [[SENDS * 5, 5]], answer
    hours = server.query("SELECT sum(n) FROM rollups_hour").json()["rows"]
    assert hours == [[SENDS * 5]], hours
    first = server.query("SELECT count(*) FROM device_metrics", as_of="3").json()["rows"]
    assert 0 < first[0][0] <= 15, first


def main() -> None:
    with Server(sys.argv[1], options={"cut_interval_ms": 10}) as server:
        check_merged(server)
        before = server.get_json("/v1/books")
        server.stop()
        run(server.program, "verify", "--data", str(server.lake))
        server.start()
        after = server.get_json("/v1/books")
        assert after["received"] == before["received"] and after["balanced"], (before, after)


if __name__ == "__main__":
    main()
