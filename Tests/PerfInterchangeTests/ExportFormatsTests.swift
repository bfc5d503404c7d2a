import Foundation
import PerfInterchange
import PerfTrace
import Testing

@Suite struct ExportFormatsTests {
  static func export(_ fossils: [Fossil], as format: String) throws -> String {
    var exporter = try #require(ExportFormats.named(format)).init()
    var output: [UInt8] = []
    for fossil in fossils { exporter.append(fossil, to: &output) }
    exporter.finish(to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// A recorded run of three executions and a warm-up, of a script with a hostile name.
  static func run(script: String = "a \"b\"\\,<c>\n=d") throws -> [Fossil] {
    try (0..<4).map { index in
      var fossil = Fossil(
        id: FossilID(high: 7, low: UInt64(index)), script: script,
        timestamp: try #require(Timestamp(iso8601: "2026-05-04T03:02:0\(index)Z")))
      fossil.executionTime = [9, 1.25, 1.5, 2.5][index]
      fossil.memoryUsage = 40
      fossil.exitCode = 0
      fossil.additionalMetrics = ["user_time": 0.5]
      fossil.gitSHA = "0123456789abcdef0123456789abcdef01234567"
      fossil.gitBranch = "main"
      fossil.run = RunPosition(id: "r", index: index, count: 3, warmup: index == 0)
      fossil.tags = ["size": "=1+1"]
      fossil.metrics = [
        "rows": CustomMetric(value: 100 + Double(index), unit: "rows/s", better: .higher)
      ]
      fossil.environment.values = ["os": "linux", "cpu_model": "Z80\"\\"]
      return fossil
    }
  }

  @Test(arguments: ["jsonl", "granular"], ImportFormatsTests.fixtures.map(\.0))
  func takesFossilsBackAsTheyWere(format: String, path: String) throws {
    let fossils = try InterchangeFixture.draft(path).fossils
    let again = try InterchangeFixture.draft(text: Self.export(fossils, as: format))
    #expect(again.fossils == fossils)
    #expect(again.warningCount == 0)
  }

  @Test(arguments: ["jsonl", "granular"])
  func takesRecordedFossilsBackAsTheyWere(format: String) throws {
    let fossils = try Self.run()
    let text = try Self.export(fossils, as: format)
    var expected = fossils
    for index in expected.indices { expected[index].script = "a \"b\"\\,<c> =d" }
    #expect(try InterchangeFixture.draft(text: text).fossils == expected)
  }

  @Test func writesAnEmptyArrayForNothing() throws {
    #expect(try Self.export([], as: "granular") == "[]\n")
    #expect(try Self.export([], as: "openmetrics") == "# EOF\n")
    #expect(
      try Self.export([], as: "github-action-benchmark")
        == "window.BENCHMARK_DATA = {\"lastUpdate\":0,\"repoUrl\":\"\",\"entries\":{}}\n")
  }

  @Test(arguments: ImportFormatsTests.fixtures.map(\.0))
  func takesCSVBackWithTheSameValues(path: String) throws {
    let fossils = try InterchangeFixture.draft(path).fossils
    let again = try InterchangeFixture.draft(text: Self.export(fossils, as: "csv"))
    #expect(again.format == "csv")
    #expect(again.warnings.map(\.summary) == [])
    #expect(again.fossils.map(\.id) == fossils.map(\.id))
    for (a, b) in zip(again.fossils, fossils) {
      #expect(a.script == b.script)
      #expect(a.timestamp == b.timestamp)
      #expect(a.gitSHA == b.gitSHA)
      #expect(a.gitBranch == b.gitBranch)
      #expect(a.git?.subject == b.git?.subject)
      #expect(a.git?.committedAt == b.git?.committedAt)
      #expect(a.executionTime == b.executionTime)
      #expect(a.memoryUsage == b.memoryUsage)
      #expect(a.exitCode == b.exitCode)
      #expect(a.recorder == b.recorder)
      #expect(values(a.tags) == values(b.tags))
      #expect(values(a.environment.values) == values(b.environment.values))
      #expect(values(a.metrics).mapValues(\.value) == values(b.metrics).mapValues(\.value))
      #expect(values(a.metrics).mapValues(\.unit) == values(b.metrics).mapValues(\.unit))
    }
  }

  private func values<Value>(_ fields: OrderedFields<Value>) -> [String: Value] {
    Dictionary(uniqueKeysWithValues: fields.map { ($0.key, $0.value) })
  }

  @Test func shieldsSpreadsheetsFromFormulas() throws {
    let text = try Self.export(Self.run(script: "=HYPERLINK(\"http://x\")"), as: "csv")
    #expect(text.contains("\"'=HYPERLINK(\"\"http://x\"\")\""))
    #expect(text.contains(",'=1+1,"))
    #expect(!text.contains(",="))
    #expect(
      try InterchangeFixture.draft(text: text).fossils[0].script == "=HYPERLINK(\"http://x\")")
    let lines = text.split(separator: "\r\n")
    #expect(lines.count == 4, "a title, and three measurements without the warm-up")
  }

  @Test func writesDataThatTheActionReadsByCuttingOffItsPrefix() throws {
    let original = try InterchangeFixture.source("github-action-benchmark.js").bytes
    let fossils = try InterchangeFixture.draft("github-action-benchmark.js").fossils
    let text = try Self.export(fossils, as: "github-action-benchmark")
    #expect(text.hasPrefix("window.BENCHMARK_DATA = {"))
    // The action: script.slice('window.BENCHMARK_DATA = '.length), then JSON.parse.
    let written = try JSONValue.parse(Array(text.utf8.dropFirst(24)))
    let expected = try JSONValue.parse(Array(original.dropFirst(24)))
    let (suites, expectedSuites) = (
      try #require(written["entries"]?.fields), try #require(expected["entries"]?.fields)
    )
    #expect(suites.keys == expectedSuites.keys)
    for (suite, runs) in expectedSuites {
      let ours = try #require(suites[suite]?.elements)
      let theirs = try #require(runs.elements)
      #expect(ours.count == theirs.count)
      for (our, their) in zip(ours, theirs) {
        #expect(our["date"] == their["date"])
        #expect(our["tool"] == their["tool"])
        #expect(our["commit"]?["id"] == their["commit"]?["id"])
        #expect(our["commit"]?["url"] == their["commit"]?["url"])
        #expect(our["benches"]?.elements?.count == their["benches"]?.elements?.count)
        for (bench, other) in zip(our["benches"]?.elements ?? [], their["benches"]?.elements ?? [])
        {
          for key in ["name", "value", "unit", "range", "extra"] {
            #expect(bench[key] == other[key], "\(suite) \(key)")
          }
        }
      }
    }
    let again = try InterchangeFixture.draft(text: text)
    #expect(again.fossils.map(\.script) == fossils.map(\.script))
    #expect(again.fossils.map(\.executionTime) == fossils.map(\.executionTime))
    #expect(again.fossils.map(\.metrics) == fossils.map(\.metrics))
    #expect(again.fossils.map(\.timestamp) == fossils.map(\.timestamp))
    #expect(again.fossils.map(\.gitSHA) == fossils.map(\.gitSHA))
  }

  @Test func writesTheMedianOfARunForTheAction() throws {
    let text = try Self.export(Self.run(script: "s"), as: "github-action-benchmark")
    let data = try JSONValue.parse(Array(text.utf8.dropFirst(24)))
    let benches = try #require(data["entries"]?["PerfTrace"]?.elements?[0]["benches"]?.elements)
    #expect(benches[0]["name"] == .string("s (size==1+1)"))
    #expect(benches[0]["value"] == .number(1.5))
    #expect(benches[0]["unit"] == .string("s"))
    #expect(benches[0]["range"] == .string("± 0.25"))
    #expect(benches[0]["extra"] == .string("3 executions"))
    let bigger = try #require(
      data["entries"]?["PerfTrace, bigger is better"]?.elements?[0])
    #expect(bigger["tool"] == .string("customBiggerIsBetter"))
    #expect(bigger["benches"]?.elements?[0]["value"] == .number(102))
  }

