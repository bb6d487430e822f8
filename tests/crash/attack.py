"""Attacks: many small, independent tries, run side by side, each in a folder of its own."""

from __future__ import annotations

import argparse
import os
import random
import shutil
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from harness import Harness
from scenarios import Stage, write_config
from telltale import Program, Violation

MEMORY_DISK = Path("/dev/shm")
VIOLATIONS_SHOWN = 20


@dataclass(frozen=True)
class Attack:
    """`name` replays it: --only NAME. `run` is given an empty folder and raises Violation."""

    name: str
    run: Callable[[Path], None]


def attack_arguments(description: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--telltale", type=Path, required=True, help="the build under attack")
    parser.add_argument("--harness", type=Path, required=True, help="kill_harness")
    # One more than there are cores, as each waits for its program's disk and clock now and then.
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)) + 1)
    parser.add_argument("--full", action="store_true", help="everything instead of the quick share")
    parser.add_argument("--only", help="replay one attack by its name and keep its folder")
    parser.add_argument("--scratch", type=Path, help="where to work; default: memory, if any")
    return parser


@contextmanager
def prepared_stage(arguments: argparse.Namespace) -> Iterator[Stage]:
    scratch = arguments.scratch or (MEMORY_DISK if os.access(MEMORY_DISK, os.W_OK) else None)
    folder = Path(tempfile.mkdtemp(prefix="telltale-crash-", dir=scratch))
    program = Program(arguments.telltale.resolve(), write_config(folder))
    try:
        yield Stage(program, Harness(arguments.harness.resolve()), folder)
    finally:
        if arguments.only is None:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            print(f"kept: {folder}")


def run_seeded(
    arguments: argparse.Namespace, torment: Callable[[Stage, random.Random], None]
) -> int:
    """A torment at random moments, whose seed is printed; TELLTALE_SEED=N repeats them."""
    seed = int(os.environ.get("TELLTALE_SEED", "0")) or random.SystemRandom().randrange(1, 2**31)
    print(f"seed {seed}", flush=True)
    with prepared_stage(arguments) as stage:
        try:
            torment(stage, random.Random(seed))
        except Violation as violation:
            print(f"VIOLATION {violation}")
            return 1
    return 0


def run_attacks(
    attacks: Iterable[Attack], stage: Stage, arguments: argparse.Namespace
) -> list[str]:
    """Runs all, or the one asked for; what went wrong, a line each."""
    chosen = [a for a in attacks if arguments.only in (None, a.name)]
    if not chosen:
        return [f"there is no attack named {arguments.only!r}"]
    began = time.monotonic()
    wrong: list[str] = []
    with ThreadPoolExecutor(arguments.jobs) as pool:
        for outcome in pool.map(lambda a: run_one(a, stage, arguments.only is None), chosen):
            if outcome is None:
                continue
            wrong.append(outcome)
            if len(wrong) <= VIOLATIONS_SHOWN:
                print(f"VIOLATION {outcome}", flush=True)
    if len(wrong) > VIOLATIONS_SHOWN:
        print(f"and {len(wrong) - VIOLATIONS_SHOWN} more")
    print(f"{len(chosen)} attacks, {len(wrong)} violations, {time.monotonic() - began:.0f} s")
    return wrong


def run_one(attack: Attack, stage: Stage, tidy: bool) -> str | None:
    folder = Path(tempfile.mkdtemp(prefix="attack-", dir=stage.folder))
    try:
        attack.run(folder)
        return None
    except Violation as violation:
        return f"{attack.name}: {violation}"
    except Exception:  # a broken test must not pass for a test that held
        return f"{attack.name}: the attack itself failed: {traceback.format_exc()}"
    finally:
        if tidy:
            shutil.rmtree(folder, ignore_errors=True)
