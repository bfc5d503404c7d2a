import PerfStatistics
import PerfTestSupport
import Testing

@Suite struct PELTTests {
  /// The least cost over every segmentation, by the plain recursion without pruning.
  private func leastCost(of values: [Double], penalty: Double, minimum: Int) -> Double {
    var best = [Double](repeating: .infinity, count: values.count + 1)
    best[0] = -penalty
    for end in minimum...values.count {
      for start in 0...end - minimum where best[start] < .infinity {
        best[end] = min(best[end], best[start] + cost(values[start..<end]) + penalty)
      }
    }
    return best[values.count]
  }

  private func cost(_ values: ArraySlice<Double>) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func reachesTheLeastCostOfAllSegmentations(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var values = (0..<120).map { _ in random.nearlyNormal() }
    for i in 40..<120 { values[i] += 3 }
    for i in 75..<120 { values[i] -= 1.5 }
    let penalty = 8.0
    let cuts = PELT.changePoints(in: values, penalty: penalty, minimumLength: 1)
    let ends = [0] + cuts + [values.count]
    let own = zip(ends, ends.dropFirst()).reduce(-penalty) {
      $0 + cost(values[$1.0..<$1.1]) + penalty
    }
    #expect(abs(own - leastCost(of: values, penalty: penalty, minimum: 1)) < 1e-9)
  }

  @Test func keepsTheLeastLength() {
    var random = SeededGenerator(seed: 9)
    let values = (0..<200).map { _ in random.nearlyNormal() }
    let cuts = PELT.changePoints(in: values, penalty: 0.1, minimumLength: 6)
    let ends = [0] + cuts + [values.count]
    #expect(!cuts.isEmpty)
    #expect(zip(ends, ends.dropFirst()).allSatisfy { $1 - $0 >= 6 })
  }

  @Test(arguments: [1, 4]) func findsAStepOnItsGrid(_ grid: Int) {
    let values = Array(repeating: 0.0, count: 40) + Array(repeating: 1.0, count: 43)
    #expect(
      PELT.changePoints(in: values, penalty: 0.1, minimumLength: 4, grid: grid) == [40])
  }

  @Test func endsSoonOnManyEqualValues() {
    let values = [Double](repeating: 0, count: 20_000)
    #expect(PELT.changePoints(in: values, penalty: 1, minimumLength: 4).isEmpty)
    #expect(PELT.changePoints(in: [], penalty: 1, minimumLength: 4).isEmpty)
  }
}
