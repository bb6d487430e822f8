"""Kills a longer ingest at random moments again and again, and starts it again each time.

Moments of a clock, not points of a trace: the kill may fall into the middle of a call, or into work
that makes none. In the end books, rows, digest and verification must be those of a run that nobody
disturbed. The seed is printed; TELLTALE_SEED=N repeats the moments.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from attack import attack_arguments, run_seeded
from records import write_fleet
from scenarios import Scenario, Stage, sum_of
from telltale import Violation, environment

KILLS = 20
KILLS_FULL = 10_000
RECORDS = (24_000, 18_000, 9_000)
FULL_LOOK_EVERY = 10


def prepare(stage: Stage) -> Scenario:
    files = stage.folder / "long-files"
    files.mkdir()
    fleet = write_fleet(files, RECORDS)
    empty = stage.folder / "empty"
    stage.program.run("init", empty / "lake").must()
    arguments: list[str | Path] = ["ingest", "--judge", "standard", *(s.path for s in fleet)]
    scenario = Scenario("long", empty, arguments, sum_of(fleet))
    stage.rehearse(scenario)
    return scenario


def run_for(command: list[str], seconds: float) -> bool:
    """True: it was killed; False: it was done before."""
    process = subprocess.Popen(
        command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        _, said = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return True
    if process.returncode != 0:
        raise Violation(f"exit {process.returncode}: {said.decode()[-400:]}")
    return False


@dataclass
class Tormentor:
    """Kills one run after the other until it did so often enough. A run that goes on with a lake
    may take as long as one from the beginning, so a moment lies anywhere in that time: earlier
    ones would have a lake begin again and again and never end."""

    stage: Stage
    scenario: Scenario
    moments: random.Random
    usual: float
    name: str
    kills: int = 0
    lakes: int = 0

    def torment(self, wanted: int) -> None:
        while self.kills < wanted:
            self.lakes += 1
            lake = self.scenario.copy_to(self.stage.folder / f"lake-{self.name}-{self.lakes}")
            self.kill_until_done(lake, wanted)
            self.scenario.check_whole(self.stage.program, lake)
            shutil.rmtree(lake.parent)

    def kill_until_done(self, lake: Path, wanted: int) -> None:
        program = self.stage.program
        command = self.scenario.command(program, lake, lanes=1 + self.lakes % 2)
        commits = 0
        while run_for(command, self.moments.uniform(0, self.usual)) and self.kills < wanted:
            self.kills += 1
            books = program.check_reader(lake)
            if books["commit"] < commits:
                raise Violation(f"a commit is gone: {books['commit']} after {commits}")
            commits = books["commit"]
            if self.kills % FULL_LOOK_EVERY == 0:
                program.run("verify", "--data", lake).must()
        run_for(command, seconds=300)


def torment(stage: Stage, moments: random.Random, wanted: int, jobs: int) -> None:
    scenario = prepare(stage)
    whole = scenario.copy_to(stage.folder / "timed")
    began = time.monotonic()
    run_for(scenario.command(stage.program, whole, lanes=2), seconds=300)
    usual = time.monotonic() - began
    seeds = [moments.randrange(2**31) for _ in range(jobs)]
    each = [
        Tormentor(stage, scenario, random.Random(seed), usual, str(number))
        for number, seed in enumerate(seeds)
    ]
    with ThreadPoolExecutor(jobs) as pool:
        for done in [pool.submit(one.torment, -(-wanted // jobs)) for one in each]:
            done.result()
    kills, lakes = sum(one.kills for one in each), sum(one.lakes for one in each)
    print(f"{kills} kills of {lakes} lakes of {sum(RECORDS)} records: nothing lost, nothing twice")


def main() -> int:
    arguments = attack_arguments(__doc__).parse_args()
    wanted = KILLS_FULL if arguments.full else KILLS
    return run_seeded(
        arguments, lambda stage, moments: torment(stage, moments, wanted, arguments.jobs)
    )


if __name__ == "__main__":
    sys.exit(main())
