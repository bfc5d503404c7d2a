internal import PerfStatistics

extension Comparison {
  /// The columns of a table of comparisons for people; `row(in:)` gives the cells.
  package static let columns: [TextTable.Column] = [
    .init("verdict"), .init("script", isForeign: true), .init("metric", isForeign: true),
    .init("base", .right), .init("head", .right), .init("effect", .right), .init("95 % interval"),
    .init("runs", .right), .init("host", isForeign: true), .init("remark"),
  ]

  package func row(in history: History) -> [String] {
    let metric = history.metrics[Int(self.metric)]
    let level = { (value: Double?) in value.map { Quantity($0, metric.unit).text } ?? "–" }
    let tags = history.tagSets[Int(tagSet)].map { $0.key + "=" + $0.value }
    return [
      verdict.word,
      ([history.scripts[Int(script)]] + tags).joined(separator: " "),
      verdict == .failed ? "–" : history.title(ofMetric: self.metric),
      level(base.median), level(head.median),
      effect.map(Quantity.change) ?? "–",
      interval.map { Quantity.changes($0.lower, $0.upper) } ?? "–",
      "\(base.values.count) + \(head.values.count)",
      history.hostClasses[Int(hostClass)].words, explanation ?? "",
    ]
  }

  /// The comparison as JSON: effects are parts of 1, medians in the metric's unit.
  package func json(in history: History) -> JSONValue {
    var tags: OrderedFields<JSONValue> = [:]
    for (key, value) in history.tagSets[Int(tagSet)] { tags[key] = .string(value) }
    var fields: OrderedFields<JSONValue> = [
      "script": .string(history.scripts[Int(script)]),
      "metric": .string(history.metrics[Int(metric)].id),
      "host": .string(history.hostClasses[Int(hostClass)].words),
      "tags": .object(tags),
      "verdict": .string(verdict.word),
      "reason": .string(orNull: explanation),
      "effect": .number(orNull: effect),
      "interval": interval.map {
        .array([.number(orNull: $0.lower), .number(orNull: $0.upper)])
      } ?? .null,
      "probability": .number(orNull: probability),
      "base_median": .number(orNull: base.median),
      "head_median": .number(orNull: head.median),
      "base_runs": .integer(base.values.count),
      "head_runs": .integer(head.values.count),
      "base_failures": .integer(base.failures),
      "head_failures": .integer(head.failures),
      "smallest_visible_effect": .number(orNull: smallestVisibleEffect),
    ]
    if case .inconclusive(let runsNeeded) = verdict {
      fields["runs_needed"] = runsNeeded.map { .integer($0) } ?? .null
    }
    return .object(fields)
  }

  /// A table of comparisons with plain numbers.
  package static func csv(_ comparisons: [Comparison], in history: History) -> String {
    var table = TextTable([
      .init("script"), .init("metric"), .init("host"), .init("verdict"), .init("base_median"),
      .init("head_median"), .init("effect"), .init("interval_lower"), .init("interval_upper"),
      .init("base_runs"), .init("head_runs"),
    ])
    let number = { (value: Double?) -> String in
      guard let value, value.isFinite else { return "" }
      var bytes: [UInt8] = []
      bytes.append(jsonNumber: value)
      return String(decoding: bytes, as: UTF8.self)
    }
    for comparison in comparisons {
      table.rows.append([
        history.scripts[Int(comparison.script)], history.metrics[Int(comparison.metric)].id,
        history.hostClasses[Int(comparison.hostClass)].words, comparison.verdict.word,
        number(comparison.base.median), number(comparison.head.median), number(comparison.effect),
        number(comparison.interval?.lower), number(comparison.interval?.upper),
        String(comparison.base.values.count), String(comparison.head.values.count),
      ])
    }
    return table.csv
  }

  /// Comparisons as a table, the most important first.
  package static func table(_ comparisons: [Comparison], in history: History) -> TextTable {
    var table = TextTable(columns)
    table.rows = comparisons.forPeople.map { $0.row(in: history) }
    return table
  }
}

extension [Comparison] {
  /// The comparisons without the repetitions of a script that failed: it has no value in any metric.
  package var forPeople: [Comparison] {
    var failed: Set<[Int32]> = []
    return filter {
      $0.verdict != .failed || failed.insert([$0.script, $0.hostClass, $0.tagSet]).inserted
    }
  }
}

extension History {
  /// What people call a metric: the title of a built-in one, else its id.
  func title(ofMetric index: Int32) -> String {
    let metric = metrics.indices.contains(Int(index)) ? metrics[Int(index)] : .executionTime
    return Metric.builtIn.contains { $0.id == metric.id } ? metric.title : metric.id
  }
}
