/// The distribution-free confidence interval of a median between two order statistics.
///
/// The widest pair of ranks (k, n + 1 - k) is chosen whose coverage by the binomial law with p =
/// 1/2 is at least `level` (Conover, Practical Nonparametric Statistics, section 3.2): of 1, 2, …,
/// 10 the 95 % interval is 2 to 9.
///
/// - Parameters:
///   - values: The sample, in any order; values that are not finite are left out.
///   - level: The probability with which the interval covers the true median at least, between 0
///     and 1.
/// - Returns: The interval, or `nil` if the sample is too small for the level: six values are
///   needed for 95 %.
/// - Complexity: O(n log n).
public func medianInterval(of values: [Double], level: Double = 0.95) -> ConfidenceInterval? {
  let sorted = values.filter(\.isFinite).sorted()
  let count = sorted.count
  guard count > 0 else { return nil }
  let logarithmOfTwo = 0.693_147_180_559_945_3
  /// Probability that exactly `rank` values lie below the median.
  func probability(_ rank: Int) -> Double {
    let ways =
      logarithmOfGamma(Double(count + 1)) - logarithmOfGamma(Double(rank + 1))
      - logarithmOfGamma(Double(count - rank + 1))
    return exponential(ways - Double(count) * logarithmOfTwo)
  }
  var rank = -1
  var tail = 0.0
  while rank + 1 < count - rank - 2 {
    tail += probability(rank + 1)
    guard 2 * tail <= 1 - level else { break }
    rank += 1
  }
  guard rank >= 0 else { return nil }
  return ConfidenceInterval(
    lower: sorted[rank], upper: sorted[count - 1 - rank], level: level)
}
