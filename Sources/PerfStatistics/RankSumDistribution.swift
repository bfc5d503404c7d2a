/// The exact law of Mann and Whitney's U of two samples without ties, if nothing differs.
///
/// The number of arrangements with U = u is the coefficient of x^u in the Gaussian binomial [n0 +
/// n1 over n1] (Mann and Whitney, 1947). Exact in `Double` while n0·n1 is at most 625, as with 25 +
/// 25.
struct RankSumDistribution {
  /// P(U ≥ u) for u from 0 to n0·n1.
  private let upperTails: [Double]

  /// Whether the exact law is computed for samples of these sizes.
  static func isFeasible(_ n0: Int, _ n1: Int) -> Bool {
    n0 <= 625 && n1 <= 625 && n0 * n1 <= 625
  }

  init(_ n0: Int, _ n1: Int) {
    let (large, small) = (max(n0, n1), min(n0, n1))
    let most = n0 * n1
    var counts = [Double](repeating: 0, count: most + 1)
    counts[0] = 1
    for j in stride(from: 1, through: small, by: 1) {
      for u in stride(from: most, through: large + j, by: -1) { counts[u] -= counts[u - large - j] }
      for u in stride(from: j, through: most, by: 1) { counts[u] += counts[u - j] }
    }
    let all = counts.reduce(0, +)
    var sum = 0.0
    for u in stride(from: most, through: 0, by: -1) {
      sum += counts[u]
      counts[u] = sum / all
    }
    upperTails = counts
  }

  /// P(U ≥ u).
  func upperTail(_ u: Int) -> Double {
    u <= 0 ? 1 : u < upperTails.count ? upperTails[u] : 0
  }

  /// The least k with P(U ≥ k) ≤ `probability`, at most n0·n1; `nil` if even the greatest U is more
  /// probable.
  func criticalValue(_ probability: Double) -> Int? {
    guard let last = upperTails.last, last <= probability else { return nil }
    var (low, high) = (0, upperTails.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if upperTails[middle] <= probability { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
