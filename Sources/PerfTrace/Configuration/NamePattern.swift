/// A pattern for names of scripts or metrics, with the place where a configuration has it.
package struct NamePattern: Sendable, Equatable {
  package enum Subject: String, Sendable {
    case script
    case metric
  }

  package var glob: Glob
  package var subject: Subject
  /// The key that it stands under: "scripts", "limits.metrics", "exceptions".
  package var section: String
  package var place: SourceLocation
}
