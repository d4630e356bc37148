#!/usr/bin/env python3
"""Makes the golden numbers beside it from SciPy and mpmath: python3 make.py

The tests read the JSON files only. `versions` in each says what made it; every input is in the files.
"""
import json, math, platform
import mpmath, numpy, scipy
from scipy import special, stats
from scipy.spatial.distance import jensenshannon

mpmath.mp.dps = 60
VERSIONS = {"python": platform.python_version(), "scipy": scipy.__version__, "numpy": numpy.__version__,
            "mpmath": mpmath.__version__}


def write(name, cases):
    with open(name, "w") as out:
        out.write('{"versions": %s,\n"cases": [\n' % json.dumps(VERSIONS))
        out.write(",\n".join(json.dumps(c) for c in cases))
        out.write("\n]}\n")


def ln(p):
    return float(numpy.log(p))


def ln_chi2(x, degrees):
    p = stats.chi2.sf(x, degrees)
    return ln(p) if p > 1e-300 else float(mpmath.log(mpmath.gammainc(
        mpmath.mpf(degrees) / 2, mpmath.mpf(float(x)) / 2, regularized=True)))


def tails():
    """ln of survival functions: SciPy's down to 1e-300, mpmath's beyond."""
    cases = []

    def add(function, x, degrees, by_scipy, by_mpmath):
        p = by_scipy(x)
        if p > 1e-300:
            cases.append({"function": function, "x": x, "degrees": degrees, "ln": ln(p), "by": "scipy"})
        else:
            cases.append({"function": function, "x": x, "degrees": degrees,
                          "ln": float(mpmath.log(by_mpmath(mpmath.mpf(x)))), "by": "mpmath"})

    for x in [-8.0, -3.0, -1.0, -0.1, 0.0, 0.1, 0.7, 1.0, 1.64, 2.5, 3.3, 5.0, 8.0, 12.0, 20.0, 30.0, 36.9, 45.0,
              100.0, 1000.0]:
        add("normal", x, 0, stats.norm.sf, lambda z: mpmath.erfc(z / mpmath.sqrt(2)) / 2)
    for degrees in [1, 2, 3, 5, 9, 24, 50, 99, 100, 999, 0.7, 4.35]:
        for x in [0.01, 0.5, 1.0, 3.84, 9.0, 20.0, 60.0, 150.0, 400.0, 800.0, 1300.0, 1400.0, 5000.0, 2e5, 1e7]:
            add("chi-square", x, degrees, lambda v: stats.chi2.sf(v, degrees),
                lambda v: mpmath.gammainc(mpmath.mpf(degrees) / 2, v / 2, regularized=True))
    for degrees in [1, 2, 4, 9, 19, 29, 59]:
        for x in [-40.0, -2.0, -0.3, 0.0, 0.3, 1.0, 2.0, 3.5, 8.0, 20.0, 100.0, 1e4, 1e6, 1e12]:
            add("student", x, degrees, lambda t: stats.t.sf(t, degrees),
                lambda t: mpmath.betainc(mpmath.mpf(degrees) / 2, mpmath.mpf("0.5"), 0,
                                         degrees / (degrees + t * t), regularized=True) / 2)
    for x in [0.05, 0.2, 0.3, 0.45, 0.6, 0.75, 0.7999, 0.8, 0.9, 1.0, 1.2239, 1.36, 2.0, 4.4, 8.0, 15.0, 18.5, 25.0,
              100.0]:
        add("kolmogorov", x, 0, special.kolmogorov,
            lambda z: 2 * mpmath.nsum(lambda i: (-1) ** (int(i) - 1) * mpmath.exp(-2 * i * i * z * z), [1, 30]))
    # Anywhere between the points above, by SciPy down to 1e-300.
    random = numpy.random.default_rng(20261126)
    for _ in range(150):
        add("normal", float(numpy.round(random.uniform(-5, 37), 6)), 0, stats.norm.sf, None)
        degrees = float(numpy.round(numpy.exp(random.uniform(-1, 7)), 3))
        add("chi-square", float(numpy.round(random.uniform(0.05, 1) * stats.chi2.isf(1e-280, degrees), 6)), degrees,
            lambda v: stats.chi2.sf(v, degrees), None)
        degrees = int(random.integers(1, 60))
        add("student", float(numpy.round(numpy.exp(random.uniform(-3, 9)), 6)), degrees, lambda t: stats.t.sf(t, degrees), None)
        add("kolmogorov", float(numpy.round(random.uniform(0.15, 18), 6)), 0, special.kolmogorov, None)
    write("tails.json", cases)


