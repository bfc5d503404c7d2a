internal import Yams

extension ConfigurationReader {
  private static let generalKeys = [
    "max-time", "success-rate", "regression", "improvement", "trend", "metrics",
  ]
  private static let metricKeys = ["max", "regression", "improvement", "trend", "action"]

  /// The limits of `limits`, or of one script.
  mutating func limitOverrides(_ node: Node, _ section: String) -> LimitRules.Overrides {
    var overrides = LimitRules.Overrides()
    for entry in entries(node, section, known: Self.generalKeys) {
      if let kind = LimitKind(rawValue: entry.key) {
        overrides.limits[kind] = limitOverride(entry, kind.dimension ?? .share)
        continue
      }
      for metric in entries(entry.value, entry.path) {
        overrides.metrics.append(metricRule(metric, in: entry.path))
      }
    }
    return overrides
  }

  private mutating func metricRule(
    _ metric: Entry, in section: String
  ) -> LimitRules.MetricRule {
    let glob = pattern(metric.key, for: .metric, in: section, at: metric.keyPlace)
    var rule = LimitRules.MetricRule(metric: glob, limits: [:])
    var action: LimitAction?
    // "off" for a whole metric.
    if metric.value.scalar?.string == LimitAction.off.rawValue {
      action = .off
    } else {
      for entry in entries(metric.value, metric.path, known: Self.metricKeys) {
        if entry.key == "action" {
          action = choice(entry, of: LimitAction.self)
        } else if let kind = LimitKind(rawValue: entry.key) {
          let unit = Metric.builtIn.first { $0.id == metric.key }?.unit
          rule.limits[kind] = limitOverride(
            entry, kind.dimension ?? Self.dimension(of: unit, node: entry.value),
            unit: unit)
        }
      }
    }
    if let action {
      let kinds = rule.limits.isEmpty ? [LimitKind.regression] : Array(rule.limits.keys)
      for kind in kinds where rule.limits[kind]?.action == nil {
        rule.limits[kind, default: LimitOverride()].action = action
      }
      if action == .off {
        for kind in LimitKind.allCases { rule.limits[kind, default: LimitOverride()].action = .off }
      }
    }
    return rule
  }

  /// A value, "off", or a mapping of `limit` and `action`.
  private mutating func limitOverride(
    _ entry: Entry, _ dimension: UnitText.Dimension, unit: Metric.Unit? = nil
  ) -> LimitOverride? {
    if entry.value.scalar?.string == LimitAction.off.rawValue {
      return LimitOverride(action: .off)
    }
    guard case .mapping = entry.value else {
      return quantity(entry.value, key: entry.path, dimension).map {
        LimitOverride(value: Self.inMetric($0, unit, dimension))
      }
    }
    var override = LimitOverride()
    for field in entries(entry.value, entry.path, known: ["limit", "action"]) {
      if field.key == "action" {
        override.action = choice(field, of: LimitAction.self)
      } else {
        override.value = quantity(field.value, key: field.path, dimension).map {
          Self.inMetric($0, unit, dimension)
        }
      }
    }
    return override
  }

  /// What the largest value of a metric is written in; for a custom metric the text itself tells.
  private static func dimension(of unit: Metric.Unit?, node: Node) -> UnitText.Dimension {
    switch unit {
    case .seconds: return .duration
    case .mebibytes, .bytes: return .size
    case .percent: return .share
    case .count: return .number
    case .other, nil:
      let text = node.scalar?.string ?? ""
      return text.last?.isNumber == true ? .number : text.hasSuffix("B") ? .size : .duration
    }
  }

  /// A value in a dimension's base unit as the metric counts it.
  private static func inMetric(
    _ value: Double, _ unit: Metric.Unit?, _ dimension: UnitText.Dimension
  ) -> Double {
    switch (unit, dimension) {
    case (.mebibytes, .size): value / 1_048_576
    case (.percent, .share): value * 100
    default: value
    }
  }

  /// An exception with its day and its reason, both of which it must have.
  mutating func exception(_ node: Node, _ section: String) -> LimitException? {
    var script: Glob?
    var metric: Glob?
    var limit: LimitKind?
    var expires: Timestamp?
    var reason: String?
    for entry in entries(node, section, known: ["script", "metric", "limit", "until", "reason"]) {
      switch entry.key {
      case "script": script = pattern(entry, for: .script, in: section)
      case "metric": metric = pattern(entry, for: .metric, in: section)
      case "limit": limit = choice(entry, of: LimitKind.self)
      case "until": expires = endOfDay(entry)
      default: reason = string(entry)
      }
    }
    let required: [(String, Bool)] = [
      ("script", script == nil), ("until", expires == nil), ("reason", reason == nil),
    ]
    if case .mapping(let mapping) = node {
      for (key, isMissing) in required
      where isMissing && !mapping.contains(where: { $0.key.scalar?.string == key }) {
        note(.missingKey(key, section: section), at: place(of: node))
      }
    }
    guard let script, let expires, let reason else { return nil }
    return LimitException(
      script: script, metric: metric, limit: limit, expires: expires, reason: reason)
  }

  private mutating func pattern(
    _ entry: Entry, for subject: NamePattern.Subject, in section: String
  ) -> Glob? {
    guard let text = string(entry) else { return nil }
    return pattern(text, for: subject, in: section, at: place(of: entry.value))
  }

  /// The end of a day written as 2026-12-31, in UTC.
  private mutating func endOfDay(_ entry: Entry) -> Timestamp? {
    guard let text = string(entry) else { return nil }
    if text.utf8.count == 10, let start = Timestamp(iso8601: text + "T00:00:00Z") {
      return Timestamp(milliseconds: start.milliseconds + 86_400_000)
    }
    note(
      .invalid(
        key: entry.path, text: text, why: "no day", suggestion: "a day like 2026-12-31"),
      at: place(of: entry.value))
    return nil
  }
}
