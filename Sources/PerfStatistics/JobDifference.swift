/// How much two jobs on one kind of machine differ when nothing has changed.
///
/// Runs of one job are alike in what the job has in common, so that no test on the runs alone is
/// honest across jobs: where two jobs differ by 2 %, one unchanged script in thirteen fails.
public struct JobDifference: Sendable, Hashable {
  /// Standard deviation of the logarithm of a job's median.
  public let sigma: Double
  /// Number of jobs that it was estimated from.
  public let jobs: Int

  /// Estimates the difference from the medians of earlier jobs; `nil` if fewer than two are
  /// positive.
  ///
  /// With h the logarithms of the medians and μ their median,
  /// σ = max(1.4826 · median |h - μ|, Q0.85 |h - μ| / 1.4395) · (1 + 1.5/J).
  public init?(medians: [Double]) {
    let levels = medians.filter { $0 > 0 && $0.isFinite }.map(logarithm)
    guard levels.count >= 2, let center = median(levels) else { return nil }
    let deviations = levels.map { abs($0 - center) }
    guard let half = median(deviations),
      let high = quantile(SeriesNoise.quantile, of: deviations)
    else { return nil }
    jobs = levels.count
    sigma = max(1.4826 * half, high / SeriesNoise.normalQuantile) * (1 + 1.5 / Double(jobs))
  }

  /// The effect that must be exceeded to stand out from how jobs differ, with one-sided 1 %.
  ///
  /// log(1 + effect) / (√2 σ) is compared with the 0.99 quantile of Student's t with J - 1 degrees
  /// of freedom. With 30 jobs of σ = 0.02 it is 7.2 %.
  public var leastEffect: Double {
    let bound = StudentDistribution.quantile(0.99, degreesOfFreedom: Double(jobs - 1))
    return ratioOfLogarithm(bound * 2.0.squareRoot() * sigma)
  }
}
