internal import Yams

extension Annotations {
  /// Reads the text of an annotations file; `file` is its name for messages.
  package static func read(
    _ text: String, file: String
  ) -> (annotations: Annotations, errors: [ConfigurationError]) {
    var reader = ConfigurationReader(file: file)
    var annotations = Annotations()
    if let root = reader.root(of: text) {
      for entry in reader.entries(root, "", known: ["accepted", "excluded"]) {
        for item in reader.items(entry) {
          if entry.key == "accepted" {
            if let change = reader.acceptedChange(item) { annotations.accepted.append(change) }
          } else if let exclusion = reader.exclusion(item) {
            annotations.excluded.append(exclusion)
          }
        }
      }
    }
    return (annotations, reader.errors)
  }

  /// The annotations as YAML, in the order in which they were made.
  package var yaml: String {
    var text = "# Reviewed by people; written by `perftrace accept` and `perftrace exclude`.\n"
    if !accepted.isEmpty {
      text += "accepted:\n"
      for change in accepted {
        text += "  - script: \(quoted(change.script.pattern))\n"
        if let metric = change.metric { text += "    metric: \(quoted(metric.pattern))\n" }
        text += "    commit: \(quoted(change.commit))\n"
        text += "    reason: \(quoted(change.reason))\n"
      }
    }
    if !excluded.isEmpty {
      text += "excluded:\n"
      for exclusion in excluded {
        text += "  - fossil: \(quoted(exclusion.fossil.description))\n"
        text += "    reason: \(quoted(exclusion.reason))\n"
      }
    }
    return text
  }

  /// A double-quoted scalar, which YAML reads as JSON does.
  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _
      where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || [0x85, 0x2028, 0x2029, 0xFEFF].contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension ConfigurationReader {
  fileprivate mutating func acceptedChange(_ node: Node) -> Annotations.AcceptedChange? {
    let fields = texts(node, "accepted", known: ["script", "metric", "commit", "reason"])
    guard let script = required("script", fields, "accepted", node),
      let commit = required("commit", fields, "accepted", node),
      let reason = required("reason", fields, "accepted", node)
    else { return nil }
    let isHash = (7...64).contains(commit.utf8.count) && commit.allSatisfy(\.isHexDigit)
    guard isHash else {
      note(
        .invalid(
          key: "accepted.commit", text: commit, why: "no hash",
          suggestion: "at least seven hexadecimal digits"), at: place(of: node))
      return nil
    }
    return Annotations.AcceptedChange(
      script: Glob(script), metric: fields["metric"].map { Glob($0) }, commit: commit.lowercased(),
      reason: reason)
  }

  fileprivate mutating func exclusion(_ node: Node) -> Annotations.Exclusion? {
    let fields = texts(node, "excluded", known: ["fossil", "reason"])
    guard let text = required("fossil", fields, "excluded", node),
      let reason = required("reason", fields, "excluded", node)
    else { return nil }
    guard let fossil = FossilID(text) else {
      note(
        .invalid(
          key: "excluded.fossil", text: text, why: "no identity", suggestion: "a fossil's \"id\""),
        at: place(of: node))
      return nil
    }
    return Annotations.Exclusion(fossil: fossil, reason: reason)
  }

  private mutating func texts(_ node: Node, _ section: String, known: [String]) -> [String: String]
  {
    var fields: [String: String] = [:]
    for entry in entries(node, section, known: known) { fields[entry.key] = string(entry) }
    return fields
  }

  private mutating func required(
    _ key: String, _ fields: [String: String], _ section: String, _ node: Node
  ) -> String? {
    if fields[key] == nil { note(.missingKey(key, section: section), at: place(of: node)) }
    return fields[key]
  }
}
