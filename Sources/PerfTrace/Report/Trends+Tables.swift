internal import PerfBytes
internal import PerfStatistics

extension Trends {
  /// The trends as words and tables for a terminal.
  package var text: String {
    var parts = [headline { MarkdownText.visible($0, limit: 60) }]
    if !scripts.isEmpty { parts.append(scriptTable.text) }
    if !environmentChanges.isEmpty {
      parts.append("Changes of the environment\n" + environmentTable.text)
    }
    if changeCount > 0 { parts.append("Changes, newest first\n" + changeTable().text) }
    parts.append(regressionSentence)
    return parts.joined(separator: "\n\n")
  }

  /// The same facts as Markdown.
  package var markdown: String {
    var parts = [headline { MarkdownText.code($0) }]
    if !scripts.isEmpty { parts.append(scriptTable.markdown) }
    if !environmentChanges.isEmpty {
      parts.append("### Changes of the environment\n\n" + environmentTable.markdown)
    }
    if changeCount > 0 { parts.append("### Changes, newest first\n\n" + changeTable().markdown) }
    parts.append(regressionSentence)
    return parts.joined(separator: "\n\n")
  }

  /// One line for each series, with plain numbers in the units of the columns' titles.
  package var csv: String {
    let history = collection.history
    var table = TextTable([
      .init("script"), .init("metric"), .init("host"), .init("unit"), .init("points"),
      .init("executions"), .init("earliest"), .init("latest"), .init("level"), .init("noise"),
      .init("smallest_step"), .init("changes"), .init("last_change_effect"),
      .init("last_change_commit"),
    ])
    let number = { (value: Double?) in
      guard let value, value.isFinite else { return "" }
      var bytes: [UInt8] = []
      bytes.append(jsonNumber: value)
      return String(decoding: bytes, as: UTF8.self)
    }
    for assessment in assessments {
      let metric = history.metrics[Int(assessment.key.metric)]
      let last = assessment.changes.last { $0.kind != .spike }
      table.rows.append([
        history.scripts[Int(assessment.key.script)], metric.id,
        history.hostClasses[Int(assessment.key.hostClass)].words, metric.unit.symbol,
        String(assessment.pointCount), String(assessment.executionCount),
        number(assessment.earliest), number(assessment.latest),
        number(assessment.currentLevel?.median), number(assessment.noise.spread),
        number(assessment.smallestStep), String(assessment.changes.count { $0.kind != .spike }),
        number(last?.effect), last.flatMap { sha($0.commit) } ?? "",
      ])
    }
    return table.csv
  }

  /// What there is, of the branch alone if one was asked for; `quoted` makes its name fit to be shown.
  private func headline(_ quoted: (String) -> String) -> String {
    let excludedCount = ofBranch?.excludedCount ?? self.excludedCount
    let excluded =
      excludedCount == 0
      ? ""
      : " \(Self.counted(excludedCount, "execution")) \(excludedCount == 1 ? "is excluded and counts" : "are excluded and count") nowhere."
    if let ofBranch {
      let place = branch < 0 ? "" : " on " + quoted(collection.history.branches[Int(branch)])
      guard let period = ofBranch.period else { return "No executions\(place)." + excluded }
      return Self.counted(ofBranch.executionCount, "execution") + " of "
        + Self.counted(ofBranch.scriptCount, "script") + place + ", \(period.lowerBound.day) to "
        + "\(period.upperBound.day)." + excluded
    }
    guard let earliest, let latest else { return "No executions." + excluded }
    let branchCount = branches.count
    return Self.counted(executionCount, "execution") + " of " + Self.counted(scriptCount, "script")
      + (branchCount > 0 ? " on " + Self.counted(branchCount, "branch", "branches") : "")
      + ", " + earliest.day + " to " + latest.day + "." + excluded
  }

  private var regressionSentence: String {
    if regressions.isEmpty {
      return assessments.allSatisfy { $0.pointCount < 10 }
        ? "No regression can be told yet: a change needs a series of ten points. \(Self.point)"
        : "No standing regression."
    }
    return Self.counted(regressions.count, "standing regression") + "."
  }

  /// What the numbers of points count.
  private static let point =
    "A point is a commit with all its executions on one kind of host, or a run where no commit is known."

