#!/usr/bin/env python3
"""What is told live: each acknowledged record once, as committed or in a gap that says so; whoever
comes back with his cursor misses nothing or is told what.

usage: live_test.py TELLTALE
"""

import json
import signal
import socket
import sys
import threading
from collections import Counter
from typing import Any

from live_stream import Event, LiveStream, is_in_gap, place
from telltale_server import Server, reading, run, wait_until

NDJSON = {"Content-Type": "application/x-ndjson"}


def post(server: Server, records: list[dict[str, Any]]) -> list[str]:
    body = "".join(json.dumps(record) + "\n" for record in records).encode()
    answer = server.ask("POST", "/v1/readings", body, NDJSON)
    assert answer.status == 200, answer
    return list(answer.json()["receipts"])


def receipts_of(events: list[Event]) -> list[str]:
    return [event.data["receipt"] for event in events if event.kind == "reading"]


def commits_over(events: list[Event], receipt: str) -> int:
    """How many commits, told or in a gap, say that the record is in the lake."""
    log, offset, _ = (int(part) for part in receipt.split(":"))
    return sum(
        turn["log"] == log and turn["from"] <= offset < turn["to"]
        for event in events
        if event.kind == "committed"
        for turn in event.data["positions"]
    )


def is_all_committed(stream: LiveStream, receipts: list[str]) -> bool:
    events = list(stream.events)
    last = max(receipts, key=place)
    return commits_over(events, last) > 0


def check_told_once(events: list[Event], receipts: list[str]) -> None:
    """Each record once as a reading or in a gap, and once as committed or in a gap of commits."""
    told = Counter(receipts_of(events))
    gaps = [event.data for event in events if event.kind == "gap"]
    has_commit_gap = any("commits" in gap for gap in gaps)
    for receipt in receipts:
        in_gap = any(is_in_gap(receipt, gap) for gap in gaps)
        assert told[receipt] == (0 if in_gap else 1), (receipt, told[receipt], gaps)
        commits = commits_over(events, receipt)
        assert commits == 1 or (commits == 0 and has_commit_gap), (receipt, commits)
    ids = [event.id for event in events]
    cursors = [parse(id_text) for id_text in ids]
    assert cursors == sorted(cursors), "a cursor went back"


def parse(cursor: str) -> tuple[int, int, int]:
    commit, _, where = cursor.partition(";")
    offset, index = place(where.removeprefix("1@"))
    return int(commit), offset, index


def backlog_bytes(server: Server) -> int:
    return int(server.get_json("/v1/status")["lakes"][0]["backlog_bytes"])


def test_a_reading_is_told_at_once_and_then_committed(program: str) -> None:
    with Server(program, options={"cut_interval_ms": 400}) as server, LiveStream(server) as stream:
        both = [reading("boiler-7", minute, temperature=20.5) for minute in (1, 2)]
        receipts = post(server, both)
        stream.wait_for("the readings", lambda: len(stream.of("reading")) == 2)
        assert not stream.of("committed")
        first = stream.of("reading")[0].data
        assert first["provisional"] is True
        assert (first["device"], first["state"]) == ("boiler-7", "fresh")
        assert first["values"] == {"temperature": 20.5}
        assert first["event_time"] == "2025-01-01T00:01:00Z"
        assert receipts_of(stream.events) == receipts
        stream.wait_for("the commit", lambda: stream.of("committed"))
        said = stream.of("committed")[0].data
        assert said["counts"]["stored"] == 2 and said["books"]["received"] == 2
        check_told_once(stream.events, receipts)
        repeat = post(server, [reading("boiler-7", 1, temperature=20.5)])
        stream.wait_for("the repeat", lambda: len(stream.of("reading")) == 3)
        assert stream.of("reading")[2].data["state"] == "suspect"
        stream.wait_for("its commit", lambda: is_all_committed(stream, repeat))
        assert stream.of("committed")[-1].data["counts"]["duplicate"] == 1


