#!/usr/bin/env python3
"""Rejects are taken again by a running server, as by the command line on a lake's folder.

usage: redrive_test.py TELLTALE
"""

import json
import sys
import threading

from telltale_server import Answer, Server, reading, run, wait_until

WIDER = """schema: meters
version: 2
device: d
time: {from: t, epoch: s}
signals: {v: {range: [0, 5000]}}
"""
NARROW = WIDER.replace("version: 2", "version: 1").replace("5000", "100")
BEGIN = 1_700_000_000


def send(server: Server, records: list[dict[str, object]]) -> None:
    body = json.dumps(records).encode()
    answer = server.ask("POST", "/v1/readings", body, {"Content-Type": "application/json"})
    assert answer.status == 200 and answer.json()["accepted"] == len(records), answer


def fill(server: Server) -> None:
    send(server, [{"d": "a", "t": BEGIN + i, "v": 50 if i % 2 else 500} for i in range(20)])
    send(server, [{"d": "a", "t": BEGIN + 3, "v": 500}, {"d": "a", "t": BEGIN + 99, "v": 9000}])
    wait_until("all is settled", lambda: server.get_json("/v1/books")["received"] == 22)
    books = server.get_json("/v1/books")
    assert books["stored"] == 10 and books["rejected"] == 12, books


def redrive(server: Server, **members: object) -> Answer:
    body = json.dumps(members).encode()
    return server.ask("POST", "/v1/redrive", body, {"Content-Type": "application/json"})


def check_refusals(server: Server) -> None:
    for members in ({}, {"where": "true"}, {"preview": True}, {"where": "", "preview": True},
                    {"where": "true", "preview": "yes"}, {"where": 1, "preview": True},
                    {"where": "true", "preview": True, "limit": 3},
                    {"where": "true", "schema": "none", "preview": True},
                    {"where": "true", "schema": "./x.yaml", "preview": True},
                    {"where": "no_such_column", "preview": True},
                    {"where": "true) UNION SELECT 1, 2, (3", "preview": True}):
        answer = redrive(server, **members)
        assert 400 <= answer.status < 500, (members, answer)
    hostile = redrive(server, where="receipt IN (SELECT content FROM read_text('/etc/passwd'))",
                      preview=True)
    assert hostile.status == 400, hostile


def check_same_schema(server: Server) -> None:
    """Nothing comes of trying again what has not changed, and that is said."""
    report = redrive(server, where="true", preview=False).json()
    assert report["redriven"] == 0 and "raise its `version`" in report["notes"][0], report


def check_redrive(server: Server) -> None:
    answer = server.ask("POST", "/v1/schemas", WIDER.encode(), {"Content-Type": "application/yaml"})
    assert answer.status == 201, answer
    before = server.get_json("/v1/books")
    shown = redrive(server, where="reason = 'out_of_range'", preview=True)
    changes = {(c["becomes"], c["reason"]): c["records"] for c in shown.json()["changes"]}
    expected = {("stored", None): 10, ("conflict", None): 1, ("rejected", "out_of_range"): 1}
    assert changes == expected, shown
    assert server.get_json("/v1/books") == before
    # Records come in meanwhile, and are acknowledged.
    comer = threading.Thread(target=send, args=(server, [{"d": "b", "t": BEGIN, "v": 1}]))
    comer.start()
    report = redrive(server, where="reason = 'out_of_range'", preview=False).json()
    comer.join()
    assert {k: v for k, v in report.items() if k not in ("preview", "notes")} == {
        "redriven": 12, "stored": 10, "duplicate": 0, "conflict": 1, "still_rejected": 1}, report
    wait_until("all is settled", lambda: server.get_json("/v1/books")["received"] == 23)
    books = server.get_json("/v1/books")
    assert books["balanced"] and (books["stored"], books["rejected"]) == (21, 1), books
    again = redrive(server, where="true", preview=False).json()
    assert again["redriven"] == 0, again


def check_command_line(server: Server) -> None:
    words = ("redrive", "--server", server.url, "--where", "true", "--format", "json")
    shown = run(server.program, *words, "--preview")
    assert json.loads(shown.stdout) == [] and "raise its `version`" in shown.stderr, shown
    done = json.loads(run(server.program, *words, "--yes").stdout)
    assert done[0]["redriven"] == 0, done


def main() -> None:
    with Server(sys.argv[1]) as other:
        other.send([reading("a", 1, temperature=1000)])
        assert redrive(other, where="true", preview=True).json()["changes"] == []
    with Server(sys.argv[1], schema=NARROW) as server:
        fill(server)
        check_refusals(server)
        check_same_schema(server)
        check_redrive(server)
        check_command_line(server)
        server.stop()
        run(server.program, "verify", "--data", str(server.lake))


if __name__ == "__main__":
    main()
