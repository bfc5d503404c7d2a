internal import PerfStatistics

extension Trends {
  /// A change of one metric of one script, told once although several host classes show it.
  package struct ToldChange: Sendable, Hashable {
    /// Where its clearest sight stands in `Trends.assessments`, and in their `changes`.
    package var assessment: Int
    package var change: Int
    /// Number of host classes that show it.
    package var hostCount: Int
  }

  /// Steps and drifts that are a script's own, newest first; changes of the environment are told elsewhere.
  ///
  /// Host classes show one change if they show it in the same direction at places that overlap.
  package var toldChanges: [ToldChange] {
    let history = collection.history
    var sights: [ChangeSight] = []
    for (index, assessment) in assessments.enumerated() {
      let series = ChangeSight.Series(assessment.key)
      for (position, change) in assessment.changes.enumerated()
      where change.kind != .spike && change.environmentChange == nil {
        sights.append(
          change.sight(of: .init(assessment: index, change: position), series: series, in: history))
      }
    }
    return ChangeSight.told(sights).map { told in
      let member = sights[told.sight].member
      return (
        time: sights[told.sight].time,
        change: ToldChange(
          assessment: member.assessment, change: member.change, hostCount: told.hostCount)
      )
    }
    .sorted { a, b in
      a.time != b.time
        ? a.time > b.time
        : (a.change.assessment, a.change.change) < (b.change.assessment, b.change.change)
    }
    .map(\.change)
  }
}