def test_a_subscription_chooses_topics_devices_and_signals(program: str) -> None:
    with Server(program) as server:
        body = {"topics": ["readings"], "devices": ["a"], "signals": ["humidity"]}
        with (
            LiveStream(server, body=body) as chosen,
            LiveStream(server, query="?topics=books") as books,
            LiveStream(server, query="?topics=fleet&fleet_interval_ms=100") as fleet,
            LiveStream(server, query="?device=b&topics=readings,anomalies") as other,
        ):
            post(
                server,
                [
                    reading("a", 1, temperature=20.5, humidity=40),
                    reading("b", 1, temperature=21.5),
                    reading("a", 2, temperature=20.5),
                    reading("a", 3, humidity=41),
                ],
            )
            books.wait_for("the commit", lambda: books.of("committed"))
            chosen.wait_for("two readings", lambda: len(chosen.of("reading")) == 2)
            chosen.wait_for("the commit", lambda: chosen.of("committed"))
            assert [e.data["values"] for e in chosen.of("reading")] == [
                {"humidity": 40},
                {"humidity": 41},
            ]
            other.wait_for("the other", lambda: other.of("reading"))
            assert other.of("reading")[0].data["device"] == "b"
            assert not books.of("reading")
            fleet.wait_for(
                "the count", lambda: any(e.data["records"] == 4 for e in fleet.of("fleet"))
            )
            assert not fleet.of("committed")


def test_what_makes_no_sense_is_refused_with_a_sentence(program: str) -> None:
    with Server(program) as server:
        for query, said in {
            "topics=weather": "no such topic",
            "rates=books:1": "of readings or anomalies",
            "colour=red": "no such parameter",
            "last_event_id=17": "Last-Event-ID",
            "fleet_interval_ms=soon": "whole number",
        }.items():
            answer = server.ask("GET", "/v1/live?" + query) if False else ask_raw(server, query)
            assert answer[0] == 400 and said in answer[1], (query, answer)
        answer = server.ask("POST", "/v1/live", b"[1]", {"Content-Type": "application/json"})
        assert answer.status == 400, answer
        answer = server.ask("POST", "/v1/live", b'{"devices":"a"}')
        assert answer.status == 400 and b"array of texts" in answer.body, answer


def ask_raw(server: Server, query: str) -> tuple[int, str]:
    name, _, value = query.partition("=")
    answer = server.get("/v1/live", **{name: value})
    return answer.status, answer.body.decode()


def test_more_than_was_asked_for_is_a_gap(program: str) -> None:
    with Server(program) as server, LiveStream(server, query="?rates=readings:10") as stream:
        receipts = post(server, [reading("a", minute, temperature=20) for minute in range(200)])
        stream.wait_for("the gap", lambda: stream.of("gap"))
        stream.wait_for("the commit", lambda: is_all_committed(stream, receipts))
        told = len(stream.of("reading"))
        stream.wait_for(
            "all",
            lambda: len(stream.of("reading")) + sum(e.data["readings"] for e in stream.of("gap"))
            == 200,
        )
        assert 10 <= told < 100 and stream.of("gap")[0].data["why"] == "rate"


def test_who_comes_back_goes_on_where_he_was(program: str) -> None:
    with Server(program) as server:
        receipts = []
        with LiveStream(server) as stream:
            receipts += post(server, [reading("a", minute, temperature=20) for minute in range(50)])
            stream.wait_for("some", lambda: len(stream.of("reading")) >= 20)
        seen = list(stream.events)
        receipts += post(server, [reading("a", minute, temperature=20) for minute in range(50, 90)])
        with LiveStream(server, last_event_id=stream.last_id) as again:
            receipts += post(server, [reading("b", minute, temperature=20) for minute in range(10)])
            again.wait_for("the rest", lambda: is_all_committed(again, receipts))
            again.wait_for("the last", lambda: receipts[-1] in receipts_of(again.events))
            events = seen + [event for event in again.events if event.kind != "hello"]
        assert not [event for event in events if event.kind == "gap"]
        check_told_once(events, receipts)


def test_what_is_not_held_any_more_is_a_gap(program: str) -> None:
    with Server(program, options={"live_replay_bytes": 65536}) as server:
        receipts = []
        with LiveStream(server) as stream:
            receipts += post(server, [reading("a", minute, temperature=20) for minute in range(5)])
            stream.wait_for("all", lambda: is_all_committed(stream, receipts))
        seen = list(stream.events)
        for day in range(1, 5):
            minutes = range(day * 1440, day * 1440 + 500)
            receipts += post(server, [reading("a", minute, temperature=20) for minute in minutes])
        wait_until("commits", lambda: backlog_bytes(server) == 0)
        with LiveStream(server, last_event_id=stream.last_id) as again:
            receipts += post(server, [reading("b", minute, temperature=20) for minute in range(10)])
            again.wait_for("the rest", lambda: is_all_committed(again, receipts))
            events = seen + [event for event in again.events if event.kind != "hello"]
        gaps = [event.data for event in events if event.kind == "gap"]
        assert gaps and gaps[0]["why"] == "away", gaps
        check_told_once(events, receipts)


