internal import PerfBytes
internal import PerfStatistics

extension CaptureWarning {
  /// A median below this many seconds is mostly the start of processes.
  static let shortTime = 0.005
  /// An execution is an outlier beyond this many estimated standard deviations from the median.
  static let outlierDeviations = 10.0
  /// An outlier is off by at least this share of the median: less is not worth a word.
  static let outlierShare = 0.05
  /// Above this spread, as a share of the median, a change of a few per cent cannot be seen.
  static let largeSpread = 0.1

  /// What is noteworthy about the run of one command.
  ///
  /// - Parameters:
  ///   - run: A run that has ended.
  ///   - plan: The plan that it belongs to: hints know which options are in use.
  /// - Returns: Warnings, the most serious first; none for a run without peculiarities.
  package static func warnings(of run: RunProgress, plan: BatchPlan) -> [CaptureWarning] {
    let name = "\"\(run.command.name)\""
    return [
      failures(run, name, plan), leftovers(run, name, plan), slowStart(run, name, plan),
      outliers(run, name, plan), imprecision(run, name, plan), shortness(run, name, plan),
      spread(run, name, plan), memoryFloor(run, name),
    ].compactMap(\.self)
  }

  private static func failures(
    _ run: RunProgress, _ name: String, _ plan: BatchPlan
  ) -> CaptureWarning? {
    guard run.failures > 0,
      run.fossils.contains(where: { !$0.succeeded && $0.executionTime != nil })
    else { return nil }
    let all = run.failures == run.measured
    let timeouts = run.fossils.count { $0.outcome.timedOut }
    let share =
      run.measured == 1 ? "the only execution" : "\(run.failures) of \(run.measured) executions"
    return CaptureWarning(
      seen: "\(share) of \(name) \(timeouts == run.failures ? "timed out" : "failed")",
      reason: all ? "there is nothing to compare" : "they are left out of the statistics",
      hint: timeouts > 0
        ? "a longer --timeout lets it end by itself"
        : plan.options.output == .discard ? "--output pass shows what the script says" : nil)
  }

  private static func leftovers(
    _ run: RunProgress, _ name: String, _ plan: BatchPlan
  ) -> CaptureWarning? {
    let counts = run.fossils.compactMap { $0.additionalMetrics["leftover_processes"] }
    guard let most = counts.max() else { return nil }
    return CaptureWarning(
      seen: "\(name) left \(Int(most)) process\(most == 1 ? "" : "es") running behind it",
      reason: "they are not measured, and disturb the executions that follow",
      hint: plan.cleanup == nil ? "--cleanup can end them" : nil)
  }

  private static func slowStart(
    _ run: RunProgress, _ name: String, _ plan: BatchPlan
  ) -> CaptureWarning? {
    guard run.times.count >= 3, let first = run.times.first,
      let limit = outlierLimit(Array(run.times.dropFirst())), first > limit.upper
    else { return nil }
    let times = first / limit.median
    let hint: String? =
      switch (plan.warmups, plan.preparation) {
      case (0, _): "--warmup 1 leaves the first execution out of the statistics"
      case (_, nil):
        "more --warmup, or --prepare with a command that puts caches into a known state"
      default: "more --warmup"
      }
    return CaptureWarning(
      seen:
        "the first execution of \(name) took \(String(fixed: times, fractionDigits: 1)) times as long as the others",
      reason: "it probably filled caches that the others found filled", hint: hint)
  }

  private static func outliers(
    _ run: RunProgress, _ name: String, _ plan: BatchPlan
  ) -> CaptureWarning? {
    guard run.times.count >= 5, let limit = outlierLimit(run.times) else { return nil }
    let rest = slowStart(run, name, plan) == nil ? run.times[...] : run.times.dropFirst()
    let count = rest.count { $0 > limit.upper || $0 < limit.lower }
    guard count > 0 else { return nil }
    return CaptureWarning(
      seen:
        "\(count) of \(run.times.count) executions of \(name) \(count == 1 ? "is an outlier" : "are outliers")",
      reason:
        "something else probably used the machine; the median does not move, single figures do",
      hint: plan.precision == nil
        ? "end other programs, or let --precision 2% decide how many executions are needed"
        : "end other programs")
  }

  private static func imprecision(
    _ run: RunProgress, _ name: String, _ plan: BatchPlan
  ) -> CaptureWarning? {
    guard let precision = plan.precision, run.measured >= plan.maximumCount,
      let error = run.relativeError, error > precision
    else { return nil }
    return CaptureWarning(
      seen:
        "the median of \(name) is known to ±\(String(fixed: error * 100, fractionDigits: 1)) % only, after \(run.measured) executions",
      reason:
        "--precision asked for \(String(fixed: precision * 100, fractionDigits: 1, trimsZeros: true)) %",
      hint: "a quieter machine, or a larger --max-runs")
  }

  private static func shortness(
    _ run: RunProgress, _ name: String, _ plan: BatchPlan
  ) -> CaptureWarning? {
    guard let median = run.median, median < shortTime, run.times.count > 1 else { return nil }
    return CaptureWarning(
      seen: "\(name) takes less than 5 ms",
      reason: "starting a process is a large part of that and varies with the machine",
      hint: plan.usesCallgrind
        ? "let the script repeat its work"
        : "let the script repeat its work, or count instructions with --counters callgrind")
  }

  private static func spread(
    _ run: RunProgress, _ name: String, _ plan: BatchPlan
  ) -> CaptureWarning? {
    guard run.times.count >= 5, let median = run.median, median >= shortTime,
      let deviation = medianAbsoluteDeviation(run.times)
    else { return nil }
    let share = 1.4826 * deviation / median
    guard share > largeSpread else { return nil }
    return CaptureWarning(
      seen: "the times of \(name) spread by \(String(fixed: share * 100, fractionDigits: 0)) %",
      reason: "smaller changes than that cannot be told from noise",
      hint: plan.precision == nil
        ? "more --runs, or --precision 2%; `perftrace doctor` tells how noisy this machine is"
        : "`perftrace doctor` tells how noisy this machine is")
  }

  private static func memoryFloor(_ run: RunProgress, _ name: String) -> CaptureWarning? {
    let isAtFloor = run.fossils.contains { fossil in
      guard let peak = fossil.memoryUsage, let floor = fossil.additionalMetrics["memory_floor_mb"]
      else { return false }
      return peak <= floor
    }
    guard isAtFloor,
      let floor = run.fossils.compactMap({ $0.additionalMetrics["memory_floor_mb"] }).max()
    else { return nil }
    return CaptureWarning(
      seen: "\(name) uses at most \(Quantity(floor, .mebibytes).text) of memory",
      reason: "a peak below that of the process that starts it cannot be told", hint: nil)
  }

  /// The median, and where outliers begin; `nil` where more than half of the values are equal.
  private static func outlierLimit(
    _ values: [Double]
  ) -> (median: Double, lower: Double, upper: Double)? {
    guard let center = median(values), let deviation = medianAbsoluteDeviation(values),
      deviation > 0
    else { return nil }
    let distance = max(outlierDeviations * 1.4826 * deviation, outlierShare * center)
    return (center, center - distance, center + distance)
  }
}
