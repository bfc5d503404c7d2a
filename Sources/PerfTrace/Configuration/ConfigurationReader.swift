internal import Yams

/// Reads values out of YAML nodes and collects everything that is wrong with them, each with line and column.
struct ConfigurationReader {
  /// An entry of a mapping.
  struct Entry {
    var key: String
    /// Where the key stands, with its section: "limits.max-time".
    var path: String
    var keyPlace: SourceLocation
    var value: Node
  }

  let file: String
  private(set) var errors: [ConfigurationError] = []
  private(set) var patterns: [NamePattern] = []

  init(file: String) {
    self.file = file
  }

  /// The root of a YAML document; `nil` for an empty one, or one that is not YAML, which is noted.
  mutating func root(of text: String) -> Node? {
    do {
      return try Yams.compose(yaml: text)
    } catch let error as YamlError {
      note(.init(error, file: file))
    } catch {
      note(.syntax("\(error)"), at: SourceLocation(file: file))
    }
    return nil
  }

  /// Notes where a pattern stands, and gives it back.
  mutating func pattern(
    _ text: String, for subject: NamePattern.Subject, in section: String, at place: SourceLocation
  ) -> Glob {
    patterns.append(
      NamePattern(glob: Glob(text), subject: subject, section: section, place: place))
    return Glob(text)
  }

  mutating func note(_ problem: ConfigurationError.Problem, at place: SourceLocation) {
    errors.append(ConfigurationError(problem, at: place))
  }

  private mutating func note(_ error: ConfigurationError) { errors.append(error) }

  func place(of node: Node) -> SourceLocation {
    SourceLocation(file: file, line: node.mark?.line, column: node.mark?.column)
  }

  /// The entries of a mapping; with `known` given, other keys are noted and left out.
  ///
  /// A node that is null (a key without a value) has no entries.
  mutating func entries(_ node: Node, _ section: String, known: [String]? = nil) -> [Entry] {
    if isNull(node) { return [] }
    guard case .mapping(let mapping) = node else {
      note(
        .expected(
          "a mapping", key: section.isEmpty ? "the file" : section, found: words(for: node)),
        at: place(of: node))
      return []
    }
    var entries: [Entry] = []
    for (keyNode, value) in mapping {
      guard let key = keyNode.scalar?.string else {
        note(.expected("a name", key: section, found: words(for: keyNode)), at: place(of: keyNode))
        continue
      }
      if let known, !known.contains(key) {
        note(.unknownKey(key, section: section, known: known), at: place(of: keyNode))
        continue
      }
      entries.append(
        Entry(
          key: key, path: section.isEmpty ? key : section + "." + key,
          keyPlace: place(of: keyNode), value: value))
    }
    return entries
  }

  /// The items of a sequence.
  mutating func items(_ entry: Entry) -> [Node] {
    if isNull(entry.value) { return [] }
    guard case .sequence(let sequence) = entry.value else {
      note(
        .expected("a list", key: entry.path, found: words(for: entry.value)),
        at: place(of: entry.value))
      return []
    }
    return Array(sequence)
  }

  mutating func string(_ entry: Entry) -> String? { string(entry.value, key: entry.path) }

  mutating func string(_ node: Node, key: String) -> String? {
    guard let text = node.scalar?.string, !isNull(node) else {
      note(.expected("text", key: key, found: words(for: node)), at: place(of: node))
      return nil
    }
    return text
  }

  mutating func boolean(_ entry: Entry) -> Bool? {
    switch entry.value.scalar?.string {
    case "true", "yes": return true
    case "false", "no": return false
    default:
      note(
        .expected("true or false", key: entry.path, found: words(for: entry.value)),
        at: place(of: entry.value))
      return nil
    }
  }

  mutating func integer(_ entry: Entry, in range: ClosedRange<Int>) -> Int? {
    guard let text = entry.value.scalar?.string, let number = Int(text) else {
      note(
        .expected("a whole number", key: entry.path, found: words(for: entry.value)),
        at: place(of: entry.value))
      return nil
    }
    guard range.contains(number) else {
      note(
        .invalid(
          key: entry.path, text: text, why: "out of range",
          suggestion: "a number from \(range.lowerBound) to \(range.upperBound)"),
        at: place(of: entry.value))
      return nil
    }
    return number
  }

  /// One of an enumeration's raw values.
  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ entry: Entry, of _: Choice.Type
  ) -> Choice? {
    guard let text = string(entry) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let known = Choice.allCases.map(\.rawValue)
    let nearest = NameSuggestion.nearest(to: text, among: known)
    note(
      .invalid(
        key: entry.path, text: text, why: "unknown",
        suggestion: nearest.map { "\"\($0)\"" } ?? known.joined(separator: ", ")),
      at: place(of: entry.value))
    return nil
  }

  /// A number with a unit of `dimension`, in that dimension's base unit.
  mutating func quantity(_ node: Node, key: String, _ dimension: UnitText.Dimension) -> Double? {
    guard let text = string(node, key: key) else { return nil }
    do {
      return try UnitText.value(of: text, dimension)
    } catch {
      note(
        .invalid(key: key, text: text, why: error.why, suggestion: error.suggestion),
        at: place(of: node))
      return nil
    }
  }

  func isNull(_ node: Node) -> Bool {
    guard let scalar = node.scalar, scalar.style == .plain else { return false }
    return ["", "~", "null"].contains(scalar.string)
  }

  /// What a node is, for a message.
  private func words(for node: Node) -> String {
    switch node {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar(let scalar): isNull(node) ? "nothing" : "\"\(scalar.string)\""
    case .alias: "an alias"
    }
  }
}

extension ConfigurationError {
  fileprivate init(_ error: YamlError, file: String) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(
        .syntax(problem), at: SourceLocation(file: file, line: mark.line, column: mark.column))
    case .duplicatedKeysInMapping(let duplicates, let context):
      self.init(
        .duplicateKey(duplicates.first ?? ""),
        at: SourceLocation(file: file, line: context.mark.line, column: context.mark.column))
    case .reader(let problem, _, _, _):
      self.init(.syntax(problem), at: SourceLocation(file: file))
    default:
      self.init(.syntax("\(error)"), at: SourceLocation(file: file))
    }
  }
}
