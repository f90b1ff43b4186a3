"""Writes reference.json: what SciPy says, frozen. The tests read only the JSON. Run: python3 make-reference.py"""

import itertools
import json
import math
import pathlib
import sys
import warnings

import numpy as np
import scipy
from scipy import stats

warnings.simplefilter("ignore")
rng = np.random.default_rng(2026)
SIDES = ["two-sided", "greater", "less"]


def values(size, kind):
    """Numbers of one kind: continuous, with ties, of large offset, or heavy in the tail."""
    if kind == "ties":
        return [float(v) for v in rng.integers(0, 6, size)]
    if kind == "offset":
        return [round(float(v), 1) for v in 1e9 + rng.normal(0, 1000, size)]
    if kind == "tail":
        return [round(float(v), 4) for v in rng.lognormal(3, 1.5, size)]
    return [round(float(v), 4) for v in rng.normal(10, 3, size)]


KINDS = ["normal", "ties", "offset", "tail"]


def mann_whitney():
    for n, m, kind in itertools.product([1, 5, 12, 30], [4, 8, 20, 50], ["normal", "ties"]):
        x, y = values(n, kind), values(m, kind)
        if len(set(x + y)) == 1:
            continue
        for side in SIDES:
            result = stats.mannwhitneyu(x, y, alternative=side, method="auto")
            yield {"first": x, "second": y, "alternative": side, "statistic": result.statistic, "pValue": result.pvalue}


def signed_rank():
    for n, kind, zeros in itertools.product([2, 5, 10, 20, 50, 60], ["normal", "ties"], [False, True]):
        d = [round(v - 9, 4) if kind == "normal" else v - 2 for v in values(n, kind)]
        if not zeros:
            d = [v for v in d if v != 0]
        else:
            d[0] = 0.0
        if not any(d):
            continue
        tied = len(set(abs(v) for v in d)) < len(d)
        has_zero = 0.0 in d
        exact = not tied and not has_zero and len(d) <= 50
        for side in SIDES:
            result = stats.wilcoxon(
                d, zero_method="wilcox", correction=not exact, alternative=side, method="exact" if exact else "asymptotic"
            )
            above = sum(r for r, v in zip(stats.rankdata([abs(v) for v in d if v]), [v for v in d if v]) if v > 0)
            yield {"differences": d, "alternative": side, "statistic": float(above), "pValue": result.pvalue}


def hodges_lehmann():
    """By brute force: the median of the Walsh averages, and those not rejected by the exact (n <= 12) or normal rank sums."""
    for n in [1, 4, 6, 9, 12, 60]:
        d = values(n, "normal")
        walsh = sorted((d[i] + d[j]) / 2 for i in range(n) for j in range(i, n))
        if n <= 12:
            sums = [sum(k + 1 for k in range(n) if signs >> k & 1) for signs in range(2**n)]
            counts = np.cumsum(np.bincount(sums))
            k = int(np.argmax(counts > 0.025 * 2**n))
        else:
            spread = math.sqrt(n * (n + 1) * (2 * n + 1) / 24)
            k = math.ceil(n * (n + 1) / 4 + stats.norm.ppf(0.025) * spread)
        outside = max(0, k - 1)
        yield {"differences": d, "estimate": float(np.median(walsh)), "low": walsh[outside], "high": walsh[-1 - outside]}


def theil_sen():
    for n, kind in itertools.product([3, 8, 12, 30], KINDS):
        y = values(n, kind)
        for x in [list(range(n)), sorted(values(n, "tail"))]:
            result = stats.theilslopes(y, x, 0.95)
            yield {"y": y, "x": [float(v) for v in x], "slope": result[0], "intercept": result[1], "low": result[2], "high": result[3]}


def mann_kendall():
    """Exact by SciPy's Kendall tau; with ties by the published formula on SciPy's normal distribution."""
    for n, kind, drift in itertools.product([2, 4, 8, 12, 30, 50, 80], ["normal", "ties"], [0, 0.5]):
        y = [round(v + drift * i, 4) for i, v in enumerate(values(n, kind))]
        s = int(sum(np.sign(y[j] - y[i]) for i in range(n) for j in range(i + 1, n)))
        ties = [c for c in np.unique(y, return_counts=True)[1] if c > 1]
        for side in SIDES:
            if not ties and n <= 50:
                p = stats.kendalltau(range(n), y, method="exact", alternative=side).pvalue
            else:
                variance = (n * (n - 1) * (2 * n + 5) - sum(int(t) * (int(t) - 1) * (2 * int(t) + 5) for t in ties)) / 18
                spread = math.sqrt(variance)
                p = 1.0
                if spread > 0 and side == "two-sided":
                    p = min(1.0, 2 * stats.norm.sf((abs(s) - 1) / spread))
                elif spread > 0:
                    p = stats.norm.sf((s - 1) / spread) if side == "greater" else stats.norm.cdf((s + 1) / spread)
            yield {"values": y, "alternative": side, "statistic": s, "pValue": float(p)}


def quantile_interval():
    for n, percent, confidence in itertools.product([1, 5, 20, 59, 100], [5, 50, 90, 99], [0.95]):
        x = sorted(values(n, "tail"))
        low, high = stats.quantile_test(x, q=0, p=percent / 100).confidence_interval(confidence)
        entry = {"values": x, "percent": percent, "confidence": confidence}
        yield entry | {k: float(v) for k, v in [("low", low), ("high", high)] if not math.isnan(v)}


def wilson():
    for tries, share, confidence in itertools.product([1, 5, 75, 200, 1000], [0, 0.01, 0.5, 1], [0.95, 0.99]):
        successes = round(tries * share)
        interval = stats.binomtest(successes, tries).proportion_ci(confidence, method="wilson")
        yield {"successes": successes, "tries": tries, "confidence": confidence, "low": interval.low, "high": interval.high}


def normal():
    for z in [-30, -20, -8, -7.0710678, -5, -1.96, -0.3, 0, 0.3, 1, 1.96, 5, 7, 9]:
        yield {"z": z, "cdf": float(stats.norm.cdf(z))}


def normal_quantile():
    for p in [1e-300, 1e-12, 0.0005, 0.005, 0.025, 0.3, 0.5, 0.7, 0.975, 0.995, 1 - 1e-9]:
        yield {"p": p, "z": float(stats.norm.ppf(p))}


def deviation():
    for n, kind in itertools.product([1, 2, 9, 40], KINDS):
        x = values(n, kind)
        yield {"values": x, "median": float(np.median(x)), "mad": float(stats.median_abs_deviation(x))}


reference = {
    "origin": f"Python {sys.version.split()[0]}, SciPy {scipy.__version__}, NumPy {np.__version__}",
    **{f.__name__: list(f()) for f in [mann_whitney, signed_rank, hodges_lehmann, theil_sen, mann_kendall, quantile_interval, wilson, normal, normal_quantile, deviation]},
}
pathlib.Path(__file__).with_name("reference.json").write_text(json.dumps(reference) + "\n")
