import PerfTestSupport
import PerfTrace
import Testing

/// The site's page of a branch and `perftrace compare` are two views of one selection.
@Suite struct BranchComparisonTests {
  /// A branch of four commits whose level changed on the way; the default branch went on, and got slower, after it was left.
  private func store() throws -> JudgingStore {
    var store = try JudgingStore()
    for commit in 0..<24 {
      let level = commit < 6 ? 8.0 : commit < 14 ? 10 : 30
      store.add(commit: commit, level: level, runs: 5)
      store.add(script: "report", commit: commit, level: 2, runs: 1, cpu: "Xeon 8171M")
    }
    for (index, level) in [24.5, 24.5, 27.7, 27.7].enumerated() {
      let (commit, parent) = (40 + index, index == 0 ? 13 : 39 + index)
      store.add(branch: "topic", commit: commit, parent: parent, level: level, runs: 6)
      store.add(script: "report", branch: "topic", commit: commit, parent: parent, level: 2.3)
      store.add(
        script: "broken", branch: "topic", commit: commit, parent: parent, level: 1, exitCode: 1)
    }
    store.add(script: "broken", commit: 13, level: 1, runs: 5)
    return store
  }

  @Test func theSiteTellsTheFiguresOfTheCommand() throws {
    let store = try store()
    let outcome = try store.run(["compare", "main", "topic", "--format", "json"])
    #expect(outcome.status == 0)
    let json = try JSONValue.parse(Array(outcome.output.utf8))
    let comparisons = try #require(json["comparisons"]?.elements)
    #expect(
      try BuiltProgram("perfsite").run(["build", "--output", "site"], in: store.folder.path).status
        == 0)
    let path = try #require(
      store.folder.files(below: "site/compare").first { $0.contains("...") })
    let page = String(decoding: try store.folder.read("site/compare/" + path), as: UTF8.self)
    let rows = page.split(separator: "<tr>").filter { $0.hasPrefix("<td class=\"name\">") }
    #expect(rows.count == 3, "the host that only the default branch has is no row")
    for script in ["build", "report", "broken"] {
      let comparison = try #require(
        comparisons.first {
          $0["script"]?.text == script
            && ($0["head_runs"]?.integer ?? 0) + ($0["head_failures"]?.integer ?? 0) > 0
        })
      let row = try #require(rows.first { $0.contains(">\(script)</a>") }, "\(script)")
      let runs =
        "\(comparison["base_runs"]?.integer ?? -1) / \(comparison["head_runs"]?.integer ?? -1)"
      #expect(row.contains(">\(runs)"), "\(script): \(row)")
      #expect(row.contains(comparison["verdict"]?.text ?? "?"))
      let effect = comparison["effect"]?.double
      #expect(row.contains(effect.map(Quantity.change) ?? "–"))
      if let ends = comparison["interval"]?.elements?.compactMap(\.double), ends.count == 2 {
        #expect(row.contains(Quantity.changes(ends[0], ends[1])))
      }
      for side in ["base_median", "head_median"] {
        let median = comparison[side]?.double
        #expect(row.contains(median.map { Quantity($0, .seconds).text } ?? "–"))
      }
    }
  }

  @Test func aBranchIsComparedWithWhereItLeft() throws {
    let store = try store()
    for head in ["topic", JudgingStore.sha(43)] {
      let outcome = try store.run(
        ["compare", "main", head, "--script", "build", "--format", "json"])
      let json = try JSONValue.parse(Array(outcome.output.utf8))
      let comparison = try #require(json["comparisons"]?.elements?.first)
      // The level of 30 came after the branch was made.
      #expect(abs((comparison["base_median"]?.double ?? 0) - 10) < 0.2)
      #expect(abs((comparison["head_median"]?.double ?? 0) - 27.7) < 0.4)
    }
    let check = try store.run(["check", "topic", "--script", "build", "--format", "json"])
    let judged = try JSONValue.parse(Array(check.output.utf8))["comparisons"]?.elements?.first
    #expect(abs((judged?["base_median"]?.double ?? 0) - 10) < 0.2)
  }
}
