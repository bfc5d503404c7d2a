/// Chooses which points of a long line are drawn: of each bucket the first, the last, the least and the greatest.
///
/// A line through them covers the same pixels as the whole one where a bucket is no wider than a pixel (M4: Jugel,
/// Jerzak, Hackenbroich and Markl, "M4: a visualization-oriented time series data aggregation", 2014).
package struct LineReduction: Sendable {
  /// Indices of the chosen points, ascending.
  package let chosen: [Int]

  /// Chooses at most about `limit` points of a line, all if there are not more.
  ///
  /// - Parameters:
  ///   - values: Finite values in order of x.
  ///   - boundaries: Points at which a bucket must begin, such as the first of a new level.
  ///   - limit: How many points to keep about.
  package init(values: [Double], boundaries: [Int] = [], limit: Int) {
    guard values.count > limit else {
      chosen = Array(values.indices)
      return
    }
    let buckets = PointReduction.buckets(
      columns: values.count, boundaries: boundaries, count: max(limit / 4, 1))
    chosen = buckets.flatMap { bucket in
      var least = bucket.lowerBound
      var greatest = bucket.lowerBound
      for index in bucket {
        if values[index] < values[least] { least = index }
        if values[index] > values[greatest] { greatest = index }
      }
      return Set([bucket.lowerBound, least, greatest, bucket.upperBound - 1]).sorted()
    }
  }
}