def pooled(x, y, other=None):
    """The pooling rule written again, from its words."""
    n, m = sum(x), sum(y)
    expected = [(a + b) * min(n, m) / (n + m) for a, b in zip(x, y)]
    keep = [i for i in range(len(x)) if expected[i] >= 5 and i != other]
    pool = [i for i in range(len(x)) if i not in keep]
    table = [[x[i], y[i]] for i in keep]
    rest = [sum(x[i] for i in pool), sum(y[i] for i in pool)]
    if sum(expected[i] for i in pool) >= 5 or not table:
        table.append(rest)
    else:
        smallest = min(range(len(table)), key=lambda i: (sum(table[i]), -table[i][1]))
        table[smallest] = [table[smallest][0] + rest[0], table[smallest][1] + rest[1]]
    return numpy.array(table)


def on_pooled(x, y, other=None):
    table = pooled(x, y, other)
    k = len(table)
    n, m = sum(x), sum(y)
    result = {"bins": k}
    if k < 2:
        return result
    chi = stats.chi2_contingency(table, correction=False)
    half = table + 0.5
    p, q = half[:, 0] / half[:, 0].sum(), half[:, 1] / half[:, 1].sum()
    psi = float(special.rel_entr(p, q).sum() + special.rel_entr(q, p).sum())
    p, q = table[:, 0] / n, table[:, 1] / m
    result |= {"chiSquare": float(chi.statistic), "lnChiSquareP": ln_chi2(chi.statistic, k - 1), "psi": psi,
               "lnPsiP": ln_chi2(psi * n * m / (n + m), k - 1),
               "v": float(numpy.sqrt(0.5 * ((p - q) ** 2 / (p + q)).sum())),
               "js": float(jensenshannon(p, q, base=2))}
    return result


def categorical(random):
    cases = []

    def add(name, window, reference):
        names = sorted(reference, key=lambda c: (-reference[c], c))
        x = [window.get(c, 0) for c in names] + [sum(v for c, v in window.items() if c not in reference)]
        y = [reference[c] for c in names] + [0]
        n, m, u = sum(x), sum(y), x[-1]
        once = sum(v == 1 for v in reference.values())
        twice = sum(v == 2 for v in reference.values())
        r = (u + once) / (n + m)
        variance = r * (1 - r) / n + (m * r + 2 * twice) / m ** 2
        z = stats.norm.logsf((u / n - once / m) / math.sqrt(variance)) if variance else 0
        # As many times less than m as the variance of the reference's share is more than that of m independent values.
        times = 1 + 2 * twice / max(once, m * r) if u else 1
        in_reference, of = round(once / times), int(m / times)
        fisher = stats.hypergeom.logsf(u - 1, n + of, u + in_reference, n)
        cases.append({"name": name, "window": window, "reference": reference}
                     | on_pooled(x, y, len(names)) | {"lnUnseenP": float(max(z, fisher)) if u else 0.0})

    add("two equal halves", {"a": 500, "b": 500}, {"a": 5000, "b": 5000})
    add("a vanished rare category", {"a": 70, "b": 30}, {"a": 700, "b": 295, "c": 5})
    add("an unseen category", {"a": 400, "b": 560, "new": 40}, {"a": 4100, "b": 5899, "rare": 1})
    add("everything unseen", {"x": 300, "y": 300}, {"a": 500, "b": 500})
    add("twice as many seen twice", {"a": 400, "b": 560, "new": 12, "newer": 3},
        {"a": 4100, "b": 5899} | {f"once {i}": 1 for i in range(4)} | {f"twice {i}": 2 for i in range(9)})
    add("far out", {"a": 10000, "b": 200000}, {"a": 150000, "b": 20000})
    for seed in range(12):
        kinds = int(random.integers(2, 60))
        shares = random.dirichlet(numpy.full(kinds, 0.6))
        other = random.dirichlet(numpy.full(kinds, 0.6)) if seed % 3 else shares
        moved = shares * 0.93 + other * 0.07
        n, m = int(random.integers(200, 5000)), int(random.integers(2000, 200000))
        x, y = random.multinomial(n, moved), random.multinomial(m, shares)
        add(f"dirichlet {seed}", {f"c{i}": int(v) for i, v in enumerate(x) if v},
            {f"c{i}": int(v) for i, v in enumerate(y) if v})
    write("categorical.json", cases)