def test_a_cursor_survives_a_restart(program: str) -> None:
    with Server(program) as server:
        with LiveStream(server) as stream:
            receipts = post(server, [reading("a", minute, temperature=20) for minute in range(5)])
            stream.wait_for("all", lambda: is_all_committed(stream, receipts))
            server.stop(signal.SIGTERM)
            stream.wait_for("the end", lambda: stream.is_ended)
        seen = list(stream.events)
        server.start()
        with LiveStream(server, last_event_id=stream.last_id) as again:
            receipts += post(server, [reading("b", minute, temperature=20) for minute in range(5)])
            again.wait_for("the rest", lambda: is_all_committed(again, receipts))
            events = seen + [event for event in again.events if event.kind != "hello"]
        # Upkeep may have committed while nobody listened; no reading is missing for that.
        gaps = [event.data for event in events if event.kind == "gap"]
        assert not [gap for gap in gaps if "from" in gap], gaps
        check_told_once(events, receipts)
        with LiveStream(server, last_event_id="9999;1@99999999:0") as lost:
            lost.wait_for("the reset", lambda: lost.of("gap"))
            assert lost.of("gap")[0].data["why"] == "reset"


def test_slow_and_dead_clients_hold_up_nobody(program: str) -> None:
    options = {"live_replay_bytes": 262144}
    with Server(program, options=options) as server:
        slow = LiveStream(server, pause=True)
        dead = [dead_client(server) for _ in range(20)]
        with LiveStream(server) as stream:
            receipts = []
            for day in range(12):
                minutes = range(day * 1440, day * 1440 + 500)
                device = f"d{day}"
                records = [reading(device, m, temperature=20 + m % 7) for m in minutes]
                receipts += post(server, records)
            stream.wait_for("all", lambda: is_all_committed(stream, receipts))
            stream.wait_for("the last", lambda: stream.last_id and parse(stream.last_id)[1:] >=
                            place(receipts[-1]))
            check_told_once(stream.events, receipts)
            slow.resume()
            slow.wait_for("the slow", lambda: is_all_committed(slow, receipts))
            slow.wait_for("its gap", lambda: slow.of("gap"))
            assert {gap.data["why"] for gap in slow.of("gap")} & {"slow", "busy"}
            check_told_once(slow.events, receipts)
        slow.close()
        for client in dead:
            client.close()


def dead_client(server: Server) -> socket.socket:
    """Asks, and reads nothing ever."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    client.connect(("127.0.0.1", server.port))
    client.sendall(b"GET /v1/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return client


def test_many_senders_and_a_restart_in_the_middle(program: str) -> None:
    """Everything acknowledged is told once, as committed or in a gap, whatever happens between."""
    with Server(program, options={"cut_interval_ms": 100}) as server:
        receipts: list[str] = []
        lock = threading.Lock()

        def send(number: int) -> None:
            for part in range(10):
                minutes = range(part * 20, part * 20 + 20)
                device = f"s{number}"
                got = post(server, [reading(device, m, temperature=20 + m % 7) for m in minutes])
                with lock:
                    receipts.extend(got)

        with LiveStream(server) as stream:
            threads = [threading.Thread(target=send, args=(number,)) for number in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            stream.wait_for("all", lambda: is_all_committed(stream, receipts))
            check_told_once(stream.events, receipts)
            server.stop(signal.SIGKILL)
            stream.wait_for("the end", lambda: stream.is_ended)
        seen = list(stream.events)
        server.start()
        with LiveStream(server, last_event_id=stream.last_id) as again:
            for number in range(4, 8):
                send(number)
            again.wait_for("all", lambda: is_all_committed(again, receipts))
            events = seen + [event for event in again.events if event.kind != "hello"]
        check_told_once(events, receipts)
        run(program, "verify", "--data", str(server.lake), "--quick")


def test_as_many_follow_as_may(program: str) -> None:
    with Server(program, options={"live_clients_max": 2}) as server:
        with LiveStream(server), LiveStream(server):
            answer = server.get("/v1/live")
            assert answer.status == 429 and "retry-after" in answer.fields, answer
        wait_until("there is room", lambda: room_for_one(server))


def room_for_one(server: Server) -> bool:
    try:
        LiveStream(server).close()
        return True
    except AssertionError:
        return False


def main(arguments: list[str]) -> int:
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            test(arguments[0])
            print(f"passed: {name}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
