/// What is wrong with a configuration, at a place in its file.
package struct ConfigurationError: Error, Sendable, Equatable {
  package enum Problem: Sendable, Equatable {
    case unreadable(String)
    case unwritable(String)
    case syntax(String)
    case duplicateKey(String)
    /// A key that does not exist in this section (empty at the top); `known` are those that do.
    case unknownKey(String, section: String, known: [String])
    case missingKey(String, section: String)
    case expected(String, key: String, found: String)
    /// A value that does not fit, and what to write instead.
    case invalid(key: String, text: String, why: String, suggestion: String?)
  }

  package var problem: Problem
  package var place: SourceLocation

  package init(_ problem: Problem, at place: SourceLocation) {
    self.problem = problem
    self.place = place
  }
}

extension ConfigurationError: Diagnosis {
  package var summary: String {
    switch problem {
    case .unreadable: "cannot read the configuration"
    case .unwritable: "cannot write the annotations"
    case .syntax(let problem): "not YAML: \(problem)"
    case .duplicateKey(let key): "\"\(key)\" is written twice"
    case .unknownKey(let key, let section, _):
      section.isEmpty ? "unknown key \"\(key)\"" : "unknown key \"\(key)\" in \"\(section)\""
    case .missingKey(let key, let section): "\"\(section)\" lacks \"\(key)\""
    case .expected(let what, let key, let found):
      "expected \(what) for \"\(key)\", found \(found)"
    case .invalid(let key, let text, let why, _): "\"\(text)\" is no value for \"\(key)\": \(why)"
    }
  }

  package var reason: String? {
    switch problem {
    case .unreadable(let why), .unwritable(let why): why
    default: nil
    }
  }

  package var location: SourceLocation? { place }

  package var hint: String? {
    switch problem {
    case .unknownKey(let key, _, let known):
      NameSuggestion.hint(for: key, among: known, what: "keys")
    case .invalid(_, _, _, let suggestion?): "write " + suggestion
    default: nil
    }
  }
}
