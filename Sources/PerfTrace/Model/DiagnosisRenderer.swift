/// The one place where a diagnosis becomes words on a terminal.
package enum DiagnosisRenderer {
  /// Two lines at most: `program: error: place: summary: reason` and the hint.
  package static func render(
    _ diagnosis: some Diagnosis, program: String, severity: String = "error"
  ) -> String {
    var parts = ["\(program): \(severity)"]
    if let location = diagnosis.location { parts.append(location.description) }
    parts.append(diagnosis.summary)
    if let reason = diagnosis.reason { parts.append(reason) }
    let line = parts.joined(separator: ": ")
    guard let hint = diagnosis.hint else { return line }
    return line + "\n  hint: " + hint
  }
}

extension SourceLocation: CustomStringConvertible {
  /// `file:line:column`, as compilers and editors write it.
  package var description: String {
    ([file] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":")
  }
}
