import PerfStatistics
import PerfTestSupport
import Testing

@Suite struct ChangePointDetectorTests {
  private let detector = ChangePointDetector()

  /// Values around 100 with a spread of 1 %, changed by the factors at the given places.
  private func series(
    _ count: Int, seed: UInt64 = 1, factors: [Int: Double] = [:]
  ) -> [Double] {
    var random = SeededGenerator(seed: seed)
    var level = 100.0
    return (0..<count).map { index in
      level *= factors[index] ?? 1
      return level * (1 + 0.01 * random.nearlyNormal())
    }
  }

  /// Levels that wander while they stay; 0.5 % up was told beside medians that went down.
  @Test func tellsTheDirectionThatTheLevelsHave() {
    var generator = SeededGenerator(seed: 11)
    var changes = 0
    for _ in 0..<60 {
      var level = 0.0
      let values = (0..<400).map { _ in
        level += 0.004 * generator.nearlyNormal()
        return 100 * (1 + level + 0.003 * generator.nearlyNormal())
      }
      for change in ChangePointDetector().changePoints(in: values) where change.kind == .step {
        changes += 1
        #expect((change.effect > 0) == (change.levelAfter > change.levelBefore))
      }
    }
    #expect(changes > 100)
  }

  @Test func findsStepsWithTheirEffects() throws {
    let points = detector.changePoints(in: series(300, factors: [100: 1.1, 200: 0.8]))
    #expect(points.map(\.index) == [100, 200])
    #expect(points.map(\.kind) == [.step, .step])
    let first = try #require(points.first)
    #expect(abs(first.effect - 0.1) < 0.01)
    let interval = try #require(first.interval)
    #expect(interval.contains(first.effect))
    #expect(abs(first.levelBefore - 100) < 0.5)
    #expect(abs(first.levelAfter - 110) < 0.5)
    #expect(first.confidence > 0.999)
    #expect(first.strength > 1)
    #expect(points.allSatisfy { $0.end == $0.index })
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>) func isQuietWhereNothingChanges(_ seed: UInt64) {
    #expect(detector.changePoints(in: series(300, seed: seed)).isEmpty)
  }

  @Test func tellsAStepFromItsThirdPoint() {
    let values = series(103, factors: [100: 1.1])
    #expect(detector.changePoints(in: Array(values.prefix(102))).isEmpty)
    #expect(detector.changePoints(in: values).map(\.index) == [100])
  }

  @Test func waitsWithALargeChangeForItsFifthPoint() {
    let values = series(105, factors: [100: 2])
    #expect(detector.changePoints(in: Array(values.prefix(104))).isEmpty)
    #expect(detector.changePoints(in: values).map(\.index) == [100])
  }

  @Test func tellsADriftOnce() throws {
    var values = series(400, seed: 4)
    for i in 100..<400 { values[i] *= 1 + 0.3 * min(1, Double(i - 100) / 200) }
    let points = detector.changePoints(in: values)
    let drift = try #require(points.first)
    #expect(points.count == 1)
    #expect(drift.kind == .drift)
    #expect(abs(drift.index - 100) < 20)
    #expect(abs(drift.end - 300) < 20)
    #expect(abs(drift.effect - 0.3) < 0.03)
  }

  /// A clock that gives few different numbers, as github-action-benchmark's own history has it: most neighbours are equal, so
  /// that the modes of the noise are far apart beside the spread within one.
  @Test func placesStepsOfACoarseClock() {
    let modes = [23.2, 24.3, 23.2, 27.9, 23.2]
    let last = [8.2, 7.6, 7.5, 7.7, 7.5, 7.6, 7.6, 8.7, 7.6, 7.4, 7.9, 7.9, 7.6, 7.6]
    let values =
      (0..<66).map { modes[$0 % 5] } + [Double](repeating: 18.8, count: 21)
      + [Double](repeating: 20, count: 11) + last
    let changes = ChangePointDetector().changePoints(in: values)
    #expect(changes.map(\.index) == [66, 98])
    #expect(changes.map(\.kind) == [.step, .step])
  }

