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
  /// If they are too many to be stored, the place is narrowed between bounds, where how many
  /// differences are at most a number is counted in one pass over both sorted samples, until those
  /// that are left between the bounds are few enough to be sorted (after Monahan, 1984). The first
  /// numbers are guessed from the quartiles, the next on a straight line between the bounds, and
  /// every fourth is the middle, which no outlier deceives.
  private func value(rank: Int) -> Double {
    if let sorted { return sorted[rank] }
    let few = base.count + head.count
    let least = Self.difference(head[0], base[base.count - 1])
    // The difference that is looked for lies above `low` and is at most `high`.
    var (low, below) = (least.nextDown, 0)
    var (high, upTo) = (Self.difference(head[head.count - 1], base[0]), count)
    if !low.isFinite {
      (low, below) = (least, countAtMost(least))
      if below > rank { return least }
    }
    let width = interquartileRange(base) + interquartileRange(head)
    var guess = Self.difference(head[head.count / 2], base[base.count / 2])
    var turn = 1
    while upTo - below > few {
      if !(guess > low && guess < high) || turn.isMultiple(of: 4) { guess = low / 2 + high / 2 }
      // No number lies between neighbours: what is left are equal values.
      guard guess > low, guess < high else { return high }
      let counted = countAtMost(guess)
      if counted > rank { (high, upTo) = (guess, counted) } else { (low, below) = (guess, counted) }
      if below == 0 || upTo == count {
        // Beyond the place by half of what may be left, so that the next bound is near it too.
        let aim = rank - counted + (counted > rank ? -few : few) / 3
        guess += Double(aim) / Double(count) * width
      } else {
        let part = (Double(rank - below) + 0.5) / Double(upTo - below)
        guess = low * (1 - part) + high * part
      }
      turn += 1
    }
    var rest = between(low, high, capacity: upTo - below)
    return rest.select(rank: rank - below)
  }

  private func interquartileRange(_ values: [Double]) -> Double {
    Self.difference(values[values.count * 3 / 4], values[values.count / 4])
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
