/// A failure that a person can act on; rendered in one place, `DiagnosisRenderer`.
///
/// The one-line part is lower case without a final full stop; text of the user stands in double quotes.
package protocol Diagnosis: Error, Sendable {
  /// What was attempted, on what: `cannot read "x.jsonl"`.
  var summary: String { get }
  /// Why it failed: `permission denied`.
  var reason: String? { get }
  var location: SourceLocation? { get }
  /// What to try next.
  var hint: String? { get }
}

extension Diagnosis {
  package var reason: String? { nil }
  package var location: SourceLocation? { nil }
  package var hint: String? { nil }
}

/// A place in a file; line and column are one-based, `nil` where they mean nothing.
package struct SourceLocation: Sendable, Hashable {
  package var file: String
  package var line: Int?
  package var column: Int?

  package init(file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }
}
