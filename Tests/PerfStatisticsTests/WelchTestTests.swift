import PerfStatistics
import Testing

@Suite struct WelchTestTests {
  @Test(arguments: SciPyValues.cases) func agreesWithSciPy(_ expected: SciPyCase) throws {
    let test = try #require(WelchTest(base: expected.base, head: expected.head))
    #expect(abs(test.t - expected.welchT) < 1e-10)
    #expect(abs(test.degreesOfFreedom - expected.welchDegrees) < 1e-10)
    #expect(abs(test.probability - expected.welchProbability) < 1e-12)
  }

  @Test func needsASpread() {
    #expect(WelchTest(base: [1], head: [1, 2]) == nil)
    #expect(WelchTest(base: [1, 1], head: [2, 2]) == nil)
  }
}
