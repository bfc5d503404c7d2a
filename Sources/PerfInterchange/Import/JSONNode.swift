internal import PerfTrace

/// A JSON value that knows where in its source it stands.
///
/// Foreign results are read through it, so that a complaint can name line and column. Python's `NaN` and
/// `Infinity` are numbers here, for asv and pytest-benchmark write them.
package struct JSONNode: Sendable {
  package enum Content: Sendable {
    case null
    case bool(Bool)
    /// May be NaN or infinite.
    case number(Double)
    case string(String)
    case array([JSONNode])
    case object([Member])
  }

  package struct Member: Sendable {
    package var key: String
    package var value: JSONNode
  }

  /// Byte offset of the value's first character in its source.
  package var offset: Int
  package var content: Content
}

extension JSONNode {
  /// The value of a field; `nil` if this is no object or has no such field. JSON's `null` is a value.
  package subscript(key: String) -> JSONNode? {
    guard case .object(let members) = content else { return nil }
    return members.first { $0.key == key }?.value
  }

  package subscript(index: Int) -> JSONNode? {
    guard case .array(let elements) = content, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  package var elements: [JSONNode]? {
    if case .array(let elements) = content { elements } else { nil }
  }

  package var members: [Member]? {
    if case .object(let members) = content { members } else { nil }
  }

  package var string: String? {
    if case .string(let text) = content { text } else { nil }
  }

  /// The number, if it is finite.
  package var number: Double? {
    guard case .number(let value) = content, value.isFinite else { return nil }
    return value
  }

  package var integer: Int? { number.flatMap { Int(exactly: $0) } }

  package var bool: Bool? {
    if case .bool(let value) = content { value } else { nil }
  }

  package var isNull: Bool {
    if case .null = content { true } else { false }
  }

  /// Whether the value says "not measured": `null` or no finite number.
  var isMissing: Bool {
    switch content {
    case .null: true
    case .number(let value): !value.isFinite
    default: false
    }
  }

  /// The finite numbers of an array; empty if this is none.
  var numbers: [Double] { elements?.compactMap(\.number) ?? [] }

  /// A string as it is and a number as its shortest text; `nil` for all else.
  var text: String? {
    switch content {
    case .string(let text): text
    case .number(let value) where value.isFinite: String(shortest: value)
    case .bool(let value): value ? "true" : "false"
    default: nil
    }
  }

  /// What the value is, in words for messages.
  package var kind: String {
    switch content {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

extension String {
  /// The shortest text that reads back as the same number, whole numbers without a fraction: "254", "0.25".
  init(shortest value: Double) {
    if let integer = Int64(exactly: value), integer.magnitude < 1 << 53 {
      self = String(integer)
    } else {
      self = value.description
    }
  }
}
