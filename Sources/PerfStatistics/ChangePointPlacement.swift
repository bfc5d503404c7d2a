/// The placing of accepted change points by the likelihood of the noise's own shape.
///
/// Least squares on clipped values proposes well and places a point or two off, and least absolute
/// error loses steps that are small beside a second mode. The density of the residuals of both
/// sides weighs each point by what it tells: with a 5 % step under modes 8 % apart, nearly all.
enum ChangePointPlacement {
  /// How far a point may move.
  private static let distance = 15
  /// The points on each side that the shape is taken from.
  private static let view = 100
  /// The kernel's part of the spread within a mode.
  private static let bandwidth = 0.5

  /// The places in ascending order, from left to right each between its neighbours.
  static func place(_ points: [Int], in levels: [Double]) -> [Int] {
    var result: [Int] = []
    for (i, point) in points.enumerated() {
      let low = max(result.last ?? 0, point - view)
      let high = min(i + 1 < points.count ? points[i + 1] : levels.count, point + view)
      result.append(best(near: point, low: low, high: high, in: levels))
    }
    return result
  }

  /// The place at which the points before are likeliest under the old level and those after under
  /// the new one; the earliest of equals.
  private static func best(near point: Int, low: Int, high: Int, in levels: [Double]) -> Int {
    let (first, last) = (max(low + 2, point - distance), min(high - 2, point + distance))
    guard first <= point, point <= last else { return point }
    let before = Array(levels[low..<point])
    let after = Array(levels[point..<high])
    guard let differences = PairwiseDifferences(base: before, head: after) else { return point }
    let shift = differences.median
    let density = ResidualDensity(
      of: before + after.map { $0 - shift },
      bandwidth: bandwidth * spreadWithinMode(levels[low..<high]))
    var (place, most, sum) = (first, 0.0, 0.0)
    for t in first..<last {
      sum += density.logDensity(at: levels[t]) - density.logDensity(at: levels[t] - shift)
      if sum > most + 1e-9 { (place, most) = (t + 1, sum) }
    }
    return place
  }

  /// The spread that neighbours have which lie in one mode: from a low quantile of their
  /// differences.
  private static func spreadWithinMode(_ levels: ArraySlice<Double>) -> Double {
    var differences = zip(levels, levels.dropFirst()).map { abs($1 - $0) }
    // P(|Z| < 0.3186) = 0.25 for a standard normal Z.
    return max(differences.selectQuantile(0.25) / (0.3186 * 2.0.squareRoot()), 1e-4)
  }
}
