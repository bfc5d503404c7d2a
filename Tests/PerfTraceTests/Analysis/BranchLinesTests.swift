import PerfTrace
import Testing

@Suite struct BranchLinesTests {
  private func history(_ branches: [(String?, Int)]) -> History {
    var maker = FossilMaker()
    for (branch, commit) in branches {
      maker.branch = branch
      maker.add(commit: commit, value: 1)
    }
    return maker.history
  }

  @Test(
    arguments: [
      (["main", "topic", "topic"], nil, "main"), (["master", "topic", "topic"], nil, "master"),
      (["dev", "topic", "topic"], nil, "topic"), (["main", "dev"], "dev", "dev"),
      (["main", "dev"], "gone", "main"), (["b", "a"], nil, "a"),
    ] as [([String], String?, String)])
  func findsTheDefaultBranch(branches: [String], configured: String?, expected: String) {
    let history = history(branches.enumerated().map { ($1, $0) })
    let lines = BranchLines(history, configured: configured)
    #expect(history.branches[Int(lines.defaultBranch)] == expected)
  }

  @Test func hasNoDefaultBranchWhereNoneIsNamed() {
    #expect(BranchLines(history([(nil, 1), (nil, 2)])).defaultBranch == -1)
    #expect(BranchLines(History(fossils: [])).defaultBranch == -1)
  }

  @Test func givesABranchItsOwnCommitsOnly() throws {
    // 0 - 1 - 2 main; topic was measured at 1 before it had the commit 3.
    let history = history([("main", 0), ("main", 1), ("main", 2), ("topic", 1), ("topic", 3)])
    let lines = BranchLines(history)
    let topic = Int32(try #require(history.branches.firstIndex(of: "topic")))
    let byCommit = Dictionary(
      uniqueKeysWithValues: history.commits.enumerated().map { ($1.sha, Int32($0)) })
    let shared = try #require(byCommit[FossilMaker.sha(1)])
    let own = try #require(byCommit[FossilMaker.sha(3)])
    #expect(lines.line(branch: topic, commit: shared) == lines.defaultBranch)
    #expect(lines.line(branch: topic, commit: own) == topic)
    #expect(lines.line(branch: -1, commit: own) == lines.defaultBranch)
  }

  @Test func leavesMergesByTheFirstParent() throws {
    var maker = FossilMaker()
    maker.add(commit: 1, value: 1, parents: [])
    maker.branch = "topic"
    maker.add(commit: 2, value: 1, parents: [1])
    maker.branch = "main"
    maker.add(commit: 3, value: 1, parents: [1, 2])
    let history = maker.history
    let lines = BranchLines(history)
    let merged = try #require(history.commits.firstIndex { $0.sha == FossilMaker.sha(2) })
    #expect(!lines.isMainline[merged])
  }
}
