internal import PerfTrace

/// One tag of a template with its place.
struct TemplateTag: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case variable
    case unescaped
    case section
    case inverted
    case end
    case partial
  }

  var kind: Kind
  var name: String
  var location: SourceLocation
}

extension TemplateTag {
  /// Finds the tags of a template, comments left out.
  static func scan(_ text: String, file: String) throws(TemplateError) -> [TemplateTag] {
    var tags: [TemplateTag] = []
    let bytes = Array(text.utf8)
    var (index, line, lineStart) = (0, 1, 0)
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\n") { (line, lineStart) = (line + 1, index + 1) }
      guard bytes[index...].starts(with: "{{".utf8) else {
        index += 1
        continue
      }
      let location = SourceLocation(file: file, line: line, column: index - lineStart + 1)
      let isTriple = bytes[index...].starts(with: "{{{".utf8)
      let closing = isTriple ? "}}}" : "}}"
      let start = index + closing.utf8.count
      guard
        let end = (start...max(start, bytes.count)).first(where: {
          $0 < bytes.count && bytes[$0...].starts(with: closing.utf8)
        })
      else { throw .syntax(problem: "tag without \"\(closing)\"", location: location) }
      let content = String(decoding: bytes[start..<end], as: UTF8.self)
      if let tag = try tag(content, isTriple: isTriple, location: location) { tags.append(tag) }
      for position in index..<end where bytes[position] == UInt8(ascii: "\n") {
        (line, lineStart) = (line + 1, position + 1)
      }
      index = end + closing.utf8.count
    }
    return tags
  }

  private static func tag(
    _ content: String, isTriple: Bool, location: SourceLocation
  ) throws(TemplateError) -> TemplateTag? {
    let trimmed = content.trimmed
    let marks: [Character: Kind] = [
      "#": .section, "^": .inverted, "/": .end, ">": .partial, "&": .unescaped,
    ]
    if trimmed.first == "!" && !isTriple { return nil }
    var kind: Kind = isTriple ? .unescaped : .variable
    var name = trimmed
    if !isTriple, let first = trimmed.first, let marked = marks[first] {
      (kind, name) = (marked, String(trimmed.dropFirst()).trimmed)
    }
    let isName =
      !name.isEmpty
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-/.".contains($0)) }
    guard isName else {
      throw .unsupportedTag(
        tag: isTriple ? "{{{\(content)}}}" : "{{\(content)}}", location: location)
    }
    return TemplateTag(kind: kind, name: name, location: location)
  }
}

extension String {
  fileprivate var trimmed: String {
    let head = drop { $0.isWhitespace }
    guard let last = head.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(head[...last])
  }
}
