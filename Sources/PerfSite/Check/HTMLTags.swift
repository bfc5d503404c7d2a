/// Reads the start tags of an HTML document, one after the other: just enough to follow its links.
struct HTMLTags {
  /// A start tag with its attributes' values, character references resolved.
  struct Tag {
    var name: String
    var attributes: [String: String]
  }

  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The next start tag; `nil` at the end. The contents of scripts are skipped.
  mutating func next() -> Tag? {
    while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      index = start + 1
      if bytes[index...].starts(with: "!--".utf8) {
        skip(past: "-->")
        continue
      }
      guard index < bytes.count, Self.isLetter(bytes[index]) else { continue }
      let name = take { Self.isLetter($0) || Self.isDigit($0) || $0 == UInt8(ascii: "-") }
      let tag = Tag(name: name.lowercased(), attributes: attributes())
      if tag.name == "script" || tag.name == "style" { skip(past: "</\(tag.name)") }
      return tag
    }
    index = bytes.count
    return nil
  }

  private mutating func attributes() -> [String: String] {
    var result: [String: String] = [:]
    while index < bytes.count {
      _ = take { Self.isSpace($0) || $0 == UInt8(ascii: "/") }
      guard index < bytes.count, bytes[index] != UInt8(ascii: ">") else { break }
      let name = take { !Self.isSpace($0) && !"=/>".utf8.contains($0) }
      guard !name.isEmpty else {
        index += 1
        continue
      }
      _ = take(while: Self.isSpace)
      guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
        result[name.lowercased()] = ""
        continue
      }
      index += 1
      _ = take(while: Self.isSpace)
      result[name.lowercased()] = Self.resolved(value())
    }
    if index < bytes.count { index += 1 }
    return result
  }

  private mutating func value() -> String {
    guard index < bytes.count else { return "" }
    let quote = bytes[index]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      return take { !Self.isSpace($0) && $0 != UInt8(ascii: ">") }
    }
    index += 1
    let text = take { $0 != quote }
    index = min(index + 1, bytes.count)
    return text
  }

  private mutating func take(while isWanted: (UInt8) -> Bool) -> String {
    let start = index
    while index < bytes.count && isWanted(bytes[index]) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func skip(past text: String) {
    while index < bytes.count && !bytes[index...].starts(with: text.utf8) { index += 1 }
    index = min(index + text.utf8.count, bytes.count)
  }

  private static func resolved(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
