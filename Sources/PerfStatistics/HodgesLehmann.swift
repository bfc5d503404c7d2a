/// The estimate of Hodges and Lehmann of how far apart two samples lie, with its distribution-free
/// interval.
///
/// The median of all differences between a value of the head and a value of the base (Hodges and
/// Lehmann, 1963); the ends of the interval are order statistics of the same differences, found by
/// inverting the test of Mann and Whitney (Lehmann, 1963). The law is exact while n0·n1 is at most
/// 625 and the normal approximation with continuity correction beyond. Values that are not finite
/// are left out.
public struct HodgesLehmann: Sendable, Hashable {
  /// The estimate: in the unit of the values for a shift, head over base less 1 for a ratio.
  public let estimate: Double
  /// The interval, or `nil` if the samples are too small for its level.
  public let interval: ConfidenceInterval?

  /// Estimates by how much the head is greater than the base; `nil` if one of them has no finite
  /// value.
  ///
  /// - Parameters:
  ///   - base: The first sample, in any order.
  ///   - head: The second sample, in any order.
  ///   - level: The probability with which the interval covers the true shift, between 0 and 1.
  /// - Returns: The shift from base to head.
  /// - Complexity: O((n0 + n1) log (n0 + n1)).
  public static func shift(
    base: [Double], head: [Double], level: Double = 0.95
  ) -> HodgesLehmann? {
    guard let differences = PairwiseDifferences(base: base, head: head) else { return nil }
    return HodgesLehmann(differences, level: level)
  }

  /// Estimates the ratio of head to base, less 1: 0.07 says that the head is 7 % greater.
  ///
  /// The shift of the logarithms, for values whose noise multiplies.
  ///
  /// - Parameters:
  ///   - base: The first sample, in any order.
  ///   - head: The second sample, in any order.
  ///   - level: The probability with which the interval covers the true ratio, between 0 and 1.
  /// - Returns: The ratio, or `nil` if a sample has no finite value or a value is not positive.
  public static func ratio(
    base: [Double], head: [Double], level: Double = 0.95
  ) -> HodgesLehmann? {
    let base = base.filter(\.isFinite)
    let head = head.filter(\.isFinite)
    guard base.allSatisfy({ $0 > 0 }), head.allSatisfy({ $0 > 0 }) else { return nil }
    let shift = shift(base: base.map(logarithm), head: head.map(logarithm), level: level)
    return shift?.mapped(ratioOfLogarithm)
  }

  private init(estimate: Double, interval: ConfidenceInterval?) {
    self.estimate = estimate
    self.interval = interval
  }

  private init(_ differences: PairwiseDifferences, level: Double) {
    estimate = differences.median
    interval = differences.bounds(tail: (1 - level) / 2).map {
      ConfidenceInterval(lower: $0.lowerBound, upper: $0.upperBound, level: level)
    }
  }

  func mapped(_ transform: (Double) -> Double) -> HodgesLehmann {
    HodgesLehmann(
      estimate: transform(estimate),
      interval: interval.map {
        ConfidenceInterval(
          lower: transform($0.lower), upper: transform($0.upper), level: $0.level)
      })
  }
}

/// e^x - 1, at most the greatest finite number.
func ratioOfLogarithm(_ x: Double) -> Double {
  min(exponentialMinusOne(x), .greatestFiniteMagnitude)
}
