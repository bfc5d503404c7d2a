/// All n0·n1 differences between a value of one sample and a value of another, in order, without
/// storing them if they are many.
struct PairwiseDifferences {
  private let base: [Double]
  private let head: [Double]
  /// The differences in ascending order, while they are few.
  private let sorted: [Double]?
  private let law: RankSumDistribution?

  var count: Int { base.count * head.count }

  /// Leaves out values that are not finite; `nil` if none is left of a sample.
  init?(base: [Double], head: [Double]) {
    self.base = base.filter(\.isFinite).sorted()
    self.head = head.filter(\.isFinite).sorted()
    guard !self.base.isEmpty, !self.head.isEmpty else { return nil }
    if RankSumDistribution.isFeasible(self.base.count, self.head.count) {
      law = RankSumDistribution(self.base.count, self.head.count)
      var all: [Double] = []
      all.reserveCapacity(self.base.count * self.head.count)
      for b in self.head { for a in self.base { all.append(Self.difference(b, a)) } }
      all.sort()
      sorted = all
    } else {
      law = nil
      sorted = nil
    }
  }

  var median: Double {
    let middle = (count - 1) / 2
    let low = value(rank: middle)
    guard count.isMultiple(of: 2) else { return low }
    return low / 2 + value(rank: middle + 1) / 2
  }

  /// The bounds that the true shift passes with probability `tail` at most, on each side; `nil` if
  /// the samples are too small.
  ///
  /// With k the least number for which P(U ≥ k) ≤ tail, the bounds are the (n0·n1 - k + 1)-th and
  /// the k-th smallest difference.
  func bounds(tail: Double) -> ClosedRange<Double>? {
    guard let k = criticalValue(tail), k > count / 2 else { return nil }
    return value(rank: count - k)...value(rank: k - 1)
  }

  private func criticalValue(_ tail: Double) -> Int? {
    if let law { return law.criticalValue(tail) }
    let (n0, n1) = (Double(base.count), Double(head.count))
    let deviation = (n0 * n1 * (n0 + n1 + 1) / 12).squareRoot()
    let k = (n0 * n1 / 2 + 0.5 - NormalDistribution.quantile(tail) * deviation).rounded(.up)
    return k <= n0 * n1 ? Int(k) : nil
  }

  /// The difference of the given rank, counted from 0 in ascending order.
  ///
  /// If they are too many to be stored: bisection between the extremes, where how many differences
  /// are at most a number is counted in one pass over both sorted samples, until those that are
  /// left between the bounds are few enough to be sorted (after Monahan, 1984).
  private func value(rank: Int) -> Double {
    if let sorted { return sorted[rank] }
    // The difference that is looked for lies above `low` and is at most `high`.
    var low = -Double.infinity
    var high = Self.difference(head[head.count - 1], base[0])
    var middle = Self.difference(head[0], base[base.count - 1])
    var (below, upTo) = (0, count)
    while upTo - below > 4 * (base.count + head.count), middle > low, middle < high {
      let counted = countAtMost(middle)
      if counted > rank {
        (high, upTo) = (middle, counted)
      } else {
        (low, below) = (middle, counted)
      }
      middle = low.isFinite ? low / 2 + high / 2 : high
    }
    // No number lies between neighbours: what is left are equal values.
    guard upTo - below <= 4 * (base.count + head.count) else { return high }
    var rest = between(low, high, capacity: upTo - below)
    return rest.select(rank: rank - below)
  }

  /// The differences above `low` and at most `high`.
  private func between(_ low: Double, _ high: Double, capacity: Int) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(capacity)
    // For greater values of the head the same differences need greater values of the base.
    var (start, end) = (0, 0)
    for b in head {
      while start < base.count, Self.difference(b, base[start]) > high { start += 1 }
      end = max(end, start)
      while end < base.count, Self.difference(b, base[end]) > low { end += 1 }
      for i in start..<end { result.append(Self.difference(b, base[i])) }
    }
    return result
  }

  private func countAtMost(_ limit: Double) -> Int {
    var result = 0
    var start = 0
    for b in head {
      while start < base.count, Self.difference(b, base[start]) > limit { start += 1 }
      if start == base.count { break }
      result += base.count - start
    }
    return result
  }

  /// The difference, clamped to the finite numbers.
  private static func difference(_ b: Double, _ a: Double) -> Double {
    min(max(b - a, -.greatestFiniteMagnitude), .greatestFiniteMagnitude)
  }
}
