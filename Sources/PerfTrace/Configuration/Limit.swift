/// What happens when a limit is exceeded.
package enum LimitAction: String, Sendable, Hashable, CaseIterable {
  /// The gate fails.
  case fail
  /// It is told, and the gate goes on.
  case warn
  /// The limit is not looked at.
  case off
}

/// A limit of the gate: a value in seconds, or a part of 1, and what happens beyond it.
package struct Limit: Sendable, Hashable {
  package var value: Double
  package var action: LimitAction

  package init(_ value: Double, _ action: LimitAction = .fail) {
    self.value = value
    self.action = action
  }

  /// Replaces what `override` tells.
  func overridden(by override: LimitOverride?) -> Limit {
    guard let override else { return self }
    var limit = self
    if let value = override.value {
      limit.value = value
      // A limit that was off is meant to be looked at once somebody gives it a value.
      if limit.action == .off { limit.action = .fail }
    }
    if let action = override.action { limit.action = action }
    return limit
  }
}

/// What a configuration says about a limit; a `nil` keeps what held before.
package struct LimitOverride: Sendable, Hashable {
  package var value: Double?
  package var action: LimitAction?

  package init(value: Double? = nil, action: LimitAction? = nil) {
    self.value = value
    self.action = action
  }
}

/// The kinds of limits, by their key in the configuration.
package enum LimitKind: String, Sendable, Hashable, CaseIterable {
  /// Median execution time of the candidate, in seconds.
  case maxTime = "max-time"
  /// Median of any other metric of the candidate, in the metric's unit.
  case maximum = "max"
  /// Share of executions that exited 0.
  case successRate = "success-rate"
  /// Change for the worse against the baseline.
  case regression
  /// Change for the better against the baseline, for those who want to be told.
  case improvement
  /// Change for the worse that stands in the default branch's history.
  case trend

  /// What it is written in; a `maximum` is in its metric's own unit, and `nil`.
  package var dimension: UnitText.Dimension? {
    switch self {
    case .maxTime: .duration
    case .maximum: nil
    case .successRate: .rate
    case .regression, .improvement, .trend: .change
    }
  }

  /// Whether it limits a metric; a success rate is of the script.
  package var isOfMetric: Bool { self != .successRate }
}
