internal import PerfStatistics

/// Judges one commit against the default branch before it.
///
/// The baseline of a script is what the default branch measured at or before the merge base on the same host class, with
/// the same tags and by the same method, newest first, as far back as the level is the same and the window reaches.
/// Executions of the candidate's own job are preferred: then no question is asked about how jobs differ.
package struct Gate: Sendable {
  /// At most this share of the regressions that are told over many scripts may be false.
  static let falseDiscoveryRate = 0.05

  let collection: SeriesCollection
  let request: GateRequest

  package init(_ collection: SeriesCollection, _ request: GateRequest) {
    self.collection = collection
    self.request = request
  }

  /// Judges every script of the candidate, on at most `tasks` tasks at once; the report is the same on any number.
  package func evaluate(tasks: Int = FileSystem.processorCount) async -> GateReport {
    let history = collection.history
    var report = GateReport(
      candidate: request.candidate, ancestry: request.ancestry, stage: request.stage)
    let candidates = candidateGroups()
    report.scriptCount = Set(candidates.map(\.script)).count
    for group in candidates {
      report.executionCount += group.rows.count
      report.successCount += group.successCount(in: history)
      checkSuccess(of: group, into: &report)
    }
    let byScript = candidates.chunkedByScript()
    report.comparisons = await Parallel.map(count: byScript.count, tasks: tasks) { index in
      comparisons(of: candidates[byScript[index]])
    }.flatMap(\.self)
    correctForMany(&report)
    addFindings(to: &report)
    await checkTrends(of: candidates, tasks: tasks, into: &report)
    addNotices(to: &report, usesUncommitted: candidates.contains(where: \.isUncommitted))
    report.comparisons.sort(by: Comparison.isMoreImportant)
    report.findings.sort {
      ($0.fails ? 0 : 1, $0.script, $0.metric, $0.hostClass, $0.tagSet, $0.kind.rawValue)
        < ($1.fails ? 0 : 1, $1.script, $1.metric, $1.hostClass, $1.tagSet, $1.kind.rawValue)
    }
    return report
  }

  /// Compares the groups of one script in every metric that is judged.
  private func comparisons(of groups: ArraySlice<GateCandidate>) -> [Comparison] {
    guard let script = groups.first?.script else { return [] }
    let base = request.ancestry.base
    let isOnBranch = request.ancestry.source == .given && !collection.lines.isMainline[Int(base)]
    let layouts = collection.layouts(ofScript: Int(script)).filter {
      isOnBranch ? $0.commits.contains(base) : $0.branch == collection.lines.defaultBranch
    }
    return groups.flatMap { group in
      judgedMetrics(of: group).map { compare(group, metric: $0, layouts: layouts) }
    }
  }

  /// Which metrics of a group are judged: those with a limit that is on, and what the request names.
  private func judgedMetrics(of group: GateCandidate) -> [Int32] {
    let history = collection.history
    let script = history.scripts[Int(group.script)]
    return collection.metrics(ofScript: Int(group.script)).filter { index in
      let metric = history.metrics[Int(index)]
      if !request.metrics.isEmpty { return request.metrics.contains { $0.matches(metric.id) } }
      let kinds: [LimitKind] = [.regression, .improvement]
      return kinds.contains {
        request.rules.limit($0, script: script, metric: metric).action != .off
      }
    }
  }

  /// Limits that need no baseline: success rate, longest time and largest values.
  private func checkSuccess(of group: GateCandidate, into report: inout GateReport) {
    let history = collection.history
    let name = history.scripts[Int(group.script)]
    let time = Int32(history.metrics.firstIndex(of: .executionTime) ?? 0)
    let rate = Double(group.successCount(in: history)) / Double(group.rows.count)
    let rateLimit = request.rules.limit(.successRate, script: name, metric: .executionTime)
    if rateLimit.action != .off && rate < rateLimit.value {
      report.findings.append(
        finding(.successRate, group, metric: time, measured: rate, limit: rateLimit))
    }
    for metric in history.metrics.indices {
      let description = history.metrics[metric]
      let kind: LimitKind = description.id == Metric.executionTime.id ? .maxTime : .maximum
      let limit = request.rules.limit(kind, script: name, metric: description)
      guard limit.action != .off else { continue }
      let values = collection.values(ofMetric: metric, at: group.measurements(in: history))
      if let middle = median(values), middle > limit.value {
        report.findings.append(
          finding(kind, group, metric: Int32(metric), measured: middle, limit: limit))
      }
    }
  }

  func finding(
    _ kind: LimitKind, _ group: GateCandidate, metric: Int32, measured: Double, limit: Limit
  ) -> GateReport.Finding {
    let history = collection.history
    let script = history.scripts[Int(group.script)]
    let exception = request.rules.exception(
      kind, script: script, metric: history.metrics[Int(metric)], now: request.now)
    return GateReport.Finding(
      kind: kind, script: group.script, metric: metric, hostClass: group.hostClass,
      tagSet: group.tagSet, measured: measured, limit: limit.value, action: limit.action,
      excuse: exception?.reason)
  }

  /// Where many scripts are judged by one stage, a regression must also hold for all of them together.
  ///
  /// Benjamini and Hochberg's procedure at 5 % over everything that was compared; a second stage is strict by itself.
  private func correctForMany(_ report: inout GateReport) {
    guard request.stage == .single else { return }
    let judged = report.comparisons.indices.filter { report.comparisons[$0].effect != nil }
    guard judged.count > 1 else { return }
    let counts = BenjaminiHochberg.rejections(
      judged.map { report.comparisons[$0].probability }, rate: Self.falseDiscoveryRate)
    for (index, holds) in zip(judged, counts) where !holds {
      guard case .regressed = report.comparisons[index].verdict else { continue }
      let comparison = report.comparisons[index]
      let runs = min(comparison.base.values.count, comparison.head.values.count)
      let fewest = TwoSampleJudgement.fewestRuns(
        significance: Self.falseDiscoveryRate / Double(judged.count))
      report.comparisons[index].verdict = .inconclusive(runsNeeded: max(2 * runs, fewest))
    }
  }
}

extension [GateCandidate] {
  /// Ranges of neighbours that are of one script.
  fileprivate func chunkedByScript() -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for index in indices {
      if let last = ranges.last, self[last.lowerBound].script == self[index].script {
        ranges[ranges.count - 1] = last.lowerBound..<index + 1
      } else {
        ranges.append(index..<index + 1)
      }
    }
    return ranges
  }
}
