internal import PerfTrace

/// A pull parser for the part of XML that test reports use: elements, attributes, text is skipped.
///
/// It reads no document type, so that no entity can be declared, and opens no other file. Why it is our own:
/// `Documentation/Interchange.md`.
struct XMLScanner {
  enum Event: Sendable {
    /// A start tag; `isEmpty` if it closes itself.
    case start(name: String, attributes: [String: String], isEmpty: Bool, offset: Int)
    case end(name: String, offset: Int)
  }

  /// The most elements that may be open at once.
  static let depthLimit = 100

  private let source: ImportSource
  private var offset = 0
  private var open: [String] = []
  private var hasRoot = false

  init(_ source: ImportSource) {
    self.source = source
    if source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  /// The next tag; `nil` at the end of a complete document.
  ///
  /// - Throws: `ImportError` with line and column if the document is malformed or has a document type.
  mutating func next() throws(ImportError) -> Event? {
    while true {
      guard let bracket = source.bytes[offset...].firstIndex(of: UInt8(ascii: "<")) else {
        guard hasRoot, open.isEmpty else {
          throw failure(
            open.last.map { "the element \"\($0)\" is not closed" } ?? "no element", at: offset)
        }
        return nil
      }
      if open.isEmpty, source.bytes[offset..<bracket].contains(where: { $0 > 0x20 }) {
        throw failure("text outside of the root element", at: offset)
      }
      offset = bracket
      if take("<!--") {
        try skip(past: "-->", "the comment does not end")
      } else if take("<![CDATA[") {
        try skip(past: "]]>", "the CDATA section does not end")
      } else if take("<?") {
        try skip(past: "?>", "the processing instruction does not end")
      } else if take("<!") {
        throw ImportError(.documentType, at: source.location(of: bracket))
      } else if take("</") {
        return try endTag(at: bracket)
      } else {
        offset += 1
        return try startTag(at: bracket)
      }
    }
  }

  private mutating func startTag(at start: Int) throws(ImportError) -> Event {
    if open.isEmpty && hasRoot { throw failure("a second root element", at: start) }
    hasRoot = true
    let name = try self.name()
    var attributes: [String: String] = [:]
    while true {
      skipSpace()
      if take("/>") {
        return .start(name: name, attributes: attributes, isEmpty: true, offset: start)
      }
      if take(">") {
        guard open.count < Self.depthLimit else {
          throw failure("more than \(Self.depthLimit) nested elements", at: start)
        }
        open.append(name)
        return .start(name: name, attributes: attributes, isEmpty: false, offset: start)
      }
      let key = try self.name()
      skipSpace()
      guard take("=") else { throw failure("expected \"=\"", at: offset) }
      skipSpace()
      let value = try attributeValue()
      guard attributes.updateValue(value, forKey: key) == nil else {
        throw failure("the attribute \"\(key)\" is there twice", at: offset)
      }
    }
  }

  private mutating func endTag(at start: Int) throws(ImportError) -> Event {
    let name = try self.name()
    skipSpace()
    guard take(">") else { throw failure("expected \">\"", at: offset) }
    guard open.popLast() == name else {
      throw failure("the end tag \"\(name)\" closes nothing", at: start)
    }
    return .end(name: name, offset: start)
  }

  private mutating func attributeValue() throws(ImportError) -> String {
    let bytes = source.bytes
    guard offset < bytes.count,
      bytes[offset] == UInt8(ascii: "\"") || bytes[offset] == UInt8(ascii: "'")
    else { throw failure("expected a quoted value", at: offset) }
    let quote = bytes[offset]
    let start = offset + 1
    guard let end = bytes[start...].firstIndex(of: quote) else {
      throw failure("the value does not end", at: offset)
    }
    var text: [UInt8] = []
    var index = start
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "<"): throw failure("\"<\" in a value", at: index)
      case UInt8(ascii: "&"):
        guard let semicolon = bytes[index..<min(end, index + 12)].firstIndex(of: UInt8(ascii: ";")),
          let character = Self.character(bytes[(index + 1)..<semicolon])
        else { throw failure("unknown entity", at: index) }
        text.append(contentsOf: String(character).utf8)
        index = semicolon
      default: text.append(bytes[index])
      }
      index += 1
    }
    offset = end + 1
    return String(decoding: text, as: UTF8.self)
  }

  /// The character that `amp` or `#x41` stands for; only the five predefined names are known.
  private static func character(_ reference: ArraySlice<UInt8>) -> Character? {
    switch String(decoding: reference, as: UTF8.self) {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    case let text where text.hasPrefix("#x"):
      return UInt32(text.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init).map(Character.init)
    case let text where text.hasPrefix("#"):
      return UInt32(text.dropFirst(1)).flatMap(Unicode.Scalar.init).map(Character.init)
    default: return nil
    }
  }

  private mutating func name() throws(ImportError) -> String {
    let start = offset
    let stops = Array(" \t\r\n/>=<\"'&".utf8)
    offset = source.bytes[start...].firstIndex(where: stops.contains) ?? source.bytes.count
    guard offset > start else { throw failure("expected a name", at: start) }
    return String(decoding: source.bytes[start..<offset], as: UTF8.self)
  }

  private mutating func skipSpace() {
    offset = source.bytes[offset...].firstIndex { !$0.isJSONSpace } ?? source.bytes.count
  }

  private mutating func take(_ token: StaticString) -> Bool {
    let isThere = unsafe source.bytes[offset...].starts(
      with: UnsafeBufferPointer(start: token.utf8Start, count: token.utf8CodeUnitCount))
    if isThere { offset += token.utf8CodeUnitCount }
    return isThere
  }

  private mutating func skip(past token: String, _ problem: String) throws(ImportError) {
    let token = Array(token.utf8)
    var index = offset
    while let first = source.bytes[index...].firstIndex(of: token[0]) {
      if source.bytes[first...].starts(with: token) {
        offset = first + token.count
        return
      }
      index = first + 1
    }
    throw failure(problem, at: offset)
  }

  private func failure(_ problem: String, at offset: Int) -> ImportError {
    ImportError(.malformedXML(problem), at: source.location(of: offset))
  }
}
