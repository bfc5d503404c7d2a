import PerfStatistics
import PerfTestSupport
import Testing

@Suite struct TwoSampleJudgementTests {
  private func sample(_ count: Int, level: Double = 1, spread: Double, seed: UInt64) -> [Double] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in level * (1 + spread * random.nearlyNormal()) }
  }

  @Test(arguments: [(1.1, TwoSampleJudgement.Verdict.regressed), (0.9, .improved), (1, .pass)])
  func judges(_ factor: Double, _ verdict: TwoSampleJudgement.Verdict) throws {
    let base = sample(10, spread: 0.01, seed: 1)
    let head = sample(10, level: factor, spread: 0.01, seed: 2)
    let judgement = TwoSampleJudgement.judge(base: base, head: head)
    #expect(judgement.verdict == verdict)
    let effect = try #require(judgement.effect)
    #expect(abs(effect - (factor - 1)) < 0.015)
    let bounds = try #require(judgement.bounds)
    #expect(bounds.contains(effect))
    #expect(judgement.isSuspect == (factor > 1))
    #expect(judgement.runsNeeded == nil)
  }

  @Test func needsTheLimitAndNotTheTestAlone() {
    let base = sample(20, spread: 0.002, seed: 1)
    let head = sample(20, level: 1.02, spread: 0.002, seed: 2)
    let judgement = TwoSampleJudgement.judge(base: base, head: head)
    #expect(judgement.probabilityGreater < 0.001)
    #expect(judgement.verdict == .pass)
  }

  @Test func saysHowManyRunsAreNeeded() throws {
    let few = TwoSampleJudgement.judge(base: [1, 2, 1], head: [1, 1.5, 2])
    #expect(few.verdict == .inconclusive)
    #expect(few.runsNeeded == 5)
    #expect(few.bounds == nil)
    let noisy = TwoSampleJudgement.judge(
      base: sample(6, spread: 0.1, seed: 1), head: sample(6, spread: 0.1, seed: 4))
    #expect(noisy.verdict == .inconclusive)
    let runs = try #require(noisy.runsNeeded)
    #expect(runs > 6)
    let visible = try #require(noisy.smallestVisibleEffect)
    #expect(visible > 0.05)
  }

  @Test(arguments: [(0.05, 4), (0.01, 5), (0.001, 7), (0.004, 5)])
  func knowsTheFewestRuns(_ significance: Double, _ runs: Int) {
    #expect(TwoSampleJudgement.fewestRuns(significance: significance) == runs)
  }

  @Test func asksMoreOfManyScripts() {
    #expect(TwoSampleJudgement.Limits.secondStage(scripts: 20).significance == 0.01)
    #expect(TwoSampleJudgement.Limits.secondStage(scripts: 21).significance == 0.001)
  }

  static let badInput: [([Double], [Double])] = [
    ([], []), ([1], []), ([.nan], [.nan]), ([0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]),
    ([1], [0, 0]), ([0, 0, 0, 0, 0], [5, 5, 5, 5, 5]), ([-1, -2, -3], [1, 2, 3]),
    ([.leastNonzeroMagnitude], [.greatestFiniteMagnitude]),
    (
      Array(repeating: -.greatestFiniteMagnitude, count: 8),
      Array(repeating: .greatestFiniteMagnitude, count: 8)
    ),
    (Array(repeating: 2, count: 100), Array(repeating: 2, count: 100)),
  ]

  @Test(arguments: badInput) func answersBadInput(_ base: [Double], _ head: [Double]) {
    let judgement = TwoSampleJudgement.judge(base: base, head: head)
    let isEmpty = !base.contains(where: \.isFinite) || !head.contains(where: \.isFinite)
    #expect((judgement.effect == nil) == isEmpty)
    let numbers: [Double] = [
      judgement.effect ?? 0, judgement.bounds?.lowerBound ?? 0, judgement.bounds?.upperBound ?? 0,
      judgement.probabilityGreater, judgement.probabilityLess,
      judgement.smallestVisibleEffect ?? 0,
    ]
    #expect(numbers.allSatisfy { $0.isFinite })
  }

  @Test func comparesPartsOfTheGreatestWhereMostAreZero() {
    let judgement = TwoSampleJudgement.judge(
      base: [0, 0, 0, 0, 0, 0, 0], head: [5, 5, 5, 5, 5, 5])
    #expect(judgement.effect == 1)
    #expect(judgement.verdict == .regressed)
  }

  @Test(
    arguments: [
      ([1, 1.1, 1.2, 1.05, 1.15], [1.3, 1.2, 1.4, 1.1, 1.25]), ([1], [2]), ([], [1]),
      ([0, 0, 0, 1, 2], [3, 1, 0, 2, 5]),
      ([.nan, 1, 2, 3, 4, 5], [2, 3, 4, 5, .infinity, 6]),
    ] as [([Double], [Double])])
  func givesTheBoundsAloneAsWithTheTest(base: [Double], head: [Double]) {
    for significance in [0.01, 0.025, 0.2] {
      var limits = TwoSampleJudgement.Limits()
      limits.significance = significance
      #expect(
        TwoSampleJudgement.bounds(base: base, head: head, tail: significance)
          == TwoSampleJudgement.judge(base: base, head: head, limits: limits).bounds)
    }
  }
}
