import PerfStatistics
import Testing

@Suite struct DistributionTests {
  @Test(arguments: SciPyValues.normal)
  func findsNormalQuantiles(_ probability: Double, _ expected: Double) {
    let own = NormalDistribution.quantile(probability)
    #expect(abs(own - expected) <= 1e-13 * max(1, abs(expected)))
    // Near 1 the probability itself has few digits left.
    #expect(
      abs(NormalDistribution.cumulative(own) - probability) <= 1e-13 * max(probability, 1e-2))
  }

  @Test(arguments: SciPyValues.student)
  func findsStudentProbabilities(_ t: Double, _ degrees: Double, _ expected: Double) {
    let own = StudentDistribution.cumulative(t, degreesOfFreedom: degrees)
    #expect(abs(own - expected) < 1e-12)
    let both = StudentDistribution.twoSidedTail(t, degreesOfFreedom: degrees)
    #expect(abs(both - 2 * min(expected, 1 - expected)) < 1e-12)
  }

  @Test(arguments: SciPyValues.studentQuantiles)
  func findsStudentQuantiles(_ probability: Double, _ degrees: Double, _ expected: Double) {
    let own = StudentDistribution.quantile(probability, degreesOfFreedom: degrees)
    #expect(abs(own - expected) < 1e-9 * abs(expected))
  }

  @Test func answersAtTheEnds() {
    #expect(NormalDistribution.quantile(0) == -.infinity)
    #expect(NormalDistribution.quantile(1) == .infinity)
    #expect(NormalDistribution.quantile(.nan) == 0)
    #expect(StudentDistribution.cumulative(.infinity, degreesOfFreedom: 3) == 1)
    #expect(StudentDistribution.cumulative(2, degreesOfFreedom: 0) == 0.5)
    #expect(StudentDistribution.quantile(0.5, degreesOfFreedom: 3) == 0)
  }
}