def crossing(lam, a):
    if a <= 0:
        return -math.inf
    sigma = math.sqrt(a * (1 - a))
    return special.logsumexp([stats.norm.logsf(lam / sigma),
                              -2 * lam * lam + stats.norm.logcdf(lam * (2 * a - 1) / sigma)])


def numeric(random):
    cases = []

    def add(name, window, reference):
        window, reference = numpy.array(window), numpy.array(reference)
        n, m = len(window), len(reference)
        both = numpy.sort(numpy.concatenate([window, reference]))
        values, counts = numpy.unique(both, return_counts=True)
        d = stats.ks_2samp(window, reference).statistic
        lam = d * math.sqrt(n * m / (n + m))
        tail = special.kolmogorov(lam)
        bounds = [ln(tail) if tail > 1e-300 else math.log(2) - 2 * lam * lam]
        below = numpy.cumsum(counts)[:-1] / (n + m)
        if len(below) <= 64 and lam:
            bounds.append(math.log(2) + special.logsumexp(stats.norm.logsf(lam / numpy.sqrt(below * (1 - below)))))
        repeated = [v for v, c in zip(*numpy.unique(reference, return_counts=True)) if c >= 2 and c * 1024 > m]
        if repeated and lam:
            weights = [int((both == v).sum()) for v in repeated]
            heaviest = repeated[int(numpy.argmax(weights))]
            a, b = (both < heaviest).mean(), (both <= heaviest).mean()
            bounds.append(math.log(2) + special.logsumexp([crossing(lam, a), crossing(lam, 1 - b)]))
        scale = numpy.std(reference)
        wasserstein = stats.wasserstein_distance(window, reference) / scale
        cases.append({"name": name, "window": count(window), "reference": count(reference), "ks": float(d),
                      "lnKsP": float(min(0.0, *bounds)), "wasserstein": float(wasserstein)})

    def count(values):
        return [[float(v), int(c)] for v, c in zip(*numpy.unique(values, return_counts=True))]

    support = numpy.round(numpy.sort(random.normal(size=900)), 6)
    add("every reference value its own bin", random.choice(support, 2000), support)
    shifted = numpy.clip(numpy.searchsorted(support, support + 0.3), 0, len(support) - 1)
    add("shifted by 0.3", support[shifted][::2], support)
    add("hours", random.integers(0, 24, 3000), random.integers(0, 24, 40000))
    add("hours, mornings missing", random.integers(6, 24, 3000), random.integers(0, 24, 40000))
    add("poisson", random.poisson(3, 1000), random.poisson(3, 30000))
    add("zero-inflated", random.poisson(8, 2000) * (random.random(2000) < 0.3),
        random.poisson(8, 50000) * (random.random(50000) < 0.35))
    add("bernoulli", random.integers(0, 2, 1000), random.integers(0, 2, 100))
    add("the same values", [1, 2, 3, 4, 5], [1, 2, 3, 4, 5])
    add("far apart", [9.0] * 4000 + [1.0] * 10, [1.0] * 30000 + [9.0] * 200)
    write("numeric.json", cases)


