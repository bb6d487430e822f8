"""Judges the series of a NAB corpus and scores that by NAB's own rules, two baselines beside it.

usage: nab.py CORPUS [TELLTALE]
  CORPUS   folder with data/<category>/<file>.csv and labels/combined_windows.json

The detector is told how many rows of a file are probation and nothing else. The baselines:
  clock    an alarm every half probation, blind to the data
  range    an alarm at each new smallest or largest value, then none for a tenth of the probation
"""

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import nab_score
import numpy as np

TOP = Path(__file__).resolve().parent.parent
SECONDS_MAX = 60


def values_of(path: Path) -> np.ndarray:
    with path.open() as lines:
        return np.array([float(row["value"]) for row in csv.DictReader(lines)])


def probation_of(rows: int) -> int:
    share = int(nab_score.PROBATION_SHARE * rows)
    return min(share, nab_score.PROBATION_ROWS_MAX)


def by_clock(path: Path) -> np.ndarray:
    rows = len(values_of(path))
    scores = np.zeros(rows)
    probation = probation_of(rows)
    scores[probation :: max(1, probation // 2)] = 1
    return scores


def by_range(path: Path) -> np.ndarray:
    values = values_of(path)
    probation = probation_of(len(values))
    scores = np.zeros(len(values))
    quiet_until = probation
    low, high = values[:probation].min(), values[:probation].max()
    for row in range(probation, len(values)):
        is_new = values[row] < low or values[row] > high
        low, high = min(low, values[row]), max(high, values[row])
        if is_new and row >= quiet_until:
            scores[row] = 1
            quiet_until = row + max(1, probation // 10)
    return scores


def by_telltale(program: str) -> Callable[[Path], np.ndarray]:
    def judge(path: Path) -> np.ndarray:
        with tempfile.NamedTemporaryFile("r", suffix=".csv") as out:
            warmup = str(probation_of(len(values_of(path))))
            command = [program, "score", "--schema", "series", "--warmup", warmup]
            subprocess.run(
                [*command, "--out", out.name, str(path)],
                check=True,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS_MAX,
            )
            return np.array([float(row["score"]) for row in csv.DictReader(out)])

    return judge


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    corpus = Path(arguments[0])
    program = arguments[1] if len(arguments) > 1 else str(TOP / "build/release/bin/telltale")
    labels = json.loads((corpus / "labels/combined_windows.json").read_text())
    series = [nab_score.Series(corpus, name, spans) for name, spans in sorted(labels.items())]
    windows = sum(one.window_count for one in series)
    print(f"{len(series)} files, {windows} windows\n")
    print("| | standard | low FP | low FN |\n|---|---|---|---|")
    judges = {"clock": by_clock, "range": by_range, "telltale": by_telltale(program)}
    for name, judge in judges.items():
        scores = {one.name: judge(corpus / "data" / one.name) for one in series}
        cells = [
            f"{nab_score.best_score(series, scores, profile)[0]:.1f}"
            for profile in nab_score.PROFILES
        ]
        print(f"| {name} | {' | '.join(cells)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
