"""Writes change-points.json: every way to cut some values tried with SciPy's Kruskal-Wallis statistic. Run: python3 make-change-points.py"""

import itertools
import json
import math
import pathlib
import sys

import numpy as np
import scipy
from scipy import stats

rng = np.random.default_rng(2026)


def values(size, steps, kind):
    noise = rng.integers(0, 4, size) if kind == "ties" else rng.normal(0, 1, size)
    level = np.zeros(size)
    for at, height in steps:
        level[at:] += height
    return [round(float(v), 4) for v in 20 + level + noise]


def best_cuts(x):
    penalty = 5.3 + 1.4 * math.log(len(x))
    best = (0.0, [])
    for count in range(1, len(x) // 5):
        for cut in itertools.combinations(range(5, len(x) - 4), count):
            bounds = [0, *cut, len(x)]
            parts = [x[a:b] for a, b in itertools.pairwise(bounds)]
            if min(len(p) for p in parts) < 5:
                continue
            worth = float(stats.kruskal(*parts).statistic) - penalty * count
            if worth > best[0] + 1e-9:
                best = (worth, list(cut))
    return best[1]


def cut():
    cases = [(13, []), (13, [(6, 9)]), (16, [(8, 2)]), (20, [(10, 3)]), (20, [(15, 4)]), (24, [(8, 4), (16, -4)]), (24, [(8, 4), (16, 4)]), (26, [(12, 1.5)]), (28, [(10, 6), (20, -6)]), (28, [(9, 5), (19, 5)])]
    for (size, steps), kind in itertools.product(cases, ["normal", "ties"]):
        x = values(size, steps, kind)
        yield {"values": x, "cuts": best_cuts(x)}


def robust_z():
    for size, newest in itertools.product([1, 2, 10, 40], [5.0, 20.0, 22.5, 40.0]):
        x = [round(float(v), 4) for v in 20 * rng.lognormal(0, 0.05, size)]
        logs = np.log(x)
        distance = math.log(newest) - np.median(logs)
        side = abs(np.quantile(logs, 0.9 if distance > 0 else 0.1) - np.median(logs)) / 1.2816
        spread = max(1.4826 * stats.median_abs_deviation(logs), side, math.log(1.01))
        yield {"value": newest, "before": x, "z": float(distance / spread / (1 + 2 / size))}


reference = {
    "origin": f"Python {sys.version.split()[0]}, SciPy {scipy.__version__}, NumPy {np.__version__}",
    **{f.__name__: list(f()) for f in [cut, robust_z]},
}
pathlib.Path(__file__).with_name("change-points.json").write_text(json.dumps(reference) + "\n")
