/// All executions of a store, column by column, with names interned as small integers.
///
/// Executions are sorted by timestamp, then id, and deduplicated by id, so that the history of a store does not
/// depend on how its fossils are spread over files. Every column has `count` entries; an entry of -1 in an
/// interned column means "unknown".
package struct History: Sendable {
  // MARK: Dictionaries

  /// Names of scripts, in byte order.
  package internal(set) var scripts: [String] = []
  package internal(set) var branches: [String] = []
  package internal(set) var commits: [Commit] = []
  package internal(set) var environments: [Environment] = []
  /// Distinct host classes; `hostClassOfEnvironment` maps an environment to one.
  package internal(set) var hostClasses: [HostClass] = []
  package internal(set) var hostClassOfEnvironment: [Int32] = []
  /// Distinct sets of tags, each sorted by key; the first is the empty one.
  package internal(set) var tagSets: [OrderedFields<String>] = []
  package internal(set) var recorders: [String] = []
  /// Metrics that occur, built-in ones first, then custom ones in byte order of their ids.
  package internal(set) var metrics: [Metric] = []

  /// Paths of the files that were scanned, in byte order; `Location.file` is an index into it.
  package internal(set) var files: [String] = []

  // MARK: Columns

  package internal(set) var ids: [FossilID] = []
  package internal(set) var script: [Int32] = []
  package internal(set) var branch: [Int32] = []
  package internal(set) var commit: [Int32] = []
  package internal(set) var environment: [Int32] = []
  package internal(set) var tagSet: [Int32] = []
  package internal(set) var recorder: [Int32] = []
  /// The invocation (CI job) that an execution belongs to: `run.batch`, else `run.id`, numbered in byte order.
  ///
  /// Executions of one batch were measured in one go on one machine, so that they may be compared without
  /// asking how jobs differ.
  package internal(set) var batch: [Int32] = []
  /// Numbers of pull requests; -1 where an execution belongs to none.
  package internal(set) var pullRequest: [Int32] = []
  package internal(set) var timestamp: [Timestamp] = []
  /// Exit codes; `Int16.min` where unknown.
  package internal(set) var exitCode: [Int16] = []
  package internal(set) var flags: [Flags] = []
  /// Where in the store each fossil stands, for reading it whole.
  package internal(set) var location: [Location] = []
  /// One column a metric, in the order of `metrics`.
  package internal(set) var columns: [MetricColumn] = []

  /// Why executions were taken out, by identity; see `exclude`.
  package internal(set) var exclusionReasons: [FossilID: String] = [:]
  /// Changes that people accepted; see `apply`.
  package internal(set) var accepted: [Annotations.AcceptedChange] = []

  package init() {}

  /// Number of executions.
  package var count: Int { ids.count }
}

extension History {
  /// A commit as the fossils describe it.
  package struct Commit: Sendable, Equatable {
    package var sha: String
    /// Indices into `History.commits` of the parents that occur there.
    package var parents: [Int32]
    /// Full hashes of all parents, measured or not.
    package var parentSHAs: [String]
    package var committedAt: Timestamp?
    package var subject: String
    package var author: String
  }

  /// Yes-or-no facts of an execution.
  package struct Flags: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Exit code other than 0, a signal, a time-out, or not started.
    package static let failed = Flags(rawValue: 1)
    package static let timedOut = Flags(rawValue: 2)
    package static let interrupted = Flags(rawValue: 4)
    package static let warmup = Flags(rawValue: 8)
    package static let dirty = Flags(rawValue: 16)
    package static let hasMemoryProfile = Flags(rawValue: 32)
    /// A reviewer took it out; `History.exclusionReason(ofRow:)` says why.
    package static let excluded = Flags(rawValue: 64)
    /// It began before what is asked for.
    package static let tooOld = Flags(rawValue: 128)

    /// Whether the execution takes part in counts, rates and verdicts.
    package var isCounted: Bool { isDisjoint(with: [.warmup, .interrupted, .excluded, .tooOld]) }

    /// Whether the execution's values take part in medians and comparisons, too: it did not fail.
    package var isMeasurement: Bool { isCounted && !contains(.failed) }
  }

  /// The place of a fossil in the store.
  package struct Location: Sendable, Equatable {
    /// Index into `History.files`; -1 for a fossil that comes from no file.
    package var file: Int32
    /// One-based line.
    package var line: Int32
    package var offset: Int64
  }

  /// The values of one metric over all executions.
  package enum MetricColumn: Sendable {
    /// One value an execution; NaN where it was not measured.
    case dense([Double])
    /// Values of the executions at `rows` only, which ascend.
    case sparse(rows: [Int32], values: [Double])
  }
}
