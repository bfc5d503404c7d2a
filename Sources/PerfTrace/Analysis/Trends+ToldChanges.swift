internal import PerfStatistics

extension Trends {
  /// A change of one metric of one script, told once although several host classes show it.
  package struct ToldChange: Sendable, Hashable {
    /// Where its clearest sight stands in `Trends.assessments`, and in their `changes`.
    package var assessment: Int
    package var change: Int
    /// Number of host classes (and sets of tags) that show it.
    package var hostCount: Int
  }

  /// Steps and drifts that are a script's own, newest first; changes of the environment are told elsewhere.
  ///
  /// Host classes show one change if they show it in the same direction at places that overlap.
  package var toldChanges: [ToldChange] {
    var sights: [(key: SeriesKey, change: Change, told: ToldChange)] = []
    for (index, assessment) in assessments.enumerated() {
      for (position, change) in assessment.changes.enumerated()
      where change.kind != .spike && change.environmentChange == nil {
        sights.append(
          (assessment.key, change, ToldChange(assessment: index, change: position, hostCount: 1)))
      }
    }
    sights.sort { a, b in
      (a.key.script, a.key.metric, a.change.span.lowerBound, a.told.assessment, a.told.change)
        < (b.key.script, b.key.metric, b.change.span.lowerBound, b.told.assessment, b.told.change)
    }
    var groups: [(last: Int64, seen: Set<Int>, best: Int)] = []
    var groupKey: SeriesKey?
    var first = 0
    for (place, sight) in sights.enumerated() {
      if groupKey?.script != sight.key.script || groupKey?.metric != sight.key.metric {
        groupKey = sight.key
        first = groups.count
      }
      let match = groups.indices.last { index in
        index >= first && groups[index].last >= sight.change.span.lowerBound
          && sight.change.span.lowerBound >= 0
          && sights[groups[index].best].change.direction == sight.change.direction
          && !groups[index].seen.contains(sight.told.assessment)
      }
      guard let match else {
        groups.append((sight.change.span.upperBound, [sight.told.assessment], place))
        continue
      }
      groups[match].last = min(groups[match].last, sight.change.span.upperBound)
      groups[match].seen.insert(sight.told.assessment)
      if sight.change.strength > sights[groups[match].best].change.strength {
        groups[match].best = place
      }
    }
    return groups.indices.map { index in
      var change = sights[groups[index].best].told
      change.hostCount = groups[index].seen.count
      return (time: sights[groups[index].best].change.time, change: change)
    }
    .sorted { a, b in
      a.time != b.time
        ? a.time > b.time
        : (a.change.assessment, a.change.change) < (b.change.assessment, b.change.change)
    }
    .map(\.change)
  }
}
