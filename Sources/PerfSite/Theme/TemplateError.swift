package import PerfTrace

/// Why a theme cannot be used.
package enum TemplateError: Diagnosis, Equatable {
  /// A template uses a name that its page does not declare.
  case unknownName(name: String, location: SourceLocation, known: [String])
  /// A name is used in a way that does not fit what it stands for.
  case wrongUse(name: String, use: String, location: SourceLocation, instead: String)
  /// A partial that neither the folder nor the built-in theme has.
  case unknownPartial(name: String, location: SourceLocation, known: [String])
  /// A partial that includes itself, directly or by way of another.
  case endlessPartial(name: String, location: SourceLocation)
  /// A tag that themes do not have: delimiters, inheritance, transforms.
  case unsupportedTag(tag: String, location: SourceLocation)
  /// A tag or a section without its end, or the other way round.
  case syntax(problem: String, location: SourceLocation)
  /// The folder holds a file that overrides nothing.
  case unknownFile(path: String, folder: String, known: [String])
  case unreadable(path: String, reason: String)

  package var summary: String {
    switch self {
    case .unknownName(let name, _, _): "unknown name \"\(name)\""
    case .wrongUse(let name, let use, _, _): "\"\(name)\" cannot be used as \(use)"
    case .unknownPartial(let name, _, _): "unknown partial \"\(name)\""
    case .endlessPartial(let name, _): "partial \"\(name)\" includes itself"
    case .unsupportedTag(let tag, _): "the tag \"\(tag)\" is not available in templates"
    case .syntax(let problem, _): problem
    case .unknownFile(let path, _, _): "\"\(path)\" overrides no template"
    case .unreadable(let path, _): "cannot read \"\(path)\""
    }
  }

  package var reason: String? {
    switch self {
    case .unreadable(_, let reason): reason
    default: nil
    }
  }

  package var location: SourceLocation? {
    switch self {
    case .unknownName(_, let location, _), .wrongUse(_, _, let location, _),
      .unknownPartial(_, let location, _), .endlessPartial(_, let location),
      .unsupportedTag(_, let location), .syntax(_, let location):
      location
    case .unknownFile, .unreadable: nil
    }
  }

  package var hint: String? {
    switch self {
    case .unknownName(let name, _, let known): Suggestion.hint(for: name, among: known)
    case .wrongUse(_, _, _, let instead): "write \(instead)"
    case .unknownPartial(let name, _, let known): Suggestion.hint(for: name, among: known)
    case .endlessPartial: nil
    case .unsupportedTag: "use {{name}}, {{{name}}}, {{#name}}, {{^name}} and {{> partial}}"
    case .syntax: nil
    case .unknownFile(let path, _, let known):
      Suggestion.hint(for: path, among: known)
        + "; `perfsite templates export` writes them all"
    case .unreadable: nil
    }
  }
}
