import PerfStatistics
import Testing

@Suite struct WilcoxonSignedRankTests {
  @Test(arguments: SciPyValues.pairs.indices) func agreesWithSciPy(_ index: Int) throws {
    let expected = SciPyValues.pairs[index]
    let test = try #require(WilcoxonSignedRank(base: expected.base, head: expected.head))
    #expect(test.w == expected.w)
    #expect(abs(test.probabilityGreater - expected.greater) < 1e-12)
    #expect(abs(test.probabilityLess - expected.less) < 1e-12)
  }

  @Test func leavesOutPairsThatDoNotDiffer() throws {
    let test = try #require(WilcoxonSignedRank(base: [1, 2, .nan, 4], head: [1, 3, 3, 6]))
    #expect(test.pairs == 2)
    #expect(test.w == 3)
    #expect(test.probabilityGreater == 0.25)
    #expect(WilcoxonSignedRank(base: [1], head: [1]) == nil)
  }
}
