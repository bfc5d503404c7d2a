internal import PerfCharts
internal import PerfStatistics
internal import PerfTrace

/// The charts of a script's page.
struct ScriptFigures: Sendable {
  /// Large trend charts: what stands for the script, and its memory.
  private static let fullCharts = 2
  private static let multiples = 48
  /// Values that a side of the distribution has at most, the newest.
  private static let values = 5000

  let plan: SitePlan
  let assessment: ScriptAssessment
  let panels: [TrendPanel]
  /// The newest execution that left a memory profile, or the newest at all.
  let newest: Fossil?
  let context: PageContext

  /// Writes the trends of the metrics that matter most.
  func writeTrends(to html: inout HTMLWriter) {
    guard !panels.isEmpty else { return writeFailures(to: &html) }
    html.markup("<h2 id=\"trends\">Trends</h2>\n")
    var axis: TrendAxis?
    for (index, panel) in panels.prefix(Self.fullCharts).enumerated() {
      write(panel, index: index, axis: &axis, to: &html)
    }
  }

  /// Writes the metrics that are drawn smaller, and those that are only hinted at.
  func writeOtherTrends(to html: inout HTMLWriter) {
    let panels = panels.dropFirst(Self.fullCharts)
    guard !panels.isEmpty else { return }
    html.markup("<h2 id=\"more\">Other metrics</h2>\n")
    var axis: TrendAxis?
    html.element("div", class: "figures") { html in
      for (index, panel) in panels.prefix(plan.detail.compactCharts).enumerated() {
        write(panel, index: Self.fullCharts + index, axis: &axis, to: &html)
      }
    }
    writeMultiples(panels.dropFirst(plan.detail.compactCharts), to: &html)
  }

  /// Writes how values are distributed, where time and memory went, and on which days there were runs.
  func writeDetails(to html: inout HTMLWriter) {
    let details = HTMLFragment { html in
      writeDistribution(to: &html)
      writeSplit(to: &html)
      writeMemory(to: &html)
      writeCalendar(to: &html)
    }
    guard !details.isEmpty else { return }
    html.markup("<h2 id=\"details\">Executions in detail</h2>\n")
    html.element("div", class: "figures") { $0.fragment(details) }
  }

  private func write(
    _ panel: TrendPanel, index: Int, axis: inout TrendAxis?, to html: inout HTMLWriter
  ) {
    panel.chart(
      id: "trend-\(index)",
      detail: index == 0
        ? plan.detail.main : index < Self.fullCharts ? plan.detail.second : plan.detail.compact,
      showsMarks: index < Self.fullCharts, assessment: assessment,
      axis: &axis, plan: plan, context: context
    ).write(to: &html)
  }

  /// Where nothing was ever measured, the failures are all there is.
  private func writeFailures(to html: inout HTMLWriter) {
    let rows = Set(assessment.slice.layouts.flatMap(\.failures).map(\.row)).sorted()
    guard !rows.isEmpty, let tagSet = assessment.slice.layouts.first?.tagSet else { return }
    html.markup("<h2 id=\"trends\">Trends</h2>\n")
    let panel = TrendPanel(
      metric: .executionTime, tagSet: tagSet, lines: [], mainCount: 0, leftOut: 0)
    var axis: TrendAxis?
    var chart = panel.chart(
      id: "trend-0", detail: .full, showsMarks: true, assessment: assessment,
      axis: &axis, plan: plan, context: context)
    (chart.title, chart.note) = ("Failures", "no execution has ended well")
    chart.write(to: &html)
  }

  private func writeMultiples(_ panels: ArraySlice<TrendPanel>, to html: inout HTMLWriter) {
    let items = panels.prefix(Self.multiples).compactMap { panel -> Overview.Item? in
      guard let line = panel.lines.first, let latest = line.series.medians.last else { return nil }
      let changes = line.assessment?.changes.filter { $0.kind != .spike } ?? []
      let marks = changes.map {
        Sparkline.Mark(index: $0.point, tone: $0.direction == .worse ? .worse : .better)
      }
      let newest = changes.last
      return Overview.Item(
        name: panel.title(plan), link: nil,
        spark: Sparkline(values: line.series.medians, marks: marks),
        value: Quantity(latest, panel.metric.unit).text,
        change: newest.map { Quantity.change($0.effect) } ?? "",
        tone: newest.map { $0.direction == .worse ? .worse : .better } ?? .neutral)
    }
    guard !items.isEmpty else { return }
    Overview(items: items).write(to: &html)
    if panels.count > Self.multiples {
      html.element(
        "p", class: "muted",
        text: "and \(Words.count(panels.count - Self.multiples, "more")) in the open data.")
    }
  }

  // MARK: Details

