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
        smallest = min(range(len(table)), key=lambda i: (sum(table[i]), i))
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
        variance = r * (1 - r) / n + (once + 2 * twice) / m ** 2
        z = stats.norm.logsf((u / n - once / m) / math.sqrt(variance)) if variance else 0
        fisher = stats.hypergeom.logsf(u - 1, n + m, u + once, n)
        cases.append({"name": name, "window": window, "reference": reference}
                     | on_pooled(x, y, len(names)) | {"lnUnseenP": float(max(z, fisher)) if u else 0.0})

    add("two equal halves", {"a": 500, "b": 500}, {"a": 5000, "b": 5000})
    add("a vanished rare category", {"a": 70, "b": 30}, {"a": 700, "b": 295, "c": 5})
    add("an unseen category", {"a": 400, "b": 560, "new": 40}, {"a": 4100, "b": 5899, "rare": 1})
    add("everything unseen", {"x": 300, "y": 300}, {"a": 500, "b": 500})
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


tails()
categorical(numpy.random.default_rng(20261123))
numeric(numpy.random.default_rng(1123))
others(numpy.random.default_rng(7))
