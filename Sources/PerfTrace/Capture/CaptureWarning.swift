/// Something about measurements that a person should know before trusting them.
package struct CaptureWarning: Sendable, Equatable {
  /// What was seen: `2 of 20 executions of "build" are outliers`.
  package var seen: String
  /// Why it matters.
  package var reason: String
  /// What to try, with options that are not yet in use; `nil` where nothing can be done.
  package var hint: String?

  /// One line and a hint, as errors are rendered.
  package func text(program: String) -> String {
    let line = "\(program): warning: \(seen): \(reason)"
    return hint.map { line + "\n  hint: " + $0 } ?? line
  }
}
