#!/usr/bin/env python3
"""TLS: version 1.3 and nothing else, needed wherever others could listen; a certificate that is
replaced is taken while connections go on.

usage: tls_test.py TELLTALE
"""

import http.client
import signal
import socket
import ssl
import subprocess
import sys
from pathlib import Path

from telltale_server import SECONDS_MAX, Server, run, wait_until


def make_certificate(folder: Path, name: str) -> tuple[Path, Path]:
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", f"/CN={name}", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True, timeout=SECONDS_MAX,
    )
    return certificate, key


def client(
    trusted: Path | None = None, oldest: ssl.TLSVersion | None = None,
    newest: ssl.TLSVersion | None = None,
) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    if trusted:
        context.load_verify_locations(trusted)
        context.check_hostname = True
        context.verify_mode = ssl.CERT_REQUIRED
    context.set_ciphers("ALL:@SECLEVEL=0")
    if oldest and newest:
        context.minimum_version, context.maximum_version = oldest, newest
    return context


def get(server: Server, context: ssl.SSLContext, path: str = "/livez") -> int:
    connection = http.client.HTTPSConnection(
        "127.0.0.1", server.port, timeout=SECONDS_MAX, context=context
    )
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def name_shown(server: Server) -> str:
    """The name in the certificate that the server shows now."""
    shown = subprocess.run(
        ["openssl", "s_client", "-connect", f"127.0.0.1:{server.port}"],
        input="", capture_output=True, text=True, timeout=SECONDS_MAX, check=False,
    ).stdout
    line = next(line for line in shown.splitlines() if line.startswith("subject="))
    return line.split("=")[-1].strip()


def check_versions(server: Server, certificate: Path) -> None:
    assert get(server, client(certificate)) == 200
    for version in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_2):
        try:
            get(server, client(oldest=version, newest=version))
            raise AssertionError(f"{version} was taken")
        except (ssl.SSLError, ConnectionResetError):
            pass
    for option, taken in (("-tls1_2", False), ("-tls1_3", True)):
        done = subprocess.run(
            ["openssl", "s_client", option, "-connect", f"127.0.0.1:{server.port}"],
            input="", capture_output=True, text=True, timeout=SECONDS_MAX, check=False,
        )
        assert ("Cipher is TLS_" in done.stdout) == taken, (option, done)
        assert (done.returncode == 0) == taken, (option, done)


def check_plain_is_refused(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), SECONDS_MAX) as connection:
        connection.sendall(b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answer = b""
        try:
            while piece := connection.recv(65536):
                answer += piece
        except ConnectionResetError:
            pass
        assert b"HTTP" not in answer, answer


def check_end(server: Server) -> None:
    """The server says that nothing follows, so that a cut is told from an end."""
    context = client()
    with socket.create_connection(("127.0.0.1", server.port), SECONDS_MAX) as plain:
        with context.wrap_socket(plain, suppress_ragged_eofs=False) as connection:
            connection.sendall(b"GET /livez HTTP/1.0\r\n\r\n")
            answer = b""
            while piece := connection.recv(65536):
                answer += piece
    assert answer.endswith(b"alive\n"), answer


def is_told(server: Server) -> bool:
    """Whether the server has said that it did not take a certificate."""
    return any("event=certificate_reloaded done=false" in line for line in server.messages)


def check_reload(server: Server, files: tuple[Path, Path]) -> None:
    """A new certificate is taken when it is there and when that is wished; a broken one is not."""
    certificate, key = files
    kept = http.client.HTTPSConnection("127.0.0.1", server.port, timeout=SECONDS_MAX,
                                       context=client())
    kept.request("GET", "/livez")
    assert kept.getresponse().read() == b"alive\n"
    for name in ("second", "third"):
        other, other_key = make_certificate(server.folder, name)
        key.write_bytes(other_key.read_bytes())
        certificate.write_bytes(other.read_bytes())
        wait_until(f"{name} is shown", lambda: name_shown(server) == name, 10, 0.1)
    certificate.write_bytes(b"no certificate")
    wait_until("it says so", lambda: is_told(server), 10)
    assert name_shown(server) == "third"
    assert server.process
    server.messages.clear()
    server.process.send_signal(signal.SIGHUP)
    wait_until("it looks at once", lambda: is_told(server))
    kept.request("GET", "/livez")
    assert kept.getresponse().read() == b"alive\n"
    kept.close()


def check_refusals(program: str, folder: Path, files: tuple[Path, Path]) -> None:
    certificate, key = files
    both = {"tls_certificate": certificate, "tls_key": key}
    for address, options, why in (
        ("0.0.0.0:0", {}, "others could read along"),
        ("[::]:0", {}, "others could read along"),
        ("10.1.2.3:0", {"access": "open"}, "`access: open` is for 127.0.0.1"),
        ("127.0.0.1:0", both | {"access": "open"}, "`access: open` is for 127.0.0.1"),
        ("127.0.0.1:0", {"tls_key": key}, "go together"),
        ("127.0.0.1:0", {"tls_certificate": key, "tls_key": certificate},
         "cannot use the certificate"),
        ("127.0.0.1:0", both | {"tls_key": folder / "missing"}, "cannot use the certificate's key"),
        ("localhost:0", {}, "others could read along"),
    ):
        config = folder / "refused.yaml"
        config.write_text("".join(f"{name}: {value}\n" for name, value in options.items()))
        done = run(program, "--config", str(config), "serve", "--data", str(folder / "plant"),
                   "--listen", address, check=False)
        assert done.returncode == 2 and why in done.stderr, (address, options, done)
        assert done.stderr.count("\n") == 1, done.stderr


def main() -> None:
    program = sys.argv[1]
    with Server(program, options={"access": "keys"}) as server:
        files = make_certificate(server.folder, "first")
        server.stop()
        check_refusals(program, server.folder, files)
        with server.config.open("a") as config:
            config.write(f"tls_certificate: {files[0]}\ntls_key: {files[1]}\n")
        server.start()
        assert any(f"https://127.0.0.1:{server.port}" in line for line in server.messages)
        check_versions(server, files[0])
        check_plain_is_refused(server)
        check_end(server)
        check_reload(server, files)
        assert get(server, client(), "/v1/keys") == 401


if __name__ == "__main__":
    main()
