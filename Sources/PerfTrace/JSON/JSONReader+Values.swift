extension JSONReader {
  /// Reads one value of any kind, blanks before it included.
  package mutating func value(
    _ bytes: Span<UInt8>, depth: Int = 0
  ) throws(JSONError) -> JSONValue {
    skipWhitespace(bytes)
    switch peek(bytes) {
    case UInt8(ascii: "{"):
      return .object(try object(bytes, depth: depth))
    case UInt8(ascii: "["):
      return .array(try array(bytes, depth: depth))
    case UInt8(ascii: "\""):
      return .string(try string(bytes))
    case UInt8(ascii: "t") where consume(literal: "true", bytes):
      return .bool(true)
    case UInt8(ascii: "f") where consume(literal: "false", bytes):
      return .bool(false)
    case UInt8(ascii: "n") where consume(literal: "null", bytes):
      return .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return .number(try number(bytes))
    default:
      throw expected("a value", bytes)
    }
  }

  /// Moves over one value of any kind, checking it as thoroughly as `value` does.
  package mutating func skipValue(_ bytes: Span<UInt8>, depth: Int = 0) throws(JSONError) {
    skipWhitespace(bytes)
    switch peek(bytes) {
    case UInt8(ascii: "{"):
      try enter(depth, bytes)
      guard !isEmpty(closing: UInt8(ascii: "}"), bytes) else { return }
      repeat {
        try skipKey(bytes)
        try skipValue(bytes, depth: depth + 1)
      } while try continues(closing: UInt8(ascii: "}"), bytes)
    case UInt8(ascii: "["):
      try enter(depth, bytes)
      guard !isEmpty(closing: UInt8(ascii: "]"), bytes) else { return }
      repeat {
        try skipValue(bytes, depth: depth + 1)
      } while try continues(closing: UInt8(ascii: "]"), bytes)
    case UInt8(ascii: "\""):
      try skipString(bytes)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      _ = try number(bytes)
    default:
      _ = try value(bytes)
    }
  }

  private mutating func object(
    _ bytes: Span<UInt8>, depth: Int
  ) throws(JSONError) -> OrderedFields<JSONValue> {
    let start = position
    try enter(depth, bytes)
    guard !isEmpty(closing: UInt8(ascii: "}"), bytes) else { return [:] }
    var entries: [(key: String, value: JSONValue)] = []
    repeat {
      let key = try key(bytes)
      entries.append((key, try value(bytes, depth: depth + 1)))
    } while try continues(closing: UInt8(ascii: "}"), bytes)
    let fields = OrderedFields(entries)
    if rejectsDuplicateKeys, depth == 0, fields.count < entries.count {
      throw JSONError(offset: start, problem: "an object with a key that occurs twice")
    }
    return fields
  }

  private mutating func array(
    _ bytes: Span<UInt8>, depth: Int
  ) throws(JSONError) -> [JSONValue] {
    try enter(depth, bytes)
    var elements: [JSONValue] = []
    guard !isEmpty(closing: UInt8(ascii: "]"), bytes) else { return elements }
    repeat {
      elements.append(try value(bytes, depth: depth + 1))
    } while try continues(closing: UInt8(ascii: "]"), bytes)
    return elements
  }

  /// Reads a key and its colon.
  package mutating func key(_ bytes: Span<UInt8>) throws(JSONError) -> String {
    skipWhitespace(bytes)
    guard peek(bytes) == UInt8(ascii: "\"") else { throw expected("a key", bytes) }
    let key = try string(bytes)
    skipWhitespace(bytes)
    guard consume(UInt8(ascii: ":"), bytes) else { throw expected("\":\"", bytes) }
    return key
  }

  private mutating func skipKey(_ bytes: Span<UInt8>) throws(JSONError) {
    skipWhitespace(bytes)
    guard peek(bytes) == UInt8(ascii: "\"") else { throw expected("a key", bytes) }
    try skipString(bytes)
    skipWhitespace(bytes)
    guard consume(UInt8(ascii: ":"), bytes) else { throw expected("\":\"", bytes) }
  }

  /// Consumes the opening bracket of a level.
  private mutating func enter(_ depth: Int, _ bytes: Span<UInt8>) throws(JSONError) {
    guard depth < Self.depthLimit else {
      throw JSONError(
        offset: position, problem: "more than \(Self.depthLimit) levels inside one another")
    }
    position += 1
  }

  /// Consumes the closing bracket if it follows the opening one.
  private mutating func isEmpty(closing: UInt8, _ bytes: Span<UInt8>) -> Bool {
    skipWhitespace(bytes)
    return consume(closing, bytes)
  }

  /// Consumes a comma, or the closing bracket: then nothing more follows.
  package mutating func continues(
    closing: UInt8, _ bytes: Span<UInt8>
  ) throws(JSONError) -> Bool {
    skipWhitespace(bytes)
    if consume(UInt8(ascii: ","), bytes) { return true }
    guard consume(closing, bytes) else {
      throw expected("\",\" or \"\(Unicode.Scalar(closing))\"", bytes)
    }
    return false
  }
}
