/// A JSON value with the order of its objects' fields kept.
package enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object(OrderedFields<JSONValue>)
}

extension JSONValue {
  /// Reads a whole JSON text; a key that occurs twice in an object keeps its last value.
  package static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
    try parse(bytes.span)
  }

  /// Reads a whole JSON text; a key that occurs twice in an object keeps its last value.
  package static func parse(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
    var reader = JSONReader()
    let value = try reader.value(bytes)
    reader.skipWhitespace(bytes)
    guard reader.position == bytes.count else { throw reader.expected("the end", bytes) }
    return value
  }

  /// The field of an object; `nil` if this is no object or has no such field.
  package subscript(key: String) -> JSONValue? { fields?[key] }

  package var fields: OrderedFields<JSONValue>? {
    if case .object(let fields) = self { fields } else { nil }
  }
  package var elements: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }
  package var text: String? {
    if case .string(let text) = self { text } else { nil }
  }
  package var double: Double? {
    if case .number(let value) = self { value } else { nil }
  }
  package var boolean: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }
  /// The number if it is whole and fits an `Int` exactly.
  package var integer: Int? { double.flatMap(Int.init(exactly:)) }
  package var isNull: Bool { self == .null }

  /// The kind of value in words for messages: "a string".
  package var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
