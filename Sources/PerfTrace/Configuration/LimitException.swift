/// A limit that is not to fail for a while, with the reason why.
package struct LimitException: Sendable, Equatable {
  package var script: Glob
  /// `nil` for every metric.
  package var metric: Glob?
  /// `nil` for every limit.
  package var limit: LimitKind?
  /// The first instant at which it no longer holds: the end of its last day, in UTC.
  package var expires: Timestamp
  package var reason: String

  package init(
    script: Glob, metric: Glob? = nil, limit: LimitKind? = nil, expires: Timestamp, reason: String
  ) {
    self.script = script
    self.metric = metric
    self.limit = limit
    self.expires = expires
    self.reason = reason
  }

  func covers(_ kind: LimitKind, script: String, metric: String) -> Bool {
    self.script.matches(script) && (self.metric?.matches(metric) ?? true)
      && (limit == nil || limit == kind)
  }

  /// The last day on which it holds, "2026-12-31".
  package var lastDay: String {
    String(Timestamp(milliseconds: expires.milliseconds - 1).iso8601.prefix(10))
  }

  package func isExpired(at now: Timestamp) -> Bool { now >= expires }
}
