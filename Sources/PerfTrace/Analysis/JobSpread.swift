internal import PerfStatistics

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How much the median of one job differs from the next, with nothing changed.
///
/// With h the logarithms of the medians of J earlier jobs and μ their median,
/// σ = max(1.4826 · median |h - μ|, Q0.85(|h - μ|) / 1.4395) · (1 + 1.5/J). Fewer than five jobs do not tell; then a
/// spread is assumed: 5 % on hosted runners, which change under one's feet, and 2 % on other machines.
package struct JobSpread: Sendable, Hashable {
  static let fewestJobs = 5

  /// Standard deviation of the logarithm of a job's median.
  package let sigma: Double
  /// Number of jobs that it was found from; below five it was assumed.
  package let jobs: Int

  /// Finds the spread of jobs from their medians; medians that are not positive tell nothing.
  package init(medians: [Double], hostClass: HostClass) {
    let logarithms = medians.filter { $0 > 0 && $0.isFinite }.map { log($0) }
    jobs = logarithms.count
    let center = median(logarithms) ?? 0
    let deviations = logarithms.map { ($0 - center).magnitude }
    guard jobs >= Self.fewestJobs, let half = median(deviations),
      let high = quantile(0.85, of: deviations)
    else {
      sigma = hostClass.runner == "github-hosted" ? 0.05 : 0.02
      return
    }
    sigma = max(1.4826 * half, high / 1.4395) * (1 + 1.5 / Double(jobs))
  }

  /// The least effect that stands out from how jobs differ, at a one-sided 1 %: 0.05 is 5 %.
  ///
  /// A job is compared with the pooled executions of `baseJobs` others, so that its difference has the
  /// variance σ²(1 + 1/baseJobs); the bound is the 0.99 quantile of Student's t with J - 1 degrees of freedom.
  package func leastEffect(baseJobs: Int) -> Double {
    let bound =
      Self.studentQuantile(jobs: jobs) * sigma * (1 + 1 / Double(max(baseJobs, 1))).squareRoot()
    return exp(min(bound, 700)) - 1
  }

  private static func studentQuantile(jobs: Int) -> Double {
    if jobs < fewestJobs { return NormalDistribution.quantile(0.99) }
    if quantiles.indices.contains(jobs - 1) { return quantiles[jobs - 1] }
    return StudentDistribution.quantile(0.99, degreesOfFreedom: Double(jobs - 1))
  }

  /// Quantiles by degrees of freedom, as far as jobs are usually counted: a site asks for one in every comparison.
  private static let quantiles: [Double] =
    [.nan] + (1...64).map { StudentDistribution.quantile(0.99, degreesOfFreedom: Double($0)) }
}