  @Test func tellsASpikeBesideTheChanges() throws {
    var values = series(200, seed: 5)
    for i in 80..<83 { values[i] *= 1.6 }
    let analysis = detector.analyze(values)
    #expect(analysis.changePoints.isEmpty)
    let spike = try #require(analysis.spikes.first)
    #expect(analysis.spikes.count == 1)
    #expect(spike.kind == .spike)
    #expect((spike.index, spike.end) == (80, 83))
    #expect(abs(spike.effect - 0.6) < 0.05)
  }

  @Test func tellsTheNoiseAndWhatItHides() {
    let analysis = detector.analyze(series(500, seed: 6))
    #expect(abs(analysis.noise.spread - 0.01) < 0.0015)
    #expect(analysis.noise.autocorrelation < 0.1)
    #expect((0.01...0.03).contains(analysis.smallestStep))
  }

  @Test func holdsTheLeastEffect() {
    var parameters = ChangePointDetector.Parameters()
    parameters.leastEffect = 0.2
    let values = series(200, factors: [100: 1.1])
    #expect(ChangePointDetector(parameters: parameters).changePoints(in: values).isEmpty)
  }

  @Test func findsTheSameInEveryUnit() {
    let values = series(300, factors: [150: 1.05])
    let own = detector.changePoints(in: values)
    let scaled = detector.changePoints(in: values.map { $0 * 1024 })
    #expect(own.map(\.index) == scaled.map(\.index))
    #expect(zip(own, scaled).allSatisfy { abs($0.effect - $1.effect) < 1e-9 })
  }

  @Test func keepsThePlacesOfLeftOutValues() {
    var values = series(300, factors: [150: 1.1])
    values.insert(contentsOf: [.nan, .infinity], at: 20)
    #expect(detector.changePoints(in: values).map(\.index) == [152])
  }

  @Test func findsStepsAmongZerosAndNegatives() throws {
    let values = series(100).map { $0 - 100 } + series(100, seed: 2).map { $0 - 90 }
    let point = try #require(detector.changePoints(in: values).first)
    #expect(abs(point.index - 100) <= 1)
    #expect(abs(point.levelAfter - 10) < 1)
    let counts = Array(repeating: 0.0, count: 60) + Array(repeating: 8.0, count: 40)
    let count = try #require(detector.changePoints(in: counts).first)
    #expect((count.index, count.levelBefore, count.levelAfter) == (60, 0, 8))
    #expect(count.effect == 1)
  }

  static let badInput: [[Double]] = [
    [], [1], [.nan], [.nan, .infinity, -.infinity], Array(repeating: 0, count: 50),
    Array(repeating: 7, count: 50), Array(repeating: .leastNonzeroMagnitude, count: 50),
    Array(repeating: .greatestFiniteMagnitude, count: 50),
    (0..<50).map { $0.isMultiple(of: 2) ? -.greatestFiniteMagnitude : .greatestFiniteMagnitude },
    (0..<50).map { $0 < 25 ? .leastNonzeroMagnitude : .greatestFiniteMagnitude },
    (0..<50).map { $0 < 25 ? 0 : .greatestFiniteMagnitude },
    (0..<50).map { 9_007_199_254_740_992 + Double($0) }, (0..<50).map { -Double($0) },
    (0..<9).map(Double.init), (0..<10).map(Double.init),
    (0..<60).map { $0.isMultiple(of: 5) ? .nan : Double($0 / 30) },
  ]

  @Test(arguments: badInput) func answersBadInputWithFiniteNumbers(_ values: [Double]) {
    let analysis = detector.analyze(values)
    for point in analysis.changePoints + analysis.spikes {
      let numbers = [
        point.effect, point.levelBefore, point.levelAfter, point.confidence, point.strength,
        point.interval?.lower ?? 0, point.interval?.upper ?? 0,
      ]
      #expect(numbers.allSatisfy { $0.isFinite }, "\(point)")
      #expect(values.indices.contains(point.index))
      #expect(point.index > 0 || point.kind == .spike)
    }
    #expect(analysis.noise.spread.isFinite)
    #expect(analysis.noise.inflation.isFinite)
    #expect(analysis.smallestStep.isFinite)
  }

  @Test func endsSoonOnManyEqualValues() {
    #expect(detector.changePoints(in: [Double](repeating: 4, count: 20_000)).isEmpty)
  }
}
