#!/usr/bin/env python3
"""A device that stops reporting is noticed while it is silent: live, in the lake, once, whatever
happens to the server, and `verify` computes it again.

usage: silence_test.py TELLTALE
"""

import json
import signal
import sys
import time
from typing import Any

from live_stream import LiveStream
from telltale_server import Server, run, wait_until

JSON = {"Content-Type": "application/json"}
OPTIONS = {"silence_look_s": 1}


def report(server: Server, device: str) -> None:
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    body = json.dumps({"device_id": device, "timestamp": now, "temperature": 20.5}).encode()
    answer = server.ask("POST", "/v1/readings", body, JSON)
    assert answer.status == 200, answer


def report_often(server: Server, devices: list[str], seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for device in devices:
            report(server, device)
        time.sleep(0.05)


def silences(server: Server) -> list[dict[str, Any]]:
    found = server.get_json("/v1/anomalies", kind="gap", limit=1000)["anomalies"]
    return [one for one in found if one["receipt"] is None]


def check_told(server: Server, stream: LiveStream) -> None:
    """One device goes on, the other does not."""
    report_often(server, ["stops", "goes-on"], 6)

    def is_told() -> bool:
        report_often(server, ["goes-on"], 0.3)
        return len(silences(server)) > 0

    wait_until("a silence is in the lake", is_told)
    (found,) = silences(server)
    assert found["device_id"] == "stops" and found["signal"] is None, found
    assert found["reason"].startswith("nothing came from stops for "), found
    assert found["start_time"] < found["event_time"], found
    assert abs(sum(part["share"] for part in found["contributions"]) - found["score"]) < 1e-9
    stream.wait_for("the silence is told live", lambda: stream.of("anomaly"))
    (told,) = (event.data for event in stream.of("anomaly"))
    assert told["device"] == "stops" and told["receipt"] is None, told
    assert told["reason"] == found["reason"], (told, found)


def main(arguments: list[str]) -> int:
    program = arguments[0]
    with Server(program, options=OPTIONS) as server:
        with LiveStream(server, query="?topics=anomalies") as stream:
            check_told(server, stream)
        told = silences(server)
        server.stop(signal.SIGKILL)
        server.start()
        # It is not told again, and a time in which the server was not there is no silence.
        report_often(server, ["goes-on"], 5)
        assert silences(server) == told, (silences(server), told)
        report(server, "stops")
        server.stop(signal.SIGTERM)
        verified = run(program, "verify", "--data", str(server.lake)).stdout
        assert "nothing differs" in verified, verified
        said = run(program, "books", "--data", str(server.lake), "--format", "json").stdout
        books = json.loads(said)
        assert books["balanced"], books
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
