import PerfTestSupport
import PerfTrace
import Testing

@Suite struct CheckCommandTests {
  private func store(level: Double, cpu: String = "EPYC 7763") throws -> JudgingStore {
    var store = try JudgingStore()
    for commit in 0..<20 { store.add(commit: commit, level: 10, runs: 10) }
    store.add(branch: "topic", commit: 40, parent: 19, level: level, runs: 10, cpu: cpu)
    return store
  }

  @Test(arguments: [(10.0, Int32(0), "Passed"), (12, 2, "Exceeded: 1 limit"), (8, 0, "Passed")])
  func endsWithTheStatusOfTheVerdict(level: Double, status: Int32, words: String) throws {
    let outcome = try store(level: level).run(["check", "topic"])
    #expect(outcome.status == status)
    #expect(outcome.output.hasPrefix(words))
  }

  @Test(arguments: [
    (
      ["check", "topic", "--script", "biuld"],
      "no script \"biuld\" was measured\n  hint: did you mean \"build\"?"
    ),
    (["compare", "main", "topic", "--script", "biuld"], "no script \"biuld\" was measured"),
    (["trends", "--script", "biuld"], "no script \"biuld\" was measured"),
    (["log", "--script", "biuld"], "no script \"biuld\" was measured"),
    (
      ["check", "topic", "--metric", "execution_tmie"], "no metric \"execution_tmie\" was measured"
    ),
    (
      ["trends", "--metric", "wall tiem"],
      "no metric \"wall tiem\" was measured\n  hint: did you mean \"wall time\"?"
    ),
    (
      ["log", "--branch", "topik"],
      "no branch \"topik\" was measured\n  hint: did you mean \"topic\"?"
    ),
    (
      ["log", "--commit", "zzz"],
      "commit \"zzz\" was never measured\n  hint: the newest measured commit is 00000028aa"
    ),
    (
      ["log", "--branch", "topic", "--script", "other"],
      "\"other\", \"topic\" were not measured together"
    ),
    (
      ["check", "topic", "--script", "other"],
      "\"other\" was not measured at 00000028aa\n  hint: known scripts at 00000028aa: build"
    ),
    (
      ["trends", "--branch", "topic", "--script", "other"],
      "\"other\" was not measured on branch \"topic\"\n  hint: known scripts on branch \"topic\": build"
    ),
    (
      ["compare", "topic", JudgingStore.sha(19), "--script", "other"],
      "\"other\" was not measured on either side\n  hint: known scripts on either side: build"
    ),
  ])
  func refusesAMisspeltNameThatWouldPassAnyGate(arguments: [String], words: String) throws {
    var store = try store(level: 12)
    store.add(script: "other", commit: 0, level: 1)
    let outcome = try store.run(arguments)
    #expect(outcome.status == 1)
    #expect(
      outcome.errorOutput.contains("perftrace: error: " + words), "\(outcome.errorOutput)")
  }

  @Test(arguments: ["wall time", "Wall Time", "execution_time", "EXECUTION_TIME", "exec*"])
  func takesAMetricByIDOrTitle(metric: String) throws {
    let outcome = try store(level: 12).run(["check", "topic", "--metric", metric])
    #expect(outcome.status == 2, "\(outcome.errorOutput)")
  }

  @Test(arguments: [
    (
      ["--regression", "0.05"],
      "\"0.05\" is no value for --regression: the unit is missing: write 5% or 0.05%"
    ),
    (["--regression", "5"], "\"5\" is no value for --regression: the unit is missing: write 5%"),
    (
      ["--success-rate", "110%"],
      "\"110%\" is no value for --success-rate: more than all executions: write a percentage from 0% to 100%"
    ),
    (
      ["--success-rate", ".9"],
      "\".9\" is no value for --success-rate: the unit is missing: write 90% or .9%"
    ),
  ])
  func refusesShareThatMayMeanTwoThings(arguments: [String], words: String) throws {
    let outcome = try store(level: 10).run(["check", "topic"] + arguments)
    #expect(outcome.status == 64)
    #expect(outcome.errorOutput.contains(words), "\(outcome.errorOutput)")
  }

  @Test(arguments: [
    (["check", "--window", "-1"], "--window must be at least 1, not -1"),
    (["check", "--window=-1"], "--window must be at least 1, not -1"),
    (["check", "--gated", "-1"], "--gated must be at least 1, not -1"),
    (["comment", "--pull-request", "-4"], "--pull-request must be at least 1, not -4"),
    (["log", "--number", "-5"], "--number must be at least 0, not -5"),
    (["log", "-n", "-5"], "--number must be at least 0, not -5"),
    (["duel", "--warmup", "-2", "a", "b", "--", "c"], "--warmup must be at least 0, not -2"),
    (
      ["check", "--regression", "-5%"],
      "\"-5%\" is no value for --regression: not above 0%: write a percentage like 5%"
    ),
    (
      ["check", "--regression", "0%"],
      "\"0%\" is no value for --regression: not above 0%: write a percentage like 5%"
    ),
    (
      ["check", "--trend", "0%"],
      "\"0%\" is no value for --trend: not above 0%: write a percentage like 5%"
    ),
    (
      ["check", "--success-rate", "-5%"],
      "\"-5%\" is no value for --success-rate: less than 0: write a percentage from 0% to 100%"
    ),
    (
      ["trends", "--since", "-3d"],
      "--since takes a day (2026-01-31), a time (2026-01-31T12:00:00Z) or a span back (14d), not \"-3d\""
    ),
  ])
  func tellsANegativeNumberAsTheValueThatItIs(arguments: [String], words: String) throws {
    let outcome = try JudgingStore().run(arguments)
    #expect(outcome.status == 64)
    #expect(
      outcome.errorOutput.hasPrefix("perftrace: error: \(words)\n"), "\(outcome.errorOutput)")
  }

  @Test func saysTheSameInJSON() throws {
    let outcome = try store(level: 12).run(["check", JudgingStore.sha(40), "--format", "json"])
    #expect(outcome.status == 2)
    let json = try JSONValue.parse(Array(outcome.output.utf8))
    #expect(json["verdict"]?.text == "exceeded")
    #expect(json["base"]?.text == JudgingStore.sha(19))
    let finding = try #require(json["findings"]?.elements?.first)
    #expect(finding["limit"]?.text == "regression")
    let comparison = try #require(json["comparisons"]?.elements?.first)
    #expect(comparison["verdict"]?.text == "regressed")
    #expect(comparison["interval"]?.elements?.count == 2)
  }

  @Test func saysAloudThatNoHostIsComparable() throws {
    let store = try store(level: 14, cpu: "Xeon")
    let outcome = try store.run(["check", "topic"])
    #expect(outcome.status == 0)
    #expect(
      outcome.errorOutput.contains(
        "perftrace: warning: no baseline on a comparable host for \"build\": measured on \"Linux, Xeon\": the baseline is from \"Linux, EPYC 7763\"\n  hint: measure both on one machine with `perftrace duel BASE HEAD -- COMMAND`, or pin the runner's type"
      ))
    #expect(try store.run(["check", "topic", "--require-baseline"]).status == 2)
  }

  @Test func takesLimitsFromFlagsAndFile() throws {
    let store = try store(level: 12)
    #expect(try store.run(["check", "topic", "--regression", "30%"]).status == 0)
    #expect(
      try store.run(["check", "topic", "--max-time", "5s", "--regression", "30%"]).status == 2)
    #expect(try store.run(["check", "topic", "--max-time", "5"]).status == 64)
    try store.folder.write("scripts:\n  b*:\n    regression: {action: warn}\n", to: "perftrace.yml")
    let outcome = try store.run(["check", "topic"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("warn"))
    #expect(outcome.output.hasPrefix("Passed: no limit fails at "), "\(outcome.output)")
    #expect(outcome.output.contains(", 1 warns. "), "\(outcome.output)")
  }

  @Test func judgesInTwoStages() throws {
    let store = try store(level: 12)
    let first = try store.run(["check", "topic", "--stage", "first", "--format", "json"])
    #expect(first.status == 0)
    let json = try JSONValue.parse(Array(first.output.utf8))
    #expect(json["suspects"]?.elements?.compactMap(\.text) == ["build"])
    #expect(try store.run(["check", "topic", "--stage", "second"]).status == 2)
  }

  @Test func acceptsAndExcludes() throws {
    let store = try store(level: 12)
    let accepted = try store.run(["accept", "topic", "--script", "build", "--reason", "wanted"])
    #expect(accepted.status == 0)
    #expect(accepted.output == "Accepted 00000028aa in perftrace-annotations.yml.\n")
    let outcome = try store.run(["check", "topic"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("wanted"))

    let unknown = try store.run(["accept", "topic", "--script", "biuld", "--reason", "x"])
    #expect(unknown.status == 1)
    #expect(
      unknown.errorOutput
        == "perftrace: error: no script \"biuld\" was measured\n  hint: did you mean \"build\"?\n")
    let id = "00000000-0000-8000-8000-000000000001"
    #expect(try store.run(["exclude", id, "--reason", "swapped"]).status == 0)
    let trends = try store.run(["trends", "--format", "json"])
    let total = try JSONValue.parse(Array(trends.output.utf8))["total_executions"]?.integer
    #expect(total == 209)
  }

  @Test func namesWhatItDoesNotKnow() throws {
    let outcome = try store(level: 10).run(["check", "topik"])
    #expect(outcome.status == 1)
    #expect(
      outcome.errorOutput
        == "perftrace: error: no branch or commit \"topik\" was measured\n  hint: did you mean \"topic\"?\n"
    )
  }

  @Test func commentAndCheckCountTheSame() throws {
    var store = try JudgingStore()
    for script in ["build", "pack", "test"] {
      for commit in 0..<20 { store.add(script: script, commit: commit, level: 10, runs: 10) }
      store.add(
        script: script, branch: "topic", commit: 40, parent: 19, level: script == "test" ? 8 : 13,
        runs: 10)
    }
    // One of the two regressions only warns.
    try store.folder.write(
      "scripts:\n  pack:\n    regression: {limit: 5%, action: warn}\n", to: "perftrace.yml")
    let check = try store.run(["check", "topic"])
    #expect(
      check.output.hasPrefix(
        "Exceeded: 1 limit at commit 00000028aa. 3 compared, 2 regressed, 1 improved, success rate 100 %."
      ), "\(check.output)")
    let comment = try store.run(["comment", "--head", "topic"])
    #expect(
      comment.output.contains(
        "## Performance: 🔴 1 limit exceeded, 🔴 2 regressed, 🟢 1 improved\n"), "\(comment.output)")
  }

  @Test func aSuccessRateIsOfTheScriptAndOfNoMetric() throws {
    var store = try store(level: 10)
    store.add(branch: "topic", commit: 40, parent: 19, level: 10, runs: 5, exitCode: 1)
    let outcome = try store.run(["check", "topic"])
    #expect(outcome.status == 2)
    let line = outcome.output.split(separator: "\n").first { $0.hasPrefix("success-rate") }
    #expect(
      line?.split(separator: " ", omittingEmptySubsequences: true) == [
        "success-rate", "build", "–", "66.7", "%", "85", "%", "fail",
      ])
    let json = try store.run(["check", "topic", "--format", "json"])
    let finding = try JSONValue.parse(Array(json.output.utf8))["findings"]?.elements?.first
    #expect(finding?["metric"] == .null)
  }

  @Test func tellsAFailingScriptOnceAndNamesMetricsOneWay() throws {
    var store = try JudgingStore()
    for commit in 0..<20 {
      store.add(commit: commit, level: 10, runs: 5)
      store.add(script: "flaky", commit: commit, level: 1, runs: 5)
    }
    store.add(branch: "topic", commit: 40, parent: 19, level: 20, runs: 5)
    store.add(
      script: "flaky", branch: "topic", commit: 40, parent: 19, level: 1, runs: 5, exitCode: 1)
    let outcome = try store.run(["check", "topic"])
    #expect(outcome.status == 2)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("failed ") && $0.contains("flaky") } == 1)
    #expect(!outcome.output.contains("execution_time") && outcome.output.contains("wall time"))
    #expect(!outcome.output.contains("excused by"))
    #expect(lines.first?.hasPrefix("Exceeded: 3 limits at commit 00000028aa.") == true)
    let comment = try store.run(["comment", "--head", "topic"]).output
    #expect(comment.contains("00000028aa") && comment.contains("00000013aa"))
    #expect(!comment.contains("00000028aaa"))
  }

  @Test func asksForRunsOfTheSideThatLacksThem() throws {
    var store = try JudgingStore()
    for commit in 0..<20 { store.add(commit: commit, level: 10) }
    store.add(branch: "topic", commit: 40, parent: 19, level: 10)
    let outcome = try store.run(["check", "topic"])
    #expect(outcome.output.contains("needs about 5 runs of head"))
    #expect(!outcome.output.contains("each side"))
  }
}
