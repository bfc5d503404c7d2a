/// What one script measured at one commit on one host class, against what was usual before.
struct CommitEntry: Sendable, Equatable {
  /// How a measurement stands to those before it.
  enum Standing: UInt8, Sendable {
    /// No earlier measurement of the same level on the same host class.
    case first
    /// Earlier measurements are too few to say what is usual.
    case few
    /// Within the usual spread.
    case usual
    case better
    case worse
    /// Nothing was measured: every execution failed.
    case failed
  }

  var script: Int32
  var commit: Int32
  var hostClass: Int32
  var tagSet: Int32
  /// Index into `History.metrics` of the metric that `median` is of; -1 where nothing was measured.
  var metric: Int32
  var executions: Int32
  var failures: Int32
  var standing: Standing
  /// Median at this commit; NaN where nothing was measured.
  var median: Double
  /// Median of at most ten points before, of the level that held until then; NaN for the first.
  var usual: Double
  /// Median peak memory in MiB; NaN where it was not measured.
  var memory: Double

  /// The difference to what was usual, relative; NaN where there is nothing to compare with.
  var effect: Double { usual == 0 || usual.isNaN ? .nan : median / usual - 1 }

  /// Mixes everything into a page's digest but the indices, which say nothing by themselves.
  func combine(into digest: inout Digest) {
    digest.combine(Int(executions) << 40 | Int(failures) << 8 | Int(standing.rawValue))
    digest.combine(median)
    digest.combine(usual)
    digest.combine(memory)
  }
}

extension [CommitEntry] {
  /// Number of scripts among entries that come by script.
  var scriptCount: Int {
    indices.count { $0 == 0 || self[$0].script != self[$0 - 1].script }
  }
}
