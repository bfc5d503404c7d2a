import PerfTestSupport
import Testing

@testable import PerfCharts

@Suite struct PointReductionTests {
  private static func columns(seed: UInt64) -> (values: [Double], starts: [Int]) {
    var random = SeededGenerator(seed: seed)
    var (values, starts) = ([Double](), [0])
    for column in 0..<3000 {
      for _ in 0..<Int.random(in: 1...5, using: &random) {
        let outlier = Int.random(in: 0..<500, using: &random) == 0 ? 3.0 : 1
        values.append((column < 1234 ? 10 : 12) + outlier * random.nearlyNormal())
      }
      starts.append(values.count)
    }
    return (values, starts)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func keepsItsPromises(seed: UInt64) throws {
    let (values, starts) = Self.columns(seed: seed)
    let limit = 2000
    let reduction = PointReduction(
      values: values, starts: starts, boundaries: [1234], limit: limit)
    let buckets = PointReduction.buckets(columns: 3000, boundaries: [1234], count: limit / 5)
    #expect(buckets.contains { $0.lowerBound == 1234 }, "no bucket spans the change")
    #expect(reduction.chosen.count <= limit + 2 * buckets.count)
    #expect(reduction.chosen == Array(Set(reduction.chosen)).sorted())
    for bucket in buckets {
      let all = starts[bucket.lowerBound]..<starts[bucket.upperBound]
      let chosen = reduction.chosen.filter(all.contains).map { values[$0] }.sorted()
      let sorted = all.map { values[$0] }.sorted()
      #expect(chosen.first == sorted.first && chosen.last == sorted.last)
      let most = (sorted.count + chosen.count - 2) / max(chosen.count - 1, 1)
      for (low, high) in zip(chosen, chosen.dropFirst()) {
        #expect(sorted.count { $0 > low && $0 < high } < most, "density is kept")
      }
    }
  }

  @Test func keepsAllOfFew() {
    #expect(PointReduction(values: [3, 1, 2], starts: [0, 2, 3], limit: 3).chosen == [0, 1, 2])
    #expect(PointReduction(values: [], starts: [0], limit: 3).chosen == [])
  }

  @Test func keepsExtremesOfEqualValues() {
    let values = [Double](repeating: 1, count: 5000)
    let chosen = PointReduction(values: values, starts: [0, 5000], limit: 100).chosen
    #expect(chosen.count == 100)
    #expect(Set(chosen).count == 100)
  }
}

@Suite struct LineReductionTests {
  @Test func keepsEndsExtremesAndBothSidesOfAChange() {
    var random = SeededGenerator(seed: 4)
    var values = (0..<5000).map { _ in random.nearlyNormal() }
    values[3333] = 40
    values[17] = -40
    let chosen = Set(LineReduction(values: values, boundaries: [2500], limit: 400).chosen)
    #expect(chosen.isSuperset(of: [0, 17, 2499, 2500, 3333, 4999]))
    #expect(chosen.count <= 400 + 8)
  }
}

@Suite struct DensityTests {
  @Test func integratesToOne() {
    var random = SeededGenerator(seed: 6)
    let density = Density(of: (0..<500).map { _ in random.nearlyNormal() }, count: 400)
    let step = density.places[1] - density.places[0]
    #expect(abs(density.heights.reduce(0, +) * step - 1) < 1e-3)
  }

  /// The kernel's own shape: 99 of 100 values at one place make it 0.99·35/32/h high.
  @Test func isTheKernelWhereValuesAreAlone() throws {
    let density = Density(of: [Double](repeating: 0, count: 99) + [1000], count: 20_001)
    let peak = try #require(density.heights.max())
    let half = zip(density.places, density.heights).filter { $0.1 > peak / 2 && $0.0 < 500 }
    let width = try #require(half.last).0 - half[0].0
    // (1 - u²)³ is a half at u = sqrt(1 - 0.5^(1/3)) = 0.4542; the support is 1 to its 0.9084.
    let support = 0.5 * width / 0.4542
    #expect(abs(peak - 0.99 * 35 / 32 / support) < 0.02 * peak)
  }

  @Test(arguments: [[], [1], [1, 2], [2, 2, 2, 2], [1e15, 1e15, 1e15 + 1]])
  func isEmptyWithoutSpread(values: [Double]) {
    #expect(Density(of: values).places.isEmpty)
  }
}
