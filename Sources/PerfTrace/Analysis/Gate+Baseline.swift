internal import PerfStatistics

extension Gate {
  /// What a group is compared with in one metric.
  private struct Baseline {
    var side = Comparison.Side()
    var jobMedians: [Double] = []
    var jobs = 0
  }

  /// Compares a group of the candidate with its baseline among `layouts`.
  func compare(_ group: GateCandidate, metric: Int32, layouts: [SeriesLayout]) -> Comparison {
    let history = collection.history
    let script = history.scripts[Int(group.script)]
    let description = history.metrics[Int(metric)]
    let measured = group.measurements(in: history)
    let values = collection.values(ofMetric: Int(metric), at: measured)
    var head = Comparison.Side(failures: group.rows.count - measured.count)
    for (row, value) in zip(measured, values) where value.isFinite {
      head.rows.append(row)
      head.values.append(value)
    }

    let alike = layouts.filter {
      $0.hostClass == group.hostClass && $0.tagSet == group.tagSet
    }
    let method = head.rows.first.map { collection.method(ofRow: Int($0)) }
    let accepted = acceptedPoints(of: group, metric: metric, method: method)
    var eligible: [Series] = []
    var isByOtherMethod = false
    if let accepted { eligible = [accepted] }
    for layout in alike where accepted == nil {
      guard let series = collection.series(of: layout, metric: Int(metric)) else { continue }
      let old = series.points(where: { point in
        isEligible(series, point, for: group)
      })
      let comparable = old.points(where: { point in
        collection.method(ofRow: Int(old.rows[Int(old.starts[point])])) == method
      })
      if comparable.count > 0 {
        eligible.append(comparable)
      } else if old.count > 0 {
        isByOtherMethod = true
      }
    }

    let regression = request.rules.limit(.regression, script: script, metric: description)
    var question = Comparison.Question(
      leastEffect: regression.value, polarity: description.polarity)
    if request.stage == .second && (request.gatedScripts ?? 0) > 20 {
      question.significance = 0.001
    }
    var base = Comparison.Side()
    if let shared = sameJob(of: head, in: eligible) {
      (head, base) = shared
    } else if let baseline = eligible.map({ baseline(in: $0) }).max(by: {
      $0.side.values.count < $1.side.values.count
    }) {
      base = baseline.side
      question.baseJobs = baseline.jobs
      question.jobSpread = JobSpread(
        medians: baseline.jobMedians, hostClass: history.hostClasses[Int(group.hostClass)])
    }
    var comparison = Comparison(
      script: group.script, metric: metric, hostClass: group.hostClass, tagSet: group.tagSet,
      base: base, head: head, question: question)
    if case .notComparable(.noBaseline) = comparison.verdict {
      if isByOtherMethod {
        comparison.verdict = .notComparable(.otherMethod)
      } else if layouts.contains(where: { hasBaseline($0, for: group) }) {
        comparison.verdict = .notComparable(.otherHost)
      }
    }
    return comparison
  }

  /// What the candidate's own branch measured from the newest change on that people accepted there: its baseline begins anew
  /// with that. `nil` where they accepted none before the candidate, and where somebody named the base.
  private func acceptedPoints(of group: GateCandidate, metric: Int32, method: Int32?) -> Series? {
    let history = collection.history
    guard !history.accepted.isEmpty, request.ancestry.source != .given else { return nil }
    for layout in collection.layouts(ofScript: Int(group.script))
    where layout.branch != collection.lines.defaultBranch && layout.hostClass == group.hostClass
      && layout.tagSet == group.tagSet
    {
      guard let series = collection.series(of: layout, metric: Int(metric)),
        let end = series.commits.firstIndex(of: request.candidate),
        let start = (0..<end).last(where: { collection.acceptance(ofPoint: $0, in: series) != nil })
      else { continue }
      let points = series.points(where: { point in
        let row = Int(series.rows[Int(series.starts[point])])
        return (start..<end).contains(point) && isUsable(row)
          && collection.method(ofRow: row) == method
      })
      if points.count > 0 { return points }
    }
    return nil
  }

  /// Whether a point was measured before the candidate, on a clean commit that it builds upon.
  private func isEligible(_ series: Series, _ point: Int, for group: GateCandidate) -> Bool {
    let commit = series.commits[point]
    guard commit >= 0, isUsable(Int(series.rows[Int(series.starts[point])])) else { return false }
    if commit == request.candidate { return group.isUncommitted }
    return request.ancestry.isEligible[Int(commit)]
  }

  /// Whether an execution is of a clean commit, and not older than what is asked for.
  private func isUsable(_ row: Int) -> Bool {
    let history = collection.history
    return !history.flags[row].contains(.dirty)
      && (request.since.map { history.timestamp[row] >= $0 } ?? true)
  }

  /// Whether a layout of another host class could have been a baseline.
  func hasBaseline(_ layout: SeriesLayout, for group: GateCandidate) -> Bool {
    layout.hostClass != group.hostClass && layout.tagSet == group.tagSet
      && layout.commits.contains { $0 >= 0 && request.ancestry.isEligible[Int($0)] }
  }

  /// The two sides as far as one job measured both; `nil` if no job did.
  private func sameJob(
    of head: Comparison.Side, in eligible: [Series]
  ) -> (head: Comparison.Side, base: Comparison.Side)? {
    let batch = collection.history.batch
    guard !batch.isEmpty else { return nil }
    let own = Set(head.rows.lazy.map { batch[Int($0)] }).subtracting([-1])
    var base = Comparison.Side()
    for series in eligible {
      for (row, value) in zip(series.rows, series.values) where own.contains(batch[Int(row)]) {
        base.rows.append(row)
        base.values.append(value)
      }
    }
    guard !base.values.isEmpty else { return nil }
    let shared = Set(base.rows.lazy.map { batch[Int($0)] })
    var sharedHead = Comparison.Side(failures: head.failures)
    for (row, value) in zip(head.rows, head.values) where shared.contains(batch[Int(row)]) {
      sharedHead.rows.append(row)
      sharedHead.values.append(value)
    }
    return (sharedHead, base)
  }

  /// The newest points of a series that share its level, as far as the window lets them count.
  private func baseline(in series: Series) -> Baseline {
    let level = collection.newestLevel(of: series, before: series.count)
    let points = series.newest(
      of: level, wantedRuns: Comparator.mostValues, mostPoints: request.window)
    let range = series.range(ofPoints: points)
    return Baseline(
      side: Comparison.Side(rows: Array(series.rows[range]), values: Array(series.values[range])),
      jobMedians: Array(
        collection.jobMedians(of: series, in: level, mostPoints: request.window)),
      jobs: points.count)
  }
}
