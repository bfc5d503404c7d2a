package import PerfStatistics

/// A change of a series' level, with the commits that bracket it.
package struct Change: Sendable, Hashable {
  /// Whether a change is for the good, by the polarity of its metric.
  package enum Direction: String, Sendable, Hashable {
    case better
    case worse
  }

  /// What became of a change.
  package enum Status: Sendable, Hashable {
    /// The level has not gone back since.
    case standing
    /// The level went back to what it was before the change.
    case recovered
    /// The change for the better by which the level went back after one for the worse: no news but that.
    case recovery
    /// The level has not gone back, and people accepted it, for this reason.
    case accepted(reason: String)

    /// One word for tables and JSON: "standing", "recovered", "recovery", "accepted".
    package var word: String {
      switch self {
      case .standing: "standing"
      case .recovered: "recovered"
      case .recovery: "recovery"
      case .accepted: "accepted"
      }
    }

    /// Whether the level is another one than before, whatever people think of it.
    package var isLasting: Bool { self != .recovered && self != .recovery }

    /// Why people accepted it; `nil` if they did not.
    package var reason: String? {
      if case .accepted(let reason) = self { reason } else { nil }
    }
  }

  /// Sudden, slow, or for a few points only.
  package var kind: ChangePoint.Kind
  /// Index of the first point of the new level; of a drift, the point at which it begins.
  package var point: Int
  /// Index of the first point that has the level to stay: `point` for a step, behind the drift or the spike otherwise.
  package var end: Int
  /// Commit of the last point of the old level, an index into `History.commits`; -1 where unknown.
  package var previousCommit: Int32
  /// Commit of `point`: the change came in behind `previousCommit`, with this one at the latest; -1 where unknown.
  package var commit: Int32
  /// The new level over the old one, less 1: 0.07 is 7 % more.
  package var effect: Double
  /// The interval of `effect`; `nil` if the neighbouring levels have too few points.
  package var interval: ConfidenceInterval?
  /// The probability that chance alone does not part the two sides as far, 0 to 1.
  package var confidence: Double
  /// By how much the change passes the detector's tests: 1 is just enough.
  package var strength: Double
  package var levelBefore: Double
  package var levelAfter: Double
  package var direction: Direction
  package var status: Status
  /// From this point of the series on the level is what it was before; `nil` for a change that has not recovered.
  package var recovery: Int?
  /// When the first execution of `point` began.
  package var time: Timestamp
  /// Environments of the executions on both sides, indices into `History.environments`.
  package var environmentBefore: Int32
  package var environmentAfter: Int32
  /// Where the change may truly stand, a point's error of placing allowed for; see `SeriesCollection.coordinate`.
  package var span: ClosedRange<Int64>
  /// Index of the change of environment that it is told with; `nil` if it is the script's own.
  package var environmentChange: Int?

  /// Whether the level got worse, has not gone back, and nobody accepted it.
  package var isStandingRegression: Bool {
    direction == .worse && status == .standing && kind != .spike
  }
}
