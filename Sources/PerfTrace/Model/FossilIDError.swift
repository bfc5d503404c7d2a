/// Why a text stands for no fossil.
package enum FossilIDError: Diagnosis, Equatable {
  case malformed(String)
  case tooShort(String)
  case unknown(String)
  case ambiguous(String, candidates: [FossilID])

  package var summary: String {
    switch self {
    case .malformed(let text): "\"\(text)\" is no identity of a fossil"
    case .tooShort(let text): "\"\(text)\" is too short for the identity of a fossil"
    case .unknown(let text):
      FossilID(text) == nil
        ? "no fossil's identity begins with \"\(text)\""
        : "no fossil has the identity \"\(text)\""
    case .ambiguous(let text, let candidates):
      "\"\(text)\" is the beginning of \(candidates.count) fossils' identities"
    }
  }

  package var reason: String? {
    guard case .ambiguous(_, let candidates) = self else { return nil }
    return candidates.prefix(3).map(\.description).joined(separator: ", ")
      + (candidates.count > 3 ? " and \(candidates.count - 3) more" : "")
  }

  package var hint: String? {
    switch self {
    case .malformed, .unknown: "`perftrace log` shows the identity of each execution"
    case .tooShort:
      "write at least \(FossilID.Prefix.fewestDigits) digits, as `perftrace log` shows them"
    case .ambiguous: "write as many digits as `perftrace log` shows"
    }
  }
}
