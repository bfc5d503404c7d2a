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
  /// If they are too many to be stored: bisection over the bit patterns of all numbers, which are
  /// ordered as the numbers are; how many differences are at most a number is counted in one pass
  /// over both sorted samples.
  private func value(rank: Int) -> Double {
    if let sorted { return sorted[rank] }
    var low = Self.order(Self.difference(head[0], base[base.count - 1]))
    var high = Self.order(Self.difference(head[head.count - 1], base[0]))
    while low < high {
      // The distance may exceed the greatest Int64.
      let middle = low &+ Int64(UInt64(bitPattern: high &- low) / 2)
      if countAtMost(Self.number(middle)) > rank { high = middle } else { low = middle + 1 }
    }
    return Self.number(low)
  }

  private func countAtMost(_ limit: Double) -> Int {
    var result = 0
    var i = base.count
    for b in head {
      while i > 0, Self.difference(b, base[base.count - i]) > limit { i -= 1 }
      if i == 0 { break }
      result += i
    }
    return result
  }

  /// The difference, clamped to the finite numbers.
  private static func difference(_ b: Double, _ a: Double) -> Double {
    min(max(b - a, -.greatestFiniteMagnitude), .greatestFiniteMagnitude)
  }

  private static func order(_ x: Double) -> Int64 {
    let bits = Int64(bitPattern: (x + 0).bitPattern)
    return bits >= 0 ? bits : Int64.min &- bits
  }

  private static func number(_ order: Int64) -> Double {
    Double(bitPattern: UInt64(bitPattern: order >= 0 ? order : Int64.min &- order))
  }
}
