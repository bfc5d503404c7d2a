internal import PerfCharts
internal import PerfStatistics
internal import PerfTrace

/// The trend of one metric of a script: every line's executions over the commits, with levels, steps and failures.
struct TrendFigure: Sendable {
  /// Branches beside the default one that a chart can show and stay readable.
  private static let overlays = 4

  let plan: SitePlan
  let context: PageContext
  let summary: ScriptSummary
  /// The series of one metric, the default branch's first.
  let items: [ScriptAssessment.Item]
  let id: String
  let detail: TrendChart.Detail

  func write(to html: inout HTMLWriter) {
    guard let metric = items.first?.metric else { return }
    let shown = shownItems
    let places = Places(shown.map(\.series), plan: plan, context: context)
    let largest = shown.lazy.compactMap { $0.series.medians.max() }.max() ?? 0
    var chart = TrendChart(
      id: id,
      title: "\(Self.capitalized(metric.title)) of \(Words.shortened(summary.name, limit: 60))",
      note: note(metric), labels: ValueLabels(metric: metric, near: largest))
    chart.positions = places.positions
    chart.axis = places.hasCommits ? .commits : .dates
    chart.detail = detail
    chart.dataLink = "\(context.root)data/scripts/\(summary.slug).json"
    for item in shown {
      chart.lines.append(line(item, places))
      chart.steps += steps(item, places)
    }
    chart.failures = failures(shown, places)
    chart.write(to: &html)
  }

  /// The default branch's series, and of the others those that were measured last.
  private var shownItems: [ScriptAssessment.Item] {
    let told = items.filter { $0.isMainline || $0.assessment != nil }
    let others = items.filter { !$0.isMainline && $0.assessment == nil }
      .sorted { ($0.series.rows.last ?? 0) > ($1.series.rows.last ?? 0) }
    return told + others.prefix(Self.overlays)
  }

  private func note(_ metric: Metric) -> String {
    let direction = metric.polarity == .lower ? "lower is better" : "higher is better"
    let hidden = items.count - shownItems.count
    return hidden > 0
      ? "\(direction); \(Words.count(hidden, "earlier branch", "earlier branches")) not drawn"
      : direction
  }

  private func line(_ item: ScriptAssessment.Item, _ places: Places) -> TrendChart.Line {
    let series = item.series
    let host = plan.hostNames[Int(series.key.hostClass)].short
    let tags = plan.words(ofTagSet: series.key.tagSet)
    let branch =
      item.isMainline || series.key.branch < 0
      ? "" : plan.history.branches[Int(series.key.branch)]
    let name = [branch, host, tags].filter { !$0.isEmpty }.joined(separator: ", ")
    var line = TrendChart.Line(name: Words.shortened(name, limit: 80))
    line.isOverlay = !item.isMainline && item.assessment == nil
    line.values = series.values
    line.points = (0..<series.count).map { point in
      TrendChart.Point(
        position: places.position(of: point, in: series), median: series.medians[point],
        lower: series.lowerQuartiles[point], upper: series.upperQuartiles[point],
        count: series.range(ofPoint: point).count)
    }
    line.levels = (item.assessment?.levels ?? []).map {
      TrendChart.Level(points: $0.points, value: $0.median)
    }
    return line
  }

  private func steps(_ item: ScriptAssessment.Item, _ places: Places) -> [TrendChart.Step] {
    (item.assessment?.changes ?? []).filter { $0.kind != .spike }.map { change in
      let unit = item.metric.unit
      let words = Words.comparative(item.metric, isIncrease: change.effect > 0)
      let position = places.position(of: change.point, in: item.series)
      let title =
        "\(Quantity.change(change.effect)) \(words), \(Quantity(change.levelBefore, unit).text) to "
        + "\(Quantity(change.levelAfter, unit).text), at \(places.positions[position].label)"
      return TrendChart.Step(
        position: position, label: Quantity.change(change.effect),
        tone: change.direction == .worse ? .worse : .better, title: title,
        link: places.positions[position].link)
    }
  }

  private func failures(
    _ items: [ScriptAssessment.Item], _ places: Places
  ) -> [TrendChart.Failure] {
    var counts: [Int: (failed: Int, timedOut: Int)] = [:]
    for item in items where item.series.count > 0 {
      for failure in item.series.failures {
        let point = min(Int(failure.point), item.series.count - 1)
        let position = places.position(of: point, in: item.series)
        let isTimeout = plan.history.flags[Int(failure.row)].contains(.timedOut)
        counts[position, default: (0, 0)].failed += isTimeout ? 0 : 1
        counts[position, default: (0, 0)].timedOut += isTimeout ? 1 : 0
      }
    }
    return counts.sorted { $0.key < $1.key }.map {
      TrendChart.Failure(position: $0.key, failed: $0.value.failed, timedOut: $0.value.timedOut)
    }
  }

  static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}

/// Where the points of several series stand on one axis: in commit order, those without a commit by time.
private struct Places: Sendable {
  private(set) var positions: [TrendChart.Position] = []
  private(set) var hasCommits = false
  private var ofCommit: [Int32: Int] = [:]
  /// By the first row of a point without a commit.
  private var ofRow: [Int32: Int] = [:]

  private struct Place {
    var time: Int64
    var order: Int32
    var commit: Int32
    var row: Int32
  }

  init(_ series: [Series], plan: SitePlan, context: PageContext) {
    let history = plan.history
    let order = plan.collection.order
    var commits: Set<Int32> = []
    var places: [Place] = []
    for one in series {
      for point in 0..<one.count {
        let commit = one.commits[point]
        if commit >= 0 {
          commits.insert(commit)
        } else {
          let row = one.rows[Int(one.starts[point])]
          places.append(
            Place(
              time: history.timestamp[Int(row)].milliseconds, order: .max, commit: -1, row: row))
        }
      }
    }
    hasCommits = !commits.isEmpty
    // Commit order comes first; times only say where executions without a commit stand in it.
    var latest = Int64.min
    for commit in commits.sorted(by: { order.positions[Int($0)] < order.positions[Int($1)] }) {
      latest = max(latest, order.times[Int(commit)].milliseconds)
      places.append(
        Place(time: latest, order: order.positions[Int(commit)], commit: commit, row: -1))
    }
    places.sort { ($0.time, $0.order, $0.row) < ($1.time, $1.order, $1.row) }
    positions.reserveCapacity(places.count)
    for (index, place) in places.enumerated() {
      if place.commit >= 0 {
        ofCommit[place.commit] = index
        positions.append(
          TrendChart.Position(
            label: plan.shortSHA(place.commit),
            title: Words.shortened(history.commits[Int(place.commit)].subject, limit: 80),
            link: plan.path(ofCommit: place.commit).map { context.root + $0 },
            time: Int(order.times[Int(place.commit)].milliseconds / 1000)))
      } else {
        ofRow[place.row] = index
        positions.append(
          TrendChart.Position(
            label: Moment(Timestamp(milliseconds: place.time)).minute,
            time: Int(place.time / 1000)))
      }
    }
  }

  func position(of point: Int, in series: Series) -> Int {
    let commit = series.commits[point]
    return commit >= 0
      ? ofCommit[commit] ?? 0 : ofRow[series.rows[Int(series.starts[point])]] ?? 0
  }
}
