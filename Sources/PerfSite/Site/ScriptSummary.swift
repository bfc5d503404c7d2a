package import PerfStatistics
package import PerfTrace

/// What the rest of the site needs to know of a script; all that is left of its stage.
///
/// Commits and hosts are named by text, not by index, so that a summary can be kept from one build to the next.
package struct ScriptSummary: Sendable {
  /// One metric on one host class with one set of tags, on the line that the script's state is told by.
  package struct Line: Sendable, Equatable {
    package var metric: Metric
    package var host: String
    /// Tags as "key=value", joined by ", "; empty where there are none.
    package var tags: String
    /// Whether the line is the default branch's.
    package var isMainline: Bool
    package var points: Int
    package var executions: Int
    /// Median of the newest point, in the metric's unit.
    package var latest: Double
    package var earliest: Double
    /// The level that the newest points have.
    package var level: Double
    /// The level that the oldest points have.
    package var firstLevel: Double
    package var lastTime: Timestamp
    /// Standard deviation of a point around its level, relative.
    package var noise: Double
    /// Medians of up to 60 stretches of the whole history, oldest first.
    package var sparkline: [Double]
    /// From the oldest point to the newest.
    package var span = Stretch()
  }

  /// A stretch of the history that stays where it is however the history grows.
  package struct Stretch: Sendable, Equatable {
    /// Hash of the first and of the last commit; in a history without commits, milliseconds since 1970. Empty where
    /// unknown.
    package var first = ""
    package var last = ""
  }

  /// A change of a level.
  package struct Event: Sendable, Equatable {
    package var metric: Metric
    package var host: String
    package var tags: String
    package var kind: ChangePoint.Kind
    package var direction: Change.Direction
    package var status: Change.Status
    /// The new level over the old one, less 1.
    package var effect: Double
    /// Ends of the interval of `effect`; `nil` where there are too few points for one.
    package var interval: ClosedRange<Double>?
    /// Probability that chance alone does not part the two sides as far, 0 to 1.
    package var confidence: Double
    package var levelBefore: Double
    package var levelAfter: Double
    /// Hash of the first commit with the new level; empty where unknown.
    package var sha: String
    /// Hash of the last commit with the old level; empty where unknown.
    package var previousSHA: String
    /// When the first execution with the new level began.
    package var time: Timestamp
    /// By how much the change passes the detector's tests.
    package var strength = 0.0
    /// Where the change may truly stand.
    package var span = Stretch()
    /// What differs between the environments before and after.
    package var differences: [EnvironmentChange.Difference] = []

    /// Whether the level has not gone back since, and nobody accepted it.
    package var isStanding: Bool { status == .standing }
  }

  package var name: String
  package var slug: String
  package var executions: Int
  package var failures: Int
  package var timeouts: Int
  /// Executions that a person took out; they are in none of the other numbers.
  package var excluded = 0
  package var firstTime: Timestamp
  package var lastTime: Timestamp
  /// Exit code or outcome of the newest execution was a failure.
  package var lastFailed: Bool
  /// Command line of the newest execution; empty where it is unknown.
  package var command: [String] = []
  /// Number of host classes that it was measured on.
  package var hosts: Int
  /// Words of all tag sets, for grouping.
  package var tags: [String]
  /// The line that stands for the script comes first; then by metric.
  package var lines: [Line]
  /// Changes of the lines, those of a line in order of time.
  package var events: [Event]
  /// How other branches compare with the default one.
  package var branches: [BranchRow] = []

  /// The line that stands for the script; `nil` if nothing was ever measured.
  package var headline: Line? { lines.first }

  /// Executions that exited 0, of all: 0 to 1; `nil` where there are none.
  package var successRate: Double? {
    executions == 0 ? nil : Double(executions - failures) / Double(executions)
  }

  /// Whether a person took every execution out.
  package var isExcluded: Bool { executions == 0 && excluded > 0 }

  /// The newest change of the headline's metric that is not a passing spike.
  package var latestEvent: Event? { latestEventIndex.map { events[$0] } }

  /// Whether the last change of another metric than the headline's still stands.
  var hasChangedBesideHeadline: Bool {
    lines.contains { line in
      line.metric != headline?.metric
        && events.last {
          $0.metric == line.metric && $0.host == line.host && $0.tags == line.tags
            && $0.kind != .spike
        }?.isStanding == true
    }
  }

  /// Where it stands among `events`.
  var latestEventIndex: Int? {
    guard let headline else { return nil }
    return events.lastIndex {
      $0.metric == headline.metric && $0.host == headline.host && $0.tags == headline.tags
        && $0.kind != .spike
    }
  }
}
