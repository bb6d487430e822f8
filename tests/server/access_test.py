#!/usr/bin/env python3
"""Every route and every kind of principal: who gets in where, and what is not there for others.

usage: access_test.py TELLTALE LIST_ROUTES
"""

import json
import subprocess
import sys
from functools import partial
from typing import NamedTuple

from telltale_server import Server, run, wait_until

# What each route needs. A route that is not here fails the test: whoever adds one says here who
# may use it, too.
SCOPES = {
    ("GET", "/livez"): "public",
    ("GET", "/readyz"): "public",
    ("GET", "/readyz/{function}"): "public",
    ("GET", "/startupz"): "public",
    ("GET", "/v1/openapi.yaml"): "public",
    ("GET", "/metrics"): "read",
    ("GET", "/v1/status"): "read",
    ("GET", "/v1/live"): "read",
    ("POST", "/v1/live"): "read",
    ("POST", "/v1/readings"): "ingest",
    ("POST", "/v1/setup"): "public",
    ("POST", "/v1/session"): "public",
    ("GET", "/v1/session"): "any",
    ("DELETE", "/v1/session"): "any",
    ("POST", "/v1/session/password"): "any",
    ("POST", "/v1/session/two-factor"): "any",
    ("POST", "/v1/session/two-factor/confirm"): "any",
    ("GET", "/v1/sessions"): "any",
    ("DELETE", "/v1/sessions/{id}"): "any",
    ("GET", "/v1/users"): "admin",
    ("POST", "/v1/users"): "admin",
    ("POST", "/v1/users/{name}"): "admin",
    ("DELETE", "/v1/users/{name}"): "admin",
    ("DELETE", "/v1/users/{name}/two-factor"): "admin",
    ("GET", "/v1/audit"): "admin",
    ("POST", "/v1/keys"): "admin",
    ("GET", "/v1/keys"): "admin",
    ("GET", "/v1/keys/{id}"): "admin",
    ("DELETE", "/v1/keys/{id}"): "admin",
    ("POST", "/api/v1/{key}/telemetry"): "ingest",
    ("POST", "/api/v1/{key}/gateway/telemetry"): "ingest",
    ("POST", "/api/v1/{key}/attributes"): "ingest",
    ("POST", "/v1/query"): "read",
    ("GET", "/v1/books"): "read",
    ("GET", "/v1/receipts/{receipt}"): "read",
    ("GET", "/v1/where-is"): "read",
    ("GET", "/v1/rejects"): "read",
    ("POST", "/v1/redrive"): "admin",
    ("GET", "/v1/anomalies"): "read",
    ("POST", "/v1/anomalies/{id}/feedback"): "operate",
    ("GET", "/v1/devices"): "read",
    ("GET", "/v1/devices/{id}"): "read",
    ("GET", "/v1/devices/{id}/series"): "read",
    ("GET", "/v1/fleet"): "read",
    ("GET", "/v1/map"): "read",
    ("GET", "/v1/series"): "read",
    ("GET", "/v1/schemas"): "read",
    ("POST", "/v1/schemas"): "admin",
    ("GET", "/v1/schemas/{name}"): "read",
    ("GET", "/v1/catalog"): "read",
}

# The scopes of each kind of principal; None: they are nobody.
PRINCIPALS: dict[str, set[str] | None] = {
    "none": None,
    "ingest": {"ingest"},
    "device": {"ingest"},
    "gateway": {"ingest"},
    "read": {"read"},
    "operate": {"operate"},
    "admin": {"admin"},
    "all": {"ingest", "read", "operate", "admin"},
    "expired": None,
    "revoked": None,
    "mistyped": None,
    "unknown": None,
    "viewer": {"read"},
    "operator": {"read", "operate"},
    "administrator": {"read", "operate", "admin"},
    "signed out": None,
}
ROLES = {"viewer": "viewer", "operator": "operator", "administrator": "admin"}


PASSWORD = "correct horse battery"


class Route(NamedTuple):
    method: str
    path: str
    scope: str
    of: str


def routes(program: str) -> list[Route]:
    listed = subprocess.run([program], capture_output=True, text=True, check=True)
    return [Route(*line.split()) for line in listed.stdout.splitlines()]


def changed(key: str) -> str:
    """The key with one character of its secret changed."""
    return key[:30] + ("a" if key[30] != "a" else "b") + key[31:]


def is_refused(server: Server, key: str) -> bool:
    return server.status_of(key) in (401, 429)


def make_keys(server: Server) -> dict[str, str]:
    def make(*words: str) -> str:
        return server.make_key(*words)

    keys = {
        "ingest": make("--scope", "ingest"),
        "device": make("--scope", "ingest", "--device", "d1"),
        "gateway": make("--scope", "ingest", "--prefix", "d"),
        "read": make("--scope", "read"),
        "operate": make("--scope", "operate"),
        "admin": make("--scope", "admin"),
        "all": make("--scope", "ingest,read,operate,admin"),
        "revoked": make("--scope", "ingest,read,operate,admin"),
        # It counts for longer than making it takes, and is waited for below.
        "expired": run(server.program, "keys", "create", "--data", str(server.lake), "--name", "n",
                       "--scope", "ingest,read,operate,admin", "--expires", "250ms").stdout.strip(),
        "none": "",
    }
    keys["mistyped"] = changed(keys["all"])
    run(server.program, "keys", "revoke", "--data", str(server.lake), keys["revoked"].split("_")[1])
    for name in ("revoked", "expired"):
        key = keys[name]
        wait_until(f"the {name} key counts no more", partial(is_refused, server, key), 5, 0.25)
    return keys


