/// The trial of proposed change points: every one against its neighbours, the weakest dropped
/// first.
struct ChangePointTrial {
  /// The bounds of the two tests, and what they look at.
  struct Bounds: Sendable, Hashable {
    /// Standard errors by which the means must differ, if the ranks agree.
    var z = 4.8
    /// The same for a new level of a few points at the end: what comes next may undo it.
    var newestZ = 5.0
    /// Standard deviations by which the ranks must differ, if the means agree.
    var ranks = 3.5
    /// Standard deviations of the ranks that need no agreement.
    var ranksAlone = 4.2
    /// Part of the most that a rank sum of few points can reach.
    var share = 0.88
    /// Points of a neighbouring segment that a test looks at.
    var reach = 150
    /// The longest excursion that is a disturbance.
    var shortest = 5
    /// An effect above this is that of a disturbance more often than of a change: it must have
    /// lasted.
    var largeEffect = 0.25
    /// The points of a new level at the end that a large effect needs.
    var largeEffectPoints = 5
    /// A segment up to this length is compared with the spread of the nearest points beside it.
    var shortSegment = 10
    /// A new level at the end that has lasted no longer than this is young.
    var youngPoints = 30
    /// By how much a young level must pass the tests: it is judged anew at each arrival, and so gets
    /// many chances to pass them by luck.
    var youngMargin = 1.1
    /// How many points beside a short segment are near.
    var nearPoints = 30
  }

  private let series: PreparedSeries
  private let bounds: Bounds
  private let leastEffect: Double
  private let isLogarithmic: Bool
  private var scratch: [Double] = []
  /// How many values of a range have each rank; all 0 between uses.
  private var counts: [Int32] = []

  init(_ series: PreparedSeries, bounds: Bounds, leastEffect: Double, isLogarithmic: Bool) {
    self.series = series
    self.bounds = bounds
    self.leastEffect = leastEffect
    self.isLogarithmic = isLogarithmic
  }

  /// A change point with its strength; it stands from 1 on.
  struct Candidate {
    var index: Int
    var strength: Double
  }

  /// The proposals that stand, and the excursions that were taken out because they went back.
  mutating func decide(_ proposals: [Int]) -> (standing: [Candidate], excursions: [Range<Int>]) {
    var points = proposals.map { Candidate(index: $0, strength: 0) }
    var excursions: [Range<Int>] = []
    for i in points.indices { judge(i, of: &points) }
    while true {
      while let weakest = points.indices.min(by: { points[$0].strength < points[$1].strength }),
        points[weakest].strength < 1
      {
        remove(weakest..<weakest + 1, from: &points)
      }
      guard let pair = excursion(in: points) else { return (points, excursions) }
      excursions.append(points[pair].index..<points[pair + 1].index)
      remove(pair..<pair + 2, from: &points)
    }
  }

  private mutating func remove(_ range: Range<Int>, from points: inout [Candidate]) {
    points.removeSubrange(range)
    if range.lowerBound > 0 { judge(range.lowerBound - 1, of: &points) }
    if range.lowerBound < points.count { judge(range.lowerBound, of: &points) }
  }

  private mutating func judge(_ i: Int, of points: inout [Candidate]) {
    let start = i > 0 ? points[i - 1].index : 0
    let end = i + 1 < points.count ? points[i + 1].index : series.raw.count
    points[i].strength = strength(at: points[i].index, from: start, to: end)
  }

  /// By how much the change at `place` passes the tests, between its neighbouring change points.
  mutating func strength(at place: Int, from start: Int, to end: Int) -> Double {
    let before = max(start, place - bounds.reach)..<place
    let after = place..<min(end, place + bounds.reach)
    let (n1, n2) = (Double(before.count), Double(after.count))
    let inflation = series.noise.inflation

    let centerBefore = median(of: before)
    let centerAfter = median(of: after)
    let difference = abs(centerBefore - centerAfter)
    let effect = isLogarithmic ? exponential(min(difference, 50)) - 1 : min(difference, 50)
    if end == series.raw.count,
      isUnsettled(after, effect: effect, from: centerBefore, to: centerAfter)
    {
      return 0
    }

    let local = max(
      spread(of: before, around: centerBefore, and: after, around: centerAfter),
      nearSpread(before, after, centerBefore, centerAfter))
    let means = abs(mean(of: before) - mean(of: after))
    let z =
      means
      / (max(series.noise.spread, local) * inflation * (1 / n1 + 1 / n2).squareRoot())

    let m = rankDistance(before, after)
    let most = (3 * n1 * n2 / (n1 + n2 + 1)).squareRoot()
    let isLast = end == series.raw.count
    let isNewest = isLast && after.count <= bounds.shortest
    let isYoung = isLast && !isNewest && after.count <= bounds.youngPoints
    let both = min(
      z / (isNewest ? bounds.newestZ : bounds.z),
      m / min(bounds.ranks * inflation, bounds.share * most))
    let alone = m / (bounds.ranksAlone * inflation)
    let passed = max(both, alone) / (isYoung ? bounds.youngMargin : 1)
    return min(passed, effect / max(leastEffect, 1e-12))
  }

