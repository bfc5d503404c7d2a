/// The judgement whether one sample of timings is greater than another: the gate's rule.
///
/// The one-sided test of Mann and Whitney together with a least effect, the ratio of Hodges and
/// Lehmann; see `Documentation/Statistics.md`. Greater counts as worse.
public struct TwoSampleJudgement: Sendable, Hashable {
  /// What a judgement says.
  public enum Verdict: String, Sendable, Hashable, CaseIterable {
    /// No change beyond the limit.
    case pass
    /// The head is less than the base, beyond the limit and beyond chance.
    case improved
    /// The head is greater than the base, beyond the limit and beyond chance.
    case regressed
    /// The runs are too few or too noisy to tell.
    case inconclusive
  }

  /// The limits of a judgement.
  public struct Limits: Sendable, Hashable {
    /// The effect that a verdict needs: 0.03 is 3 %.
    public var leastEffect = 0.03
    /// The probability that a verdict's test may have at most.
    public var significance = 0.01
    /// The slow-down that the runs must be able to show; if they cannot, a judgement without a
    /// change is inconclusive.
    public var visibleEffect = 0.05
    /// The effect that makes a suspect of stage one, to be measured afresh.
    public var suspectEffect = 0.02
    /// The probability that a suspect's test may have at most.
    public var suspectSignificance = 0.06

    /// Makes the limits of a single script, of one stage.
    public init() {}

    /// The limits of the second stage, where `scripts` are gated together.
    public static func secondStage(scripts: Int) -> Limits {
      var limits = Limits()
      if scripts > 20 { limits.significance = 0.001 }
      return limits
    }
  }

  /// What is concluded.
  public let verdict: Verdict
  /// The head over the base, less 1 (Hodges and Lehmann): 0.07 says that the head is 7 % greater;
  /// `nil` if a sample is empty.
  public let effect: Double?
  /// The bounds of the effect, each of which holds with 1 - significance; `nil` if the runs are too
  /// few.
  public let bounds: ClosedRange<Double>?
  /// The one-sided probability of so great a head, if nothing differs.
  public let probabilityGreater: Double
  /// The one-sided probability of so small a head, if nothing differs.
  public let probabilityLess: Double
  /// Whether stage one asks for measuring afresh.
  public let isSuspect: Bool
  /// The smallest slow-down that runs of this number and noise can show; `nil` if they are too few
  /// for any.
  public let smallestVisibleEffect: Double?
  /// Runs of each side with which `Limits.visibleEffect` would show; `nil` if the verdict is not
  /// inconclusive.
  public let runsNeeded: Int?

  /// Judges a head against a base.
  ///
  /// Values that are not finite are left out. If a value is not positive, effects are parts of the
  /// median magnitude.
  ///
  /// - Parameters:
  ///   - base: The base's values.
  ///   - head: The head's values, measured in the same job.
  ///   - limits: The limits.
  /// - Returns: The judgement; inconclusive if a sample is empty.
  public static func judge(
    base: [Double], head: [Double], limits: Limits = Limits()
  ) -> TwoSampleJudgement {
    let base = base.filter(\.isFinite)
    let head = head.filter(\.isFinite)
    guard let test = MannWhitney(base: base, head: head) else {
      return TwoSampleJudgement(limits: limits)
    }
    let scale = SeriesScale(base + head)
    let differences = PairwiseDifferences(
      base: Array(scale.levels.prefix(base.count)), head: Array(scale.levels.suffix(head.count)))
    guard let differences else { return TwoSampleJudgement(limits: limits) }
    return TwoSampleJudgement(
      test, differences, scale: scale, runs: (base.count, head.count), limits: limits)
  }

  /// The bounds that `judge` gives, each of which holds with 1 - `tail`, without its test; `nil` if the values are too few.
  ///
  /// The exact test takes most of the time of a judgement.
  public static func bounds(
    base: [Double], head: [Double], tail: Double
  ) -> ClosedRange<Double>? {
    let base = base.filter(\.isFinite)
    let head = head.filter(\.isFinite)
    let scale = SeriesScale(base + head)
    let differences = PairwiseDifferences(
      base: Array(scale.levels.prefix(base.count)), head: Array(scale.levels.suffix(head.count)))
    return differences?.bounds(tail: tail).map {
      scale.effect($0.lowerBound)...scale.effect($0.upperBound)
    }
  }

  /// The judgement about nothing.
  private init(limits: Limits) {
    verdict = .inconclusive
    effect = nil
    bounds = nil
    (probabilityGreater, probabilityLess) = (1, 1)
    isSuspect = false
    smallestVisibleEffect = nil
    runsNeeded = Self.fewestRuns(significance: limits.significance)
  }

  private init(
    _ test: MannWhitney, _ differences: PairwiseDifferences, scale: SeriesScale,
    runs: (base: Int, head: Int), limits: Limits
  ) {
    let center = differences.median
    let levels = differences.bounds(tail: limits.significance)
    let effect = scale.effect(center)
    self.effect = effect
    bounds = levels.map { scale.effect($0.lowerBound)...scale.effect($0.upperBound) }
    probabilityGreater = test.probabilityGreater
    probabilityLess = test.probabilityLess
    isSuspect =
      test.probabilityGreater < limits.suspectSignificance && effect > limits.suspectEffect
    let visible = levels.map { scale.effect(center - $0.lowerBound) }
    smallestVisibleEffect = visible
    let least = scale.isLogarithmic ? logarithmOfOnePlus(limits.leastEffect) : limits.leastEffect
    let fewest = Self.fewestRuns(significance: limits.significance)
    if center > least, test.probabilityGreater < limits.significance {
      (verdict, runsNeeded) = (.regressed, nil)
    } else if center < -least, test.probabilityLess < limits.significance {
      (verdict, runsNeeded) = (.improved, nil)
    } else if let visible, let bounds {
      if visible > limits.visibleEffect, bounds.upperBound > limits.visibleEffect {
        // The spread of the estimate falls with the square root of the number of runs.
        let factor = visible / limits.visibleEffect
        let runs = Double(min(runs.base, runs.head)) * factor * factor
        (verdict, runsNeeded) = (.inconclusive, max(fewest, Int(min(runs, 1e9).rounded(.up))))
      } else {
        (verdict, runsNeeded) = (.pass, nil)
      }
    } else {
      (verdict, runsNeeded) = (.inconclusive, fewest)
    }
  }

  /// Whether the effect, in either direction, is beyond what differs between jobs anyway.
  public func standsOut(beyond leastEffect: Double) -> Bool {
    effect.map { $0.magnitude > leastEffect } ?? false
  }

  /// The least number of runs of each side with which the rank test can fall below `significance`
  /// at all.
  ///
  /// The least n with 1/C(2n, n) < significance: 5 for 0.01.
  public static func fewestRuns(significance: Double) -> Int {
    guard significance > 1e-15 else { return 27 }
    var ways = 1.0
    for n in 1...30 {
      ways *= Double(2 * (2 * n - 1)) / Double(n)
      if 1 / ways < significance { return n }
    }
    return 30
  }
}
