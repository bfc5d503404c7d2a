import PerfTestSupport
import PerfTrace
import Testing

@Suite struct TrendsCommandTests {
  private func store() throws -> JudgingStore {
    var store = try JudgingStore()
    for commit in 0..<60 {
      store.add(commit: commit, level: commit < 40 ? 10 : 12)
      store.add(script: "a|b @c", commit: commit, level: 1)
    }
    store.add(branch: "topic", commit: 80, parent: 59, level: 20)
    return store
  }

  @Test func latestIsTheMedianOfTheNewestPoint() throws {
    var store = try JudgingStore()
    store.add(commit: 0, level: 10, runs: 3)
    for level in [20.0, 30, 40] { store.add(commit: 1, level: level) }
    let outcome = try store.run(["trends"])
    let line = try #require(outcome.output.split(separator: "\n").first { $0.hasPrefix("build") })
    let latest = try #require(
      line.split(separator: " ", omittingEmptySubsequences: true).dropFirst(2).first)
    #expect(abs((Double(latest) ?? 0) - 30) < 1, "\(line)")
    #expect(outcome.output.contains(" A point is a commit with all its executions"))
    // The original's key means the newest execution.
    let json = try store.run(["trends", "--format", "json"])
    let script = try JSONValue.parse(Array(json.output.utf8))["performance_trends"]?.elements?.first
    #expect(abs((script?["latest_time"]?.double ?? 0) - 40) < 1.5)
  }

  @Test(arguments: ["text", "json", "markdown", "csv"])
  func tellsTheStepInEveryFormat(format: String) throws {
    let outcome = try store().run(["trends", "--format", format])
    #expect(outcome.status == 0, "\(outcome.errorOutput)")
    #expect(outcome.errorOutput == "")
    #expect(
      outcome.output.contains(
        format == "json" || format == "csv" ? JudgingStore.sha(40) : "00000027a"))
    #expect(!outcome.output.lowercased().contains("nan"))
  }

  @Test func looksAtOneScriptBranchAndTime() throws {
    let store = try store()
    let one = try store.run(["trends", "--script", "a*", "--format", "json"])
    #expect(try JSONValue.parse(Array(one.output.utf8))["total_executions"]?.integer == 60)
    let branch = try store.run(["trends", "--branch", "topic", "--format", "json"])
    let trends = try JSONValue.parse(Array(branch.output.utf8))["performance_trends"]?.elements
    #expect(trends?.compactMap { $0["executions"]?.integer } == [1])
    let recent = try store.run(["trends", "--since", "2026-01-03", "--format", "json"])
    #expect(try JSONValue.parse(Array(recent.output.utf8))["total_executions"]?.integer == 25)
    #expect(try store.run(["trends", "--since", "soon"]).status == 64)
  }

  @Test(arguments: [("text", "topic"), ("markdown", "`topic`")])
  func beginsWithWhatWasMeasuredOnTheBranch(format: String, name: String) throws {
    let store = try store()
    let topic = try store.run(["trends", "--branch", "topic", "--format", format])
    #expect(
      topic.output.hasPrefix("1 execution of 1 script on \(name), 2026-01-04 to 2026-01-04.\n"),
      "\(topic.output)")
    let all = try store.run(["trends", "--format", format])
    #expect(all.output.hasPrefix("121 executions of 2 scripts on 2 branches, 2026-01-01 to "))
    // The original's key counts the whole store.
    let json = try store.run(["trends", "--branch", "topic", "--format", "json"])
    #expect(try JSONValue.parse(Array(json.output.utf8))["total_executions"]?.integer == 121)
  }

  @Test func replaysItsAlarms() throws {
    let outcome = try store().run(["trends", "--replay", "--format", "json"])
    let json = try JSONValue.parse(Array(outcome.output.utf8))
    #expect(json["alarms"]?.elements?.count == 1)
    #expect(json["alarms"]?.elements?.first?["commit"]?.text == JudgingStore.sha(40))
  }

  @Test func saysThatThereIsNoStore() throws {
    let folder = try TemporaryFolder()
    let outcome = try BuiltProgram("perftrace").run(["trends"], in: folder.path)
    #expect(outcome.status == 1)
    #expect(outcome.errorOutput.hasPrefix("perftrace: error: "))
  }
}
