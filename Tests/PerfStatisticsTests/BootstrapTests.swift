import PerfStatistics
import Testing

@Suite struct BootstrapTests {
  @Test func placesTheEndsAsSciPyDoes() throws {
    let sample = SciPyValues.bootstrapSample
    let jackknife = try sample.indices.map { left in
      var rest = sample
      rest.remove(at: left)
      return try #require(median(rest))
    }
    let estimate = try #require(median(sample))
    let interval = try #require(
      Bootstrap.interval(
        estimate: estimate, replicates: SciPyValues.replicates,
        jackknife: jackknife, level: 0.9))
    #expect(abs(interval.lower - SciPyValues.medianInterval.lower) < 1e-9)
    #expect(abs(interval.upper - SciPyValues.medianInterval.upper) < 1e-9)
  }

  @Test func comesNearSciPyWithResamplesOfItsOwn() throws {
    let sample = SciPyValues.bootstrapSample
    let mean = { (values: [Double]) in values.reduce(0, +) / Double(values.count) }
    let interval = try #require(Bootstrap.interval(of: sample, seed: 1, statistic: mean))
    #expect(abs(interval.lower - SciPyValues.meanInterval.lower) < 0.01)
    #expect(abs(interval.upper - SciPyValues.meanInterval.upper) < 0.01)
    #expect(interval == Bootstrap.interval(of: sample, seed: 1, statistic: mean))
  }

  @Test func answersEqualValues() throws {
    let interval = try #require(
      Bootstrap.interval(of: [2, 2, 2], resamples: 99, seed: 1) { $0.reduce(0, +) / 3 })
    #expect(interval.lower.isFinite && interval.upper.isFinite)
    #expect(Bootstrap.interval(of: [.nan, 1], seed: 1) { $0[0] } == nil)
  }
}
