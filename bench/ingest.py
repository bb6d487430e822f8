"""Measures the way of a record from its bytes to the lake, against DuckDB on the same lines.

usage: ingest.py [--smoke] [--readme]
  --smoke   a twentieth of the lines, one round: proves that the bench runs
  --readme  writes the figures into bench/README.md

Rounds alternate, so that a noisy machine is noisy for all; of each figure the least is kept.
Ratios are of records per CPU second, user and system time of all threads.
"""

import argparse
import shutil
import statistics
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import measure

TOP = Path(__file__).resolve().parent.parent
PROGRAM = TOP / "build/release/bin/telltale"
FOLDER = TOP / "build/bench"
LINES = FOLDER / "lines.ndjson"
SECONDS_MAX = 900
BEGIN, END = "<!-- figures: written by bench/run -->", "<!-- end of figures -->"


@dataclass(frozen=True)
class Case:
    name: str
    tier: str  # of judging; empty: the baseline


CASES = (
    Case("DuckDB: read_json, ranges, DISTINCT ON, zstd Parquet", ""),
    Case("telltale, judging off", "off"),
    Case("telltale, basic", "basic"),
    Case("telltale, standard", "standard"),
)


def make_lines(hours: int) -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = [str(PROGRAM), "simulate", "--devices", "1000", "--duration", f"{hours}h"]
    faults = ["--faults", "spike,shift,stuck,gap,duplicate,out_of_order"]
    measure.run([*command, *faults, "--out", str(LINES)], SECONDS_MAX, FOLDER / "simulate.log")
    with LINES.open("rb") as lines:
        return sum(1 for _ in lines)


def run_case(case: Case) -> measure.Usage:
    log = FOLDER / "case.log"
    if not case.tier:
        script = str(TOP / "bench/duckdb_baseline.py")
        out = str(FOLDER / "baseline.parquet")
        return measure.run([sys.executable, script, str(LINES), out], SECONDS_MAX, log)
    lake = FOLDER / f"lake-{case.tier}"
    shutil.rmtree(lake, ignore_errors=True)
    measure.run([str(PROGRAM), "init", str(lake)], SECONDS_MAX, log)
    ingest = [str(PROGRAM), "ingest", "--data", str(lake), "--judge", case.tier, "--timings"]
    return measure.run([*ingest, str(LINES)], SECONDS_MAX, log)


def bytes_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.parquet"))


def sizes(case: Case, records: int) -> str:
    if not case.tier:
        return f"{(FOLDER / 'baseline.parquet').stat().st_size / records:.1f}"
    lake = FOLDER / f"lake-{case.tier}"
    facts = bytes_of(lake / "processed/device_metrics")
    return f"{bytes_of(lake / 'raw') / records:.1f} raw + {facts / records:.1f} facts"


def stages_of(usage: measure.Usage) -> dict[str, float]:
    stages = {}
    for line in usage.messages.splitlines():
        if line.endswith(" CPU s"):
            name, seconds = line.removeprefix("telltale: ").removesuffix(" CPU s").rsplit(None, 1)
            stages[name.strip()] = float(seconds)
    return stages


def report(best: dict[Case, measure.Usage], records: int) -> str:
    base = best[CASES[0]].cpu_seconds
    text = [
        f"{records:,} records of 1,000 simulated devices, {LINES.stat().st_size / 1e6:.0f} MB.",
        "",
        "| | CPU s | records per CPU s | against DuckDB | peak RSS | bytes per record |",
        "|---|---|---|---|---|---|",
    ]
    for case, usage in best.items():
        rate = records / usage.cpu_seconds
        ratio = base / usage.cpu_seconds
        text.append(
            f"| {case.name} | {usage.cpu_seconds:.2f} | {rate:,.0f} | {ratio:.2f}× "
            f"| {usage.peak_bytes / 1e6:.0f} MB | {sizes(case, records)} |"
        )
    off = best[CASES[1]]
    raw = stages_of(off).get("encode raw", 0)
    without_raw = off.cpu_seconds - raw
    text += [
        "",
        f"Encoding raw is {raw:.2f} s of the run without judging; less that it is "
        f"{base / without_raw:.2f}×. (Raw is always kept, so this is a difference, not a run.)",
        "",
        "| CPU s by stage | " + " | ".join(case.tier for case in CASES[1:]) + " |",
        "|---|" + "---|" * (len(CASES) - 1),
    ]
    for stage in stages_of(off):
        cells = " | ".join(f"{stages_of(best[case]).get(stage, 0):.2f}" for case in CASES[1:])
        text.append(f"| {stage} | {cells} |")
    return "\n".join(text)


def write_readme(figures: str) -> None:
    path = TOP / "bench/README.md"
    before, _, rest = path.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    path.write_text(f"{before}{BEGIN}\n{figures}\n{END}{after}")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--smoke", action="store_true")
    parser.add_argument("--readme", action="store_true")
    arguments = parser.parse_args()
    records = make_lines(hours=2 if arguments.smoke else 34)
    rounds: dict[Case, list[measure.Usage]] = {case: [] for case in CASES}
    for number in range(1 if arguments.smoke else 3):
        for case in CASES:
            usage = run_case(case)
            rounds[case].append(usage)
            print(f"round {number + 1}: {case.name}: {usage.cpu_seconds:.2f} CPU s", flush=True)
    best = {case: min(runs, key=lambda usage: usage.cpu_seconds) for case, runs in rounds.items()}
    spread = {
        case.name: statistics.pstdev(usage.cpu_seconds for usage in runs)
        for case, runs in rounds.items()
    }
    figures = report(best, records)
    print(f"\n{figures}\n\nspread of CPU s over the rounds: {spread}")
    if arguments.readme:
        stamp = datetime.now(UTC).date().isoformat()
        write_readme(f"Measured {stamp}. {figures}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
