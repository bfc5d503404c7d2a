/// The immutable record of one execution; one line of JSON in the store.
///
/// Fields follow `Documentation/FossilFormat.md`. A value that was not measured is absent (`nil`, or
/// no entry), never zero and never guessed.
package struct Fossil: Sendable, Equatable {
  /// The version of the format that this program writes.
  package static let currentSchema = 1

  package var schema: Int
  package var id: FossilID
  package var script: String
  /// The executed command line, program first; empty where the source does not tell.
  package var command: [String]
  /// Wall time in seconds, from just before exec to reaping.
  package var executionTime: Double?
  /// Largest resident set of the largest process in MiB, as the kernel reports it.
  package var memoryUsage: Double?
  /// Exit code as a shell would report it (128 + signal for a killed one); `nil` where unknown.
  package var exitCode: Int?
  package var timestamp: Timestamp
  /// Full commit hash in lower-case hexadecimal.
  package var gitSHA: String?
  package var gitBranch: String?
  /// `additional_metrics`: built-in metrics by their JSON key (see `Metric.builtIn`).
  package var additionalMetrics: OrderedFields<Double>
  /// Memory of the process tree over time: at most 200 points, in order of time.
  package var memoryProfile: [MemorySample]
  package var environment: Environment
  package var git: GitRecord?
  package var run: RunPosition?
  package var outcome: Outcome
  package var ci: CIRecord?
  /// `metrics`: what the measured program or another tool reported, by its id.
  package var metrics: OrderedFields<CustomMetric>
  package var tags: OrderedFields<String>
  /// Program and version that recorded this, "perftrace 0.1.0".
  package var recorder: String?
  /// Keys of the top level that this version does not know, kept as they were read.
  package var unknown: OrderedFields<JSONValue>

  package init(id: FossilID, script: String, timestamp: Timestamp) {
    self.schema = Self.currentSchema
    self.id = id
    self.script = script
    self.command = []
    self.timestamp = timestamp
    self.additionalMetrics = [:]
    self.memoryProfile = []
    self.environment = Environment()
    self.outcome = Outcome()
    self.metrics = [:]
    self.tags = [:]
    self.unknown = [:]
  }
}

extension Fossil {
  /// Whether the execution ended by itself with exit code 0.
  ///
  /// An execution whose exit code is unknown (an imported value) counts as a success unless its outcome
  /// says otherwise.
  package var succeeded: Bool {
    (exitCode ?? 0) == 0 && outcome.signal == nil && !outcome.timedOut && !outcome.interrupted
  }
}
