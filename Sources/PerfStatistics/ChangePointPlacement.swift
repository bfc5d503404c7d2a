/// The placing of accepted change points by least absolute error.
///
/// Least squares on clipped values proposes well and places a point or two off.
enum ChangePointPlacement {
  private static let distance = 6
  private static let view = 60

  /// The places in ascending order, from left to right each between its neighbours.
  static func place(_ points: [Int], in levels: [Double]) -> [Int] {
    var result: [Int] = []
    for (i, point) in points.enumerated() {
      let low = max(result.last ?? 0, point - view)
      let high = min(i + 1 < points.count ? points[i + 1] : levels.count, point + view)
      result.append(best(around: point, low: low, high: high, in: levels))
    }
    return result
  }

  private static func best(around point: Int, low: Int, high: Int, in levels: [Double]) -> Int {
    let (first, last) = (max(low + 2, point - distance), min(high - 2, point + distance))
    guard first <= last else { return point }
    var (place, least) = (point, Double.infinity)
    for k in first...last {
      let error = absoluteError(levels[low..<k]) + absoluteError(levels[k..<high])
      if error < least - 1e-12 { (place, least) = (k, error) }
    }
    return place
  }

  private static func absoluteError(_ levels: ArraySlice<Double>) -> Double {
    var scratch = Array(levels)
    let center = scratch.selectQuantile(0.5)
    return scratch.reduce(0) { $0 + abs($1 - center) }
  }
}
