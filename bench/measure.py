"""Runs a command as a process of its own and reads what the kernel says it used."""

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Usage:
    cpu_seconds: float  # of all its threads, user and system
    wall_seconds: float
    peak_bytes: int  # resident at most
    messages: str  # its standard error


def run(command: list[str], seconds_max: float, log: Path) -> Usage:
    """Fails when the command does; ends it when it takes too long."""
    begun = time.monotonic()
    with log.open("w+") as messages:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=messages)
        usage = wait(process, begun + seconds_max)
        messages.seek(0)
        said = messages.read()
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {said[-2000:]}")
    cpu = usage.ru_utime + usage.ru_stime
    return Usage(cpu, time.monotonic() - begun, usage.ru_maxrss * 1024, said)


def wait(process: subprocess.Popen, deadline: float):
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid != 0:
            process.returncode = os.waitstatus_to_exitcode(status)
            return usage
        if time.monotonic() > deadline:
            process.kill()
            os.wait4(process.pid, 0)
            raise TimeoutError(f"{process.args} took too long")
        time.sleep(0.01)