  /// Whether the newest points may be a disturbance that is not over yet, or just was.
  private func isUnsettled(
    _ tail: Range<Int>, effect: Double, from before: Double, to after: Double
  ) -> Bool {
    guard tail.count <= bounds.shortest else { return false }
    if tail.count < bounds.largeEffectPoints, effect > bounds.largeEffect { return true }
    let newest = (series.raw[tail.upperBound - 1] - before) / (after - before)
    return !(newest >= 0.5)
  }

  /// The spread of both sides together.
  private mutating func spread(
    of before: Range<Int>, around centerBefore: Double, and after: Range<Int>,
    around centerAfter: Double
  ) -> Double {
    scratch.removeAll(keepingCapacity: true)
    for i in before { scratch.append(abs(series.clipped[i] - centerBefore)) }
    for i in after { scratch.append(abs(series.clipped[i] - centerAfter)) }
    return scratch.selectQuantile(SeriesNoise.quantile) / SeriesNoise.normalQuantile
  }

  /// The spread of the points nearest to a short segment; 0 if none is short.
  ///
  /// Where the noise has lately grown, the many quiet points before would make every few new ones
  /// look like a new level.
  private mutating func nearSpread(
    _ before: Range<Int>, _ after: Range<Int>, _ centerBefore: Double, _ centerAfter: Double
  ) -> Double {
    let (shorter, longer) = (min(before.count, after.count), max(before.count, after.count))
    guard shorter <= bounds.shortSegment, longer > bounds.nearPoints else { return 0 }
    let isBefore = before.count > after.count
    let near = isBefore ? before.suffix(bounds.nearPoints) : after.prefix(bounds.nearPoints)
    let center = isBefore ? centerBefore : centerAfter
    return spread(of: near, around: center, and: near.prefix(0), around: center)
  }

  private mutating func median(of range: Range<Int>) -> Double {
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: series.clipped[range])
    return scratch.selectQuantile(0.5)
  }

  private func mean(of range: Range<Int>) -> Double {
    (series.sums[range.upperBound] - series.sums[range.lowerBound]) / Double(range.count)
  }

  /// |U - n1·n2/2| in standard deviations, corrected for ties; 0 if all values are equal.
  mutating func rankDistance(_ before: Range<Int>, _ after: Range<Int>) -> Double {
    let (n1, n2) = (Double(before.count), Double(after.count))
    var doubled = 0
    for i in before {
      let rank = series.ranks[i]
      var count: Int32 = 0
      for j in after {
        let other = series.ranks[j]
        count &+= (other < rank ? 1 : 0) &+ (other <= rank ? 1 : 0)
      }
      doubled += Int(count)
    }
    let n = n1 + n2
    let tied = series.hasTies ? tieCorrection(before.lowerBound..<after.upperBound) : 0
    let variance = n1 * n2 / 12 * (n + 1 - tied / (n * (n - 1)))
    guard variance > 0 else { return 0 }
    return abs(Double(doubled) / 2 - n1 * n2 / 2) / variance.squareRoot()
  }

  /// Σ(t³ - t) over the groups of t equal values in a range.
  private mutating func tieCorrection(_ range: Range<Int>) -> Double {
    if counts.isEmpty { counts = [Int32](repeating: 0, count: series.raw.count) }
    var sum = 0
    for i in range {
      let rank = Int(series.ranks[i])
      let count = Int(counts[rank])
      // (t + 1)³ - (t + 1) less t³ - t.
      sum += 3 * count * (count + 1)
      counts[rank] += 1
    }
    for i in range { counts[Int(series.ranks[i])] = 0 }
    return Double(sum)
  }

  /// The first of a neighbouring pair that goes back to where the level was within a few points.
  private mutating func excursion(in points: [Candidate]) -> Int? {
    for i in points.indices.dropLast() {
      let (start, end) = (points[i].index, points[i + 1].index)
      guard end - start <= bounds.shortest else { continue }
      let earlier = i > 0 ? points[i - 1].index : 0
      let later = i + 2 < points.count ? points[i + 2].index : series.raw.count
      let level = median(of: max(earlier, start - 20)..<start)
      let inside = median(of: start..<end)
      let afterwards = median(of: end..<min(later, end + 20))
      if abs(afterwards - level) < 0.5 * abs(inside - level) { return i }
    }
    return nil
  }
}
