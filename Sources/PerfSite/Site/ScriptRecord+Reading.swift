internal import PerfStatistics
internal import PerfTrace

extension ScriptRecord {
  /// Reads digest and summary back from their JSON; `nil` if they make no sense.
  static func head(_ json: Span<UInt8>) -> (inputs: String, summary: ScriptSummary)? {
    var reader = JSONReader()
    guard case .array(let both)? = try? reader.value(json), both.count == 2,
      case .string(let inputs) = both[0], case .array(let parts) = both[1], parts.count == 15
    else { return nil }
    var fields = Fields(parts)
    var summary = ScriptSummary(
      name: fields.text, slug: fields.text, executions: fields.integer, failures: fields.integer,
      timeouts: fields.integer, excluded: fields.integer, firstTime: fields.time,
      lastTime: fields.time,
      lastFailed: fields.flag, command: fields.list.map(Self.text), hosts: fields.integer,
      tags: fields.list.map(Self.text), lines: [], events: [])
    for item in fields.list { summary.lines.append(line(item)) }
    for item in fields.list { summary.events.append(event(item)) }
    for item in fields.list { summary.branches.append(row(item)) }
    return fields.isBroken ? nil : (inputs, summary)
  }

  /// The fields of an array in turn; remembers whether one was not what it should be.
  private struct Fields {
    private var rest: ArraySlice<JSONValue>
    private(set) var isBroken = false

    init(_ value: JSONValue) {
      if case .array(let parts) = value { rest = parts[...] } else { (rest, isBroken) = ([], true) }
    }

    init(_ parts: [JSONValue]) { rest = parts[...] }

    var next: JSONValue {
      mutating get { rest.popFirst() ?? broken(.null) }
    }

    var text: String {
      mutating get { if case .string(let text) = next { text } else { broken("") } }
    }

    var number: Double {
      mutating get { if case .number(let number) = next { number } else { broken(0) } }
    }

    var optionalNumber: Double? {
      mutating get { if case .number(let number) = next { number } else { nil } }
    }

    var integer: Int {
      mutating get { Int(exactly: number) ?? broken(0) }
    }

    var time: Timestamp {
      mutating get { Timestamp(milliseconds: Int64(exactly: number) ?? broken(0)) }
    }

    var flag: Bool {
      mutating get { if case .bool(let flag) = next { flag } else { broken(false) } }
    }

    var list: [JSONValue] {
      mutating get { if case .array(let list) = next { list } else { broken([]) } }
    }

    var interval: ClosedRange<Double>? {
      mutating get {
        guard case .array(let ends) = next, ends.count == 2 else { return nil }
        let (lower, upper) = (ScriptRecord.number(ends[0]), ScriptRecord.number(ends[1]))
        return lower <= upper ? lower...upper : nil
      }
    }

    var stretch: ScriptSummary.Stretch {
      mutating get { ScriptSummary.Stretch(first: text, last: text) }
    }

    var status: Change.Status {
      mutating get {
        let (word, reason) = (text, text)
        return switch word {
        case Change.Status.recovered.word: .recovered
        case Change.Status.recovery.word: .recovery
        case Change.Status.standing.word: .standing
        default: .accepted(reason: reason)
        }
      }
    }

    var differences: [EnvironmentChange.Difference] {
      mutating get {
        let texts = list.map(ScriptRecord.text)
        return stride(from: 0, to: texts.count - texts.count % 3, by: 3).map {
          .init(key: texts[$0], before: texts[$0 + 1], after: texts[$0 + 2])
        }
      }
    }

    private mutating func broken<Value>(_ value: Value) -> Value {
      isBroken = true
      return value
    }
  }

  fileprivate static func text(_ value: JSONValue) -> String {
    if case .string(let text) = value { text } else { "" }
  }

  private static func number(_ value: JSONValue) -> Double {
    if case .number(let number) = value { number } else { 0 }
  }

  private static func line(_ value: JSONValue) -> ScriptSummary.Line {
    var fields = Fields(value)
    return ScriptSummary.Line(
      metric: metric(fields.next), host: fields.text, tags: fields.text, isMainline: fields.flag,
      points: fields.integer, executions: fields.integer, latest: fields.number,
      earliest: fields.number, level: fields.number, firstLevel: fields.number,
      lastTime: fields.time, noise: fields.number, sparkline: fields.list.map(number),
      span: fields.stretch)
  }

  private static func event(_ value: JSONValue) -> ScriptSummary.Event {
    var fields = Fields(value)
    return ScriptSummary.Event(
      metric: metric(fields.next), host: fields.text, tags: fields.text,
      kind: ChangePoint.Kind(rawValue: fields.text) ?? .step,
      direction: Change.Direction(rawValue: fields.text) ?? .worse, status: fields.status,
      effect: fields.number, interval: fields.interval, confidence: fields.number,
      levelBefore: fields.number, levelAfter: fields.number, sha: fields.text,
      previousSHA: fields.text, time: fields.time, strength: fields.number,
      span: fields.stretch, differences: fields.differences)
  }

  private static func row(_ value: JSONValue) -> BranchRow {
    var fields = Fields(value)
    return BranchRow(
      branch: fields.text, metric: metric(fields.next), host: fields.text, tags: fields.text,
      verdict: verdict(fields.next), effect: fields.optionalNumber, interval: fields.interval,
      failures: fields.integer, baseRuns: fields.integer, headRuns: fields.integer,
      baseMedian: fields.optionalNumber, headMedian: fields.optionalNumber,
      base: fields.list.map(number), head: fields.list.map(number))
  }

  private static func metric(_ value: JSONValue) -> Metric {
    if case .string(let id) = value, let metric = Metric.builtIn.first(where: { $0.id == id }) {
      return metric
    }
    var fields = Fields(value)
    let (id, title, unit) = (fields.text, fields.text, fields.text)
    let units: [Character: Metric.Unit] = [
      "s": .seconds, "m": .mebibytes, "b": .bytes, "p": .percent, "c": .count,
    ]
    return Metric(
      id: id, title: title,
      unit: unit.first.flatMap { units[$0] } ?? .other(String(unit.dropFirst())),
      polarity: Polarity(rawValue: fields.text) ?? .lower)
  }

  private static func verdict(_ value: JSONValue) -> Verdict {
    if case .number(let runs) = value {
      return .inconclusive(runsNeeded: runs < 0 ? nil : Int(exactly: runs))
    }
    return switch text(value) {
    case "improved": .improved
    case "regressed": .regressed
    case "failed": .failed
    case "no baseline": .notComparable(.noBaseline)
    case "no candidate": .notComparable(.noCandidate)
    case "other host": .notComparable(.otherHost)
    case "other method": .notComparable(.otherMethod)
    default: .pass
    }
  }
}
