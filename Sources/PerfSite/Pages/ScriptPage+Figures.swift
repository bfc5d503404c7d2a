internal import PerfCharts
internal import PerfStatistics
internal import PerfTrace

extension ScriptPage {
  /// Charts in full; the metrics behind them are drawn smaller.
  private static let fullCharts = 2
  /// Smaller charts; further metrics are in the open data.
  private static let compactCharts = 10

  /// Writes all pictures of the page.
  func writeFigures(_ context: PageContext, _ html: inout HTMLWriter) {
    let groups = metricGroups
    guard !groups.isEmpty else { return }
    html.markup("<h2 id=\"trends\">Trends</h2>\n")
    for (index, items) in groups.prefix(Self.fullCharts).enumerated() {
      TrendFigure(
        plan: plan, context: context, summary: summary, items: items, id: "trend-\(index)",
        detail: .full
      ).write(to: &html)
    }
    writeExecutionFigures(&html)
    let rest = groups.dropFirst(Self.fullCharts).prefix(Self.compactCharts)
    if !rest.isEmpty {
      html.markup("<h2 id=\"more\">Other metrics</h2>\n<div class=\"figures\">")
      for (index, items) in rest.enumerated() {
        TrendFigure(
          plan: plan, context: context, summary: summary, items: items,
          id: "trend-\(Self.fullCharts + index)", detail: .compact
        ).write(to: &html)
      }
      html.markup("</div>\n")
    }
  }

  /// Series by metric: wall time, peak memory, what the script reports itself, then what explains them; metrics that
  /// never differ from zero are left out.
  private var metricGroups: [[ScriptAssessment.Item]] {
    var groups: [[ScriptAssessment.Item]] = []
    for item in assessment.items {
      if groups.last?.first?.metric == item.metric {
        groups[groups.count - 1].append(item)
      } else {
        groups.append([item])
      }
    }
    func rank(_ metric: Metric) -> Int {
      if metric == summary.headline?.metric { return 0 }
      if metric == Metric.memoryUsage { return 1 }
      return Metric.builtIn.contains(metric) ? 3 : 2
    }
    return groups.filter { group in group.contains { $0.series.values.contains { $0 != 0 } } }
      .enumerated()
      .sorted { a, b in
        let (first, second) = (a.element.first, b.element.first)
        guard let first, let second else { return a.offset < b.offset }
        return (rank(first.metric), a.offset) < (rank(second.metric), b.offset)
      }
      .map(\.element)
  }

  // MARK: Executions

  private func writeExecutionFigures(_ html: inout HTMLWriter) {
    html.markup("<div class=\"figures\">")
    writeDistribution(&html)
    writeMemory(&html)
    writeSplit(&html)
    writeCalendar(&html)
    html.markup("</div>\n")
  }

  /// How the values of the newest level are spread, beside those of the level before.
  private func writeDistribution(_ html: inout HTMLWriter) {
    guard let line = summary.headline,
      let item = assessment.items.first(where: {
        $0.metric == line.metric && $0.assessment != nil
          && plan.hostNames[Int($0.series.key.hostClass)].short == line.host
          && plan.words(ofTagSet: $0.series.key.tagSet) == line.tags
      }),
      let levels = item.assessment?.levels, let newest = levels.last
    else { return }
    let shown = levels.count > 1 ? [levels[levels.count - 2], newest] : [newest]
    let sides = shown.enumerated().map { index, level in
      let values = Array(item.series.values[item.series.range(ofPoints: level.points)])
      return DistributionChart.Side(
        name: index == shown.count - 1 ? "newest level" : "level before", values: values,
        median: median(values))
    }
    guard sides.contains(where: { $0.values.count > 1 }) else { return }
    DistributionChart(
      id: "distribution", title: "Spread of \(line.metric.title)", note: line.host,
      labels: ValueLabels(metric: line.metric, near: line.latest), sides: sides
    ).write(to: &html)
  }

  private func writeMemory(_ html: inout HTMLWriter) {
    guard let newest, newest.memoryProfile.count > 1 else { return }
    let largest = newest.memoryProfile.map(\.mebibytes).max() ?? 0
    MemoryChart(
      id: "memory", title: "Memory within an execution",
      note: "whole process tree, run of \(Moment(newest.timestamp).minute)",
      labels: ValueLabels(metric: .memoryUsage, near: largest),
      timeLabels: ValueLabels(
        metric: .executionTime, near: newest.memoryProfile.last?.seconds ?? 1),
      samples: newest.memoryProfile.map { .init(seconds: $0.seconds, value: $0.mebibytes) }
    ).write(to: &html)
  }

  /// What the newest measured execution spent its wall time on.
  private func writeSplit(_ html: inout HTMLWriter) {
    guard let newest, let wall = newest.executionTime, wall > 0,
      let user = newest.additionalMetrics["user_time"],
      let system = newest.additionalMetrics["sys_time"]
    else { return }
    // More than one core at once uses more CPU time than there is wall time; then nothing was idle.
    var parts: [SplitBar.Part] = [
      .init(name: "user", value: user), .init(name: "system", value: system),
    ]
    if wall > user + system { parts.append(.init(name: "waiting", value: wall - user - system)) }
    SplitBar(
      id: "split", title: "Where the time goes", note: "run of \(Moment(newest.timestamp).minute)",
      labels: ValueLabels(metric: .executionTime, near: wall), parts: parts
    ).write(to: &html)
  }

  private func writeCalendar(_ html: inout HTMLWriter) {
    var days: [Int: (runs: Int, failed: Int)] = [:]
    for row in plan.collection.rows(ofScript: assessment.slice.script) {
      let flags = plan.history.flags[Int(row)]
      guard flags.isDisjoint(with: [.warmup, .interrupted]) else { continue }
      let milliseconds = plan.history.timestamp[Int(row)].milliseconds
      let day = Int(milliseconds / 86_400_000) - (milliseconds % 86_400_000 < 0 ? 1 : 0)
      days[day, default: (0, 0)].runs += 1
      if flags.contains(.failed) { days[day, default: (0, 0)].failed += 1 }
    }
    guard days.count > 1 else { return }
    CalendarChart(
      id: "calendar", title: "Runs and failures by day",
      days: days.sorted { $0.key < $1.key }.map {
        .init(number: $0.key, runs: $0.value.runs, failed: $0.value.failed)
      }
    ).write(to: &html)
  }
}
