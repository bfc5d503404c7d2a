internal import PerfTrace

/// The first stage of the pipeline: everything about one script, from its own slice of the history.
struct ScriptStage: Sendable {
  let plan: SitePlan

  /// A script's executions, laid out but not yet assessed.
  struct Slice: Sendable {
    var script: Int
    var layouts: [SeriesLayout]
    /// Metrics that the script has, ascending; the first of `shownMetrics` stands for it.
    var shownMetrics: [Int]
    /// Digest of all that the script's pages are made of.
    var inputs: Digest
  }

  /// Cuts a script's slice out of the history.
  func slice(_ script: Int) -> Slice {
    let layouts = plan.collection.layouts(ofScript: script)
    let metrics = shownMetrics(of: script)
    return Slice(
      script: script, layouts: layouts, shownMetrics: metrics,
      inputs: inputs(script: script, layouts: layouts, metrics: metrics))
  }

  /// The metric that stands for a script is wall time; a script that only reports its own numbers has the first of those.
  private func shownMetrics(of script: Int) -> [Int] {
    let history = plan.history
    var metrics = plan.collection.metrics(ofScript: script).map(Int.init)
    if let time = metrics.firstIndex(where: { history.metrics[$0].id == Metric.executionTime.id }) {
      metrics.insert(metrics.remove(at: time), at: 0)
    }
    return metrics
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

  /// Digest of all that the script's pages are made of, told by each execution and its commit's place in the order of
  /// commits, so that nothing need be laid out.
  ///
  /// Where it is as it was, `Slice.inputs` is too. Where it is not, that may still be: commits that were measured late
  /// move all that come after them.
  func quickInputs(_ script: Int) -> Digest {
    let history = plan.history
    let (positions, lines) = (plan.collection.order.positions, plan.collection.lines)
    var digest = Digest()
    digest.combine(history.scripts[script])
    var isSeen = [Bool](repeating: false, count: history.branches.count)
    let rows = plan.collection.rows(ofScript: script)
    digest.combine(rows.count)
    for row in rows {
      let row = Int(row)
      digest.combine(history.ids[row].high)
      digest.combine(history.ids[row].low)
      let commit = Int(history.commit[row])
      if commit >= 0 {
        digest.combine(plan.commitDigests[commit].low)
        digest.combine(Int(positions[commit]) << 1 | (lines.isMainline[commit] ? 1 : 0))
      }
      let branch = history.branch[row]
      if branch >= 0, !isSeen[Int(branch)] {
        isSeen[Int(branch)] = true
        digest.combine(history.branches[Int(branch)])
        let comparator = plan.comparators[branch]
        digest.combine(comparator.map { $0.baseCommit ?? "" } ?? "-")
      }
    }
    digest.combine(plan.hostNamesDigest)
    combineLimits(of: shownMetrics(of: script), script: script, into: &digest)
    return digest
  }

  private func combineLimits(of metrics: [Int], script: Int, into digest: inout Digest) {
    let history = plan.history
    for metric in metrics {
      let limit = plan.options.rules.limit(
        .regression, script: history.scripts[script], metric: history.metrics[metric])
      digest.combine(limit.value)
      digest.combine(limit.action.rawValue)
    }
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
      if layout.branch != plan.defaultBranch, let first = layout.commits.first, first >= 0 {
        // Its commits are held against the default branch's before them.
        digest.combine(
          layouts.reduce(0) {
            $0 + ($1.branch == plan.defaultBranch ? plan.points(of: $1.commits, before: first) : 0)
          })
      }
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
    combineLimits(of: metrics, script: script, into: &digest)
    return digest
  }
}
