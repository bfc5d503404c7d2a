import Testing

@testable import PerfInterchange
@testable import PerfTrace

@Suite struct MeasurementUnitTests {
  static let times: [(String, Double)] = [
    ("ns/iter", 1e9), ("ns/op", 1e9), ("ns", 1e9), ("us", 1e6), ("µs", 1e6), ("usec", 1e6),
    ("ms", 1e3), ("msec", 1e3), ("sec", 1), ("seconds", 1), ("s/ops", 1), ("min", 1 / 60),
    ("US / Op", 1e6),
  ]

  @Test(arguments: times)
  func takesTimesForTimes(text: String, perSecond: Double) {
    #expect(MeasurementUnit(text).kind == .time(perSecond: perSecond))
    #expect(MeasurementUnit(text).polarity == .lower)
  }

  @Test(arguments: ["ops/s", "ops/sec", "iter/sec", "req/s", "MB/s", "ops/us", "Hz", "rows / min"])
  func takesRatesForRates(text: String) {
    #expect(MeasurementUnit(text).kind == .rate)
    #expect(MeasurementUnit(text).polarity == .higher)
    #expect(MeasurementUnit(text).metricName == "throughput")
  }

  @Test(arguments: ["", "#", "B/op", "MB", "%", "auxMetricUnits", "ms/GB", "/", "seconds²"])
  func leavesAllElseAlone(text: String) {
    #expect(MeasurementUnit(text).kind == .other)
    #expect(MeasurementUnit(text).polarity == nil)
  }
}
