internal import PerfStatistics

/// The judgement of two samples of a metric in which either direction may be the good one.
///
/// Where more is better, the reciprocals are judged (or the negatives, if a value is not positive), so that "worse" is
/// the same question: a throughput that falls from 105 to 100 is 5 % worse, as a time that rises from 100 to 105.
struct PolarizedJudgement {
  enum Outcome {
    case pass
    case improved
    case regressed
    case inconclusive(runsNeeded: Int?)
  }

  let outcome: Outcome
  /// Head over base, less 1, in the metric's own direction; `nil` if a side has no value.
  let effect: Double?
  /// The 95 % interval of `effect`.
  let interval: ConfidenceInterval?
  /// The judgement in the direction that was judged, in which greater is worse.
  private let judged: TwoSampleJudgement
  /// One-sided probabilities of a head as much worse, or better, if nothing differs.
  let probabilityWorse: Double
  let probabilityBetter: Double
  let smallestVisibleEffect: Double?
  let isSuspect: Bool

  init(
    base: [Double], head: [Double], polarity: Polarity, limits: TwoSampleJudgement.Limits
  ) {
    let transform = Transform(polarity: polarity, values: base + head)
    let (base, head) = (base.map(transform.forward), head.map(transform.forward))
    let judgement = TwoSampleJudgement.judge(base: base, head: head, limits: limits)
    let bounds = TwoSampleJudgement.bounds(base: base, head: head, tail: 0.025)

    judged = judgement
    effect = judgement.effect.map(transform.backward)
    interval = bounds.map { bounds in
      let ends = [bounds.lowerBound, bounds.upperBound].map(transform.backward)
      return ConfidenceInterval(
        lower: min(ends[0], ends[1]), upper: max(ends[0], ends[1]), level: 0.95)
    }
    probabilityWorse = judgement.probabilityGreater
    probabilityBetter = judgement.probabilityLess
    smallestVisibleEffect = judgement.smallestVisibleEffect
    isSuspect = judgement.isSuspect
    outcome =
      switch judgement.verdict {
      case .pass: .pass
      case .improved: .improved
      case .regressed: .regressed
      case .inconclusive:
        .inconclusive(
          runsNeeded: Self.runsNeeded(
            judgement.runsNeeded, base: base.count, head: head.count,
            significance: limits.significance))
      }
  }

  /// See `TwoSampleJudgement.standsOut(beyond:)`; asked in the direction that was judged.
  func standsOut(beyond leastEffect: Double) -> Bool { judged.standsOut(beyond: leastEffect) }

  /// Runs of each side that a judgement asks for, at least one more than there are.
  private static func runsNeeded(
    _ needed: Int?, base: Int, head: Int, significance: Double
  ) -> Int {
    let fewest = TwoSampleJudgement.fewestRuns(significance: significance)
    return max(needed ?? fewest, fewest, min(base, head) + 1)
  }
}

extension PolarizedJudgement {
  /// Turns values so that greater is worse, and effects back.
  private enum Transform {
    case identity
    case reciprocal
    case negative

    init(polarity: Polarity, values: [Double]) {
      guard polarity == .higher else {
        self = .identity
        return
      }
      self = values.allSatisfy { $0 > 0 && (1 / $0).isFinite } ? .reciprocal : .negative
    }

    func forward(_ value: Double) -> Double {
      switch self {
      case .identity: value
      case .reciprocal: 1 / value
      case .negative: -value
      }
    }

    func backward(effect: Double) -> Double {
      switch self {
      case .identity: effect
      case .reciprocal: effect > -1 ? 1 / (1 + effect) - 1 : .greatestFiniteMagnitude
      case .negative: -effect
      }
    }
  }
}
