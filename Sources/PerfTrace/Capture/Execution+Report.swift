internal import CProcess

extension Execution {
  /// An execution that never began.
  static func notStarted(at time: Timestamp, exitCode: Int, failure: String) -> Execution {
    var outcome = Outcome()
    outcome.failure = failure
    return Execution(startedAt: time, exitCode: exitCode, outcome: outcome)
  }
}

extension Execution.Usage {
  init(_ report: pt_report, _ points: [pt_point]) {
    wallTime = .nanoseconds(report.wall_ns)
    userTime = .microseconds(report.user_us)
    systemTime = .microseconds(report.system_us)
    peakMemory = report.max_rss_bytes
    memoryFloor = report.floor_bytes
    if report.sample_count > 0 {
      tree = Execution.TreeMemory(
        peak: report.tree_peak_bytes, mean: report.tree_mean_bytes,
        sampleCount: Int(report.sample_count),
        profile: points.map {
          MemorySample(seconds: Double($0.time_ns) / 1e9, mebibytes: Double($0.bytes) / 1_048_576)
        })
    }
    minorPageFaults = report.minor_faults
    majorPageFaults = report.major_faults
    voluntaryContextSwitches = report.voluntary_switches
    involuntaryContextSwitches = report.involuntary_switches
    blockInputs = report.block_inputs
    blockOutputs = report.block_outputs
    outputSize = Int64(clamping: report.output_bytes)
    errorSize = Int64(clamping: report.error_bytes)
    orphans = Int(report.orphan_count)
    leftovers = Int(report.leftover_count)
    adoptsOrphans = report.adopts_orphans != 0
    samplingCost = .nanoseconds(report.sampling_ns)
    let counts = report.counters
    let all = [counts.0, counts.1, counts.2, counts.3, counts.4]
    counters = [:]
    for counter in Counter.allCases where all[counter.index].status == 0 {
      counters[counter] = all[counter.index].value
    }
  }
}
