extension Fossil {
  /// The version of the program that records; a new major version starts new series.
  package static let recorderName = "perftrace 0.1.0"

  /// Makes the record of an execution.
  ///
  /// - Parameters:
  ///   - execution: What was measured.
  ///   - command: What was executed.
  ///   - environment: The machine and the interpreter in use.
  ///   - revision: What git and the continuous-integration service know.
  ///   - position: Where the execution stands in its run.
  ///   - tags: The user's own marks; they are part of the series' key.
  package init(
    _ execution: Execution, of command: Command, environment: Environment, revision: Revision,
    position: RunPosition, tags: OrderedFields<String> = [:]
  ) {
    self.init(id: .recorded(), script: command.name, timestamp: execution.startedAt)
    self.command = command.displayedArguments
    self.environment = environment
    self.tags = tags
    exitCode = execution.exitCode
    outcome = execution.outcome
    gitSHA = revision.git.sha
    gitBranch = revision.git.branch
    git = revision.git.record
    ci = revision.ci
    run = position
    recorder = Self.recorderName
    if let usage = execution.usage { set(usage) }
    if let load = execution.load { additionalMetrics["load_average"] = load }
    if let count = execution.callgrindInstructions {
      additionalMetrics["callgrind_instructions"] = Double(count)
    }
  }

  private mutating func set(_ usage: Execution.Usage) {
    let wall = usage.wallTime.seconds
    let peak = Self.mebibytes(usage.peakMemory)
    executionTime = wall
    memoryUsage = peak
    var values: OrderedFields<Double> = [:]
    values["real_time"] = wall
    values["user_time"] = usage.userTime.seconds
    values["sys_time"] = usage.systemTime.seconds
    if usage.wallTime > .zero {
      let share = (usage.userTime + usage.systemTime) / usage.wallTime
      values["cpu_percent"] = (share * 1000).rounded() / 10
    }
    values["max_memory_mb"] = peak
    values["memory_floor_mb"] = Self.mebibytes(usage.memoryFloor)
    values["memory_samples"] = Double(usage.tree?.sampleCount ?? 0)
    if let tree = usage.tree {
      values["avg_memory_mb"] = Self.mebibytes(tree.mean)
      values["tree_max_memory_mb"] = Self.mebibytes(tree.peak)
      memoryProfile = tree.profile.map {
        MemorySample(
          seconds: ($0.seconds * 1e4).rounded() / 1e4,
          mebibytes: ($0.mebibytes * 1e3).rounded() / 1e3)
      }
    }
    values["output_size_bytes"] = Double(usage.outputSize)
    values["error_size_bytes"] = Double(usage.errorSize)
    values["minor_page_faults"] = Double(usage.minorPageFaults)
    values["major_page_faults"] = Double(usage.majorPageFaults)
    values["voluntary_context_switches"] = Double(usage.voluntaryContextSwitches)
    values["involuntary_context_switches"] = Double(usage.involuntaryContextSwitches)
    values["block_input_ops"] = Double(usage.blockInputs)
    values["block_output_ops"] = Double(usage.blockOutputs)
    for counter in Counter.allCases {
      guard let value = usage.counters[counter] else { continue }
      values[counter.rawValue] = counter == .taskClock ? Double(value) / 1e9 : Double(value)
    }
    if usage.orphans > 0 { values["orphaned_processes"] = Double(usage.orphans) }
    if usage.leftovers > 0 { values["leftover_processes"] = Double(usage.leftovers) }
    additionalMetrics = values
  }

  /// MiB to a thousandth, about the kernel's own resolution of a KiB.
  private static func mebibytes(_ bytes: Int64) -> Double {
    (Double(bytes) / 1_048_576 * 1000).rounded() / 1000
  }
}

extension Duration {
  /// Seconds, rounded to a microsecond.
  package var seconds: Double { (Double(nanoseconds) / 1000).rounded() / 1e6 }
}
