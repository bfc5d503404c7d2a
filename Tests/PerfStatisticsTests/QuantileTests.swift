import PerfStatistics
import PerfTestSupport
import Testing

@Suite struct QuantileTests {
  @Test func interpolatesBetweenOrderStatistics() {
    #expect(quantile(0.25, of: [4, 1, 3, 2]) == 1.75)
    #expect(medianAbsoluteDeviation([1, 1, 2, 2, 4, 6, 9]) == 1)
  }

  @Test(arguments: SciPyValues.cases) func agreesWithNumPy(_ expected: SciPyCase) throws {
    for (probability, value) in zip(SciPyValues.probabilities, expected.quantiles) {
      let own = try #require(quantile(probability, of: expected.base))
      #expect(abs(own - value) < 1e-12)
    }
    let deviation = try #require(medianAbsoluteDeviation(expected.base))
    #expect(abs(deviation - expected.deviation) < 1e-12)
  }

  @Test func selectsAsSortingDoes() throws {
    var random = SeededGenerator(seed: 1)
    for count in [1, 2, 3, 13, 14, 100, 1001] {
      let values = (0..<count).map { _ in (random.nearlyNormal() * 20).rounded() }
      let sorted = values.sorted()
      for rank in stride(from: 0, to: count, by: max(1, count / 7)) {
        let probability = count > 1 ? Double(rank) / Double(count - 1) : 0
        let own = try #require(quantile(probability, of: values))
        #expect(abs(own - sorted[rank]) < 1e-9)
      }
    }
  }

  @Test func leavesOutWhatIsNotFinite() {
    #expect(median([.nan, 1, .infinity, 3, -.infinity]) == 2)
    #expect(median([]) == nil)
    #expect(median([.nan]) == nil)
    #expect(medianAbsoluteDeviation([.nan]) == nil)
    #expect(quantile(.nan, of: [1]) == nil)
    #expect(quantile(7, of: [1, 2]) == 2)
  }

  @Test func doesNotOverflowBetweenGreatNumbers() {
    let great = Double.greatestFiniteMagnitude
    #expect(median([-great, great]) == 0)
  }
}
