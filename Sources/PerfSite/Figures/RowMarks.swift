internal import PerfCharts
internal import PerfTrace

/// What a chart marks beside values: executions that failed, executions that a person excluded, accepted changes.
struct RowMarks: Sendable {
  /// Rows of executions that failed, ascending.
  private(set) var failures: [Int32] = []
  /// Rows of executions that were excluded, with the reasons.
  private(set) var exclusions: [(row: Int32, reason: String)] = []

  /// No marks.
  init() {}

  /// Collects the marks of a panel's set of tags.
  init(_ panel: TrendPanel, _ assessment: ScriptAssessment, plan: SitePlan) {
    let failed = assessment.slice.layouts.lazy.filter { $0.tagSet == panel.tagSet }
      .flatMap(\.failures).map(\.row)
    failures = Set(failed).sorted()
    exclusions = plan.exclusions(ofScript: assessment.slice.script)
  }

  /// All marked rows: those that failed, then those that were excluded.
  var rows: [Int32] { failures + exclusions.map(\.row) }

  /// The failed executions by position, on an axis that has `rows`.
  func failures(on axis: TrendAxis, history: History) -> [TrendChart.Failure] {
    var counts: [Int: TrendChart.Failure] = [:]
    for (row, position) in zip(failures, axis.rowPositions) {
      var failure =
        counts[position] ?? TrendChart.Failure(position: position, failed: 0, timedOut: 0)
      if history.flags[Int(row)].contains(.timedOut) {
        failure.timedOut += 1
      } else {
        failure.failed += 1
      }
      counts[position] = failure
    }
    return counts.values.sorted { $0.position < $1.position }
  }

  /// The remarks by position, what was accepted of a series' script and metric among them.
  func notes(
    on axis: TrendAxis, of key: SeriesKey, in collection: SeriesCollection
  ) -> [TrendChart.Note] {
    var notes: [TrendChart.Note] = []
    for (position, commit) in axis.commits.enumerated() {
      guard
        let reason = collection.acceptance(script: key.script, metric: key.metric, commit: commit)
      else { continue }
      notes.append(
        TrendChart.Note(positions: position...position, kind: .accepted, text: reason))
    }
    var excluded: [Int: String] = [:]
    for (exclusion, position) in zip(exclusions, axis.rowPositions.dropFirst(failures.count)) {
      let reason = exclusion.reason
      excluded[position] = excluded[position] ?? reason
    }
    for (position, reason) in excluded {
      notes.append(
        TrendChart.Note(positions: position...position, kind: .excluded, text: reason))
    }
    return notes.sorted {
      ($0.positions.lowerBound, $0.kind == .accepted ? 0 : 1)
        < ($1.positions.lowerBound, $1.kind == .accepted ? 0 : 1)
    }
  }
}
