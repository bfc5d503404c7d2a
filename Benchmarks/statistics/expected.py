#!/usr/bin/env python3
"""Prints Tests/PerfStatisticsTests/SciPyValues.swift: what SciPy and NumPy say of fixed samples.

  .venv/bin/python Benchmarks/statistics/expected.py | swift format > Tests/PerfStatisticsTests/SciPyValues.swift

Versions: ../detection/requirements.txt. The samples come from a seeded generator; ties are made by rounding. The exact law
with ties is SciPy's permutation test over all assignments, for its exact method of Mann and Whitney ignores ties.
"""
import functools
import math

import numpy as np
import scipy
from scipy import stats


def swift(x):
    if isinstance(x, (list, tuple, np.ndarray)):
        return "[" + ", ".join(swift(y) for y in x) + "]"
    return repr(float(x))


def bounds(a, b, tail):
    """ends of the distribution-free interval, from the recursion f(m, n, u) = f(m - 1, n, u - n) + f(m, n - 1, u)"""
    @functools.cache
    def ways(m, n, u):
        if u < 0 or m < 0 or n < 0:
            return 0
        if m == 0 or n == 0:
            return int(u == 0)
        return ways(m - 1, n, u - n) + ways(m, n - 1, u)

    m, n = len(a), len(b)
    above, k = 0, m * n + 1
    while above + ways(m, n, k - 1) <= tail * math.comb(m + n, m):
        k -= 1
        above += ways(m, n, k)
    d = np.sort(np.subtract.outer(b, a).ravel())
    return [] if k > m * n else [d[m * n - k], d[k - 1]]


rng = np.random.default_rng(7)
samples = {
    "sixAndSeven": (rng.normal(10, 1, 6), rng.normal(10.8, 1, 7)),
    "tiedFiveAndSix": (np.round(rng.normal(10, 1, 5)), np.round(rng.normal(11, 1, 6))),
    "tiedSevenAndFour": (np.round(rng.normal(10, 1, 7)), np.round(rng.normal(9, 1, 4))),
    "tenAndTen": (rng.lognormal(0, 0.05, 10), rng.lognormal(0.05, 0.05, 10)),
    "twentyFiveEach": (rng.lognormal(0, 0.1, 25), rng.lognormal(0.02, 0.1, 25)),
    "thirtyAndForty": (rng.normal(0, 1, 30), rng.normal(0.5, 2, 40)),
    "tiedThirtyAndForty": (np.round(rng.normal(0, 2, 30)), np.round(rng.normal(1, 2, 40))),
}
print("// Made by Benchmarks/statistics/expected.py with SciPy %s and NumPy %s; do not edit." % (scipy.__version__, np.__version__))
print("""
import Testing

/// Two samples and what SciPy says of them.
struct SciPyCase: Sendable, CustomTestStringConvertible {
  var name: String
  var base: [Double]
  var head: [Double]
  var u: Double
  var greater: Double
  var less: Double
  var approximateGreater: Double
  var approximateLess: Double
  var shift: Double
  /// Ends of the interval of 95 %; empty where the law is not exact.
  var interval: [Double]
  var welchT: Double
  var welchDegrees: Double
  var welchProbability: Double
  var quantiles: [Double]
  var deviation: Double
  var testDescription: String { name }
}

enum SciPyValues {
  static let probabilities = [0, 0.05, 0.25, 0.5, 0.85, 0.99, 1]
""")
print("static let cases: [SciPyCase] = [")
for name, (a, b) in samples.items():
    u = stats.mannwhitneyu(b, a).statistic
    tied = len(set(a) | set(b)) < len(a) + len(b)
    tails = {}
    for side in ("greater", "less"):
        approx = stats.mannwhitneyu(b, a, alternative=side, method="asymptotic").pvalue
        if len(a) * len(b) > 625:
            exact = approx
        elif tied:
            exact = stats.permutation_test(
                (b, a), lambda x, y: stats.mannwhitneyu(x, y).statistic, permutation_type="independent",
                n_resamples=np.inf, alternative=side).pvalue
        else:
            exact = stats.mannwhitneyu(b, a, alternative=side, method="exact").pvalue
        tails[side] = (exact, approx)
    w = stats.ttest_ind(b, a, equal_var=False)
    print("SciPyCase(name: \"%s\", base: %s, head: %s, u: %s, greater: %s, less: %s, approximateGreater: %s, "
          "approximateLess: %s, shift: %s, interval: %s, welchT: %s, welchDegrees: %s, welchProbability: %s, quantiles: %s, deviation: %s)," % (
              name, swift(a), swift(b), swift(u), swift(tails["greater"][0]), swift(tails["less"][0]),
              swift(tails["greater"][1]), swift(tails["less"][1]), swift(np.median(np.subtract.outer(b, a))),
              swift(bounds(a, b, 0.025) if len(a) * len(b) <= 625 else []),
              swift(w.statistic), swift(w.df), swift(w.pvalue),
              swift(np.quantile(a, [0, 0.05, 0.25, 0.5, 0.85, 0.99, 1])), swift(stats.median_abs_deviation(a))))
