internal import PerfStatistics
internal import PerfTrace

/// github-action-benchmark's `data.js`.
///
/// The action reads it by cutting off `window.BENCHMARK_DATA = ` by its length and parsing the rest as JSON, so these bytes
/// are exact. What was imported from such a file comes out as it went in.
struct GitHubActionBenchmarkExporter: Exporter {
  static let name = "github-action-benchmark"
  static let title = "github-action-benchmark data.js"
  static let takesFailures = false
  static let takesWarmups = false

  static let opening = "window.BENCHMARK_DATA = "

  private var grouping = ExportGrouping()

  mutating func append(_ fossil: Fossil, to output: inout [UInt8]) {
    grouping.append(fossil)
  }

  mutating func finish(to output: inout [UInt8]) {
    var suites: [(name: String, runs: [Run])] = []
    var suitePositions: [String: Int] = [:]
    var runPositions: [[String]: Int] = [:]
    for group in grouping.groups {
      for bench in Self.benches(of: group) {
        let suite = suitePositions[bench.suite] ?? suites.count
        if suite == suites.count {
          suitePositions[bench.suite] = suite
          suites.append((bench.suite, []))
        }
        let fossil = group.first
        let key = [
          bench.suite, bench.tool, fossil.gitSHA ?? "",
          fossil.run?.batch ?? fossil.run?.id ?? String(fossil.timestamp.milliseconds),
        ]
        let run = runPositions[key] ?? suites[suite].runs.count
        if run == suites[suite].runs.count {
          runPositions[key] = run
          suites[suite].runs.append(Run(tool: bench.tool, fossil: fossil, benches: []))
        }
        suites[suite].runs[run].benches.append(bench.json)
      }
    }
    let latest = grouping.groups.map(\.first.timestamp.milliseconds).max() ?? 0
    output.append(contentsOf: Self.opening.utf8)
    output.append(contentsOf: "{\"lastUpdate\":".utf8)
    output.append(jsonNumber: Double(latest))
    output.append(contentsOf: ",\"repoUrl\":\"\",\"entries\":{".utf8)
    for (index, suite) in suites.enumerated() {
      output.append(contentsOf: (index > 0 ? ",\n" : "\n").utf8)
      output.append(jsonString: suite.name)
      output.append(contentsOf: ":[".utf8)
      for (index, run) in suite.runs.enumerated() {
        output.append(contentsOf: (index > 0 ? ",\n" : "\n").utf8)
        output.append(json: run.json)
      }
      output.append(UInt8(ascii: "]"))
    }
    output.append(contentsOf: "}}\n".utf8)
  }

  private struct Bench {
    var suite: String
    var tool: String
    var json: JSONValue
  }

  private struct Run {
    var tool: String
    var fossil: Fossil
    var benches: [JSONValue]

    var json: JSONValue {
      let author: OrderedFields<JSONValue> = [
        "name": .string(fossil.git?.author ?? ""), "username": .string(""),
      ]
      let url = fossil.unknown["source"]?["commit_url"] ?? .string("")
      let commit: OrderedFields<JSONValue> = [
        "author": .object(author), "committer": .object(author),
        "id": .string(fossil.gitSHA ?? ""), "message": .string(fossil.git?.subject ?? ""),
        "timestamp": .string((fossil.git?.committedAt ?? fossil.timestamp).iso8601), "url": url,
      ]
      return .object([
        "commit": .object(commit), "date": .number(Double(fossil.timestamp.milliseconds)),
        "tool": .string(tool), "benches": .array(benches),
      ])
    }
  }

  /// One value for what came from such a file, else the time, the memory and every custom metric.
  private static func benches(of group: ExportGroup) -> [Bench] {
    if let tool = group.detail("tool")?.text, let value = group.detail("value"),
      let suite = group.detail("suite")?.text, group.fossils.count == 1
    {
      var fields: OrderedFields<JSONValue> = [
        "name": group.detail("name") ?? .string(group.first.script), "value": value,
        "unit": group.detail("unit") ?? .string(""),
      ]
      fields["range"] = group.detail("range")
      fields["extra"] = group.detail("extra")
      return [Bench(suite: suite, tool: tool, json: .object(fields))]
    }
    var benches: [Bench] = []
    func add(
      _ name: String, _ values: [Double], _ unit: String, _ better: Polarity, _ spread: Double?
    ) {
      guard let value = median(values) else { return }
      var fields: OrderedFields<JSONValue> = [
        "name": .string(name), "value": .number(value), "unit": .string(unit),
      ]
      if let spread = spread ?? (values.count > 1 ? medianAbsoluteDeviation(values) : nil) {
        fields["range"] = .string("± " + String(shortest: spread))
      }
      if values.count > 1 { fields["extra"] = .string("\(values.count) executions") }
      benches.append(
        Bench(
          suite: better == .lower ? "PerfTrace" : "PerfTrace, bigger is better",
          tool: better == .lower ? "customSmallerIsBetter" : "customBiggerIsBetter",
          json: .object(fields)))
    }
    add(group.name, group.times, "s", .lower, nil)
    add(group.name + " - peak RSS", group.memory, "MiB", .lower, nil)
    for (id, metric) in group.metrics {
      add(
        "\(group.name) - \(id)", [metric.value], metric.unit ?? "", metric.better, metric.spread)
    }
    return benches
  }
}
