/// A change that many scripts of one host class show at one point: told once, as a change of what they share.
package struct EnvironmentChange: Sendable, Equatable {
  /// One value of the environment that differs between before and after.
  package struct Difference: Sendable, Hashable {
    /// The key in `environment`, "kernel".
    package var key: String
    /// Empty where it was not recorded.
    package var before: String
    package var after: String

    package init(key: String, before: String, after: String) {
      self.key = key
      self.before = before
      self.after = after
    }
  }

  /// Where a member stands in the list of assessments that was grouped.
  package struct Member: Sendable, Hashable {
    package var assessment: Int
    package var change: Int

    package init(assessment: Int, change: Int) {
      self.assessment = assessment
      self.change = change
    }
  }

  /// Index into `History.hostClasses`.
  package var hostClass: Int32
  /// Newest commit before and first commit after, as most members see it; -1 where unknown.
  package var previousCommit: Int32
  package var commit: Int32
  package var time: Timestamp
  /// The changes that are told here, in the order of assessments.
  package var members: [Member]
  /// Number of scripts that changed, and of those that were measured around this point.
  package var scriptCount: Int
  package var candidateCount: Int
  /// Median effect of the members: 0.07 is 7 % more.
  package var effect: Double
  /// Whether scripts on another host class changed at the same point too: then the commit, or a tool that all
  /// use, is the likelier cause than the machine.
  package var isSharedByHosts: Bool
  /// What the members' environments tell, where at least half of them agree.
  package var differences: [Difference]
}
