internal import PerfStatistics

/// A history told again run by run: which runs would have raised an alarm when they arrived.
///
/// It answers how often people would have been disturbed, by the trend analysis and by the rule that is usual elsewhere
/// ("5 % slower than the run before"), which looks neither at noise nor at machines.
package struct AlarmReplay: Sendable {
  /// One alarm.
  package struct Alarm: Sendable, Hashable {
    package var script: Int32
    package var hostClass: Int32
    /// Commit of the first point of the new level, an index into `History.commits`; -1 where unknown.
    package var commit: Int32
    /// Row of the execution with whose arrival it was told.
    package var row: Int32
    package var effect: Double
    /// Number of points of the new level that were there when it was told.
    package var delay: Int
  }

  /// Number of runs: executions of one commit on one host class that began within a batch, or at one time.
  package let runCount: Int
  /// Told by the trend analysis, in the order in which they were told.
  package let alarms: [Alarm]
  /// Runs in which at least one script alarmed.
  package let alarmedRuns: Int
  /// Runs in which at least one script took longer than `literalLimit` over its run before.
  package let literalRuns: Int
  /// The usual rule's limit: 0.05 is 5 %.
  package static let literalLimit = 0.05

  /// Replays wall time of every script on the default branch; changes of at least `leastEffect` for the worse alarm.
  ///
  /// A change is told once: not again when it is placed anew within three points, nor when another host class shows it at a
  /// place that overlaps.
  ///
  /// - Complexity: O(n²) in the points of a series.
  package init(_ collection: SeriesCollection, filter: Trends.Filter, leastEffect: Double) {
    let history = collection.history
    var runs: [RunKey: Int32] = [:]
    var runOfRow = [Int32](repeating: -1, count: history.count)
    for row in history.ids.indices where history.flags[row].isCounted {
      let key = RunKey(row, collection)
      let run = runs[key] ?? Int32(runs.count)
      runs[key] = run
      runOfRow[row] = run
    }
    runCount = runs.count
    var alarms: [Alarm] = []
    var literal: Set<Int32> = []
    if let metric = history.metrics.firstIndex(of: .executionTime) {
      for script in history.scripts.indices
      where filter.scripts.isEmpty
        || filter.scripts.contains(where: { $0.matches(history.scripts[script]) })
      {
        alarms += Self.alarms(of: script, metric, collection, leastEffect)
        let rows = collection.rows(ofScript: script).filter {
          history.flags[Int($0)].isMeasurement
        }
        var previous: Double?
        for (row, value) in zip(rows, collection.values(ofMetric: metric, at: rows))
        where value.isFinite {
          if let previous, previous > 0, value > previous * (1 + Self.literalLimit) {
            literal.insert(runOfRow[Int(row)])
          }
          previous = value
        }
      }
    }
    self.alarms = alarms.sorted {
      ($0.row, $0.script, $0.hostClass) < ($1.row, $1.script, $1.hostClass)
    }
    alarmedRuns = Set(alarms.map { runOfRow[Int($0.row)] }).count
    literalRuns = literal.count
  }

  /// What makes executions one run.
  private struct RunKey: Hashable {
    var batch: Int32
    var commit: Int32
    var hostClass: Int
    var time: Int64

    init(_ row: Int, _ collection: SeriesCollection) {
      let history = collection.history
      batch = history.batch.isEmpty ? -1 : history.batch[row]
      commit = history.commit[row]
      hostClass = collection.hostClass(ofRow: row)
      time = batch < 0 ? history.timestamp[row].milliseconds : 0
    }
  }

  private struct Sight {
    var span: ClosedRange<Int64>
    var alarm: Alarm
  }

  private static func alarms(
    of script: Int, _ metric: Int, _ collection: SeriesCollection, _ leastEffect: Double
  ) -> [Alarm] {
    let detector = ChangePointDetector()
    var sights: [Sight] = []
    for layout in collection.layouts(ofScript: script)
    where layout.branch == collection.lines.defaultBranch {
      guard let series = collection.series(of: layout, metric: metric) else { continue }
      for segment in series.segments where segment.count >= 10 {
        var told: [Int] = []
        for end in segment.lowerBound + 10...segment.upperBound {
          let values = Array(series.medians[segment.lowerBound..<end])
          for change in detector.changePoints(in: values) {
            let point = segment.lowerBound + change.index
            if told.contains(where: { ($0 - point).magnitude <= 3 }) { continue }
            told.append(point)
            guard change.levelAfter > change.levelBefore, change.effect >= leastEffect else {
              continue
            }
            let nearby = max(point - 2, 0)..<min(point + 2, series.count)
            sights.append(
              Sight(
                span: collection.span(ofPoints: nearby, in: series),
                alarm: Alarm(
                  script: Int32(script), hostClass: layout.hostClass, commit: series.commits[point],
                  row: series.rows[Int(series.starts[end]) - 1], effect: change.effect,
                  delay: end - point)))
          }
        }
      }
    }
    sights.sort { $0.alarm.row < $1.alarm.row }
    var first: [Sight] = []
    for sight in sights where !first.contains(where: { $0.span.overlaps(sight.span) }) {
      first.append(sight)
    }
    return first.map(\.alarm)
  }
}
