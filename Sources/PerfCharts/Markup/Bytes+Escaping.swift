internal import PerfBytes

extension [UInt8] {
  /// Appends text of the program's own source as it stands.
  package mutating func append(_ literal: StaticString) {
    literal.withUTF8Buffer { buffer in unsafe append(contentsOf: buffer) }
  }

  /// Appends `text` so that it is itself, and nothing else, as HTML or XML text and in a quoted attribute.
  ///
  /// All of `& < > " '` become character references, whatever the text looks like. Characters that no HTML or
  /// XML document may hold (controls other than tab, line feed and carriage return; noncharacters) become
  /// U+FFFD, the replacement character.
  package mutating func append(escaping text: String) {
    var text = text
    text.withUTF8 { bytes in
      var (start, index) = (0, 0)
      while index < bytes.count {
        let byte = unsafe bytes[index]
        guard EscapingTable.needsALook(byte) else {
          index += 1
          continue
        }
        let length = unsafe lengthOfForbiddenCharacter(in: bytes, at: index)
        let replacement = length > 0 ? EscapingTable.replacement : EscapingTable.reference(to: byte)
        if let replacement {
          unsafe append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
          append(replacement)
          index += Swift.max(length, 1)
          start = index
        } else {
          index += 1
        }
      }
      unsafe append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
    }
  }

  /// Length in bytes of the character at `index` if no document may hold it, otherwise 0.
  private func lengthOfForbiddenCharacter(
    in bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> Int {
    func byte(_ offset: Int) -> UInt8 {
      unsafe index + offset < bytes.count ? bytes[index + offset] : 0
    }
    switch byte(0) {
    case ..<0x20: return 1
    case 0x7F: return 1
    case 0xC2: return byte(1) < 0xA0 ? 2 : 0
    case 0xEF:
      let isArabicBlock = byte(1) == 0xB7 && (0x90...0xAF).contains(byte(2))
      let isPlaneEnd = byte(1) == 0xBF && byte(2) >= 0xBE
      return isArabicBlock || isPlaneEnd ? 3 : 0
    case 0xF0...:
      return byte(1) & 0x0F == 0x0F && byte(2) == 0xBF && byte(3) >= 0xBE ? 4 : 0
    default: return 0
    }
  }
}

/// What each byte asks of the writer that escapes it.
private enum EscapingTable {
  static let replacement: StaticString = "\u{FFFD}"

  /// Whether a byte ends a run that can be copied as it is.
  @inline(__always)
  static func needsALook(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09, 0x0A, 0x0D: false
    case ..<0x20, 0x22, 0x26, 0x27, 0x3C, 0x3E, 0x7F, 0xC2, 0xEF...: true
    default: false
    }
  }

  static func reference(to byte: UInt8) -> StaticString? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }
}
