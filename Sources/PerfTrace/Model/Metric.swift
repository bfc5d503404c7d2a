/// Which direction of a metric is good.
package enum Polarity: String, Sendable, Hashable {
  case lower
  case higher
}

/// What is measured: id, unit and polarity.
package struct Metric: Sendable, Hashable {
  /// The JSON key: "execution_time", "max_memory_mb", or the id of a custom metric.
  package var id: String
  /// Words for people: "wall time".
  package var title: String
  package var unit: Unit
  package var polarity: Polarity

  package init(id: String, title: String, unit: Unit, polarity: Polarity = .lower) {
    self.id = id
    self.title = title
    self.unit = unit
    self.polarity = polarity
  }
}

extension Metric {
  /// How a metric's numbers are to be read and written.
  package enum Unit: Sendable, Hashable {
    case seconds
    case mebibytes
    case bytes
    case percent
    case count
    /// A custom metric's own unit, as its source writes it; may be empty.
    case other(String)
  }

  /// Wall time; a fossil's `execution_time`.
  package static let executionTime = Metric(
    id: "execution_time", title: "wall time", unit: .seconds)
  /// Peak RSS; a fossil's `memory_usage_mb`, equal to `max_memory_mb`.
  package static let memoryUsage = Metric(
    id: "memory_usage_mb", title: "peak RSS", unit: .mebibytes)

  /// The metrics that this program records itself, in the order of display.
  ///
  /// The first two are top-level keys of a fossil, the others keys of `additional_metrics`. `real_time` and
  /// `max_memory_mb` repeat the first two under the original's names and are not listed.
  package static let builtIn: [Metric] = [
    executionTime,
    memoryUsage,
    Metric(id: "user_time", title: "user time", unit: .seconds),
    Metric(id: "sys_time", title: "system time", unit: .seconds),
    Metric(id: "cpu_percent", title: "CPU use", unit: .percent),
    Metric(id: "tree_max_memory_mb", title: "peak memory of the tree", unit: .mebibytes),
    Metric(id: "avg_memory_mb", title: "mean memory of the tree", unit: .mebibytes),
    Metric(id: "output_size_bytes", title: "output size", unit: .bytes),
    Metric(id: "error_size_bytes", title: "error output size", unit: .bytes),
    Metric(id: "instructions", title: "instructions", unit: .count),
    Metric(id: "cycles", title: "cycles", unit: .count),
    Metric(id: "task_clock_seconds", title: "task clock", unit: .seconds),
    Metric(id: "branch_misses", title: "branch misses", unit: .count),
    Metric(id: "cache_misses", title: "cache misses", unit: .count),
    Metric(id: "callgrind_instructions", title: "instructions (callgrind)", unit: .count),
    Metric(id: "minor_page_faults", title: "minor page faults", unit: .count),
    Metric(id: "major_page_faults", title: "major page faults", unit: .count),
    Metric(id: "voluntary_context_switches", title: "voluntary context switches", unit: .count),
    Metric(id: "involuntary_context_switches", title: "involuntary context switches", unit: .count),
    Metric(id: "block_input_ops", title: "block reads", unit: .count),
    Metric(id: "block_output_ops", title: "block writes", unit: .count),
  ]
}
