internal import PerfStatistics

/// What the traceability report tells, found in a history; nothing in it depends on when the report is written.
package struct TraceabilityFacts: Sendable {
  /// A change of a script's level.
  package struct Event: Sendable {
    package var metric: Metric
    package var host: String
    package var effect: Double
    package var levelBefore: Double
    package var levelAfter: Double
    package var isWorse: Bool
    package var status: Change.Status
    /// Hash and subject of the first commit with the new level; empty where unknown.
    package var sha: String
    package var subject: String
    /// Hash of the last commit with the old level; empty where unknown.
    package var previousSHA: String
    package var time: Timestamp
    /// Whether the site has a page of the first commit with the new level.
    package var hasPage = true
    /// Whether it is told with `SharedChange`s and not as the script's own.
    package var isShared = false

    package init(
      metric: Metric, host: String, effect: Double, levelBefore: Double, levelAfter: Double,
      isWorse: Bool, status: Change.Status, sha: String, subject: String, previousSHA: String,
      time: Timestamp
    ) {
      self.metric = metric
      self.host = host
      self.effect = effect
      self.levelBefore = levelBefore
      self.levelAfter = levelAfter
      self.isWorse = isWorse
      self.status = status
      self.sha = sha
      self.subject = subject
      self.previousSHA = previousSHA
      self.time = time
    }
  }

  /// A change that many scripts of one host class show at one place, told once.
  package struct SharedChange: Sendable {
    package var change: EnvironmentChange
    package var host: String
    /// Hash and subject of the first commit after it, as most scripts see it; empty where unknown.
    package var sha: String
    package var subject: String
    /// Whether the site has a page of that commit.
    package var hasPage = true

    package init(_ change: EnvironmentChange, in history: History) {
      self.change = change
      host = history.hostClasses[Int(change.hostClass)].words
      let commit = change.commit < 0 ? nil : history.commits[Int(change.commit)]
      sha = commit?.sha ?? ""
      subject = commit?.subject ?? ""
    }
  }

  /// One script.
  package struct Script: Sendable {
    package var name: String
    package var executions: Int
    package var failures: Int
    package var timeouts: Int
    /// Executions that a person took out; they are in none of the other numbers.
    package var excluded: Int
    /// Command line of the newest execution; empty where unknown.
    package var command: [String]
    /// The metric that stands for the script; `nil` if nothing was measured.
    package var metric: Metric?
    /// Level of the newest points, and of the oldest, on the host class that was measured last.
    package var level: Double
    package var firstLevel: Double
    package var latest: Double
    package var points: Int
    /// Standard deviation of a point around its level, relative.
    package var noise: Double
    /// Number of host classes that it was measured on.
    package var hosts: Int
    /// Changes that are not passing spikes, oldest first.
    package var events: [Event]

    package init(name: String) {
      self.name = name
      executions = 0
      failures = 0
      timeouts = 0
      excluded = 0
      command = []
      level = 0
      firstLevel = 0
      latest = 0
      points = 0
      noise = 0
      hosts = 0
      events = []
    }

    /// How the level differs from the oldest one, relative; `nil` where that means nothing, or where so few points
    /// tell no change.
    package var trend: Double? {
      metric == nil || firstLevel == 0 || points < ChangePointDetector.fewestPoints
        ? nil : (level - firstLevel) / firstLevel.magnitude
    }
  }

  package var scripts: [Script] = []
  /// In commit order.
  package var shared: [SharedChange] = []
  package var executions = 0
  package var failures = 0
  /// Executions that people took out, by reason, the most frequent first; they are in none of the other numbers.
  package var excluded: [(reason: String, executions: Int)] = []
  package var branches: [String] = []
  package var commits = 0
  /// First and last execution; `nil` where there is none.
  package var period: ClosedRange<Timestamp>?
  /// Host classes in words, with their executions, the most used first.
  package var hosts: [(words: String, executions: Int)] = []
  /// What is recorded, with the number of executions that have it.
  package var coverage: [(words: String, executions: Int)] = []
  /// Software by field of the environment, with the values that occur, the most used first.
  package var software: [(field: String, values: [String])] = []

  package init() {}
}