  private static func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    Quantity.count(count) + " " + (count == 1 ? one : many ?? one + "s")
  }

  private var scriptTable: TextTable {
    var table = TextTable([
      .init("script", isForeign: true), .init("runs", .right), .init("latest", .right),
      .init("level", .right), .init("trend", .right), .init("noise", .right),
      .init("changes", .right),
    ])
    for script in scripts {
      let time = { (value: Double?) in value.map { Quantity($0, .seconds).text } ?? "–" }
      let series = assessments[script.assessments]
      let noise = series.filter { isTime($0.key) && $0.pointCount >= 10 }.map(\.noise.spread).max()
      let changes = series.reduce(0) { $0 + $1.changes.count { $0.kind != .spike } }
      table.rows.append([
        collection.history.scripts[Int(script.script)], Quantity.count(script.executionCount),
        time(script.latest), time(script.level),
        script.trend.map(Quantity.change) ?? "–",
        noise.map { "±" + Quantity($0 * 100, .percent).text } ?? "–",
        changes == 0 ? "" : String(changes),
      ])
    }
    return table
  }

  private func isTime(_ key: SeriesKey) -> Bool {
    collection.history.metrics[Int(key.metric)].id == Metric.executionTime.id
  }

  private var environmentTable: TextTable {
    var table = TextTable([
      .init("when"), .init("commits"), .init("scripts", .right), .init("effect", .right),
      .init("host", isForeign: true), .init("what differs", isForeign: true),
    ])
    for change in environmentChanges {
      let differences = change.differences.map {
        "\($0.key): \($0.before.isEmpty ? "–" : $0.before) → \($0.after.isEmpty ? "–" : $0.after)"
      }
      table.rows.append([
        change.time.day, range(change.previousCommit, change.commit),
        "\(change.scriptCount) of \(change.candidateCount)", Quantity.change(change.effect),
        collection.history.hostClasses[Int(change.hostClass)].words,
        differences.isEmpty && change.isSharedByHosts
          ? "other hosts changed too" : differences.joined(separator: ", "),
      ])
    }
    return table
  }

  private var changeCount: Int { toldChanges.count }

  private func changeTable() -> TextTable {
    let history = collection.history
    var table = TextTable([
      .init("when"), .init("script", isForeign: true), .init("metric", isForeign: true),
      .init("effect", .right),
      .init("95 % interval"), .init("from"), .init("to"), .init("commits"), .init("kind"),
      .init("state"), .init("host", isForeign: true),
    ])
    for told in toldChanges {
      let assessment = assessments[told.assessment]
      let change = assessment.changes[told.change]
      let metric = history.metrics[Int(assessment.key.metric)]
      let isBuiltIn = Metric.builtIn.contains { $0.id == metric.id }
      table.rows.append([
        change.time.day, history.scripts[Int(assessment.key.script)],
        isBuiltIn ? metric.title : metric.id,
        Quantity.change(change.effect),
        change.interval.map { Quantity.changes($0.lower, $0.upper) } ?? "–",
        Quantity(change.levelBefore, metric.unit).text,
        Quantity(change.levelAfter, metric.unit).text,
        range(change.previousCommit, change.commit),
        "\(change.kind.rawValue), \(change.direction.rawValue)",
        change.status.word,
        told.hostCount == 1
          ? history.hostClasses[Int(assessment.key.hostClass)].words
          : "\(told.hostCount) host classes",
      ])
    }
    return table
  }

  /// The commits that bracket a change, short: "1a2b3c4..5d6e7f8".
  private func range(_ before: Int32, _ after: Int32) -> String {
    let short = { (commit: Int32) in
      sha(commit).map { MarkdownText.visible(String($0.prefix(10)), limit: 10) }
    }
    guard let last = short(after) else { return "–" }
    return short(before).map { $0 + ".." + last } ?? last
  }
}

extension Timestamp {
  /// The day in UTC: "2025-07-01".
  package var day: String { String(iso8601.prefix(10)) }
}

extension Metric.Unit {
  /// The unit's short name: "s", "MiB", "B", "%", empty for a count, or the source's own.
  package var symbol: String {
    switch self {
    case .seconds: "s"
    case .mebibytes: "MiB"
    case .bytes: "B"
    case .percent: "%"
    case .count: ""
    case .other(let name): name
    }
  }
}
