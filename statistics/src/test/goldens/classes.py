#!/usr/bin/env python3
"""Makes classes.json from scikit-learn: python3 classes.py

Predictions of four classes with their probabilities: precision, recall, F1 and the area under the ROC curve of each class, log loss,
Brier score; the areas of binned scores from the raw ones. The tests read the JSON file only.
"""
import json, platform
import numpy, sklearn
from sklearn import metrics

VERSIONS = {"python": platform.python_version(), "scikit-learn": sklearn.__version__, "numpy": numpy.__version__}
cases = []
for seed, size, prior in [(1, 400, [.4, .3, .2, .1]), (2, 150, [.7, .29, .01, 0.])]:
    random = numpy.random.default_rng(seed)
    actual = random.choice(4, size, p=prior)
    raw = numpy.round(random.gamma(0.6, 1, (size, 4)) + 1.2 * numpy.eye(4)[actual] * random.random((size, 1)), 3) + 0.001
    p = raw / raw.sum(axis=1, keepdims=True)
    p = numpy.rint(p * 1000).astype(int)
    p[:, 0] += 1000 - p.sum(axis=1)
    predicted, q = p.argmax(axis=1), p / 1000
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(actual, predicted, labels=range(4), zero_division=numpy.nan)
    areas = [float(metrics.roc_auc_score(actual == c, q[:, c])) if 0 < (actual == c).sum() < size else None for c in range(4)]
    onehot = numpy.eye(4)[actual]
    number = lambda values: [None if numpy.isnan(v) else float(v) for v in values]
    cases.append({"probabilities": p.tolist(), "actual": actual.tolist(), "predicted": predicted.tolist(),
                  "precision": number(precision), "recall": number(recall), "f1": number(f1), "areas": areas,
                  "logLoss": float(metrics.log_loss(actual, numpy.clip(q, numpy.finfo(float).eps, 1), labels=range(4))) if (q[range(size), actual] > 0).all()
                  else float(-numpy.log(numpy.maximum(numpy.finfo(float).eps, q[range(size), actual])).mean()),
                  "brier": float(metrics.brier_score_loss(actual, q, labels=range(4), scale_by_half=False)),
                  "binaryBrier": float(metrics.brier_score_loss(actual == 0, q[:, 0])),
                  "binaryLogLoss": float(metrics.log_loss(actual == 0, q[:, 0]))})
with open("classes.json", "w") as file:
    file.write('{"versions": ' + json.dumps(VERSIONS) + ',\n"cases": [\n' + ",\n".join(map(json.dumps, cases)) + "\n]}\n")
