internal import PerfTrace

/// The first stage of the pipeline: everything about one script, from its own slice of the history.
struct ScriptStage: Sendable {
  let plan: SitePlan

  /// A script's series, not yet assessed: cheap to make for every script at every build.
  struct Slice: Sendable {
    var script: Int
    var layouts: [SeriesLayout]
    /// Metrics that the script has, ascending; the first of `shownMetrics` stands for it.
    var shownMetrics: [Int]
    /// Of each layout, the series of the metric that stands for the script, and that of its memory.
    var headlines: [Series?]
    var memories: [Series?]
    /// Digest of all that the script's pages are made of.
    var inputs: Digest
  }

  /// Cuts a script's slice out of the history.
  func slice(_ script: Int) -> Slice {
    let collection = plan.collection
    let layouts = collection.layouts(ofScript: script)
    var metrics = collection.metrics(ofScript: script).map(Int.init)
    let history = plan.history
    // The metric that stands for a script is wall time; a script that only reports its own numbers has the first of those.
    if let time = metrics.firstIndex(where: { history.metrics[$0].id == Metric.executionTime.id }) {
      metrics.insert(metrics.remove(at: time), at: 0)
    }
    let memory = memoryMetric
    return Slice(
      script: script, layouts: layouts, shownMetrics: metrics,
      headlines: layouts.map { layout in
        metrics.first.flatMap { collection.series(of: layout, metric: $0) }
      },
      memories: layouts.map { layout in
        memory.flatMap { collection.series(of: layout, metric: $0) }
      },
      inputs: inputs(script: script, layouts: layouts, metrics: metrics))
  }

  /// The metric of peak memory, an index into the history's metrics.
  private var memoryMetric: Int? {
    plan.history.metrics.firstIndex { $0.id == Metric.memoryUsage.id }
  }

  /// One entry for each commit, host class and set of tags at which the script was executed.
  func commitEntries(_ slice: Slice) -> [CommitEntry] {
    let history = plan.history
    var entries: [CommitEntry] = []
    entries.reserveCapacity(slice.layouts.reduce(0) { $0 + $1.count })
    // A branch's measurements are held against the default branch's before them.
    var mainlines: [Int64: Series] = [:]
    for (index, layout) in slice.layouts.enumerated() {
      let hostAndTags = Int64(layout.hostClass) << 32 | Int64(layout.tagSet)
      let isMainline = layout.branch == plan.defaultBranch
      let (series, memory) = (slice.headlines[index], slice.memories[index])
      let metric = Int32(slice.shownMetrics.first ?? -1)
      let isHigherBetter = metric >= 0 && history.metrics[Int(metric)].polarity == .higher
      var failures: [Int32: Int32] = [:]
      for failure in layout.failures {
        failures[history.commit[Int(failure.row)], default: 0] += 1
      }
      var window = UsualWindow()
      var memoryPoint = 0
      let start = entries.count
      if let series {
        for point in 0..<series.count {
          let commit = series.commits[point]
          guard commit >= 0 else {
            window.insert(series.medians[point])
            continue
          }
          if !isMainline, point == 0, let mainline = mainlines[hostAndTags] {
            window = self.window(of: mainline, before: commit)
          }
          let value = series.medians[point]
          let failed = failures.removeValue(forKey: commit) ?? 0
          var entry = CommitEntry(
            script: Int32(slice.script), commit: commit, hostClass: layout.hostClass,
            tagSet: layout.tagSet, metric: metric,
            executions: Int32(series.range(ofPoint: point).count) + failed, failures: failed,
            standing: window.standing(of: value, isHigherBetter: isHigherBetter), median: value,
            usual: window.median, memory: .nan)
          if let memory {
            // Both follow the layout's points, and either may lack some.
            while memoryPoint < memory.count, memory.commits[memoryPoint] != commit,
              memory.rows[Int(memory.starts[memoryPoint])] < series.rows[Int(series.starts[point])]
            { memoryPoint += 1 }
            if memoryPoint < memory.count, memory.commits[memoryPoint] == commit {
              entry.memory = memory.medians[memoryPoint]
              memoryPoint += 1
            }
          }
          if let last = entries.last, entries.count > start, last.commit == commit {
            // The same commit with local changes, or by another method: told with the first.
            entries[entries.count - 1].executions += entry.executions
          } else {
            entries.append(entry)
          }
          window.insert(value)
        }
      }
      for (commit, failed) in failures.sorted(by: { $0.key < $1.key }) where commit >= 0 {
        entries.append(
          CommitEntry(
            script: Int32(slice.script), commit: commit, hostClass: layout.hostClass,
            tagSet: layout.tagSet, metric: -1, executions: failed, failures: failed,
            standing: .failed, median: .nan, usual: .nan, memory: .nan))
      }
      if isMainline, let series { mainlines[hostAndTags] = series }
    }
    return entries
  }

