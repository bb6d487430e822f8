#!/usr/bin/env python3
"""People by HTTP and by the command line: the first administrator, roles, sessions, the second
factor, and the audit of all of it.

usage: users_test.py TELLTALE
"""

import base64
import http.client
import hmac
import json
import struct
import sys
import threading
import time
from typing import Any

from telltale_server import Answer, Server, reading, run, wait_until

PASSWORD = "correct horse battery"
OTHER = "wrong donkey socket"


class Browser:
    """Sends what a page of the server does: the cookie, and where it comes from."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.cookie = ""

    def ask(self, method: str, path: str, body: Any = None, **fields: str) -> Answer:
        sent = {"Origin": self.server.url} | fields
        if self.cookie:
            sent["Cookie"] = self.cookie
        answer = self.server.ask(method, path, None if body is None else json.dumps(body).encode(),
                                 sent)
        if kept := answer.fields.get("set-cookie"):
            assert "HttpOnly" in kept and "Secure" in kept and "SameSite=Strict" in kept, kept
            assert "Path=/;" in kept and "Domain" not in kept, kept
            self.cookie = "" if "Max-Age=0" in kept else kept.split(";")[0]
        return answer

    def sign_in(self, user: str, password: str = PASSWORD, code: str = "") -> Answer:
        body = {"user": user, "password": password} | ({"code": code} if code else {})
        return self.ask("POST", "/v1/session", body)

    def who(self) -> Any:
        return self.ask("GET", "/v1/session").json()


def signed_in(server: Server, user: str, password: str = PASSWORD) -> Browser:
    browser = Browser(server)
    answer = browser.sign_in(user, password)
    assert answer.status == 200, answer
    return browser


def code_of(secret: str, ahead: int = 0) -> str:
    """RFC 6238, written from the paper."""
    step = struct.pack(">Q", int(time.time()) // 30 + ahead)
    digest = hmac.digest(base64.b32decode(secret), step, "sha1")
    at = digest[-1] & 15
    number = struct.unpack(">I", digest[at:at + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def check_first_administrator(server: Server) -> Browser:
    token = wait_until("a token", server.setup_tokens)[0]
    browser = Browser(server)
    first = {"token": token, "user": "ada", "password": PASSWORD}
    for wrong in ({"password": "short"}, {"password": "Password2026!!"}, {"user": "Ada L"}):
        answer = browser.ask("POST", "/v1/setup", first | wrong)
        assert answer.status == 400, answer
    assert browser.ask("POST", "/v1/setup", {"token": token, "user": "ada"}).status == 400
    assert browser.ask("POST", "/v1/setup", first | {"token": "setup_" + "0" * 32}).status == 401
    made = browser.ask("POST", "/v1/setup", first)
    assert made.status == 201 and made.fields["cache-control"] == "no-store", made
    session = made.json()
    assert session["user"] == "ada" and session["role"] == "admin", session
    assert session["scopes"] == ["read", "operate", "admin"] and session["lake"] == "plant", session
    assert browser.who() == session
    assert browser.ask("POST", "/v1/setup", first).status == 401
    return browser


def check_users(server: Server, ada: Browser) -> None:
    for wish in (
        {}, [], {"name": "bob"}, {"name": "bob", "role": "root", "password": PASSWORD},
        {"name": "Bob", "role": "viewer", "password": PASSWORD},
        {"name": "bob", "role": "viewer", "password": "qwerty123456"},
        {"name": "bob", "role": "viewer", "password": PASSWORD, "colour": "red"},
        {"name": "bob", "role": "viewer", "password": 7},
    ):
        answer = ada.ask("POST", "/v1/users", wish)
        assert answer.status == 400, (wish, answer)
    bob = {"name": "bob", "role": "viewer", "password": PASSWORD}
    made = ada.ask("POST", "/v1/users", bob)
    assert made.status == 201 and made.json()["role"] == "viewer", made
    assert PASSWORD not in made.body.decode() and "argon2" not in made.body.decode()
    assert ada.ask("POST", "/v1/users", bob).status == 409
    names = [user["name"] for user in ada.ask("GET", "/v1/users").json()["users"]]
    assert names == ["ada", "bob"], names
    times = [user["last_signed_in"] for user in ada.ask("GET", "/v1/users").json()["users"]]
    assert times[0] is not None and times[1] is None, times
    browser = signed_in(server, "bob")
    assert browser.ask("GET", "/v1/books").status == 200
    assert browser.ask("GET", "/v1/users").status == 403
    assert browser.ask("POST", "/v1/anomalies/x/feedback", {}).status == 403
    changed = ada.ask("POST", "/v1/users/bob", {"role": "operator"})
    assert changed.status == 200 and changed.json()["role"] == "operator", changed
    assert browser.ask("GET", "/v1/books").status == 401  # sign in again, with the new role
    assert browser.sign_in("bob").json()["scopes"] == ["read", "operate"]
    assert ada.ask("POST", "/v1/users/bob", {"password": OTHER}).status == 200
    assert browser.who()["status"] == 401
    assert browser.sign_in("bob").status == 401
    assert browser.sign_in("bob", OTHER).status == 200
    assert ada.ask("POST", "/v1/users/none", {"role": "viewer"}).status == 404
    assert ada.ask("POST", "/v1/users/ada", {"role": "viewer"}).status == 409
    assert ada.ask("DELETE", "/v1/users/ada").status == 409
    assert ada.who()["user"] == "ada"
    assert ada.ask("DELETE", "/v1/users/bob").status == 200
    assert browser.ask("GET", "/v1/books").status == 401
    assert ada.ask("DELETE", "/v1/users/bob").status == 404


def check_sessions(server: Server, ada: Browser) -> None:
    ada.ask("POST", "/v1/users", {"name": "eve", "role": "viewer", "password": PASSWORD})
    here, there = signed_in(server, "eve"), signed_in(server, "eve")
    mine = here.ask("GET", "/v1/sessions").json()["sessions"]
    assert {session["user"] for session in mine} == {"eve"} and len(mine) == 2, mine
    assert [session["own"] for session in mine].count(True) == 1, mine
    assert {"eve", "ada"} <= {
        session["user"] for session in ada.ask("GET", "/v1/sessions").json()["sessions"]}
    adas = ada.who()["id"]
    assert here.ask("DELETE", f"/v1/sessions/{adas}").status == 404
    assert here.ask("DELETE", f"/v1/sessions/{there.who()['id']}").status == 200
    assert there.ask("GET", "/v1/books").status == 401
    wrong = {"password": OTHER, "new_password": OTHER}
    assert here.ask("POST", "/v1/session/password", wrong).status == 403
    weak = {"password": PASSWORD, "new_password": "eve eve eve!"}
    assert here.ask("POST", "/v1/session/password", weak).status == 400
    there.sign_in("eve")
    change = {"password": PASSWORD, "new_password": OTHER}
    assert here.ask("POST", "/v1/session/password", change).status == 200
    assert here.ask("GET", "/v1/books").status == 200
    assert there.ask("GET", "/v1/books").status == 401
    gone = here.ask("DELETE", "/v1/session")
    assert gone.status == 200 and not here.cookie, gone
    assert here.ask("GET", "/v1/session").status == 401


def check_stream_ends(server: Server, ada: Browser) -> None:
    """A stream under a session ends with it."""
    signed = signed_in(server, "ada")
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", "/v1/live", headers={"Cookie": signed.cookie})
    stream = connection.getresponse()
    assert stream.status == 200 and stream.readline(), stream.status
    assert ada.ask("DELETE", f"/v1/sessions/{signed.who()['id']}").status == 200
    try:
        while stream.readline():
            pass
    except http.client.IncompleteRead:
        pass
    connection.close()


def check_strange_pages(server: Server, ada: Browser) -> None:
    key = {"name": "n", "scopes": ["read"]}
    for fields in ({"Origin": "http://evil.example"}, {"Origin": "null"},
                   {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
        assert ada.ask("POST", "/v1/keys", key, **fields).status == 403, fields
        assert ada.ask("GET", "/v1/live", **fields).status == 403, fields
        assert ada.ask("POST", "/v1/session", {"user": "ada", "password": PASSWORD},
                       Origin="http://evil.example").status == 403
    bare = server.ask("POST", "/v1/keys", json.dumps(key).encode(), {"Cookie": ada.cookie})
    assert bare.status == 403, bare
    assert ada.ask("POST", "/v1/keys", key).status == 201


def check_second_factor(server: Server, ada: Browser) -> None:
    ada.ask("POST", "/v1/users", {"name": "kim", "role": "operator", "password": PASSWORD})
    kim = signed_in(server, "kim")
    begin, confirm = "/v1/session/two-factor", "/v1/session/two-factor/confirm"
    assert kim.ask("POST", confirm, {"code": "123456"}).status == 409
    assert kim.ask("POST", begin, {"password": OTHER}).status == 403
    begun = kim.ask("POST", begin, {"password": PASSWORD}).json()
    assert begun["uri"].startswith("otpauth://totp/") and begun["secret"] in begun["uri"], begun
    assert kim.ask("POST", confirm, {"code": "no"}).status == 403
    code = code_of(begun["secret"])  # once: half a minute later it is another
    confirmed = kim.ask("POST", confirm, {"code": code})
    assert confirmed.status == 200 and confirmed.json()["two_factor"] is True, confirmed
    assert kim.ask("POST", begin, {"password": PASSWORD}).status == 409
    other = Browser(server)
    asked = other.sign_in("kim")
    assert asked.status == 401 and asked.json()["needs"] == "code", asked
    assert "needs" not in other.sign_in("kim", OTHER).json()
    used = other.sign_in("kim", code=code)
    assert used.status == 401 and used.json()["needs"] == "code", used  # it confirmed the factor
    assert other.sign_in("kim", code=code_of(begun["secret"], 1)).status == 200
    assert ada.ask("DELETE", "/v1/users/kim/two-factor").json()["two_factor"] is False
    assert other.ask("GET", "/v1/books").status == 401
    assert other.sign_in("kim").status == 200


def check_keys_are_no_users(server: Server) -> None:
    key = server.make_key("--scope", "read")
    named = {"Authorization": f"Bearer {key}"}
    who = server.ask("GET", "/v1/session", fields=named).json()
    assert who["user"] is None and who["scopes"] == ["read"], who
    assert server.ask("DELETE", "/v1/session", fields=named).status == 404
    body = json.dumps({"password": PASSWORD, "new_password": OTHER}).encode()
    assert server.ask("POST", "/v1/session/password", body, named).status == 404
    assert server.ask("GET", "/v1/sessions", fields=named).json() == {"sessions": []}


def check_command_line(server: Server, ada: Browser) -> None:
    lake = str(server.lake)

    def users(*words: str, typed: str | None = None, check: bool = True) -> Any:
        return run(server.program, "users", words[0], "--data", lake, *words[1:], words=typed,
                   check=check)

    for typed, why in (("short\n", "too short"), ("", "standard input has none")):
        failed = users("create", "zoe", "--role", "viewer", typed=typed, check=False)
        assert failed.returncode == 2 and why in failed.stderr, failed
    assert "no role" not in users("create", "zoe", "--role", "root", typed=PASSWORD,
                                  check=False).stdout
    users("create", "zoe", "--role", "viewer", typed=PASSWORD + "\n")
    zoe = signed_in(server, "zoe")
    listed = json.loads(users("list", "--format", "json").stdout)
    assert ("zoe", "viewer") in [(user["name"], user["role"]) for user in listed], listed
    users("change", "zoe", "--role", "operator", "--password", typed=OTHER)
    wait_until("the session ends", lambda: zoe.ask("GET", "/v1/books").status == 401, pause=0.25)
    assert signed_in(server, "zoe", OTHER).who()["role"] == "operator"
    users("remove", "zoe")
    assert users("remove", "zoe", check=False).returncode != 0
    made = [entry for entry in ada.ask("GET", "/v1/audit").json()["entries"]
            if entry["about"] == "zoe" and entry["act"] == "user_made"]
    assert made[0]["from"] == "command line" and made[0]["by"], made


def check_audit(server: Server, ada: Browser) -> None:
    seen: list[Any] = []
    before: dict[str, Any] = {}
    while True:
        path = "/v1/audit"
        page = server.ask("GET", path, fields={"Cookie": ada.cookie}, limit=7, **before).json()
        seen += page["entries"]
        if page["next"] is None:
            break
        before = {"before": page["next"]}
    numbers = [entry["number"] for entry in seen]
    assert numbers == sorted(set(numbers), reverse=True), numbers
    acts = {entry["act"] for entry in seen}
    assert {"set_up", "signed_in", "sign_in_refused", "signed_out", "session_ended",
            "password_changed", "two_factor_on", "two_factor_off", "user_made", "user_changed",
            "user_removed", "key_made", "feedback_given"} <= acts, acts
    text = json.dumps(seen)
    assert PASSWORD not in text and OTHER not in text and "setup_" not in text
    one = server.ask("GET", "/v1/audit", fields={"Cookie": ada.cookie}, act="set_up").json()
    assert [entry["about"] for entry in one["entries"]] == ["ada"], one


def give_feedback(server: Server, ada: Browser) -> None:
    server.key = server.make_key("--scope", "ingest,read")
    steady = [reading("d1", minute, temperature=20 + minute * 7 % 11 / 10) for minute in range(400)]
    server.send([*steady, reading("d1", 400, temperature=95)])
    server.key = ""
    found = ada.ask("GET", "/v1/anomalies").json()["anomalies"]
    answer = ada.ask("POST", f"/v1/anomalies/{found[0]['anomaly_id']}/feedback",
                     {"feedback": "acknowledged"})
    assert answer.status == 201 and answer.json()["feedback"][0]["by"] == "ada", answer


def check_no_secret(server: Server) -> None:
    """Nothing of a password or token is in what the server said, or readable in its files."""
    said = "\n".join(line for line in server.messages if "setup_" not in line)
    assert PASSWORD not in said and "__Host-telltale" not in said
    kept = (server.lake / "_access/access.db").read_bytes()
    assert PASSWORD.encode() not in kept


def check_crowd_at_the_door(server: Server) -> None:
    """Who tries many passwords keeps nobody from an answer."""
    server.key = server.make_key("--scope", "read")
    body = json.dumps({"user": "nobody", "password": OTHER}).encode()
    statuses: list[int] = []

    def knock() -> None:
        for _ in range(3):
            statuses.append(server.status("POST", "/v1/session", body, {}))

    crowd = [threading.Thread(target=knock) for _ in range(40)]
    for one in crowd:
        one.start()
    answers = [server.get("/v1/devices").status for _ in range(20)]
    for one in crowd:
        one.join()
    server.key = ""
    assert answers == [200] * 20, answers
    assert set(statuses) == {401, 429} and len(statuses) == 120, statuses


def main() -> None:
    with Server(sys.argv[1], options={"access": "keys"}) as server:
        ada = check_first_administrator(server)
        check_users(server, ada)
        check_sessions(server, ada)
        check_stream_ends(server, ada)
        check_strange_pages(server, ada)
        check_second_factor(server, ada)
        check_keys_are_no_users(server)
        check_command_line(server, ada)
        give_feedback(server, ada)
        check_audit(server, ada)
        check_no_secret(server)
        check_crowd_at_the_door(server)


if __name__ == "__main__":
    main()
