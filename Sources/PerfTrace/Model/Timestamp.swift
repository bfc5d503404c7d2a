/// An instant in UTC with a resolution of one millisecond.
package struct Timestamp: Sendable, Hashable, Comparable {
  /// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  package var milliseconds: Int64

  package init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  package static func < (a: Self, b: Self) -> Bool { a.milliseconds < b.milliseconds }
}
