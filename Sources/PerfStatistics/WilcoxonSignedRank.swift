/// The signed-rank test of Wilcoxon for pairs: do the second values tend to be greater?
///
/// Pairs without a difference are left out, as are pairs with a value that is not finite. Up to 50
/// pairs the null law is exact, also with ties: the permutation law of the midranks as they are.
/// More pairs use the normal approximation with the variance corrected for ties, and a continuity
/// correction.
public struct WilcoxonSignedRank: Sendable, Hashable {
  private static let mostExactPairs = 50

  /// Sum of the ranks of the positive differences.
  public let w: Double
  /// Number of pairs that differ.
  public let pairs: Int
  /// The one-sided probability of a `w` at least as great, if nothing differs.
  public let probabilityGreater: Double
  /// The one-sided probability of a `w` at least as small, if nothing differs.
  public let probabilityLess: Double
  /// The two-sided probability: twice the smaller of the one-sided ones, at most 1.
  public var probability: Double { min(1, 2 * min(probabilityGreater, probabilityLess)) }

  /// Tests pairs; `nil` if none differs. Values without a partner are left out.
  public init?(base: [Double], head: [Double]) {
    let differences = zip(base, head).compactMap { base, head -> Double? in
      guard base.isFinite, head.isFinite, base != head else { return nil }
      return min(max(head - base, -.greatestFiniteMagnitude), .greatestFiniteMagnitude)
    }
    guard !differences.isEmpty else { return nil }
    let sorted = differences.sorted { abs($0) < abs($1) }
    pairs = sorted.count
    // Twice the midranks, which are whole numbers.
    var ranks: [Int] = []
    var (positive, ties) = (0, 0.0)
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, abs(sorted[end]) == abs(sorted[start]) { end += 1 }
      let size = Double(end - start)
      ties += size * size * size - size
      for i in start..<end {
        ranks.append(start + end + 1)
        if sorted[i] > 0 { positive += start + end + 1 }
      }
      start = end
    }
    w = Double(positive) / 2
    if pairs <= Self.mostExactPairs {
      (probabilityGreater, probabilityLess) = Self.exactTails(of: ranks, at: positive)
    } else {
      let n = Double(pairs)
      let mean = n * (n + 1) / 4
      let deviation = (n * (n + 1) * (2 * n + 1) / 24 - ties / 48).squareRoot()
      probabilityGreater = NormalDistribution.cumulative(-(w - mean - 0.5) / deviation)
      probabilityLess = NormalDistribution.cumulative((w - mean + 0.5) / deviation)
    }
  }

  private static func exactTails(of ranks: [Int], at sum: Int) -> (greater: Double, less: Double) {
    var law = [Double](repeating: 0, count: ranks.reduce(0, +) + 1)
    law[0] = 1
    for rank in ranks {
      for total in stride(from: law.count - 1, through: 0, by: -1) {
        law[total] = 0.5 * (law[total] + (total >= rank ? law[total - rank] : 0))
      }
    }
    return (law[sum...].reduce(0, +), law[...sum].reduce(0, +))
  }
}
