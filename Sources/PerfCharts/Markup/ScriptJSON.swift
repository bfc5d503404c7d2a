internal import PerfBytes

/// JSON that can stand inside a `<script>` element or a script file, whatever its strings hold.
///
/// `<`, `>`, `&`, U+2028 and U+2029 are written as escapes, so no string can end the element, open a comment or
/// break a line of JavaScript.
package struct ScriptJSON: Sendable, Hashable {
  /// UTF-8; ASCII wherever it matters.
  package private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// Creates an empty document.
  package init() {}

  /// Writes an object of the members that `content` writes.
  package mutating func object(_ content: (inout ScriptJSON) -> Void) {
    nest(UInt8(ascii: "{"), UInt8(ascii: "}"), content)
  }

  /// Writes an array of the values that `content` writes.
  package mutating func array(_ content: (inout ScriptJSON) -> Void) {
    nest(UInt8(ascii: "["), UInt8(ascii: "]"), content)
  }

  /// Writes the key of the next member.
  package mutating func key(_ key: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(key)
    bytes.append("\":")
    needsComma = false
  }

  /// Writes the key of the next member where it is a name from outside.
  package mutating func key(_ key: String) {
    string(key)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a string.
  package mutating func string(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    var text = text
    let isPlain = text.withUTF8 { utf8 in
      let isPlain = unsafe utf8.allSatisfy(Self.isPlain)
      if isPlain { unsafe bytes.append(contentsOf: utf8) }
      return isPlain
    }
    if !isPlain { appendEscaped(text) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether a byte is a whole character that stands for itself.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case ..<0x20, 0x22, 0x26, 0x3C, 0x3E, 0x5C, 0x7F...: false
    default: true
    }
  }

  private mutating func appendEscaped(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": bytes.append("\\\"")
      case "\\": bytes.append("\\\\")
      case "\n": bytes.append("\\n")
      case "\u{0}"..."\u{1F}", "<", ">", "&", "\u{7F}", "\u{2028}", "\u{2029}":
        bytes.append("\\u")
        for shift in [12, 8, 4, 0] {
          let digit = UInt8(truncatingIfNeeded: scalar.value >> UInt32(shift)) & 15
          bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
      default:
        if let encoded = UTF8.encode(scalar) { bytes.append(contentsOf: encoded) }
      }
    }
  }

  /// Writes a number so that it reads back as the same one; `null` for NaN and infinities.
  package mutating func number(_ value: Double) {
    guard value.isFinite else { return null() }
    separate()
    if value.rounded() == value, value.magnitude < 1e15 {
      bytes.append(integer: Int64(value))
    } else {
      bytes.append(contentsOf: value.description.utf8)
    }
  }

  /// Writes a number rounded to `fractionDigits` decimals without trailing zeros.
  package mutating func number(_ value: Double, fractionDigits: Int) {
    guard value.isFinite else { return null() }
    separate()
    bytes.append(fixed: value, fractionDigits: fractionDigits, trimsZeros: true)
  }

  /// Writes an integer.
  package mutating func integer(_ value: Int) {
    separate()
    bytes.append(integer: Int64(value))
  }

  /// Writes `true` or `false`.
  package mutating func boolean(_ value: Bool) {
    separate()
    bytes.append(value ? "true" : "false")
  }

  /// Writes `null`.
  package mutating func null() {
    separate()
    bytes.append("null")
  }

  private mutating func nest(
    _ opening: UInt8, _ closing: UInt8, _ content: (inout ScriptJSON) -> Void
  ) {
    separate()
    bytes.append(opening)
    needsComma = false
    content(&self)
    bytes.append(closing)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }
}
