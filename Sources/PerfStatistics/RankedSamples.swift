/// Two samples as groups of equal values in ascending order, from which rank statistics are
/// computed.
struct RankedSamples {
  /// How many values of each sample are equal to each other.
  private struct Group {
    var base = 0
    var head = 0
    var count: Int { base + head }
  }

  private var groups: [Group] = []
  private let n0: Int
  private let n1: Int
  /// Number of pairs in which the head's value is greater, ties counted half.
  private(set) var u = 0.0
  var hasTies: Bool { groups.count < n0 + n1 }

  /// Ranks two samples of finite values.
  init(base: [Double], head: [Double]) {
    n0 = base.count
    n1 = head.count
    let base = base.sorted()
    let head = head.sorted()
    groups.reserveCapacity(n0 + n1)
    var (i, j) = (0, 0)
    while i < n0 || j < n1 {
      let value = i == n0 ? head[j] : j == n1 ? base[i] : min(base[i], head[j])
      let before = i
      var group = Group()
      while i < n0, base[i] == value { (i, group.base) = (i + 1, group.base + 1) }
      while j < n1, head[j] == value { (j, group.head) = (j + 1, group.head + 1) }
      u += Double(group.head) * (Double(before) + 0.5 * Double(group.base))
      groups.append(group)
    }
  }

  /// P(U ≥ u) and P(U ≤ u) over all equally probable assignments of the midranks as they are.
  ///
  /// The numbers of ways to reach each sum of doubled midranks with each number of values, group by
  /// group.
  func exactTails() -> (greater: Double, less: Double) {
    // The law of the smaller sample is the cheaper one; the sum of both samples is fixed, so the
    // tails change places.
    let exchanged = n0 < n1
    let size = min(n0, n1)
    let total = (n0 + n1) * (n0 + n1 + 1)
    let width = total + 1
    var ways = [Double](repeating: 0, count: (size + 1) * width)
    ways[0] = 1
    var observed = 0
    var (before, greatest) = (0, 0)
    for group in groups {
      let rank = 2 * before + group.count + 1
      before += group.count
      observed += (exchanged ? group.base : group.head) * rank
      greatest = min(total, greatest + min(size, group.count) * rank)
      let choices = Self.binomials(group.count)
      for chosen in stride(from: size, through: 1, by: -1) {
        for taken in 1...min(chosen, group.count) {
          let (from, to) = ((chosen - taken) * width, chosen * width + taken * rank)
          let limit = greatest - taken * rank
          for sum in stride(from: 0, through: limit, by: 1) where ways[from + sum] > 0 {
            ways[to + sum] += choices[taken] * ways[from + sum]
          }
        }
      }
    }
    let law = ways[(size * width)...]
    let all = law.reduce(0, +)
    let above = law.dropFirst(observed).reduce(0, +) / all
    let below = law.prefix(observed + 1).reduce(0, +) / all
    return exchanged ? (below, above) : (above, below)
  }

  /// The same tails by the normal approximation, corrected for ties and continuity.
  func approximateTails() -> (greater: Double, less: Double) {
    let deviation = variance.squareRoot()
    guard deviation > 0 else { return (1, 1) }
    let distance = u - 0.5 * Double(n0) * Double(n1)
    return (
      NormalDistribution.cumulative(-(distance - 0.5) / deviation),
      NormalDistribution.cumulative((distance + 0.5) / deviation)
    )
  }

  /// The variance of U if nothing differs, corrected for ties (Lehmann, 1975, section 1.4).
  var variance: Double {
    let n = Double(n0) + Double(n1)
    guard n > 1 else { return 0 }
    let ties = groups.reduce(0.0) { sum, group in
      let t = Double(group.count)
      return sum + (t * t * t - t)
    }
    return max(0, Double(n0) * Double(n1) / 12 * (n + 1 - ties / (n * (n - 1))))
  }

  private static func binomials(_ n: Int) -> [Double] {
    var row = [1.0]
    for k in stride(from: 1, through: n, by: 1) {
      row.append((row[k - 1] * Double(n - k + 1) / Double(k)).rounded())
    }
    return row
  }
}
