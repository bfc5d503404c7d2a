package import PerfStatistics

/// How two groups of executions of one script compare in one metric on one host class.
package struct Comparison: Sendable, Equatable {
  /// One side of a comparison.
  package struct Side: Sendable, Equatable {
    /// Rows of the history whose values were compared, in commit order.
    package var rows: [Int32]
    /// The values at `rows`, in the metric's unit.
    package var values: [Double]
    /// Executions that failed; their values are not compared.
    package var failures: Int

    package init(rows: [Int32] = [], values: [Double] = [], failures: Int = 0) {
      self.rows = rows
      self.values = values
      self.failures = failures
    }

    /// Median of the values; `nil` if there are none.
    package var median: Double? { PerfStatistics.median(values) }
  }

  package var script: Int32
  package var metric: Int32
  package var hostClass: Int32
  package var tagSet: Int32
  package var base: Side
  package var head: Side
  /// The head over the base, less 1 (Hodges and Lehmann): 0.07 is 7 % more; `nil` if a side has no value.
  package var effect: Double?
  /// The 95 % interval of `effect`; `nil` if the runs are too few for one.
  package var interval: ConfidenceInterval?
  /// One-sided probability of a head as much worse as it is, if nothing differs; 1 if a side has no value.
  package var probability: Double
  /// The smallest change that runs of this number and noise can show; `nil` if they are too few for any.
  package var smallestVisibleEffect: Double?
  package var verdict: Verdict
  /// Whether a first stage of measuring would ask for measuring afresh: p < 0.05 and more than 2 % worse.
  package var isSuspect: Bool
}

extension Comparison {
  /// Why the verdict is not a plain yes or no, and what would make it one; `nil` for one that is.
  package var explanation: String? {
    verdict.explanation(baseRuns: base.values.count, headRuns: head.values.count)
  }

  /// Whether `a` matters more: failures and regressions first, among equals the larger sure effect.
  package static func isMoreImportant(_ a: Comparison, _ b: Comparison) -> Bool {
    if a.verdict.rank != b.verdict.rank { return a.verdict.rank < b.verdict.rank }
    let (sureA, sureB) = (a.sureEffect, b.sureEffect)
    if sureA != sureB { return sureA > sureB }
    return (a.script, a.metric, a.hostClass, a.tagSet) < (b.script, b.metric, b.hostClass, b.tagSet)
  }

  /// The part of the effect that the interval makes sure of; 0 if it includes "no change".
  private var sureEffect: Double {
    guard let interval else { return 0 }
    return max(interval.lower, -interval.upper, 0)
  }
}