  /// The values of the current level, beside those of the one before.
  private func writeDistribution(to html: inout HTMLWriter) {
    guard let item = assessment.items.first(where: { $0.assessment != nil }),
      let judged = item.assessment, let current = judged.levels.last
    else { return }
    func side(_ level: SeriesAssessment.Level, _ name: String) -> DistributionChart.Side {
      let values = Array(
        item.series.values[item.series.range(ofPoints: level.points)].suffix(Self.values))
      return DistributionChart.Side(name: name, values: values, median: median(values))
    }
    let commit = item.series.commits[current.points.lowerBound]
    let start = commit >= 0 ? plan.shortSHA(commit) : "the change"
    var sides = [side(current, judged.levels.count > 1 ? "since \(start)" : "all executions")]
    if let before = judged.levels.dropLast().last(where: { $0.origin == nil }) {
      sides.insert(side(before, "before"), at: 0)
    }
    guard sides.contains(where: { $0.values.count >= 5 }) else { return }
    let greatest = sides.flatMap(\.values).reduce(0) { max($0, $1.magnitude) }
    var chart = DistributionChart(
      id: "distribution", title: "Distribution of \(item.metric.title)",
      note: plan.hostNames[Int(item.series.key.hostClass)].short,
      labels: ValueLabels(metric: item.metric, near: greatest), sides: sides)
    chart.limit = plan.detail.distributionDots
    chart.write(to: &html)
  }

  private func writeSplit(to html: inout HTMLWriter) {
    guard let newest, let wall = newest.executionTime,
      let user = newest.additionalMetrics["user_time"],
      let system = newest.additionalMetrics["sys_time"]
    else { return }
    let waiting = wall - user - system
    // With several cores at work, CPU time exceeds wall time, and waiting cannot be told from the sum.
    let isParallel = waiting < 0
    var parts = [
      SplitBar.Part(name: "user", value: user), SplitBar.Part(name: "system", value: system),
    ]
    if !isParallel { parts.append(SplitBar.Part(name: "waiting", value: waiting)) }
    let total = Quantity(wall, .seconds).text
    SplitBar(
      id: "split", title: "Where the time goes",
      note: isParallel
        ? "CPU time on several cores within \(total) of wall time, \(label(of: newest))"
        : "of \(total), \(label(of: newest))",
      labels: ValueLabels(metric: .executionTime, near: wall), parts: parts
    ).write(to: &html)
  }

  private func writeMemory(to html: inout HTMLWriter) {
    guard let newest, newest.memoryProfile.count > 1 else { return }
    let peak = newest.memoryProfile.reduce(0) { max($0, $1.mebibytes) }
    let end = newest.memoryProfile.reduce(0) { max($0, $1.seconds) }
    MemoryChart(
      id: "memory", title: "Memory of the process tree", note: label(of: newest),
      labels: ValueLabels(metric: .memoryUsage, near: peak),
      timeLabels: ValueLabels(metric: .executionTime, near: end),
      samples: newest.memoryProfile.map {
        MemoryChart.Sample(seconds: $0.seconds, value: $0.mebibytes)
      }
    ).write(to: &html)
  }

  private func label(of fossil: Fossil) -> String {
    let time = Moment(fossil.timestamp).minute
    let place = fossil.gitSHA.map { ", \($0.prefix(10))" } ?? ""
    return "execution of \(time)\(place)\(Self.end(of: fossil))"
  }

  /// How an execution ended, where it did not end well.
  private static func end(of fossil: Fossil) -> String {
    switch true {
    case fossil.outcome.timedOut: ", which ran out of time"
    case fossil.outcome.interrupted: ", which was interrupted"
    case (fossil.exitCode ?? 0) != 0: ", which failed with exit code \(fossil.exitCode ?? 0)"
    case fossil.outcome.signal != nil: ", which was killed"
    default: ""
    }
  }

  private func writeCalendar(to html: inout HTMLWriter) {
    let days = Self.days(of: plan.collection.rows(ofScript: assessment.slice.script), plan.history)
    guard days.count > 1 else { return }
    var calendar = CalendarChart(id: "calendar", title: "Runs by day", days: days)
    calendar.weeks = plan.detail.calendarWeeks
    calendar.tellsDays = plan.detail.calendarTellsDays
    calendar.write(to: &html)
  }

  /// Executions by day; `rows` ascend, and so do their times.
  static func days(
    of rows: some Sequence<Int32>, _ history: History
  ) -> [CalendarChart.Day] {
    var days: [CalendarChart.Day] = []
    for row in rows where history.flags[Int(row)].isCounted {
      let milliseconds = history.timestamp[Int(row)].milliseconds
      let number = Int((milliseconds >= 0 ? milliseconds : milliseconds - 86_399_999) / 86_400_000)
      if days.last?.number != number {
        days.append(CalendarChart.Day(number: number, runs: 0, failed: 0))
      }
      days[days.count - 1].runs += 1
      if history.flags[Int(row)].contains(.failed) { days[days.count - 1].failed += 1 }
    }
    return days
  }
}