def others(random):
    cases = []
    for size in [1, 2, 5, 30]:
        p = numpy.sort(random.random(size) ** 6)
        random.shuffle(p)
        cases.append({"function": "benjamini-hochberg", "lnP": numpy.log(p).tolist(),
                      "lnAdjusted": numpy.log(stats.false_discovery_control(p, method="bh")).tolist()})
    for x, n, y, m in [(0, 100, 5, 1000), (1, 1000, 0, 100000), (7, 500, 20, 5000), (3, 500, 100, 5000),
                       (900, 10000, 4000, 1000000), (400, 10000, 40000, 1000000), (50, 50, 50, 50000),
                       (100000, 1000000, 0, 1000000), (5, 100000000, 3, 200000000)]:
        cases.append({"function": "fisher", "x": x, "n": n, "y": y, "m": m,
                      "ln": float(stats.hypergeom.logsf(x - 1, n + m, x + y, n)) if x else 0.0})
    for panes, kinds, clustered in [(60, 4, 1), (48, 10, 5), (61, 2, 3), (5, 3, 1), (4, 3, 9)]:
        shares = random.dirichlet(numpy.full(kinds, 3.0))
        table = numpy.array([random.multinomial(int(random.integers(20, 60)), random.dirichlet(shares * 40))
                             * clustered for _ in range(panes)])
        n, total = table.sum(), table.sum(axis=0)
        best, blocks = 1.0, table
        while len(blocks) >= 5:
            expected = blocks.sum(axis=1, keepdims=True) * total / n
            best = max(best, ((blocks - expected) ** 2 / expected).sum() / ((len(blocks) - 1) * (kinds - 1)))
            if len(blocks) % 2:
                blocks = numpy.vstack([blocks, numpy.zeros((1, kinds), dtype=int)])
            blocks = blocks[0::2] + blocks[1::2]
        cases.append({"function": "overdispersion", "panes": table.tolist(), "phi": float(best)})
    write("others.json", cases)


def block_variance(residuals, filled):
    """V = max over block sizes of B/(B-1) * sum of squared block residuals."""
    best, degrees = math.nan, 0
    while len(residuals) >= 5:
        blocks = int(filled.sum())
        if blocks >= 5:
            v = float((residuals ** 2).sum() * blocks / (blocks - 1))
            if not v <= best:
                best, degrees = v, blocks - 1
        if len(residuals) % 2:
            residuals, filled = numpy.append(residuals, 0), numpy.append(filled, False)
        residuals, filled = residuals[0::2] + residuals[1::2], filled[0::2] | filled[1::2]
    return best, degrees


def ln_drop(drop, v, degrees, v0):
    return float(stats.t.logsf(drop / math.sqrt(v + v0), degrees))


def ln_g(x, n, y, m):
    g = stats.chi2_contingency([[x, n - x], [y, m - y]], correction=False, lambda_="log-likelihood").statistic
    return float(stats.norm.logsf(math.copysign(math.sqrt(g), y / m - x / n)))


def binary(random):
    """tables[pane] = [[tp, fp], [fn, tn]]; the baseline has chunks (v0) or none."""
    cases = []
    for panes, events, shift, v0 in [(49, 60, 0.0, 0.0001), (49, 60, 0.06, 0.0004), (49, 60, 0.06, None),
                                     (4, 500, 0.05, None), (60, 3, -0.1, 0.0002)]:
        tables = []
        for _ in range(panes):
            n = int(random.poisson(events))
            quality = min(0.99, max(0.01, 0.8 - shift + 0.03 * random.normal()))
            actual = random.random(n) < 0.3
            right = random.random(n) < quality
            predicted = actual == right
            tables.append([[int((predicted & actual).sum()), int((predicted & ~actual).sum())],
                           [int((~predicted & actual).sum()), int((~predicted & ~actual).sum())]])
        t = numpy.array(tables)
        tp, fp, fn, tn = t[:, 0, 0], t[:, 0, 1], t[:, 1, 0], t[:, 1, 1]
        metrics = {}
        for name, above, below, base, m in [("accuracy", tp + tn, tp + fp + fn + tn, 0.8, 20000),
                                            ("precision", tp, tp + fp, 0.62, 7600), ("recall", tp, tp + fn, 0.79, 6000),
                                            ("f1", 2 * tp, 2 * tp + fp + fn, 0.69, 20000)]:
            value = above.sum() / below.sum()
            v, degrees = block_variance((above - below * value) / below.sum(), below > 0)
            spread = v0 if v0 else base * (1 - base) / m
            by_blocks = ln_drop(base - value, v, degrees, spread) if degrees else None
            by_counts = None if name == "f1" else ln_g(above.sum(), below.sum(), base * m, m)
            known = [p for p in (by_blocks, by_counts) if p is not None]
            metrics[name] = {"value": float(value), "baseline": base, "samples": m, "variance": base * (1 - base),
                             "lnP": max(known) if known else None}
        cases.append({"panes": tables, "v0": v0, "metrics": metrics})
    write("binary.json", cases)


