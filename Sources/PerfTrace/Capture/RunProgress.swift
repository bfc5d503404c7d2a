package import PerfStatistics

/// How far the run of one command has come.
package struct RunProgress: Sendable {
  package let command: Command
  /// The id that the run's fossils share.
  package let id: String
  /// Wall times in seconds of the executions that succeeded, in order, warm-ups left out.
  package internal(set) var times: [Double] = []
  /// Peak memories in MiB of the same executions.
  package internal(set) var memories: [Double] = []
  /// Measured executions that failed.
  package internal(set) var failures = 0
  /// Measured executions so far, failed ones included.
  package internal(set) var measured = 0
  package internal(set) var warmups = 0
  /// Instructions that callgrind counted before the run; `nil` where it was not asked or failed.
  var callgrindInstructions: Int64?
  package internal(set) var isFinished = false
  /// The fossils of the measured executions.
  package internal(set) var fossils: [Fossil] = []

  init(command: Command) {
    self.command = command
    id = FossilID.recorded().description
  }

  /// Median wall time in seconds; `nil` before the first success.
  package var median: Double? { PerfStatistics.median(times) }

  /// The 95 % interval of the median; `nil` for fewer than six values.
  package var interval: ConfidenceInterval? { medianInterval(of: times) }

  /// How far the interval's farther end lies from the median, as a share of it; `nil` where there is no interval.
  package var relativeError: Double? {
    guard let median, median > 0, let interval else { return nil }
    return max(interval.upper - median, median - interval.lower) / median
  }
}
