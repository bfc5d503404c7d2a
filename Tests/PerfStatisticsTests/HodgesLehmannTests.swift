import PerfStatistics
import PerfTestSupport
import Testing

@Suite struct HodgesLehmannTests {
  @Test(arguments: SciPyValues.cases) func agreesWithAllDifferences(_ expected: SciPyCase) throws {
    let shift = try #require(HodgesLehmann.shift(base: expected.base, head: expected.head))
    #expect(abs(shift.estimate - expected.shift) < 1e-12)
    guard let lower = expected.interval.first, let upper = expected.interval.last else { return }
    let interval = try #require(shift.interval)
    #expect(abs(interval.lower - lower) < 1e-12)
    #expect(abs(interval.upper - upper) < 1e-12)
  }

  @Test func findsTheSameInManyDifferencesAsBySorting() throws {
    var random = SeededGenerator(seed: 5)
    for count in [30, 57, 200] {
      let base = (0..<count).map { _ in random.nearlyNormal() }
      let head = (0..<count + 3).map { _ in (random.nearlyNormal() * 8).rounded() / 8 }
      let sorted = head.flatMap { b in base.map { b - $0 } }
      let expected = try #require(median(sorted))
      let shift = try #require(HodgesLehmann.shift(base: base, head: head))
      #expect(abs(shift.estimate - expected) < 1e-12)
    }
  }

  @Test func movesWithTheHeadAndScalesWithBoth() throws {
    let base = [3.1, 2.9, 3.4, 3.0, 3.3]
    let head = [3.6, 3.5, 3.9, 3.2, 3.8]
    let shift = try #require(HodgesLehmann.shift(base: base, head: head))
    let moved = try #require(HodgesLehmann.shift(base: base, head: head.map { $0 + 2 }))
    #expect(abs(moved.estimate - shift.estimate - 2) < 1e-12)
    let ratio = try #require(HodgesLehmann.ratio(base: base, head: head))
    let scaled = try #require(
      HodgesLehmann.ratio(base: base.map { $0 * 7 }, head: head.map { $0 * 7 }))
    #expect(abs(ratio.estimate - scaled.estimate) < 1e-12)
  }

  @Test func coversTheTruthAsOftenAsItSays() throws {
    var random = SeededGenerator(seed: 11)
    var covered = 0
    for _ in 0..<1000 {
      let base = (0..<8).map { _ in random.nearlyNormal() }
      let head = (0..<9).map { _ in random.nearlyNormal() + 0.7 }
      let shift = try #require(HodgesLehmann.shift(base: base, head: head, level: 0.9))
      let interval = try #require(shift.interval)
      if interval.contains(0.7) { covered += 1 }
    }
    #expect((880...960).contains(covered), "at least 900 are expected, with a deviation of 9")
  }

  @Test func hasNoRatioOfZeros() {
    #expect(HodgesLehmann.ratio(base: [0, 1], head: [1, 2]) == nil)
    #expect(HodgesLehmann.ratio(base: [], head: [1, 2]) == nil)
  }

  @Test func hasNoIntervalOfTooFewValues() throws {
    let shift = try #require(HodgesLehmann.shift(base: [1, 2], head: [3, 4]))
    #expect(shift.estimate == 2)
    #expect(shift.interval == nil)
  }

  @Test func staysFiniteAtTheEndsOfTheNumbers() throws {
    let great = Double.greatestFiniteMagnitude
    let shift = try #require(HodgesLehmann.shift(base: [-great, -great], head: [great, great]))
    #expect(shift.estimate == great)
    let many = try #require(
      HodgesLehmann.shift(
        base: Array(repeating: -great, count: 40), head: Array(repeating: great, count: 40)))
    #expect(many.estimate.isFinite)
    let ratio = try #require(
      HodgesLehmann.ratio(base: [.leastNonzeroMagnitude], head: [great]))
    #expect(ratio.estimate == great)
  }
}