def regression(random):
    cases = []
    for panes, v0 in [(30, 0.02), (30, None), (3, None)]:
        events = []
        for pane in range(panes):
            for _ in range(int(random.integers(2, 8))):
                y = float(numpy.round(random.gamma(2, 10), 3))
                events.append([pane, float(numpy.round(y + random.normal(0.7, 3), 3)), y])
        e = numpy.array(events)
        pane, off, y = e[:, 0].astype(int), e[:, 1] - e[:, 2], e[:, 2]
        n = len(e)

        def per_pane(values):
            return numpy.bincount(pane, weights=values, minlength=panes)

        count = numpy.bincount(pane, minlength=panes)

        def p(value, base, above, below, scale, iid):
            residuals = (per_pane(above) - per_pane(below) * (above.sum() / below.sum())) / below.sum()
            v, degrees = block_variance(residuals, count > 0)
            spread = v0 if v0 else 4.0 / 900
            if degrees:
                return ln_drop(value - base, v * scale, degrees, spread)
            return None if iid is None else float(stats.norm.logsf((value - base) / math.sqrt(iid * scale + spread)))

        one = numpy.ones(n)
        mae, mse = numpy.abs(off).mean(), (off ** 2).mean()
        metrics = {
            "mae": {"value": mae, "baseline": 2.2,
                    "lnP": p(mae, 2.2, numpy.abs(off), one, 1, numpy.var(numpy.abs(off)) / (n - 1))},
            "rmse": {"value": math.sqrt(mse), "baseline": 2.9,
                     "lnP": p(math.sqrt(mse), 2.9, off ** 2, one, 1 / (4 * mse), numpy.var(off ** 2) / (n - 1))},
            "wape": {"value": numpy.abs(off).sum() / y.sum(), "baseline": 0.1,
                     "lnP": p(numpy.abs(off).sum() / y.sum(), 0.1, numpy.abs(off), y, 1, None)},
            "bias": {"value": off.mean(), "baseline": 0.1, "lnP": None},
            "r2": {"value": 1 - mse / numpy.var(y), "baseline": 0.9, "lnP": None}}
        for metric in metrics.values():
            metric["value"] = float(metric["value"])
        cases.append({"events": events, "panes": panes, "v0": v0, "metrics": metrics})
    write("regression.json", cases)


def macro(random):
    """Means over classes that occur, undefined precision and recall as 0 (scikit-learn's zero_division=0)."""
    cases = []
    for seed in range(3):
        table = random.integers(0, 40, (4, 4))
        if seed == 1:
            table[2, :] = 0
        if seed == 2:
            table[3, :] = 0
            table[:, 3] = 0
        hits, predicted, actual = numpy.diag(table), table.sum(axis=1), table.sum(axis=0)
        occurs = (predicted + actual) > 0
        safe = lambda a, b: numpy.divide(a, b, out=numpy.zeros(4), where=b > 0)[occurs].mean()
        cases.append({"table": table.tolist(), "accuracy": float(hits.sum() / table.sum()),
                      "precision": float(safe(hits, predicted)), "recall": float(safe(hits, actual)),
                      "f1": float(safe(2 * hits, predicted + actual))})
    write("macro.json", cases)


