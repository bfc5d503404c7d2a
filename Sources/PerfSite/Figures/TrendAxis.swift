internal import PerfCharts
internal import PerfTrace

/// The horizontal axis that the lines of one chart share: commits in commit order, and points without one by time.
struct TrendAxis: Sendable {
  private(set) var positions: [TrendChart.Position] = []
  /// The commit of each position, an index into `History.commits`; -1 where unknown.
  private(set) var commits: [Int32] = []
  /// Where the points of each series stand.
  private(set) var pointPositions: [[Int]]
  /// Where each of the rows without a value stands.
  private(set) var rowPositions: [Int]
  /// The rows that it was made of, series by series, then those without a value.
  private let sources: [[Int32]]

  /// A point or a row before it has a position.
  private struct Place {
    /// Position in commit order; of a point without a commit, that of the point before it.
    var order: Int32
    var commit: Int32
    /// The first row there. Rows are sorted by time, so that a row stands for its instant.
    var row: Int32
    /// An index into the series; -1 for a row.
    var series: Int32
    /// An index into the points of the series, or into the rows.
    var index: Int32
  }

  /// Collects the places of several series, and of rows that have no value in any of them.
  init(_ series: [Series], rows: [Int32], plan: SitePlan) {
    let history = plan.history
    let orders = plan.collection.order.positions
    sources = Self.sources(series, rows)
    var places: [Place] = []
    places.reserveCapacity(series.reduce(rows.count) { $0 + $1.count })
    var newest: Int32 = -1
    for (index, series) in series.enumerated() {
      var order: Int32 = -1
      for point in 0..<series.count {
        let commit = series.commits[point]
        if commit >= 0 { order = Int32(orders[Int(commit)]) }
        newest = max(newest, order)
        places.append(
          Place(
            order: order, commit: commit, row: series.rows[Int(series.starts[point])],
            series: Int32(index), index: Int32(point)))
      }
    }
    for (index, row) in rows.enumerated() {
      let commit = history.commit[Int(row)]
      places.append(
        Place(
          order: commit < 0 ? newest : Int32(orders[Int(commit)]), commit: commit, row: row,
          series: -1, index: Int32(index)))
    }
    places.sort { a, b in
      if a.order != b.order { return a.order < b.order }
      if (a.commit < 0) != (b.commit < 0) { return b.commit < 0 }
      return a.row < b.row
    }
    pointPositions = series.map { [Int](repeating: 0, count: $0.count) }
    rowPositions = [Int](repeating: 0, count: rows.count)
    positions.reserveCapacity(places.count)
    commits.reserveCapacity(places.count)
    for place in places {
      if place.commit < 0 || commits.last != place.commit {
        commits.append(place.commit)
        positions.append(Self.position(at: place, plan: plan))
      }
      if place.series >= 0 {
        pointPositions[Int(place.series)][Int(place.index)] = positions.count - 1
      } else {
        rowPositions[Int(place.index)] = positions.count - 1
      }
    }
  }

  private static func sources(_ series: [Series], _ rows: [Int32]) -> [[Int32]] {
    series.flatMap { [$0.rows, $0.starts] } + [rows]
  }

  /// Whether it has the places of these too: metrics that were measured together share an axis.
  func serves(_ series: [Series], rows: [Int32]) -> Bool {
    sources == Self.sources(series, rows)
  }

  private static func position(at place: Place, plan: SitePlan) -> TrendChart.Position {
    if place.commit >= 0 { return plan.chartPositions[Int(place.commit)] }
    let time = plan.history.timestamp[Int(place.row)]
    return TrendChart.Position(label: Moment(time).minute, time: Int(time.milliseconds / 1000))
  }
}
