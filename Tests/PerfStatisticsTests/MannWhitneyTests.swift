import PerfStatistics
import PerfTestSupport
import Testing

@Suite struct MannWhitneyTests {
  @Test(arguments: SciPyValues.cases) func agreesWithSciPy(_ expected: SciPyCase) throws {
    let test = try #require(MannWhitney(base: expected.base, head: expected.head))
    let isExact = expected.base.count * expected.head.count <= 625
    #expect(test.method == (isExact ? .exact : .normalApproximation))
    #expect(test.u == expected.u)
    #expect(abs(test.probabilityGreater - expected.greater) < 1e-12)
    #expect(abs(test.probabilityLess - expected.less) < 1e-12)
  }

  @Test(arguments: SciPyValues.cases) func approximatesAsSciPyDoes(_ expected: SciPyCase) throws {
    let test = try #require(
      MannWhitney(base: expected.base, head: expected.head, method: .normalApproximation))
    #expect(abs(test.probabilityGreater - expected.approximateGreater) < 1e-12)
    #expect(abs(test.probabilityLess - expected.approximateLess) < 1e-12)
  }

  @Test(arguments: SciPyValues.cases) func exchangesTailsWithTheSamples(_ values: SciPyCase) throws
  {
    let test = try #require(MannWhitney(base: values.base, head: values.head))
    let exchanged = try #require(MannWhitney(base: values.head, head: values.base))
    #expect(abs(test.probabilityGreater - exchanged.probabilityLess) < 1e-14)
    #expect(test.u + exchanged.u == Double(values.base.count * values.head.count))
  }

  @Test func knowsNothingOfEqualValues() throws {
    let test = try #require(MannWhitney(base: [3, 3, 3], head: [3, 3, 3, 3]))
    #expect(test.probability == 1)
    let many = try #require(
      MannWhitney(base: Array(repeating: 3, count: 40), head: Array(repeating: 3, count: 40)))
    #expect(many.probability == 1)
  }

  @Test func leavesOutWhatIsNotFinite() {
    #expect(
      MannWhitney(base: [1, .nan, 2], head: [.infinity, 3, 4])
        == MannWhitney(base: [1, 2], head: [3, 4]))
    #expect(MannWhitney(base: [.nan], head: [1]) == nil)
    #expect(MannWhitney(base: [1], head: []) == nil)
  }

  @Test func alarmsNoMoreOftenThanItSays() throws {
    var random = SeededGenerator(seed: 3)
    var alarms = 0
    for _ in 0..<2000 {
      let base = (0..<6).map { _ in (random.nearlyNormal() * 2).rounded() }
      let head = (0..<6).map { _ in (random.nearlyNormal() * 2).rounded() }
      let test = try #require(MannWhitney(base: base, head: head))
      if test.probabilityGreater <= 0.05 { alarms += 1 }
    }
    #expect(alarms <= 130, "5 % of 2000 are 100, with a deviation of 10")
  }
}
