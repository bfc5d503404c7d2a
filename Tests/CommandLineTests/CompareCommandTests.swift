import PerfTestSupport
import PerfTrace
import Testing

@Suite struct CompareCommandTests {
  private func store() throws -> JudgingStore {
    var store = try JudgingStore()
    for commit in 0..<12 { store.add(commit: commit, level: commit < 6 ? 10 : 13, runs: 5) }
    store.add(branch: "topic", commit: 40, parent: 11, level: 16, runs: 10)
    return store
  }

  private func comparison(_ arguments: [String]) throws -> JSONValue {
    let outcome = try store().run(["compare"] + arguments + ["--format", "json"])
    #expect(outcome.status == 0, "\(outcome.errorOutput)")
    let json = try JSONValue.parse(Array(outcome.output.utf8))
    return try #require(json["comparisons"]?.elements?.first)
  }

  @Test(arguments: [
    (["main", "topic"], 0.23), ([JudgingStore.sha(2), JudgingStore.sha(8)], 0.3),
    (["00000002", "topic"], 0.6),
    (
      [
        "\(JudgingStore.sha(0))..\(JudgingStore.sha(5))",
        "\(JudgingStore.sha(6))..\(JudgingStore.sha(11))",
      ], 0.3
    ),
  ])
  func comparesBranchesCommitsAndRanges(sides: [String], effect: Double) throws {
    let comparison = try comparison(sides)
    let found = try #require(comparison["effect"]?.double)
    #expect(abs(found - effect) < 0.03)
    #expect(comparison["verdict"]?.text == "regressed")
  }

  @Test func comparesFilesOfNumbersAndOfHyperfine() throws {
    let store = try store()
    try store.folder.write("# base\n10.1 10.2\n9.9, 10.0\n10.05\n9.95\n", to: "a.txt")
    try store.folder.write(
      #"{"results":[{"command":"x","times":[12.1,12.2,11.9,12.0,12.05,11.95]}]}"#, to: "b.json")
    let outcome = try store.run(["compare", "--samples", "a.txt", "b.json", "--format", "json"])
    #expect(outcome.status == 0, "\(outcome.errorOutput)")
    let json = try JSONValue.parse(Array(outcome.output.utf8))
    let comparison = try #require(json["comparisons"]?.elements?.first)
    #expect(comparison["verdict"]?.text == "regressed")
    #expect(abs((comparison["effect"]?.double ?? 0) - 0.2) < 0.02)
  }

  @Test func namesWhatIsNoNumber() throws {
    let store = try store()
    try store.folder.write("1\nx\n", to: "a.txt")
    let outcome = try store.run(["compare", "--samples", "a.txt", "a.txt"])
    #expect(outcome.status == 1)
    #expect(
      outcome.errorOutput
        == "perftrace: error: a.txt:2: \"x\" is no finite number\n  hint: write numbers, one a line, or give hyperfine's --export-json\n"
    )
  }
}
