/// Why a report could not be delivered.
package enum ReportError: Diagnosis, Equatable {
  /// The file cannot be made or replaced.
  case cannotWrite(path: String)

  package var summary: String {
    switch self {
    case .cannotWrite(let path): "cannot write \"\(path)\""
    }
  }

  package var reason: String? { "its folder is missing or may not be written to" }
  package var hint: String? { "without --output the report goes to standard output" }
}
