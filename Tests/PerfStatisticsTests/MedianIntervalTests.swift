import PerfStatistics
import Testing

@Suite struct MedianIntervalTests {
  /// The largest k with 2·P(X < k) ≤ 0.05 for X binomial with p = 1/2:
  /// `python3 -c "from math import comb; from itertools import accumulate; [print(n, sum(40 * s <= 2**n for s in
  /// accumulate(comb(n, i) for i in range(n)))) for n in (6, 8, 10, 20, 100, 2000)]"`.
  @Test(arguments: [(6, 1), (8, 1), (10, 2), (20, 6), (100, 40), (2000, 956)])
  func takesTheOrderStatisticsOfTheBinomialLaw(count: Int, rank: Int) throws {
    let values = (1...count).map(Double.init).shuffled()
    let interval = try #require(medianInterval(of: values))
    #expect(interval.lower == Double(rank))
    #expect(interval.upper == Double(count + 1 - rank))
  }

  @Test func needsSixValues() {
    #expect(medianInterval(of: [1, 2, 3, 4, 5]) == nil)
    #expect(medianInterval(of: []) == nil)
    #expect(medianInterval(of: [1, 2, 3, 4, 5, .nan, .infinity]) == nil)
  }
}
