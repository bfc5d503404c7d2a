import PerfTrace
import Testing

@Suite struct VerdictTests {
  @Test(arguments: [
    (20, 10, 10, "needs about 20 runs of each side"), (20, 30, 10, "needs about 20 runs of head"),
    (20, 10, 30, "needs about 20 runs of base"), (400, 10, 10, "needs about 400 runs of each side"),
    (1031, 400, 400, "too noisy: it would take about 1,031 runs of each side"),
  ])
  func saysWhichSideLacksRuns(needed: Int, base: Int, head: Int, words: String) {
    let verdict = Verdict.inconclusive(runsNeeded: needed)
    #expect(verdict.explanation(baseRuns: base, headRuns: head) == words)
  }
}
