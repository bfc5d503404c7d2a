package import PerfStatistics

/// A change of one series as those see it who compare series: made from an assessment, or from what is left of one.
package struct ChangeSight: Sendable {
  /// Where the change stands in the caller's lists.
  package var member: EnvironmentChange.Member
  package var series: Series
  package var kind: ChangePoint.Kind
  package var direction: Change.Direction
  package var effect: Double
  package var strength: Double
  package var previousCommit: Int32
  package var commit: Int32
  package var time: Timestamp
  /// See `Change.span`.
  package var span: ClosedRange<Int64>
  /// What differs between the environments on both sides.
  package var differences: [EnvironmentChange.Difference]

  /// What the changes of one series have in common; numbers of any dictionary, if only equal ones mean the same.
  package struct Series: Sendable, Hashable {
    package var script: Int32
    package var metric: Int32
    package var hostClass: Int32
    package var tagSet: Int32

    package init(script: Int32, metric: Int32, hostClass: Int32, tagSet: Int32) {
      self.script = script
      self.metric = metric
      self.hostClass = hostClass
      self.tagSet = tagSet
    }
  }

  package init(
    member: EnvironmentChange.Member, series: Series, kind: ChangePoint.Kind,
    direction: Change.Direction, effect: Double, strength: Double, previousCommit: Int32,
    commit: Int32, time: Timestamp, span: ClosedRange<Int64>,
    differences: [EnvironmentChange.Difference]
  ) {
    self.member = member
    self.series = series
    self.kind = kind
    self.direction = direction
    self.effect = effect
    self.strength = strength
    self.previousCommit = previousCommit
    self.commit = commit
    self.time = time
    self.span = span
    self.differences = differences
  }
}

extension ChangeSight {
  /// A change that several host classes or sets of tags show, told once.
  package struct Told: Sendable, Hashable {
    /// Index of its clearest sight.
    package var sight: Int
    /// Number of host classes that show it.
    package var hostCount: Int
    /// Number of sets of tags that show it.
    package var tagSetCount: Int
  }

  /// Groups the sights of each script and metric: series show one change if they show it in the same direction at
  /// places that overlap. In the order of script, metric and place.
  package static func told(_ sights: [ChangeSight]) -> [Told] {
    let order = sights.indices.sorted { first, second in
      let (a, b) = (sights[first], sights[second])
      if a.series.script != b.series.script { return a.series.script < b.series.script }
      if a.series.metric != b.series.metric { return a.series.metric < b.series.metric }
      return (a.span.lowerBound, a.member.assessment, a.member.change)
        < (b.span.lowerBound, b.member.assessment, b.member.change)
    }
    var groups: [(last: Int64, seen: Set<Series>, best: Int)] = []
    var key: (script: Int32, metric: Int32) = (-1, -1)
    var first = 0
    for index in order {
      let sight = sights[index]
      if key != (sight.series.script, sight.series.metric) {
        key = (sight.series.script, sight.series.metric)
        first = groups.count
      }
      let match = groups.indices.dropFirst(first).last { group in
        groups[group].last >= sight.span.lowerBound && sight.span.lowerBound >= 0
          && sights[groups[group].best].direction == sight.direction
          && !groups[group].seen.contains(sight.series)
      }
      guard let match else {
        groups.append((sight.span.upperBound, [sight.series], index))
        continue
      }
      groups[match].last = min(groups[match].last, sight.span.upperBound)
      groups[match].seen.insert(sight.series)
      if sight.strength > sights[groups[match].best].strength { groups[match].best = index }
    }
    return groups.map {
      Told(
        sight: $0.best, hostCount: Set($0.seen.map(\.hostClass)).count,
        tagSetCount: Set($0.seen.map(\.tagSet)).count)
    }
  }
}

extension ChangeSight.Series {
  package init(_ key: SeriesKey) {
    self.init(
      script: key.script, metric: key.metric, hostClass: key.hostClass, tagSet: key.tagSet)
  }
}

extension Change {
  /// The change as the groupings across series see it.
  func sight(
    of member: EnvironmentChange.Member, series: ChangeSight.Series, in history: History
  ) -> ChangeSight {
    ChangeSight(
      member: member, series: series, kind: kind, direction: direction, effect: effect,
      strength: strength, previousCommit: previousCommit, commit: commit, time: time, span: span,
      differences: differences(in: history))
  }

  /// What differs between the environments on both sides, in the order of the later one's keys.
  package func differences(in history: History) -> [EnvironmentChange.Difference] {
    guard environmentBefore >= 0, environmentAfter >= 0, environmentBefore != environmentAfter
    else { return [] }
    let before = history.environments[Int(environmentBefore)].values
    let after = history.environments[Int(environmentAfter)].values
    return (after.keys + before.keys.filter { after[$0] == nil }).compactMap { key in
      let difference = EnvironmentChange.Difference(
        key: key, before: before[key] ?? "", after: after[key] ?? "")
      return difference.before == difference.after ? nil : difference
    }
  }
}
