/// The clipping of points that lie far from the running median of seven.
///
/// The identifier of Hampel (1974; Davies and Gather, 1993) with clipping in place of deletion.
enum SpikeFilter {
  private static let reach = 3

  /// The running median of seven points; beyond the ends stand the medians of the first and last
  /// four.
  static func runningMedians(_ levels: [Double]) -> [Double] {
    guard levels.count >= 4 else { return levels }
    var first = Array(levels.prefix(4))
    var last = Array(levels.suffix(4))
    let padded =
      [Double](repeating: first.selectQuantile(0.5), count: reach) + levels
      + [Double](repeating: last.selectQuantile(0.5), count: reach)
    return levels.indices.map { i in
      median(
        padded[i], padded[i + 1], padded[i + 2], padded[i + 3], padded[i + 4], padded[i + 5],
        padded[i + 6])
    }
  }

  /// The levels, each at most `limit` from its running median.
  static func clip(_ levels: [Double], around medians: [Double], limit: Double) -> [Double] {
    zip(levels, medians).map { level, median in
      median + min(max(level - median, -limit), limit)
    }
  }

  /// The median of seven by thirteen exchanges (Devillard, 1998), without a branch.
  private static func median(
    _ a: Double, _ b: Double, _ c: Double, _ d: Double, _ e: Double, _ f: Double, _ g: Double
  ) -> Double {
    var (a, b, c, d, e, f, g) = (a, b, c, d, e, f, g)
    order(&a, &f)
    order(&a, &d)
    order(&b, &g)
    order(&c, &e)
    order(&a, &b)
    order(&d, &f)
    order(&c, &g)
    order(&c, &d)
    order(&d, &g)
    order(&e, &f)
    order(&b, &e)
    order(&b, &d)
    order(&d, &e)
    return d
  }

  private static func order(_ a: inout Double, _ b: inout Double) {
    (a, b) = (min(a, b), max(a, b))
  }
}
