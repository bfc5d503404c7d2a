internal import PerfBytes
internal import PerfStatistics
internal import PerfTrace

extension ScriptStage {
  /// Number of stretches that a sparkline has at most.
  private static let sparklinePoints = 60

  /// What the rest of the site needs to know of an assessed script.
  func summary(_ assessment: ScriptAssessment) -> ScriptSummary {
    let history = plan.history
    let script = assessment.slice.script
    var summary = ScriptSummary(
      name: history.scripts[script], slug: plan.scriptSlugs[script], executions: 0, failures: 0,
      timeouts: 0, firstTime: Timestamp(milliseconds: 0), lastTime: Timestamp(milliseconds: 0),
      lastFailed: false, hosts: 0, tags: [], lines: [], events: [])
    count(script, into: &summary)
    let tagSets = Set(assessment.slice.layouts.map(\.tagSet)).sorted()
    summary.tags = Set(
      tagSets.flatMap { plan.tagWords(ofTagSet: $0) }
    ).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }

    let told = assessment.items.filter { $0.assessment != nil }
    for item in told {
      guard let assessed = item.assessment else { continue }
      summary.lines.append(line(item, assessed))
      summary.events += assessed.changes.map { event($0, of: item) }
    }
    if let metric = told.first?.metric {
      // Of the metric that stands for the script, the line that was measured last; of those, the longest.
      let headline = summary.lines.indices.filter { summary.lines[$0].metric == metric }.max {
        let (a, b) = (summary.lines[$0], summary.lines[$1])
        return a.lastTime != b.lastTime ? a.lastTime < b.lastTime : a.points < b.points
      }
      if let headline { summary.lines.insert(summary.lines.remove(at: headline), at: 0) }
    }
    summary.branches = branchRows(assessment)
    return summary
  }

  private func count(_ script: Int, into summary: inout ScriptSummary) {
    let history = plan.history
    var last: Int?
    var isHostSeen = [Bool](repeating: false, count: max(history.hostClasses.count, 1))
    for row in plan.collection.rows(ofScript: script) {
      let row = Int(row)
      let flags = history.flags[row]
      if flags.contains(.excluded) { summary.excluded += 1 }
      guard flags.isCounted else { continue }
      summary.executions += 1
      if flags.contains(.failed) { summary.failures += 1 }
      if flags.contains(.timedOut) { summary.timeouts += 1 }
      if last == nil { summary.firstTime = history.timestamp[row] }
      isHostSeen[plan.collection.hostClass(ofRow: row)] = true
      last = row
    }
    summary.hosts = isHostSeen.count(where: \.self)
    guard let last else { return }
    summary.lastTime = history.timestamp[last]
    summary.lastFailed = history.flags[last].contains(.failed)
  }

  private func line(
    _ item: ScriptAssessment.Item, _ assessed: SeriesAssessment
  ) -> ScriptSummary.Line {
    let series = item.series
    return ScriptSummary.Line(
      metric: item.metric, host: plan.hostNames[Int(series.key.hostClass)].short,
      tags: plan.words(ofTagSet: series.key.tagSet), isMainline: item.isMainline,
      points: series.count,
      executions: series.values.count, latest: assessed.latest,
      earliest: assessed.earliest,
      level: assessed.currentLevel?.median ?? assessed.latest,
      firstLevel: assessed.firstComparableLevel?.median ?? assessed.earliest,
      lastTime: series.rows.last.map { plan.history.timestamp[Int($0)] }
        ?? Timestamp(milliseconds: 0),
      noise: assessed.noise.spread, sparkline: Self.stretches(history(of: series)),
      span: stretch(assessed.span))
  }

  /// The medians of a series' points; of a single point whose executions span more than a day, the executions.
  private func history(of series: Series) -> [Double] {
    guard series.count == 1, let first = series.rows.first, let last = series.rows.last else {
      return series.medians
    }
    let times = plan.history.timestamp
    return times[Int(last)].milliseconds - times[Int(first)].milliseconds > 86_400_000
      ? series.values : series.medians
  }

  private func event(_ change: Change, of item: ScriptAssessment.Item) -> ScriptSummary.Event {
    let commits = plan.history.commits
    let sha = { (commit: Int32) in commit < 0 ? "" : commits[Int(commit)].sha }
    return ScriptSummary.Event(
      metric: item.metric, host: plan.hostNames[Int(item.series.key.hostClass)].short,
      tags: plan.words(ofTagSet: item.series.key.tagSet), kind: change.kind,
      direction: change.direction, status: change.status, effect: change.effect,
      interval: change.interval.map { $0.lower...max($0.lower, $0.upper) },
      confidence: change.confidence, levelBefore: change.levelBefore,
      levelAfter: change.levelAfter, sha: sha(change.commit),
      previousSHA: sha(change.previousCommit), time: change.time, strength: change.strength,
      span: stretch(change.span), differences: change.differences(in: plan.history))
  }

  /// Positions of the commit order would not outlive the build.
  private func stretch(_ span: ClosedRange<Int64>?) -> ScriptSummary.Stretch {
    guard let span, span.lowerBound >= 0 else { return ScriptSummary.Stretch() }
    let commits = plan.history.commits
    let text = { (place: Int64) in
      commits.isEmpty
        ? String(place) : commits[Int(plan.collection.order.commits[Int(place)])].sha
    }
    return ScriptSummary.Stretch(first: text(span.lowerBound), last: text(span.upperBound))
  }

  /// Medians of at most sixty stretches of equal length.
  private static func stretches(_ values: [Double]) -> [Double] {
    let stretches =
      values.count <= sparklinePoints
      ? values
      : (0..<sparklinePoints).compactMap { index in
        let start = index * values.count / sparklinePoints
        let end = (index + 1) * values.count / sparklinePoints
        return median(Array(values[start..<end]))
      }
    return stretches.map { $0.rounded(significantDigits: pictureDigits) }
  }

  /// More digits than a picture can show, and fewer than a number has that came out of arithmetic.
  static let pictureDigits = 5
  /// More digits than any page tells of an effect.
  static let effectDigits = 7
}
