#!/usr/bin/env python3
"""What people say of an anomaly is kept for good, shown with it, asked for by its status, and not
known as of earlier.

usage: feedback_test.py TELLTALE
"""

import json
import signal
import sys
from typing import Any

from telltale_server import Answer, Server, reading, run, wait_until

MINUTES = 400


def say(server: Server, anomaly: str, **members: Any) -> Answer:
    body = json.dumps(members).encode()
    fields = {"Content-Type": "application/json"}
    return server.ask("POST", f"/v1/anomalies/{anomaly}/feedback", body, fields)


def ids(server: Server, **wish: Any) -> list[str]:
    page = server.get_json("/v1/anomalies", **wish)
    return [anomaly["anomaly_id"] for anomaly in page["anomalies"]]


def check_story(server: Server) -> str:
    """Acknowledged, commented, confirmed; another one rejected and opened again."""
    first, second = ids(server)[:2]
    before = server.get_json("/v1/books")["commit"]
    assert ids(server, status="open") == ids(server)
    acknowledged = say(server, first, feedback="acknowledged")
    assert acknowledged.status == 201, acknowledged
    assert acknowledged.json()["status"] == "acknowledged"
    comment = say(server, first, feedback="commented", text="the valve is <b>stuck</b> ü")
    assert comment.status == 201, comment
    said = say(server, first, feedback="confirmed").json()
    kinds = [one["feedback"] for one in said["feedback"]]
    assert kinds == ["acknowledged", "commented", "confirmed"], said
    assert {one["by"] for one in said["feedback"]} == {"anybody"}, said
    assert say(server, second, feedback="rejected", text="we tested it").status == 201
    assert ids(server, status="rejected") == [second]
    assert say(server, second, feedback="reopened").json()["status"] == "open"
    assert say(server, second, feedback="assigned", text="Mona").json()["status"] == "open"

    (shown,) = server.get_json("/v1/anomalies", id=first)["anomalies"]
    assert shown["status"] == "confirmed" and shown["feedback"] == said["feedback"], shown
    assert ids(server, status="confirmed") == [first]
    assert first not in ids(server, status="open")
    assert second in ids(server, status="open")
    (then,) = server.get_json("/v1/anomalies", id=first, as_of=before)["anomalies"]
    assert then["status"] == "open" and then["feedback"] == [], then
    return first


def check_sql(server: Server, anomaly: str) -> None:
    """What was said is a view, as of then; the status too."""
    before = server.get_json("/v1/books")["commit"]
    server.send([reading("pump", MINUTES + 1)])
    assert say(server, anomaly, feedback="commented", text="it's 'quoted'; --").status == 201
    asked = "SELECT feedback, said_by, text, said_at, anomaly_id FROM feedback ORDER BY number"
    answer = server.query(asked)
    assert answer.status == 200, answer
    rows = answer.json()["rows"]
    (shown,) = server.get_json("/v1/anomalies", id=anomaly)["anomalies"]
    said = [row for row in rows if row[4] == anomaly]
    assert [row[:3] for row in said] == [
        [one["feedback"], one["by"], one["text"]] for one in shown["feedback"]], (said, shown)
    assert "it's 'quoted'; --" in [row[2] for row in said], said
    status = "SELECT status, count(*) FROM anomaly_status GROUP BY 1 ORDER BY 1"
    assert server.query(status).json()["rows"] == [["confirmed", 1], ["open", 1]]
    then = server.query("SELECT count(*) FROM feedback", as_of=before).json()["rows"]
    assert then == [[0]], then


def check_refusals(server: Server, anomaly: str) -> None:
    for members in ({}, {"feedback": "liked"}, {"feedback": 1}, {"feedback": "commented"},
                    {"feedback": "assigned", "text": ""}, {"feedback": "rejected", "why": "no"},
                    {"feedback": "commented", "text": "x" * 5000}):
        assert say(server, anomaly, **members).status == 400, members
    assert say(server, "0" * 32, feedback="confirmed").status == 404
    assert server.get("/v1/anomalies", status="liked").status == 400


def sign_in(server: Server) -> str:
    """The id of a session, which is kept beside keys and is none."""
    who = {"user": "mona", "password": "correct horse battery"}
    answer = server.ask("POST", "/v1/session", json.dumps(who).encode(),
                        {"Content-Type": "application/json"})
    assert answer.status in (200, 201), answer
    (session,) = server.get_json("/v1/sessions")["sessions"]
    return str(session["id"])


def check_assigned(server: Server, anomaly: str) -> None:
    """Where there are users, to one of them or to a key; where there are none, to whom one says."""
    assert say(server, anomaly, feedback="assigned", text="the night shift").status == 201
    for name in ("mona", "kim"):
        run(server.program, "users", "create", name, "--role", "operator", "--data",
            str(server.lake), words="correct horse battery\n")
    before = server.get_json("/v1/anomalies", id=anomaly)["anomalies"][0]["feedback"]
    for nobody in ("Mona", "the night shift", "m\nona"):
        refused = say(server, anomaly, feedback="assigned", text=nobody)
        assert refused.status == 400, refused
        assert "must name a user of the lake" in refused.json()["detail"], refused
    assert server.get_json("/v1/anomalies", id=anomaly)["anomalies"][0]["feedback"] == before
    assert say(server, anomaly, feedback="assigned", text="mona").status == 201
    assert say(server, anomaly, feedback="commented", text="nobody").status == 201
    run(server.program, "keys", "create", "--data", str(server.lake), "--name", "robot", "--scope",
        "operate")
    keys = json.loads(run(server.program, "keys", "list", "--data", str(server.lake), "--format",
                          "json").stdout)
    (key,) = [key["id"] for key in keys if key["name"] == "robot"]
    session = sign_in(server)
    refused = say(server, anomaly, feedback="assigned", text=session)
    assert refused.status == 400, refused
    wait_until("the server knows the key", lambda: say(
        server, anomaly, feedback="assigned", text=key).status == 201)


def main(arguments: list[str]) -> int:
    with Server(arguments[0]) as server:
        server.send([reading("pump", minute, temperature=20 + minute * 7 % 11 / 10 +
                             (60 if minute in (200, 320) else 0)) for minute in range(MINUTES)])
        confirmed = check_story(server)
        check_sql(server, confirmed)
        check_refusals(server, confirmed)
        check_assigned(server, confirmed)
        server.stop(signal.SIGKILL)
        server.start()
        assert ids(server, status="confirmed") == [confirmed]
        server.send([reading("pump", MINUTES)])
        (shown,) = server.get_json("/v1/anomalies", id=confirmed,
                                   as_of=server.get_json("/v1/books")["commit"])["anomalies"]
        assert shown["status"] == "confirmed", shown
        server.stop()
        run(server.program, "verify", "--data", str(server.lake))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
