/// The rank-sum test of Mann and Whitney: is one sample stochastically greater than the other?
///
/// Without ties the null law is exact while n0·n1 is at most 625 (25 + 25). With ties it is then
/// the permutation law of the midranks as they are, exact too, conditional on the ties (as
/// `coin::wilcox_test(distribution = "exact")` in R); SciPy's exact method ignores ties instead.
/// Larger samples use the normal approximation with the variance corrected for ties and a
/// continuity correction. Values that are not finite are left out.
public struct MannWhitney: Sendable, Hashable {
  /// How the probabilities were computed.
  public enum Method: Sendable, Hashable {
    /// From the exact null law, conditional on the ties.
    case exact
    /// From the normal approximation, corrected for ties and continuity.
    case normalApproximation
  }

  /// Number of pairs in which the head's value is greater than the base's, ties counted half.
  public let u: Double
  /// How the probabilities were computed.
  public let method: Method
  /// The one-sided probability of a `u` at least as great, if nothing differs: small if the head is
  /// greater.
  public let probabilityGreater: Double
  /// The one-sided probability of a `u` at least as small, if nothing differs: small if the head is
  /// less.
  public let probabilityLess: Double
  /// The two-sided probability: twice the smaller of the one-sided ones, at most 1.
  public var probability: Double { min(1, 2 * min(probabilityGreater, probabilityLess)) }

  /// Tests two samples; `nil` if one of them has no finite value.
  ///
  /// - Parameters:
  ///   - base: The first sample, in any order.
  ///   - head: The second sample, in any order.
  ///   - method: The method, or `nil` to choose by size; an exact method that is not feasible is
  ///     replaced.
  public init?(base: [Double], head: [Double], method: Method? = nil) {
    let base = base.filter(\.isFinite)
    let head = head.filter(\.isFinite)
    guard !base.isEmpty, !head.isEmpty else { return nil }
    let ranks = RankedSamples(base: base, head: head)
    let feasible = RankSumDistribution.isFeasible(base.count, head.count)
    let method = feasible ? method ?? .exact : .normalApproximation
    u = ranks.u
    self.method = method
    switch method {
    case .exact where ranks.hasTies:
      (probabilityGreater, probabilityLess) = ranks.exactTails()
    case .exact:
      let law = RankSumDistribution(base.count, head.count)
      probabilityGreater = law.upperTail(Int(u))
      probabilityLess = law.upperTail(base.count * head.count - Int(u))
    case .normalApproximation:
      (probabilityGreater, probabilityLess) = ranks.approximateTails()
    }
  }
}
