#!/usr/bin/env python3
"""More than a lake can take: requests wait for room as long as they may, are told to come again
after that, and what was acknowledged is in the books, once.

usage: overload_test.py TELLTALE
"""

import json
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from telltale_server import SECONDS_MAX, Server, reading, wait_until

NDJSON = {"Content-Type": "application/x-ndjson"}
SENDERS = 16
REQUESTS = 8  # of each sender
RECORDS = 500  # of a request
# Little may wait, and it comes into the lake rarely, so that there is no room most of the time.
TIGHT = {"journal_waiting_bytes": 65_536, "cut_interval_ms": 300, "lanes": 1}


def body_of(sender: int, number: int) -> bytes:
    moments = range(number * RECORDS, (number + 1) * RECORDS)
    rows = (reading(f"d{sender}", moment, temperature=20) for moment in moments)
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def send(server: Server, sender: int) -> Counter[int]:
    statuses: Counter[int] = Counter()
    for number in range(REQUESTS):
        answer = server.ask("POST", "/v1/readings", body_of(sender, number), NDJSON)
        statuses[answer.status] += 1
        if answer.status == 429:
            assert answer.fields["retry-after"] == "1", answer
    return statuses


def flood(program: str, wait_ms: int) -> Counter[int]:
    with Server(program, options=TIGHT | {"http_wait_ms": wait_ms}) as server:
        with ThreadPoolExecutor(SENDERS) as pool:
            statuses = sum(pool.map(lambda n: send(server, n), range(SENDERS)), Counter[int]())
        taken = statuses[200] * RECORDS
        wait_until("all is in the lake", lambda: server.books()["stored"] == taken)
        assert server.books()["received"] == taken, server.books()
        metrics = server.get("/metrics").body.decode()
        refused = sum(statuses.values()) - statuses[200]
        line = f'telltale_serve_requests_total{{route="/v1/readings",status="4xx"}} {refused}\n'
        assert line in metrics or refused == 0, (refused, metrics)
    return statuses


def main() -> None:
    program = sys.argv[1]
    impatient = flood(program, 0)
    assert impatient[429] > 0 and impatient[200] > 0, impatient
    assert set(impatient) == {200, 429}, impatient
    patient = flood(program, SECONDS_MAX * 1000)
    assert set(patient) == {200}, patient
    print(f"waiting not at all: {dict(impatient)}; waiting for room: {dict(patient)}")


if __name__ == "__main__":
    main()
