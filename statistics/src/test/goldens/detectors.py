#!/usr/bin/env python3
"""Makes detectors.json from river (BSD-3): python3 detectors.py

Streams of error bits, and of 1 - confidence in thousandths, with a step up, a step down, a gradual rise or no change; beside each the
indices at which river's detectors report a change. The tests read the JSON file only.
"""
import json, platform
import numpy, river
from river import drift
from river._river_rust.drift import AdaptiveWindowing

VERSIONS = {"python": platform.python_version(), "river": river.__version__, "numpy": numpy.__version__}
SHAPES = {
    "none": lambda t: numpy.zeros_like(t),
    "step up": lambda t: (t >= 0.5) * 1.0,
    "step down": lambda t: (t < 0.5) * 1.0,
    "gradual": lambda t: numpy.clip((t - 0.3) / 0.4, 0, 1),
    "there and back": lambda t: ((t >= 0.3) & (t < 0.6)) * 1.0,
}


def streams():
    for number, (shape, level) in enumerate(SHAPES.items()):
        for seed in (1, 2):
            random = numpy.random.default_rng(1000 * number + seed)
            where = level(numpy.arange(4000) / 4000)
            rate = 0.12 + (0.2 if seed == 1 else 0.08) * where
            yield "error", shape, seed, (random.random(4000) < rate).astype(int).tolist()
        random = numpy.random.default_rng(77 + number)
        where = level(numpy.arange(3000) / 3000)
        doubt = numpy.clip(0.2 + 0.15 * where + 0.1 * random.standard_normal(3000), 0, 0.5)
        yield "confidence", shape, 77 + number, numpy.rint(1000 * doubt).astype(int).tolist()


def indices(detector, values):
    found = []
    for i, value in enumerate(values):
        detector.update(value)
        if detector.drift_detected:
            found.append(i)
    return found


def window(values, *parameters):
    """ADWIN as in its paper: after a detection the newer values stay."""
    adwin = AdaptiveWindowing(*parameters)
    return [i for i, value in enumerate(values) if adwin.update(value)], adwin.get_width(), adwin.get_total() / adwin.get_width()


def with_errors(values, found, warm_start):
    """Whether every start of DDM sees an error while it warms up: without one river takes the first error for a change."""
    return all(any(values[start:start + warm_start + 1]) for start in [0] + [i + 1 for i in found] if start + warm_start < len(values))


cases = []
for signal, shape, seed, values in streams():
    scale = 1 if signal == "error" else 1000
    stream = [v / scale for v in values]
    expected = []
    for delta, clock, buckets, part, grace in [(0.002, 32, 5, 5, 10), (0.05, 8, 3, 10, 60)]:
        kept, width, mean = window(stream, delta, clock, buckets, part, grace)
        parameters = {"delta": delta, "clock": clock, "buckets": buckets, "part": part, "grace": grace}
        expected.append({"detector": "adwin", **parameters, "restarts": False, "found": kept, "width": width, "mean": mean})
        expected.append({"detector": "adwin", **parameters, "restarts": True, "found": indices(
            drift.ADWIN(delta=delta, clock=clock, max_buckets=buckets, min_window_length=part, grace_period=grace), stream)})
    for instances, delta, threshold, alpha in [(30, 0.005, 50, 0.9999), (100, 0.02, 15, 1.0)]:
        expected.append({"detector": "page_hinkley", "instances": instances, "delta": delta, "threshold": threshold, "alpha": alpha,
                         "found": indices(drift.PageHinkley(instances, delta, threshold, alpha, mode="up"), stream)})
    if signal == "error":
        for warm, threshold in [(30, 3.0), (100, 2.5)]:
            found = indices(drift.binary.DDM(warm_start=warm, drift_threshold=threshold), values)
            if with_errors(values, found, warm):
                expected.append({"detector": "ddm", "warm": warm, "threshold": threshold, "found": found})
    cases.append({"signal": signal, "shape": shape, "seed": seed, "scale": scale,
                  "values": " ".join(map(str, values)) if scale > 1 else "".join(map(str, values)), "expected": expected})
    print(signal, shape, seed, [(e["detector"], e["found"]) for e in expected])
with open("detectors.json", "w") as file:
    file.write('{"versions": ' + json.dumps(VERSIONS) + ',\n"cases": [\n' + ",\n".join(map(json.dumps, cases)) + "\n]}\n")
