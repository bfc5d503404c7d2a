package import PerfTrace

/// Which fossils are exported; what is `nil` does not matter.
package struct ExportSelection: Sendable {
  package var script: Glob?
  package var branch: String?
  /// The beginning of a commit's hash, in lower case.
  package var commit: String?
  package var since: Timestamp?
  package var until: Timestamp?

  package init() {}

  package func contains(_ fossil: Fossil) -> Bool {
    if let script, !script.matches(fossil.script) { return false }
    if let branch, fossil.gitBranch != branch { return false }
    if let commit, fossil.gitSHA?.hasPrefix(commit) != true { return false }
    if let since, fossil.timestamp < since { return false }
    if let until, fossil.timestamp >= until { return false }
    return true
  }
}