  @Test func takesTheBencherMetricFormatBack() throws {
    let draft = try InterchangeFixture.draft("bencher.json")
    let text = try Self.export(draft.fossils, as: "bencher")
    let original = try JSONValue.parse(try InterchangeFixture.source("bencher.json").bytes)
    let written = try JSONValue.parse(Array(text.utf8))
    for (benchmark, measures) in try #require(original.fields) {
      for (measure, value) in try #require(measures.fields) {
        #expect(written[benchmark]?[measure] == value)
      }
    }
    #expect(written.fields?.count == original.fields?.count)
    #expect(text.hasSuffix("}\n"))
  }

  @Test func writesLatencyInNanosecondsForBencher() throws {
    let text = try Self.export(Self.run(script: "s"), as: "bencher")
    let latency = try JSONValue.parse(Array(text.utf8))["s (size==1+1)"]?["latency"]
    #expect(
      latency
        == .object([
          "value": .number(1.5e9), "lower_value": .number(1.25e9), "upper_value": .number(2.5e9),
        ]))
  }

  @Test func takesHyperfineResultsBack() throws {
    let fossils = try InterchangeFixture.draft("hyperfine.json").fossils
    let text = try Self.export(fossils, as: "hyperfine")
    let again = try InterchangeFixture.draft(text: text)
    #expect(again.format == "hyperfine")
    #expect(again.fossils.map(\.executionTime) == fossils.map(\.executionTime))
    #expect(again.fossils.map(\.script) == fossils.map(\.script))
    #expect(again.fossils.map(\.tags) == fossils.map(\.tags))
    #expect(again.fossils.map(\.memoryUsage) == fossils.map(\.memoryUsage))
    #expect(again.fossils.map(\.exitCode) == fossils.map(\.exitCode))
    #expect(again.fossils.map { $0.run?.index } == fossils.map { $0.run?.index })
    let original = try JSONValue.parse(try InterchangeFixture.source("hyperfine.json").bytes)
    let written = try JSONValue.parse(Array(text.utf8))
    for (our, their) in zip(
      try #require(written["results"]?.elements), try #require(original["results"]?.elements))
    {
      for key in ["mean", "stddev", "median", "min", "max", "user", "system"] {
        let (a, b) = (try #require(our[key]?.double), try #require(their[key]?.double))
        #expect(abs(a - b) < 1e-12, "\(key)")
      }
    }
  }

  @Test func writesOpenMetrics() throws {
    var fossils = try Self.run(script: "say \"hi\"\n\\")
    fossils[3].exitCode = 1
    let text = try Self.export(fossils, as: "prometheus")
    let labels =
      #"script="say \"hi\"\n\\",branch="main",commit="0123456789abcdef0123456789abcdef01234567","#
      + #"tags="size==1+1",os="linux",cpu_model="Z80\"\\""#
    #expect(
      text == """
        # TYPE perftrace_execution_time_seconds gauge
        # UNIT perftrace_execution_time_seconds seconds
        # HELP perftrace_execution_time_seconds Median wall time of the latest run.
        perftrace_execution_time_seconds{\(labels)} 1.375
        # TYPE perftrace_peak_memory_bytes gauge
        # UNIT perftrace_peak_memory_bytes bytes
        # HELP perftrace_peak_memory_bytes Median peak resident memory of the latest run.
        perftrace_peak_memory_bytes{\(labels)} 41943040
        # TYPE perftrace_user_time_seconds gauge
        # UNIT perftrace_user_time_seconds seconds
        # HELP perftrace_user_time_seconds Median user time of the latest run.
        perftrace_user_time_seconds{\(labels)} 0.5
        # TYPE perftrace_metric gauge
        # HELP perftrace_metric Custom metrics of the latest run.
        perftrace_metric{\(labels),metric="rows",unit="rows/s"} 101.5
        # TYPE perftrace_measured_timestamp_seconds gauge
        # UNIT perftrace_measured_timestamp_seconds seconds
        # HELP perftrace_measured_timestamp_seconds When the latest run began.
        perftrace_measured_timestamp_seconds{\(labels)} 1777863721
        # TYPE perftrace_success_ratio gauge
        # UNIT perftrace_success_ratio ratio
        # HELP perftrace_success_ratio Share of all executions that exited with 0.
        perftrace_success_ratio{script="say \\"hi\\"\\n\\\\"} 0.6666666666666666
        # EOF

        """)
  }
}
