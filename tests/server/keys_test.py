#!/usr/bin/env python3
"""Keys and the first start, by HTTP and by the command line, beside each other.

usage: keys_test.py TELLTALE
"""

import contextlib
import csv
import io
import json
import signal
import sqlite3
import stat
import sys
from typing import Any

from telltale_server import Answer, Server, reading, run, wait_until


def post(server: Server, path: str, body: Any) -> Answer:
    return server.ask("POST", path, json.dumps(body).encode())


def id_of(key: str) -> str:
    return key.split("_")[1]


def check_first_start(server: Server) -> None:
    """There is no key but the one that the printed token makes, once."""
    assert server.get("/v1/keys").status == 401
    token = wait_until("a token", server.setup_tokens)[0]
    assert len(token) >= 6 + 22, token
    assert post(server, "/v1/setup", {"token": "setup_" + "0" * 32}).status == 401
    assert post(server, "/v1/setup", {"token": 7}).status == 400
    assert server.ask("POST", "/v1/setup", b"no json").status == 400
    first = post(server, "/v1/setup", {"token": token})
    assert first.status == 201 and first.fields["cache-control"] == "no-store", first
    again = post(server, "/v1/setup", {"token": token})
    wrong = post(server, "/v1/setup", {"token": token[:-1] + "!"})
    assert (again.status, again.body) == (wrong.status, wrong.body) == (401, again.body)
    server.key = first.json()["key"]
    listed = server.get_json("/v1/keys")["keys"]
    assert [key["scopes"] for key in listed] == [["ingest", "read", "operate", "admin"]], listed
    assert "key" not in listed[0] and "hash" not in listed[0]


def check_http_keys(server: Server) -> None:
    made = post(server, "/v1/keys", {"name": "n", "scopes": ["ingest"], "device": "d1",
                                     "expires": "90d"})
    assert made.status == 201, made
    key = made.json()
    assert key["device"] == "d1" and key["scopes"] == ["ingest"] and key["state"] == "active", key
    found = server.get_json(f"/v1/keys/{key['id']}")
    assert found == {name: value for name, value in key.items() if name != "key"}
    assert server.status_of(key["key"]) == 403
    gone = server.ask("DELETE", f"/v1/keys/{key['id']}")
    assert gone.status == 200 and gone.json()["state"] == "revoked", gone
    assert server.status_of(key["key"]) == 401  # at once
    assert server.ask("DELETE", "/v1/keys/nothing").status == 404
    for wish in (
        {}, [], {"name": "n"}, {"name": "n", "scopes": "read"}, {"name": "n", "scopes": ["root"]},
        {"name": "n", "scopes": ["ingest,admin"]}, {"name": "n", "scopes": ["read"], "device": "d"},
        {"name": "n", "scopes": ["ingest"], "device": "d", "prefix": "p"},
        {"name": "n", "scopes": ["ingest"], "schema": "none"},
        {"name": "n", "scopes": ["ingest"], "expires": "yesterday"},
        {"name": "n", "scopes": ["ingest"], "colour": "red"},
        {"name": 1, "scopes": ["ingest"]}, {"name": "a\nb", "scopes": ["ingest"]},
    ):
        answer = post(server, "/v1/keys", wish)
        assert answer.status == 400, (wish, answer)
        assert answer.fields["content-type"] == "application/problem+json"


def check_pages(server: Server) -> None:
    for number in range(5):
        post(server, "/v1/keys", {"name": f"n{number}", "scopes": ["read"]})
    every = [key["id"] for key in server.get_json("/v1/keys")["keys"]]
    seen: list[str] = []
    after: dict[str, str] = {}
    while True:
        page = server.get_json("/v1/keys", limit=2, **after)
        seen += [key["id"] for key in page["keys"]]
        if not page["next"]:
            break
        after = {"after": page["next"]}
    assert seen == every == sorted(every), (seen, every)
    for limit in ("0", "1001", "x", "-1"):
        assert server.get("/v1/keys", limit=limit).status == 400
    assert server.get("/v1/keys", limits=2).status == 400


def check_same_answers(server: Server) -> None:
    """Wrong, unknown, revoked and expired: one answer. A mistyped key gets another."""
    lake = ["--data", str(server.lake)]
    revoked = server.make_key("--scope", "read")
    run(server.program, "keys", "revoke", *lake, id_of(revoked))
    wait_until("it is revoked", lambda: server.status_of(revoked) == 401, 5, 0.25)
    expired = run(server.program, "keys", "create", *lake, "--name", "n", "--scope", "read",
                  "--expires", "1ms").stdout.strip()
    wait_until("it has expired", lambda: server.status_of(expired) == 401, 5, 0.25)
    with Server(server.program, options={"access": "keys"}) as other:
        unknown = other.make_key("--scope", "read")
    answers = []
    for key in (revoked, expired, unknown):
        answer = server.ask("GET", "/v1/keys", fields={"Authorization": f"Bearer {key}"})
        answers.append((answer.status, answer.body, sorted(answer.fields)))
    assert len({str(answer) for answer in answers}) == 1, answers
    mistyped = unknown[:-1] + ("a" if unknown[-1] != "a" else "b")
    answer = server.ask("GET", "/v1/keys", fields={"Authorization": f"Bearer {mistyped}"})
    assert answer.status == 401 and b"whole key" in answer.body, answer


