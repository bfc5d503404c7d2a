internal import PerfBytes

extension [UInt8] {
  /// Appends a JSON string with its quotes.
  ///
  /// Control characters, quotes and backslashes are escaped; all else is written as it is.
  package mutating func append(jsonString text: String) {
    append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      for index in 0..<utf8.count {
        // `index` runs over the buffer's own range.
        let byte = unsafe utf8[index]
        guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
          continue
        }
        unsafe append(contentsOf: utf8[start..<index])
        start = index + 1
        append(jsonEscapeOf: byte)
      }
      unsafe append(contentsOf: utf8[start...])
    }
    append(UInt8(ascii: "\""))
  }

  private mutating func append(jsonEscapeOf byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
    case 8: append(UInt8(ascii: "b"))
    case 9: append(UInt8(ascii: "t"))
    case 10: append(UInt8(ascii: "n"))
    case 12: append(UInt8(ascii: "f"))
    case 13: append(UInt8(ascii: "r"))
    default:
      append(contentsOf: "u00".utf8)
      append(byte < 16 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
      append(hexadecimalDigit: byte & 15)
    }
  }

  /// Appends the lower-case digit of a value below 16.
  package mutating func append(hexadecimalDigit value: UInt8) {
    append(value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value)
  }

  /// Appends a number in the shortest form that reads back as the same `Double`; `null` for NaN and infinities.
  package mutating func append(jsonNumber value: Double) {
    guard value.isFinite else { return append(contentsOf: "null".utf8) }
    if let whole = Int64(exactly: value), whole.magnitude < 1 << 53,
      whole != 0 || value.sign == .plus
    {
      append(integer: whole)
    } else {
      append(contentsOf: value.description.utf8)
    }
  }

  /// Appends a value without blanks, its fields in their order.
  package mutating func append(json value: JSONValue) {
    switch value {
    case .null: append(contentsOf: "null".utf8)
    case .bool(let value): append(json: value)
    case .number(let value): append(jsonNumber: value)
    case .string(let text): append(jsonString: text)
    case .array(let elements):
      append(jsonArray: elements) { $0.append(json: $1) }
    case .object(let fields):
      append(jsonObject: fields) { $0.append(json: $1) }
    }
  }

  package mutating func append(json value: Bool) {
    append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// Appends an array whose elements `write` appends.
  package mutating func append<Item>(
    jsonArray elements: some Sequence<Item>, write: (inout [UInt8], Item) -> Void
  ) {
    append(UInt8(ascii: "["))
    var separates = false
    for element in elements {
      if separates { append(UInt8(ascii: ",")) }
      separates = true
      write(&self, element)
    }
    append(UInt8(ascii: "]"))
  }

  /// Appends an object whose values `write` appends.
  package mutating func append<Value>(
    jsonObject fields: OrderedFields<Value>, write: (inout [UInt8], Value) -> Void
  ) {
    append(UInt8(ascii: "{"))
    var separates = false
    for (key, value) in fields {
      if separates { append(UInt8(ascii: ",")) }
      separates = true
      append(jsonString: key)
      append(UInt8(ascii: ":"))
      write(&self, value)
    }
    append(UInt8(ascii: "}"))
  }
}
