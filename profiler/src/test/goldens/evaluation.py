"""Rows against a reference, computed with NumPy, SciPy and scikit-learn, for EvaluatorGoldenTest.

python3 evaluation.py writes reference.csv, production.csv, truth.csv and evaluation.json beside itself.
"""
import csv
import json
import sys

import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn import metrics

rng = np.random.default_rng(20010301)
m, n, days = 4_000, 3_000, 12
start = 983_404_800_000  # 2001-03-01T00:00:00Z
colours = np.array(["red", "green", "blue", "grey"])

reference_amount = np.round(rng.gamma(2.0, 30.0, m), 2)
reference_colour = rng.choice(colours, m, p=[0.4, 0.3, 0.2, 0.1])
reference_score = np.round(rng.beta(1.2, 2.5, m), 2)
reference_actual = rng.random(m) < reference_score

time = start + np.sort(rng.integers(0, days * 86_400_000, n))
time[0], time[-1] = start, start + days * 86_400_000 - 1
amount = np.round(rng.gamma(2.0, 36.0, n), 2)
day = (time - start) // 86_400_000
# Some days are redder than others, so that rows depend on their day; one row in fifty has no colour.
red = 0.4 + 0.08 * np.sin(day)
draw = rng.random(n)
colour = np.where(draw < red, "red", np.where(draw < red + 0.3, "green", np.where(draw < red + 0.48, "blue", "grey")))
colour = np.where(rng.random(n) < 0.02, "", colour)
score = np.round(rng.beta(1.2, 2.2, n), 2)
actual = rng.random(n) < score
known = rng.random(n) < 0.9


def word(positive):
    return "yes" if positive else "no"


def write(name, head, rows):
    with open(name, "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(head)
        out.writerows(rows)


write("reference.csv", ["amount", "colour", "prediction", "score", "label"],
      [[reference_amount[i], reference_colour[i], word(reference_score[i] >= 0.5), reference_score[i],
        word(reference_actual[i])] for i in range(m)])
write("production.csv", ["id", "time", "amount", "colour", "prediction", "score"],
      [[f"r{i}", int(time[i]), amount[i], colour[i], word(score[i] >= 0.5), score[i]] for i in range(n)])
truths = [[f"r{i}", word(actual[i])] for i in range(n) if known[i]]
# A wrong label that a later one corrects, and seven of rows that are not there.
write("truth.csv", ["id", "label"], [["r1", word(not actual[1])]] + truths + [[f"x{i}", "yes"] for i in range(7)])


def overdispersion(values, names):
    """The largest ratio of blocks' chi-square to its degrees, over blocks of 1, 2, 4 … days while there are five."""
    largest, size = 1.0, 1
    while True:
        blocks = [values[day // size == b] for b in range(-(-days // size))]
        if len(blocks) < 5:
            return largest
        table = np.array([[np.sum(block == name) for name in names] for block in blocks])
        largest = max(largest, stats.chi2_contingency(table, correction=False).statistic
                      / ((len(blocks) - 1) * (len(names) - 1)))
        size *= 2


shown = colour[colour != ""]
phi = overdispersion(colour, colours)
x = np.array([np.sum(shown == name) for name in colours])
y = np.array([np.sum(reference_colour == name) for name in colours])
k = len(colours)
p, q = (x + 0.5) / (x.sum() + 0.5 * k), (y + 0.5) / (y.sum() + 0.5 * k)
share, other = x / x.sum(), y / y.sum()
chi_square = stats.chi2_contingency(np.array([x, y]), correction=False)

labelled = known
predicted = score >= 0.5
result = {
    "versions": {"python": sys.version.split()[0], "numpy": np.__version__, "scipy": scipy.__version__,
                 "scikit-learn": sklearn.__version__},
    "amount": {"samples": n, "ks": stats.ks_2samp(amount, reference_amount).statistic},
    "colour": {
        "samples": int(x.sum()), "missing": int(np.sum(colour == "")), "overdispersion": phi,
        "chiSquare": chi_square.statistic, "degrees": int(chi_square.dof),
        "pValue": stats.chi2_contingency(np.array([x / phi, y]), correction=False).pvalue,
        "psi": float(np.sum((p - q) * np.log(p / q))), "psiNoiseFloor": (k - 1) * (1 / x.sum() + 1 / m),
        "v": float(np.sqrt(0.5 * np.sum((share - other) ** 2 / (share + other)))),
    },
    "labels": {"joined": int(known.sum()), "unlabelled": int((~known).sum()), "orphans": 7,
               "duplicates": 1 if known[1] else 0},
    "performance": {
        "accuracy": metrics.accuracy_score(actual[labelled], predicted[labelled]),
        "precision": metrics.precision_score(actual[labelled], predicted[labelled]),
        "recall": metrics.recall_score(actual[labelled], predicted[labelled]),
        "f1": metrics.f1_score(actual[labelled], predicted[labelled]),
        "log_loss": metrics.log_loss(actual[labelled], score[labelled]),
        "brier": metrics.brier_score_loss(actual[labelled], score[labelled]),
        "roc_auc": metrics.roc_auc_score(actual[labelled], score[labelled]),
    },
    "baseline": {
        "accuracy": metrics.accuracy_score(reference_actual, reference_score >= 0.5),
        "roc_auc": metrics.roc_auc_score(reference_actual, reference_score),
    },
    "accuracyByDay": [metrics.accuracy_score(actual[labelled & (day == d)], predicted[labelled & (day == d)])
                      for d in range(days)],
}
with open("evaluation.json", "w") as file:
    json.dump(result, file, indent=2, default=float)
    file.write("\n")
