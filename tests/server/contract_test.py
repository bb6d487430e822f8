#!/usr/bin/env python3
"""The server does what api/openapi.yaml promises, whatever is asked: schemathesis makes examples,
right and wrong ones, and compares answers with the contract. Afterwards, when all that can be
counted was, promtool looks at the metrics.

usage: contract_test.py TELLTALE [--examples N] [--seed N]
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from telltale_server import Server, reading

TOP = Path(__file__).resolve().parent.parent.parent
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance," \
         "response_schema_conformance,response_headers_conformance,negative_data_rejection," \
         "unsupported_method,missing_required_header"

# Lines of JSON are a text, for schemathesis.
HOOKS = """import schemathesis

schemathesis.serializer.alias("application/x-ndjson", "text/plain")
"""


def environment() -> Path:
    done = subprocess.run(
        [TOP / "tools/setup", "where", "contracts"], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        print("SKIPPED: schemathesis is not installed: run tools/setup contracts")
        sys.exit(77)
    return Path(done.stdout.strip())


def fill(server: Server) -> None:
    """Something of everything that can be asked about; pump-7 is in the contract's examples."""
    minutes = 400
    devices = ("pump-7", "d1", "d2")
    records = [reading(devices[i % 3], i // 3, temperature=20 + i * 7 % 11 / 10)
               for i in range(3 * minutes)]
    records[-2]["temperature"] = 95
    server.send(records)
    server.send([records[7], reading("d1", minutes, temperature=1000), {"device_id": ""}])
    server.wait_for_devices()


def check_metrics(server: Server, promtool: Path) -> None:
    metrics = server.get("/metrics").body
    done = subprocess.run([promtool, "check", "metrics"], input=metrics, capture_output=True,
                          check=False)
    assert done.returncode == 0 and not done.stderr.strip(), done
    print(f"promtool: nothing to say about {metrics.count(b'# TYPE ')} metrics")


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("telltale")
    parser.add_argument("--examples", type=int, default=15)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(words)
    tools = environment() / "bin"
    options = {"query_time_ms": 30_000, "query_memory_bytes": 256 << 20}
    with Server(chosen.telltale, options=options) as server:
        fill(server)
        hooks = server.folder / "hooks.py"
        hooks.write_text(HOOKS)
        done = subprocess.run(
            [tools / "python", "-m", "schemathesis.cli", "run", TOP / "api/openapi.yaml",
             "--url", server.url, "--checks", CHECKS, "--seed", str(chosen.seed),
             "--max-examples", str(chosen.examples),
             "--phases", "examples,coverage,fuzzing", "--request-timeout", "60",
             "--exclude-path", "/v1/live",  # its answers have no end: tests/server/live_test.py
             "--suppress-health-check", "all", "--no-color"],
            check=False, timeout=24 * 3600, cwd=server.folder,
            env=os.environ | {"SCHEMATHESIS_HOOKS": str(hooks)},
        )
        assert server.is_alive(), server.messages
        if done.returncode == 0:
            check_metrics(server, tools / "promtool")
        return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
