"""Rows and their performance metrics, computed with NumPy and the plainest loops, for PerformanceGoldenTest.

python3 performance.py writes rows.csv and performance.json beside itself.
"""
import csv
import json
import sys

import numpy as np

rng = np.random.default_rng(20010101)
n = 1_500
start = 978_307_200_000  # 2001-01-01T00:00:00Z
time = start + np.sort(rng.integers(0, 15 * 86_400_000, n))
time[0], time[-1] = start, start + 15 * 86_400_000 - 1
score = np.round(rng.beta(1.2, 2.5, n), 2)
actual = rng.random(n) < np.clip(score + rng.normal(0, 0.15, n), 0, 1)
predicted = score >= 0.4
number = np.round(rng.gamma(2.0, 30.0, n), 1)
truth = np.round(number * rng.lognormal(0, 0.2, n) - 3, 1)
labelled = rng.random(n) < 0.9
guess = np.digitize(score, [0.2, 0.5])
kind = np.where(rng.random(n) < 0.7, guess, rng.integers(0, 3, n))

with open("rows.csv", "w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["time", "prediction", "score", "label", "number", "truth", "labelled", "guess", "kind"])
    for i in range(n):
        label = ("yes" if actual[i] else "no") if labelled[i] else ""
        rows.writerow([int(time[i]), "yes" if predicted[i] else "no", score[i], label, number[i],
                       truth[i] if labelled[i] else "", str(bool(labelled[i])).lower(),
                       "abc"[guess[i]], "abc"[kind[i]] if labelled[i] else ""])


def delong(s, y):
    """Area and its variance from the definition: every positive against every negative."""
    pos, neg = s[y], s[~y]
    wins = (pos[:, None] > neg[None, :]) + 0.5 * (pos[:, None] == neg[None, :])
    variance = wins.mean(axis=1).var(ddof=1) / len(pos) + wins.mean(axis=0).var(ddof=1) / len(neg)
    return wins.mean(), variance


def binary(mask):
    s, y, p = score[mask], actual[mask], predicted[mask]
    m = len(s)
    tp = np.sum(y & p)
    a, b = 2.0 * (y & p), 1.0 * y + 1.0 * p
    f1 = a.sum() / b.sum()
    loss = -np.log(np.maximum(np.finfo(float).eps, np.where(y, s, 1 - s)))
    brier = (s - y) ** 2
    auc, auc_variance = delong(s, y)
    share = lambda k, of: [k / of, int(of), k / of * (1 - k / of)]
    return {
        "accuracy": share(np.sum(y == p), m),
        "precision": share(tp, np.sum(p)),
        "recall": share(tp, np.sum(y)),
        "f1": [f1, m, np.mean((a - f1 * b) ** 2) / b.mean() ** 2],
        "log_loss": [loss.mean(), m, loss.var()],
        "brier": [brier.mean(), m, brier.var()],
        "roc_auc": [auc, m, auc_variance * m],
    }


def several(mask):
    """Means over classes; the variance is that of each row's part in them (the delta method)."""
    p, y, m = guess[mask], kind[mask], int(mask.sum())
    parts = {"precision": lambda h, a, b: (h, a), "recall": lambda h, a, b: (h, b), "f1": lambda h, a, b: (2 * h, a + b)}
    metrics = {"accuracy": [np.mean(p == y), m, np.mean(p == y) * (1 - np.mean(p == y))]}
    for name, part in parts.items():
        value, influence = 0.0, np.zeros(m)
        for c in range(3):
            above, below = part(1.0 * ((p == c) & (y == c)), 1.0 * (p == c), 1.0 * (y == c))
            share = above.sum() / below.sum()
            value += share / 3
            influence += (above - share * below) / below.mean() / 3
        metrics[name] = [value, m, np.mean(influence ** 2)]
    return metrics


def regression(mask):
    p, y = number[mask], truth[mask]
    e, m = p - y, len(p)
    rmse = np.sqrt(np.mean(e ** 2))
    wape = np.abs(e).sum() / np.abs(y).sum()
    return {
        "bias": [e.mean(), m, e.var()],
        "mae": [np.abs(e).mean(), m, np.abs(e).var()],
        "rmse": [rmse, m, np.var(e ** 2) / (4 * rmse ** 2)],
        "r2": [1 - (e ** 2).sum() / ((y - y.mean()) ** 2).sum(), m, 0.0],
        "wape": [wape, m, np.mean((np.abs(e) - wape * np.abs(y)) ** 2) / np.abs(y).mean() ** 2],
    }


def with_days(metrics):
    whole = metrics(labelled)
    day = (time - start) // 86_400_000
    days = [metrics(labelled & (day == d)) for d in range(15)]
    return {name: {"value": float(v), "samples": int(k), "variance": float(var),
                   "dayVariance": float(np.var([d[name][0] for d in days], ddof=1))}
            for name, (v, k, var) in whole.items()}


def season(column):
    """T = PSI / (1/n - 1/m) of each day, PSI with half a count added to each of two bins."""
    whole = np.array([np.sum(column), np.sum(~column)])
    t, sizes = [], []
    for d in range(15):
        of_day = column[(time - start) // 86_400_000 == d]
        x, size = np.array([np.sum(of_day), np.sum(~of_day)]), len(of_day)
        p, q = (x + 0.5) / (size + 1), (whole + 0.5) / (n + 1)
        t.append(np.sum((p - q) * np.log(p / q)) / (1 / size - 1 / n))
        sizes.append(size)
    return {"mean": np.mean(t), "variance": np.var(t, ddof=1), "meanSamples": np.mean(sizes), "windows": 15}


confidence = np.maximum(score, 1 - score)
json.dump({
    "versions": {"python": sys.version.split()[0], "numpy": np.__version__},
    "binary": with_days(binary),
    "several": with_days(several),
    "regression": with_days(regression),
    "season": season(predicted),
    "confidence": {"value": confidence.mean(), "samples": n, "variance": confidence.var()},
}, open("performance.json", "w"), indent=1)
