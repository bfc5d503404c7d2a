internal import PerfTrace

/// github-action-benchmark: its history `data.js`, and the array of its custom tools.
enum GitHubActionBenchmarkImporter: Importer {
  static let name = "github-action-benchmark"
  static let title = "github-action-benchmark data.js, and its custom JSON"

  static func holdsResults(_ path: String) -> Bool {
    path.hasSuffix(".json") || path.hasSuffix("data.js")
  }

  static func recognizes(_ shape: ImportShape) -> Bool {
    if shape.isScript { return true }
    guard let json = shape.json else { return false }
    if let first = json[0] {
      return first["name"]?.string != nil && first["unit"] != nil && first["value"] != nil
    }
    return json["entries"]?.members?.first?.value[0]?["benches"] != nil
  }

  static func read(_ shape: ImportShape, into draft: inout ImportDraft) throws(ImportError) {
    guard let json = shape.json else {
      throw ImportError(
        .unexpected(what: "one JSON value", found: "several"), in: shape.source)
    }
    if let benches = json.elements {
      for bench in benches { add(bench, Run(), to: &draft) }
      return
    }
    guard let entries = json["entries"]?.members else {
      throw draft.error(
        .unexpected(what: "an object with \"entries\"", found: json.kind), at: json.offset)
    }
    for suite in entries {
      guard let runs = suite.value.elements else {
        draft.warn(
          .unexpected(what: "an array of runs", found: suite.value.kind), at: suite.value.offset)
        continue
      }
      for node in runs {
        guard let benches = node["benches"]?.elements else {
          draft.warn(.unexpected(what: "a run with \"benches\"", found: node.kind), at: node.offset)
          continue
        }
        let run = Run(suite: suite.key, node, &draft)
        for bench in benches { add(bench, run, to: &draft) }
      }
    }
  }

  /// What the values of one run share.
  private struct Run {
    var suite: String?
    var tool: String?
    var date: Timestamp?
    var sha: String?
    var committedAt: Timestamp?
    var message: String?
    var author: String?
    var url: String?

    init() {}

    init(suite: String, _ node: JSONNode, _ draft: inout ImportDraft) {
      self.suite = suite
      tool = node["tool"]?.string
      date = Timestamp(javaScript: node["date"]?.number)
      if date == nil {
        draft.warn(
          .unexpected(what: "a \"date\" in milliseconds", found: node["date"]?.kind ?? "nothing"),
          at: node.offset)
      }
      let commit = node["commit"]
      let id = commit?["id"]?.string ?? ""
      if id.lowercased().isCommitHash {
        sha = id.lowercased()
      } else {
        draft.warn(.malformedCommit(id), at: commit?.offset ?? node.offset)
      }
      if let text = commit?["timestamp"]?.string {
        committedAt = Timestamp(foreign: text)
        if committedAt == nil { draft.warn(.malformedDate(text), at: commit?.offset ?? 0) }
      }
      message = commit?["message"]?.string
      author = commit?["author"]?["name"]?.string ?? commit?["author"]?["username"]?.string
      url = commit?["url"]?.string
    }

    /// The direction that the tool stands for; its unit says more where it says anything.
    var polarity: Polarity? {
      switch tool {
      case "customBiggerIsBetter", "benchmarkjs", "pytest": .higher
      case "customSmallerIsBetter": .lower
      default: nil
      }
    }
  }

  private static func add(_ bench: JSONNode, _ run: Run, to draft: inout ImportDraft) {
    guard let name = bench["name"]?.string else {
      return draft.warn(
        .unexpected(what: "a \"name\"", found: bench["name"]?.kind ?? "nothing"), at: bench.offset)
    }
    guard let value = bench["value"]?.number ?? bench["value"]?.string.flatMap({ Double($0) }),
      value.isFinite
    else {
      draft.valuesLeftOut += 1
      return draft.warn(
        .unexpected(what: "a number as \"value\"", found: bench["value"]?.kind ?? "nothing"),
        at: bench.offset)
    }
    var result = ImportedResult(
      name: run.suite.map { "\($0)/\(name)" } ?? name, offset: bench.offset)
    result.measured(at: run.date)
    result.commit(run.sha)
    if run.sha != nil {
      result.commitDetails(
        committedAt: run.committedAt, message: run.message, author: run.author)
    }
    result.detail("suite", run.suite)
    result.detail("name", name)
    result.detail("tool", run.tool)
    result.detail("range", bench["range"]?.text)
    result.detail("extra", bench["extra"]?.text)
    result.detail("commit_url", run.url)
    set(value, of: bench, run, on: &result, fallback: draft.options.better)
    result.detail("value", value)
    result.detail("unit", bench["unit"]?.text)
    draft.add(result)
  }

  private static func set(
    _ value: Double, of bench: JSONNode, _ run: Run, on result: inout ImportedResult,
    fallback: Polarity?
  ) {
    // Old versions of the action took the rest of a line of `go test -bench` for the unit.
    let fields = (bench["unit"]?.text ?? "").split(separator: "\t").map { String($0).trimmed }
    let unit = fields.first ?? ""
    let spread = (bench["range"]?.text).flatMap { self.spread($0, of: value) }
    let extra = extras(bench["extra"]?.string ?? "")
    let reading = ImportedReading(
      value, unit: unit, spread: run.tool == "pytest" ? nil : spread, better: run.polarity,
      fallback: fallback)
    result.set(reading)
    for field in fields.dropFirst() {
      let parts = field.split(separator: " ", maxSplits: 1).map(String.init)
      guard parts.count == 2, let number = Double(parts[0]), number.isFinite else { continue }
      result.set(ImportedReading(number, unit: parts[1]), metric: parts[1])
    }
    // pytest's value is a rate; the mean time and the deviation of times stand beside it.
    if let mean = extra["mean"] {
      let parts = mean.split(separator: " ").map(String.init)
      if parts.count == 2, let number = Double(parts[0]), number.isFinite {
        var time = ImportedReading(number, unit: parts[1])
        if case .time(let count) = time.unit.kind {
          time.spread = spread.map { $0 * count }
          result.set(time)
        }
      }
    }
    if let cpu = extra["cpu"]?.split(separator: " ").map(String.init), cpu.count == 2,
      let number = Double(cpu[0]), number.isFinite
    {
      result.set(ImportedReading(number, unit: cpu[1]), metric: "cpu_time")
    }
    if run.tool == "julia" {
      for (key, unit) in [("memory", "bytes"), ("allocs", ""), ("gctime", "ns")] {
        if let number = extra[key].flatMap({ Double($0) }), number.isFinite {
          result.set(ImportedReading(number, unit: unit), metric: key)
        }
      }
    }
  }

  /// The number in "± 35", "+/- 2,802", "±1.2%" or "stddev: 0.01"; a percentage is one of the value.
  static func spread(_ text: String, of value: Double) -> Double? {
    let digits = text.filter { ("0"..."9").contains($0) || ".eE+-".contains($0) }
    let start = digits.firstIndex { ("0"..."9").contains($0) || $0 == "." }
    guard let start, let number = Double(digits[start...]), number.isFinite else { return nil }
    return text.contains("%") ? number / 100 * value : number
  }

  /// The lines `key: value` and `key=value` of the free text beside a value.
  private static func extras(_ text: String) -> [String: String] {
    var found: [String: String] = [:]
    for line in text.split(separator: "\n") {
      guard let end = line.firstIndex(where: { $0 == ":" || $0 == "=" }) else { continue }
      found[String(line[..<end]).trimmed] = String(line[line.index(after: end)...]).trimmed
    }
    return found
  }
}
