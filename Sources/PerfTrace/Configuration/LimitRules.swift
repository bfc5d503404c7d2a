/// The limits of the gate: defaults, overrides for all, per metric, per script, and exceptions that expire.
///
/// Later and more special rules win: defaults, `limits`, `limits.metrics`, then for each matching script in the order of
/// the file its own limits and its `metrics`.
package struct LimitRules: Sendable, Equatable {
  /// Overrides of one level: for every metric, and for those whose id matches a pattern.
  package struct Overrides: Sendable, Equatable {
    package var limits: [LimitKind: LimitOverride] = [:]
    package var metrics: [MetricRule] = []

    package init() {}
  }

  /// Limits of the metrics whose id matches a pattern.
  package struct MetricRule: Sendable, Equatable {
    package var metric: Glob
    package var limits: [LimitKind: LimitOverride]

    package init(metric: Glob, limits: [LimitKind: LimitOverride]) {
      self.metric = metric
      self.limits = limits
    }
  }

  /// Limits of the scripts whose name matches a pattern.
  package struct ScriptRule: Sendable, Equatable {
    package var script: Glob
    package var overrides: Overrides

    package init(script: Glob, overrides: Overrides) {
      self.script = script
      self.overrides = overrides
    }
  }

  package var general = Overrides()
  package var scripts: [ScriptRule] = []
  package var exceptions: [LimitException] = []

  package init() {}
}

extension LimitRules {
  /// The default of a limit, before any override: 15 s, 85 %, 5 %, 5 % (off), 10 % (told, not failed).
  ///
  /// Wall time and metrics that a program or another tool reports are judged; peak RSS is told; other built-in
  /// metrics explain rather than judge and are off.
  package static func standard(_ kind: LimitKind, metric: Metric) -> Limit {
    let action: LimitAction
    switch metric.id {
    case Metric.executionTime.id: action = .fail
    case Metric.memoryUsage.id: action = .warn
    default: action = Metric.builtIn.contains { $0.id == metric.id } ? .off : .fail
    }
    switch kind {
    case .maxTime: return Limit(15, metric.id == Metric.executionTime.id ? .fail : .off)
    case .maximum: return Limit(.greatestFiniteMagnitude, .off)
    case .successRate: return Limit(0.85, .fail)
    case .regression: return Limit(0.05, action)
    case .improvement: return Limit(0.05, .off)
    case .trend: return Limit(0.10, action == .off ? .off : .warn)
    }
  }

  private static func isJudged(_ metric: Metric, for kind: LimitKind) -> Bool {
    standard(kind == .improvement ? .regression : kind, metric: metric).action != .off
  }

  /// The limit that holds for a metric of a script, exceptions not counted.
  package func limit(_ kind: LimitKind, script: String, metric: Metric) -> Limit {
    var limit = Self.standard(kind, metric: metric)
    apply(general, kind, metric, to: &limit)
    for rule in scripts where rule.script.matches(script) {
      apply(rule.overrides, kind, metric, to: &limit)
    }
    return limit
  }

  private func apply(
    _ overrides: Overrides, _ kind: LimitKind, _ metric: Metric, to limit: inout Limit
  ) {
    if let override = overrides.limits[kind] {
      // What is said of all metrics does not turn on those that are not judged by default.
      if Self.isJudged(metric, for: kind) {
        limit = limit.overridden(by: override)
      } else {
        limit.value = override.value ?? limit.value
      }
    }
    for rule in overrides.metrics where rule.metric.matches(metric.id) {
      limit = limit.overridden(by: rule.limits[kind])
    }
  }

  /// The exception that covers a limit of a metric of a script on the day of `now`; the first of several.
  package func exception(
    _ kind: LimitKind, script: String, metric: Metric, now: Timestamp
  ) -> LimitException? {
    exceptions.first { exception in
      exception.covers(kind, script: script, metric: metric.id) && !exception.isExpired(at: now)
    }
  }
}