  /// The newest execution that left a memory profile, else the newest at all; one that ended well before others.
  func newestFossil(_ slice: Slice, _ read: SiteBuilder.FossilReader) -> Fossil? {
    let flags = plan.history.flags
    let rows = plan.collection.rows(ofScript: slice.script).filter {
      !flags[Int($0)].contains(.excluded)
    }
    let unwell: History.Flags = [.failed, .timedOut, .interrupted]
    let profiled = rows.last {
      flags[Int($0)].contains(.hasMemoryProfile) && flags[Int($0)].isDisjoint(with: unwell)
    }
    let newest =
      profiled ?? rows.last { flags[Int($0)].contains(.hasMemoryProfile) }
      ?? rows.last { flags[Int($0)].isDisjoint(with: unwell) } ?? rows.last
    return newest.flatMap { read(Int($0)) }
  }

  /// What was usual on the default branch just before a commit.
  private func window(of mainline: Series, before commit: Int32) -> UsualWindow {
    let positions = plan.collection.order.positions
    let end = mainline.commits.firstIndex {
      $0 >= 0 && positions[Int($0)] >= positions[Int(commit)]
    }
    var window = UsualWindow()
    for median in mainline.medians[..<(end ?? mainline.count)].suffix(UsualWindow.capacity) {
      window.insert(median)
    }
    return window
  }

  private func inputs(script: Int, layouts: [SeriesLayout], metrics: [Int]) -> Digest {
    let history = plan.history
    var digest = Digest()
    digest.combine(history.scripts[script])
    let rows = plan.collection.rows(ofScript: script)
    digest.combine(rows.count)
    for row in rows {
      digest.combine(history.ids[Int(row)].high)
      digest.combine(history.ids[Int(row)].low)
      let commit = history.commit[Int(row)]
      if commit >= 0 { digest.combine(plan.commitDigests[Int(commit)].low) }
    }
    for layout in layouts {
      digest.combine(plan.hostNames[Int(layout.hostClass)].full)
      digest.combine(layout.branch < 0 ? "" : history.branches[Int(layout.branch)])
      digest.combine(layout.branch == plan.defaultBranch ? 1 : 0)
      if let comparator = plan.comparators[layout.branch] {
        digest.combine(comparator.baseCommit ?? "")
      }
      for row in layout.rows { digest.combine(history.ids[Int(row)].low) }
      digest.combine(layout.rows.count)
      for failure in layout.failures {
        digest.combine(history.ids[Int(failure.row)].high)
        digest.combine(history.ids[Int(failure.row)].low)
        digest.combine(Int(failure.point))
      }
      digest.combine(layout.failures.count)
    }
    for metric in metrics {
      let limit = plan.options.rules.limit(
        .regression, script: history.scripts[script], metric: history.metrics[metric])
      digest.combine(limit.value)
      digest.combine(limit.action.rawValue)
    }
    return digest
  }
}
