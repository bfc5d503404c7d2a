/// Chooses which of very many points are drawn, so that the picture of all and that of the chosen look alike.
///
/// Points come in columns, in order of x. Neighbouring columns are put into one bucket, never across a boundary, so
/// both sides of a change stay apart. From each bucket its least and greatest value are kept and, between them, as
/// many evenly spaced order statistics as its share of all points entitles it to.
///
/// What holds for the result, and is tested: every chosen point is one of the given ones; there are at most `limit`
/// of them, but never fewer than two a bucket that has two; the least and the greatest of every bucket, hence of
/// all, are chosen; between two neighbouring chosen values of a bucket lie at most n/m of its n values, m being
/// its number of chosen ones, rounded up: density is kept.
package struct PointReduction: Sendable {
  /// Indices of the chosen points, ascending.
  package let chosen: [Int]

  /// Chooses among `values`, of which column `i` holds those from `starts[i]` up to `starts[i + 1]`.
  ///
  /// - Parameters:
  ///   - values: Finite values.
  ///   - starts: Where each column begins, and at the end `values.count`.
  ///   - boundaries: Columns at which a bucket must begin, such as the first of a new level.
  ///   - limit: How many points to keep about; all are kept if they are not more.
  package init(values: [Double], starts: [Int], boundaries: [Int] = [], limit: Int) {
    guard values.count > limit, starts.count > 1 else {
      chosen = Array(values.indices)
      return
    }
    let buckets = Self.buckets(
      columns: starts.count - 1, boundaries: boundaries, count: max(limit / 5, 1))
    var chosen: [Int] = []
    chosen.reserveCapacity(limit)
    for bucket in buckets {
      let points = starts[bucket.lowerBound]..<starts[bucket.upperBound]
      let share = limit * points.count / values.count
      chosen += Self.spread(of: points, in: values, count: max(share, 2))
    }
    self.chosen = chosen
  }

  /// Divides columns into about `count` buckets of neighbours, each of which begins or ends at every boundary.
  static func buckets(columns: Int, boundaries: [Int], count: Int) -> [Range<Int>] {
    let width = max((columns + count - 1) / count, 1)
    let edges = [0] + Set(boundaries.filter { $0 > 0 && $0 < columns }).sorted() + [columns]
    return zip(edges, edges.dropFirst()).flatMap { start, end in
      stride(from: start, to: end, by: width).map { $0..<min($0 + width, end) }
    }
  }

  private static func spread(of points: Range<Int>, in values: [Double], count: Int) -> [Int] {
    guard points.count > count else { return Array(points) }
    let sorted = points.sorted { (values[$0], $0) < (values[$1], $1) }
    let picked = (0..<count).map { rank in sorted[rank * (sorted.count - 1) / (count - 1)] }
    return picked.sorted()
  }
}