print("]")

print("/// Pairs, and the probabilities of Wilcoxon's test: greater, less.")
print("static let pairs: [(base: [Double], head: [Double], w: Double, greater: Double, less: Double)] = [")
for n, digits in ((8, 6), (20, 6), (9, 0), (60, 6), (120, 0)):
    a = np.round(rng.normal(10, 2, n), digits)
    b = np.round(a + rng.normal(0.5, 2, n), digits)
    d = (b - a)[b != a]
    ranks = stats.rankdata(abs(d))
    w = ranks[d > 0].sum()
    if len(d) <= 50:
        if digits == 0:  # every assignment of signs
            law = [ranks[[bool(m >> i & 1) for i in range(len(d))]].sum() for m in range(2 ** len(d))]
            greater, less = np.mean([x >= w for x in law]), np.mean([x <= w for x in law])
        else:
            greater, less = (stats.wilcoxon(b, a, alternative=s, method="exact").pvalue for s in ("greater", "less"))
    else:
        greater, less = (stats.wilcoxon(b, a, alternative=s, method="approx", correction=True).pvalue
                         for s in ("greater", "less"))
    print("(%s, %s, %s, %s, %s)," % (swift(a), swift(b), swift(w), swift(greater), swift(less)))
print("]")

print("/// Probability and standard normal quantile.")
ps = [1e-300, 1e-20, 1e-6, 0.001, 0.025, 0.2, 0.5, 0.7, 0.975, 0.9999, 1 - 1e-12]
print("static let normal: [(Double, Double)] = [%s]" % ", ".join("(%s, %s)" % (swift(p), swift(stats.norm.ppf(p))) for p in ps))
print("/// Value, degrees of freedom and cumulative probability of Student's t.")
ts = [(-8.0, 3.0), (-1.5, 1.0), (-0.1, 200.0), (0.0, 5.0), (0.3, 2.5), (1.0, 29.0), (2.5, 7.7), (6.0, 12.0), (30.0, 4.0)]
print("static let student: [(Double, Double, Double)] = [%s]" % ", ".join(
    "(%s, %s, %s)" % (swift(t), swift(v), swift(stats.t.cdf(t, v))) for t, v in ts))
print("/// Probability, degrees of freedom and quantile of Student's t.")
qs = [(0.99, 29), (0.975, 1), (0.01, 4), (0.6, 300), (0.9995, 7.5)]
print("static let studentQuantiles: [(Double, Double, Double)] = [%s]" % ", ".join(
    "(%s, %s, %s)" % (swift(p), swift(v), swift(stats.t.ppf(p, v))) for p, v in qs))
p = rng.uniform(0, 1, 12) ** 3
print("static let probabilitiesOfTests = %s" % swift(p))
print("static let adjusted = %s" % swift(stats.false_discovery_control(p)))

x = rng.lognormal(0, 0.3, 15)
r = stats.bootstrap((x,), np.median, n_resamples=199, method="BCa", confidence_level=0.9, rng=np.random.default_rng(5))
m = stats.bootstrap((x,), np.mean, n_resamples=99999, method="BCa", confidence_level=0.95, rng=np.random.default_rng(6))
print("/// A sample, its bootstrap replicates of the median and their interval of 90 %.")
print("static let bootstrapSample = %s" % swift(x))
print("static let replicates = %s" % swift(r.bootstrap_distribution))
print("static let medianInterval = (lower: %s, upper: %s)" % (swift(r.confidence_interval.low), swift(r.confidence_interval.high)))
print("/// The interval of 95 % of the mean from 99,999 resamples of SciPy's own generator.")
print("static let meanInterval = (lower: %s, upper: %s)" % (swift(m.confidence_interval.low), swift(m.confidence_interval.high)))
print("}")
