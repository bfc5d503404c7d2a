import PerfTrace
import Testing

@Suite struct ComparatorTests {
  /// Thirty jobs of main, and a branch from commit 29 that gets slower on its way.
  private func maker(branchLevels: [Double]) -> FossilMaker {
    var maker = FossilMaker()
    for commit in 0..<30 { maker.add(commit: commit, level: 10, runs: 3) }
    maker.branch = "feature"
    for (index, level) in branchLevels.enumerated() {
      let parent = index == 0 ? 29 : 99 + index
      for _ in 0..<3 { maker.add(commit: 100 + index, value: level, parents: [parent]) }
    }
    return maker
  }

  private func compare(_ base: String, _ head: String, _ maker: FossilMaker) throws -> Comparison {
    let collection = maker.collection
    let comparator = try Comparator(
      collection, base: Selection(base, in: collection), head: Selection(head, in: collection))
    return try #require(comparator.compareAll().first)
  }

  /// Two points before a step and four after it are too few for the detector; mixed, they made the branch as a base slower
  /// by half of what it is.
  @Test func takesOnlyTheNewestLevelOfAShortBranch() throws {
    let maker = maker(branchLevels: [10.01, 10.02, 13.01, 13.02, 13, 13.03])
    let forward = try compare("main", "feature", maker)
    #expect(forward.verdict == .regressed)
    #expect(abs((forward.effect ?? 0) - 0.3) < 0.01)
    let backward = try compare("feature", "main", maker)
    #expect(backward.verdict == .improved)
    #expect(abs((backward.effect ?? 0) + 0.23) < 0.01)
    #expect(backward.base.values.count == 12)
  }

  @Test func takesWhatTheTipOfABranchSays() throws {
    let comparison = try compare("main", "feature", maker(branchLevels: [10, 10.02, 13]))
    #expect(comparison.head.values == [13, 13, 13])
    #expect(comparison.verdict == .regressed)
  }

  @Test func poolsTheCommitsOfABranchThatDoNotDiffer() throws {
    let comparison = try compare("main", "feature", maker(branchLevels: [10.1, 9.95, 10.02]))
    #expect(comparison.head.values.count == 9)
    #expect(comparison.verdict == .pass)
  }
}
