/// The bias-corrected and accelerated bootstrap interval of any statistic (Efron, 1987).
///
/// Resamples come from a generator of our own, so that the same seed gives the same interval
/// everywhere. Ties between replicates and the estimate count half, as in SciPy.
public enum Bootstrap {
  /// The interval of a statistic of one sample; `nil` if fewer than two values are finite.
  ///
  /// - Parameters:
  ///   - values: The sample; values that are not finite are left out.
  ///   - level: The probability of covering, between 0 and 1.
  ///   - resamples: The number of resamples, at least 1.
  ///   - seed: Where the sequence of resamples starts.
  ///   - statistic: The statistic; it must be finite.
  /// - Returns: The interval.
  public static func interval(
    of values: [Double], level: Double = 0.95, resamples: Int = 9999, seed: UInt64,
    statistic: ([Double]) -> Double
  ) -> ConfidenceInterval? {
    let finite = values.filter(\.isFinite)
    guard finite.count > 1 else { return nil }
    var generator = SplitMix64(seed: seed)
    var resample = finite
    let replicates = (0..<max(resamples, 1)).map { _ in
      for i in resample.indices {
        resample[i] = finite[Int.random(in: 0..<finite.count, using: &generator)]
      }
      return statistic(resample)
    }
    let jackknife = finite.indices.map { left in
      var rest = finite
      rest.remove(at: left)
      return statistic(rest)
    }
    return interval(
      estimate: statistic(finite), replicates: replicates, jackknife: jackknife, level: level)
  }

  /// The interval from replicates that were computed already; `nil` if any list is empty.
  ///
  /// - Parameters:
  ///   - estimate: The statistic of the sample.
  ///   - replicates: The statistic of each resample.
  ///   - jackknife: The statistic of the sample without each of its values.
  ///   - level: The probability of covering, between 0 and 1.
  /// - Returns: The interval.
  public static func interval(
    estimate: Double, replicates: [Double], jackknife: [Double], level: Double
  ) -> ConfidenceInterval? {
    let sorted = replicates.filter(\.isFinite).sorted()
    guard !sorted.isEmpty, !jackknife.isEmpty else { return nil }
    let below = sorted.count { $0 < estimate }
    let upTo = sorted.count { $0 <= estimate }
    let share = Double(below + upTo) / Double(2 * sorted.count)
    let bias = NormalDistribution.quantile(share)
    let mean = jackknife.reduce(0) { $0 + $1 / Double(jackknife.count) }
    let (squares, cubes) = jackknife.reduce((0.0, 0.0)) { sums, value in
      let distance = mean - value
      return (sums.0 + distance * distance, sums.1 + distance * distance * distance)
    }
    let acceleration = squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
    let tail = NormalDistribution.quantile((1 - level) / 2)
    let ends = [tail, -tail].map { z in
      guard bias.isFinite else { return bias < 0 ? 0.0 : 1.0 }
      let shifted = bias + z
      return NormalDistribution.cumulative(bias + shifted / (1 - acceleration * shifted))
    }
    return ConfidenceInterval(
      lower: quantile(ends[0], ofSorted: sorted), upper: quantile(ends[1], ofSorted: sorted),
      level: level)
  }
}
