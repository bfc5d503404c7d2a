/// What was measured of one execution; `nil` where it could not be measured.
package struct Execution: Sendable, Equatable {
  package var startedAt: Timestamp
  /// The exit code as a shell reports it: 128 + signal for a killed command, 127 or 126 for one that was not started.
  package var exitCode: Int
  package var outcome: Outcome
  /// What was measured; `nil` if the command was not started.
  package var usage: Usage?
  /// Processes that wanted to run when the execution began, averaged over a minute.
  package var load: Double?
  /// Instructions counted by callgrind in an extra execution.
  package var callgrindInstructions: Int64?
}

extension Execution {
  /// The resources that the command and its descendants used.
  package struct Usage: Sendable, Equatable {
    /// From just before exec to reaping.
    package var wallTime: Duration
    package var userTime: Duration
    package var systemTime: Duration
    /// Largest resident set of the largest process, in bytes.
    package var peakMemory: Int64
    /// The resident set with which the command was born, in bytes; a peak at or below it is a bound only.
    package var memoryFloor: Int64
    /// Memory of the whole tree over time; `nil` if the command ended before the first sample.
    package var tree: TreeMemory?
    package var minorPageFaults: Int64
    package var majorPageFaults: Int64
    package var voluntaryContextSwitches: Int64
    package var involuntaryContextSwitches: Int64
    package var blockInputs: Int64
    package var blockOutputs: Int64
    package var outputSize: Int64
    package var errorSize: Int64
    /// Descendants that lost their parent, ended before the command did, and count in the usage.
    package var orphans: Int
    /// Descendants that still lived when the command had ended.
    package var leftovers: Int
    package var counters: [Counter: Int64]
    /// Whether descendants that lost their parent were followed.
    package var adoptsOrphans: Bool
    /// Processor time that the recorder spent on sampling.
    package var samplingCost: Duration
  }

  /// Sampled memory of the process tree.
  package struct TreeMemory: Sendable, Equatable {
    /// Largest sum over the tree, in bytes.
    package var peak: Int64
    /// Mean over time, in bytes.
    package var mean: Int64
    package var sampleCount: Int
    /// Fewer than 200 points, the peak among them.
    package var profile: [MemorySample]
  }
}
