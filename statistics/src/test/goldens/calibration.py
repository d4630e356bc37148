#!/usr/bin/env python3
"""Makes calibration.json from scikit-learn's IsotonicRegression (BSD-3): python3 calibration.py

Rows of [confidence, right, wrong] by ascending confidence; the fit's probability on a grid; accuracy estimated for other
confidences, with its deviation by the definition. The tests read the JSON file only.
"""
import json, math, platform
import numpy, sklearn
from sklearn.isotonic import IsotonicRegression

VERSIONS = {"python": platform.python_version(), "scikit-learn": sklearn.__version__, "numpy": numpy.__version__}
GRID = [i / 400 for i in range(401)]


def fit(random, name, size, digits, chance):
    confidence = numpy.round(0.5 + 0.5 * random.beta(2, 1.5, size), digits)
    right = random.random(size) < chance(confidence)
    values = numpy.unique(confidence)
    rows = [[float(v), int(right[confidence == v].sum()), int((~right[confidence == v]).sum())] for v in values]
    model = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(confidence, right.astype(float))
    return {"name": name, "rows": rows, "probability": [float(p) for p in model.predict(GRID)]}, model, size


random = numpy.random.default_rng(20261126)
shapes = [("overconfident", 4000, 3, lambda c: 0.35 + 0.5 * c), ("underconfident", 800, 2, lambda c: numpy.minimum(1, 1.3 * c - 0.1)),
          ("a step", 1500, 2, lambda c: numpy.where(c < 0.8, 0.6, 0.95)), ("the wrong way round", 600, 2, lambda c: 1.3 - c),
          ("always right", 200, 2, lambda c: c * 0 + 1), ("one row", 1, 2, lambda c: c), ("many different", 3000, 6, lambda c: c)]
fits = [fit(random, *shape) for shape in shapes]

estimates = []
for parts in [[(0, 500)], [(0, 300), (1, 900)], [(2, 5), (3, 2), (6, 4000)]]:
    classes, right, variance, n = [], 0.0, 0.0, sum(size for _, size in parts)
    for which, size in parts:
        confidence = numpy.round(0.4 + 0.6 * random.random(size), 3)
        p = fits[which][1].predict(confidence)
        right += p.sum()
        variance += (size / n) ** 2 * (p * (1 - p)).mean() * (1 / size + 1 / fits[which][2])
        classes.append({"fit": which, "confidences": [float(c) for c in confidence]})
    estimates.append({"classes": classes, "value": float(right / n), "deviation": math.sqrt(variance)})

with open("calibration.json", "w") as file:
    file.write('{"versions": ' + json.dumps(VERSIONS) + ',\n"grid": ' + str(len(GRID)) + ',\n"cases": [\n'
               + ",\n".join(json.dumps(f) for f, _, _ in fits) + '\n],\n"estimates": [\n' + ",\n".join(map(json.dumps, estimates)) + "\n]}\n")