def check_limits(server: Server) -> None:
    """Who fails often is told to wait, and whoever has the right key is not kept out by it."""
    with Server(server.program, options={"access": "keys"}) as other:
        unknown = other.make_key("--scope", "read")
    statuses = [server.status_of(unknown) for _ in range(60)]
    assert statuses.count(429) >= 20, statuses
    answer = server.ask("GET", "/v1/keys", fields={"Authorization": f"Bearer {unknown}"})
    assert answer.status == 429 and int(answer.fields["retry-after"]) >= 1, answer
    assert server.get("/v1/keys").status == 200


def check_writes_as(server: Server) -> None:
    """A key of a device or a prefix writes as these; the rest is in the books, refused."""
    device = server.make_key("--scope", "ingest", "--device", "d1")
    gateway = server.make_key("--scope", "ingest", "--prefix", "gw-")
    records = [reading(name, 1, temperature=20) for name in ("d1", "gw-1", "gw-2", "other")]
    body = json.dumps(records).encode()
    before = server.books()
    for key in (device, gateway):
        answer = server.ask("POST", "/v1/readings", body, {"Authorization": f"Bearer {key}"})
        assert answer.status == 200 and answer.json()["accepted"] == 4, answer
    after = wait_until("commits", lambda: (
        lambda books: books if books["received"] == before["received"] + 8 else None
    )(server.books()))
    assert after["stored"] - before["stored"] == 3, after
    assert after["rejected"] - before["rejected"] == 5, after
    shown = run(server.program, "rejects", "--data", str(server.lake), "--format", "json")
    assert {row["reason"] for row in json.loads(shown.stdout)} == {"not_permitted"}


def check_bulk(server: Server) -> None:
    lake = ["--data", str(server.lake)]
    listing = server.folder / "devices.csv"
    sensors = "".join(f"s{i}\n" for i in range(5_000))
    listing.write_text(f'device,name\nb1,Boiler 1\n"b,2",\n{sensors}')
    made = run(server.program, "keys", "create", *lake, "--devices", str(listing))
    rows = list(csv.DictReader(io.StringIO(made.stdout)))
    assert [row["device"] for row in rows[:3]] == ["b1", "b,2", "s0"] and len(rows) == 5_002
    last = rows[-1]["key"]
    wait_until("the keys count", lambda: server.status_of(last) == 403, pause=0.25)
    body = json.dumps(reading("s4999", 1, temperature=1)).encode()
    answer = server.ask("POST", "/v1/readings", body, {"Authorization": f"Bearer {last}"})
    assert answer.status == 200, answer
    listing.write_text("a\nb\na\n")
    twice = run(server.program, "keys", "create", *lake, "--devices", str(listing), check=False)
    assert twice.returncode == 2 and "line=3" in twice.stderr, twice
    shown = run(server.program, "keys", "list", *lake, "--format", "json")
    assert len(json.loads(shown.stdout)) > 5_002


def check_kept_secrets(server: Server, secrets: list[str]) -> None:
    """Nothing on disk or among the messages has a secret, and nobody else may read the keys."""
    folder = server.lake / "_access"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for path in folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    for path in server.lake.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for secret in secrets:
                assert secret.encode() not in content, path
    for secret in secrets:
        assert not any(secret in line for line in server.messages)


def check_restart(server: Server) -> None:
    """Keys outlast the server; a lake that has an administrator prints no token."""
    key = server.key
    server.stop(signal.SIGKILL)
    server.start()
    assert server.status_of(key) == 200
    assert not server.setup_tokens(), server.messages
    server.key = key


def check_older_store(server: Server) -> None:
    """Keys that an earlier version kept count as they did."""
    key = server.key
    server.stop()
    (path,) = (server.lake / "_access").glob("access.db")
    with contextlib.closing(sqlite3.connect(path)) as keys:
        keys.executescript("""
            DROP INDEX keys_by_user;
            DROP TABLE users;
            DROP TABLE audit;
            PRAGMA user_version = 1;
        """)
        for column in ("operate", "user", "agent", "remote"):
            keys.execute(f"ALTER TABLE keys DROP COLUMN {column}")
        keys.commit()
    server.start()
    assert server.status_of(key) == 200
    server.key = key
    assert server.get_json(f"/v1/keys/{id_of(key)}")["scopes"] == ["ingest", "read", "admin"]


def check_wrong_use(program: str, server: Server) -> None:
    lake = ["--data", str(server.lake)]
    for words in (
        ["--scope", "ingest"], ["--name", "n"], ["--name", "n", "--scope", "all"],
        ["--name", "n", "--scope", "ingest", "--device", "a", "--prefix", "b"],
        ["--name", "n", "--scope", "ingest", "--schema", "none"],
    ):
        done = run(program, "keys", "create", *lake, *words, check=False)
        assert done.returncode == 2 and done.stderr.count("\n") == 1, (words, done)
    done = run(program, "keys", "revoke", *lake, "nothing", check=False)
    assert done.returncode != 0 and "no key of that id" in done.stderr, done
    done = run(program, "keys", "list", "--data", str(server.folder), check=False)
    assert done.returncode != 0 and not (server.folder / "_access").exists(), done


def main() -> None:
    program = sys.argv[1]
    with Server(program, options={"access": "keys"}) as server:
        check_first_start(server)
        check_http_keys(server)
        check_pages(server)
        check_same_answers(server)
        check_writes_as(server)
        check_bulk(server)
        check_limits(server)
        check_kept_secrets(server, [server.key[16:]])
        check_restart(server)
        check_older_store(server)
        check_wrong_use(program, server)


if __name__ == "__main__":
    main()
