/// A name that does not stand for measured executions.
package enum SelectionError: Error, Sendable, Equatable {
  case unknownRevision(String, known: [String])
  case unknownBranch(String, known: [String])
  case unmeasuredCommit(String, newest: String?)
  case unmeasuredRange(String, commits: Int, newest: String?)
  case ambiguousCommit(String, candidates: [String])
  case unknownTag(String, known: [String])
  case unknownScript(String, known: [String])
  case unknownMetric(String, known: [String])
  /// Names that were measured, but not together: "build" not "on branch …".
  case notMeasured(names: [String], place: String, known: [String])
}

extension SelectionError: Diagnosis {
  package var summary: String {
    switch self {
    case .unknownRevision(let text, _): "no branch or commit \"\(text)\" was measured"
    case .unknownBranch(let text, _): "no branch \"\(text)\" was measured"
    case .unmeasuredCommit(let text, _): "commit \"\(text)\" was never measured"
    case .unmeasuredRange(let text, 0, _): "the range \"\(text)\" is empty"
    case .unmeasuredRange(let text, 1, _): "the commit in \"\(text)\" was never measured"
    case .unmeasuredRange(let text, let count, _):
      "none of the \(count) commits in \"\(text)\" was ever measured"
    case .ambiguousCommit(let text, _): "\"\(text)\" fits several measured commits"
    case .unknownTag(let text, _): "no execution is tagged \"\(text)\""
    case .unknownScript(let text, _): "no script \"\(text)\" was measured"
    case .unknownMetric(let text, _): "no metric \"\(text)\" was measured"
    case .notMeasured(let names, let place, _):
      names.map { "\"\($0)\"" }.joined(separator: ", ")
        + " \(names.count == 1 ? "was" : "were") not measured \(place)"
    }
  }

  package var reason: String? {
    switch self {
    case .ambiguousCommit(_, let candidates):
      candidates.prefix(4).map { String($0.prefix(10)) }.joined(separator: ", ")
        + (candidates.count > 4 ? " and \(candidates.count - 4) more" : "")
    default: nil
    }
  }

  package var hint: String? {
    switch self {
    case .unknownRevision(let text, let known), .unknownBranch(let text, let known):
      NameSuggestion.hint(for: text, among: known, what: "branches")
    case .unmeasuredRange(_, 0, _): "a range OLD..NEW holds what NEW is built on and OLD is not"
    case .unmeasuredCommit(_, let newest), .unmeasuredRange(_, _, let newest):
      newest.map { "the newest measured commit is \($0.prefix(10))" }
        ?? "`perftrace track` measures the current commit"
    case .ambiguousCommit: "write more digits of the hash"
    case .unknownTag(let text, let known):
      NameSuggestion.hint(for: text, among: known, what: "tags")
    case .unknownScript(let text, let known):
      NameSuggestion.hint(for: text, among: known, what: "scripts")
    case .unknownMetric(let text, let known):
      NameSuggestion.hint(for: text, among: known, what: "metrics")
    case .notMeasured(let names, let place, let known):
      NameSuggestion.hint(for: names.first ?? "", among: known, what: "scripts \(place)")
    }
  }
}

extension History {
  /// Patterns for scripts, each of which fits at least one measured script; any where nothing was measured.
  ///
  /// - Throws: `SelectionError.unknownScript`: a misspelt name would select nothing, and nothing passes every gate.
  package func scriptGlobs(_ patterns: [String]) throws(SelectionError) -> [Glob] {
    if let unknown = Self.unknown(patterns, among: scripts) {
      throw .unknownScript(unknown, known: scripts)
    }
    return patterns.map { Glob($0) }
  }

  /// Patterns for metrics, likewise.
  ///
  /// - Throws: `SelectionError.unknownMetric`.
  package func metricGlobs(_ patterns: [String]) throws(SelectionError) -> [Glob] {
    var globs: [Glob] = []
    for pattern in patterns { globs.append(try metricGlob(pattern)) }
    return globs
  }

  /// A pattern for metrics: an id or a title as tables show it, whatever the case, or a pattern that fits an id.
  ///
  /// - Throws: `SelectionError.unknownMetric`.
  package func metricGlob(_ pattern: String) throws(SelectionError) -> Glob {
    let ids = metrics.map(\.id)
    if metrics.isEmpty || ids.contains(where: Glob(pattern).matches) { return Glob(pattern) }
    let wanted = pattern.lowercased()
    if let named = metrics.first(where: {
      $0.title.lowercased() == wanted || $0.id.lowercased() == wanted
    }) {
      return Glob(named.id)
    }
    let titles = metrics.map(\.title).filter { !ids.contains($0) }
    throw .unknownMetric(pattern, known: ids + titles)
  }

  /// Checks names that are to select executions: each must select some; any does where nothing was measured.
  ///
  /// `script` is a pattern, `commit` the beginning of a hash.
  ///
  /// - Throws: `SelectionError` with what was probably meant.
  package func requireNames(
    script: String?, branch: String?, commit: String?
  ) throws(SelectionError) {
    guard count > 0 else { return }
    _ = try scriptGlobs(script.map { [$0] } ?? [])
    if let branch, !branches.contains(branch) { throw .unknownBranch(branch, known: branches) }
    if let prefix = commit?.lowercased(), !commits.contains(where: { $0.sha.hasPrefix(prefix) }) {
      throw .unmeasuredCommit(
        prefix, newest: self.commit.last { $0 >= 0 }.map { commits[Int($0)].sha })
    }
  }

  private static func unknown(_ patterns: [String], among names: [String]) -> String? {
    names.isEmpty
      ? nil : patterns.first { pattern in !names.contains { Glob(pattern).matches($0) } }
  }
}
