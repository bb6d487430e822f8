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


def torment(stage: Stage, scenario: Scenario, moments: random.Random, wanted: int) -> None:
    program = stage.program
    whole = stage.folder / "timed"
    began = time.monotonic()
    run_for(scenario.command(program, scenario.copy_to(whole), lanes=2), seconds=300)
    usual = time.monotonic() - began
    kills = lakes = commits = 0
    while kills < wanted:
        lakes += 1
        lake = scenario.copy_to(stage.folder / f"lake-{lakes}")
        command = scenario.command(program, lake, lanes=1 + lakes % 2)
        seconds = moments.uniform(0, usual / 3)
        while run_for(command, seconds) and kills < wanted:
            kills += 1
            books = program.check_reader(lake)
            if books["commit"] < commits:
                raise Violation(f"a commit is gone: {books['commit']} after {commits}")
            commits = books["commit"]
            if kills % FULL_LOOK_EVERY == 0:
                program.run("verify", "--data", lake).must()
            seconds = moments.uniform(0, usual / 3)
        run_for(command, seconds=300)
        scenario.check_whole(program, lake)
        shutil.rmtree(lake.parent)
        commits = 0
    print(f"{kills} kills of {lakes} lakes of {sum(RECORDS)} records: nothing lost, nothing twice")


def main() -> int:
    arguments = attack_arguments(__doc__).parse_args()
    wanted = KILLS_FULL if arguments.full else KILLS
    return run_seeded(
        arguments, lambda stage, moments: torment(stage, prepare(stage), moments, wanted)
    )


if __name__ == "__main__":
    sys.exit(main())
