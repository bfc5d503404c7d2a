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

    /// Whether this is about `metric` of `script` at `sha`.
    package func covers(script: String, metric: String, sha: String) -> Bool {
      sha.hasPrefix(commit) && self.script.matches(script) && (self.metric?.matches(metric) ?? true)
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
}
