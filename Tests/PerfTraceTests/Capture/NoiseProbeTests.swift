import PerfTestSupport
import Testing

@testable import PerfTrace

@Suite struct NoiseProbeTests {
  private func times(_ count: Int, seed: UInt64, level: (Int) -> Double) -> NoiseProbe {
    var generator = SeededGenerator(seed: seed)
    return NoiseProbe(
      times: (0..<count).map { level($0) * (1 + 0.005 * generator.nearlyNormal()) })
  }

  @Test func findsOneLevelInSteadyTimes() throws {
    let probe = times(100, seed: 1) { _ in 0.01 }
    #expect(probe.secondLevel == nil)
    #expect(try #require(probe.variation) < 0.01)
    #expect(abs(try #require(probe.drift)) < 0.005)
    #expect(
      Examination.noise(probe).map(\.grade) == [.fine, .fine, .fine])
  }

  @Test func findsTwoLevels() throws {
    let probe = times(100, seed: 2) { $0 % 3 == 0 ? 0.012 : 0.01 }
    let level = try #require(probe.secondLevel)
    #expect((0.18...0.22) ~= level)
    #expect(Examination.noise(probe)[1].grade == .poor)
  }

  @Test func findsDrift() throws {
    let probe = times(99, seed: 3) { 0.01 * (1 + Double($0) * 0.001) }
    #expect((0.055...0.075) ~= (try #require(probe.drift)))
    #expect(
      Examination.noise(probe)[2].text.hasPrefix("the work became"))
  }

  @Test func doesTheSameWorkManyTimes() {
    let probe = NoiseProbe.run(count: 5, duration: .milliseconds(1))
    #expect(probe.times.count == 5)
    #expect(probe.times.allSatisfy { $0 > 0 })
  }

  @Test func explainsMissingCounters() {
    let findings = Examination.counters([
      (.instructions, 2), (.cycles, 2), (.branchMisses, 13), (.taskClock, 0),
    ])
    #expect(findings.map(\.grade) == [.missing, .missing, .fine])
    #expect(findings.map(\.subject) == ["instructions, cycles", "branch misses", "task clock"])
    #expect(
      findings[0].text == "this machine has no such counter, as is usual in virtual machines")
    #expect(findings[1].text == "the kernel does not let this user count")
  }
}
