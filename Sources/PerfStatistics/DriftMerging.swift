/// The telling of neighbouring steps of one sign that belong to one slow drift.
///
/// A slope is cut into steps by any segmentation by levels. Neighbouring steps of one sign are one
/// drift if a straight slope in their place, which has fewer numbers, leaves about as small a
/// squared error as the steps do.
enum DriftMerging {
  /// One change: the accepted points that it takes in, and its slope if it is a drift.
  struct Change {
    var points: Range<Int>
    var slope: SlopeFit.Slope?
  }

  /// Groups accepted change points, in ascending order, into steps and drifts.
  ///
  /// - Parameters:
  ///   - places: The placed change points.
  ///   - levels: The levels after the spike filter.
  ///   - allowance: What a slope's squared error may be greater for each step that it replaces
  ///     beyond two.
  /// - Returns: The changes in order; the knots of a slope are indices into `levels`.
  static func changes(places: [Int], levels: [Double], allowance: Double) -> [Change] {
    let cuts = [0] + places + [levels.count]
    let centers = (1..<cuts.count).map { median(levels[cuts[$0 - 1]..<cuts[$0]]) }
    var result: [Change] = []
    var first = 0
    while first < places.count {
      let rises = centers[first + 1] > centers[first]
      var end = first + 1
      while end < places.count, (centers[end + 1] > centers[end]) == rises { end += 1 }
      var slope: SlopeFit.Slope?
      while end > first + 1 {
        slope = self.slope(of: first..<end, cuts: cuts, levels: levels, allowance: allowance)
        if slope != nil { break }
        end -= 1
      }
      result.append(Change(points: first..<end, slope: slope))
      first = end
    }
    return result
  }

  private static func slope(
    of points: Range<Int>, cuts: [Int], levels: [Double], allowance: Double
  ) -> SlopeFit.Slope? {
    // `cuts` begins with 0: the point i stands at cuts[i + 1].
    let (start, end) = (cuts[points.lowerBound], cuts[points.upperBound + 1])
    let (firstPlace, lastPlace) = (cuts[points.lowerBound + 1], cuts[points.upperBound])
    var steps = 0.0
    for i in points.lowerBound...points.upperBound {
      steps += squaredError(levels[cuts[i]..<cuts[i + 1]])
    }
    let origin = levels[start]
    let fit = SlopeFit(ArraySlice(levels[start..<end].map { $0 - origin }))
    guard
      var slope = fit.best(
        starts: 1...max(1, firstPlace - start),
        ends: (lastPlace - start)...max(lastPlace - start, end - start - 1)),
      slope.squaredError < steps + allowance * Double(points.count - 2)
    else { return nil }
    slope.start += start
    slope.end += start
    slope.levelBefore += origin
    return slope
  }

  private static func median(_ levels: ArraySlice<Double>) -> Double {
    var scratch = Array(levels)
    return scratch.selectQuantile(0.5)
  }

  private static func squaredError(_ levels: ArraySlice<Double>) -> Double {
    let mean = levels.reduce(0, +) / Double(levels.count)
    return levels.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }
}
