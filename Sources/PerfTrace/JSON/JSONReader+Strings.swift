extension JSONReader {
  /// Reads a string, its quotes included.
  package mutating func string(_ bytes: Span<UInt8>) throws(JSONError) -> String {
    let start = position
    let contents = try scanString(bytes)
    let part = bytes.extracting(contents.range)
    guard contents.hasEscapes else {
      return unsafe String(unsafeUninitializedCapacity: part.count) { target in
        // `target` has at least `part.count` bytes, and the index stays below that.
        for index in 0..<part.count { unsafe target[index] = part[index] }
        return part.count
      }
    }
    return String(decoding: try unescape(part, offset: start + 1), as: UTF8.self)
  }

  /// Moves over a string, checking it as thoroughly as `string` does.
  package mutating func skipString(_ bytes: Span<UInt8>) throws(JSONError) {
    let start = position
    let contents = try scanString(bytes)
    if contents.hasEscapes {
      _ = try unescape(bytes.extracting(contents.range), offset: start + 1)
    }
  }

  /// Moves over a string and tells where its contents stand; escapes are noticed, not checked.
  package mutating func scanString(
    _ bytes: Span<UInt8>
  ) throws(JSONError) -> (range: Range<Int>, hasEscapes: Bool) {
    guard consume(UInt8(ascii: "\""), bytes) else { throw expected("a string", bytes) }
    let start = position
    var hasEscapes = false
    while position < bytes.count {
      let byte = bytes[position]
      if byte >= 0x80 {
        try skipMultibyteScalar(bytes)
        continue
      }
      if byte == UInt8(ascii: "\"") {
        position += 1
        return (start..<(position - 1), hasEscapes)
      }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        position += 1
        guard position < bytes.count, bytes[position] >= 0x20, bytes[position] < 0x80 else {
          throw expected("an escaped character", bytes)
        }
      } else if byte < 0x20 {
        throw expected("a character of a string", bytes)
      }
      position += 1
    }
    throw expected("the end of a string", bytes)
  }

  /// Moves over one non-ASCII scalar if it is well-formed UTF-8 (Unicode 16, table 3-7).
  private mutating func skipMultibyteScalar(_ bytes: Span<UInt8>) throws(JSONError) {
    let lead = bytes[position]
    let (length, second): (Int, ClosedRange<UInt8>)
    switch lead {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: throw JSONError(offset: position, problem: "not valid UTF-8")
    }
    guard position + length <= bytes.count, second.contains(bytes[position + 1]) else {
      throw JSONError(offset: position, problem: "not valid UTF-8")
    }
    for index in 2..<max(length, 2) where bytes[position + index] & 0xC0 != 0x80 {
      throw JSONError(offset: position, problem: "not valid UTF-8")
    }
    position += length
  }

  /// The text of a string's contents that have escapes; `offset` is where the contents start.
  private func unescape(
    _ part: Span<UInt8>, offset: Int
  ) throws(JSONError) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(part.count)
    var index = 0
    while index < part.count {
      guard part[index] == UInt8(ascii: "\\") else {
        text.append(part[index])
        index += 1
        continue
      }
      let escape = part[index + 1]
      index += 2
      switch escape {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escape)
      case UInt8(ascii: "b"): text.append(8)
      case UInt8(ascii: "f"): text.append(12)
      case UInt8(ascii: "n"): text.append(10)
      case UInt8(ascii: "r"): text.append(13)
      case UInt8(ascii: "t"): text.append(9)
      case UInt8(ascii: "u"):
        let start = index - 2
        guard let unit = hexadecimal(part, at: index) else {
          throw JSONError(offset: offset + start, problem: "expected four hexadecimal digits")
        }
        index += 4
        var scalar = UInt32(unit)
        if (0xD800..<0xDC00).contains(scalar), index + 1 < part.count,
          part[index] == UInt8(ascii: "\\"), part[index + 1] == UInt8(ascii: "u"),
          let low = hexadecimal(part, at: index + 2), (0xDC00..<0xE000).contains(low)
        {
          scalar = 0x10000 + (scalar - 0xD800) << 10 + (UInt32(low) - 0xDC00)
          index += 6
        }
        guard let valid = Unicode.Scalar(scalar) else {
          throw JSONError(offset: offset + start, problem: "half of a surrogate pair")
        }
        text.append(contentsOf: UTF8.encode(valid) ?? UTF8.encodedReplacementCharacter)
      default:
        throw JSONError(offset: offset + index - 1, problem: "not an escape of JSON")
      }
    }
    return text
  }

  private func hexadecimal(_ part: Span<UInt8>, at start: Int) -> UInt16? {
    guard start + 4 <= part.count else { return nil }
    var value: UInt16 = 0
    for index in start..<(start + 4) {
      guard let digit = part[index].hexadecimalValue else { return nil }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}

extension UInt8 {
  /// The value of an ASCII hexadecimal digit of either case; `nil` for any other byte.
  package var hexadecimalValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
