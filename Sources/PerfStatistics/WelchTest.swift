/// Welch's t-test: do two normal samples of unequal spread have different means?
///
/// Welch (1947), with the degrees of freedom of Satterthwaite (1946). Values that are not finite
/// are left out. For timings the rank test is the better one: noise with a long tail robs this of
/// its power.
public struct WelchTest: Sendable, Hashable {
  /// Mean of the head less mean of the base, in standard errors.
  public let t: Double
  /// Degrees of freedom, not whole in general.
  public let degreesOfFreedom: Double
  /// The two-sided probability, if the means are equal.
  public var probability: Double {
    StudentDistribution.twoSidedTail(t, degreesOfFreedom: degreesOfFreedom)
  }

  /// Tests two samples; `nil` if one has fewer than two finite values or both have no spread.
  public init?(base: [Double], head: [Double]) {
    guard let base = Moments(base), let head = Moments(head) else { return nil }
    let (a, b) = (base.variance / base.count, head.variance / head.count)
    let error = (a + b).squareRoot()
    guard error > 0, error.isFinite else { return nil }
    t = (head.mean - base.mean) / error
    // Parts of the whole, for squares of great variances are not finite.
    let (shareA, shareB) = (a / (a + b), b / (a + b))
    degreesOfFreedom =
      1 / (shareA * shareA / (base.count - 1) + shareB * shareB / (head.count - 1))
  }

  private struct Moments {
    let count: Double
    let mean: Double
    let variance: Double

    init?(_ values: [Double]) {
      let finite = values.filter(\.isFinite)
      guard finite.count > 1 else { return nil }
      let count = Double(finite.count)
      let mean = finite.reduce(0) { $0 + $1 / count }
      let squares = finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      (self.count, self.mean, variance) = (count, mean, squares / (count - 1))
    }
  }
}
