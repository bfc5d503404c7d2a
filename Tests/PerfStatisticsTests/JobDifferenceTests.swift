import PerfStatistics
import Testing

@Suite struct JobDifferenceTests {
  @Test func asksForMoreThanJobsDiffer() throws {
    // By hand: the logarithms are ±0.01 in equal numbers, so that the median of their distances and
    // the 0.85 quantile are both 0.01; σ = 0.01 · 1.4826 · (1 + 1.5/30); t(0.99, 29) = 2.4620214.
    let medians = (0..<30).map { $0.isMultiple(of: 2) ? 1.010050167 : 0.990049834 }
    let difference = try #require(JobDifference(medians: medians))
    #expect(difference.jobs == 30)
    #expect(abs(difference.sigma - 0.015567) < 1e-6)
    #expect(abs(difference.leastEffect - 0.055697) < 1e-5)
  }

  @Test func knowsNothingOfOneJob() {
    #expect(JobDifference(medians: [1]) == nil)
    #expect(JobDifference(medians: [1, 0, .nan]) == nil)
  }
}
