import PerfTestSupport
import PerfTrace
import Testing

@Suite struct ConfigCommandTests {
  private func run(_ arguments: [String], _ configuration: String?) throws -> BuiltProgram.Outcome {
    let folder = try TemporaryFolder()
    if let configuration { try folder.write(configuration, to: "perftrace.yml") }
    return try BuiltProgram("perftrace").run(["config"] + arguments, in: folder.path)
  }

  @Test func tellsEveryFault() throws {
    let outcome = try run(["check", "perftrace.yml"], "limits:\n  max-tme: 15s\n  regression: 5\n")
    #expect(outcome.status == 1)
    #expect(
      outcome.errorOutput == """
        perftrace: error: perftrace.yml:2:3: unknown key "max-tme" in "limits"
          hint: did you mean "max-time"?
        perftrace: error: perftrace.yml:3:15: "5" is no value for "limits.regression": the unit is missing
          hint: write 5%

        """)
  }

  @Test func findsNothingWrong() throws {
    let outcome = try run(["check", "perftrace.yml"], "store: fossils\n")
    #expect(outcome.status == 0)
    #expect(outcome.output == "perftrace.yml: fine\n")
  }

  /// One store of the scripts "build" and "pack".
  private func store(_ configuration: String) throws -> JudgingStore {
    var store = try JudgingStore()
    for script in ["build", "pack"] {
      for commit in 0..<2 { store.add(script: script, commit: commit, level: 10, runs: 5) }
    }
    try store.folder.write(configuration, to: "perftrace.yml")
    return store
  }

  private static let unfitting = """
    limits:
      metrics:
        cycles: {regression: 10%}
        execution_tmie: {regression: 10%}
    scripts:
      "b*": {regression: 10%}
      "nightly-*": {regression: 10%}
      pakc:
        metrics:
          "rows*": off
    exceptions:
      - {script: build, metric: exec*, until: 2099-12-31, reason: slow}
      - {script: biuld, until: 2099-12-31, reason: slow}

    """

  @Test func warnsOfPatternsThatFitNothing() throws {
    let outcome = try store(Self.unfitting).run(["config", "check", "perftrace.yml"])
    #expect(outcome.status == 0)
    #expect(outcome.output == "perftrace.yml: fine\n")
    #expect(
      outcome.errorOutput == """
        perftrace: warning: perftrace.yml:4:5: "execution_tmie" in "limits.metrics" fits no measured metric
          hint: did you mean "execution_time"?
        perftrace: warning: perftrace.yml:7:3: "nightly-*" in "scripts" fits no measured script
          hint: known scripts: build, pack
        perftrace: warning: perftrace.yml:8:3: "pakc" in "scripts" fits no measured script
          hint: did you mean "pack"?
        perftrace: warning: perftrace.yml:10:7: "rows*" in "scripts.pakc.metrics" fits no measured metric
          hint: known metrics: execution_time
        perftrace: warning: perftrace.yml:13:14: "biuld" in "exceptions" fits no measured script
          hint: did you mean "build"?

        """)
  }

  @Test func checkTellsLimitsThatFitNoScript() throws {
    let store = try store(Self.unfitting)
    let outcome = try store.run(["check"])
    #expect(outcome.status == 0)
    #expect(
      outcome.errorOutput == """
        perftrace: warning: the limits for "nightly-*", "pakc" fit no measured script
          hint: did you mean "pack"?

        """)
    // What is written to a pull request is about the pull request.
    #expect(try !store.run(["comment"]).output.contains("nightly-"))
  }

  @Test func saysNothingOfPatternsWhereNothingWasRecorded() throws {
    let outcome = try run(["check", "perftrace.yml"], Self.unfitting)
    #expect(outcome.status == 0)
    #expect(outcome.errorOutput == "")
    let folder = try TemporaryFolder()
    try folder.write(Self.unfitting, to: "perftrace.yml")
    try folder.write("", to: "fossils/performance/traces/2026/01/a.jsonl")
    let empty = try BuiltProgram("perftrace").run(["config", "check"], in: folder.path)
    #expect((empty.status, empty.errorOutput) == (0, ""))
  }

  @Test func showsTheDefaults() throws {
    let outcome = try run(["show"], nil)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("  max-time: 15s\n  success-rate: 85%\n  regression: 5%\n"))
    let json = try run(["show", "--format", "json"], "limits: {trend: 12%}\n")
    #expect(
      try JSONValue.parse(Array(json.output.utf8))["limits"]?["trend"]?.text == "12%")
  }

  @Test func saysThatThereIsNone() throws {
    let outcome = try run(["check"], nil)
    #expect(outcome.status == 1)
    #expect(
      outcome.errorOutput.hasPrefix(
        "perftrace: error: perftrace.yml: cannot read the configuration: there is none here or above"
      ))
  }
}
