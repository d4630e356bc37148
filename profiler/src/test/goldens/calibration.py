"""How often predictions of a class are right at a confidence, by scikit-learn, for PerformanceGoldenTest.

python3 calibration.py reads rows.csv and writes calibration.json beside itself.
"""
import csv
import json
import sys

import numpy as np
import sklearn
from sklearn.isotonic import IsotonicRegression

with open("rows.csv", newline="") as file:
    rows = [row for row in csv.DictReader(file) if row["label"]]
classes = {}
for name in ("no", "yes"):
    of = [row for row in rows if row["prediction"] == name]
    confidence = np.array([max(float(row["score"]), 1 - float(row["score"])) for row in of])
    right = np.array([float(row["label"] == name) for row in of])
    fit = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(confidence, right)
    classes[name] = {"samples": len(of), "probability": [float(p) for p in fit.predict([i / 40 for i in range(41)])]}
json.dump({"versions": {"python": sys.version.split()[0], "numpy": np.__version__, "scikit-learn": sklearn.__version__},
           "classes": classes}, open("calibration.json", "w"), indent=1)
