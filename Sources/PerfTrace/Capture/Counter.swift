internal import CProcess

/// An event that the processor or the kernel counts for a process tree.
package enum Counter: String, Sendable, CaseIterable {
  case instructions
  case cycles
  case branchMisses = "branch_misses"
  case cacheMisses = "cache_misses"
  case taskClock = "task_clock_seconds"

  /// The place of the counter in the arrays of `CProcess`.
  var index: Int {
    switch self {
    case .instructions: Int(PT_COUNTER_INSTRUCTIONS.rawValue)
    case .cycles: Int(PT_COUNTER_CYCLES.rawValue)
    case .branchMisses: Int(PT_COUNTER_BRANCH_MISSES.rawValue)
    case .cacheMisses: Int(PT_COUNTER_CACHE_MISSES.rawValue)
    case .taskClock: Int(PT_COUNTER_TASK_CLOCK.rawValue)
    }
  }

  /// Words for people.
  package var title: String {
    switch self {
    case .instructions: "instructions"
    case .cycles: "cycles"
    case .branchMisses: "branch misses"
    case .cacheMisses: "cache misses"
    case .taskClock: "task clock"
    }
  }

  /// Tries every counter; an error of 0 means that the kernel allows it.
  static func probe() -> [(counter: Counter, error: Int32)] {
    var counts = [pt_count](repeating: pt_count(), count: Int(PT_COUNTER_COUNT))
    unsafe pt_probe_counters(&counts)
    return allCases.map { ($0, counts[$0.index].status) }
  }
}
