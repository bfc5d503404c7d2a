/// One point of a memory profile.
package struct MemorySample: Sendable, Equatable {
  /// Seconds since the start of the execution.
  package var seconds: Double
  /// Resident memory of the whole process tree in MiB.
  package var mebibytes: Double

  package init(seconds: Double, mebibytes: Double) {
    self.seconds = seconds
    self.mebibytes = mebibytes
  }
}

/// What git knew of the measured revision.
package struct GitRecord: Sendable, Equatable {
  /// Full hashes of the parents, first parent first; empty for a root commit or where unknown.
  package var parents: [String] = []
  package var committedAt: Timestamp?
  /// First line of the commit message.
  package var subject: String?
  package var author: String?
  /// Whether tracked files differed from the commit; `nil` where unknown.
  package var dirty: Bool?

  package init() {}
}

/// Where an execution stands in its run and batch.
package struct RunPosition: Sendable, Equatable {
  package var id: String
  /// Zero-based position among the run's executions.
  package var index: Int
  /// Planned number of executions; `nil` where the number was not fixed beforehand.
  package var count: Int?
  /// Whether the execution only warmed the machine up; its measurements are left out of statistics.
  package var warmup: Bool
  package var batch: String?

  package init(id: String, index: Int, count: Int?, warmup: Bool = false, batch: String? = nil) {
    self.id = id
    self.index = index
    self.count = count
    self.warmup = warmup
    self.batch = batch
  }
}

/// How an execution ended, beyond its exit code.
package struct Outcome: Sendable, Equatable {
  /// The number of the signal that killed the measured process.
  package var signal: Int?
  package var timedOut = false
  /// Whether the user interrupted it (Ctrl-C); left out of statistics.
  package var interrupted = false
  /// Why the command could not be started ("not found", "exec format error"); `nil` if it was started.
  package var failure: String?

  package init() {}
}

/// The continuous-integration job that an execution ran in.
package struct CIRecord: Sendable, Equatable {
  package var provider: String
  package var runURL: String?
  package var pullRequest: Int?

  package init(provider: String) {
    self.provider = provider
  }
}

/// A value that the measured program or another tool reported.
package struct CustomMetric: Sendable, Equatable {
  package var value: Double
  /// Unit as the source writes it, "req/s"; `nil` for a bare number.
  package var unit: String?
  package var better: Polarity
  /// Spread as the source tells it (its unit is the value's); `nil` where unknown.
  package var spread: Double?
  /// Raw samples behind the value, where the source has them.
  package var samples: [Double]

  package init(
    value: Double, unit: String? = nil, better: Polarity = .lower, spread: Double? = nil,
    samples: [Double] = []
  ) {
    self.value = value
    self.unit = unit
    self.better = better
    self.spread = spread
    self.samples = samples
  }
}
