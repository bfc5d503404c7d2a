import PerfStatistics
import Testing

@Suite struct BenjaminiHochbergTests {
  @Test func agreesWithSciPy() {
    let own = BenjaminiHochberg.adjusted(SciPyValues.probabilitiesOfTests)
    for (own, expected) in zip(own, SciPyValues.adjusted) { #expect(abs(own - expected) < 1e-12) }
  }

  @Test func countsAllUpToTheGreatestThatPasses() {
    #expect(
      BenjaminiHochberg.rejections([0.04, 0.02, 0.03, 0.9], rate: 0.06)
        == [true, true, true, false])
    #expect(BenjaminiHochberg.adjusted([]).isEmpty)
    #expect(BenjaminiHochberg.adjusted([.nan]) == [1])
  }
}
