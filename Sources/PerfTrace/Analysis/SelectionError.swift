/// A name that does not stand for measured executions.
package enum SelectionError: Error, Sendable, Equatable {
  case unknownRevision(String, known: [String])
  case unmeasuredCommit(String, newest: String?)
  case ambiguousCommit(String, candidates: [String])
  case unknownTag(String, known: [String])
}

extension SelectionError: Diagnosis {
  package var summary: String {
    switch self {
    case .unknownRevision(let text, _): "no branch or commit \"\(text)\" was measured"
    case .unmeasuredCommit(let text, _): "commit \"\(text)\" was never measured"
    case .ambiguousCommit(let text, _): "\"\(text)\" fits several measured commits"
    case .unknownTag(let text, _): "no execution is tagged \"\(text)\""
    }
  }

  package var reason: String? {
    switch self {
    case .ambiguousCommit(_, let candidates):
      candidates.prefix(4).map { String($0.prefix(12)) }.joined(separator: ", ")
        + (candidates.count > 4 ? " and \(candidates.count - 4) more" : "")
    default: nil
    }
  }

  package var hint: String? {
    switch self {
    case .unknownRevision(let text, let known):
      NameSuggestion.hint(for: text, among: known, what: "branches")
    case .unmeasuredCommit(_, let newest):
      newest.map { "the newest measured commit is \($0.prefix(12))" }
        ?? "`perftrace track` measures the current commit"
    case .ambiguousCommit: "write more digits of the hash"
    case .unknownTag(let text, let known):
      NameSuggestion.hint(for: text, among: known, what: "tags")
    }
  }
}
