internal import PerfCharts
internal import PerfStatistics
internal import PerfTrace

/// One metric of a script under one set of tags: what one trend chart shows.
struct TrendPanel: Sendable {
  /// Host classes that get a line, those with most executions first.
  private static let hosts = 5
  /// Other branches that are laid over, those measured last first.
  private static let overlays = 4
  /// Steps that are marked, the largest.
  private static let steps = 40

  let metric: Metric
  let tagSet: Int32
  /// Series of the default branch (or of all branches, if it has none), then of others.
  let lines: [ScriptAssessment.Item]
  /// How many of `lines` tell the script's state; the others are overlays.
  let mainCount: Int
  /// Series that have no line, for want of room.
  let leftOut: Int

  /// The panels of a script, in the order of its metrics.
  static func all(of assessment: ScriptAssessment, plan: SitePlan) -> [TrendPanel] {
    var executions: [Int32: Int] = [:]
    for layout in assessment.slice.layouts {
      executions[layout.hostClass, default: 0] += layout.rows.count
    }
    var order: [Key] = []
    var groups: [Key: [ScriptAssessment.Item]] = [:]
    for item in assessment.items {
      let key = Key(metric: item.series.key.metric, tagSet: item.series.key.tagSet)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(item)
    }
    let panels = order.compactMap { key -> TrendPanel? in
      // A metric that never differs from zero says nothing.
      guard let items = groups[key], let first = items.first,
        items.contains(where: { $0.series.values.contains { $0 != 0 } })
      else { return nil }
      let isMain = { (item: ScriptAssessment.Item) in item.isMainline || !assessment.hasMainline }
      // The same machine has the same colour in every chart of a page.
      let main = items.filter(isMain).sorted { a, b in
        let (one, other) = (a.series.key, b.series.key)
        return (executions[other.hostClass] ?? 0, one.hostClass, one.branch)
          < (executions[one.hostClass] ?? 0, other.hostClass, other.branch)
      }
      let others = items.filter { !isMain($0) }.sorted {
        ($1.series.rows.last ?? 0) < ($0.series.rows.last ?? 0)
      }
      let lines = main.prefix(hosts) + others.prefix(overlays)
      return TrendPanel(
        metric: first.metric, tagSet: key.tagSet, lines: Array(lines),
        mainCount: min(main.count, hosts), leftOut: items.count - lines.count)
    }
    // What stands for the script, its memory, what it reports itself, and then what explains them.
    return panels.enumerated().sorted {
      ($0.element.rank(in: assessment), $0.offset) < ($1.element.rank(in: assessment), $1.offset)
    }.map(\.element)
  }

  private func rank(in assessment: ScriptAssessment) -> Int {
    if metric == assessment.items.first?.metric { return 0 }
    if metric == Metric.memoryUsage { return 1 }
    return Metric.builtIn.contains(metric) ? 3 : 2
  }

  /// The title of its chart: "Wall time, variant=cold".
  func title(_ plan: SitePlan) -> String {
    let name = metric.title.prefix(1).uppercased() + metric.title.dropFirst()
    let tags = plan.history.tagSets[Int(tagSet)].map { "\($0.key)=\($0.value)" }
    return Words.shortened(([name] + tags).joined(separator: ", "), limit: 160)
  }

