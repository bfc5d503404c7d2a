import PerfTestSupport
import Testing

/// Questions about nothing are not answered as if all were well.
@Suite struct EmptyQuestionTests {
  private func store() throws -> JudgingStore {
    var store = try JudgingStore()
    for commit in 0..<4 { store.add(commit: commit, level: 10, runs: 5) }
    store.add(branch: "topic", commit: 5, parent: 3, level: 10, runs: 5)
    store.add(script: "pack", branch: "topic", commit: 5, parent: 3, level: 1, runs: 5)
    return store
  }

  @Test(arguments: [
    ([], "nothing was"), (["--script", "pa*"], "\"pa*\" was"),
    (["--stage", "second", "--gated", "30"], "nothing was"),
  ])
  func doesNotPassWhatWasNotMeasuredSince(arguments: [String], words: String) throws {
    let since = ["check", "topic", "--since", "2026-02-01"]
    let outcome = try store().run(since + arguments)
    #expect(outcome.status == 1)
    #expect(outcome.output == "")
    #expect(
      outcome.errorOutput == """
        perftrace: error: \(words) measured at 00000005aa since 2026-02-01T00:00:00.000Z: \
        its newest execution began at 2026-01-01T05:00:00.000Z
          hint: measure it with `perftrace track`, or name an earlier time with --since

        """)
    #expect(try store().run(["check", "topic", "--since", "2026-01-01"] + arguments).status == 0)
  }

  @Test(arguments: [(0, 0), (3, 1)])
  func refusesAnEmptyRange(first: Int, last: Int) throws {
    let range = "\(JudgingStore.sha(first))..\(JudgingStore.sha(last))"
    let outcome = try store().run(["compare", range, "topic"])
    #expect(outcome.status == 1)
    #expect(
      outcome.errorOutput == """
        perftrace: error: the range "\(range)" is empty
          hint: a range OLD..NEW holds what NEW is built on and OLD is not

        """)
    let other = try store().run(["compare", "topic", "main..main"])
    #expect(other.status == 1)
    #expect(
      other.errorOutput.hasPrefix("perftrace: error: the range \"main..main\" is empty\n"))
  }

  @Test func acceptsOnce() throws {
    let store = try store()
    func accept(_ reason: String, _ more: [String] = []) throws -> String {
      try store.run(["accept", "topic", "--script", "build", "--reason", reason] + more).output
    }
    func annotations() throws -> String {
      String(decoding: try store.folder.read("perftrace-annotations.yml"), as: UTF8.self)
    }
    #expect(try accept("wanted") == "Accepted 00000005aa in perftrace-annotations.yml.\n")
    let first = try annotations()
    #expect(try accept("wanted") == "00000005aa was accepted already, for that reason.\n")
    #expect(try annotations() == first)
    #expect(
      try accept("known")
        == "Changed the reason of 00000005aa in perftrace-annotations.yml.\n")
    #expect(try annotations() == first.replacing("wanted", with: "known"))
    #expect(
      try accept("known", ["--metric", "wall time"])
        == "Accepted 00000005aa in perftrace-annotations.yml.\n")
    #expect(
      try accept("known", ["--script", "pack"])
        == "Accepted 00000005aa in perftrace-annotations.yml.\n")
    #expect(try annotations().matches(of: /script:/).count == 3)
  }
}
