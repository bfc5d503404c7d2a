internal import PerfTrace

extension ScriptStage {
  /// An entry, and the first execution that it tells of, a row of the history.
  typealias LocatedEntry = (entry: CommitEntry, row: Int32)

  /// The default branch's series, which branches are held against, with the first points of its levels.
  private struct Mainline {
    var series: Series
    var levelStarts: [Int]
  }

  /// One entry for each commit, host class and set of tags at which the script was executed.
  func commitEntries(_ assessment: ScriptAssessment) -> [LocatedEntry] {
    let slice = assessment.slice
    var headlines = [ScriptAssessment.Item?](repeating: nil, count: slice.layouts.count)
    var memories = headlines
    for item in assessment.items {
      if Int(item.series.key.metric) == slice.shownMetrics.first { headlines[item.layout] = item }
      if item.metric.id == Metric.memoryUsage.id { memories[item.layout] = item }
    }
    var entries: [LocatedEntry] = []
    entries.reserveCapacity(slice.layouts.reduce(0) { $0 + $1.count })
    var mainlines: [Int64: Mainline] = [:]
    for (index, layout) in slice.layouts.enumerated() {
      var failures: [Int32: [Int32]] = [:]
      for failure in layout.failures {
        failures[plan.history.commit[Int(failure.row)], default: []].append(failure.row)
      }
      if let item = headlines[index] {
        let hostAndTags = Int64(layout.hostClass) << 32 | Int64(layout.tagSet)
        let starts = levelStarts(of: item)
        entries += self.entries(
          of: item, levelStarts: starts, memory: memories[index]?.series,
          mainline: item.isMainline ? nil : mainlines[hostAndTags], failures: &failures)
        if item.isMainline {
          mainlines[hostAndTags] = Mainline(series: item.series, levelStarts: starts)
        }
      }
      for (commit, rows) in failures.sorted(by: { $0.key < $1.key }) where commit >= 0 {
        let entry = CommitEntry(
          script: Int32(slice.script), commit: commit, hostClass: layout.hostClass,
          tagSet: layout.tagSet, metric: -1, executions: Int32(rows.count),
          failures: Int32(rows.count), standing: .failed, median: .nan, usual: .nan, memory: .nan)
        entries.append((entry, rows[0]))
      }
    }
    return entries
  }

  /// The entries of one series; what they use of `failures` is taken out of it.
  private func entries(
    of item: ScriptAssessment.Item, levelStarts: [Int], memory: Series?, mainline: Mainline?,
    failures: inout [Int32: [Int32]]
  ) -> [LocatedEntry] {
    let series = item.series
    let isHigherBetter = item.metric.polarity == .higher
    var entries: [LocatedEntry] = []
    var window = UsualWindow()
    if let mainline, let first = series.commits.first, first >= 0 {
      window = self.window(of: mainline, before: first)
    }
    var memoryPoint = 0
    var next = 0
    for point in 0..<series.count {
      let isNewLevel = next < levelStarts.count && levelStarts[next] == point
      if isNewLevel { next += 1 }
      // Another method measures from here on: nothing before can be compared.
      if isNewLevel, mainline == nil, series.segments.contains(where: { $0.lowerBound == point }) {
        window.removeAll()
      }
      let (value, commit) = (series.medians[point], series.commits[point])
      if commit >= 0 {
        let row = series.rows[Int(series.starts[point])]
        let failed = Int32(failures.removeValue(forKey: commit)?.count ?? 0)
        var entry = CommitEntry(
          script: series.key.script, commit: commit, hostClass: series.key.hostClass,
          tagSet: series.key.tagSet, metric: series.key.metric,
          executions: Int32(series.range(ofPoint: point).count) + failed, failures: failed,
          standing: window.standing(of: value, isHigherBetter: isHigherBetter), median: value,
          usual: window.median, memory: .nan)
        if let memory {
          // Both follow the layout's points, and either may lack some.
          while memoryPoint < memory.count, memory.commits[memoryPoint] != commit,
            memory.rows[Int(memory.starts[memoryPoint])] < row
          { memoryPoint += 1 }
          if memoryPoint < memory.count, memory.commits[memoryPoint] == commit {
            entry.memory = memory.medians[memoryPoint]
            memoryPoint += 1
          }
        }
        if let last = entries.last?.entry, last.commit == commit {
          // The same commit with local changes, or by another method: told with the first.
          entries[entries.count - 1].entry.executions += entry.executions
        } else {
          entries.append((entry, row))
        }
      }
      // A branch is held against what it left, not against itself.
      guard mainline == nil else { continue }
      if isNewLevel { window.removeAll() }
      window.insert(value)
    }
    return entries
  }

  /// The first points of a series' levels, and of its segments; for want of an assessment only of the latter.
  private func levelStarts(of item: ScriptAssessment.Item) -> [Int] {
    plan.collection.levelStarts(
      of: item.series,
      told: item.assessment?.levels.map(\.points.lowerBound)
        ?? item.series.segments.map(\.lowerBound))
  }

  /// What was usual on the default branch just before a commit.
  private func window(of mainline: Mainline, before commit: Int32) -> UsualWindow {
    let end = plan.points(of: mainline.series.commits, before: commit)
    let start = mainline.levelStarts.last { $0 < end } ?? 0
    var window = UsualWindow()
    for median in mainline.series.medians[start..<end].suffix(UsualWindow.capacity) {
      window.insert(median)
    }
    return window
  }
}
