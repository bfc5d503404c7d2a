/// A cursor that reads JSON (RFC 8259) from UTF-8 bytes in a single scan.
///
/// The bytes are handed to each call, so that the cursor itself stays a plain value. What it accepts is what Foundation's
/// `JSONDecoder` accepts: no NaN, no comments, no lone surrogates, strings in valid UTF-8, no number too large for a `Double`, at
/// most 512 levels. It differs in that it refuses trailing commas, and takes numbers nearer to 0 than any `Double` for 0.
package struct JSONReader: Sendable {
  /// Levels of arrays and objects inside one another that are read.
  package static let depthLimit = 512

  /// Offset of the next byte to read.
  package var position: Int

  /// Whether a key that occurs twice in the outermost object is an error; elsewhere its last value stays.
  package var rejectsDuplicateKeys: Bool

  package init(position: Int = 0, rejectsDuplicateKeys: Bool = false) {
    self.position = position
    self.rejectsDuplicateKeys = rejectsDuplicateKeys
  }

  /// The next byte without consuming it; 0 at the end, where no JSON goes on.
  package func peek(_ bytes: Span<UInt8>) -> UInt8 {
    position < bytes.count ? bytes[position] : 0
  }

  /// Moves over blanks, tabs and line ends.
  @inline(__always)
  package mutating func skipWhitespace(_ bytes: Span<UInt8>) {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
        position += 1
      default: return
      }
    }
  }

  /// Consumes `byte` if it is next.
  @inline(__always)
  package mutating func consume(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// Consumes the bytes of `text` if they are next.
  package mutating func consume(literal text: StaticString, _ bytes: Span<UInt8>) -> Bool {
    let length = text.utf8CodeUnitCount
    guard bytes.count - position >= length else { return false }
    for index in 0..<length {
      // `index` is below the literal's length.
      guard unsafe bytes[position + index] == text.utf8Start[index] else { return false }
    }
    position += length
    return true
  }

  /// The error of finding something else than `expected` here.
  package func expected(_ expected: String, _ bytes: Span<UInt8>) -> JSONError {
    guard position < bytes.count else {
      return JSONError(offset: position, problem: "expected \(expected), found the end")
    }
    let byte = bytes[position]
    let found =
      byte > 0x20 && byte < 0x7f
      ? "\"\(Unicode.Scalar(byte))\"" : "the byte 0x" + String(byte, radix: 16)
    return JSONError(offset: position, problem: "expected \(expected), found \(found)")
  }
}
