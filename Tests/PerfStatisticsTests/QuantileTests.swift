import PerfStatistics
import Testing

@Suite struct QuantileTests {
  @Test func interpolatesBetweenOrderStatistics() {
    #expect(quantile(0.25, of: [4, 1, 3, 2]) == 1.75)
    #expect(medianAbsoluteDeviation([1, 1, 2, 2, 4, 6, 9]) == 1)
  }
}