def always_valid():
    cases = []
    for x, n, y, m, tau in [(900, 1000, 860, 1000, 0.02), (80000, 100000, 3900, 5000, 0.02), (50, 100, 10, 20, 0.05)]:
        p, q = mpmath.mpf(x) / n, mpmath.mpf(y) / m
        v, t, d = p * (1 - p) / n + q * (1 - q) / m, mpmath.mpf(tau), p - q
        ratio = mpmath.sqrt(v / (v + t * t)) * mpmath.exp(t * t * d * d / (2 * v * (v + t * t)))
        half = mpmath.sqrt(v * (v + t * t) / (t * t) * (mpmath.log((v + t * t) / v) + 2 * mpmath.log(20)))
        cases.append({"x": x, "n": n, "y": y, "m": m, "tau": tau, "ln": float(-mpmath.log(ratio)), "half": float(half)})
    for x, n, share in [(50, 1000, 0.05), (300, 4000, 0.05), (70000, 1000000, 0.05), (0, 100, 0.1)]:
        c = mpmath.mpf(1000)
        s = mpmath.mpf(share)
        bayes = mpmath.log(mpmath.beta(c * s + x, c * (1 - s) + n - x)) - mpmath.log(mpmath.beta(c * s, c * (1 - s)))
        cases.append({"x": x, "n": n, "share": share, "ln": float(x * mpmath.log(s) + (n - x) * mpmath.log(1 - s) - bayes)})
    write("always_valid.json", cases)


def scores(random):
    cases = []
    for positives, negatives, bins in [(300, 900, 40), (5, 2000, 1000), (2, 2, 3)]:
        up = numpy.clip(random.beta(4, 3, positives), 0, 1 - 1e-9)
        down = numpy.clip(random.beta(2, 4, negatives), 0, 1 - 1e-9)
        p, q = numpy.floor(up * bins), numpy.floor(down * bins)
        wins = (q[None, :] < p[:, None]) + 0.5 * (q[None, :] == p[:, None])
        cases.append({"function": "auc", "positives": numpy.bincount(p.astype(int), minlength=bins).tolist(),
                      "negatives": numpy.bincount(q.astype(int), minlength=bins).tolist(),
                      "value": float(stats.mannwhitneyu(p, q).statistic / (positives * negatives)),
                      "raw": float(stats.mannwhitneyu(up, down).statistic / (positives * negatives)),
                      "variance": float(wins.mean(axis=1).var(ddof=1) / positives
                                        + wins.mean(axis=0).var(ddof=1) / negatives)})
    for classes, size, bias in [(2, 800, 0.0), (5, 400, -0.1)]:
        confidence = numpy.round(1 / classes + (1 - 1 / classes) * random.random(size), 4)
        right = random.random(size) < confidence + bias
        which = numpy.minimum(14, ((confidence - 1 / classes) / (1 - 1 / classes) * 15).astype(int))
        gaps = [abs(right[which == b].sum() - confidence[which == b].sum()) for b in range(15)]
        v = [(confidence * (1 - confidence))[which == b].sum() for b in range(15)]
        z = ((right - confidence) * (1 - 2 * confidence)).sum() / math.sqrt(
            ((1 - 2 * confidence) ** 2 * confidence * (1 - confidence)).sum())
        cases.append({"function": "calibration", "classes": classes,
                      "events": [[float(c), int(r)] for c, r in zip(confidence, right)],
                      "error": float(sum(gaps) / size),
                      "floor": float(sum(math.sqrt(2 * x / math.pi) for x in v) / size),
                      "lnP": float(math.log(2) + stats.norm.logsf(abs(z)))})
    write("scores.json", cases)


tails()
categorical(numpy.random.default_rng(20261123))
numeric(numpy.random.default_rng(1123))
others(numpy.random.default_rng(7))
binary(numpy.random.default_rng(31))
regression(numpy.random.default_rng(32))
macro(numpy.random.default_rng(33))
always_valid()
scores(numpy.random.default_rng(34))
