import PerfTestSupport
import PerfTrace
import Testing

@Suite struct ConfigurationTests {
  private func read(_ text: String) throws -> Configuration {
    let (configuration, errors) = Configuration.read(text, file: "perftrace.yml")
    #expect(errors == [])
    return configuration
  }

  /// The one-line messages and hints of what is wrong.
  private func faults(_ text: String) -> [String] {
    Configuration.read(text, file: "p.yml").errors.map {
      DiagnosisRenderer.render($0, program: "perftrace")
    }
  }

  @Test(arguments: ["", "# nothing\n", "limits:\n", "scripts:\nexceptions:\ngate:\n"])
  func isTheDefaultWhereNothingIsSaid(text: String) throws {
    var expected = Configuration()
    expected.file = "perftrace.yml"
    #expect(try read(text) == expected)
  }

  @Test func readsEveryKeyOfItsManual() throws {
    let manual = try #require(ConfigurationManual.text)
    let example = try #require(
      manual.split(separator: "## Keys").last?.split(separator: "```yaml").dropFirst().first)
    let text = String(try #require(example.split(separator: "```").first))
    let configuration = try read(text)
    #expect(configuration.rules.scripts.map(\.script.pattern) == ["nightly-*", "flaky-upload"])
    #expect(configuration.tracking.timeout == 300)
    #expect(configuration.tracking.interpreters == ["ts": ["bun", "run"], "py": ["python3.13"]])
    #expect(configuration.webhooks.map(\.variable) == ["SLACK_WEBHOOK"])
    #expect(configuration.rules.exceptions.map(\.lastDay) == ["2026-12-31"])
  }

  @Test(arguments: [
    (LimitKind.maxTime, "build", Metric.executionTime, Limit(15, .fail)),
    (.maxTime, "nightly-1", .executionTime, Limit(120, .fail)),
    (.regression, "build", .executionTime, Limit(0.04, .fail)),
    (.regression, "build", .memoryUsage, Limit(0.1, .warn)),
    (.regression, "nightly-1", .executionTime, Limit(0.08, .warn)),
    (.regression, "quiet", .executionTime, Limit(0.04, .off)),
    (.maximum, "build", .memoryUsage, Limit(512, .fail)),
    (.improvement, "build", .executionTime, Limit(0.05, .off)),
    (
      .regression, "build", Metric(id: "minor_page_faults", title: "", unit: .count),
      Limit(0.04, .off)
    ),
    (.regression, "build", Metric(id: "cycles", title: "", unit: .count), Limit(0.2, .fail)),
    (.regression, "build", Metric(id: "rate", title: "", unit: .other("")), Limit(0.04, .fail)),
  ])
  func letsTheMoreSpecialLimitWin(kind: LimitKind, script: String, metric: Metric, limit: Limit)
    throws
  {
    let rules = try read(
      """
      limits:
        regression: 4%
        metrics:
          memory_usage_mb: {regression: 10%, max: 512MiB, action: warn}
          cycles: {regression: 20%}
      scripts:
        "nightly-*": {max-time: 2min, regression: {limit: 8%, action: warn}}
        quiet:
          regression: off
      """
    ).rules
    var expected = limit
    if kind == .maximum { expected.action = .warn }
    #expect(rules.limit(kind, script: script, metric: metric) == expected)
  }

  @Test(arguments: [
    (
      "limits:\n  max-tme: 15s\n",
      "perftrace: error: p.yml:2:3: unknown key \"max-tme\" in \"limits\"\n  hint: did you mean \"max-time\"?"
    ),
    (
      "colour: red\n",
      "perftrace: error: p.yml:1:1: unknown key \"colour\"\n  hint: known keys: store, default-branch, limits, scripts, exceptions, gate, track, notify, site"
    ),
    (
      "limits:\n  regression: 5\n",
      "perftrace: error: p.yml:2:15: \"5\" is no value for \"limits.regression\": the unit is missing\n  hint: write 5%"
    ),
    (
      "limits: {max-time: 5%}\n",
      "perftrace: error: p.yml:1:20: \"5%\" is no value for \"limits.max-time\": unknown unit \"%\"\n  hint: write a duration like 15s, 200ms or 2min"
    ),
    (
      "limits: {max-time: 5sek}\n",
      "perftrace: error: p.yml:1:20: \"5sek\" is no value for \"limits.max-time\": unknown unit \"sek\"\n  hint: write 5sec"
    ),
    (
      "limits: {regression: -5%}\n",
      "perftrace: error: p.yml:1:22: \"-5%\" is no value for \"limits.regression\": not above 0%\n  hint: write a percentage like 5%"
    ),
    (
      "scripts:\n  a: {trend: {limit: 0%}}\n",
      "perftrace: error: p.yml:2:22: \"0%\" is no value for \"scripts.a.trend.limit\": not above 0%\n  hint: write a percentage like 5%"
    ),
    (
      "limits: {metrics: {x: {improvement: 0 %}}}\n",
      "perftrace: error: p.yml:1:37: \"0 %\" is no value for \"limits.metrics.x.improvement\": not above 0%\n  hint: write a percentage like 5%"
    ),
    (
      "limits: {regression: {limit: 5%, action: wran}}\n",
      "perftrace: error: p.yml:1:42: \"wran\" is no value for \"limits.regression.action\": unknown\n  hint: write \"warn\""
    ),
    (
      "limits: 15s\n",
      "perftrace: error: p.yml:1:9: expected a mapping for \"limits\", found \"15s\""
    ),
    (
      "gate: {window: 0}\n",
      "perftrace: error: p.yml:1:16: \"0\" is no value for \"gate.window\": out of range\n  hint: write a number from 1 to 1000"
    ),
    (
      "exceptions:\n  - script: a\n    until: 2026-13-01\n",
      "perftrace: error: p.yml:2:5: \"exceptions\" lacks \"reason\""
    ),
    (
      "exceptions:\n  - {script: a, until: tomorrow, reason: b}\n",
      "perftrace: error: p.yml:2:24: \"tomorrow\" is no value for \"exceptions.until\": no day\n  hint: write a day like 2026-12-31"
    ),
    ("store: [a\n", "perftrace: error: p.yml:2:1: not YAML: did not find expected ',' or ']'"),
    ("- a\n", "perftrace: error: p.yml:1:1: expected a mapping for \"the file\", found a list"),
  ])
  func tellsFaultsWithTheirPlace(text: String, message: String) {
    #expect(faults(text).first == message)
  }

  @Test func tellsAllFaultsInTheOrderOfTheFile() {
    #expect(faults("gate:\n  widow: 3\nlimits:\n  trend: 1\nstor: x\n").count == 3)
  }

  @Test func showsWhatReadsBackAsTheSame() throws {
    let manual = try #require(ConfigurationManual.text)
    let example = try #require(
      manual.split(separator: "## Keys").last?.split(separator: "```yaml").dropFirst().first)
    let configuration = try read(String(try #require(example.split(separator: "```").first)))
    let again = Configuration.read(configuration.yaml, file: "perftrace.yml")
    #expect(again.errors.isEmpty)
    #expect(again.configuration.json == configuration.json)
  }
}

/// `Documentation/Configuration.md`, whose examples the tests read.
enum ConfigurationManual {
  static var text: String? {
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    guard let bytes = try? FileSystem.contents(of: "/" + root + "/Documentation/Configuration.md")
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
