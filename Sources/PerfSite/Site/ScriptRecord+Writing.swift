internal import PerfStatistics
internal import PerfTrace

extension ScriptRecord {
  static func value(_ summary: ScriptSummary) -> JSONValue {
    .array([
      .string(summary.name), .string(summary.slug), .number(Double(summary.executions)),
      .number(Double(summary.failures)), .number(Double(summary.timeouts)),
      .number(Double(summary.excluded)),
      .number(Double(summary.firstTime.milliseconds)),
      .number(Double(summary.lastTime.milliseconds)), .bool(summary.lastFailed),
      .array(summary.command.map(JSONValue.string)), .number(Double(summary.hosts)),
      .array(summary.tags.map(JSONValue.string)), .array(summary.lines.map(value)),
      .array(summary.events.map(value)), .array(summary.branches.map(value)),
    ])
  }

  private static func value(_ line: ScriptSummary.Line) -> JSONValue {
    .array([
      value(line.metric), .string(line.host), .string(line.tags), .bool(line.isMainline),
      .number(Double(line.points)), .number(Double(line.executions)), .number(line.latest),
      .number(line.earliest), .number(line.level), .number(line.firstLevel),
      .number(Double(line.lastTime.milliseconds)), .number(line.noise),
      .array(line.sparkline.map(JSONValue.number)), .string(line.span.first),
      .string(line.span.last),
    ])
  }

  private static func value(_ event: ScriptSummary.Event) -> JSONValue {
    .array([
      value(event.metric), .string(event.host), .string(event.tags), .string(event.kind.rawValue),
      .string(event.direction.rawValue), .string(event.status.word),
      .string(event.status.reason ?? ""), .number(event.effect),
      value(event.interval), .number(event.confidence), .number(event.levelBefore),
      .number(event.levelAfter), .string(event.sha), .string(event.previousSHA),
      .number(Double(event.time.milliseconds)), .number(event.strength),
      .string(event.span.first), .string(event.span.last),
      .array(event.differences.flatMap { [$0.key, $0.before, $0.after].map(JSONValue.string) }),
    ])
  }

  private static func value(_ row: BranchRow) -> JSONValue {
    .array([
      .string(row.branch), value(row.metric), .string(row.host), .string(row.tags),
      value(row.verdict), row.effect.map(JSONValue.number) ?? .null, value(row.interval),
      .number(Double(row.failures)), .number(Double(row.baseRuns)), .number(Double(row.headRuns)),
      row.baseMedian.map(JSONValue.number) ?? .null, row.headMedian.map(JSONValue.number) ?? .null,
      .array(row.base.map(JSONValue.number)), .array(row.head.map(JSONValue.number)),
    ])
  }

  private static func value(_ interval: ClosedRange<Double>?) -> JSONValue {
    interval.map { .array([.number($0.lowerBound), .number($0.upperBound)]) } ?? .null
  }

  private static func value(_ metric: Metric) -> JSONValue {
    if Metric.builtIn.contains(metric) { return .string(metric.id) }
    let unit: String =
      switch metric.unit {
      case .seconds: "s"
      case .mebibytes: "m"
      case .bytes: "b"
      case .percent: "p"
      case .count: "c"
      case .other(let name): "o" + name
      }
    return .array([
      .string(metric.id), .string(metric.title), .string(unit), .string(metric.polarity.rawValue),
    ])
  }

  private static func value(_ verdict: Verdict) -> JSONValue {
    switch verdict {
    case .pass: .string("pass")
    case .improved: .string("improved")
    case .regressed: .string("regressed")
    case .failed: .string("failed")
    case .inconclusive(let runs): .number(Double(runs ?? -1))
    case .notComparable(.noBaseline): .string("no baseline")
    case .notComparable(.noCandidate): .string("no candidate")
    case .notComparable(.otherHost): .string("other host")
    case .notComparable(.otherMethod): .string("other method")
    }
  }
}