  /// The chart, with failures and remarks if it `showsMarks`; `axis` is the one of the chart before, taken over where it
  /// fits, and then this chart's.
  func chart(
    id: String, detail: TrendChart.Detail, showsMarks: Bool, assessment: ScriptAssessment,
    axis shared: inout TrendAxis?,
    plan: SitePlan, context: PageContext
  ) -> TrendChart {
    let greatest = lines.reduce(0) { $1.series.values.reduce($0) { max($0, $1.magnitude) } }
    let title = title(plan)
    var note = metric.polarity == .lower ? "lower is better" : "higher is better"
    if leftOut > 0 { note += "; \(Words.count(leftOut, "more line")) in the open data" }
    var chart = TrendChart(
      id: id, title: title, note: note, labels: ValueLabels(metric: metric, near: greatest))
    chart.detail = detail
    chart.dataLink = "\(context.root)data/scripts/\(plan.scriptSlugs[assessment.slice.script]).json"

    let marks = showsMarks ? RowMarks(self, assessment, plan: plan) : RowMarks()
    let (series, rows) = (lines.map(\.series), marks.rows)
    let known = shared.flatMap { $0.serves(series, rows: rows) ? $0 : nil }
    let axis = known ?? TrendAxis(series, rows: rows, plan: plan)
    shared = axis
    chart.positions = axis.positions
    for (index, item) in lines.enumerated() {
      chart.lines.append(
        line(
          item, isOverlay: index >= mainCount, positions: axis.pointPositions[index], plan: plan))
    }
    if axis.positions.count == 1, lines.contains(where: { $0.series.values.count > 1 }) {
      chart.note += "; the executions of one commit, in their order"
    }
    chart.steps = changes(axis, plan: plan)
    guard showsMarks else { return chart }
    chart.failures = marks.failures(on: axis, history: plan.history)
    chart.linksFailures = metric == assessment.items.first?.metric
    if let key = lines.first?.series.key {
      chart.notes = marks.notes(on: axis, of: key, in: plan.collection)
    }
    return chart
  }

  private func line(
    _ item: ScriptAssessment.Item, isOverlay: Bool, positions: [Int], plan: SitePlan
  ) -> TrendChart.Line {
    let series = item.series
    var line = TrendChart.Line(name: name(of: series, isOverlay: isOverlay, plan: plan))
    line.isOverlay = isOverlay
    line.values = series.values
    line.points = (0..<series.count).map { point in
      TrendChart.Point(
        position: positions[point], median: series.medians[point],
        lower: series.lowerQuartiles[point], upper: series.upperQuartiles[point],
        count: series.range(ofPoint: point).count)
    }
    line.levels =
      item.assessment?.levels.map {
        TrendChart.Level(points: $0.points, value: $0.median, origin: $0.origin)
      } ?? []
    return line
  }

  private func name(of series: Series, isOverlay: Bool, plan: SitePlan) -> String {
    let host = plan.hostNames[Int(series.key.hostClass)].short
    let severalHosts = Set(lines.map(\.series.key.hostClass)).count > 1
    let severalBranches = Set(lines.map(\.series.key.branch)).count > 1
    let branch =
      series.key.branch < 0 || !severalBranches
      ? "" : Words.shortened(plan.history.branches[Int(series.key.branch)], limit: 60)
    if branch.isEmpty { return host }
    return severalHosts ? "\(branch), \(host)" : branch
  }

  /// The largest steps of the lines that tell the script's state; one a position.
  private func changes(_ axis: TrendAxis, plan: SitePlan) -> [TrendChart.Step] {
    var found: [Int: (effect: Double, step: TrendChart.Step)] = [:]
    for (index, item) in lines.prefix(mainCount).enumerated() {
      for change in item.assessment?.changes ?? [] where change.kind != .spike {
        let position = axis.pointPositions[index][change.point]
        if let other = found[position], other.effect >= change.effect.magnitude { continue }
        let words = Words.comparative(metric, isIncrease: change.effect > 0)
        let place = axis.positions[position]
        var title = "\(Quantity.change(change.effect)) (\(words)) since \(place.label)"
        if !place.title.isEmpty { title += " \(place.title)" }
        title += ", from \(Quantity(change.levelBefore, metric.unit).text)"
        title += " to \(Quantity(change.levelAfter, metric.unit).text)"
        if mainCount > 1 { title += ", on \(plan.hostNames[Int(item.series.key.hostClass)].short)" }
        title += Words.fate(of: change.status)
        let size = Quantity.change(change.effect)
        found[position] = (
          change.effect.magnitude,
          TrendChart.Step(
            position: position, label: change.kind == .drift ? "drift \(size)" : size,
            tone: change.direction == .worse ? .worse : .better, title: title, link: place.link)
        )
      }
    }
    let largest = found.values.sorted {
      ($1.effect, $0.step.position) < ($0.effect, $1.step.position)
    }
    return largest.prefix(Self.steps).map(\.step).sorted { $0.position < $1.position }
  }

  private struct Key: Hashable {
    var metric: Int32
    var tagSet: Int32
  }
}