def sign_in(server: Server, user: str) -> str:
    """The cookie of a new session."""
    body = json.dumps({"user": user, "password": PASSWORD}).encode()
    answer = server.ask("POST", "/v1/session", body)
    assert answer.status == 200, answer
    return answer.fields["set-cookie"].split(";")[0]


def make_sessions(server: Server) -> dict[str, str]:
    for user, role in (ROLES | {"signed out": "admin"}).items():
        run(server.program, "users", "create", "--data", str(server.lake), user.replace(" ", "-"),
            "--role", role, words=PASSWORD)
    sessions = {user: sign_in(server, user) for user in ROLES}
    sessions["signed out"] = sign_in(server, "signed-out")
    ended = Route("DELETE", "/v1/session", "any", "lake")
    assert ask(server, ended, sessions["signed out"]) == 200
    return sessions


def ask(server: Server, route: Route, key: str, lake: str = "") -> int:
    """The status that the route answers a request with the key, or the cookie of a session."""
    is_session = "=" in key
    path = route.path.replace("{key}", key or "none")
    for part in ("{id}", "{device}", "{receipt}", "{name}", "{function}"):
        path = path.replace(part, "unknown")
    fields = {"Telltale-Lake": lake} if lake else {}
    if is_session:
        fields |= {"Cookie": key, "Origin": server.url}
    elif key and "{key}" not in route.path:
        fields["Authorization"] = f"Bearer {key}"
    body = b"" if route.method in ("POST", "PUT", "PATCH") else None
    return server.status(route.method, path, body, fields)


def expected(route: Route, scopes: set[str] | None) -> set[int]:
    if route.scope == "public":
        return {200, 201, 400, 404, 503}
    if scopes is None:
        return {401, 429}
    is_let_in = route.scope in scopes or route.scope == "any"
    return {200, 201, 202, 204, 400, 404, 409} if is_let_in else {403}


def check_table(server: Server, known: list[Route], keys: dict[str, str]) -> None:
    for route in known:
        for name, scopes in PRINCIPALS.items():
            if "=" in keys[name] and "{key}" in route.path:
                continue  # the path is where the key is
            status = ask(server, route, keys[name])
            assert status in expected(route, scopes), (route, name, status)
            if name in ROLES and (route.method, route.path) == ("DELETE", "/v1/session"):
                keys[name] = sign_in(server, name)


def check_other_lake(server: Server, known: list[Route], other_key: str) -> None:
    """A key of another lake is a stranger here; a lake that a key is not of is not there."""
    key = server.make_key("--scope", "ingest,read,operate,admin")
    for route in known:
        if route.scope == "public":
            continue
        assert ask(server, route, other_key) in (401, 429), route
        if route.of == "lake":
            assert ask(server, route, key, lake="other") == 404, route
            assert ask(server, route, key, lake="plant") != 404 or "{" in route.path, route


def check_open(server: Server, known: list[Route]) -> None:
    for route in known:
        assert ask(server, route, "") not in (401, 403), route
    strange = {"Host": "evil.example"}
    assert server.ask("GET", "/v1/keys", fields=strange).status == 403
    page = {"Origin": "http://evil.example"}
    assert server.ask("POST", "/v1/readings", b"{}", page).status == 403


def check_two_lakes(program: str) -> None:
    """One server of two lakes: a key opens its own, and the other's objects are not there."""
    with Server(program, options={"access": "keys"}, lakes=("plant", "other")) as server:
        tokens = wait_until("a token for each lake", lambda: len(server.setup_tokens()) == 2)
        assert tokens
        plant = server.make_key("--scope", "ingest,read,operate,admin")
        named = {"Authorization": f"Bearer {plant}"}
        ids = [key["id"] for key in server.ask("GET", "/v1/keys", fields=named).json()["keys"]]
        assert ids == [plant.split("_")[1]]
        made = run(program, "keys", "create", "--data", str(server.folder / "other"), "--name", "n",
                   "--scope", "admin").stdout.strip()
        wait_until("the key counts", lambda: server.status_of(made) == 200, pause=0.25)
        for method in ("GET", "DELETE"):
            status = server.ask(method, f"/v1/keys/{made.split('_')[1]}", fields=named).status
            assert status == 404, (method, status)
        assert server.status_of(made) == 200
        shown = server.ask("GET", "/metrics", fields=named).body
        assert b'lake="plant"' in shown and b'lake="other"' not in shown
        lakes = server.ask("GET", "/v1/status", fields=named).json()["lakes"]
        assert [lake["name"] for lake in lakes] == ["plant"]


def main() -> None:
    program, list_routes = sys.argv[1:]
    known = routes(list_routes)
    assert {(route.method, route.path): route.scope for route in known} == SCOPES, known
    with Server(program, options={"access": "keys"}) as server:
        keys = make_keys(server) | make_sessions(server)
        with Server(program, options={"access": "keys"}) as other:
            keys["unknown"] = other.make_key("--scope", "ingest,read,operate,admin")
            check_table(server, known, keys)
            check_other_lake(server, known, keys["unknown"])
    with Server(program) as server:
        check_open(server, known)
    check_two_lakes(program)


if __name__ == "__main__":
    main()
