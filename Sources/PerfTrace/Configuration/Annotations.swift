/// What people reviewed and decided about the history: changes that are accepted, executions that do not count.
package struct Annotations: Sendable, Equatable {
  /// A change that is known and wanted; the baseline starts anew with it.
  package struct AcceptedChange: Sendable, Equatable {
    package var script: Glob
    /// `nil` for every metric.
    package var metric: Glob?
    /// Hash of the commit that brought the change; a prefix of at least seven digits will do.
    package var commit: String
    package var reason: String

    package init(script: Glob, metric: Glob? = nil, commit: String, reason: String) {
      self.script = script
      self.metric = metric
      self.commit = commit
      self.reason = reason
    }

    /// Whether this is about `metric` of `script`.
    package func covers(script: String, metric: String) -> Bool {
      self.script.matches(script) && (self.metric?.matches(metric) ?? true)
    }
  }

  /// An execution that is left out of statistics.
  package struct Exclusion: Sendable, Equatable {
    package var fossil: FossilID
    package var reason: String

    package init(fossil: FossilID, reason: String) {
      self.fossil = fossil
      self.reason = reason
    }
  }

  package var accepted: [AcceptedChange] = []
  package var excluded: [Exclusion] = []

  package init() {}

  /// What became of something that was to be noted.
  package enum Outcome: Sendable {
    case added, changedReason, unchanged
  }

  /// Notes that a change is wanted, or that it is for another reason than was noted before.
  package mutating func accept(_ change: AcceptedChange) -> Outcome {
    func isSame(_ other: AcceptedChange) -> Bool {
      other.script == change.script && other.metric == change.metric
        && other.commit == change.commit
    }
    let isUnchanged = accepted.last(where: isSame)?.reason == change.reason
    guard !isUnchanged else { return .unchanged }
    let count = accepted.count
    accepted.removeAll(where: isSame)
    let outcome: Outcome = accepted.count == count ? .added : .changedReason
    accepted.append(change)
    return outcome
  }

  /// Notes that an execution does not count, or that it does not for another reason than was noted before.
  package mutating func exclude(_ fossil: FossilID, reason: String) -> Outcome {
    let isUnchanged = exclusionReasons[fossil] == reason
    guard !isUnchanged else { return .unchanged }
    let count = excluded.count
    excluded.removeAll { $0.fossil == fossil }
    let outcome: Outcome = excluded.count == count ? .added : .changedReason
    excluded.append(Exclusion(fossil: fossil, reason: reason))
    return outcome
  }

  /// Why each excluded execution does not count; of several reasons the last.
  package var exclusionReasons: [FossilID: String] {
    Dictionary(excluded.map { ($0.fossil, $0.reason) }, uniquingKeysWith: { $1 })
  }
}
