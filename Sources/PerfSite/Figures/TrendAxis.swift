internal import PerfCharts
internal import PerfTrace

/// The horizontal axis that the lines of one chart share: commits in commit order, and points without one by time.
struct TrendAxis: Sendable {
  private(set) var positions: [TrendChart.Position] = []
  private var positionOfCommit: [Int32: Int] = [:]
  private var positionOfRow: [Int32: Int] = [:]

  /// A place before it has a position.
  private struct Place {
    /// An index into `History.commits`; -1 where unknown.
    var commit: Int32
    /// The first row there.
    var row: Int32
    /// Position in commit order; of a point without a commit, that of the point before it.
    var order: Int64
  }

  /// Collects the places of several series, and of rows that have no value in any of them.
  init(_ series: [Series], rows: [Int32], plan: SitePlan, context: PageContext) {
    let history = plan.history
    var places: [Place] = []
    var seen: Set<Int32> = []
    for series in series {
      var order: Int64 = -1
      for point in 0..<series.count {
        let commit = series.commits[point]
        if commit >= 0 { order = Int64(plan.collection.order.positions[Int(commit)]) }
        guard commit < 0 || seen.insert(commit).inserted else { continue }
        let row = series.rows[Int(series.starts[point])]
        places.append(Place(commit: commit, row: row, order: order))
      }
    }
    let newest = places.max { $0.order < $1.order }?.order ?? -1
    for row in rows {
      let commit = history.commit[Int(row)]
      guard commit < 0 || seen.insert(commit).inserted else { continue }
      let order = commit < 0 ? newest : Int64(plan.collection.order.positions[Int(commit)])
      places.append(Place(commit: commit, row: row, order: order))
    }
    // Rows are sorted by time, so that a row stands for its instant.
    places.sort {
      ($0.order, $0.commit < 0 ? 1 : 0, $0.row) < ($1.order, $1.commit < 0 ? 1 : 0, $1.row)
    }
    positions.reserveCapacity(places.count)
    for place in places {
      if place.commit >= 0 {
        positionOfCommit[place.commit] = positions.count
      } else {
        positionOfRow[place.row] = positions.count
      }
      positions.append(Self.position(at: place, plan: plan, context: context))
    }
  }

  /// Where a point of one of the series stands.
  func position(ofPoint point: Int, in series: Series) -> Int {
    let commit = series.commits[point]
    if commit >= 0 { return positionOfCommit[commit] ?? 0 }
    return positionOfRow[series.rows[Int(series.starts[point])]] ?? 0
  }

  /// Where a row stands; `nil` if neither it nor its commit was collected.
  func position(ofRow row: Int32, commit: Int32) -> Int? {
    commit >= 0 ? positionOfCommit[commit] : positionOfRow[row]
  }

  /// Commits on the axis.
  var commits: [Int32: Int] { positionOfCommit }

  private static func position(
    at place: Place, plan: SitePlan, context: PageContext
  ) -> TrendChart.Position {
    guard place.commit >= 0 else {
      let time = plan.history.timestamp[Int(place.row)]
      return TrendChart.Position(label: Moment(time).minute, time: Int(time.milliseconds / 1000))
    }
    let path = plan.path(ofCommit: place.commit).map { context.root + $0 }
    return TrendChart.Position(
      label: plan.shortSHA(place.commit),
      title: Words.shortened(plan.history.commits[Int(place.commit)].subject, limit: 72),
      link: path ?? plan.address(ofCommit: place.commit),
      time: Int(plan.collection.order.times[Int(place.commit)].milliseconds / 1000))
  }
}
